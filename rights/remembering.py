"""What was worked out of a household, so that it is worked out once; and how much of it still holds after an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

from rights.kleene import Cause, Ruling
from rights.nodes import Mark
from rights.shapes import Question
from rights.spans import Options

__all__ = ["Remembered"]

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class Remembered:
    """By fact (or the mark of a condition), and of whom: the questions that can settle it, why it is open, whether it
    is one of some options, and what conditions say.

    What stands under one fact is shared with the households that hold it as well: it is the same for all of them.
    """

    askable: dict[str, dict[str, list[tuple[Question, str]]]] = field(default_factory=dict)
    opened: dict[str, dict[str, Cause]] = field(default_factory=dict)
    ruled: dict[str, dict[tuple[str, Options], Ruling]] = field(default_factory=dict)
    rulings: dict[Mark, dict[str, Ruling]] = field(default_factory=dict)

    def without(self, facts: Collection[str], marks: Collection[Mark]) -> Remembered:
        """What holds as well after these facts became known otherwise, or open for another reason; `marks`: of the
        conditions that read them."""
        return Remembered(
            _without(self.askable, facts),
            _without(self.opened, facts),
            _without(self.ruled, facts),
            _without(self.rulings, marks),
        )

    def take_back(self, was: Remembered, facts: Collection[str], marks: Collection[Mark]) -> None:
        """What was held of these facts, and of these conditions, holds after all."""
        _take_back(self.askable, was.askable, facts)
        _take_back(self.opened, was.opened, facts)
        _take_back(self.ruled, was.ruled, facts)
        _take_back(self.rulings, was.rulings, marks)


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
