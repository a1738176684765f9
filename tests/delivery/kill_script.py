"""The thirty updates of the kill test: what four people do, recorded once and queued up front ever after.

A template holds what went before: a coordinator has joined, and two families have asked for help.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, zip_longest
from pathlib import Path
from unittest.mock import patch

from rehearsal.town import MONDAY, Phone, open_town
from sandbox import Clock, Cloud, StandIn
from storage import work

__all__ = ["COORDINATOR", "HELPED", "Act", "new_stand_in", "people_of", "record"]

COORDINATOR, HELPED, ERASER, NEW = "Katrien", "Amina", "Joris", "Sara"
CROWD = (COORDINATOR, HELPED, ERASER, NEW)


@dataclass(frozen=True, slots=True)
class Act:
    """What one person did: a tap (with its data), a text, or their contact shared."""

    who: str
    kind: str
    what: str = ""

    def do(self, cloud: Cloud, person: int) -> None:
        """Does it again."""
        match self.kind:
            case "tap":
                cloud.tap(person, person, 1, self.what, forged=True)
            case "text":
                cloud.send(person, person, self.what)
            case "contact":
                cloud.share_contact(person, person)


def crowd(cloud: Cloud) -> dict[str, int]:
    """The four people, with the same ids every time, who have each opened the bot before."""
    people = {name: cloud.add_user(name, phone=f"+3247100000{i}").id for i, name in enumerate(CROWD)}
    for person in people.values():
        cloud.send(person, person, "/start")
    cloud.updates.forget()
    return people


def people_of(cloud: Cloud) -> dict[str, int]:
    """The four people by name."""
    return {user.first_name: user.id for user in cloud.users.values() if not user.is_bot}


def new_stand_in(acts: list[Act]) -> StandIn:
    """A stand-in in which all acts are done, and none is fetched yet."""
    stand_in = StandIn(clock=Clock(lambda: MONDAY))
    people = crowd(stand_in.cloud)
    for act in acts:
        act.do(stand_in.cloud, people[act.who])
    return stand_in


class _Scribe:
    """Lets a phone do something, and writes it down."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.acts: list[Act] = []

    def choices(self) -> list[str]:
        """The data of the buttons of the newest card."""
        cards = [m for m in self.phone.messages() if m.from_bot and any(b.data for b in self.phone.inline(m))]
        return [button.data for button in self.phone.inline(cards[-1]) if button.data] if cards else []

    async def taps(self, data: str) -> None:
        self.acts.append(Act(self.phone.user.first_name, "tap", data))
        await self.phone.forges(data)

    async def says(self, text: str) -> None:
        self.acts.append(Act(self.phone.user.first_name, "text", text))
        await self.phone.says(text)

    async def shares_contact(self) -> None:
        self.acts.append(Act(self.phone.user.first_name, "contact"))
        await self.phone.shares_contact()

    async def chooses(self, *ends: str) -> None:
        """Taps the buttons whose data ends so."""
        for end in ends:
            found = [data for data in self.choices() if data.rpartition(":")[2].startswith(end)]
            assert found, f"no choice {end!r} among {self.choices()}"
            await self.taps(found[0])


async def _asks_for_help(scribe: _Scribe) -> None:
    """From the first screen to a reference number: the first answer to every question, nothing of a list."""
    await scribe.says("/start")
    for _ in range(60):
        choices = scribe.choices()
        step = choices[0].split(":")[:2]
        if step == ["helping", "sent"]:
            return
        if step == ["helping", "name"]:
            await scribe.says(scribe.phone.user.first_name)
        elif step == ["helping", "phone"]:
            await scribe.shares_contact()
        elif step[0] == "results":
            await scribe.chooses("help")
        else:
            nothing = [data for data in choices if data.endswith(":done")]  # of a list
            await scribe.taps((nothing or choices)[0])
    raise AssertionError("no reference number after sixty steps")


async def _closes_a_case(scribe: _Scribe) -> None:
    await scribe.says("/start")
    await scribe.chooses("r.", "claim", "contact", "yes", "close")
    await scribe.taps(scribe.choices()[0])  # the first outcome
    await scribe.taps(scribe.choices()[0])  # sure


async def _erases(scribe: _Scribe) -> None:
    await scribe.says("/erase")
    await scribe.chooses("yes")


def one_file(household: str) -> str:  # noqa: ARG001
    """What tells one file from another in the buttons of a chat. Nobody here has two, and ids are new in every life:
    so that buttons are the same in each."""
    return "file"


async def record(folder: Path) -> list[Act]:
    """Makes the template in the folder, and plays on from a copy. Returns what was played, as a busy hour mixes it."""
    with patch("conversations.files.mark", one_file):
        return await _record(folder)


async def _record(folder: Path) -> list[Act]:
    played = folder.with_name(f"{folder.name}-played")
    played.mkdir()
    async with open_town(played, server=None) as town:  # the kills copy its file
        people = crowd(town.stand_in.cloud)
        scribes = {name: _Scribe(Phone(town, town.stand_in.cloud.user(id_))) for name, id_ in people.items()}
        await scribes[COORDINATOR].phone.opens(await town.invitation())
        await scribes[COORDINATOR].says(COORDINATOR)
        for name in (HELPED, ERASER):
            await _asks_for_help(scribes[name])
        async with town.machine.db.write() as conn:  # the stand-ins to come count their updates from the beginning
            await work.forget_done(conn, MONDAY + timedelta(days=1))
        await town.machine.close()
        shutil.copytree(played, folder)
        await town.open()
        for scribe in scribes.values():
            scribe.acts.clear()
        await _closes_a_case(scribes[COORDINATOR])
        await _erases(scribes[ERASER])
        await _asks_for_help(scribes[NEW])
    shutil.rmtree(played)
    rounds = zip_longest(*(scribe.acts for scribe in scribes.values()))
    return [act for act in chain.from_iterable(rounds) if act is not None]
