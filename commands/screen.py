"""`python bot.py screen HOUSEHOLD.yaml [--on DATE] [--language nl] [--json]`: the verdicts of a described household.

`python bot.py screen --vocabulary` lists every fact that such a file may hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from followups import BRUSSELS
from locales import LANGUAGES, SOURCE_LANGUAGE, Translator, translator
from rights import ELSEWHERE, Answers, Brings, Catalogue, Verdict, kind_name, load_catalogue, report
from rights.screening import go_through, read_household, unsaid

__all__ = ["add_parser", "run"]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `screen` to the command line."""
    parser = subparsers.add_parser("screen", help="the verdicts of a household that a file describes")
    parser.add_argument("household", type=Path, nargs="?", metavar="HOUSEHOLD.yaml")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="on another day than today")
    parser.add_argument("--language", choices=tuple(LANGUAGES), default=SOURCE_LANGUAGE)
    parser.add_argument("--json", action="store_true", help="for a program instead of a reader")
    parser.add_argument("--vocabulary", action="store_true", help="every fact, with its values and its questions")


def run(args: argparse.Namespace) -> int:
    """Prints the verdicts, or the vocabulary; reads nothing but the file and the catalogue."""
    whole = load_catalogue()
    if args.vocabulary:
        for line in _vocabulary(whole):
            print(line)
        return 0
    if args.household is None:
        print("Name a household file, or write --vocabulary.", file=sys.stderr)
        return 2
    today: date = args.on or datetime.now(BRUSSELS).date()
    household = read_household(args.household, whole)
    place = household.municipality or ELSEWHERE
    if place not in whole.passes:
        print(f"There is no municipality {place}. Ids: {', '.join(sorted(whole.passes))}", file=sys.stderr)
        return 2
    here = whole.for_municipality(place)
    answers = go_through(here, household, today)
    missing = unsaid(here, household, answers)
    verdicts, words = report(here, answers, today).verdicts, translator(args.language)
    if args.json:
        print(json.dumps(_as_json(verdicts, answers, missing, words, today), ensure_ascii=False, indent=2))
        return 0
    for line in _as_text(verdicts, answers, missing, words):
        print(line)
    return 0


def _as_text(
    verdicts: tuple[Verdict, ...], answers: Answers, missing: tuple[str, ...], words: Translator
) -> Iterator[str]:
    for verdict in verdicts:
        about = f" ({words.say(verdict.subject_label)})" if verdict.subject_label else ""
        yield f"{words.say(kind_name(verdict.kind))}: {words.say(verdict.name)}{about} [{verdict.right_id}]"
        for line in verdict.why:
            yield f"    {words.say(line)}"
    yield f"{len(answers)} questions; not described: {', '.join(missing) or 'nothing'}"


def _money(brings: Brings) -> dict[str, list[str] | None]:
    """EUR from the least to the most, per month and in one go."""
    return {
        "monthly": [str(brings.monthly.low), str(brings.monthly.high)] if brings.monthly else None,
        "once": [str(brings.once.low), str(brings.once.high)] if brings.once else None,
    }


def _as_json(
    verdicts: tuple[Verdict, ...], answers: Answers, missing: tuple[str, ...], words: Translator, today: date
) -> dict[str, Any]:
    return {
        "on": today.isoformat(),
        "questions": len(answers),
        "not_described": list(missing),
        "verdicts": [
            {
                "right": verdict.right_id,
                "subject": verdict.subject,
                "kind": verdict.kind.value,
                "held": verdict.held,
                "urgent": verdict.urgent,
                "sentence": words.say(verdict.sentence),
                "why": [words.say(line) for line in verdict.why],
                **_money(verdict.money),
            }
            for verdict in verdicts
        ],
    }


def _vocabulary(whole: Catalogue) -> Iterator[str]:
    for fact in sorted(whole.facts.values(), key=lambda fact: not whole.asked_by[fact.id]):
        questions = whole.asked_by[fact.id]
        values = ", ".join(sorted(fact.domain)) or {
            "money": f"EUR ({fact.basis.value if fact.basis else ''})",
            "number": "a number",
        }.get(fact.type, "a day, such as 2026-10-20")
        asked = ", ".join(question.id for question in questions) or "nothing, it is the mark *I already have this*"
        yield f"{fact.id} (of the {fact.subject}): {values}. Asked by: {asked}"
