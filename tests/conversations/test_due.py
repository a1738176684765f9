"""Follow-ups at their moment, and follow-ups whose world has moved on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from casework import REFERRAL
from conversations.dates import dated, looked_at_again
from conversations.due import TABLE
from conversations.effects import Audience, Effect, EraseEverything, Notify, SaveSteps, Schedule
from conversations.state import State
from conversations.timers import started
from followups import BRUSSELS, KINDS, due_at, first_allowed
from rights import Answers, Verdict, hold, report
from tests.conversations.staff_town import ELS, FATIMA, MONDAY, Town, all_answered, catalogue, chosen, later
from tests.rights.rights_interviews import TODAY
from tests.rights.test_rights_households import answered, there

HOME_FENCE = f"h{FATIMA}"
ABOUT_SOMEBODY = sorted({*TABLE} - {"figures"})


def likely() -> Verdict:
    """A right that the family does not have."""
    found = report(catalogue().for_municipality("ninove"), all_answered(), later().date()).verdicts
    return next(verdict for verdict in found if not verdict.held)


def there_now() -> tuple[Verdict, ...]:
    """Three rights that the family does not have."""
    found = report(catalogue().for_municipality("ninove"), all_answered(), later().date()).verdicts
    return tuple(verdict for verdict in found if not verdict.held)[:3]


def followed() -> tuple[str, ...]:
    """What the family wants to be asked about."""
    return (likely().key,)


def to_fatima(kind: str, ref: str = "") -> tuple[Notify, ...]:
    return (Notify(Audience("chat", chat=FATIMA), kind, ref),)


def test_every_kind_of_follow_up_that_a_conversation_answers_is_in_the_table() -> None:
    assert {*TABLE, "neutralise", "housekeeping", "watch"} == set(KINDS)


@pytest.mark.parametrize("kind", ABOUT_SOMEBODY)
def test_a_fence_of_another_world_does_nothing(kind: str) -> None:
    town = Town(now=later(days=400))
    town.asks_help(FATIMA, submitted_at=MONDAY)
    town.family(FATIMA, touched_at=MONDAY, kept=True, steps=chosen(*followed()))

    turn = town.due(FATIMA, kind, "another", "r1")

    assert turn.effects == ()
    assert not turn.card


@pytest.mark.parametrize("kind", ABOUT_SOMEBODY)
def test_a_family_that_is_gone_hears_nothing(kind: str) -> None:
    town = Town(now=later(days=400))
    town.person(FATIMA)

    assert town.due(FATIMA, kind, HOME_FENCE).effects == ()


def test_a_kind_that_nobody_knows_does_nothing() -> None:
    town = Town()
    town.family(FATIMA)

    assert town.due(FATIMA, "from_an_older_version", HOME_FENCE).effects == ()


# -- resume -----------------------------------------------------------------------------------------------------------


def test_who_left_the_questions_a_day_ago_is_reminded() -> None:
    town = Town(now=later(days=1))
    town.family(FATIMA, touched_at=MONDAY, screened_at=None)

    assert town.due(FATIMA, "resume", HOME_FENCE).effects == to_fatima("resume", HOME_FENCE)


def test_who_tapped_since_is_reminded_a_day_after_that() -> None:
    town = Town(now=later(days=1))
    tapped = MONDAY + timedelta(hours=5)
    town.family(FATIMA, touched_at=tapped, screened_at=None)

    assert town.due(FATIMA, "resume", HOME_FENCE).effects == (Schedule("resume", due_at("resume", tapped), HOME_FENCE),)


@pytest.mark.parametrize("done", [{"screened_at": MONDAY}, {"screened_at": None, "kept": False}])
def test_who_saw_the_verdicts_or_chose_about_keeping_is_not_reminded(done: dict[str, object]) -> None:
    town = Town(now=later(days=1))
    town.family(FATIMA, touched_at=MONDAY, **done)

    assert town.due(FATIMA, "resume", HOME_FENCE).effects == ()


def fence_of(kind: str, referral: str) -> str:
    return REFERRAL.fence(kind, referral, REFERRAL.initial, 0)


# -- contacted --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [s for s in REFERRAL.states if not REFERRAL.is_over(s) and s != "duplicate"])
def test_has_someone_been_in_touch_is_asked_whatever_staff_recorded(state: str) -> None:
    town = Town(now=later(days=3))
    referral = town.asks_help(FATIMA, state=state, claimed_by=ELS, revision=5)

    asked, again = town.due(FATIMA, "contacted", fence_of("contacted", referral.id)).effects
    assert (asked,) == to_fatima("contacted", referral.id)
    assert isinstance(again, Schedule), "a family that does not answer is not given up yet"


@pytest.mark.parametrize("state", [*REFERRAL.over, "duplicate"])
def test_has_someone_been_in_touch_stops_only_when_the_request_ended_or_goes_on_under_another_number(
    state: str,
) -> None:
    town = Town(now=later(days=3))
    referral = town.asks_help(FATIMA, state=state)

    assert town.due(FATIMA, "contacted", fence_of("contacted", referral.id)).effects == ()


# -- unclaimed --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "who", "notice"), [
    ("unclaimed_1", "team", "unclaimed_team"),
    ("unclaimed_2", "staff", "unclaimed"),
])  # fmt: skip
def test_what_nobody_took_is_reminded_of(kind: str, who: str, notice: str) -> None:
    town = Town(now=later(days=2))
    referral = town.asks_help(FATIMA)

    turn = town.due(ELS, kind, fence_of(kind, referral.id), referral.id)

    told, *again = turn.effects
    assert told == Notify(Audience(who, municipality="ninove", referral=referral.id), notice, referral.id)
    assert [effect.kind for effect in again if isinstance(effect, Schedule)] == (
        ["unclaimed_2"] if who == "staff" else []
    )


@pytest.mark.parametrize("kind", ["unclaimed_1", "unclaimed_2"])
def test_what_was_taken_or_taken_and_given_back_is_not_reminded_of_by_the_first_timer(kind: str) -> None:
    town = Town(now=later(days=2))
    referral = town.asks_help(FATIMA, revision=2)

    assert town.due(ELS, kind, fence_of(kind, referral.id), referral.id).effects == ()
    town.referrals["r1"] = town.asks_help(FATIMA, id="r1", state="claimed", claimed_by=ELS, revision=1)
    assert town.due(ELS, kind, fence_of(kind, "r1"), "r1").effects == ()


def test_the_reminders_of_a_request_come_after_one_and_two_working_days() -> None:
    friday = datetime.fromisoformat("2026-11-27T10:00:00+01:00")

    _, one, two = started("r1", friday)

    assert (one.due_at.isoformat(), two.due_at.isoformat()) == (
        "2026-11-30T09:00:00+00:00",
        "2026-12-01T09:00:00+00:00",
    )
    assert one.subject == two.subject == "referral:r1"


# -- steps ------------------------------------------------------------------------------------------------------------

STEPS = ("step_open", "step_tried", "step_applied")


def asked(effects: tuple[Effect, ...]) -> bool:
    return any(isinstance(effect, Notify) for effect in effects)


@pytest.mark.parametrize("kind", STEPS)
def test_how_did_it_go_is_asked_of_who_let_us_keep_the_answers(kind: str) -> None:
    town = Town(now=later(days=14))
    town.family(FATIMA, kept=True, steps=chosen(*followed()))

    notify, saved, again = town.due(FATIMA, kind, HOME_FENCE).effects

    assert (notify,) == to_fatima("outcomes", HOME_FENCE)
    assert isinstance(saved, SaveSteps)
    assert [step.unanswered for step in saved.steps.values()] == [1]
    assert again == Schedule("step_open", due_at("step_open", town.now), HOME_FENCE)


@pytest.mark.parametrize("kept", [None, False])
def test_how_did_it_go_is_not_asked_without_a_yes(kept: bool | None) -> None:
    town = Town(now=later(days=14))
    town.family(FATIMA, kept=kept, steps=chosen(*followed()))

    assert town.due(FATIMA, "step_open", HOME_FENCE).effects == ()


def test_how_did_it_go_is_not_asked_about_what_the_family_has_by_now() -> None:
    town = Town(now=later(days=14))
    right, key = likely(), likely().key
    had = hold(all_answered(), right.right_id, right.subject, True)
    town.family(FATIMA, kept=True, steps=chosen(key), answers=had)
    assert not asked(town.due(FATIMA, "step_open", HOME_FENCE).effects)

    town.family(FATIMA, kept=True, steps=chosen("gone.household"))
    assert not asked(town.due(FATIMA, "step_open", HOME_FENCE).effects)


def test_who_does_not_answer_is_asked_three_times_about_a_step() -> None:
    town = Town(now=later(days=14))
    town.family(FATIMA, kept=True, steps=chosen(*followed()))
    times = 0
    for _ in range(8):
        times += asked(town.due(FATIMA, "step_open", HOME_FENCE).effects)
        town.now += timedelta(days=21)
    assert times == 3


def test_a_muted_family_is_not_asked_and_loses_no_question() -> None:
    town = Town(now=later(days=14))
    town.family(FATIMA, kept=True, steps=chosen(*followed()))
    town.chats[FATIMA] = replace(town.chats[FATIMA], muted=True)
    assert [type(effect) for effect in town.due(FATIMA, "step_open", HOME_FENCE).effects] == [Schedule]
    town.chats[FATIMA] = replace(town.chats[FATIMA], muted=False)
    assert asked(town.due(FATIMA, "step_open", HOME_FENCE).effects)


def test_what_is_due_together_is_one_question_and_the_rest_waits_its_time() -> None:
    town = Town(now=later(days=14))
    first, other, third = (v.key for v in there_now() if not v.held)
    steps = {**chosen(first), **chosen(other, at=later(days=2)), **chosen(third, at=later(days=10))}
    town.family(FATIMA, kept=True, steps=steps)

    town.due(FATIMA, "step_open", HOME_FENCE)

    assert [town.families[FATIMA].steps[key].unanswered for key in (first, other, third)] == [1, 1, 0]


# -- wipe -------------------------------------------------------------------------------------------------------------

WEEK, YEAR = timedelta(days=7), timedelta(days=365)


@pytest.mark.parametrize(("kept", "limit"), [(None, WEEK), (False, WEEK), (True, YEAR)])
def test_answers_go_as_long_after_the_last_tap_as_was_promised(kept: bool | None, limit: timedelta) -> None:
    town = Town(now=MONDAY + limit - timedelta(seconds=1))
    town.family(FATIMA, touched_at=MONDAY, kept=kept)
    assert town.due(FATIMA, "wipe", HOME_FENCE).effects == (Schedule("wipe", MONDAY + limit, HOME_FENCE),)

    town.now = MONDAY + limit
    turn = town.due(FATIMA, "wipe", HOME_FENCE)
    assert turn.effects == (EraseEverything(roles=False),)
    assert turn.card, "what was found does not go on standing in the chat"
    assert town.person(FATIMA).state == State("welcome", "language")


def test_an_open_request_is_waited_for_before_answers_go() -> None:
    town = Town(now=later(days=8))
    town.family(FATIMA, touched_at=MONDAY)
    town.asks_help(FATIMA)

    assert town.due(FATIMA, "wipe", HOME_FENCE).effects == (Schedule("wipe", town.now + WEEK, HOME_FENCE),)


# -- neutralise -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fence", ["0", "", "nonsense", "-1", "99"])
def test_a_desk_that_moved_on_stays_as_it_is(fence: str) -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    els.opens_case(town.asks_help(FATIMA))

    assert not town.due(ELS, "neutralise", fence).card
    assert "Fatima" in els.reads


def test_a_chat_that_left_the_desk_is_not_pulled_back_to_it() -> None:
    town = Town()
    fatima = town.family(FATIMA)
    before = fatima.state

    turn = town.due(FATIMA, "neutralise", str(town.chats[FATIMA].revision))

    assert not turn.card
    assert fatima.state == before


# -- dates ------------------------------------------------------------------------------------------------------------


def dated_family() -> tuple[Answers, date]:
    """Oil delivered three weeks ago, and the last safe day to ask for money for it."""
    answers = answered("P02")
    (found,) = (v for v in report(there("P02"), answers, TODAY).verdicts if v.right_id == "sociaal_verwarmingsfonds")
    assert found.until is not None
    return answers, found.until


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), BRUSSELS)


def test_a_week_before_the_last_safe_day_a_family_is_told_that_a_date_comes_near() -> None:
    answers, until = dated_family()
    town = Town(now=at(until - timedelta(days=7), 9))
    town.family(FATIMA, kept=True, answers=answers)

    told, again = town.due(FATIMA, "deadline", HOME_FENCE).effects

    assert (told,) == to_fatima("deadline", HOME_FENCE)
    assert isinstance(again, Schedule)
    assert again.due_at > town.now, "the next date has a moment of its own"


@pytest.mark.parametrize("kept", [None, False])
def test_of_a_date_nothing_is_said_without_a_yes(kept: bool | None) -> None:
    answers, until = dated_family()
    town = Town(now=at(until - timedelta(days=3), 9))
    town.family(FATIMA, kept=kept, answers=answers)

    assert town.due(FATIMA, "deadline", HOME_FENCE).effects == ()
    assert town.due(FATIMA, "dates", HOME_FENCE).effects == ()


def test_what_the_family_has_by_now_is_no_date_any_more() -> None:
    answers, until = dated_family()
    had = hold(answers, "sociaal_verwarmingsfonds", "household", True)
    town = Town(now=at(until - timedelta(days=6), 9))
    town.family(FATIMA, kept=True, answers=had)

    assert not any(isinstance(effect, Notify) for effect in town.due(FATIMA, "deadline", HOME_FENCE).effects)


def test_a_look_at_the_dates_plans_and_says_nothing() -> None:
    answers, until = dated_family()
    town = Town(now=at(until - timedelta(days=15), 23))
    town.family(FATIMA, kept=True, answers=answers)

    (planned,) = town.due(FATIMA, "dates", HOME_FENCE).effects

    assert planned == Schedule("deadline", at(until - timedelta(days=7), 9).astimezone(UTC), HOME_FENCE)


@pytest.mark.parametrize("left", range(8))
def test_a_date_that_is_near_already_is_told_at_the_first_allowed_hour(left: int) -> None:
    answers, until = dated_family()
    town = Town(now=at(until - timedelta(days=left), 23))
    town.family(FATIMA, kept=True, answers=answers)

    (planned,) = looked_at_again(town.context(FATIMA), HOME_FENCE, near_too=True)

    assert planned.kind == "deadline"
    assert planned.due_at == first_allowed(town.now + timedelta(hours=1))


def test_a_day_that_has_passed_is_not_told() -> None:
    answers, until = dated_family()
    town = Town(now=at(until + timedelta(days=1), 9))
    town.family(FATIMA, kept=True, answers=answers)

    assert not [v for v in dated(town.context(FATIMA)) if v.right_id == "sociaal_verwarmingsfonds"]
