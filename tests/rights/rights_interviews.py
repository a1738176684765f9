"""Going through an interview in a test, as a person does: by the choices that are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rights import Answers, Asked, Catalogue, answer, load_catalogue, next_question
from rights.answers import Answer
from texts import Day, Joined, Money, Text, Value, Verbatim, mapping_of

HERE = Path(__file__).parent
TODAY = date(2026, 11, 15)
MOST_QUESTIONS = 80

# What a person answers: from the question as asked and what could be answered, the id of a choice.
Person = Callable[[Asked, Answers], str]


@cache
def ninove() -> Catalogue:
    return load_catalogue().for_municipality("ninove")


@cache
def families() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.load(
        (HERE / "households.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )
    return loaded


def go_through(
    person: Person, catalogue: Catalogue | None = None, today: date = TODAY, answers: Answers | None = None
) -> Answers:
    """The answers of a whole interview; it must come to an end."""
    catalogue = catalogue or ninove()
    answers = answers or Answers()
    for _ in range(MOST_QUESTIONS):
        asked = next_question(catalogue, answers, today)
        if asked is None:
            return answers
        answers = answer(catalogue, answers, asked.key, person(asked, answers), today)
    raise AssertionError("the interview does not end")


def family(says: Mapping[str, Any], catalogue: Catalogue | None = None) -> Person:
    """A person who answers from a list of facts, and *don't know* to the rest; urgent is *nothing*."""

    def says_so(asked: Asked, answers: Answers) -> str:
        question = asked.key.removesuffix(".r1").removesuffix(".r2").removesuffix(".r3")
        said = says.get(question, "none" if question == "urgent" else None)
        if said is None:
            return "dk"
        if question in {"income_year", "income_month"}:
            return money_choice(asked, answers, Decimal(said), catalogue)
        return str(said)

    return says_so


def money_choice(asked: Asked, answers: Answers, amount: Decimal, catalogue: Catalogue | None = None) -> str:
    """The band that holds an amount."""
    for choice in asked.choices:
        given = answer(catalogue or ninove(), answers, asked.key, choice.id, TODAY).items[-1]
        assert isinstance(given, Answer)
        if (given.low is None or Decimal(given.low) <= amount) and (given.high is None or amount < Decimal(given.high)):
            return choice.id
    raise AssertionError(f"no band of {asked.key} holds {amount}")


def said(value: Value) -> str:
    """A text roughly as a Dutch reader sees it, to count its words."""
    match value:
        case Text():
            return value.msgid.format(**{name: said(param) for name, param in mapping_of(value).items()})
        case Money():
            whole = value.amount == value.amount.to_integral_value()
            return f"€ {value.amount:,.0f}" if whole else f"€ {value.amount:,.2f}"
        case Joined():
            return ", ".join(said(item) for item in value.items)
        case Day():
            return f"zondag {value.date:%d %m %Y}"
        case Verbatim():
            return value.text
    return str(value)


def words(texts: Iterable[Text]) -> int:
    """How many words a reader sees."""
    return sum(len(said(text).replace("€ ", "").split()) for text in texts)
