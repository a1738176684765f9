"""The bot stays only in groups that a coordinator confirmed in private."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from casework import Role
from conversations import route
from conversations.context import Chat, Context, Member
from conversations.dialog import Turn
from conversations.effects import Audience, Effect, LeaveGroup, MoveGroup, Notify, Schedule, SetTeamGroup, Toast
from conversations.events import BotAdded, BotRemoved, Event, Migrated
from tests.conversations.staff_town import ELS, GROUP, JOHN, MONDAY, Town, labels, words


def in_group(event: Event, **changes: object) -> Turn:
    """A turn of a group's own stream."""
    context: Context = replace(Town().context(GROUP), chat=Chat(GROUP, "nl"))
    return route.advance(event, replace(context, **changes))  # type: ignore[arg-type]


def effects(event: Event, **changes: object) -> tuple[Effect, ...]:
    turn = in_group(event, **changes)
    assert not turn.card
    return turn.effects


def test_a_coordinator_who_adds_the_bot_is_asked_in_private() -> None:
    actor = (Member("ninove", Role.COORDINATOR, "Els"),)

    asked, leaves = effects(BotAdded(ELS), actor=actor)
    assert asked == Notify(Audience("chat", chat=ELS), "team_group", str(GROUP))
    assert isinstance(leaves, Schedule)
    assert leaves.due_at == MONDAY + timedelta(days=1)


def test_the_bot_leaves_a_group_to_which_anybody_else_added_it() -> None:
    assert effects(BotAdded(JOHN)) == (LeaveGroup(GROUP),)
    assert effects(BotAdded(JOHN), actor=(Member("ninove", "gardener", "Jan"),)) == (LeaveGroup(GROUP),)


def test_a_group_that_was_confirmed_before_stays() -> None:
    assert effects(BotAdded(JOHN), team_of="ninove") == ()


def test_a_group_that_put_the_bot_out_is_forgotten_and_one_that_grew_keeps_its_place() -> None:
    assert effects(BotRemoved()) == (LeaveGroup(GROUP),)
    assert effects(Migrated(-100999)) == (MoveGroup(GROUP, -100999),)


def test_yes_makes_it_the_team_group_once() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    notice = town.arrives("team_group", str(GROUP))
    before = town.notice_screen(notice, ELS)
    assert labels(before) == ["Ja, van Ninove", "Nee, verlaat de groep"]

    turn = els.taps_notice(notice, "Ja, van Ninove")
    assert SetTeamGroup("ninove", GROUP) in turn.effects
    assert not turn.card

    after = town.notice_screen(notice, ELS)
    assert "Gekozen: Ja, van Ninove." in words(after)
    assert after.buttons == ()
    assert els.press(before, before.buttons[1]).effects == (Toast("done_before"),)


def test_no_makes_the_bot_leave() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")

    turn = els.taps_notice(town.arrives("team_group", str(GROUP)), "Nee, verlaat de groep")

    assert LeaveGroup(GROUP) in turn.effects
    assert not any(isinstance(effect, SetTeamGroup) for effect in turn.effects)


def test_who_coordinates_two_municipalities_says_which_one() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    town.members[ELS] += (Member("voorbeeldstad", Role.COORDINATOR, "Els"),)

    notice = town.arrives("team_group", str(GROUP))
    assert len(labels(town.notice_screen(notice, ELS))) == 3
    turn = els.press(screen := town.notice_screen(notice, ELS), screen.buttons[1])

    assert SetTeamGroup("voorbeeldstad", GROUP) in turn.effects


def test_who_is_no_coordinator_any_more_cannot_confirm_a_group() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    notice = town.arrives("team_group", str(GROUP))
    seen = town.notice_screen(notice, ELS)

    town.members[ELS] = ()

    assert els.press(seen, seen.buttons[0]).effects == (Toast("old"),)
