"""A household described by its facts goes through the interview: who knows the facts, answers as they are.

What is not described is answered with *don't know*, so the verdicts say which facts are still missing. In a list that
is described in part, the rest is not ticked; `unsaid` names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import Any

from rights.answers import DONT_KNOW, Answer, Answers
from rights.assessment import assess
from rights.errors import CatalogueError
from rights.household import CHILDREN, HOUSEHOLD, Household, choice_sets, kept_with_choice
from rights.interview import answer, asking, ticked
from rights.library import Catalogue
from rights.shapes import Fact, Question
from rights.spans import Known, Span
from rights.strict_yaml import read_yaml
from rights.views import Asked

__all__ = ["Described", "describe", "go_through", "read_household", "unsaid"]

MOST_QUESTIONS = 200
Value = str | Decimal | date | Span


@dataclass(frozen=True)
class Described:
    """A household as it is: facts by id, and each child's own."""

    municipality: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    children: tuple[Mapping[str, Value], ...] | None = None

    @cached_property
    def by_age(self) -> tuple[Mapping[str, Value], ...]:
        """The children, the oldest first: the order in which the interview counts them."""
        return tuple(sorted(self.children or (), key=lambda child: _first_day(child.get("birth"))))

    def value(self, fact: str, subject: str) -> Value | None:
        """What is known of a fact for a subject; None where it is not described."""
        if fact == CHILDREN and self.children is not None:
            return Decimal(len(self.children))
        if subject.startswith("child.") and self.children is not None:
            own = self.by_age[int(subject.partition(".")[2]) - 1].get(fact)
            if own is not None:
                return own
        return self.facts.get(fact)


def _first_day(born: Value | None) -> date:
    if isinstance(born, Span):
        return date.fromordinal(int(born.low or 1))
    return born if isinstance(born, date) else date.max


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
        shown = asked[0]
        choice = None if shown.key in unknown else _Turn(catalogue, answers, household, today).choice(*asked)
        if shown.ticks is None and choice not in {one.id for one in shown.choices}:
            choice = DONT_KNOW
        answers = answer(catalogue, answers, shown.key, choice or DONT_KNOW, today)
    raise AssertionError("the interview does not end")


def unsaid(catalogue: Catalogue, household: Described, answers: Answers) -> tuple[str, ...]:
    """The questions that were answered with *don't know*, and the facts of lists that nobody described, so that they
    were not ticked."""
    names: list[str] = []
    for item in answers:
        if not isinstance(item, Answer):
            continue
        if item.choice == DONT_KNOW:
            names.append(item.question)
        elif (question := catalogue.questions[item.question]).several:
            told_apart = (fact for choice in question.choices.values() for fact in choice.else_ if fact in choice.sets)
            names += [fact for fact in told_apart if household.value(fact, HOUSEHOLD) is None]
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class _Turn:
    """One question, put to somebody who knows the household."""

    catalogue: Catalogue
    answers: Answers
    household: Described
    today: date

    def choice(self, asked: Asked, question: Question, subject: str) -> str | None:
        """The choice that says how it is; None where that is not described."""
        if question.asks == "birth_years":
            return self._births(asked)
        if question.asks is not None:
            assert question.fact is not None
            value = self.household.value(question.fact, subject)
            return None if value is None else self._generated(asked, question, value)
        if question.urgency and self.household.value("urgent_need", HOUSEHOLD) is None:
            return "none" if "none" in question.choices else None
        if all(self.household.value(fact, subject) is None for fact in question.sets):
            return None
        house = assess(self.catalogue, self.answers, self.today).house
        if question.several:
            return _listed(asked, question, self.household, subject)
        fits = list(_fitting(house, self.household, question, subject))
        return max(fits, key=lambda fit: fit[1])[0] if fits else None

    def _births(self, asked: Asked) -> str | None:
        """The years of the children under 18; None where it is not known how many there are, or when one was born."""
        children = self.household.children
        if children is None:
            return ticked(asked, ()) if self.household.facts.get(CHILDREN) == 0 else None
        years = [str(_first_day(child.get("birth")).year) for child in children]
        return ticked(asked, years) if {choice.id for choice in asked.choices} >= set(years) else None

    def _generated(self, asked: Asked, question: Question, value: Value) -> str | None:
        first = date.fromordinal(int(value.low or 1)) if isinstance(value, Span) else value
        match question.asks, first:
            case "birth_month", date() if not isinstance(value, Span):
                return f"m{first.month}"
            case "money", Decimal():
                return next((choice.id for choice in asked.choices if self._holds(asked, choice.id, first)), None)
        return None

    def _holds(self, asked: Asked, choice: str, amount: Decimal) -> bool:
        given = answer(self.catalogue, self.answers, asked.key, choice, self.today).items[-1]
        assert isinstance(given, Answer)
        low, high = (None if end is None else Decimal(end) for end in (given.low, given.high))
        return (low is None or low <= amount) and (high is None or amount < high)


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


def _listed(asked: Asked, question: Question, household: Described, subject: str) -> str | None:
    """Everything of a list that is so. What tells a choice from its opposite must be described for it to be ticked."""
    picked = []
    for name, choice in question.choices.items():
        sets = choice_sets(question, Answer(question.id, subject, name)) or {}
        told = [(sets[fact], household.value(fact, subject)) for fact in choice.else_ if fact in sets]
        if told and all(value is not None and _agrees(known, value) for known, value in told):
            picked.append(name)
    return ticked(asked, picked)


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
