"""The life of a request for help, told as what people do with it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import (
    CLOSING_OUTCOMES,
    HELD,
    PHRASES,
    REFERRAL,
    AlreadyOver,
    CallMoment,
    ContactWay,
    NotForThisRole,
    NotPossibleNow,
    Outcome,
    ReferralAction,
    ReferralKind,
    ReferralState,
    Role,
    Tell,
    TextNeeded,
    Urgency,
    WrongOutcome,
    apply,
    diagram,
    reference,
)
from conversations.registry import NOTICES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "referrals.md"
OPEN = [state for state in REFERRAL.states if not REFERRAL.is_over(state) and state not in REFERRAL.early]


def test_a_coordinator_takes_a_request_calls_and_closes_it() -> None:
    state = REFERRAL.initial
    for action in ("claim", "contact"):
        state = apply(REFERRAL, state, action, Role.COORDINATOR)
    assert state == "in_support"
    assert apply(REFERRAL, state, "close", Role.COORDINATOR, outcome="right_obtained") == "closed"


def test_a_request_that_waits_too_long_goes_on_by_itself() -> None:
    for state in ("waiting_family", "waiting_partner", "on_hold"):
        assert apply(REFERRAL, state, "time_up", Role.SYSTEM) == "contacting"
    assert apply(REFERRAL, "claimed", "time_up", Role.SYSTEM) == "submitted"


def test_a_closed_request_is_taken_up_again_by_the_family_or_with_a_word_by_staff() -> None:
    assert apply(REFERRAL, "closed", "again", Role.FAMILY) == "reopened"
    with pytest.raises(TextNeeded):
        apply(REFERRAL, "closed", "reopen", Role.COORDINATOR)
    assert apply(REFERRAL, "closed", "reopen", Role.COORDINATOR, text="Belde zelf terug.") == "reopened"
    with pytest.raises(AlreadyOver):
        apply(REFERRAL, "closed", "again", Role.FAMILY, ended=timedelta(days=31))


def test_everybody_whom_the_table_tells_can_be_told() -> None:
    told = [tell for edge in REFERRAL.edges for tell in edge.tells]
    told += [timer.then for timer in REFERRAL.timers if isinstance(timer.then, Tell)]
    assert {tell.notice for tell in told} <= {*NOTICES}
    assert {tell.audience for tell in told} <= {"team", "staff", "holder", "former", "family", "reporter"}


def test_of_two_claims_at_the_same_moment_one_wins() -> None:
    state = apply(REFERRAL, "submitted", "claim", Role.COORDINATOR)
    with pytest.raises(NotPossibleNow) as second:
        apply(REFERRAL, state, "claim", Role.COORDINATOR)
    assert second.value.text.msgid == "Dat kan nu niet meer. Er is intussen iets veranderd."


def test_a_request_that_is_handed_back_waits_again_and_is_watched_again() -> None:
    for state in HELD:
        assert apply(REFERRAL, state, "hand_back", Role.COORDINATOR) == "submitted"
        assert REFERRAL.edge(state, "hand_back").starts == ("unclaimed_1", "unclaimed_2")


def test_a_new_request_starts_its_three_promises() -> None:
    assert set(REFERRAL.starts) == {"contacted", "unclaimed_1", "unclaimed_2"}


def test_nothing_staff_does_stops_the_question_to_the_family_but_the_end() -> None:
    asked = REFERRAL.fence("contacted", "r1", "submitted", moves=0)
    assert {REFERRAL.fence("contacted", "r1", state, moves=5) for state in OPEN} == {asked}
    for end in REFERRAL.over:
        assert REFERRAL.fence("contacted", "r1", end, moves=5) != asked


@pytest.mark.parametrize("state", OPEN)
def test_a_family_can_always_withdraw_and_erase(state: str) -> None:
    assert apply(REFERRAL, state, "withdraw", Role.FAMILY) == "withdrawn"
    assert REFERRAL.edge(state, "withdraw").outcome_of(None) == Outcome.WITHDRAWN
    assert apply(REFERRAL, state, "erase", Role.FAMILY) == "erased"


PAIRS = [(edge.source, edge.action) for edge in REFERRAL.edges]


@pytest.mark.parametrize(
    ("role", "state", "action"),
    [
        *((Role.FAMILY, "submitted", action) for action in ("claim",)),
        *((Role.FAMILY, "claimed", action) for action in ("close", "hand_back")),
        *((Role.FAMILY, "in_support", action) for action in ("close", "hand_back", "hold")),
        *((role, "waiting_family", "time_up") for role in Role if role is not Role.SYSTEM),
        *((role, state, action) for role in (Role.VOLUNTEER, Role.PARTNER, Role.ADMIN) for state, action in PAIRS),
        *((Role.COORDINATOR, state, action) for state in OPEN for action in ("withdraw", "erase")),
    ],
)
def test_nobody_does_what_is_somebody_elses(role: Role, state: str, action: str) -> None:
    with pytest.raises(NotForThisRole):
        apply(REFERRAL, state, action, role, outcome="partly" if action == "close" else None)


def test_a_request_is_not_closed_before_somebody_took_it() -> None:
    with pytest.raises(NotPossibleNow):
        apply(REFERRAL, "submitted", "close", Role.COORDINATOR, outcome="no_capacity")


def test_closing_asks_what_came_of_it() -> None:
    with pytest.raises(WrongOutcome):
        apply(REFERRAL, "in_support", "close", Role.COORDINATOR)
    for outcome in CLOSING_OUTCOMES:
        assert apply(REFERRAL, "in_support", "close", Role.COORDINATOR, outcome=outcome) == "closed"


def test_staff_cannot_close_as_if_the_family_had_withdrawn() -> None:
    with pytest.raises(WrongOutcome):
        apply(REFERRAL, "in_support", "close", Role.COORDINATOR, outcome="withdrawn")


@pytest.mark.parametrize("end", REFERRAL.finals)
@pytest.mark.parametrize("action", list(ReferralAction))
def test_what_has_ended_stays_as_it_is(end: str, action: str) -> None:
    for role in Role:
        with pytest.raises(AlreadyOver):
            apply(REFERRAL, end, action, role, outcome="partly")


def test_the_number_is_short_enough_to_say_on_the_phone() -> None:
    assert reference("ninove", 42, 2026) == "NIN-26-0042"
    assert reference("sint-niklaas", 1, 2026) == "SIN-26-0001"
    assert reference("s-gravenvoeren", 1, 2026) == "SGR-26-0001"
    assert reference("aé", 9999, 2031) == "AEX-31-9999"
    assert reference("ninove", 12345, 2026) == "NIN-26-12345"
    with pytest.raises(ValueError, match="number 1, not 0"):
        reference("ninove", 0, 2026)


@given(
    st.tuples(st.integers(1, 99_999), st.integers(2026, 2099)),
    st.tuples(st.integers(1, 99_999), st.integers(2026, 2099)),
)
def test_two_requests_in_one_town_never_share_a_number(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert (reference("ninove", *one) == reference("ninove", *other)) == (one == other)


def test_every_choice_has_a_label_that_fits_a_button() -> None:
    for choices in (Urgency, ReferralKind, Outcome, CallMoment, ContactWay, ReferralState, ReferralAction):
        labels = [member.label.msgid for member in choices]
        assert len(set(labels)) == len(labels), choices
        longest = 24 if choices is ReferralState else 20  # a state stands on no button
        assert all(0 < len(label) <= longest for label in labels), labels


def test_the_reference_page_shows_the_table_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"```mermaid\n{diagram(REFERRAL)}\n```" in page
    for outcome in Outcome:
        assert f"| `{outcome}` | {outcome.label.msgid} |" in page
    for phrase in PHRASES.values():
        answers = " · ".join(answer.label.msgid for answer in phrase.answers)
        assert f"| `{phrase.id}` | {phrase.text.msgid} | {answers} |" in page
