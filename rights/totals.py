"""What several rights bring together. A hint, never a promise: it counts only what is likely, and not held yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, combinations

from rights.library import Catalogue
from rights.views import Brings, Estimate, Verdict, VerdictKind

__all__ = ["total_of"]

COUNTED = frozenset({VerdictKind.VERY_LIKELY, VerdictKind.LIKELY})
"""Kinds of verdict whose money is counted: what an office decides, or what is open, is not."""

Excluded = Mapping[str, frozenset[str]]


def total_of(catalogue: Catalogue, verdicts: Iterable[Verdict]) -> Brings:
    """What these verdicts bring together, in EUR. Of rights that exclude each other one is had at most: for the high
    end the best of them counts, for the low end the least. What has no known amount counts for nothing, so the money of
    a right whose amount is hidden is not in it."""
    counted: dict[str, list[Brings]] = {}
    for verdict in verdicts:
        if verdict.kind in COUNTED and not verdict.held:
            counted.setdefault(verdict.right_id, []).append(verdict.money)
    excluded = {
        name: frozenset(catalogue.rights[name].excludes).intersection(counted)
        if name in catalogue.rights
        else frozenset()
        for name in counted
    }
    together = [list(_had_together(group, excluded)) for group in _groups(excluded)]
    return Brings(
        _sum({name: [one.monthly for one in brings] for name, brings in counted.items()}, together),
        _sum({name: [one.once for one in brings] for name, brings in counted.items()}, together),
    )


def _sum(amounts: Mapping[str, Iterable[Estimate | None]], groups: Iterable[list[frozenset[str]]]) -> Estimate | None:
    known = {name: [amount for amount in found if amount is not None] for name, found in amounts.items()}
    if not any(known.values()):
        return None

    def of(chosen: Iterable[str], end: Callable[[Estimate], Decimal]) -> Decimal:
        return sum((end(amount) for name in chosen for amount in known[name]), Decimal(0))

    low = high = Decimal(0)
    for choices in groups:
        low += min(of(chosen, lambda amount: amount.low) for chosen in choices)
        high += max(of(chosen, lambda amount: amount.high) for chosen in choices)
    return Estimate(low, high)


def _groups(excluded: Excluded) -> Iterator[tuple[str, ...]]:
    """The rights, those that exclude each other, directly or by a third one, together."""
    left = dict.fromkeys(excluded)
    while left:
        group: list[str] = []
        to_do = [next(iter(left))]
        while to_do:
            name = to_do.pop()
            if name in left:
                del left[name]
                group.append(name)
                to_do += sorted(excluded[name])
        yield tuple(group)


def _had_together(group: Collection[str], excluded: Excluded) -> Iterator[frozenset[str]]:
    """Every choice out of a group that can be had at once, and to which nothing can be added."""
    choices = chain.from_iterable(combinations(group, size) for size in range(1, len(group) + 1))
    agreeing = [frozenset(chosen) for chosen in choices if not any(excluded[name] & set(chosen) for name in chosen)]
    yield from (chosen for chosen in agreeing if not any(chosen < other for other in agreeing))
