"""Whatever people tap, type, share or send, in any order, in every language: nothing breaks, nothing leaks, and there
is always a way on.

`WALKS` and `WALK_STEPS` in the environment make the walks more and longer, and then different every time:
`WALKS=500 WALK_STEPS=80 pytest tests/laws/test_walker.py`.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from casework import Role
from conversations import route
from conversations.commands import COMMANDS
from conversations.context import Context
from conversations.effects import Toast
from conversations.events import Opened, Tap
from conversations.screen import Screen
from rehearsal.recording import recorded
from rehearsal.town import Phone, Town
from sandbox import ActError
from storage.contexts import load
from storage.tables import access, chat, counter, member, outbox, referral, work
from tests.laws.screen_laws import offences
from tests.laws.walk_town import (
    FAMILIES,
    FILES,
    HELPER,
    PEOPLE,
    REPORTED,
    SEALED,
    STAFF,
    VOLUNTEER,
    Resident,
    Snapshot,
    buttons,
    snapshot,
    visit,
)

WALKS = int(os.environ.get("WALKS", "5"))
STEPS = int(os.environ.get("WALK_STEPS", "30"))
LONGER = "WALKS" in os.environ

person = st.sampled_from(PEOPLE)
family = st.sampled_from(FAMILIES)
number = st.integers(0, 40)
some_taps = st.lists(st.integers(0, 99), min_size=1, max_size=8)
words = st.one_of(
    st.sampled_from([f"/{command}" for command in COMMANDS] + ["/start", "/start desk", "/x", "/"]),
    st.sampled_from(["0471 12 34 56", "+32 475 00 00 00", "x" * 4096, "<b>&amp;</b>", "\u202eomgekeerd", "\u2068"]),
    st.sampled_from(["Mijn man slaat mij", "أمي فاقدة الوعي", "Je n'ai plus envie de vivre", "What is an eviction?"]),
    st.text(min_size=1, max_size=120),
)
invented = st.one_of(
    st.text(min_size=1, max_size=60),
    st.sampled_from(
        [
            "desk:queue:0:r.1",
            "desk:case::claim",
            "menu:erase::yes",
            "notice:contacted::no",
            "results:card:x:have",
            ":::",
            "helping:sure::send",
            "welcome:info::start",
            "interview:ask:children:a.2",
            "desk:confirm:x:right_obtained",
            "reporting:sure::send",
            "sealed:who::yes",
            "volunteer:home::card",
        ]
    ),
)


@cache
def lived_in() -> tuple[Snapshot, tempfile.TemporaryDirectory[str]]:
    """The town as all walks find it."""
    place = tempfile.TemporaryDirectory()
    return asyncio.run(snapshot(Path(place.name))), place


class Walk(RuleBasedStateMachine):
    """Several people at once, in a town with a history."""

    town: Town
    phones: dict[str, Phone]

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        self._before = lived_in()[0]
        self._screens: dict[Screen, None] = {}
        self._checked: set[Screen] = set()
        self._read = 0
        self._once: list[str] = []
        self._staff: set[int] = set()
        self._asked: set[int] = set()
        self._groups: list[int] = []
        self._apart = 0
        self._linked: dict[str, set[int]] = {}
        self._before_step: dict[str, set[int]] = {}
        self._ever: dict[int, set[str]] = {}
        self._unsealed: set[int] = set()
        self._told = 0

    def _do(self, act: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(act)

    @initialize()
    def arrive(self) -> None:
        """Everybody is where the town left them."""
        self._stack.enter_context(recorded(self._screens))
        self.town, self.phones = self._do(self._stack.enter_async_context(visit(self._before)))
        self._do(self._look())

    def teardown(self) -> None:
        if hasattr(self, "town"):
            self._do(self._stack.aclose())
        self._loop.close()

    # --- what people do --------------------------------------------------------------------------------------------

    @rule(who=person, taps=some_taps)
    def somebody_taps(self, who: str, taps: list[int]) -> None:
        """Buttons in their chat, one after the other; mostly of the newest message."""
        for nth in taps:
            here = self._buttons(who, newest=nth % 4 > 0)
            if here:
                self._tap(who, *here[nth // 4 % len(here)])

    @rule(who=family, taps=some_taps)
    def a_family_taps(self, who: str, taps: list[int]) -> None:
        self.somebody_taps(who, taps)

    @rule(taps=some_taps)
    def the_helper_takes_up_a_file_and_taps(self, taps: list[int]) -> None:
        self._says(HELPER, "/gezinnen")
        self.somebody_taps(HELPER, taps)

    @rule(taps=some_taps, kind=st.sampled_from(["name", "typed", "phone"]))
    def the_volunteer_writes_and_taps(self, taps: list[int], kind: str) -> None:
        self._says(VOLUNTEER, getattr(self._before.residents[VOLUNTEER], kind))
        self.somebody_taps(VOLUNTEER, taps)

    @rule(who=family, taps=some_taps)
    def a_family_opens_the_sealed_report(self, who: str, taps: list[int]) -> None:
        self._opens(who, self._before.sealed)
        self.somebody_taps(who, taps)

    @rule(taps=some_taps)
    def the_coordinator_taps(self, taps: list[int]) -> None:
        self.somebody_taps(STAFF, taps)

    @rule(who=person, taps=some_taps, kind=st.sampled_from(["name", "typed", "phone"]))
    def types_something_of_their_own_and_goes_on(self, who: str, taps: list[int], kind: str) -> None:
        self._says(who, getattr(self._before.residents[who], kind))
        self.somebody_taps(who, taps)

    @rule(who=person, other=person, nth=number)
    def two_tap_at_the_same_moment(self, who: str, other: str, nth: int) -> None:
        for name in (who, other):
            here = self._buttons(name, newest=False)
            if here:
                self._tap(name, *here[nth % len(here)], settle=False)
        self._settle()

    @rule(who=person, nth=st.integers(0, 10_000), data=invented)
    def taps_what_is_not_there(self, who: str, nth: int, data: str) -> None:
        """An old button of their own, one that they can only know from another phone, or one that nobody has."""
        messages = self.phones[who].messages()
        if messages:
            self._tap(
                who, messages[nth % len(messages)].id, data if nth % 3 == 0 else self._once[nth % len(self._once)]
            )

    @rule(who=person, text=words)
    def types(self, who: str, text: str) -> None:
        self._says(who, text)

    @rule(who=person, nth=number, kind=st.sampled_from(["photo", "voice", "sticker", "document", "contact", "link"]))
    def sends(self, who: str, nth: int, kind: str) -> None:
        """Something that is not text; their own number, or, at a desk, that of a family; a link that somebody gave."""
        cloud, me = self.town.stand_in.cloud, self.phones[who].id
        other = list(self.phones.values())[nth % len(self.phones)].id
        link = self._before.links[nth % len(self._before.links)]
        match kind:
            case "contact":  # the number of somebody else that a family shares is theirs to tell from then on
                self._act(lambda: cloud.share_contact(me, me, other if me in self._staff else None))
            case "link":
                self._opens(who, link)
            case _:
                self._act(lambda: cloud.send_media(me, me, kind))

    def _opens(self, who: str, link: str) -> None:
        if link == self._before.sealed:
            self._unsealed.add(self.phones[who].id)
        self._act(lambda: self.town.stand_in.cloud.open_link(self.phones[who].id, link))

    @rule(who=person, blocks=st.booleans())
    def blocks_or_unblocks(self, who: str, blocks: bool) -> None:
        cloud = self.town.stand_in.cloud
        self._act(lambda: (cloud.block if blocks else cloud.unblock)(self.phones[who].id))

    @rule(who=person, nth=number, text=st.sampled_from(["/start", "/stop", "/wissen", "hallo"]))
    def does_something_in_a_group(self, who: str, nth: int, text: str) -> None:
        """Makes one with the bot in it, or writes in one."""
        cloud, me = self.town.stand_in.cloud, self.phones[who].id
        if len(self._groups) < 2:
            self._groups.append(cloud.add_group(f"Groep {len(self._groups)}", me).id)
            self._act(lambda: cloud.add_bot(self._groups[-1], me))
        else:
            self._act(lambda: cloud.send(me, self._groups[nth % 2], text))

    @rule(hours=st.sampled_from([0, 1, 24, 3 * 24, 14 * 24]))
    def time_passes(self, hours: int) -> None:
        """Or the bot is killed and started again."""
        self._do(self.town.passes(timedelta(hours=hours)) if hours else self.town.restart())

    def _buttons(self, who: str, *, newest: bool) -> list[tuple[int, str]]:
        here = [(message.id, data) for message, data in buttons(self.phones[who])]
        return [button for button in here if button[0] == here[0][0]] if newest else here

    def _tap(self, who: str, message: int, data: str, *, settle: bool = True) -> None:
        cloud, me = self.town.stand_in.cloud, self.phones[who].id
        self._act(lambda: cloud.tap(me, me, message, data, forged=True), settle=settle)

    def _says(self, who: str, text: str) -> None:
        phone = self.phones[who]
        self._act(lambda: self.town.stand_in.cloud.send(phone.id, phone.id, text))

    def _act(self, act: Any, *, settle: bool = True) -> None:
        """Does it, unless a phone does not let them: a blocked chat, an empty message."""
        try:
            act()
        except ActError:
            return
        if settle:
            self._settle()

    def _settle(self) -> None:
        self._do(self.town.settle())

    # --- what always holds -----------------------------------------------------------------------------------------

    @invariant()
    def nothing_breaks(self) -> None:
        """No turn failed, nothing is parked, and every method that was called is one of Telegram's."""
        if hasattr(self, "town"):
            assert self.town.stand_in.cloud.journal.unknown == []
            self._do(self._nothing_failed())

    @invariant()
    def nobody_reads_what_is_not_theirs(self) -> None:
        """Of a household nothing stands in another's chat or in a group; of who asked for help, at the desk only."""
        if not hasattr(self, "town"):
            return
        self._do(self._look())
        calls = self.town.stand_in.cloud.journal.calls
        for call in calls[self._read :]:
            for resident in self._before.residents.values():
                if resident.told_in(call):
                    assert call.chat in self._readers(resident), f"{resident.name} in {call.method} to {call.chat}"
            assert "Profiel" not in str(call.params), "nobody gave the name of their Telegram profile"
        self._read = len(calls)

    @invariant()
    def a_helper_s_files_stay_apart(self) -> None:
        """A helper's word for a family stands nowhere but in the helper's chat; on one screen stands one family."""
        if not hasattr(self, "town"):
            return
        calls = self.town.stand_in.cloud.journal.calls
        for call in calls[self._apart :]:
            said = str(call.params)
            labels = {label for label in FILES if label in said}
            names = {label for label, name in FILES.items() if name in said}
            if labels:
                assert call.chat == self.phones[HELPER].id, f"{labels} in {call.method} to {call.chat}"
            if call.chat == self.phones[HELPER].id and names:
                assert len(names) == 1, f"two families on one screen: {said}"
                assert labels <= names, f"one family's answer under another's name: {said}"
        self._apart = len(calls)

    @invariant()
    def what_a_volunteer_reported_is_read_by_whom_it_is_for(self) -> None:
        """At the desk after a yes; a sealed report by who opened its link, and at the desk only after a yes there."""
        if not hasattr(self, "town"):
            return
        calls, vera = self.town.stand_in.cloud.journal.calls, self.phones[VOLUNTEER].id
        for call in calls[self._told :]:
            said = str(call.params)
            assert REPORTED not in said or call.chat in self._staff, f"the reported family, to {call.chat}"
            if SEALED in said:
                asked = bool(self._unsealed & self._asked)
                assert call.chat in self._unsealed - {vera} or (asked and call.chat in self._staff), call.chat
        self._told = len(calls)

    @invariant()
    def every_screen_is_short_and_leads_on(self) -> None:
        """In every language, whatever led to it."""
        fresh = [screen for screen in self._screens if screen not in self._checked]
        self._checked |= set(fresh)
        wrong = [offence for screen in fresh for offence in offences(screen)]
        assert not wrong, "\n".join(wrong)

    @invariant()
    def there_is_a_way_on(self) -> None:
        """From every card some button leads elsewhere within three taps, and /start works."""
        if hasattr(self, "town"):
            for context in self._do(self._contexts()):
                assert leads_on(context, 3), f"{context.chat.state} is a dead end"
                started = route.advance(Opened("", 0), context)
                assert route.view(at(context, started.state)).buttons

    async def _nothing_failed(self) -> None:
        async with self.town.machine.db.write() as conn:
            failed = work.c.attempts > 0
            assert (await conn.execute(select(work.c.kind, work.c.last_error).where(failed))).all() == []
            stuck = outbox.c.state.in_(["parked", "unsure", "sending"])
            assert (await conn.execute(select(outbox.c.kind, outbox.c.last_error).where(stuck))).all() == []
            assert (await conn.execute(select(counter.c.n).where(counter.c.name == "parked"))).all() == []

    async def _look(self) -> None:
        """Who works for the town by now, and who asked for help."""
        async with self.town.machine.db.write() as conn:
            coordinates = select(member.c.chat_id).where(member.c.role == Role.COORDINATOR)
            self._staff |= set((await conn.execute(coordinates)).scalars())
            reported = select(referral.c.reported_by).where(referral.c.reported_by.is_not(None))
            self._asked |= set((await conn.execute(reported)).scalars())
            asked = select(access.c.chat_id).join(referral, referral.c.household_id == access.c.household_id)
            self._asked |= set((await conn.execute(asked)).scalars())
            rows = (await conn.execute(select(access).where(access.c.kind.in_(["own", "helper"])))).all()
        self._before_step, self._linked = self._linked, {}
        for row in rows:
            self._linked.setdefault(row.household_id, set()).add(row.chat_id)
            self._ever.setdefault(row.chat_id, set()).add(row.household_id)
        known = dict.fromkeys(data for phone in self.phones.values() for _, data in buttons(phone))
        self._once += [data for data in known if data not in self._once]

    def _readers(self, resident: Resident) -> set[int]:
        """Who shares a file with them in this step, and the desk once they asked for help."""
        shared = resident.id in self._asked | self._staff
        files = self._ever.get(resident.id, ())
        family = {chat for file in files for when in (self._linked, self._before_step) for chat in when.get(file, ())}
        opened = self._unsealed if resident.id in self._unsealed else ()  # a change to it is read by who holds the link
        return {resident.id, *family, *opened, *(self._staff if shared or opened else ())}

    async def _contexts(self) -> list[Context]:
        machine = self.town.machine
        async with machine.db.write() as conn:
            ids = (await conn.execute(select(chat.c.id).where(chat.c.id > 0))).scalars().all()
            now = machine.clock.now()
            return [await load(conn, machine.keys, machine.turns.world, chat_id, now=now) for chat_id in ids]


def at(context: Context, state: Any) -> Context:
    """The same world, with the chat in another state."""
    return replace(context, chat=replace(context.chat, state=state))


def leads_on(context: Context, taps: int) -> bool:
    """Whether within so many taps another screen is shown, or something is done."""
    screen = route.view(context)
    for after, did in _tapped(context, screen):
        if did or route.view(after).body != screen.body:
            return True
        if taps > 1 and leads_on(after, taps - 1):
            return True
    return False


def _tapped(context: Context, screen: Screen) -> Iterator[tuple[Context, bool]]:
    for button in screen.buttons:
        if button.url is None:
            turn = route.advance(Tap(screen.data(button), 0), context)
            yield at(context, turn.state), any(not isinstance(effect, Toast) for effect in turn.effects)


def test_walks() -> None:
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            derandomize=not LONGER,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink) if LONGER else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture(scope="module", autouse=True)
def _the_town_goes() -> Iterator[None]:
    yield
    if lived_in.cache_info().currsize:
        lived_in()[1].cleanup()
