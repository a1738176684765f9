"""The laws of a care plan: nothing is in force without the family's yes, and everything that is due is told in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import AlreadyOver, NotForThisRole, NotPossibleNow, Role, diagram
from casework.care_dates import About, due_now, for_family, for_staff, morning, next_day
from casework.careplan import LINE, CarePlan, Line, LineAction, LineKind, LineState, Owner, new_plan, wished
from casework.consultation import Consultation
from casework.own_words import tidy
from casework.trajectory import EVERY, LASTS, PHASES, PhaseAction, begun, months_later
from followups import BRUSSELS, is_working_day

PAGE = Path(__file__).parent.parent.parent / "docs/reference/care-plan.md"
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
TODAY = date(2026, 11, 16)
acts = st.lists(st.tuples(st.sampled_from(LineAction), st.sampled_from([Role.FAMILY, Role.COORDINATOR])), max_size=12)


def task(owner: Owner = Owner.FAMILY, due: date | None = None, state: LineState = LineState.DRAFT) -> Line:
    """A task that the coordinator wrote."""
    return Line("1", LineKind.TASK, NOW, Role.COORDINATOR, ready="t_call", owner=owner, due=due, state=state)


@given(st.sampled_from(Owner), acts)
def test_nothing_is_in_force_without_the_familys_own_yes_to_it_as_it_stands(
    owner: Owner, told: list[tuple[LineAction, Role]]
) -> None:
    line, yes = task(owner), False
    for action, role in told:
        try:
            line = line.moved(action, role, NOW)
        except (NotPossibleNow, NotForThisRole, AlreadyOver):
            continue
        yes = (yes or action is LineAction.AGREE) and action is not LineAction.CHANGE
        assert role is Role.FAMILY or action not in (LineAction.AGREE, LineAction.REFUSE, LineAction.TALK)
        assert not line.in_force or yes


def test_what_was_refused_stands_and_only_the_family_comes_back_to_it() -> None:
    refused = task().moved(LineAction.OFFER, Role.COORDINATOR, NOW).moved(LineAction.REFUSE, Role.FAMILY, NOW)
    for action in LineAction:
        with pytest.raises((NotPossibleNow, NotForThisRole)):
            refused.moved(action, Role.COORDINATOR, NOW)
    assert refused.moved(LineAction.AGREE, Role.FAMILY, NOW).in_force


@pytest.mark.parametrize("owner", list(Owner))
def test_a_task_is_ticked_by_whose_it_is(owner: Owner) -> None:
    line = task(owner, state=LineState.AGREED)
    mine, other = Role.FAMILY, Role.COORDINATOR
    if owner is not Owner.FAMILY:
        mine, other = other, mine
    assert line.moved(LineAction.FINISH, mine, NOW).state is LineState.DONE
    with pytest.raises(NotForThisRole):
        line.moved(LineAction.FINISH, other, NOW)


def test_a_wish_of_the_family_stands_at_once_and_changed_by_staff_asks_a_new_yes() -> None:
    wish = wished(NOW, ready="g_home")
    assert wish.in_force
    assert wish.offered
    assert not wish.changed(NOW, ready="g_work").in_force


@given(st.dates(TODAY + timedelta(days=2), date(2029, 11, 16)), st.sampled_from(Owner))
def test_a_task_is_told_once_and_while_there_is_time(due: date, owner: Owner) -> None:
    plan = replace(new_plan(TODAY), lines=(task(owner, due, LineState.AGREED),))
    family, staff = (
        [told for told in found if told.about is About.TASK] for found in (for_family(plan), for_staff(plan))
    )
    told, nobody = (family, staff) if owner is Owner.FAMILY else (staff, family)
    assert not nobody
    assert len(told) == 1
    day = told[0].day
    assert TODAY < day <= due
    assert morning(day).astimezone(BRUSSELS).date() == day, "a day on which something may be sent"
    if owner is Owner.FAMILY:
        assert day < due or due - TODAY <= timedelta(days=4)
    else:
        assert is_working_day(day) or due - TODAY <= timedelta(days=4)


@given(st.sampled_from(EVERY), st.sampled_from(LASTS), st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_a_trajectory_ends_within_three_years_and_every_look_comes_once(every: int, lasts: int, start: date) -> None:
    path = replace(begun(start), started=start).planned(every=every, months=lasts)
    assert path.ends <= months_later(start, 36)
    assert all(start < day < path.ends for day in path.reviews)
    plan = CarePlan(path, told_staff=start, told_family=start)
    looked, told, today = 0, start, start
    while (day := next_day(for_staff(plan), today)) is not None:
        looked += len(due_now(for_staff(plan), told, day))
        told = today = day
    assert looked == len(path.reviews) + 1


def test_no_trajectory_is_longer_than_three_years() -> None:
    with pytest.raises(ValueError, match="not 48"):
        begun(TODAY).planned(months=48)


def test_a_trajectory_that_ended_is_looked_at_no_more() -> None:
    plan = replace(new_plan(TODAY), path=begun(TODAY).moved(PhaseAction.END, TODAY))
    assert not for_staff(plan)
    assert not for_family(plan)


def test_a_day_that_is_added_asks_everybody_anew() -> None:
    day = datetime(2026, 11, 24, 13, tzinfo=UTC)
    asked = Consultation((day,)).with_guest("CAW").guest_says(0, 0)
    asked = replace(asked, asked=True, suits=(0,))
    more = asked.with_moment(day - timedelta(days=1))
    assert more.moments == (day - timedelta(days=1), day)
    assert (more.suits, more.guests[0].suits, more.asked) == (None, None, False)


def test_own_words_fit_on_a_screen() -> None:
    assert tidy("  een  fiets \n") == "een fiets"
    assert tidy("   ") is None
    assert tidy("woord " * 19) is None


@pytest.mark.parametrize("table", [LINE, PHASES], ids=lambda table: table.name)
def test_the_page_shows_the_tables(table: object) -> None:
    assert diagram(table) in PAGE.read_text(), "put the diagram on docs/reference/care-plan.md anew"  # type: ignore[arg-type]
