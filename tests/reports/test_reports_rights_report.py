"""The rights report of every household: what stands on it, in which languages, on how many pages; and its file."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from casework import Paper, StepState, begun
from conversations.documents import Contents, contents_of, document_messages
from conversations.lists import GROUPS
from locales import LANGUAGES, translator
from reports import rights_report
from reports.rights_file import SCHEMA_FILE, RightsFile, rights_file, schema
from reports.rights_messages import rights_messages
from rights import VerdictKind, report
from rights.incomes import NOT_FOUND
from tests.rights.rights_interviews import TODAY, families
from tests.rights.test_rights_households import answered, there

NOW = datetime(2026, 11, 15, 9, tzinfo=UTC)
ADDRESS = "https://t.me/rechten_bot"
MOST_CHARACTERS = 4096
"""What Telegram takes in a message."""
MOST_PAGES = {1: 3, 2: 6}
"""Of the household with the most rights, by how many languages stand there; most have two to four."""

households = pytest.mark.parametrize("name", sorted(families()))
languages = pytest.mark.parametrize("language", LANGUAGES)


@cache
def contents(name: str, signed: bool = True) -> Contents:
    here = there(name)
    found = report(here, answered(name), TODAY, None if signed else frozenset())
    return contents_of(found, here, here.municipalities.get(here.place), TODAY)


def made(name: str, language: str = "nl") -> dict[str, Any]:
    return rights_report._data(contents(name), language, ADDRESS)


def test_a_source_that_is_no_page_is_said_in_each_language() -> None:
    names = sorted(families())
    for language, told in (("nl", "Nog geen pagina gevonden"), ("fr", "Nog geen pagina gevonden. Vraag het na. / ")):
        sources = [line for name in names for line in made(name, language)["sources"]]
        assert any(told in line for line in sources)
        assert not any("Algemene kennis" in line for line in sources)


def strings(value: object) -> Iterator[str]:
    """Every text that a page shows."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"qr", "code", "dir", "label"}:
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@households
def test_the_rights_stand_there_in_the_order_of_the_results(name: str) -> None:
    found = contents(name).report
    expected = [v.key for group in ("urgent", *list(GROUPS)[1:5]) for v in GROUPS[group].holds(found)]
    shown = [v.key for part in contents(name).parts for entry in part.entries for v in entry.verdicts]
    assert sorted(shown) == sorted(expected), "each once, and nothing else"
    firsts = [entry.verdict.key for part in contents(name).parts for entry in part.entries]
    assert firsts == [key for key in expected if key in firsts]
    assert not any(v.kind is VerdictKind.NOT_NOW for p in contents(name).parts for e in p.entries for v in e.verdicts)


@households
def test_what_to_begin_with_has_all_that_a_desk_asks(name: str) -> None:
    numbered = [entry for part in made(name, "fr")["parts"] for entry in part["entries"]]
    assert [entry["number"] for entry in numbered] == list(range(1, len(numbered) + 1))
    entries = {e.name: e for part in contents(name).parts for e in part.entries}
    shown = {translator("nl").say(text): entry for text, entry in entries.items()}
    for entry in numbered:
        about = shown[entry["name"][0]]
        papers = [translator("nl").say(paper) for paper, _ in about.papers]
        if entry["desk"]:
            assert {"why", "todo"} <= {fact["label"] for fact in entry["facts"]}
            assert [row["said"][0] for row in entry["papers"]] == papers
            assert translator("nl").say(about.name) in entry["desk"], "in Dutch, whatever the family reads"
        elif entry["bring"]:
            assert all(paper in entry["bring"][0] for paper in papers)
    assert numbered[0]["desk"]


def test_what_the_family_said_of_its_papers_stands_there() -> None:
    entry = next(e for part in contents("P25").parts for e in part.entries if part.whole and e.papers)
    first = entry.right.documents_nl[0]
    step = replace(begun(entry.right.id, NOW), papers={first: Paper.HAVE})
    here = there("P25")
    found = report(here, answered("P25"), TODAY)
    town = here.municipalities.get(here.place)
    told = contents_of(found, here, town, TODAY, steps={entry.verdict.key: step})
    listed = {right.right: right.documents for right in RightsFile.model_validate_json(rights_file(told)).rights}
    assert [paper.state for paper in listed[entry.right.id]][:1] == ["have"]
    parts = rights_report._data(told, "nl", ADDRESS)["parts"]
    printed = [row for part in parts for one in part["entries"] for row in one["papers"]]
    assert [row["state"] for row in printed if row["state"]] == ["have"]


def test_what_was_refused_or_asked_for_says_so_on_paper_and_in_the_messages() -> None:
    here, found = there("P25"), report(there("P25"), answered("P25"), TODAY)
    one, two, let_go = [v for v in found.verdicts if not v.held and v.kind is not VerdictKind.NOT_NOW][:3]
    states = {one: StepState.REFUSED, two: StepState.APPLIED, let_go: StepState.DROPPED}
    steps = {v.key: replace(begun(v.right_id, NOW), state=state) for v, state in states.items()}
    told = contents_of(found, here, here.municipalities.get(here.place), TODAY, steps=steps)
    pages = list(strings(rights_report._data(told, "nl", ADDRESS)))
    sent = "\n".join(rights_messages(told, "nl"))
    for line, times in (("Dit werd geweigerd.", 1), ("Aangevraagd. Nu is het wachten.", 1), ("Je stopte hiermee.", 0)):
        assert pages.count(line) == sent.count(line) == times


@households
@languages
def test_no_page_holds_a_sign_that_its_fonts_do_not_have(name: str, language: str) -> None:
    """Emoji and the like would be empty boxes on paper."""
    odd = {c for text in strings(made(name, language)) for c in text if unicodedata.category(c) in {"So", "Cn", "Co"}}
    assert odd == set()


@households
@languages
def test_both_languages_say_the_same_number_of_things(name: str, language: str) -> None:
    page = made(name, language)
    wanted = len(page["languages"])
    assert wanted == (1 if language == "nl" else 2)
    for part in page["parts"]:
        assert len(part["title"]) == len(part["line"]) == wanted
        for entry in part["entries"]:
            assert {len(entry["name"]), *(len(fact["said"]) for fact in entry["facts"])} == {wanted}
            assert {len(row["said"]) for row in entry["papers"]} <= {wanted}
    town = contents(name).town
    own_text = language == "nl" or (language == "fr" and town is not None and town.language_regime == "facilities_fr")
    assert bool(page["note"]) != own_text, "French is no translation where there are facilities"
    assert [one["dir"] for one in page["languages"]] == ["ltr", LANGUAGES[language].direction][-wanted:]


@households
def test_whose_income_counts_stands_at_each_right_that_one_decides(name: str) -> None:
    entries = [entry for part in contents(name).parts for entry in part.entries if part.group != "maybe"]
    numbered = {entry["number"]: entry for part in made(name, "fr")["parts"] for entry in part["entries"]}
    for number, entry in enumerate(entries, start=1):
        told = [fact["said"][0] for fact in numbered[number]["facts"] if fact["label"] == "income"]
        whose = entry.verdict.whose
        if whose is None or (whose == NOT_FOUND and not numbered[number]["desk"]):
            assert not told, "nothing is said twenty times that nobody found"
        else:
            assert told == [f"{translator('nl').say(whose)}."]


@pytest.mark.parametrize(("name", "language"), [("P25", "nl"), ("P25", "ar"), ("P25", "fr"), ("P06", "ar")])
def test_it_is_a_few_pages_with_a_code_that_leads_back(name: str, language: str) -> None:
    pages = rights_report.rights_report_pages(contents(name), language, ADDRESS)
    assert len(pages) <= MOST_PAGES[1 if language == "nl" else 2]
    with Image.open(io.BytesIO(pages[0])) as page:
        assert [code.text for code in zxingcpp.read_barcodes(page.convert("L"))] == [ADDRESS]
        red, green, blue = page.convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes(), "it is read without colour"
    pdf = rights_report.rights_report_pdf(contents(name), language, ADDRESS)
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) <= 200_000


def test_a_trial_says_so_and_hides_what_nobody_signed() -> None:
    trial = contents("P25", signed=False)
    page = rights_report._data(trial, "nl", ADDRESS)
    assert page["lines"][0].startswith("Dit is een proefversie")
    assert not re.search(r"€ ?\d", " ".join(strings([page["lines"], *(p["entries"][0] for p in page["parts"])])))
    assert RightsFile.model_validate_json(rights_file(trial)).trial
    assert "proefversie" in rights_messages(trial, "nl")[-1]


def test_the_hours_of_the_contact_point_stand_on_it() -> None:
    whole = there("P25")
    town = whole.municipalities["voorbeeldstad"]
    page = rights_report._data(contents_of(contents("P25").report, whole, town, TODAY), "nl", ADDRESS)
    told = " ".join(strings(page["help"]))
    assert "Voorbeeldstraat 1, 0000 Voorbeeldstad" in told
    assert "maandag tot woensdag 09:00-12:00" in told


@households
def test_a_right_of_which_the_same_is_said_for_several_stands_there_once(name: str) -> None:
    shown = [(p.group, e.name) for p in contents(name).parts for e in p.entries]
    assert len(shown) == len(set(shown))


@households
@languages
def test_messages_are_short_and_hold_every_right(name: str, language: str) -> None:
    messages = rights_messages(contents(name), language)
    assert len(messages) == len(document_messages(contents(name)))
    assert all(len(message) < MOST_CHARACTERS for message in messages)
    numbers = [int(n) for message in messages for n in re.findall(r"^(\d+)\. ", message, re.MULTILINE)]
    assert numbers == list(range(1, sum(len(part.entries) for part in contents(name).parts) + 1))


def test_what_is_said_at_a_desk_is_dutch_in_every_language() -> None:
    for language in LANGUAGES:
        first = rights_messages(contents("P25"), language)[0]
        assert "Zeg aan het loket: Dag. Wie kan mij helpen om dit aan te vragen: Groeipakket (kindergeld)?" in first


# -- the file ---------------------------------------------------------------------------------------------------------


@households
def test_the_file_holds_every_verdict_with_its_money(name: str) -> None:
    file = RightsFile.model_validate_json(rights_file(contents(name)))
    found = contents(name).report
    kept = {(v.right_id, v.subject) for v in found.verdicts if not v.held and v.kind is not VerdictKind.NOT_NOW}
    assert {(one.right, one.subject) for one in file.rights} == kept
    money = {(v.right_id, v.subject): v.money for v in found.verdicts}
    for one in file.rights:
        monthly = money[one.right, one.subject].monthly
        assert (one.monthly is None) == (monthly is None)
        assert monthly is None or one.monthly is None or abs(one.monthly.high - monthly.high) < 1
    assert file.complete


def test_the_schema_in_the_docs_is_that_of_the_models() -> None:
    """`python -m reports.rights_file` writes it anew."""
    assert json.loads(SCHEMA_FILE.read_text()) == schema()


def test_every_key_of_a_file_stands_in_the_schema() -> None:
    described = schema()
    written = json.loads(rights_file(contents("P25")))
    assert set(written) == set(described["properties"]) == set(described["required"])
    right = described["$defs"]["RightInFile"]
    assert all(set(one) == set(right["properties"]) for one in written["rights"])
