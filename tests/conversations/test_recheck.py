"""What one look finds: only what is new, at most once a month, and a question where an old answer no longer counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from conversations import route
from conversations.context import Chat, Context, Household, Watch
from conversations.effects import AllowRecheck, SaveAnswers
from conversations.events import Tap
from conversations.recheck.looking import SPREAD, begun, changed, look, next_at
from conversations.state import State
from followups import BRUSSELS
from rights import Answers, hold
from rights.answers import Answer
from rights.news import Because
from rights.screening import go_through
from tests.conversations.family_world import catalogue, dutch
from tests.stories.test_story_recheck import BABY, TODAY, with_income

KLEUTER, SOCIAL = "c1.groeipakket_kleutertoeslag", "h.groeipakket_sociale_toeslag"
THREE = datetime(2027, 1, 2, 4, 0, tzinfo=UTC)
"""The baby is three for sure."""


def of(
    answers: Answers,
    watch: Watch | None = None,
    now: datetime = THREE,
    *,
    muted: bool = False,
    reachable: bool = True,
) -> Context:
    """A household that said yes on the day of its interview."""
    family = Household("h1", "ninove", answers, datetime(2026, 11, 16, 9, 0, tzinfo=UTC), kept=True, recheck=True)
    chat = Chat(7, language="nl", household="h1", muted=muted, reachable=reachable)
    context = Context(now, chat, catalogue(), household=family)
    known = watch or begun(replace(context, now=family.touched_at))
    return replace(context, household=replace(family, watch=known))


@pytest.fixture(scope="module")
def baby() -> Answers:
    return go_through(catalogue().for_municipality("ninove"), BABY, TODAY)


@pytest.fixture(scope="module")
def earning() -> Answers:
    return go_through(catalogue().for_municipality("ninove"), with_income(30_000), TODAY)


def test_a_look_tells_what_is_new_and_why_and_the_next_one_tells_nothing(baby: Answers) -> None:
    found = look(of(baby))
    assert found.tells
    news = {one.key: one.reason for one in found.watch.news}
    assert (news[KLEUTER].because, news[KLEUTER].years) == (Because.AGE, 3)
    assert found.watch.noticed == date(2027, 1, 2)
    later = look(of(baby, found.watch, THREE + timedelta(days=40)))
    assert not later.tells
    assert later.watch.news == found.watch.news, "what was told last can still be read"


def test_nothing_new_is_told_within_a_month_and_it_is_not_lost(baby: Answers) -> None:
    told = replace(begun(of(baby, Watch(), datetime(2026, 11, 16, tzinfo=UTC))), noticed=date(2026, 12, 20))
    found = look(of(baby, told))
    assert not found.tells
    assert KLEUTER not in found.watch.told
    assert found.next_at < THREE + timedelta(days=31)
    assert look(of(baby, found.watch, found.next_at)).tells


@pytest.mark.parametrize("how", ["muted", "unreachable"])
def test_who_cannot_hear_is_not_told_and_it_stays_new(baby: Answers, how: str) -> None:
    found = look(of(baby, muted=how == "muted", reachable=how != "unreachable"))
    assert not found.tells
    assert KLEUTER not in found.watch.told
    assert look(of(baby, found.watch, found.next_at)).tells


def told_long_ago(answers: Answers) -> Answers:
    """What was said of the income, more than a year before."""
    old = THREE.date() - timedelta(days=400)
    return Answers(
        tuple(replace(i, on=old) if isinstance(i, Answer) and i.question.startswith("income") else i for i in answers)
    )


def test_what_is_likely_only_with_a_stale_answer_leads_to_the_question(earning: Answers) -> None:
    known = begun(of(earning))
    assert SOCIAL in known.told
    watch = replace(known, told=tuple(key for key in known.told if key != SOCIAL))
    [one] = [one for one in look(of(earning, watch)).watch.news if one.key == SOCIAL]
    assert not one.asks
    [one] = [one for one in look(of(told_long_ago(earning), watch)).watch.news if one.key == SOCIAL]
    assert one.asks


def test_the_screen_asks_instead_of_promising(earning: Answers) -> None:
    known = begun(of(earning))
    watch = replace(known, told=tuple(key for key in known.told if key != SOCIAL))
    told = look(of(told_long_ago(earning), watch)).watch
    context = of(told_long_ago(earning), replace(told, news=tuple(one for one in told.news if one.asks)))
    context = replace(context, chat=replace(context.chat, state=State("recheck", "news")))
    screen = route.view(context)
    assert [button.choice for button in screen.answers] == ["ask", "all"]
    assert "daarvoor vraag ik iets opnieuw" in dutch(screen.body[1])
    turn = route.advance(Tap(screen.data(screen.answers[0]), 1), context)
    assert turn.state == State("interview", "ask")


def test_what_an_answer_made_likely_was_seen_and_what_waited_still_waits(baby: Answers) -> None:
    context = of(baby)
    own = hold(baby, "groeipakket_startbedrag", "child.1", True)
    watch = changed(context, context.pass_catalogue, own)
    assert KLEUTER not in watch.told, "an answer about something else does not tell it"
    assert "c1.groeipakket_startbedrag" in watch.told
    again = hold(baby, "groeipakket_kleutertoeslag", "child.1", True)
    assert KLEUTER in changed(context, context.pass_catalogue, again).told, "who has it, knows it"


def test_the_looks_of_a_day_are_spread_before_the_first_allowed_hour() -> None:
    here = catalogue().for_municipality("ninove")
    moments = {next_at(here, Answers(), TODAY, f"household{n}") for n in range(50)}
    assert len(moments) > 40
    assert {moment.astimezone(BRUSSELS).date() for moment in moments} == {min(moments).astimezone(BRUSSELS).date()}
    assert max(moments) - min(moments) < SPREAD


def test_the_same_yes_twice_is_one_yes(baby: Answers) -> None:
    context = of(baby)
    context = replace(context, chat=replace(context.chat, state=State("recheck", "ask")))
    screen = route.view(context)
    yes, no = (Tap(screen.data(button), 1) for button in screen.answers)
    assert route.advance(yes, context).effects == ()
    [withdrawn] = route.advance(no, context).effects
    assert isinstance(withdrawn, AllowRecheck)
    assert not withdrawn.given
    assert not any(isinstance(effect, SaveAnswers) for effect in route.advance(no, context).effects)
