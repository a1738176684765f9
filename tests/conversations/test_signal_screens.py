"""A signal with all that it can hold still fits on its screens, and what is seldom is not told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from casework import REPLIES, TICKED, Answered, Barrier, Signal, SignalOutcome, SignalState
from casework.own_words import MAX_WORDS
from casework.tally import History, sheet_of
from conversations.context import Context, Tie
from conversations.registry import DIALOGS
from conversations.screen import Screen
from conversations.signalled import Signals
from conversations.state import State
from tests.conversations.staff_town import ELS, FATIMA, Town, words
from tests.laws.screen_laws import MOST_WORDS

RIGHT = "tandzorg_bril_logopedie_kinderen"
WHOLE = Signal("s" * 24, "ninove", RIGHT, TICKED, "2026-11", hears=True, words="woord " * MAX_WORDS, language="nl")
ANSWERS = (Answered(words="woord " * 30, language="nl"), *(Answered(phrase=name) for name in REPLIES))


def at(state: State, known: Signals, chat: int, **household: Any) -> Screen:
    town = Town()
    town.asks_help(FATIMA)
    town.coordinator(ELS, "Els")
    context: Context = replace(town.context(chat), signals=known)
    if household and context.household is not None:
        context = replace(context, household=replace(context.household, **household))
    return DIALOGS[state.dialog].view(state, replace(context, chat=replace(context.chat, state=state)))


@pytest.mark.parametrize("state", list(SignalState)[:2])
@pytest.mark.parametrize("told", ["", WHOLE.words])
def test_all_that_was_told_fits_on_the_desk(state: SignalState, told: str) -> None:
    one = replace(WHOLE, state=state, words=told)
    here = State("signals", "one", {"signal": one.id})
    for shown in (here, here.go("one", all=True), State("signals", "list")):
        screen = at(shown, Signals(open=(one,) * 4), ELS)
        assert len(words(screen).split()) <= MOST_WORDS
        assert all(len(screen.data(button).encode()) <= 64 for button in screen.buttons)
    assert ("woord" in words(at(here, Signals(open=(one,)), ELS))) is bool(told)


@pytest.mark.parametrize("answer", [None, *ANSWERS], ids=str)
def test_all_that_came_of_it_fits_on_the_family_s_card(answer: Answered | None) -> None:
    outcome = None if answer else SignalOutcome.KNOWN
    over = SignalState.ANSWERED if answer else SignalState.CLOSED
    one = replace(WHOLE, state=over, answer=answer, outcome=outcome)
    screen = at(State("signal", "mine"), Signals(mine=(one,)), FATIMA)
    assert len(words(screen).split()) <= MOST_WORDS


def test_what_may_be_told_in_secret_is_not_shown_to_who_reads_along() -> None:
    known = Signals(mine=(replace(WHOLE, state=SignalState.ANSWERED, answer=ANSWERS[1]),))
    others = (Tie(7, "own", datetime(2026, 11, 16, 9, tzinfo=UTC)),)
    alone, along = (words(at(State("signal", "mine"), known, FATIMA, ties=ties)) for ties in ((), others))
    assert "Ik wist het niet" in alone
    assert "Ik wist het niet" not in along
    assert "Antwoord van" in along


def counted(history: History) -> str:
    sheet = sheet_of("ninove", history, "2026-1", "2026-11", "2020-01")
    return words(at(State("policy", "counts"), Signals(sheet=sheet), ELS))


def test_what_was_met_seldom_reads_the_same_whatever_the_number() -> None:
    counts = {("2026-03", RIGHT, code.value): 4 for code in (Barrier.COST, Barrier.HOURS)}
    seldom = {counted({**counts, key: n}) for key, n in product(counts, (1, 4))}
    assert len(seldom) == 1
    assert "minder dan 5" in seldom.pop()
    assert "kost: 5" in counted(dict.fromkeys(counts, 5))


def test_all_counts_of_a_page_fit_beside_what_is_said_of_them() -> None:
    history = {("2026-08", RIGHT, code.value): 5 for code in TICKED}
    sheet = sheet_of("ninove", history, "2026-2", "2026-11", "2020-01")
    screen = at(State("policy", "counts", {"sent": "pdf"}), Signals(sheet=sheet), ELS)
    assert len(words(screen).split()) <= MOST_WORDS
    assert "kost: 5 of meer" in words(at(State("policy", "counts", {"page": 3}), Signals(sheet=sheet), ELS))
