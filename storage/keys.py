"""One data key per household and per chat, wrapped by the master key, in a file or a database of their own.

Erasing a household deletes its key, so that what write-ahead logs, backups and audit still hold becomes unreadable.
The wrapped keys are kept outside routine backups for the same reason.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, LargeBinary, MetaData, String, Table, delete, event, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import postgresql
from storage.sql import insert_into

__all__ = ["KeyRing", "OtherKeys", "SealBroken", "WrongMasterKey", "new_master_key", "read_master_key"]

_metadata = MetaData()
_wrapped = Table(
    "wrapped_key",
    _metadata,
    Column("owner", String(60), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)
_NONCE = 12
INDEX = "index"
"""The owner of the key that marks index rows: of nobody, so no erase takes it."""


class SealBroken(Exception):
    """Sealed data cannot be opened: its key is gone, or it was moved or changed."""


class WrongMasterKey(Exception):
    """The master key is not the one that wrapped the keys in this data folder."""


class OtherKeys(WrongMasterKey):
    """Another process serves the same database with keys that stand elsewhere: neither could read the other."""

    def __init__(self) -> None:
        super().__init__(
            "These are not the keys of the other processes on this database. Give all the same KEYS_DATABASE_URL, or, "
            "on one machine, the same DATA_DIR"
        )


def new_master_key() -> str:
    """A fresh master key as one line of text."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def read_master_key(file: Path) -> bytes:
    """The 32 bytes of a key file. Raises WrongMasterKey with what to do where the file does not hold a key."""
    try:
        key = base64.urlsafe_b64decode(file.read_text().strip())
    except (ValueError, UnicodeDecodeError):
        key = b""
    if len(key) != 32:
        raise WrongMasterKey(f"{file} does not hold a key. Make one: python bot.py keys new {file}")
    return key


def _harden(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=TRUNCATE", "secure_delete=ON", "trusted_schema=OFF", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _seal(cipher: AESGCM, data: bytes, place: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + cipher.encrypt(nonce, data, place.encode())


def _open(cipher: AESGCM, sealed: bytes, place: str) -> bytes:
    return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())


class KeyRing:
    """Seals and opens with the key of an owner: a household's id or a chat's `key_id`. `hold` fetches or makes keys."""

    most_held = 20_000
    """Keys in memory; beyond that, those that were not asked for longest are fetched again when they are."""
    most_opened = 1_000
    """Owners of whom opened values are in memory, the same way. What an owner has there goes with its key."""

    def __init__(self, engine: AsyncEngine, master: bytes) -> None:
        self._engine = engine
        self._master = AESGCM(master)
        self._ciphers: OrderedDict[str, AESGCM] = OrderedDict()
        self._opened: OrderedDict[str, dict[str, tuple[bytes, Any]]] = OrderedDict()
        self._index: bytes | None = None
        self.in_hand: dict[tuple[int, str], str] = {}
        """Tokens of sealed reports, by chat and report, that are stored nowhere: gone with this process."""

    @classmethod
    async def at(cls, place: Path | str, master: bytes) -> KeyRing:
        """The key ring kept in a SQLite file, made if it is not there, or at the address of a PostgreSQL database."""
        address = f"sqlite+aiosqlite:///{place}" if isinstance(place, Path) else place
        engine = create_async_engine(address, hide_parameters=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine.sync_engine, "connect", _harden)
        ring = cls(engine, master)
        async with engine.begin() as conn:
            if engine.dialect.name != "sqlite":  # two processes that start at once
                await conn.exec_driver_sql(postgresql.BEGIN)
            await conn.run_sync(_metadata.create_all)
            sample = (await conn.execute(select(_wrapped).limit(1))).first()
        if sample is not None:
            try:
                _open(ring._master, sample.wrapped, sample.owner)
            except InvalidTag:
                raise WrongMasterKey("KEY_FILE holds another key than the one this DATA_DIR was made with") from None
        return ring

    async def hold(self, owners: Iterable[str], *, make: bool = True) -> frozenset[str]:
        """Fetches the keys of these owners, making those that are missing. Afterwards `seal` and `open` work.

        Returns the owners whose keys are held: all, unless `make` is False and a key was lost.
        """
        wanted = set(owners)
        missing = {owner for owner in wanted if owner not in self._ciphers}  # `-` would go through all that are held
        for owner in wanted - missing:  # used last, forgotten last
            self._ciphers.move_to_end(owner)
        if not missing:
            return frozenset(wanted)
        for owner in list(self._ciphers)[: max(0, len(self._ciphers) - self.most_held)]:
            del self._ciphers[owner]
        async with self._engine.begin() as conn:
            rows = (await conn.execute(select(_wrapped).where(_wrapped.c.owner.in_(missing)))).all()
            for row in rows:
                self._ciphers[row.owner] = AESGCM(_open(self._master, row.wrapped, row.owner))
            unmade = missing - {row.owner for row in rows} if make else set()
            if unmade:
                fresh = {owner: AESGCM.generate_key(256) for owner in unmade}
                await conn.execute(
                    insert_into(conn, _wrapped).on_conflict_do_nothing(),
                    [{"owner": o, "wrapped": _seal(self._master, key, o)} for o, key in fresh.items()],
                )
                made = (await conn.execute(select(_wrapped).where(_wrapped.c.owner.in_(unmade)))).all()
                for row in made:  # read back: another process may have made it first
                    self._ciphers[row.owner] = AESGCM(_open(self._master, row.wrapped, row.owner))
        return frozenset(wanted & self._ciphers.keys())

    def seal(self, owner: str, data: bytes, place: str) -> bytes:
        """Data sealed for an owner whose key is held; `place` ties it to where it stands."""
        return _seal(self._ciphers[owner], data, place)

    def open(self, owner: str, sealed: bytes, place: str) -> bytes:
        """What `seal` sealed. Raises SealBroken where the key is gone or the data is not what was sealed there."""
        cipher = self._ciphers.get(owner)
        if cipher is None:
            raise SealBroken(place)
        try:
            return _open(cipher, sealed, place)
        except InvalidTag:
            raise SealBroken(place) from None

    def remember(self, owner: str, place: str, sealed: bytes, value: Any) -> None:
        """Keeps what was sealed, or opened, for who asks for exactly these sealed bytes again."""
        if owner not in self._opened and len(self._opened) >= self.most_opened:
            self._opened.popitem(last=False)
        self._opened.setdefault(owner, {})[place] = (sealed, value)
        self._opened.move_to_end(owner)  # used last, forgotten last

    def recall(self, owner: str, place: str, sealed: bytes) -> Any | None:
        """The value of these sealed bytes, if it is remembered and the key is still held."""
        found = self._opened.get(owner, {}).get(place)
        return found[1] if found is not None and found[0] == sealed and owner in self._ciphers else None

    async def index_key(self) -> bytes:
        """The key under which encrypted facts are found again (`storage.watching`), made if it is not there."""
        if self._index is None:
            async with self._engine.begin() as conn:
                made = {"owner": INDEX, "wrapped": _seal(self._master, secrets.token_bytes(32), INDEX)}
                await conn.execute(insert_into(conn, _wrapped).values(made).on_conflict_do_nothing())
                wrapped = await conn.scalar(select(_wrapped.c.wrapped).where(_wrapped.c.owner == INDEX))
            assert wrapped is not None, "a key that was just made"
            self._index = _open(self._master, wrapped, INDEX)
        return self._index

    def let_go(self) -> None:
        """Nothing is held any more: no key, no token, nothing that was opened. Who needs a key asks for it anew."""
        for held in (self._ciphers, self._opened, self.in_hand):
            held.clear()

    async def mark(self) -> str:
        """What tells these keys from those that stand in another place: a hash, which opens nothing."""
        return hashlib.sha256(b"which keys|" + await self.index_key()).hexdigest()[:32]

    async def shred(self, owners: Iterable[str]) -> None:
        """Deletes the keys of these owners for good, and the tokens of these sealed reports."""
        gone = list(owners)
        async with self._engine.begin() as conn:
            await conn.execute(delete(_wrapped).where(_wrapped.c.owner.in_(gone)))
        for owner in gone:
            self._ciphers.pop(owner, None)
            self._opened.pop(owner, None)
        for held in [held for held in self.in_hand if held[1] in gone]:
            del self.in_hand[held]

    async def close(self) -> None:
        """Ends the connections to the file."""
        await self._engine.dispose()
