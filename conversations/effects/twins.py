"""What a coordinator says about two requests that may be of one family."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["JoinReferrals", "KeepApart", "PartReferral"]


@dataclass(frozen=True, slots=True)
class JoinReferrals:
    """It is one family: `goes` goes on under the number of `stays`. Who has either of them and did not do this hears
    it, and so does the family whose number changes. Nothing of the two families is mixed."""

    stays: str
    goes: str


@dataclass(frozen=True, slots=True)
class KeepApart:
    """They are two families: nobody is asked again about these two."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class PartReferral:
    """It was another family after all: the request waits again under its own number, in its own place."""

    referral: str
