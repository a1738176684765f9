"""What somebody typed, as it is compared with other words: without capitals, accents, vowel signs and marks."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["plain"]

_JOINERS = "'’‘ʼ`´′\u200c-‐‑"
"""What stands inside a word or between two, and is often left out: apostrophes, hyphens, the zero-width non-joiner."""

_SAME = str.maketrans(
    {
        "ı": "i",  # Turkish: whoever writes without the dots, or in capitals
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "œ": "oe",
        "æ": "ae",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ۍ": "ي",
        "ک": "ك",
        "ګ": "گ",
        "ة": "ه",
        "ە": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ـ": "",  # tatweel
        "ґ": "г",
    }
)
_NOT_WORDS = re.compile(r"[^\w]+|_+")
_LONG = re.compile(r"(\w)\1{2,}")


def plain(text: str, between: str) -> str:
    """Words with one space between, without capitals, accents, vowel signs and marks; joiners become `between`. A space
    stands before the first word and after the last."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    for joiner in _JOINERS:
        folded = folded.replace(joiner, between)
    bare = "".join(
        char
        for char in unicodedata.normalize("NFD", folded)
        if unicodedata.category(char) not in ("Mn", "Cf")  # accents, tashkeel; marks of direction
    )
    words = _LONG.sub(r"\1\1", _NOT_WORDS.sub(" ", bare.translate(_SAME)))
    return f" {words.strip()} "
