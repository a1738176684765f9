"""A consultation about a family (*cliëntoverleg*): who comes, which days suit, what is talked about. The family is
always one of those who come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from casework.own_words import Own

__all__ = ["MOST_GUESTS", "MOST_MOMENTS", "MOST_TOPICS", "Consultation", "Guest"]

LEAST_MOMENTS: Final = 2
MOST_MOMENTS: Final = 4
"""Of fewer nobody can choose; more are a puzzle."""
MOST_GUESTS: Final = 5
MOST_TOPICS: Final = 6


@dataclass(frozen=True, slots=True)
class Guest:
    """An organisation that is asked along, by name. `suits`: the moments that suit it, by their place; None: it did
    not answer yet."""

    name: str
    suits: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """`suits`: the moments that suit the family; None: it did not answer. `picked`: the moment that it is."""

    moments: tuple[datetime, ...] = ()
    guests: tuple[Guest, ...] = ()
    suits: tuple[int, ...] | None = None
    asked: bool = False
    picked: datetime | None = None
    topics: tuple[Own, ...] = ()
    cancelled: bool = False

    @property
    def may_ask(self) -> bool:
        """Whether there is something to choose from."""
        return len(self.moments) >= LEAST_MOMENTS and not self.asked

    @property
    def waits(self) -> bool:
        """Whether the family has to say which moments suit."""
        return self.asked and self.suits is None and self.picked is None and not self.cancelled

    def fits(self, place: int) -> int:
        """How many of those who come a moment suits, as far as they answered."""
        said = (self.suits, *(guest.suits for guest in self.guests))
        return sum(suits is not None and place in suits for suits in said)

    def with_moment(self, moment: datetime) -> Consultation:
        """One more moment, in order of time. Whoever answered is asked again: the places are others now."""
        if moment in self.moments or len(self.moments) >= MOST_MOMENTS:
            return self
        guests = tuple(replace(guest, suits=None) for guest in self.guests)
        moments = tuple(sorted((*self.moments, moment)))
        return replace(self, moments=moments, guests=guests, suits=None, asked=False)

    def with_guest(self, name: str) -> Consultation:
        """One more organisation."""
        known = {guest.name.casefold() for guest in self.guests}
        if name.casefold() in known or len(self.guests) >= MOST_GUESTS:
            return self
        return replace(self, guests=(*self.guests, Guest(name)))

    def guest_says(self, place: int, moment: int) -> Consultation:
        """A moment suits an organisation, or after all not."""
        guest = self.guests[place]
        suits = set(guest.suits or ()) ^ {moment}
        told = replace(guest, suits=tuple(sorted(suits)))
        return replace(self, guests=(*self.guests[:place], told, *self.guests[place + 1 :]))
