"""What a catalogue that loads may still have wrong: each finding says where, what, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from rights.conditions import (
    AllNode,
    FactNode,
    HeldNode,
    NamedNode,
    NotNode,
    NumberNode,
    SomeChildNode,
    UnseenNode,
    walk,
)
from rights.dates import AgeNode, BornBeforeNode
from rights.figures import Figure
from rights.incomes import WHOSE_INCOME, reads_income
from rights.library import Catalogue
from rights.nodes import Node
from rights.shapes import SEARCHED, Right

__all__ = ["Finding", "overdue", "review"]

LONGEST_NAME = 30
"""A right's name stands on a button."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend (`wrong`), or to look at soon."""

    file: str
    key: str
    what: str
    instead: str
    wrong: bool = True

    def __str__(self) -> str:
        """One line: where, what, and what to write instead."""
        mark = "" if self.wrong else "soon: "
        return f"{mark}{self.file}: {self.key}: {self.what}. Write instead: {self.instead}."


def review(catalogue: Catalogue, today: date) -> list[Finding]:
    """Every finding, in the order of the files."""
    found = [finding for right in catalogue.rights.values() for rule in _RULES for finding in rule(catalogue, right)]
    found += [finding for figure in catalogue.figures.values() for finding in _dates(figure, today)]
    return [*found, *_unused(catalogue), *overdue(catalogue, today)]


def overdue(catalogue: Catalogue, today: date) -> list[Finding]:
    """The figures of rights that were not checked in time: their verdicts say *likely* until somebody looks."""
    late = [f for f in catalogue.figures_used if f.late(today)]
    return [
        Finding(
            "parameters",
            figure.id,
            f"last checked on {figure.on(today).verified_on}, to be checked every {figure.check_every} months",
            "the value of now, with its page and `verified_on`",
            wrong=False,
        )
        for figure in late
    ]


def _file(right: Right) -> str:
    return f"rights/{right.level}/{right.id}.yaml"


def _name(_: Catalogue, right: Right) -> Iterator[Finding]:
    if len(right.name_nl) > LONGEST_NAME:
        yield Finding(
            _file(right),
            "name_nl",
            f"{len(right.name_nl)} characters",
            f"at most {LONGEST_NAME}, for a button",
        )


def _by_itself(_: Catalogue, right: Right) -> Iterator[Finding]:
    if (right.claim.automatic or right.automatic_with) and right.claim.automatic_nl is None:
        yield Finding(
            _file(right), "claim.automatic_nl", "it comes by itself and nothing says so", "how to see that it came"
        )


def _gaps(_: Catalogue, right: Right) -> Iterator[Finding]:
    for position, gap in enumerate(right.gaps):
        if gap.what_nl is None:
            what = f"no coordinator can read `{gap.what}`"
            yield Finding(_file(right), f"gaps[{position}].what_nl", what, "the same in plain Dutch")
    seen = any(isinstance(node, UnseenNode) for node in walk(right.who))
    if seen and right.decides != "office" and right.office_nl is None:
        yield Finding(_file(right), "who", "`unseen` leaves it open for ever", "`decides: office` with `office_nl`")


def _incomes(catalogue: Catalogue, right: Right) -> Iterator[Finding]:
    """Whose income counts is said of every right that reads one; where no page says so, that is a gap."""
    said, reads = "income_of_nl" in right.model_fields_set, reads_income(catalogue, right)
    if reads and not said:
        what = "it reads an income, and nothing says whose"
        yield Finding(_file(right), "income_of_nl", what, "whose income counts, or null where no page says so")
    if said and not reads:
        yield Finding(_file(right), "income_of_nl", "it reads no income", "nothing: take it out")
    gap = any(gap.what.startswith(WHOSE_INCOME) for gap in right.gaps)
    if said and right.income_of_nl is None and not gap:
        what = "no page says whose income counts, and no gap does"
        yield Finding(_file(right), "gaps", what, f"a gap with `what: {WHOSE_INCOME}` and `told: why`")


def _deadline(catalogue: Catalogue, right: Right) -> Iterator[Finding]:
    deadline = right.claim.deadline
    if deadline is None or deadline.fact is None:
        return
    if catalogue.facts[deadline.fact].type not in {"day", "birth"}:
        yield Finding(
            _file(right), "claim.deadline.fact", f"`{deadline.fact}` is no day", "a fact of `type: day` or `birth`"
        )
    if not (deadline.days or deadline.months or deadline.age):
        yield Finding(_file(right), "claim.deadline", "it counts nothing", "`days`, `months` or `age`")


def _whose(catalogue: Catalogue, right: Right) -> Iterator[Finding]:
    """A fact of a child is known only where a child is meant."""
    if right.subject == "child":
        return
    for node in _outside_children(right.who):
        about_child = isinstance(node, AgeNode | BornBeforeNode) or any(
            catalogue.facts[fact].subject == "child" for fact in node.facts()
        )
        if about_child:
            fact = next(iter(node.facts()))
            yield Finding(
                _file(right), "who", f"`{fact}` is a child's, and no question can settle it here", "it in `some_child`"
            )


def _outside_children(node: Node) -> Iterator[Node]:
    yield node
    if not isinstance(node, SomeChildNode):
        for child in node.inner():
            yield from _outside_children(child)


def _contradictions(_: Catalogue, right: Right) -> Iterator[Finding]:
    conditions = [right.who, *(case.when for case in right.amount if case.when is not None)]
    for condition in conditions:
        for node in walk(condition):
            if isinstance(node, AllNode):
                for fact in _clashing(_flat(node)):
                    yield Finding(
                        _file(right), "who", f"`{fact}` can never be all of this at once", "one of them, or `any`"
                    )


def _flat(node: Node) -> Iterator[Node]:
    for child in node.inner():
        if isinstance(child, AllNode | NamedNode) and (isinstance(child, AllNode) or isinstance(child.means, AllNode)):
            yield from _flat(child if isinstance(child, AllNode) else child.means)
        else:
            yield child


def _clashing(nodes: Iterator[Node]) -> Iterator[str]:
    options: dict[str, frozenset[str]] = {}
    ranges: dict[str, tuple[int, int | None]] = {}
    held: set[str] = set()
    refused: set[str] = set()
    for node in nodes:
        match node:
            case FactNode():
                options[node.fact] = options.get(node.fact, frozenset(node.is_)) & frozenset(node.is_)
                if not options[node.fact]:
                    yield node.fact
            case NumberNode():
                low, high = ranges.get(node.number, (0, None))
                ends = [end for end in (high, node.below) if end is not None]
                ranges[node.number] = max(low, node.at_least or 0), min(ends) if ends else None
                low, high = ranges[node.number]
                if high is not None and low >= high:
                    yield node.number
            case HeldNode():
                held.add(node.held)
            case NotNode() if isinstance(node.not_, HeldNode):
                refused.add(node.not_.held)
    yield from held & refused


def _amounts(_: Catalogue, right: Right) -> Iterator[Finding]:
    for position, case in enumerate(right.amount[:-1]):
        if case.when is None:
            yield Finding(
                _file(right), f"amount[{position + 1}]", "nobody ever reaches it", "the case without `when` last"
            )
            return


def _excludes(catalogue: Catalogue, right: Right) -> Iterator[Finding]:
    for other in right.excludes:
        if other in catalogue.rights and right.id not in catalogue.rights[other].excludes:
            yield Finding(
                f"rights/{catalogue.rights[other].level}/{other}.yaml",
                "excludes",
                f"`{right.id}` excludes it, and not the other way round",
                f"excludes: [{right.id}]",
            )
    expected = [other.right for other in right.does_not_open]
    for other in set(expected) & set(right.unlocks):
        yield Finding(_file(right), "does_not_open", f"`{other}` stands under `unlocks` too", "it in one of the two")
    for one, two in combinations(right.does_not_open, 2):
        if one.right == two.right and one.meets(two):
            what = f"`{one.right}` stands twice for one day"
            yield Finding(_file(right), "does_not_open", what, "`before` of the first no later than `from` of the next")


def _findable(catalogue: Catalogue, right: Right) -> Iterator[Finding]:
    """Whoever looks for a right finds it: by an everyday word of each language, and under a theme."""
    for language in SEARCHED:
        if not any(word.strip() for word in right.words.get(language, ())):
            what = "nobody who looks for it in this language finds it"
            yield Finding(_file(right), f"words.{language}", what, "everyday words for it")
    if not any(right.domain in theme.domains for theme in catalogue.themes):
        what = f"no theme holds `{right.domain}`, so nobody finds it by browsing"
        yield Finding(_file(right), "domain", what, "a domain of themes/themes.yaml, or add this one there")


_RULES: tuple[Callable[[Catalogue, Right], Iterator[Finding]], ...] = (
    _name,
    _by_itself,
    _gaps,
    _incomes,
    _deadline,
    _whose,
    _contradictions,
    _amounts,
    _excludes,
    _findable,
)


def _dates(figure: Figure, today: date) -> Iterator[Finding]:
    for value in figure.values:
        if value.verified_on > today:
            what = f"{value.verified_on} is still to come"
            yield Finding("parameters", f"{figure.id}.verified_on", what, "a past day")
    for early, late in pairwise(figure.values):
        if early.valid_from == late.valid_from:
            what = f"{late.valid_from} stands twice"
            yield Finding("parameters", f"{figure.id}.valid_from", what, "one value per day")


def _unused(catalogue: Catalogue) -> Iterator[Finding]:
    read = catalogue.facts_used
    for question in catalogue.questions.values():
        if not question.urgency and not question.sets & read:
            what = "no right waits for it, so it is never asked"
            yield Finding("questions", question.id, what, "a right that reads it, or take it out")
