"""The state of a household's check: the ordered list of its answers. Everything else is derived from it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

__all__ = ["BEFORE", "DONT_KNOW", "RATHER_NOT", "Answer", "Answers", "Held", "hold", "undo"]

DONT_KNOW, RATHER_NOT = "dk", "skip"

BEFORE = "before"
"""Where answers keep, for a moment, the answers that they add one item to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered question. `low` and `high` keep what a generated choice meant (EUR, ISO date), so that a band
    stays what the person chose when figures move. `on` is the day it was given, where that is known: it says nothing
    of the household, so answers are equal whatever it is."""

    question: str
    subject: str
    choice: str
    low: str | None = None
    high: str | None = None
    on: date | None = field(default=None, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Held:
    """*I already have this* for one right and subject, or taken back."""

    right: str
    subject: str
    held: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers and *already have it* marks in the order they were given; frozen, hashable, comparable.

    `derived` is what was worked out from exactly these answers (`rights.derived`): it goes when they go.
    """

    items: tuple[Answer | Held, ...] = ()
    derived: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        """How many questions were answered."""
        return sum(isinstance(item, Answer) for item in self.items)

    def __iter__(self) -> Iterator[Answer | Held]:
        return iter(self.items)

    def __bool__(self) -> bool:
        return bool(self.items)

    def __deepcopy__(self, _: object) -> Answers:
        """Itself: it is frozen, and what was derived from it reaches the whole catalogue."""
        return self

    def with_(self, item: Answer | Held) -> Answers:
        """These answers and one more. What was derived from these may help to derive the same from those."""
        more = Answers((*self.items, item))
        if self.derived or not self:  # what follows from no answers is always at hand
            more.derived[BEFORE] = self
        return more

    def given_on(self, day: date) -> Answers:
        """The same, of which the last answer was given on this day; what was derived holds for it as well."""
        last = self.items[-1]
        if not isinstance(last, Answer):
            return self
        dated = Answers((*self.items[:-1], replace(last, on=day)))
        dated.derived.update(self.derived)
        return dated

    def to_json(self) -> list[dict[str, Any]]:
        """Plain JSON, stable over versions: `{"q", "s", "c", "low"?, "high"?, "on"?}` or `{"have", "s", "held"}`."""
        return [_item_to_json(item) for item in self.items]

    @classmethod
    def from_json(cls, rows: Iterable[Any]) -> Answers:
        """What `to_json` wrote. A row of a shape this version does not know is dropped, not an error; a question
        that the catalogue no longer has is kept here and has no effect."""
        return cls(tuple(item for item in map(_item_from_json, rows) if item is not None))


def undo(answers: Answers) -> Answers:
    """These answers without the last answered question; *already have it* marks stay."""
    for position in range(len(answers.items) - 1, -1, -1):
        if isinstance(answers.items[position], Answer):
            return Answers(answers.items[:position] + answers.items[position + 1 :])
    return answers


def hold(answers: Answers, right_id: str, subject: str, held: bool) -> Answers:
    """*I already have this* (held) or *no, I do not* (not held), for one right and subject.

    Taking a mark back removes it; where there was no mark, "not held" is kept, because it corrects an answer."""
    had = Held(right_id, subject, True) in answers.items
    kept = tuple(i for i in answers.items if not (isinstance(i, Held) and (i.right, i.subject) == (right_id, subject)))
    if had and not held:
        return Answers(kept)
    return Answers((*kept, Held(right_id, subject, held)))


def _item_to_json(item: Answer | Held) -> dict[str, Any]:
    if isinstance(item, Held):
        return {"have": item.right, "s": item.subject, "held": item.held}
    row: dict[str, Any] = {"q": item.question, "s": item.subject, "c": item.choice}
    if item.low is not None:
        row["low"] = item.low
    if item.high is not None:
        row["high"] = item.high
    if item.on is not None:
        row["on"] = item.on.isoformat()
    return row


def _item_from_json(row: Any) -> Answer | Held | None:
    match row:
        case {"q": str(question), "s": str(subject), "c": str(choice)}:
            low, high = row.get("low"), row.get("high")
            return Answer(
                question,
                subject,
                choice,
                low if isinstance(low, str) else None,
                high if isinstance(high, str) else None,
                on=_day(row.get("on")),
            )
        case {"have": str(right), "s": str(subject), "held": bool(held)}:
            return Held(right, subject, held)
    return None


def _day(kept: Any) -> date | None:
    try:
        return date.fromisoformat(kept)
    except (TypeError, ValueError):
        return None
