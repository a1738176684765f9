"""What is sealed can be opened with its own key, at its own place, and never again once the key is shredded."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.keys import KeyRing, SealBroken, WrongMasterKey, new_master_key, read_master_key

MASTER = b"m" * 32


async def ring(folder: Path, master: bytes = MASTER) -> KeyRing:
    return await KeyRing.at(folder / "keys.sqlite", master)


def everything_in(folder: Path) -> bytes:
    """All bytes of all files of the keys, the journal included."""
    return b"".join(file.read_bytes() for file in folder.glob("keys.sqlite*"))


async def test_a_seal_opens_with_its_key_at_its_place_after_a_restart(tmp_path: Path) -> None:
    keys = await ring(tmp_path)
    await keys.hold(["sara"])
    sealed = keys.seal("sara", b"two children", "answers:1")
    assert b"children" not in sealed
    await keys.close()
    keys = await ring(tmp_path)
    await keys.hold(["sara"])
    assert keys.open("sara", sealed, "answers:1") == b"two children"
    await keys.close()


async def test_a_seal_is_tied_to_its_place_and_its_owner(tmp_path: Path) -> None:
    keys = await ring(tmp_path)
    await keys.hold(["sara", "omar"])
    sealed = keys.seal("sara", b"two children", "answers:1")
    for owner, changed, place in (
        ("omar", sealed, "answers:1"),
        ("sara", sealed, "answers:2"),
        ("sara", sealed[:-1] + bytes([sealed[-1] ^ 1]), "answers:1"),
    ):
        with pytest.raises(SealBroken):
            keys.open(owner, changed, place)
    await keys.close()


async def test_a_shredded_key_is_gone_for_good(tmp_path: Path) -> None:
    keys = await ring(tmp_path)
    await keys.hold(["sara", "omar"])
    sealed = keys.seal("sara", b"two children", "answers:1")
    with closing(sqlite3.connect(tmp_path / "keys.sqlite")) as file:
        (wrapped,) = file.execute("SELECT wrapped FROM wrapped_key WHERE owner = 'sara'").fetchone()
    await keys.shred(["sara"])
    with pytest.raises(SealBroken):
        keys.open("sara", sealed, "answers:1")
    await keys.hold(["sara"], make=False)
    with pytest.raises(SealBroken):
        keys.open("sara", sealed, "answers:1")
    await keys.hold(["sara"])  # a new key under an old name opens nothing old
    with pytest.raises(SealBroken):
        keys.open("sara", sealed, "answers:1")
    await keys.close()
    assert wrapped not in everything_in(tmp_path)


async def test_another_master_key_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    keys = await ring(tmp_path)
    await keys.hold(["sara"])
    await keys.close()
    with pytest.raises(WrongMasterKey, match="KEY_FILE holds another key than the one this DATA_DIR was made with"):
        await ring(tmp_path, b"x" * 32)


def test_a_file_without_a_key_is_told_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(new_master_key())
    assert len(read_master_key(file)) == 32
    file.write_text("hello")
    with pytest.raises(WrongMasterKey, match=r"Make one: python bot\.py keys new"):
        read_master_key(file)


async def test_keys_in_use_are_never_the_ones_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeyRing, "most_held", 3)
    keys = await ring(tmp_path)
    await keys.hold(["sara"])
    for n in range(20):
        await keys.hold(["sara", f"neighbour {n}"])
        keys.seal("sara", b"still here", "somewhere")
        keys.seal(f"neighbour {n}", b"here too", "somewhere")
    await keys.close()


async def test_what_was_opened_is_remembered_for_the_same_bytes_until_its_key_goes(tmp_path: Path) -> None:
    keys = await ring(tmp_path)
    await keys.hold(["sara", "omar"])
    sealed, other = (keys.seal("sara", b"two children", "answers:1") for _ in range(2))
    keys.remember("sara", "answers:1", sealed, "two children")
    assert keys.recall("sara", "answers:1", sealed) == "two children"
    for owner, place, data in (
        ("omar", "answers:1", sealed),
        ("sara", "plans:1", sealed),
        ("sara", "answers:1", other),
    ):
        assert keys.recall(owner, place, data) is None
    await keys.shred(["sara"])
    assert keys.recall("sara", "answers:1", sealed) is None
    keys.most_opened = 2
    for owner in ("a", "b", "omar"):
        await keys.hold([owner])
        keys.remember(owner, "place", b"sealed", owner)
    assert [keys.recall(owner, "place", b"sealed") for owner in ("a", "b", "omar")] == [None, "b", "omar"]
    await keys.close()
