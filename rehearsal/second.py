"""What an app for codes does in a story; and how a story writes down what is made by chance."""

from __future__ import annotations

import re
from datetime import datetime

import pyotp

from rehearsal.town import Phone

__all__ = ["App", "without_chance"]

KEY = re.compile(r"\b[A-Z2-7]{32}\b")
RECOVERY = re.compile(r"\b[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}\b")


class App:
    """The app on everybody's phone: it keeps the key that it was shown last."""

    def __init__(self) -> None:
        self._keys: dict[int, str] = {}

    def code(self, phone: Phone, now: datetime) -> str:
        """The code that stands in it now, of the key in the chat or, once that is gone, of the one before."""
        found = KEY.findall(phone.all_text())
        if found:
            self._keys[phone.id] = found[-1]
        return pyotp.TOTP(self._keys[phone.id]).at(now)


def without_chance(text: str) -> str:
    """A text with its keys and recovery codes named, not written: each run has others."""
    return RECOVERY.sub("(a code)", KEY.sub("(a key)", text))
