"""Whatever staff asked a family stands where the family is at home, until it is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casework import Appointment, AppointmentState, CarePlan, Message, Role
from casework.careplan import Line, LineKind, LineState
from casework.trajectory import Feeling, Heard, Renewal, begun, months_later
from conversations import waiting
from conversations.context import Household, Tie
from tests.conversations.family_world import MONDAY, World

TODAY = MONDAY.date()
BEGUN = months_later(TODAY, -3)
QUIET = CarePlan(begun(TODAY), TODAY, TODAY)
REVIEWED = CarePlan(begun(BEGUN), BEGUN, BEGUN)
LINE = Line("l1", LineKind.GOAL, MONDAY, Role.COORDINATOR, state=LineState.PROPOSED)
APPOINTMENT = Appointment("a1", "r1", AppointmentState.PROPOSED, 0, MONDAY, moments=(MONDAY + timedelta(days=2),))
HEARD = Heard(TODAY, Feeling.WELL)


@pytest.fixture
def family() -> World:
    """A family that asked for help, at home."""
    return World().begin().tap("skip", "menu", "request").tap("yes").type("Amina").tap("through_bot", "send")


def asked(world: World, care: CarePlan | None = None, **of: object) -> World:
    """The same family, of whom this was asked."""
    home: Household = world.household
    assert home.referral is not None
    with_it = replace(home, referral=replace(home.referral, care=care), **of)  # type: ignore[arg-type]
    world.context = replace(world.context, household=with_it)
    return world.command("menu")


ASKED: dict[str, dict[str, object]] = {
    "messages:message": {"messages": (Message("m1", "call_me", MONDAY),)},
    "handover:asked": {"offered": True},
    "meeting:look": {"appointments": (APPOINTMENT,)},
    "careplan:ask": {"care": replace(QUIET, lines=(LINE,))},
    "careplan:renew": {"care": replace(QUIET, path=replace(QUIET.path, renewal=Renewal.ASKED))},
    "careplan:review": {"care": REVIEWED},
}


@pytest.mark.parametrize("place", ASKED)
def test_a_question_stands_in_the_menu_and_with_the_request(family: World, place: str) -> None:
    asked(family, **ASKED[place])  # type: ignore[arg-type]
    assert "waits" in family.choices
    family.tap("request")
    assert "waits" in family.choices
    family.tap("waits")
    assert f"{family.screen.dialog}:{family.screen.step}" == place


SETTLED: dict[str, dict[str, object]] = {
    "nothing was asked": {"care": QUIET},
    "its moments are over": {"appointments": (replace(APPOINTMENT, moments=(MONDAY - timedelta(days=1),)),)},
    "it said how it goes": {"care": replace(REVIEWED, path=replace(REVIEWED.path, heard=(HEARD,)))},
    "a parent is asked, not who helps": {"offered": True, "kind": "helper", "ties": (Tie(9, "own", MONDAY),)},
}


@pytest.mark.parametrize("why", SETTLED)
def test_nothing_waits_where_there_is_nothing_to_say(family: World, why: str) -> None:
    asked(family, **SETTLED[why])  # type: ignore[arg-type]
    assert not waiting.waits(family.context)
    assert "waits" not in family.choices
