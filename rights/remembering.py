"""What was worked out of a household, so that it is worked out once; and how much of it still holds after an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

from rights.kleene import Cause, Ruling
from rights.nodes import Mark
from rights.shapes import Question

__all__ = ["Remembered"]

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class Remembered:
    """By fact, and of whom: the questions that can settle it, and why it is open. And by whom it is about, and the mark
    of a condition: what it says.

    What stands under one fact is shared with the households that hold it as well: it is the same for all of them.
    """

    askable: dict[str, dict[str, list[tuple[Question, str]]]] = field(default_factory=dict)
    opened: dict[str, dict[str, Cause]] = field(default_factory=dict)
    rulings: dict[str, dict[Mark, Ruling]] = field(default_factory=dict)

    def rulings_of(self, subject: str) -> dict[Mark, Ruling]:
        """What conditions say of somebody, by their marks."""
        found = self.rulings.get(subject)
        if found is None:
            found = self.rulings[subject] = {}
        return found

    def without(self, facts: Collection[str], marks: Collection[Mark]) -> Remembered:
        """What holds as well after these facts became known otherwise, or open for another reason; `marks`: of the
        conditions that read them."""
        return Remembered(
            _without(self.askable, facts),
            _without(self.opened, facts),
            {subject: _without(said, marks) for subject, said in self.rulings.items()},
        )

    def take_back(self, was: Remembered, facts: Collection[str], marks: Collection[Mark]) -> None:
        """What was held of these facts, and of these conditions, holds after all."""
        _take_back(self.askable, was.askable, facts)
        _take_back(self.opened, was.opened, facts)
        for subject, said in was.rulings.items():
            _take_back(self.rulings[subject], said, marks)


def _without(worked_out: dict[K, V], about: Collection[K]) -> dict[K, V]:
    left = worked_out.copy()
    for name in about:
        if name in left:
            del left[name]
    return left


def _take_back(left: dict[K, V], was: dict[K, V], about: Collection[K]) -> None:
    for name in about:
        if name in was:
            left[name] = was[name]
