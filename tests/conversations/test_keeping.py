"""What families read of how long data are kept is what happens: both come from one table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations import keeping, privacy
from conversations.effects import Schedule
from conversations.mydata.purposes import PURPOSES, filled, mark
from conversations.records import ConsentGiven, Records
from rights import Data, Terms
from storage.housekeeping import STEPS
from tests.conversations.family_world import MONDAY, World, catalogue, dutch, words_of
from texts import Verbatim


def with_terms(**keep: str) -> Terms:
    """The table with other terms."""
    terms = catalogue().terms
    changed = {Data(data): terms[Data(data)].model_copy(update={"keep": term}) for data, term in keep.items()}
    return terms.model_copy(update={"classes": {**terms.classes, **changed}})


def test_every_class_is_told_and_has_somebody_who_ends_it() -> None:
    assert {*keeping.LINES} == {*Data}
    assert {*STEPS} | {Data.ANSWERS, Data.ANSWERS_KEPT} == {*Data}, "those two have a timer for each family"


def test_another_term_is_said_everywhere_and_planned() -> None:
    terms = with_terms(answers="3 days", answers_kept="2 years")
    world = World()
    world.context = replace(world.context, catalogue=replace(catalogue(), terms=terms))
    world.start().tap("nl", "ninove")
    assert "Hoe lang? 3 dagen." in world.read
    world.tap("start")
    assert Schedule("wipe", MONDAY + timedelta(days=3), world.household.id) in world.effects
    told = "\n".join(dutch(line) for page in keeping.pages(terms) for line in page)
    assert "Je antwoorden: 3 dagen na je laatste tik." in told
    assert "2 jaar na je laatste tik" in told
    assert "2 jaar" in dutch(privacy.kept_text(True, terms))
    assert "Na 3 dagen" in "\n".join(dutch(line) for line in privacy.layer_2(Verbatim(""), 1, terms))
    world.command("mijngegevens")
    assert "donderdag 26/11/2026" in world.read, "the last tap and three days"


def test_a_table_that_somebody_signed_is_no_draft() -> None:
    assert all("⚠️ Ontwerp" in dutch(page[-1]) for page in keeping.pages(catalogue().terms))
    signed = catalogue().terms.model_validate(
        {**catalogue().terms.model_dump(mode="json"), "signed_off": {"by": "Els", "on": "2026-12-01"}}
    )
    assert not any("Ontwerp" in dutch(line) for page in keeping.pages(signed) for line in page)


@pytest.mark.parametrize("purpose", [*PURPOSES, "something new"])
def test_every_consent_fits_a_screen_and_its_mark_a_button(purpose: str) -> None:
    given = ConsentGiven(purpose, "coordinator:ninove", privacy.VERSION, "nl", True, MONDAY, helped=True)
    world = World().begin().command("mydata").tap("consents")
    world.context = replace(world.context, records=Records(consents=(given,)))
    world.tap(f"c.{mark(given)}")
    assert words_of(world.screen) <= 60, world.read
    label = PURPOSES[purpose].label if purpose in PURPOSES else None
    if label is not None:
        assert len(dutch(filled(label, given, world.context))) <= 26, "with its yes or no it fits a button"
    assert "withdraw" in world.choices


def test_every_page_of_terms_fits_a_screen() -> None:
    world = World().begin().command("mydata").tap("terms")
    for _ in keeping.pages(catalogue().terms):
        assert words_of(world.screen) <= 60, world.read
        world.tap("next")
