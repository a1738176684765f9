"""Every amount and every limit of the catalogue, just below, at and just above each edge, and around each change.

The table `ceilings.yaml` was written by hand from the sources: a wrong figure, a wrong comparison or a forgotten date
fails here, and so does a ceiling that stands nowhere in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from rights import VerdictKind
from rights.conditions import Below, NumberNode, walk
from rights.dates import AgeNode, BeforeNode, BornBeforeNode, WithinNode
from rights.nodes import Node
from rights.views import Estimate
from tests.rights.rights_interviews import TODAY
from tests.rights.rights_told import CENT, Facts, amounts_said, outcome, table, verdict, whole

FEWEST_CASES = 10


# -- amounts ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ceiling:
    """A right and one ceiling that decides it, for a household on a day."""

    right: str
    name: str
    facts: Facts
    holds: tuple[str, ...]
    says: tuple[str, ...]
    brings: tuple[tuple[Decimal, ...], ...]
    row: Mapping[str, str]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.row["on"])

    @property
    def edges(self) -> tuple[Decimal, Decimal]:
        return Decimal(self.row["yes_below"]), Decimal(self.row["no_from"])

    @property
    def money(self) -> str:
        return self.name.partition(" ")[0]

    def cases(self) -> Iterator[tuple[Decimal, int]]:
        """Amounts at, and a cent from, each edge, with the part they lie in: below the zone, in it, or above."""
        low, high = self.edges
        yield from zip((low - CENT, low, low + CENT, high - CENT, high, high + CENT), (0, 1, 1, 1, 2, 2), strict=True)

    def said(self, part: int) -> str:
        """What the family reads."""
        kind = self.says[part]
        return "likely" if kind == "very_likely" and self.row["checked"] == "no" else kind

    def __str__(self) -> str:
        return f"{self.right}, {self.name}, {self.row['adults']}+{self.row['children']} on {self.row['on']}"


def _ceilings(what: str) -> Iterator[Ceiling]:
    for right, entries in table()[what].items():
        for entry in entries:
            for row in table()["ceilings"][entry["ceiling"]]:
                if [row["adults"], row["children"]] in entry["homes"]:
                    holds = tuple(entry.get("holds", ("yes", "unknown", "no")))
                    facts = {"adults": row["adults"], "children": row["children"], **entry.get("facts", {})}
                    said = tuple(entry.get("says", ("", "", "")))
                    brings = tuple(tuple(map(Decimal, part)) for part in entry.get("brings", ()))
                    yield Ceiling(right, entry["ceiling"], facts, holds, said, brings, row)


CEILINGS, AMOUNTS = list(_ceilings("rights")), list(_ceilings("amounts"))


def name_of(node: Below) -> str:
    """A ceiling as the table names it."""
    return f"{node.money} below {node.below.figure}" + (f" via {node.below.via}" if node.below.via else "")


def ceilings_of(right_id: str) -> dict[str, Below]:
    """The ceilings in the conditions of a right, and of what it brings, by name."""
    right = whole().rights[right_id]
    conditions = [right.who, *(case.when for case in right.amount if case.when is not None)]
    return {name_of(node): node for top in conditions for node in walk(top) if isinstance(node, Below)}


WITH_CEILING = [right_id for right_id in whole().rights if ceilings_of(right_id)]


@pytest.mark.parametrize("ceiling", CEILINGS, ids=str)
def test_an_amount_a_cent_from_an_edge_gets_the_verdict_of_its_side(ceiling: Ceiling) -> None:
    for amount, part in ceiling.cases():
        found = outcome(ceiling.right, {**ceiling.facts, ceiling.money: amount}, ceiling.day)
        assert found == (ceiling.holds[part], ceiling.said(part)), f"{ceiling} with {amount} EUR"


@pytest.mark.parametrize("ceiling", AMOUNTS, ids=str)
def test_what_a_right_brings_changes_at_its_edges(ceiling: Ceiling) -> None:
    for amount, part in ceiling.cases():
        found = verdict(ceiling.right, {**ceiling.facts, ceiling.money: amount}, ceiling.day)
        assert amounts_said(found) == sorted(ceiling.brings[part]), f"{ceiling} with {amount} EUR"


BIRTHS = [
    pytest.param(right, row, id=f"{right}, {len(row['born'])} on {row.get('on', TODAY)}")
    for right, rows in table()["births"].items()
    for row in rows
]


@pytest.mark.parametrize(("right_id", "row"), BIRTHS)
def test_what_a_right_brings_by_the_birth_and_the_rank_of_the_children(right_id: str, row: dict[str, Any]) -> None:
    facts = {**row.get("facts", {}), "children": len(row["born"]), "born": row["born"]}
    found = verdict(right_id, facts, date.fromisoformat(row.get("on", str(TODAY))))
    assert amounts_said(found) == sorted(map(Decimal, row["brings"]))
    if "monthly" in row:
        assert found.money.monthly == Estimate(*map(Decimal, row["monthly"]))


def test_each_ceiling_is_the_amount_of_the_sources_on_its_day() -> None:
    nodes = {name: node for right_id in WITH_CEILING for name, node in ceilings_of(right_id).items()}
    for name, rows in table()["ceilings"].items():
        bounds, figures = nodes[name].below, whole().figures
        for row in rows:
            day = date.fromisoformat(row["on"])
            counted = sum(int(row[fact]) for fact in bounds.times.of) - bounds.times.minus if bounds.times else 0
            step = figures[bounds.step].on(day).value if bounds.step else 0
            assert figures[bounds.figure].on(day).value + step * max(0, counted) == Decimal(row["is"]), f"{name}: {row}"


@pytest.mark.parametrize("right_id", WITH_CEILING)
def test_every_ceiling_of_the_catalogue_is_tried_around_every_change_of_its_figures(right_id: str) -> None:
    tried = [ceiling for ceiling in (*CEILINGS, *AMOUNTS) if ceiling.right == right_id]
    where = f"write in tests/rights/ceilings.yaml under rights: {right_id}"
    for name, node in ceilings_of(right_id).items():
        days = {str(ceiling.day) for ceiling in tried if ceiling.name == name}
        assert days, f"{where} (or amounts): a line with `ceiling: {name}`, its homes and what is said"
        for figure in node.figures():
            for _, new in pairwise(whole().figures[figure].values):
                for day in (new.valid_from - timedelta(days=1), new.valid_from):
                    assert str(day) in days, f"{figure} changes on {new.valid_from}; {where}, {name}: a row on {day}"
    assert sum(len(list(ceiling.cases())) for ceiling in tried) >= FEWEST_CASES, f"{where}: more homes or days"


def test_every_line_of_the_table_is_a_ceiling_of_the_catalogue() -> None:
    for right_id, entries in [*table()["rights"].items(), *table()["amounts"].items()]:
        for entry in entries:
            assert entry["ceiling"] in ceilings_of(right_id), (
                f"{right_id} has no ceiling {entry['ceiling']}: take it out"
            )
            homes = {(row["adults"], row["children"]) for row in table()["ceilings"][entry["ceiling"]]}
            assert {tuple(home) for home in entry["homes"]} <= homes, f"{right_id}, {entry['ceiling']}: no such row"


# -- limits that are no amount ----------------------------------------------------------------------------------------

Limited = (NumberNode, AgeNode, WithinNode, BeforeNode, BornBeforeNode)


def limit_of(node: Node) -> tuple[str, str]:
    """A limit as the table names it, and the fact it reads."""
    match node:
        case NumberNode():
            return _bounds(node.number, node.at_least, node.below), node.number
        case AgeNode():
            return _bounds("age", node.age.at_least, node.age.below), "born"
        case WithinNode():
            return f"{node.within.fact} within {node.within.days}", node.within.fact
        case BeforeNode():
            return f"{node.since} on {node.on}", node.since
        case BornBeforeNode():
            return f"born before {node.born_before}", "born"
    raise AssertionError(node)


def _bounds(what: str, at_least: int | None, below: int | None) -> str:
    ends = [f"{word} {end}" for word, end in (("at_least", at_least), ("below", below)) if end is not None]
    return " ".join([what, *ends])


def limits_of(right_id: str) -> dict[str, tuple[Node, str]]:
    """The limits in the conditions of a right, by name, with the fact that each reads."""
    nodes = [node for node in walk(whole().rights[right_id].who) if isinstance(node, Limited)]
    return {limit_of(node)[0]: (node, limit_of(node)[1]) for node in nodes}


def _edges(node: Node, today: date) -> list[str]:
    """The values below, at and above each edge of a limit, as the table writes them."""
    match node:
        case NumberNode():
            ends = [end for end in (node.at_least, node.below) if end is not None]
            return [str(end + more) for end in ends for more in (-1, 0, 1) if end + more >= 0]
        case WithinNode():
            return [str(node.within.days + more) for more in (-1, 0, 1)]
        case AgeNode():
            ends = [end for end in (node.age.at_least, node.age.below) if end is not None]
            days = [today.replace(year=today.year - end) for end in ends]
        case BeforeNode():
            days = [date(today.year, *map(int, node.on.split("-")))]
        case BornBeforeNode():
            days = [node.born_before]
    return [str(day + timedelta(days=more)) for day in days for more in (-1, 0, 1)]


LIMITS = [
    pytest.param(right, row, id=f"{right}, {', '.join(row['limits'])}")
    for right, rows in table()["limits"].items()
    for row in rows
]


@pytest.mark.parametrize(("right_id", "row"), LIMITS)
def test_one_less_and_one_more_than_a_limit_get_the_verdict_of_their_side(right_id: str, row: dict[str, Any]) -> None:
    today = date.fromisoformat(row.get("on", str(TODAY)))
    _, fact = limits_of(right_id)[row["limits"][0]]
    for value, expected in row["cases"].items():
        facts = {**row.get("facts", {}), fact: _value(fact, value, today)}
        if fact == "born":
            facts["children"] = "1"
        truth, kind = outcome(right_id, facts, today)
        found = truth if expected in {"yes", "no", "unknown"} else kind
        assert found == expected, f"{right_id} with {fact} {value}: {expected}, not {found}"
        assert (truth == "no") is (kind == VerdictKind.NOT_NOW.value)


def _value(fact: str, value: str, today: date) -> str:
    """A number of days ago as that day; all else as it is."""
    is_day = fact != "born" and whole().facts[fact].type == "day"
    return str(today - timedelta(days=int(value))) if is_day and value.isdigit() else value


@pytest.mark.parametrize("right_id", [right_id for right_id in whole().rights if limits_of(right_id)])
def test_every_limit_of_the_catalogue_is_tried_at_one_less_and_one_more(right_id: str) -> None:
    rows = table()["limits"].get(right_id, [])
    for name, (node, _) in limits_of(right_id).items():
        tried = [row for row in rows if name in row["limits"]]
        where = f"write in tests/rights/ceilings.yaml under limits: {right_id}: `limits: [{name}]`"
        assert tried, f"{where} with its facts and cases"
        for row in tried:
            edges = _edges(node, date.fromisoformat(row.get("on", str(TODAY))))
            assert set(edges) <= set(row["cases"]), f"{where}: the cases {', '.join(edges)}"
    named = {name for row in rows for name in row["limits"]}
    assert named <= set(limits_of(right_id)), (
        f"{right_id} has no such limit any more: {named - set(limits_of(right_id))}"
    )
