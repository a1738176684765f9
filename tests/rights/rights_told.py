"""A household that says exactly how it is, whatever the interview asks; and the table of its edges, `ceilings.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from rights import Answers, Catalogue, Verdict, load_catalogue, report
from rights.answers import Answer
from rights.assessment import assess
from rights.household import HOUSEHOLD
from rights.shapes import Fact, Question, Topic
from tests.rights.rights_interviews import HERE
from texts import Money, mapping_of

CENT = Decimal("0.01")
Facts = Mapping[str, Any]


@cache
def table() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((HERE / "ceilings.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded


@cache
def whole() -> Catalogue:
    return load_catalogue()


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
        *(name for name in catalogue.facts if name in catalogue.facts_used and name != "children"),
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
