"""Deny by default, over the whole registry: a state that a role may not be in shows and does nothing of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework import Deed, Policy, Role, may
from casework.second import Factor
from conversations import route
from conversations.context import Chat, Member
from conversations.dialog import Dialog
from conversations.events import Tap, Typed
from conversations.notices import staff
from conversations.registry import DIALOGS
from conversations.staffing import Staffing
from conversations.state import State
from tests.conversations.staff_town import ELS, FATIMA, Town

ROLES = ("", "gardener", *(role for role in Role))
NEEDING = [dialog for dialog in DIALOGS.values() if dialog.needs is not None]


def needed(dialog: Dialog) -> Deed:
    assert dialog.needs is not None
    return dialog.needs


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("dialog", NEEDING, ids=lambda dialog: dialog.name)
def test_who_may_not_is_taken_home_from_every_step(dialog: Dialog, role: str) -> None:
    """Whatever stands in the state: an old card, a row that an older version wrote."""
    if may(role, needed(dialog)):
        return
    town = Town()
    referral = town.asks_help(FATIMA)
    els = town.person(ELS)
    town.members[ELS] = (Member("ninove", role, "Els"),) if role else ()
    for step in dialog.steps:
        state = State(dialog.name, step, {"case": referral.id, "who": "x", "town": "ninove"})
        town.chats[ELS] = Chat(ELS, "nl", state=state)
        screen = route.view(town.context(ELS))
        assert screen.dialog != dialog.name
        for event in (Tap(f"{dialog.name}:{step}:{referral.id}:yes", 1), Typed("een notitie", 1)):
            turn = route.advance(event, town.context(ELS, event))
            assert turn.state.dialog != dialog.name
            assert not town.notes
    assert "Fatima" not in els.reads


@pytest.mark.parametrize("dialog", [dialog for dialog in DIALOGS.values() if dialog.guarded], ids=lambda d: d.name)
def test_no_guarded_step_opens_without_its_code(dialog: Dialog) -> None:
    town = Town()
    referral = town.asks_help(FATIMA)
    town.coordinator(ELS, "Els").opens_case(referral)
    town.members[ELS] = tuple(Member("ninove", role, "Els") for role in (Role.COORDINATOR, Role.ADMIN))
    on = Factor("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", on=True)
    for step in dialog.guarded:
        state = State(dialog.name, step, {"case": referral.id})
        for policy, factor, door in (
            (Policy.OPTIONAL, on, "ask"),
            (Policy.REQUIRED, on, "ask"),
            (Policy.REQUIRED, None, "about"),
            (Policy.REQUIRED, replace(on, on=False), "about"),
        ):
            context = replace(
                town.context(ELS), chat=Chat(ELS, "nl", state=state, factor=factor), staffing=Staffing(policy)
            )
            screen = route.view(context)
            assert (screen.dialog, screen.step) == ("second", door), f"{step}, {policy}"
        opened = replace(on, opened=town.now)
        context = replace(
            town.context(ELS), chat=Chat(ELS, "nl", state=state, factor=opened), staffing=Staffing(Policy.REQUIRED)
        )
        assert route.view(context).dialog == dialog.name


def test_what_staff_are_told_is_for_who_has_a_role_that_may_read_it() -> None:
    """So nothing about work reaches, or is done by, somebody whose role has ended."""
    assert all(kind.deed is not None for kind in staff.KINDS)
