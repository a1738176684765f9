"""Every amount and every limit of the catalogue, just below, at and just above each edge, and around each change.

The table `ceilings.yaml` was written by hand from the sources: a wrong figure, a wrong comparison or a forgotten date
fails here, and so does a ceiling that stands nowhere in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
import yaml

from rights import Answers, Catalogue, Verdict, VerdictKind, load_catalogue, report
from rights.answers import Answer
from rights.assessment import assess
from rights.conditions import Below, NumberNode, walk
from rights.dates import AgeNode, BeforeNode, BornBeforeNode, WithinNode
from rights.household import HOUSEHOLD
from rights.nodes import Node
from rights.shapes import Fact, Question, Topic
from rights.views import Estimate
from tests.rights.rights_interviews import HERE, TODAY
from texts import Money, mapping_of

CENT = Decimal("0.01")
FEWEST_CASES = 10
Facts = Mapping[str, Any]


@cache
def table() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((HERE / "ceilings.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded


@cache
def whole() -> Catalogue:
    return load_catalogue()


# -- a household that says exactly how it is --------------------------------------------------------------------------


@cache
def told(right_id: str) -> Catalogue:
    """The catalogue with one right, and a plain question for each fact: whatever the interview asks, a household can
    say exactly how it is."""
    asked = [_plain(number, fact) for number, fact in enumerate(whole().facts.values())]
    topic = Topic(id="told", about_nl="wat gezegd werd", questions=tuple(asked))
    return replace(whole(), rights={right_id: whole().rights[right_id]}, topics=(topic,), passes={})


def _plain(number: int, fact: Fact) -> Question:
    about: dict[str, Any] = {
        "id": f"q{number}",
        "subject": fact.subject,
        "question_nl": "Hoe is het?",
        "about_nl": "hoe het is",
    }
    match fact.type:
        case "money":
            return Question(**about, asks="money", fact=fact.id)
        case "number":
            values: list[Any] = [str(count) for count in range(41)]
        case "day" | "birth":
            values = [{"days_ago": [0, 0]}]
        case _:
            values = sorted(fact.domain)
    choices = {f"c{n}": {"label_nl": "Zo", "sets": {fact.id: value}} for n, value in enumerate(values)}
    return Question.model_validate({**about, "choices": choices})


def answers_of(catalogue: Catalogue, facts: Facts) -> Answers:
    """The answers of a household with these facts, as far as the right reads them; a fact of a child is so for every
    child, but `born` may list them one by one."""
    facts = {**table()["usual"], **facts}
    children = [f"child.{number}" for number in range(1, int(facts["children"]) + 1)]
    items: list[Answer] = []
    for name in (
        "children",
        *(name for name, readers in catalogue.readers_of.items() if readers and name != "children"),
    ):
        fact = catalogue.facts[name]
        value = facts.get("born" if name == "birth" else name, "no" if fact.type == "status" else None)
        assert value is not None, f"write in `usual` of ceilings.yaml what {name} is where no case says it"
        subjects = children if fact.subject == "child" else [HOUSEHOLD]
        values = value if isinstance(value, list) else [value] * len(subjects)
        question = catalogue.asked_by[name][0]
        items += [_answer(question, fact, subject, str(own)) for subject, own in zip(subjects, values, strict=True)]
    return Answers(tuple(items))


def _answer(question: Question, fact: Fact, subject: str, value: str) -> Answer:
    match fact.type:
        case "money":
            return Answer(question.id, subject, "b0", value, str(Decimal(value) + CENT))
        case "day" | "birth" if len(value) == len("2021"):
            return Answer(question.id, subject, "c0", f"{value}-01-01", f"{value}-12-31")
        case "day" | "birth":
            return Answer(question.id, subject, "c0", value, value)
    choice = next(name for name, choice in question.choices.items() if choice.sets[fact.id] == value)
    return Answer(question.id, subject, choice)


def verdict(right_id: str, facts: Facts, today: date) -> Verdict:
    """What is said about one right."""
    return report(told(right_id), answers_of(told(right_id), facts), today).verdicts[0]


def outcome(right_id: str, facts: Facts, today: date) -> tuple[str, str]:
    """The value behind the verdict about a right, and the verdict itself."""
    catalogue = told(right_id)
    truth = assess(catalogue, answers_of(catalogue, facts), today).items[0].ruling.truth
    return truth.name.lower(), verdict(right_id, facts, today).kind.value


def amounts_said(found: Verdict) -> list[Decimal]:
    """The amounts in EUR in what a right brings, each once, the lowest first."""
    values = [value for text in found.brings for value in mapping_of(text).values()]
    return sorted({value.amount for value in values if isinstance(value, Money)})


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
