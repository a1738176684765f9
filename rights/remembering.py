"""What was worked out of a household, so that it is worked out once; and how much of it still holds after an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

from rights.kleene import Cause, Ruling
from rights.library import Catalogue
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

    def without(self, catalogue: Catalogue, facts: Collection[str]) -> Remembered:
        """What holds as well after these facts became known otherwise, or open for another reason."""
        marks = frozenset[Mark]().union(*(catalogue.conditions_on[fact] for fact in facts))
        return Remembered(
            _without(self.askable, facts),
            _without(self.opened, facts),
            _without(self.ruled, facts),
            _without(self.rulings, marks),
        )

    def add(self, more: Remembered) -> None:
        """What else holds."""
        self.askable |= more.askable
        self.opened |= more.opened
        self.ruled |= more.ruled
        self.rulings |= more.rulings


def _without(worked_out: dict[K, V], about: Collection[K]) -> dict[K, V]:
    left = worked_out.copy()
    for name in about:
        left.pop(name, None)
    return left
