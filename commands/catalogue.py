"""`python bot.py catalogue check|show|diff|overdue`: the rights, for who keeps them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from casework.handover_review import review_handovers
from followups import BRUSSELS
from locales import LANGUAGES, SOURCE_LANGUAGE
from locales.catalogues import catalogue_path, forms_of, read_catalogue
from rights import Catalogue, load_catalogue
from rights.comparing import between_catalogues, between_dates
from rights.incomes import NOT_FOUND, whose_income
from rights.loading import CATALOGUE_FOLDER
from rights.reviewing import Finding, overdue, review
from rights.shapes import Right
from rights.strict_yaml import yaml_texts

__all__ = ["add_parser", "run"]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `catalogue` to the command line."""
    parser = subparsers.add_parser("catalogue", help="check, show and compare the rights")
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    check = what.add_parser("check", help="everything that is wrong, or should be looked at soon")
    check.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="another catalogue than that of the bot")
    check.add_argument("--texts", action="store_true", help="translations too: a missing one is wrong")
    show = what.add_parser("show", help="one right, in full")
    show.add_argument("right", metavar="RIGHT", help="its id")
    diff = what.add_parser("diff", help="what changed, a sentence each")
    diff.add_argument("before", metavar="A", help="a date, such as 2025-09-01, or a folder")
    diff.add_argument("after", metavar="B", help="a date or a folder")
    what.add_parser("overdue", help="the figures to check again")


def run(args: argparse.Namespace) -> int:
    """Runs one of them; 1 where `check` found something wrong."""
    ways: Mapping[str, Callable[[argparse.Namespace, date], int]] = {
        "check": _check,
        "show": _show,
        "diff": _diff,
        "overdue": _overdue,
    }
    return ways[args.what](args, datetime.now(BRUSSELS).date())


def _check(args: argparse.Namespace, today: date) -> int:
    folder: Path = args.folder or CATALOGUE_FOLDER
    whole = load_catalogue(folder)
    findings = [*review(whole, today), *_local(whole, today), *review_handovers(whole, today)]
    lines = [str(finding) for finding in findings]
    untranslated = list(_untranslated(folder))
    wrong = sum(finding.wrong for finding in findings) + (len(untranslated) if args.texts else 0)
    for line in lines:
        print(line)
    for line in untranslated:
        print(line)
    print(f"{len(whole.rights)} rights, {len(whole.municipalities)} municipalities: {wrong} to mend")
    return 1 if wrong else 0


def _local(whole: Catalogue, today: date) -> Iterator[Finding]:
    """What is wrong in the pass of a municipality and not in the whole: its own rights, words and figures."""
    common = set(review(whole, today))
    for town in whole.municipalities:
        for finding in review(whole.for_municipality(town), today):
            if finding not in common:
                yield replace(finding, file=f"municipalities/{town}: {finding.file}")


def _untranslated(folder: Path) -> Iterator[str]:
    texts = {
        (text.context, text.msgid)
        for path in sorted(folder.rglob("*.yaml"))
        for text in yaml_texts(path.read_text("utf-8"), str(path))
    }
    for code, language in LANGUAGES.items():
        if code != SOURCE_LANGUAGE:
            known = {
                (message.context, message.id)
                for message in read_catalogue(catalogue_path(language), language)
                if message.id and not message.fuzzy and all(forms_of(message))
            }
            missing = len(texts - known)
            if missing:
                yield f"{code}: {missing} of {len(texts)} texts are not translated. Run: bot.py translations update"


def _show(args: argparse.Namespace, today: date) -> int:
    whole = load_catalogue()
    right = whole.rights.get(args.right)
    if right is None:
        print(f"There is no right {args.right}. Ids: {', '.join(sorted(whole.rights))}", file=sys.stderr)
        return 2
    for line in _lines(whole, right, today):
        print(line)
    return 0


def _lines(whole: Catalogue, right: Right, today: date) -> Iterator[str]:
    yield f"{right.id}: {right.name_nl} ({right.level}, {right.domain}, per {right.subject})"
    yield f"  gives: {right.gives_nl}. {right.why_nl}"
    yield f"  who: {right.who.model_dump(by_alias=True, exclude_unset=True)}"
    if (whose := whose_income(right)) is not None:
        yield f"  whose income: {'not found' if whose is NOT_FOUND else whose.msgid}"
    for figure in whole.figures_of[right.id]:
        value = figure.on(today)
        late = ", overdue" if figure.late(today) else ""
        yield f"  {figure.id}: {value.value} from {value.valid_from} ({value.status}{late}, {value.source.page})"
    for todo in right.claim.todo_nl:
        yield f"  to do: {todo}"
    named = {key: getattr(right, key) for key in ("unlocks", "excludes", "automatic_with")}
    for key, others in {**named, "does_not_open": right.not_opened_on(today)}.items():
        if others:
            yield f"  {key}: {', '.join(others)}"
    for gap in right.gaps:
        asked = "a question would pay" if gap.question_pays else "no question"
        yield f"  cannot see: {gap.what}; assumed: {gap.assumed}; told: {gap.told}; {asked}"
    yield f"  minors: {right.minors.open} ({right.minors.note})"
    for source in right.sources:
        yield f"  source: {source.page} ({source.date}, {source.status}) {source.url or ''}".rstrip()


def _diff(args: argparse.Namespace, today: date) -> int:  # noqa: ARG001 - both dates are given
    try:
        days = date.fromisoformat(args.before), date.fromisoformat(args.after)
    except ValueError:
        changes = between_catalogues(load_catalogue(Path(args.before)), load_catalogue(Path(args.after)))
    else:
        changes = between_dates(load_catalogue(), *days)
    for line in changes:
        print(line)
    return 0


def _overdue(args: argparse.Namespace, today: date) -> int:  # noqa: ARG001 - it takes nothing
    found = overdue(load_catalogue(), today)
    for finding in found:
        print(f"{finding.key}: {finding.what}")
    print(f"{len(found)} figures to check")
    return 0
