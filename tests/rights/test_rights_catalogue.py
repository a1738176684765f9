"""The catalogue's files: adding by files only, errors that say what to write, and texts that people can read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rights import TEXT_KEYS, Answers, CatalogueError, VerdictKind, load_catalogue, next_question, report, yaml_texts
from rights.loading import CATALOGUE_FOLDER
from tests.rights.rights_interviews import TODAY, family, go_through, ninove, said

FILES = sorted(CATALOGUE_FOLDER.rglob("*.yaml"))
NEW_RIGHT = """
id: warme_maaltijd
level: municipal
domain: food
subject: household
name_nl: Warme maaltijd
gives_nl: elke week een warme maaltijd
why_nl: Samen eten doet goed.
changes_nl: Dit is er voor gezinnen met kinderen.
weight: "5"
who: {number: children, at_least: 1}
amount:
  - brings_nl: Een maaltijd voor {prijs}.
    figures: {prijs: maaltijd}
claim:
  automatic: false
  todo_nl: [Kom langs.]
sources:
  - {page: Een verzonnen pagina, date: "2026", status: verified}
"""
NEW_FIGURE = """
parameters:
  - id: maaltijd
    basis: paid_once
    check_every: 12
    values:
      - value: "2"
        valid_from: 2026-01-01
        verified_on: 2026-01-01
        source: {page: Een verzonnen pagina, date: "2026", status: verified}
"""
NEW_TOWN = """
id: nergenshuizen
name: Nergenshuizen (verzonnen)
invented: true
contact: {name: null, phone: null, address: null, hours: null, url: null}
without: [sociaal_verwarmingsfonds]
overrides:
  kind_en_gezin_preventief: {gives_nl: gratis zorg in het dorp}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CATALOGUE_FOLDER, tmp_path / "catalogue")
    return tmp_path / "catalogue"


def add(folder: Path, room: str, content: str, name: str = "") -> Path:
    found = re.search(r"^id: (\w+)", content, re.MULTILINE)
    path = folder / room / f"{name or (found.group(1) if found else 'more')}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


# -- by files only ----------------------------------------------------------------------------------------------------


def test_a_right_is_added_by_adding_files(folder: Path) -> None:
    add(folder, "rights/municipal", NEW_RIGHT)
    add(folder, "parameters", NEW_FIGURE)
    catalogue = load_catalogue(folder).for_municipality("ninove")
    answers = go_through(family({"children": 2}), catalogue)
    (verdict,) = (v for v in report(catalogue, answers, TODAY).verdicts if v.right_id == "warme_maaltijd")
    assert verdict.kind is VerdictKind.VERY_LIKELY
    assert said(verdict.brings[0]) == "Een maaltijd voor € 2."


def test_a_municipality_is_added_by_adding_a_file(folder: Path) -> None:
    add(folder, "municipalities", NEW_TOWN)
    there = load_catalogue(folder).for_municipality("nergenshuizen")
    assert "sociaal_verwarmingsfonds" not in there.rights
    assert there.rights["kind_en_gezin_preventief"].gives_nl == "gratis zorg in het dorp"
    assert ninove().rights["kind_en_gezin_preventief"].gives_nl != "gratis zorg in het dorp"


def test_nothing_is_invented_for_ninove_and_the_example_town_says_that_it_is() -> None:
    towns = load_catalogue().municipalities
    contact = towns["ninove"].contact
    assert (contact.name, contact.phone, contact.address, contact.hours) == ("Sociaal Huis Ninove", None, None, None)
    assert towns["voorbeeldstad"].invented
    assert "verzonnen" in towns["voorbeeldstad"].name


# -- errors -----------------------------------------------------------------------------------------------------------

MISTAKES = [
    (
        "who: {number: children, at_least: 1}",
        "who: {number: childern, at_least: 1}",
        "`childern` does not exist",
        "`children`",
    ),
    ("gives_nl:", "gives:", "`gives` is not a key here", "`gives_nl`"),
    ("subject: household", "subject: household\nsubject: child", "the key stands twice", "keep one of the two"),
    ("domain: food", "domain:", "the value is empty", "null"),
    ("subject: household", "subject: family", "'household', 'adult' or 'child'", "family"),
    ("who: {number: children, at_least: 1}", "who: {fact: papers, is: yes}", "`yes` does not exist", "an id"),
    ("who: {number: children, at_least: 1}", "who: {children: 1}", "this is no condition", "some_child"),
    ("{prijs}", "{price}", "the text names ['price']", "the same names in both"),
    ('weight: "5"', "weight: veel", "valid decimal", "veel"),
    ("id: warme_maaltijd", "id: koude_maaltijd", "the id is 'koude_maaltijd'", "id: warme_maaltijd"),
    (
        "who: {number: children, at_least: 1}",
        "who: {money: income_month, below: {figure: vt_year}}",
        "net_per_month against taxable_per_year",
        "via",
    ),
]


@pytest.mark.parametrize(("good", "bad", "found", "instead"), MISTAKES, ids=[bad for _, bad, _, _ in MISTAKES])
def test_a_mistake_is_told_with_file_and_what_to_write(
    folder: Path, good: str, bad: str, found: str, instead: str
) -> None:
    add(folder, "parameters", NEW_FIGURE)
    path = add(folder, "rights/municipal", NEW_RIGHT.replace(good, bad), name="warme_maaltijd")
    with pytest.raises(CatalogueError) as told:
        load_catalogue(folder)
    assert str(path) in str(told.value)
    assert found in str(told.value)
    assert instead in str(told.value)


def test_a_fact_that_no_question_asks_for_is_refused(folder: Path) -> None:
    questions = folder / "questions" / "60_home.yaml"
    asked = questions.read_text(encoding="utf-8")
    questions.write_text(asked + "  - {id: garden, type: status, name_nl: een tuin}\n", encoding="utf-8")
    add(folder, "parameters", NEW_FIGURE)
    add(folder, "rights/municipal", NEW_RIGHT.replace("{number: children, at_least: 1}", "{held: garden}"))
    with pytest.raises(CatalogueError, match="no question asks for `garden`"):
        load_catalogue(folder)


def test_words_that_yaml_takes_for_values_stay_words(folder: Path) -> None:
    changed = NEW_RIGHT.replace("name_nl: Warme maaltijd", "name_nl: no").replace("domain: food", "domain: on")
    add(folder, "parameters", NEW_FIGURE)
    add(folder, "rights/municipal", changed)
    right = load_catalogue(folder).rights["warme_maaltijd"]
    assert (right.name_nl, right.domain) == ("no", "on")


# -- texts ------------------------------------------------------------------------------------------------------------

BLAMING = re.compile(
    r"\b(dient te|gelieve|conform|teneinde|inzake|betreffende|verplicht|fraude|controle|sanctie|je moet|recht op)\b",
    re.I,
)


def test_every_dutch_text_stands_under_a_key_that_the_extraction_knows() -> None:
    for path in FILES:
        for line in path.read_text(encoding="utf-8").splitlines():
            for key in re.findall(r"(\w+_nl):", line):
                assert key in TEXT_KEYS, f"{path.name}: {key}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_texts_are_short_warm_and_have_the_id_as_context(path: Path) -> None:
    for text in yaml_texts(path.read_text(encoding="utf-8"), path.name):
        where = f"{path.name}:{text.line} {text.msgid}"
        assert text.context, where
        assert not BLAMING.search(text.msgid), where
        assert not re.search(r"[*_<>`]|→|!", text.msgid), where
        for sentence in re.split(r"(?<=[.?]) ", text.msgid):
            assert len(sentence.split()) <= 15, where


def test_the_words_of_a_municipality_for_a_right_are_found_as_those_of_the_right() -> None:
    found = [(text.context, text.msgid) for text in yaml_texts(NEW_TOWN)]
    assert found == [("kind_en_gezin_preventief", "gratis zorg in het dorp")]


def test_the_extraction_finds_what_the_screens_say() -> None:
    found = {(text.context, text.msgid) for path in FILES for text in yaml_texts(path.read_text(encoding="utf-8"))}
    asked = next_question(ninove(), Answers(), TODAY)
    assert asked is not None
    assert (asked.text.context, asked.text.msgid) in found
    assert {(choice.label.context, choice.label.msgid) for choice in asked.choices} <= found
    for verdict in report(ninove(), Answers(), TODAY).verdicts:
        assert (verdict.name.context, verdict.name.msgid) in found
