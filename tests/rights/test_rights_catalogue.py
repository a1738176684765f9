"""The catalogue's files: adding by files only, errors that say what to write, and texts that people can read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rights import (
    ELSEWHERE,
    TEXT_KEYS,
    Answers,
    CatalogueError,
    VerdictKind,
    hours_text,
    load_catalogue,
    next_question,
    report,
    yaml_texts,
)
from rights.loading import CATALOGUE_FOLDER
from tests.rights.rights_interviews import TODAY, family, go_through, ninove, said
from texts import say

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
minors: {open: yes, note: everybody is welcome}
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
language_regime: dutch_only
contact_points:
  - {name: Dorpshuis, phone: 0800 00 001}
controller: {town: Gemeente Nergenshuizen, ocmw: OCMW Nergenshuizen}
without: [sociaal_verwarmingsfonds]
"""
OTHER_WORDS = """
id: kind_en_gezin_preventief
gives_nl: gratis zorg in het dorp
"""
OTHER_PRICE = """
parameters:
  - id: internet_price
    basis: price_per_month
    check_every: 12
    values:
      - value: "7"
        valid_from: 2026-01-01
        verified_on: 2026-01-01
        source: {page: Een verzonnen pagina, date: "2026", status: verified}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CATALOGUE_FOLDER, tmp_path / "catalogue")
    return tmp_path / "catalogue"


def add(folder: Path, room: str, content: str, name: str = "") -> Path:
    found = re.search(r"^id: (\w+)", content, re.MULTILINE)
    path = folder / room / f"{name or (found.group(1) if found else 'more')}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


# -- by files only ----------------------------------------------------------------------------------------------------


def test_a_right_is_added_by_adding_files(folder: Path) -> None:
    add(folder, "rights/municipal", NEW_RIGHT)
    add(folder, "parameters", NEW_FIGURE)
    catalogue = load_catalogue(folder).for_municipality("ninove")
    answers = go_through(family({"births": "2022+2020"}), catalogue)
    (verdict,) = (v for v in report(catalogue, answers, TODAY).verdicts if v.right_id == "warme_maaltijd")
    assert verdict.kind is VerdictKind.VERY_LIKELY
    assert said(verdict.brings[0]) == "Een maaltijd voor € 2."


def test_a_municipality_is_added_by_adding_a_folder(folder: Path) -> None:
    town = "municipalities/nergenshuizen"
    add(folder, town, NEW_TOWN, name="municipality")
    add(folder, f"{town}/overrides", OTHER_WORDS)
    add(folder, f"{town}/rights", NEW_RIGHT)
    add(folder, f"{town}/parameters", NEW_FIGURE, name="food")
    add(folder, f"{town}/parameters", OTHER_PRICE, name="internet")
    whole = load_catalogue(folder)
    there, other = whole.for_municipality("nergenshuizen"), whole.for_municipality("ninove")
    assert "sociaal_verwarmingsfonds" not in there.rights
    assert there.rights["kind_en_gezin_preventief"].gives_nl == "gratis zorg in het dorp"
    assert other.rights["kind_en_gezin_preventief"].gives_nl != "gratis zorg in het dorp"
    found = {v.right_id: v for v in report(there, go_through(family({"births": "2022+2020"}), there), TODAY).verdicts}
    assert said(found["warme_maaltijd"].brings[0]) == "Een maaltijd voor € 2."
    assert "€ 7" in said(found["sociaal_internetaanbod"].brings[0])
    elsewhere = whole.for_municipality(ELSEWHERE)
    assert "warme_maaltijd" not in elsewhere.rights
    assert "warme_maaltijd" not in other.rights


def test_a_family_elsewhere_gets_what_every_municipality_has_and_no_contact_point(folder: Path) -> None:
    add(folder, "rights/municipal", NEW_RIGHT)
    add(folder, "parameters", NEW_FIGURE)
    whole = load_catalogue(folder)
    assert ELSEWHERE not in whole.municipalities
    assert {right.level for right in whole.for_municipality(ELSEWHERE).rights.values()} == {"federal", "flemish"}
    assert whole.for_municipality("ninove").rights.keys() - whole.for_municipality(ELSEWHERE).rights.keys() == {
        right.id for right in whole.rights.values() if right.level == "municipal"
    }


SEVEN = {"ninove", "denderleeuw", "geraardsbergen", "ronse", "beerse", "roeselare", "voorbeeldstad"}
"""The towns that come with the bot; others may be added without touching this."""


def test_nothing_is_invented_and_the_example_town_says_that_it_is() -> None:
    """Of the real towns only Roeselare's contact data were read on a public page."""
    towns = {name: town for name, town in load_catalogue().municipalities.items() if name in SEVEN}
    assert set(towns) == SEVEN
    assert {name for name, town in towns.items() if town.reachable} == {"roeselare", "voorbeeldstad"}
    assert [name for name, town in towns.items() if town.invented] == ["voorbeeldstad"]
    assert "verzonnen" in towns["voorbeeldstad"].name
    assert not any(town.information_signed(version) for town in towns.values() for version in ("", "2026-11-22"))
    for name in SEVEN - {"roeselare", "voorbeeldstad"}:
        contact = towns[name].contact
        assert (contact.phone, contact.address, contact.hours, contact.url) == (None, None, None, None)


def test_each_language_beside_dutch_says_why_and_to_whom_it_is_offered() -> None:
    for town in load_catalogue().municipalities.values():
        assert town.language_codes[0] == "nl"
        offers = [town.language_offer(code) for code in town.language_codes[1:]]
        assert all(offer is not None and offer.purpose_nl and offer.target_nl for offer in offers)
    assert load_catalogue().municipalities["ronse"].language_regime == "facilities_fr"


def test_opening_hours_stand_in_one_line() -> None:
    hours = load_catalogue().municipalities["voorbeeldstad"].contact.hours
    assert hours is not None
    line = said(say("town", "Open: {hours}", hours=hours_text(hours)))
    assert line == ("Open: maandag tot woensdag 09:00-12:00, donderdag 09:00-12:00, 16:00-19:00, vrijdag 09:00-12:00")


def test_a_person_under_18_is_shown_only_what_is_open_to_them() -> None:
    here = load_catalogue().for_municipality("ninove")
    assert here.for_minors[0] == "leefloon"
    closed = {"sociaal_tarief_energie", "sociaal_internetaanbod", "sociaal_verwarmingsfonds", "sociale_huurwoning"}
    assert closed <= set(here.rights) - set(here.for_minors)
    grounds = {right.id: right.minors for right in here.rights.values()}
    assert (grounds["leefloon"].open, grounds["dringende_medische_hulp"].open) == ("pregnant_or_parent", "yes")
    read = {right_id for right_id, ground in grounds.items() if ground.source is not None}
    assert read == {
        "dringende_medische_hulp",
        "leefloon",
        "maximumfactuur",
        "rechtsbijstand",
        "remgeldvrij_gmd_derdebetaler",
        "schoolkosten_maximumfactuur",
        "sociale_huurwoning",
        "tandzorg_bril_logopedie_kinderen",
    }, "the fact sheet names an age or children for these only"


def test_the_catalogue_holds_the_sixty_rights_each_with_a_name_that_fits_a_button() -> None:
    whole = load_catalogue()
    assert len(whole.rights) == 60
    assert all(len(right.name_nl) <= 30 for right in whole.rights.values())
    assert {right.id for right in whole.rights.values() if not right.gaps} <= {"kind_en_gezin_preventief"}


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


TOWN_MISTAKES = [
    ("id: nergenshuizen", "id: nergens", "the folder nergenshuizen", "id: nergenshuizen"),
    ("0800 00 001", "bel maar", "got 'bel maar'", "docs/reference/rights.md"),
    ("dutch_only", "facilities_fr", "French facilities offers French", "docs/reference/rights.md"),
    (
        "without: [sociaal_verwarmingsfonds]",
        "without: [verwarmingsfonds]",
        "does not exist",
        "`sociaal_verwarmingsfonds`",
    ),
    ("without:", "hours: 9 tot 5\nwithout:", "`hours` is not a key here", "docs/reference/rights.md"),
    ("phone:", "hours: {monday: [12:00-09:00]}, phone:", "does not run from early to late", "docs/reference/rights.md"),
    ("phone:", "hours: {maandag: [09:00-12:00]}, phone:", "`maandag` is not a key here", "`monday`"),
]


@pytest.mark.parametrize(
    ("good", "bad", "found", "instead"), TOWN_MISTAKES, ids=[bad for _, bad, _, _ in TOWN_MISTAKES]
)
def test_a_mistake_in_a_municipality_is_told_with_file_and_what_to_write(
    folder: Path, good: str, bad: str, found: str, instead: str
) -> None:
    path = add(folder, "municipalities/nergenshuizen", NEW_TOWN.replace(good, bad), name="municipality")
    with pytest.raises(CatalogueError) as told:
        load_catalogue(folder)
    assert str(path) in str(told.value)
    assert found in str(told.value)
    assert instead in str(told.value)


@pytest.mark.parametrize(
    ("room", "name", "content", "found"),
    [
        ("municipalities", "nergenshuizen", NEW_TOWN, "a municipality is a folder"),
        ("municipalities/nergenshuizen", "kind_en_gezin_preventief", OTHER_WORDS, "nothing reads a file here"),
        ("municipalities/nergenshuizen/local", "x", NEW_RIGHT, "nothing reads a file here"),
        ("municipalities/nergenshuizen/overrides", "warme_maaltijd", NEW_RIGHT, "`warme_maaltijd` does not exist"),
        ("municipalities/nergenshuizen/overrides", "leefloon", OTHER_WORDS, "an override names its right"),
        ("municipalities/dorp/rights", "warme_maaltijd", NEW_RIGHT, "the folder has no municipality.yaml"),
    ],
)
def test_a_file_in_the_wrong_place_is_told(folder: Path, room: str, name: str, content: str, found: str) -> None:
    if name != "nergenshuizen":
        add(folder, "municipalities/nergenshuizen", NEW_TOWN, name="municipality")
    add(folder, room, content, name=name)
    with pytest.raises(CatalogueError, match=found):
        load_catalogue(folder)


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
    found = [(text.context, text.msgid) for text in yaml_texts(OTHER_WORDS)]
    assert found == [("kind_en_gezin_preventief", "gratis zorg in het dorp")]


def test_the_extraction_finds_what_the_screens_say() -> None:
    found = {(text.context, text.msgid) for path in FILES for text in yaml_texts(path.read_text(encoding="utf-8"))}
    asked = next_question(ninove(), Answers(), TODAY)
    assert asked is not None
    assert (asked.text.context, asked.text.msgid) in found
    assert {(choice.label.context, choice.label.msgid) for choice in asked.choices} <= found
    for verdict in report(ninove(), Answers(), TODAY).verdicts:
        assert (verdict.name.context, verdict.name.msgid) in found


def test_what_is_not_known_is_no_text_to_translate() -> None:
    assert [text.msgid for text in yaml_texts('id: davo\nincome_of_nl: null\nwhy_nl: "null"\n')] == ["null"]
