"""What the law asks to be told: all of it, in short screens, a draft until it is signed, with a version that fits."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from conversations import information, privacy
from conversations.state import State
from rehearsal.information import PAGE, page
from rights import Municipality
from tests.conversations.family_world import World, catalogue, dutch, words_of
from texts import Text, Verbatim

TERMS = catalogue().terms
DRAFT = "⚠️ Ontwerp. De DPO keurde dit nog niet goed."

DIGESTS = {
    "2026-11-22.2": "9d7e47242cf6d9e7",
    "2026-11-22.3": "c196b474992af1fd",
    "2026-11-22.4": "bbf0c9e79a093b30",
    "2026-11-22.5": "25045b273e73ba2f",
    "2026-11-22.6": "593f05b0bdd7838d",
    "2026-11-22.7": "263f8f67301aeba6",
}
"""Every version of the text that somebody may have agreed to, with the digest of its Dutch words. Changed words are a
new version: change `privacy.VERSION` and add a line here; never change a line."""


def town(**changes: object) -> Municipality:
    return catalogue().municipalities["ninove"].model_copy(update=changes)


def signed(version: str) -> Municipality:
    dpo = {
        "name": "Lies Peeters",
        "email": "dpo@voorbeeld.invalid",
        "information_version": version,
        "information_signed_on": date(2026, 12, 1),
    }
    return town(dpo=catalogue().municipalities["ninove"].dpo.model_copy(update=dpo))


def in_town(world: World, told: Municipality) -> World:
    towns = {**catalogue().municipalities, told.id: told}
    world.context = replace(world.context, catalogue=replace(catalogue(), municipalities=towns))
    return world


def written(texts: tuple[Text, ...]) -> list[list[str]]:
    return [[text.context, text.msgid] for text in texts]


def digest() -> str:
    """Of every word in the three layers, for a town that filled in nothing and for one that filled in all."""
    name = Verbatim("")
    said = [written(privacy.layer_1(name, TERMS, shared=shared)) for shared in (False, True)]
    said.append(written(privacy.layer_1(name, TERMS, helped=True)))
    said += [written(privacy.layer_2(name, page, TERMS)) for page in range(privacy.LAYER_2_PAGES)]
    for about in (None, town(), signed(privacy.VERSION)):
        for section in information.sections(about, TERMS):
            said.append([*written((section.heading,)), *(line for page in section.pages for line in written(page))])
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]


def test_changed_words_are_a_new_version() -> None:
    assert privacy.VERSION in DIGESTS, "add the new version here, with its digest"
    assert DIGESTS[privacy.VERSION] == digest(), "the text changed: give it a new VERSION, and add that one here"
    assert len(privacy.VERSION) <= 40, "it is kept with every consent"


def test_the_page_to_be_signed_is_what_is_shown() -> None:
    assert PAGE.read_text() == page(), "run `python -m rehearsal.information`"


def test_the_text_has_an_owner_and_is_read_again_in_time() -> None:
    assert information.OWNER
    assert date(2026, 11, 22) < information.REVIEW_BY <= date(2027, 11, 22)


def test_all_eighteen_headings_are_there_in_order() -> None:
    told = information.sections(town(), TERMS)
    assert len(told) == 18
    assert [dutch(section.heading).split(".")[0] for section in told] == [str(n) for n in range(1, 19)]
    assert all(section.pages and all(page for page in section.pages) for section in told)


@pytest.mark.parametrize("about", [None, town(), signed(privacy.VERSION)], ids=["no town", "nothing", "everything"])
def test_every_page_fits_a_screen(about: Municipality | None) -> None:
    world = World().begin().command("privacy").tap("full")
    if about is not None:
        in_town(world, about)
    else:
        world = World().start().tap("nl").command("privacy").tap("full")
    world.tap("h0")
    seen = set()
    while world.screen.token not in seen:
        seen.add(world.screen.token)
        assert words_of(world.screen) <= 60, world.read
        world.tap("next")
    assert len({token.partition(".")[0] for token in seen}) == 18, "reading on leads through all of it"


def test_it_is_a_draft_until_a_named_officer_signed_this_version() -> None:
    world = World().begin().command("privacy").tap("full")
    assert DRAFT in world.read
    assert DRAFT in world.tap("h3").read
    for about, draft in ((signed("2020-01-01"), True), (signed(privacy.VERSION), False)):
        world = in_town(World().begin(), about).command("privacy").tap("full")
        assert (DRAFT in world.read) is draft
        assert (DRAFT in world.tap("h3").read) is draft


def test_what_is_not_filled_in_is_said_to_be_missing() -> None:
    world = in_town(World().begin(), town()).command("privacy").tap("full", "h1")
    assert "De naam is nog niet ingevuld." in world.read
    world = in_town(World().begin(), signed(privacy.VERSION)).command("privacy").tap("full", "h1")
    assert "Lies Peeters" in world.read
    assert "dpo@voorbeeld.invalid" in world.read
    world.tap("back", "h0")
    assert catalogue().municipalities["ninove"].controller.ocmw in world.read


def test_it_is_reached_from_every_shorter_text_and_leads_back() -> None:
    world = World().start().tap("nl", "ninove", "more", "full")
    assert "Ninove" in world.tap("h0").read
    assert world.tap("back", "back").at("welcome", "more")
    world = World().begin().command("privacy").tap("full", "back")
    assert world.at("interview", "ask")


def test_an_old_place_in_the_text_still_shows_a_page() -> None:
    world = World().begin()
    chat = replace(world.context.chat, state=State("information", "page", {"heading": 99, "at": 99}))
    world.context = replace(world.context, chat=chat)
    assert world.read
