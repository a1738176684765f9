"""Words of danger: found in every language, shown at once, kept nowhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework import Role
from conversations import danger
from conversations.context import Member
from conversations.danger import Category, recognise
from conversations.effects import Count, DeleteMessage, SubmitReferral
from conversations.state import State
from tests.conversations.family_world import World, dutch
from tests.conversations.staff_town import ELS, Town

SENTENCES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("danger_sentences.yaml").read_text())
LANGUAGES = {"nl", "fr", "en", "ar", "tr", "ro", "bg", "pl", "ru", "uk", "fa-AF", "ps"}
HIT = "Mijn man slaat mij elke dag."


def each(group: str) -> list[Any]:
    """The sentences of a group, in all languages; a category where the group names one."""
    return [
        pytest.param(*(one if isinstance(one, list) else [one]), id=f"{language}-{n}")
        for language, groups in SENTENCES.items()
        for n, one in enumerate(groups[group])
    ]


@pytest.mark.parametrize(("category", "sentence"), each("danger"))
def test_danger_is_found(category: str, sentence: str) -> None:
    sign = recognise(sentence)
    assert sign is not None
    assert (sign.category, sign.gentle) == (category, False)


@pytest.mark.parametrize(("category", "sentence"), each("gentle"))
def test_what_is_over_or_denied_shows_the_softer_card(category: str, sentence: str) -> None:
    sign = recognise(sentence)
    assert sign is not None
    assert (sign.category, sign.gentle) == (category, True)


@pytest.mark.parametrize("sentence", each("letters"))
def test_the_words_of_a_letter_show_the_softer_card_about_a_home(sentence: str) -> None:
    sign = recognise(sentence)
    assert sign is not None
    assert (sign.category, sign.gentle) == (Category.EVICTION, True)


@pytest.mark.parametrize("sentence", each("harmless"))
def test_idioms_and_everyday_sentences_show_nothing(sentence: str) -> None:
    assert recognise(sentence) is None


def test_every_language_has_words_for_every_danger_and_sentences_to_try_them() -> None:
    table = danger.read_table()
    assert table.owner
    assert table.source
    assert table.review == "needed"
    assert date.fromisoformat(table.checked_on)
    assert set(table.languages) == set(SENTENCES) == LANGUAGES
    for language, words in table.languages.items():
        assert set(words.urgent) == set(Category), language
        assert "112" in words.call, language
        groups = SENTENCES[language]
        assert {category for category, _ in groups["danger"]} == set(Category), language
        assert len(groups["danger"]) >= 10, language
        assert len(groups["letters"]) + len(groups["harmless"]) >= 10, language


@pytest.mark.parametrize(
    "typed",
    [
        "MIJN MAN SLAAT MIJ",
        "mijn   man,   slaat... mij!!!",
        "mijn man sláát mij",
        "mijn man slaaaaat mij",
        "Mijn\nman\tslaat\u200b mij",
        "ｍｉｊｎ ｍａｎ ｓｌａａｔ ｍｉｊ",
    ],
)
def test_how_it_is_typed_does_not_matter(typed: str) -> None:
    sign = recognise(typed)
    assert sign is not None
    assert sign.category is Category.VIOLENCE


def test_the_most_serious_comes_first() -> None:
    found = [recognise(text) for text in (f"{HIT} Ik wil niet meer leven.", f"{HIT} Mijn baby ademt niet!")]
    assert [sign.category for sign in found if sign] == [Category.SUICIDE, Category.MEDICAL]
    vague = recognise(f"Ik kreeg een brief van de deurwaarder. {HIT}")
    assert vague is not None
    assert vague.category is Category.VIOLENCE


def test_a_long_text_is_read_quickly_enough_to_wait_for() -> None:
    """No phrase makes the search run wild: what it does grows with the text, not with a power of it."""
    assert recognise("ik ben bang van de brief en niet " * 120) is None
    assert recognise("ن" * 4096) is None


def somewhere() -> list[tuple[str, World]]:
    return [
        ("before a language", World().start()),
        ("before a municipality", World().start().tap("nl")),
        ("in a question", World().begin()),
        ("at the results", World().begin().answer_all("dk")),
        ("where a name is asked", World().begin().tap("a.none").command("menu").tap("request", "yes")),
        ("in the menu", World().begin().command("menu")),
        ("in the chat of somebody under 18", World().start().tap("nl", "young", "young")),
    ]


@pytest.mark.parametrize("nth", range(len(somewhere())), ids=[name for name, _ in somewhere()])
def test_it_comes_before_whatever_was_asked_and_what_was_typed_is_kept_nowhere(nth: int) -> None:
    world = somewhere()[nth][1]
    before = world.state
    world.type(HIT)
    assert world.at("danger", "danger")
    assert "1712" in world.read
    kept = json.dumps(world.state.to_json(), ensure_ascii=False) + repr(world.effects) + repr(world.context.household)
    assert not [word for word in ("slaat", "man", "elke") if word in kept.lower().split()]
    assert HIT not in kept
    assert Count("danger:violence:2026-11-23") in world.effects
    world.tap("back")
    below = before.under or before  # the menu lies over something itself
    assert (world.state.dialog, world.state.step) in {(s.dialog, s.step) for s in (before, below)}


def test_the_message_can_be_deleted_from_the_chat() -> None:
    world = World().begin().type(HIT)
    world.tap("wipe")
    assert world.effects == [DeleteMessage(55)]
    assert "wipe" not in world.choices
    assert "gewist" in world.read


def test_somebody_in_danger_is_called_first() -> None:
    world = World().begin().tap("a.none").type(HIT).tap("help", "yes").type("Amina").tap("through_bot", "send")
    sent = next(effect for effect in world.effects if isinstance(effect, SubmitReferral))
    assert sent.urgency == "urgent"
    assert "🆘" in " ".join(dutch(button.label) for button in world.screen.answers)


def test_without_a_file_the_municipality_is_asked_and_no_more() -> None:
    world = World().start().tap("nl").type(HIT).tap("help", "ninove")
    assert world.context.household is None
    assert "Verantwoordelijk" in world.read
    world.tap("go", "yes").type("Amina").tap("through_bot", "send")
    sent = next(effect for effect in world.effects if isinstance(effect, SubmitReferral))
    assert sent.urgency == "urgent"


def test_where_nobody_reads_requests_a_contact_point_is_shown_and_nothing_is_kept() -> None:
    world = World(staffed=False).start().tap("nl").type(HIT)
    assert "Bel mij" not in "".join(dutch(button.label) for button in world.screen.answers)
    world.tap("help", "ninove")
    assert "Jij neemt zelf contact op" in world.read
    assert world.context.household is None
    world.tap("home")
    assert world.at("welcome", "town")


def test_no_call_is_promised_where_nobody_would_make_it() -> None:
    world = World(staffed=False).begin().type("Ik heb honger")
    assert world.at("danger", "danger")
    assert "help" not in world.choices
    assert "help" in World().begin().type("Ik heb honger").choices


@pytest.mark.parametrize("sent", [True, False])
def test_what_was_ticked_is_still_ticked_after_a_request_for_help(sent: bool) -> None:
    world = World().begin().tap("a.none", "dk", "a.2022", "a.2019").type("Ik heb honger").tap("help")
    if sent:
        world.tap("yes").type("Amina").tap("through_bot", "send", "on")
    else:
        world.tap("no")
    ticked = [dutch(button.label) for button in world.screen.grid if "✅" in dutch(button.label)]
    assert ticked == ["✅ 2022", "✅ 2019"], world.state


def test_who_asked_already_sees_the_request() -> None:
    world = World().begin().answer_all("dk").refer().type(HIT).tap("help")
    assert world.at("helping", "mine")


def test_a_screen_over_the_shoulder_does_not_say_what_it_is_about() -> None:
    world = World().begin().type(HIT)
    assert world.screen.title is not None
    assert dutch(world.screen.title) == "📞 Opvang en hulp"
    assert "geweld" not in world.read.lower()


@pytest.mark.parametrize("typed", ["Mijn baby ademt niet", "Vorig jaar was ze bewusteloos"])
def test_nothing_stands_before_the_number_of_an_ambulance(typed: str) -> None:
    assert World().begin().type(typed).read.startswith("112")


def test_who_is_under_18_reads_awel_first() -> None:
    lines = World().start().tap("nl", "young", "young").type(HIT).read.splitlines()
    assert "Awel" in lines[1]


def test_a_child_under_13_is_not_asked_for_a_file() -> None:
    world = World().start().tap("nl", "young", "child").type(HIT)
    assert "help" not in world.choices
    assert "Awel" in world.read
    assert world.tap("back").at("minors", "child")


def test_a_softer_card_asks_nothing_and_has_the_same_numbers() -> None:
    now, gone = World().begin().type(HIT), World().begin().type("Vroeger sloeg mijn vader mij, hij slaat mij niet meer")
    assert "Gaat het nu beter?" in gone.read
    assert "Gaat het nu beter?" not in now.read
    assert "1712" in gone.read
    assert "101" in gone.read


def test_in_another_language_than_the_chats_the_first_line_is_in_what_was_typed() -> None:
    assert "Телефонуйте 112" in World().begin().type("Чоловік б'є мене").read.splitlines()[1]
    assert "Bel 112" not in World().begin().type(HIT).read


def test_before_a_language_is_chosen_the_card_is_in_what_was_typed() -> None:
    world = World().start().type("Il me frappe")
    assert world.context.chat.language == "fr"
    assert world.tap("back").at("welcome", "language"), "and it can still be chosen"
    assert World().start().type("suicide").context.chat.language is None, "several languages write it like that"


def test_a_volunteer_who_writes_about_a_family_reads_whom_to_call_and_goes_on_with_the_report() -> None:
    world = World().start().tap("nl")
    chat = replace(world.context.chat, state=State("reporting", "words", {"town": "ninove"}))
    member = Member("ninove", Role.VOLUNTEER, "Rik")
    world.context = replace(world.context, chat=chat, members=(member,))
    world.type(HIT)
    assert "1712" in world.read
    assert "help" not in world.choices, "it is not the volunteer who would be called"
    assert world.tap("back").at("reporting", "words")


def test_a_coordinator_writes_about_a_case_undisturbed() -> None:
    els = Town().coordinator(ELS, "Els")
    els.types(f"Ze zegt: {HIT}")
    assert els.screen.dialog != "danger"
