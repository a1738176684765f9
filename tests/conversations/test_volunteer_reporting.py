"""The way through a report: what is asked after what, what a correction leads to, and what is still a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from casework import Need, named_needs
from conversations import reporting
from conversations.context import Chat, Context, Member
from conversations.dialog import Turn, Unexpected
from conversations.effects import RenewKey, Schedule, SealReferral, SubmitReferral
from conversations.events import Choice, Command, DialogEvent, Tap, Typed
from conversations.reporting.views import VIEWS
from conversations.route import advance, view
from conversations.state import State
from conversations.volunteer import HOME
from locales import translator
from rights import load_catalogue
from tests.laws.screen_laws import offences

VERA = 77
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
catalogue = cache(load_catalogue)


def world(state: State, *, staffed: bool = True) -> Context:
    return Context(
        now=NOW,
        chat=Chat(VERA, "nl", state=state),
        catalogue=catalogue(),
        served=("ninove",),
        staffed=frozenset({"ninove"} if staffed else ()),
        members=(Member("ninove", "volunteer", "Vera"),),
        fresh_id="f" * 24,
    )


def goes(state: State, *events: DialogEvent) -> Turn:
    """One event after the other, each on a button that is really there."""
    turn = Turn(state)
    for event in events:
        here = world(turn.state)
        if isinstance(event, Choice):
            screen = view(here)
            button = next(b for b in screen.buttons if b.choice == event.choice)
            turn = advance(Tap(screen.data(button), 1), here)
        else:
            turn = advance(event, here)
    return turn


def taps(*choices: str) -> tuple[DialogEvent, ...]:
    return tuple(map(Choice, choices))


BEGIN = State("reporting", "how")
TO_PHONE: tuple[DialogEvent, ...] = (*taps("told", "nl", "yes"), Typed("Sara", 1))
SEALED_TO_PHONE: tuple[DialogEvent, ...] = (*taps("sealed", "go"), Typed("Sara", 1))


def test_with_a_number_the_hour_is_asked_and_without_one_it_is_not() -> None:
    assert goes(BEGIN, *TO_PHONE, Typed("0470 11 22 33", 2)).state.step == "when"
    assert goes(BEGIN, *TO_PHONE, *taps("none")).state.step == "urgent"
    assert goes(BEGIN, *SEALED_TO_PHONE, Typed("0470 11 22 33", 2)).state.step == "needs", "the family says itself when"


def test_a_correction_goes_back_to_the_last_look_unless_something_lacks_then() -> None:
    at_look: tuple[DialogEvent, ...] = (*TO_PHONE, *taps("none", "no", "food", "done", "none"))
    assert goes(BEGIN, *at_look).state.step == "sure"
    assert goes(BEGIN, *at_look, *taps("fix", "name"), Typed("Samira", 3)).state.step == "sure"
    corrected = goes(BEGIN, *at_look, *taps("fix", "phone"), Typed("0470 11 22 33", 3))
    assert corrected.state.step == "when"
    assert goes(corrected.state, *taps("morning")).state.step == "sure"
    assert goes(BEGIN, *at_look, *taps("fix", "urgency", "yes")).state.data["urgent"] is True
    assert goes(BEGIN, *at_look, *taps("fix", "needs", "back")).state.step == "sure"


def test_a_need_that_is_tapped_twice_is_not_chosen_and_the_order_is_always_the_same() -> None:
    at_needs: tuple[DialogEvent, ...] = (*SEALED_TO_PHONE, *taps("none"))
    picked = goes(BEGIN, *at_needs, *taps("talk", "food", "home", "home")).state.texts("needs")
    assert picked == ("food", "talk")
    line = named_needs((*picked, "something that is no need"))
    assert line is not None
    assert translator("nl").say(line) == f"{Need.FOOD.label.msgid} · {Need.TALK.label.msgid}"


def test_back_goes_the_same_way_as_on() -> None:
    turn = goes(BEGIN, *TO_PHONE, Typed("0470 11 22 33", 2), *taps("morning", "no", "done", "none"))
    way = [turn.state.step]
    while turn.state.step != "how":
        turn = goes(turn.state, Choice("back"))
        way.append(turn.state.step)
    assert way == ["sure", "words", "needs", "urgent", "when", "phone", "name", "consent", "tongue", "how"]


def test_a_sealed_report_plans_nothing_and_a_told_one_plans_its_checks_in_its_own_stream() -> None:
    sealed = goes(BEGIN, *SEALED_TO_PHONE, *taps("none", "done", "none", "send")).effects
    assert [type(effect) for effect in sealed] == [SealReferral, RenewKey]
    told = goes(BEGIN, *TO_PHONE, *taps("none", "no", "done", "none", "send")).effects
    [request] = [effect for effect in told if isinstance(effect, SubmitReferral)]
    assert (request.reported_by, request.witnessed) == (VERA, True)
    timers = [effect for effect in told if isinstance(effect, Schedule)]
    assert {timer.subject for timer in timers} == {f"referral:{request.id}"}
    assert RenewKey() in told


@pytest.mark.parametrize("command", ["menu", "nood", "taal"])
def test_what_is_laid_over_a_draft_keeps_it_and_what_leads_away_forgets_it(command: str) -> None:
    draft = goes(BEGIN, *SEALED_TO_PHONE).state
    over = advance(Command(command, 4), world(draft))
    assert reporting.holds_draft(over.state)
    assert RenewKey() not in over.effects
    away = goes(draft, *taps("menu", "tasks"))
    assert away.state == HOME
    assert RenewKey() in away.effects


@pytest.mark.parametrize("step", sorted(set(VIEWS) - {"how", "town", "refused", "sent", "shut", "theirs"}))
def test_where_nobody_would_read_it_nothing_is_asked(step: str) -> None:
    here = world(State("reporting", step, {"town": "ninove", "mode": "told"}), staffed=False)
    assert view(here).step == "nobody"
    with pytest.raises(Unexpected):
        reporting.DIALOG.advance(here.chat.state, Typed("Sara", 1), here)


def test_nothing_personal_is_asked_twice_in_a_typed_text_that_is_too_long() -> None:
    at_words = goes(BEGIN, *SEALED_TO_PHONE, *taps("none", "done")).state
    for text in ("x" * 301, "woord " * 41):
        again = goes(at_words, Typed(text, 5))
        assert (again.state.step, again.state.text("words")) == ("words", "")
    assert goes(at_words, Typed("woord " * 40, 5)).state.step == "sure"


@pytest.mark.parametrize("mode", ["told", "sealed"])
def test_the_last_look_has_room_for_everything_at_its_longest(mode: str) -> None:
    filled = State(
        "reporting",
        "sure",
        {
            "mode": mode,
            "town": "ninove",
            "name": "Maria Anna Sofia Helena",
            "phone": "+32470112233",
            "when": "afternoon",
            "urgent": True,
            "needs": [need.value for need in Need],
            "words": " ".join(["niets"] * 40),
        },
    )
    screen = view(world(filled))
    assert offences(screen) == []
    long = replace(filled, data={**filled.data, "words": "x" * 300})
    assert "x" * 300 not in "".join(map(translator("nl").say, view(world(long)).body)), "also a word without an end"
