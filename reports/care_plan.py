"""The care plan on paper: what the family said yes to, Dutch beside its own language, on A4. No name stands on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from casework import CarePlan
from casework.careplan import Line, LineKind, LineState
from conversations.careplan.wording import to_family, words_of
from locales import LANGUAGES, SOURCE_LANGUAGE, translator
from reports.leaflet import TRANSLATION
from reports.typesetting import typeset
from rights import Catalogue
from texts import Day, Text, say

__all__ = ["care_plan_pdf"]

TEMPLATE = "care_plan.typ"

TITLE = say("care paper", "Wat we samen afspraken")
MADE = say("care paper", "Gemaakt op {day}. Jij beslist over elke regel, ook later nog.")
LOOK = say("care paper", "We kijken samen terug op {day}.")


def care_plan_pdf(plan: CarePlan, catalogue: Catalogue, language: str, today: date) -> bytes:
    """The plan as PDF, in Dutch and beside it in `language`."""
    return typeset(TEMPLATE, _data(plan, catalogue, language, today))


def _data(plan: CarePlan, catalogue: Catalogue, language: str, today: date) -> dict[str, Any]:
    codes = list(dict.fromkeys((SOURCE_LANGUAGE, language)))
    look = next((day for day in (*plan.path.reviews, plan.path.ends) if day > today), None)
    return {
        "languages": [{"code": code, "dir": LANGUAGES[code].direction} for code in codes],
        "title": _said((TITLE,), codes),
        "notes": [
            *(_said((note,), codes) for note in (MADE.having(day=Day(today)),)),
            *([_said((LOOK.having(day=Day(look)),), codes)] if look is not None else []),
        ],
        "translation": ["" if code == SOURCE_LANGUAGE else translator(code).say(TRANSLATION) for code in codes],
        "lines": [_line(line, catalogue, codes) for line in plan.in_order if line.in_force],
    }


def _line(line: Line, catalogue: Catalogue, codes: list[str]) -> dict[str, Any]:
    return {
        "goal": line.kind is LineKind.GOAL,
        "done": line.state is LineState.DONE,
        "words": [" ".join(_each(words_of(line, catalogue, code), code)) for code in codes],
        "about": _said(to_family(line), codes),
    }


def _said(texts: Iterable[Text], codes: list[str]) -> list[str]:
    lines = tuple(texts)
    return [" · ".join(_each(lines, code)) for code in codes]


def _each(texts: Iterable[Text], code: str) -> list[str]:
    words = translator(code)
    return [words.say(text) for text in texts]
