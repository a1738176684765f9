"""A household described by its facts goes through the interview: who knows the facts, answers as they are.

What is not described is answered with *don't know*, so the verdicts say which facts are still missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from rights.answers import DONT_KNOW, Answer, Answers
from rights.assessment import assess
from rights.bands import birth_months
from rights.errors import CatalogueError
from rights.household import CHILDREN, HOUSEHOLD, Household, choice_sets, kept_with_choice
from rights.interview import answer, asking
from rights.library import Catalogue
from rights.shapes import Fact, Question
from rights.spans import Known, Span
from rights.strict_yaml import read_yaml

__all__ = ["Described", "describe", "go_through", "read_household"]

MOST_QUESTIONS = 200
Value = str | Decimal | date | Span


@dataclass(frozen=True)
class Described:
    """A household as it is: facts by id, and each child's own."""

    municipality: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    children: tuple[Mapping[str, Value], ...] | None = None

    def value(self, fact: str, subject: str) -> Value | None:
        """What is known of a fact for a subject; None where it is not described."""
        if fact == CHILDREN and self.children is not None:
            return Decimal(len(self.children))
        if subject.startswith("child.") and self.children is not None:
            own = self.children[int(subject.partition(".")[2]) - 1].get(fact)
            if own is not None:
                return own
        return self.facts.get(fact)


def read_household(path: Path, catalogue: Catalogue) -> Described:
    """A household file (docs/reference/rights.md). Raises CatalogueError, which says what to write instead."""
    return describe(read_yaml(path), catalogue, str(path))


def describe(raw: Mapping[str, Any], catalogue: Catalogue, where: str = "<household>") -> Described:
    """A household from what a file holds: `municipality`, `facts`, `children`. Raises CatalogueError."""
    for key in raw.keys() - {"municipality", "facts", "children", "name"}:
        raise CatalogueError(where, key, f"`{key}` is not a key here", "municipality, facts or children")
    children = raw.get("children")
    listed = [dict(child or {}) for child in children] if isinstance(children, list) else None
    if children is not None and listed is None:
        raise CatalogueError(where, "children", "this is not a list", "`children: [{birth: 2021-03-05}]`")
    return Described(
        municipality=raw.get("municipality"),
        facts=_values(raw.get("facts") or {}, catalogue, where, "facts"),
        children=None
        if listed is None
        else tuple(_values(child, catalogue, where, f"children[{n}]") for n, child in enumerate(listed)),
    )


def _values(raw: Mapping[str, Any], catalogue: Catalogue, where: str, key: str) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, text in raw.items():
        fact = catalogue.facts.get(name)
        if fact is None:
            raise CatalogueError(where, f"{key}.{name}", "no such fact", "one of `bot.py screen --vocabulary`")
        try:
            values[name] = _value(fact, str(text))
        except (ValueError, InvalidOperation) as problem:
            wanted = ", ".join(sorted(fact.domain)) or {"money": "an amount in EUR", "number": "a number"}.get(
                fact.type, "a day, such as 2026-10-20"
            )
            raise CatalogueError(where, f"{key}.{name}", f"{text!r} is no value of it", wanted) from problem
    return values


def _value(fact: Fact, text: str) -> Value:
    if fact.domain:
        if text not in fact.domain:
            raise ValueError(text)
        return text
    if fact.type in {"number", "money"}:
        return Decimal(text)
    if fact.type == "birth" and len(text) == len("2021"):
        return Span(date(int(text), 1, 1).toordinal(), date(int(text), 12, 31).toordinal())
    return date.fromisoformat(text)


def go_through(
    catalogue: Catalogue, household: Described, today: date, *, unknown: frozenset[str] = frozenset()
) -> Answers:
    """The answers of a whole interview, as somebody who knows these facts gives them. `unknown`: keys of questions
    that are answered with *don't know* all the same."""
    answers = Answers()
    for _ in range(MOST_QUESTIONS):
        asked = asking(catalogue, answers, today)
        if asked is None:
            return answers
        shown, question, subject = asked
        choice = None if shown.key in unknown else _choice(catalogue, answers, household, question, subject, today)
        if choice not in {one.id for one in shown.choices}:
            choice = DONT_KNOW
        answers = answer(catalogue, answers, shown.key, choice or DONT_KNOW, today)
    raise AssertionError("the interview does not end")


def _choice(
    catalogue: Catalogue, answers: Answers, household: Described, question: Question, subject: str, today: date
) -> str | None:
    house = assess(catalogue, answers, today).house
    if question.asks is not None:
        assert question.fact is not None
        value = household.value(question.fact, subject)
        return None if value is None else _generated(catalogue, answers, question, subject, value, today)
    if question.urgency and household.value("urgent_need", HOUSEHOLD) is None:
        return "none" if "none" in question.choices else None
    if all(household.value(fact, subject) is None for fact in question.sets):
        return None
    fits = list(_fitting(house, household, question, subject))
    return max(fits, key=lambda fit: fit[1])[0] if fits else None


def _fitting(
    house: Household, household: Described, question: Question, subject: str
) -> Iterator[tuple[str, tuple[int, int]]]:
    """The choices that contradict nothing, each with how much of it is described, and how much is not."""
    for choice_id in question.choices:
        kept = kept_with_choice(house, question, choice_id)
        sets = choice_sets(question, Answer(question.id, subject, choice_id, *kept)) if kept is not None else None
        if sets is None:
            continue
        told = {fact: household.value(fact, subject) for fact in sets}
        agrees = [_agrees(known, told[fact]) for fact, known in sets.items() if told[fact] is not None]
        if all(agrees):
            yield choice_id, (len(agrees), -(len(sets) - len(agrees)))


def _agrees(known: Known, value: Value | None) -> bool:
    if isinstance(known, frozenset):
        return value in known
    if isinstance(value, Span):
        return _inside(known, value.low) and _inside(known, value.high)
    return _inside(known, value.toordinal() if isinstance(value, date) else value)


def _inside(known: Span, value: Any) -> bool:
    """Amounts exclude their upper end; where it equals the lower one, or is a whole number of days, it is included."""
    if not isinstance(value, int | Decimal):
        return False
    if known.low is not None and value < known.low:
        return False
    return known.high is None or value < known.high or (value == known.high and not isinstance(known.high, Decimal))


def _generated(
    catalogue: Catalogue, answers: Answers, question: Question, subject: str, value: Value, today: date
) -> str | None:
    asked = asking(catalogue, answers, today)
    assert asked is not None
    first = date.fromordinal(int(value.low or 1)) if isinstance(value, Span) else value
    match question.asks, first:
        case "birth_year", date():
            known = str(first.year)
            return known if known in {choice.id for choice in asked[0].choices} else "older"
        case "birth_month", date() if not isinstance(value, Span):
            return f"m{first.month}" if birth_months(first.year, today) else None
        case "number", Decimal():
            return f"n{min(int(first), question.most)}"
        case "money", Decimal():
            return _band(catalogue, answers, asked[0].key, [choice.id for choice in asked[0].choices], first, today)
    return None


def _band(
    catalogue: Catalogue, answers: Answers, key: str, choices: list[str], amount: Decimal, today: date
) -> str | None:
    for choice in choices:
        given = answer(catalogue, answers, key, choice, today).items[-1]
        assert isinstance(given, Answer)
        if (given.low is None or Decimal(given.low) <= amount) and (given.high is None or amount < Decimal(given.high)):
            return choice
    return None
