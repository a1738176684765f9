"""The catalogue of a later day: ceilings that rose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from rights import Catalogue
from rights.passes import ELSEWHERE, elsewhere
from rights.watching import fingerprints

__all__ = ["ceilings", "raised"]


def ceilings(catalogue: Catalogue, on: date) -> tuple[str, ...]:
    """The figures that decide about rights."""
    figures = (name.partition(":") for name in fingerprints(catalogue, on))
    return tuple(figure for kind, _, figure in figures if kind == "figure")


def raised(whole: Catalogue, times: Mapping[str, Decimal], on: date) -> Catalogue:
    """The catalogue with figures that are so many times as high from a day on, as read in their source that day."""
    figures = dict(whole.figures)
    for name, factor in times.items():
        last = figures[name].on(on)
        value = last.model_copy(update={"value": last.value * factor, "valid_from": on, "verified_on": on})
        figures[name] = figures[name].model_copy(update={"values": (*figures[name].values, value)})
    changed = replace(whole, figures=figures)
    passes = {place: replace(one, figures=figures) for place, one in whole.passes.items()}
    return replace(changed, passes={**passes, ELSEWHERE: elsewhere(changed)})
