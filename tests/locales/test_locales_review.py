"""A translation that would fail its reader is found before anyone reads it."""

import pytest

from locales.review import Problem
from tests.locales.sample_project import Project

KIDS = "Je hebt {n} kind"


def problems(project: Project, code: str) -> list[tuple[str, Problem]]:
    return [(finding.msgid, finding.problem) for finding in project.review() if finding.language == code]


def test_a_project_with_every_text_translated_passes(translated: Project) -> None:
    assert [str(finding) for finding in translated.review()] == []


def test_every_text_without_translation_is_named_in_every_language(project: Project) -> None:
    for code in ("ar", "fr", "en"):
        found = problems(project, code)
        assert {problem for _, problem in found} == {Problem.MISSING}
        assert {msgid for msgid, _ in found} == {text.msgid for text in project.source().texts}


def test_a_language_without_a_file_misses_everything(translated: Project) -> None:
    (translated.folder / "fr" / "messages.po").unlink()
    assert len(problems(translated, "fr")) == 4
    assert problems(translated, "en") == []


def test_a_new_text_is_missing_until_it_is_translated(translated: Project) -> None:
    translated.write("handlers/menu.py", 'say("menu", "Stoppen")')
    assert problems(translated, "ar") == [("Stoppen", Problem.MISSING)]
    translated.update()
    assert problems(translated, "ar") == [("Stoppen", Problem.MISSING)]
    translated.translate("ar", {"Stoppen": "إيقاف"})
    assert problems(translated, "ar") == []


def test_a_changed_dutch_text_makes_its_translation_stale(translated: Project) -> None:
    translated.write("conversations/start.py", 'say("start", "Hallo {name}")')
    assert set(problems(translated, "fr")) == {
        ("Dag {name}", Problem.STALE),
        (KIDS, Problem.STALE),
        ("Hallo {name}", Problem.MISSING),
    }


def test_a_changed_plural_makes_its_translation_stale(translated: Project) -> None:
    code = 'say("start", "Dag {name}")\nsay_many("start", "Je hebt {n} kind", "Er zijn {n} kinderen", 2)'
    translated.write("conversations/start.py", code)
    assert set(problems(translated, "en")) == {(KIDS, Problem.STALE), (KIDS, Problem.MISSING)}


@pytest.mark.parametrize(
    "wrong", ["Hello", "Hello {naam}", "Hello {name} {age}", "Hello {Name}", "Hello name"], ids=str
)
def test_other_placeholders_are_caught(translated: Project, wrong: str) -> None:
    translated.replace("en", "Hello {name}", wrong)
    assert problems(translated, "en") == [("Dag {name}", Problem.PLACEHOLDERS)]


def test_a_plural_may_leave_out_its_number_and_nothing_else(translated: Project) -> None:
    code = 'say_many("x", "{who} heeft een kind", "{who} heeft {n} kinderen", 2)'
    translated.write("conversations/start.py", code)
    translated.update()
    translated.translate("en", {"{who} heeft een kind": {0: "{who} has a child", 1: "{who} has {n} children"}})
    assert problems(translated, "en") == []
    translated.replace("en", "{who} has a child", "one child")
    assert problems(translated, "en") == [("{who} heeft een kind", Problem.PLACEHOLDERS)]


def test_an_empty_plural_form_is_caught(translated: Project) -> None:
    translated.replace("ar", 'msgstr[2] "طفلان"', 'msgstr[2] ""')
    assert problems(translated, "ar") == [(KIDS, Problem.EMPTY_FORM)]


def test_a_missing_plural_form_is_caught(translated: Project) -> None:
    translated.replace("ar", 'msgstr[5] "{n} طفل"\n', "")
    assert problems(translated, "ar") == [(KIDS, Problem.EMPTY_FORM)]


def test_a_plural_form_too_many_is_caught(translated: Project) -> None:
    translated.replace("en", 'msgstr[1] "You have {n} children"', 'msgstr[1] "{n}"\nmsgstr[2] "{n}"')
    assert [problem for _, problem in problems(translated, "en")] == [Problem.UNREADABLE]


def test_the_plural_rule_of_another_tool_is_caught(translated: Project) -> None:
    translated.replace("fr", "nplurals=3", "nplurals=2")
    translated.replace("fr", 'msgstr[2] "Vous avez {n} enfants"\n', "")
    assert problems(translated, "fr") == [("", Problem.PLURAL_RULE)]


def test_a_fuzzy_translation_is_caught(translated: Project) -> None:
    translated.replace("fr", 'msgctxt "leefloon"', '#, fuzzy\nmsgctxt "leefloon"')
    assert problems(translated, "fr") == [("Leefloon", Problem.FUZZY)]


@pytest.mark.parametrize("character", ["\u202b", "\u202c", "\u2068", "\u2028", "\u0007", "\\t", "{", "}"])
def test_control_and_direction_characters_are_caught(translated: Project, character: str) -> None:
    translated.replace("en", "Ask the OCMW", f"Ask {character}the OCMW")
    assert problems(translated, "en") == [("Vraag het aan het OCMW", Problem.CHARACTERS)]


def test_a_translation_like_the_dutch_text_is_no_mistake(translated: Project) -> None:
    translated.replace("fr", "Revenu d'intégration", "Leefloon")
    assert problems(translated, "fr") == []


def test_a_dutch_text_that_cannot_be_translated_is_caught_with_its_place(translated: Project) -> None:
    translated.write("handlers/menu.py", 'say("menu", f"Dag {name}")')
    [finding] = translated.review()
    assert (finding.language, finding.problem) == ("nl", Problem.UNCLEAR)
    assert "handlers/menu.py:1" in str(finding)


def test_two_plurals_for_one_singular_are_caught(translated: Project) -> None:
    translated.write("handlers/menu.py", 'say_many("start", "Je hebt {n} kind", "Je hebt {n} kids", 2)')
    assert problems(translated, "nl") == [(KIDS, Problem.CLASH)]


def test_a_finding_says_where_what_and_how_to_mend_it(translated: Project) -> None:
    translated.replace("en", "Hello {name}", "Hello {nom}")
    [finding] = translated.review()
    assert str(finding) == (
        "en | start | 'Dag {name}': other placeholders than the Dutch text (no {name}, unknown {nom} in 'Hello {nom}');"
        " use the same {names}, untranslated, as in Dutch; only {n} may be left out of a plural"
    )
