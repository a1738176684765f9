"""Every button of every screen at the desk, of joining, messages and outcomes: it acts, and leads to a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from conversations.context import Chat, Invitation, Message
from conversations.effects import Toast
from conversations.events import Typed
from conversations.registry import DIALOGS
from conversations.screen import MAX_ANSWERS, Screen
from conversations.state import Json, State
from tests.conversations.staff_town import BART, ELS, FATIMA, Person, Town, all_answered, chosen, dutch, labels, words

MINE = ("desk", "joining", "messages", "outcomes")
MOST_SCREENS = 300


def desk(claimed_by: int | None = None, **referral: object) -> tuple[Town, int]:
    """Els at a desk with one case of a kind."""
    town = Town(links={"t": Invitation("invite", "ninove", "coordinator")})
    els = town.coordinator(ELS, "Els")
    row = town.asks_help(FATIMA, claimed_by=ELS, **referral)
    town.families[FATIMA] = replace(
        town.families[FATIMA],
        messages=(Message("m1", "hello", town.now, "good"), Message("m2", "interpreter", town.now)),
    )
    for text in ("een", "twee"):
        town.chats[ELS] = Chat(ELS, "nl", state=State("desk", "notes", {"case": row.id}))
        els.types(text)
    town.referrals[row.id] = replace(row, claimed_by=claimed_by)
    return town, ELS


def family(**household: object) -> tuple[Town, int]:
    """Fatima with a message and rights to be asked about."""
    from rights import report

    town = Town()
    town.coordinator(ELS, "Els")
    here = town.context(FATIMA).catalogue.for_municipality("ninove")
    keys = tuple(v.key for v in report(here, all_answered(), town.now.date()).verdicts)[:3]
    town.family(FATIMA, kept=True, steps=chosen(*keys, unanswered=1), **household)
    return town, FATIMA


def joining() -> tuple[Town, int]:
    """Bart, invited."""
    town = Town(links={"t": Invitation("invite", "ninove", "coordinator")})
    town.person(BART).opens("t")
    return town, BART


WORLDS = {
    "waits": lambda: desk(lifted=True, urgency="urgent"),
    "mine": lambda: desk(state="claimed", claimed_by=ELS, claimed_name="Els", muted=True),
    "in_support": lambda: desk(state="in_support", claimed_by=ELS, claimed_name="Els", phone=None, way="through_bot"),
    "of a colleague": lambda: desk(state="claimed", claimed_by=BART, claimed_name="Bart", when=None),
    "ended": lambda: desk(state="closed"),
    "family": family,
    "invited": joining,
}


def check(screen: Screen) -> None:
    """The measures of a screen."""
    assert 0 < len(words(screen).split()) <= 60, words(screen)
    assert len(screen.answers) <= MAX_ANSWERS
    assert any(button.choice in ("menu", "home", "queue") for button in screen.buttons), "a way out"
    assert len({screen.data(button) for button in screen.buttons}) == len(screen.buttons)
    for button in screen.buttons:
        longest = screen.data(button)
        for short in ("r1", "m1", "m2"):
            longest = longest.replace(short, "x" * 24)
        assert len(longest.encode()) <= 64, longest
        assert dutch(button.label).strip()
    assert all(len(label) <= 30 for label in labels(screen)), labels(screen)


DAY = re.compile(r"\w+dag \d\d/\d\d/\d{4}(?: om \d\d:\d\d)?")


def key(person: Person) -> str:
    """What makes a screen worth visiting: the step, and what is shown; not which of many answers are ticked, not with
    what or in which phrase something is filled in (`test_talking_screens`), not which of many messages is read,
    and not of which right a signal is."""
    state, blanks = person.state, person.state.data.get("blanks")
    if (isinstance(blanks, dict) and blanks) or state.step in ("fill", "preview", "papers", "answers", "barrier_on"):
        return "\n".join(
            (state.dialog, state.step, *(blanks if isinstance(blanks, dict) else ()), *person.buttons[-4:])
        )
    buttons = (label.removeprefix("✅ ") for label in person.buttons)
    return DAY.sub("…", "\n".join((person.state.dialog, person.state.step, person.reads, *buttons)))


def starts(town: Town, chat: int) -> Iterator[Town]:
    """The town with this person at each step that they can be at."""
    for name in MINE:
        dialog = DIALOGS[name]
        if (dialog.staff and chat not in town.members) or (dialog.household and chat not in town.families):
            continue
        for step in dialog.steps:
            here = town.copy()
            here.chats[chat] = Chat(chat, "nl", state=State(name, step, DATA.get(name, {})))
            yield here


DATA: dict[str, dict[str, Json]] = {"desk": {"case": "r1"}, "joining": {"token": "t", "municipality": "ninove"}}


@pytest.mark.parametrize("world", sorted(WORLDS))
def test_every_button_acts_and_leads_to_a_screen(world: str) -> None:
    town, chat = WORLDS[world]()
    waiting, seen = list(starts(town, chat)), set[str]()
    while waiting:
        here = waiting.pop()
        person = here.person(chat)
        if person.state.dialog not in MINE or key(person) in seen:
            continue
        seen.add(key(person))
        assert len(seen) <= MOST_SCREENS
        screen = person.screen
        check(screen)
        typed = here.copy()
        typed.turn(chat, Typed("zomaar iets", 9))
        assert typed.person(chat).reads
        for button in screen.buttons:
            there = here.copy()
            turn = there.person(chat).press(screen, button)
            assert Toast("old") not in turn.effects, f"{screen.step}: {button.choice}"
            assert there.person(chat).reads
            waiting.append(there)
    assert len(seen) > 3
