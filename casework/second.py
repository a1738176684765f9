"""The second factor of staff: a code that an app on their phone makes from a shared secret and the time (RFC 6238).

Pure: the secret, the moment and what was typed come in; the factor as it is from then on goes out.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import pyotp

__all__ = ["OPEN_FOR", "PERIOD", "WAIT", "WRONG_TRIES", "Factor", "Policy", "Tried", "address", "recovery", "tried"]

OPEN_FOR: Final = timedelta(hours=12)
"""So long a right code opens cases: a working day."""
WRONG_TRIES: Final = 5
WAIT: Final = timedelta(minutes=15)
"""After so many wrong tries in a row no code is looked at for so long."""
PERIOD: Final = timedelta(seconds=30)
"""How long one code stands in the app. The one before and the one after count too: clocks differ."""
RECOVERY_CODES: Final = 8
GROUP: Final = 4
"""Characters of a recovery code that stand together; there are three such groups, sixty random bits."""


class Policy(StrEnum):
    """What this bot asks of staff: the setting STAFF_SECOND_FACTOR."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Tried(StrEnum):
    """What came of a typed code."""

    RIGHT = "right"
    WRONG = "wrong"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Factor:
    """`secret`: base32, as the app has it. `on`: it was confirmed by a first right code.

    `last`: the number of the newest period whose code was used; no code of it or before counts again. `codes`: digests
    of the recovery codes that are left. `until`: no try counts before this moment. `opened`: of the last right code.
    """

    secret: str
    on: bool = False
    last: int = 0
    codes: tuple[str, ...] = ()
    wrong: int = 0
    until: datetime | None = None
    opened: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether a right code was typed not long ago."""
        return self.on and self.opened is not None and self.opened <= now < self.opened + OPEN_FOR


def address(secret: str, account: str, issuer: str) -> str:
    """What the QR code says to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def recovery(secret: str, chance: str) -> tuple[str, ...]:
    """The recovery codes of a secret, as they are shown once. `chance`: random text that nobody has seen."""
    made = (hmac.digest(secret.encode(), f"{chance}:{number}".encode(), "sha256") for number in range(RECOVERY_CODES))
    texts = (b32encode(code).decode()[: 3 * GROUP].lower() for code in made)
    return tuple("-".join(text[i : i + GROUP] for i in range(0, len(text), GROUP)) for text in texts)


def digest(code: str) -> str:
    """What is kept of a recovery code. It is random enough for a plain hash."""
    return hashlib.sha256("".join(char for char in code.lower() if char.isalnum()).encode()).hexdigest()


def tried(factor: Factor, typed: str, now: datetime) -> tuple[Factor, Tried]:
    """The factor after somebody typed something, and what came of it. A code works once; so does a recovery code."""
    if factor.until is not None and now < factor.until:
        return factor, Tried.WAIT
    opened = replace(factor, wrong=0, until=None, opened=now)
    period = _period_of(factor, typed, now)
    if period is not None:
        return replace(opened, last=period), Tried.RIGHT
    used = next((kept for kept in factor.codes if hmac.compare_digest(kept, digest(typed))), None)
    if used is not None:
        return replace(opened, codes=tuple(kept for kept in factor.codes if kept != used)), Tried.RIGHT
    wrong = factor.wrong + 1
    if wrong % WRONG_TRIES:
        return replace(factor, wrong=wrong, until=None), Tried.WRONG
    return replace(factor, wrong=wrong, until=now + WAIT), Tried.WAIT


def _period_of(factor: Factor, typed: str, now: datetime) -> int | None:
    """The period whose code was typed, if it is about now and newer than any that was used; else None."""
    kept = "".join(typed.split())
    if not kept.isdecimal():
        return None
    digits = "".join(str(int(char)) for char in kept)  # whatever digits were typed
    app = pyotp.TOTP(factor.secret)
    here = app.timecode(now)
    found = [
        period
        for period in (here - 1, here, here + 1)
        if hmac.compare_digest(app.generate_otp(period), digits) and period > factor.last
    ]
    return found[0] if found else None
