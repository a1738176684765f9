"""Sealed values, and reports that nobody can read before the family itself opens them.

A report has a key of its own, wrapped by the token of the family's link. The token is stored nowhere: between the turn
that made it and the message that carries it, and between the opening of the link and the family's answer, it is only in
the memory of this program (`KeyRing.in_hand`). A program that dies in between has forgotten it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rights import Answers
from storage.keys import KeyRing, SealBroken

__all__ = [
    "SealedBody",
    "open_answers",
    "open_json",
    "open_report",
    "open_value",
    "seal_answers",
    "seal_json",
    "seal_report",
]

T = TypeVar("T")
_NONCE = 12
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def seal_json(keys: KeyRing, owner: str, value: Any, place: str) -> bytes:
    """A JSON value sealed for an owner whose key is held."""
    return keys.seal(owner, _compact(value).encode(), place)


def open_json(keys: KeyRing, owner: str, sealed: bytes, place: str) -> Any:
    """What `seal_json` sealed. Raises SealBroken."""
    return json.loads(keys.open(owner, sealed, place))


def open_value(keys: KeyRing, owner: str, sealed: bytes, place: str, parse: Callable[[Any], T]) -> T:
    """What was made of a sealed JSON value, which nobody changes; opened once for the same sealed bytes. Raises
    SealBroken."""
    value: T | None = keys.recall(owner, place, sealed)
    if value is None:
        value = parse(open_json(keys, owner, sealed, place))
        keys.remember(owner, place, sealed, value)
    return value


def open_answers(keys: KeyRing, household_id: str, sealed: bytes) -> Answers:
    """The answers of a household whose key is held. Raises SealBroken."""
    return open_value(keys, household_id, sealed, f"answers:{household_id}", Answers.from_json)


def seal_answers(keys: KeyRing, household_id: str, answers: Answers) -> bytes:
    """What `open_answers` opens. The answers stay at hand with all that was worked out from them."""
    place = f"answers:{household_id}"
    sealed = seal_json(keys, household_id, answers.to_json(), place)
    keys.remember(household_id, place, sealed, answers)
    return sealed


@dataclass(frozen=True, slots=True)
class SealedBody:
    """What is stored of a report: its text under a key of its own, and that key under the token."""

    body: bytes
    wrapped: bytes


def seal_report(token: str, report_id: str, value: Any) -> SealedBody:
    """Seals a JSON value for whoever holds the token, and for nobody else."""
    key = AESGCM.generate_key(256)
    text = json.dumps(value, ensure_ascii=False).encode()
    return SealedBody(_seal(key, text, f"sealed:{report_id}"), _seal(_of_token(token, report_id), key, report_id))


def open_report(token: str, report_id: str, sealed: SealedBody) -> Any:
    """What `seal_report` sealed. Raises SealBroken where the token is another one."""
    try:
        key = _open(_of_token(token, report_id), sealed.wrapped, report_id)
        return json.loads(_open(key, sealed.body, f"sealed:{report_id}"))
    except InvalidTag:
        raise SealBroken(f"sealed:{report_id}") from None


def _of_token(token: str, report_id: str) -> bytes:
    """The token is 256 random bits, so it needs no slow derivation."""
    return HKDF(SHA256(), 32, salt=None, info=f"sealed report {report_id}".encode()).derive(token.encode())


def _seal(key: bytes, data: bytes, place: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def _open(key: bytes, sealed: bytes, place: str) -> bytes:
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
