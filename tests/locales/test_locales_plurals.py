"""A reader sees the plural form that CLDR gives for the number, in every language."""

import pytest

from locales import LANGUAGES, Language
from tests.locales.sample_project import Project
from texts import say_many

NUMBERS = [0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 111, 1_000_000]
CLDR_ORDER = ("zero", "one", "two", "few", "many", "other")
KIDS = ("start", "Je hebt {n} kind", "Je hebt {n} kinderen")

translated_languages = pytest.mark.parametrize(
    "language", [row for row in LANGUAGES.values() if row.code != "nl"], ids=lambda row: row.code
)


def categories(language: Language) -> list[str]:
    used = {*language.locale.plural_form.tags, "other"}
    return [category for category in CLDR_ORDER if category in used]


@translated_languages
def test_every_number_takes_the_form_of_its_cldr_category(project: Project, language: Language) -> None:
    project.translate(language.code, {KIDS[1]: dict(enumerate(categories(language)))})
    translator = project.translator(language.code)
    for n in NUMBERS:
        assert translator.say(say_many(*KIDS, n)) == language.locale.plural_form(n), n


def test_arabic_counts_children_in_six_ways(translated: Project) -> None:
    arabic = translated.translator("ar")
    said = {n: arabic.say(say_many(*KIDS, n)) for n in (0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 111)}
    assert said == {
        0: "لا أطفال",
        1: "طفل واحد",
        2: "طفلان",
        3: "3 أطفال",
        10: "10 أطفال",
        11: "11 طفلًا",
        99: "99 طفلًا",
        100: "100 طفل",
        101: "101 طفل",
        102: "102 طفل",
        103: "103 أطفال",
        111: "111 طفلًا",
    }


def test_dutch_takes_the_form_of_its_cldr_category(project: Project) -> None:
    dutch = project.translator("nl")
    for n in NUMBERS:
        form = {"one": f"Je hebt {n} kind", "other": f"Je hebt {n} kinderen"}[LANGUAGES["nl"].locale.plural_form(n)]
        assert dutch.say(say_many(*KIDS, n)) == form


@translated_languages
def test_a_half_translated_count_is_dutch_for_every_number(project: Project, language: Language) -> None:
    project.translate(language.code, {KIDS[1]: {0: "x"}})
    translator = project.translator(language.code)
    for n in NUMBERS:
        assert translator.say(say_many(*KIDS, n)) == f"Je hebt {n} {'kind' if n == 1 else 'kinderen'}"
