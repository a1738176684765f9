"""What a coordinator may know of colleagues: who there is, who is away, and what is offered to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from casework import AbsenceState

if TYPE_CHECKING:
    from conversations.context import Referral

__all__ = ["Absence", "Colleague", "Offer", "Team"]


@dataclass(frozen=True, slots=True)
class Colleague:
    """A coordinator of the same municipality. `held`: how many open cases are in their hands."""

    chat: int
    name: str
    municipality: str
    held: int = 0


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away until a day, on which they are back. `stand_in`: who was asked to look after the cases."""

    id: str
    chat: int
    until: date
    state: str
    stand_in: int | None = None
    revision: int = 0
    begins: date | None = None
    """The first day, as long as that is still to come: until then it changes nothing."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A case that one coordinator offers to another; both are named by their chats."""

    id: str
    referral: str
    number: str
    by: int
    to: int


@dataclass(frozen=True, slots=True)
class Team:
    """The colleagues of a chat, in all its municipalities. Only what is open: what ended is gone."""

    colleagues: tuple[Colleague, ...] = ()
    absences: tuple[Absence, ...] = ()
    offers: tuple[Offer, ...] = ()
    closed: tuple[Referral, ...] = ()
    """Cases that this chat had and that can still be opened again; only where a screen shows them."""
    volunteers: tuple[Colleague, ...] = ()
    """Who can be asked to do a task now, by name; only where one is picked."""

    def name_of(self, chat: int | None) -> str:
        """A colleague's first name; empty where nobody knows it any more."""
        return next((one.name for one in self.colleagues if one.chat == chat), "")

    def absence_of(self, chat: int) -> Absence | None:
        """The absence of somebody."""
        return next((absence for absence in self.absences if absence.chat == chat), None)

    def stands_in(self, chat: int, absent: int | None) -> bool:
        """Whether somebody looks after the cases of somebody who is away."""
        agreed = (a for a in self.absences if a.chat == absent and a.stand_in == chat and a.begins is None)
        return any(absence.state == AbsenceState.AGREED for absence in agreed)

    def asked(self, chat: int) -> tuple[Absence, ...]:
        """The absences in which somebody is asked, or agreed, to stand in."""
        return tuple(absence for absence in self.absences if absence.stand_in == chat)

    def offer_of(self, referral: str) -> Offer | None:
        """The offer of a case, if there is one."""
        return next((offer for offer in self.offers if offer.referral == referral), None)

    def present(self, municipality: str, but: Iterable[int]) -> tuple[Colleague, ...]:
        """Colleagues of a municipality who are there, who has least first; some are left out."""
        away, out = {absence.chat for absence in self.absences if absence.begins is None}, set(but)
        here = (one for one in self.colleagues if one.municipality == municipality)
        found = (one for one in here if one.chat not in away and one.chat not in out)
        return tuple(sorted(found, key=lambda one: (one.held, one.name, one.chat)))
