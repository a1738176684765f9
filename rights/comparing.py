"""What changed between two dates, or between two catalogues: a sentence for each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from rights.conditions import walk
from rights.dates import TodayNode
from rights.figures import Figure
from rights.library import Catalogue
from rights.shapes import Right

__all__ = ["between_catalogues", "between_dates"]


def between_dates(catalogue: Catalogue, first: date, second: date) -> Iterator[str]:
    """The figures whose value is another one on the second date, those whose check is overdue only then, and the rules
    that began or ended."""
    for figure in catalogue.figures.values():
        before, after = figure.on(first), figure.on(second)
        if before.value != after.value:
            yield f"{figure.id} goes from {before.value} to {after.value} on {after.valid_from} ({after.status})."
        elif figure.late(second) and not figure.late(first):
            yield f"{figure.id} stays {after.value}, and its check of {after.verified_on} is overdue by then."

    for right in catalogue.rights.values():
        yield from dict.fromkeys(_rules(right, first, second))


def _rules(right: Right, first: date, second: date) -> Iterator[str]:
    """What began or ended after the first date, up to the second."""
    conditions = (right.who, *(case.when for case in right.amount if case.when is not None))
    for node in (node for condition in conditions for node in walk(condition) if isinstance(node, TodayNode)):
        begun, over, what = node.today.from_, node.today.before, node.today.what
        if begun is not None and first < begun <= second:
            yield f"The right {right.id} has a rule from {begun}: {what}."
        if over is not None and first < over <= second:
            yield f"The right {right.id} has a rule no longer from {over}: {what}."
    for other in right.does_not_open:
        if other.from_ is not None and first < other.from_ <= second:
            yield f"The right {right.id} does not open {other.right} from {other.from_}."
        if other.before is not None and first < other.before <= second:
            yield f"The right {right.id} is no longer said not to open {other.right} from {other.before}."


def between_catalogues(before: Catalogue, after: Catalogue) -> Iterator[str]:
    """Rights, questions and figures that came, went or are another way now."""
    yield from _changes("right", before.rights, after.rights)
    yield from _changes("question", before.questions, after.questions)
    yield from _figures(before.figures, after.figures)


def _changes(kind: str, before: Mapping[str, BaseModel], after: Mapping[str, BaseModel]) -> Iterator[str]:
    yield from _came_and_went(kind, before, after)
    for name in before.keys() & after.keys():
        one, other = before[name].model_dump(by_alias=True), after[name].model_dump(by_alias=True)
        keys = sorted(key for key in one if one[key] != other[key])
        if keys:
            yield f"The {kind} {name} has another {', '.join(keys)}."


def _came_and_went(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(after.keys() - before.keys()):
        yield f"The {kind} {name} is new."
    for name in sorted(before.keys() - after.keys()):
        yield f"The {kind} {name} is gone."


def _figures(before: Mapping[str, Figure], after: Mapping[str, Figure]) -> Iterator[str]:
    yield from _came_and_went("figure", before, after)
    for name in sorted(before.keys() & after.keys()):
        known = {value.valid_from: value for value in before[name].values}
        for value in after[name].values:
            old = known.pop(value.valid_from, None)
            if old is None:
                yield f"The figure {name} is {value.value} from {value.valid_from}."
            elif old.value != value.value:
                yield f"The figure {name} of {value.valid_from} is {value.value} and no longer {old.value}."
            elif old != value:
                yield f"The figure {name} of {value.valid_from} was checked again on {value.verified_on}."
        for day in known:
            yield f"The figure {name} of {day} is gone."
