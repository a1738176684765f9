"""Somebody with every byte of every file, and the master key: the worst that staff with all access could be.

The thief does not ask the database what it holds. At every offset of every file something sealed may begin, in a free
page, in a write-ahead log, in what a rollback left behind; each is tried with every key that can still be unwrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.keys import read_master_key
from tests.laws.canary import found_in

__all__ = ["Thief"]

NONCE, TAG, KEY, BLOCK = 12, 16, 32, 16
LONGEST = 8192
"""Bytes that are read from where something sealed seems to begin."""
OWNER = re.compile(rb"[0-9a-f]{24}")
FIRST_COUNTER = (2).to_bytes(4, "big")
"""GCM encrypts its first block under the nonce and this number."""
READABLE = bytes(1 if 0x20 <= byte < 0x7F else 0 for byte in range(256))


class Thief:
    """A copy of a data folder, and what can be read from it."""

    def __init__(self, folder: Path) -> None:
        self._master = AESGCM(read_master_key(folder / "master.key"))
        files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.suffix != ".key"]
        self._bytes = {file.name: file.read_bytes() for file in files}

    @cached_property
    def keys(self) -> frozenset[bytes]:
        """Every data key that is still somewhere, unwrapped."""
        owners = {owner for raw in self._bytes.values() for owner in OWNER.findall(raw)}
        found = set()
        for name, raw in self._bytes.items():
            if name.startswith("keys."):
                for owner in owners:
                    for at in _near(raw, owner):
                        wrapped = raw[at : at + NONCE + KEY + TAG]
                        try:
                            found.add(self._master.decrypt(wrapped[:NONCE], wrapped[NONCE:], owner))
                        except InvalidTag:
                            continue
        return frozenset(found)

    def reads(self, canaries: Mapping[str, str]) -> set[str]:
        """The names of the canaries that stand anywhere, in clear or under a key that can be had."""
        found = set()
        for raw in self._bytes.values():
            found |= found_in(raw, canaries)
            for text in self._opened(raw):
                found |= found_in(text, canaries)
        return found

    def _opened(self, raw: bytes) -> Iterator[bytes]:
        """All that begins readably under any key, at any offset."""
        starts = max(0, len(raw) - NONCE - BLOCK)
        counters, sealed = bytearray(BLOCK * starts), bytearray(BLOCK * starts)
        columns = [raw[nth : nth + starts] for nth in range(NONCE)]
        columns += [bytes((byte,)) * starts for byte in FIRST_COUNTER]
        for nth, column in enumerate(columns):  # the nth byte of the blocks of all offsets at once
            counters[nth::BLOCK] = column
            sealed[nth::BLOCK] = raw[NONCE + nth : NONCE + nth + starts]
        hidden = int.from_bytes(sealed, "big")
        for key in self.keys:
            stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(counters)
            plain = (int.from_bytes(stream, "big") ^ hidden).to_bytes(len(counters), "big")
            for at in _readable_blocks(plain):
                counter = raw[at : at + NONCE] + FIRST_COUNTER
                cipher = Cipher(algorithms.AES(key), modes.CTR(counter)).decryptor()
                yield cipher.update(raw[at + NONCE : at + NONCE + LONGEST])


def _near(raw: bytes, owner: bytes) -> Iterator[int]:
    """Offsets behind every place where an owner stands: a row holds the owner, then its wrapped key."""
    at = raw.find(owner)
    while at >= 0:
        yield from range(at + len(owner), min(at + len(owner) + 8, len(raw) - NONCE - KEY - TAG + 1))
        at = raw.find(owner, at + 1)


def _readable_blocks(plain: bytes) -> Iterator[int]:
    """The numbers of the blocks that hold nothing but readable characters."""
    marks, block = plain.translate(READABLE), b"\1" * BLOCK
    at = marks.find(block)
    while at >= 0:
        aligned = -(-at // BLOCK) * BLOCK
        if marks[aligned : aligned + BLOCK] == block:
            yield aligned // BLOCK
        at = marks.find(block, max(at + 1, aligned + 1))
