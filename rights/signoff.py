"""Which figures a municipality has signed off. What is not signed is not shown, and the result is a trial version.

A sign-off is of one value from one day on, for one municipality: a figure that changes needs a new one.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from hashlib import sha256

from rights.conditions import Below, walk
from rights.figures import Figure
from rights.library import Catalogue
from rights.shapes import Question, Right, ZonePart

__all__ = ["fingerprint", "hidden_amounts", "says_figure", "unsigned"]


def fingerprint(catalogue: Catalogue, figure: Figure, today: date) -> str:
    """What is signed: 32 hexadecimal digits over the pass, the figure, its value today and the day that value began."""
    value = figure.on(today)
    said = f"{catalogue.place}|{figure.id}|{value.value.normalize():f}|{value.valid_from.isoformat()}"
    return sha256(said.encode()).hexdigest()[:32]


@lru_cache(maxsize=64)
def unsigned(catalogue: Catalogue, signed: frozenset[str] | None, today: date) -> frozenset[str]:
    """Ids of the figures of a pass that nobody signed off; with `signed` None there is no gate, so none."""
    if signed is None:
        return frozenset()
    return frozenset(f.id for f in catalogue.figures_used if fingerprint(catalogue, f, today) not in signed)


def hidden_amounts(right: Right, hidden: frozenset[str]) -> frozenset[str]:
    """The money facts compared with a ceiling that may not be shown: the bands of their answers lie around it."""
    if not hidden:
        return hidden
    compared = (node for node in walk(right.who) if isinstance(node, Below))
    return frozenset(node.money for node in compared if hidden.intersection(node.figures()))


def says_figure(question: Question, choice_id: str, hidden: frozenset[str]) -> bool:
    """Whether the words of a choice hold an amount that may not be shown."""
    choice = question.choices.get(choice_id)
    return choice is not None and isinstance(choice.kept, ZonePart) and choice.kept.zone in hidden
