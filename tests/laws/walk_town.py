"""A town for walks: families in every language at different points of their way, two parents who read one file, a
helper with two families and one of her own, a volunteer who reported two more, a coordinator, and strangers.

The town is lived in once; every walk begins with a copy of it. Each person has words of their own, by which it is
found out when they stand where nobody may read them.
"""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from delivery.pacing import Pace
from rehearsal.town import Phone, Town, open_town
from sandbox import Call, Message, StandIn

__all__ = [
    "FAMILIES",
    "FILES",
    "HELPER",
    "LANGUAGE_OF",
    "PARENT",
    "PEOPLE",
    "REPORTED",
    "SEALED",
    "STAFF",
    "VOLUNTEER",
    "Resident",
    "Snapshot",
    "chooses",
    "snapshot",
    "visit",
]

SETTINGS: dict[str, Any] = {"private_pace": Pace(rate=1000, room=1000)}

LANGUAGE_OF = {"Zaraxa": "nl", "Zerexe": "ar", "Zirixi": "fr", "Zoroxo": "en"}
FAMILIES = tuple(LANGUAGE_OF)
STAFF = "Zukuxu"
STRANGER = "Zyryxy"
HELPER = "Zaxiza"
PARENT = "Zexuze"
VOLUNTEER = "Zuxaxo"
PEOPLE = (*FAMILIES, STAFF, STRANGER, HELPER, PARENT, VOLUNTEER)
FILES = {"Woordalfa": "Ouderalfa", "Woordbeta": "Ouderbeta"}
"""The helper's words for two families, and the first name that each gives when it asks for help."""
REPORTED, SEALED = "Ouderdelta", "Ouderepsilon"
"""First names that the volunteer reported: of a family that said yes, and of one that was not asked yet."""


@dataclass(frozen=True)
class Resident:
    """A person with words that only belong to them: what they call themselves, a phone number, what they type."""

    name: str
    id: int
    phone: str

    @property
    def typed(self) -> str:
        """A word that only this person types, as text."""
        return f"Geheim{self.name}"

    def told_in(self, call: Call) -> bool:
        """Whether a call to Telegram holds anything of this person."""
        said = str(call.params).replace(" ", "").replace(".", "")
        return self.name in said or self.phone.removeprefix("+32") in said


@dataclass
class Snapshot:
    """A town at rest: its files, and what Telegram remembers."""

    folder: Path
    residents: dict[str, Resident]
    links: list[str]
    sealed: str
    """The one of them that opens the sealed report."""
    now: datetime
    cloud: dict[str, Any] = field(default_factory=dict)


def _remembered(stand_in: StandIn) -> dict[str, Any]:
    cloud = stand_in.cloud
    return {
        "users": dict(cloud.users),
        "chats": copy.deepcopy(cloud.chats),
        "queries": dict(cloud.queries),
        "next_update": cloud.updates._next_id,
    }


def _restored(stand_in: StandIn, remembered: dict[str, Any]) -> None:
    cloud = stand_in.cloud
    cloud.users = dict(remembered["users"])
    cloud.chats = copy.deepcopy(remembered["chats"])
    cloud.queries = dict(remembered["queries"])
    cloud.updates._next_id = remembered["next_update"]
    cloud.numbers = iter(range(10**6, 10**9))  # type: ignore[assignment]


def buttons(phone: Phone) -> Iterator[tuple[Message, str]]:
    """The buttons in a chat that send something, the newest message first."""
    for message in reversed(phone.messages()):
        yield from ((message, button.data) for button in phone.inline(message) if button.data)


async def chooses(phone: Phone, *choices: str) -> None:
    """Taps buttons by what they mean, so that a person can be played in every language."""
    for choice in choices:
        message, data = next((m, d) for m, d in buttons(phone) if d.rpartition(":")[2] == choice)
        phone.town.stand_in.cloud.tap(phone.id, phone.id, message.id, data)
        await phone.town.settle()


async def _starts(phone: Phone, language: str) -> None:
    await phone.says("/start")
    await chooses(phone, language, "ninove", "start", "a.none")


async def _finishes(phone: Phone) -> None:
    while any(data.startswith("interview:ask:") for _, data in buttons(phone)):
        await chooses(phone, "dk")


async def _helps(helper: Phone) -> list[str]:
    """Files for two families, one with a request; then one of her own, half filled in. Returns a family's code."""
    await helper.says("/start")
    await chooses(helper, "nl")
    for label, parent in FILES.items():
        await helper.says("/gezinnen")
        if label != next(iter(FILES)):
            await chooses(helper, "new")
        await helper.says(label)
        await chooses(helper, "ninove", "read", "yes", "a.none")
        await helper.says("/menu")
        await chooses(helper, "request", "yes")
        await helper.says(parent)
    await helper.says("/menu")
    await chooses(helper, "rest", "file", "give", "show")
    code = helper.code()
    await helper.says("/gezinnen")
    first = next(data.rpartition(":")[2] for _, data in buttons(helper) if ":f." in data)
    await chooses(helper, first)
    await helper.says("/menu")
    await chooses(helper, "request", "yes")
    await helper.says(FILES[next(iter(FILES))])
    await chooses(helper, "through_bot", "send")
    await helper.says("/start")
    await chooses(helper, "own", "ninove", "start", "a.none")
    return [code]


async def _joins(first: Phone, other: Phone) -> list[str]:
    """The other parent reads along; a second code for a third one lies about."""
    await first.says("/menu")
    await chooses(first, "rest", "join", "show")
    await other.opens(first.code())
    await chooses(other, "nl", "yes", "agreed")
    message, data = next((m, d) for m, d in buttons(first) if d.startswith("notice:join_asked:") and d.endswith(":yes"))
    first.town.stand_in.cloud.tap(first.id, first.id, message.id, data)
    await first.town.settle()
    await chooses(other, "open")
    await first.says("/menu")
    await chooses(first, "rest", "join", "show")
    return [first.code()]


async def _reports(volunteer: Phone, invitation: str) -> list[str]:
    """A family that agreed, one that was not asked, and one that is being written about. Returns the two codes."""
    await volunteer.opens(invitation)
    await chooses(volunteer, "nl", "yes", "fr", "done")
    await volunteer.says(VOLUNTEER)
    await chooses(volunteer, "skip", "skip", "report", "told", "ar", "yes")
    await volunteer.says(REPORTED)
    await volunteer.says("0470 55 66 77")
    await chooses(volunteer, "any_time", "no", "food", "done", "none", "send")
    told = volunteer.code()
    await chooses(volunteer, "home", "report", "sealed", "go")
    await volunteer.says(SEALED)
    await chooses(volunteer, "none", "forms", "done", "none", "send")
    sealed = volunteer.code()
    await chooses(volunteer, "home", "report", "sealed", "go")
    await volunteer.says(VOLUNTEER)
    return [told, sealed]


async def snapshot(folder: Path) -> Snapshot:
    """Lives in a town until there is something of everything in it."""
    async with open_town(folder, **SETTINGS) as town:
        phones = {
            name: town.phone(f"Profiel{name}", language_code=LANGUAGE_OF.get(name, "nl"), phone=f"+3247197531{n}")
            for n, name in enumerate(PEOPLE)
        }
        staff = phones[STAFF]
        await staff.opens(await town.invitation())
        await staff.says(STAFF)
        cloud = town.stand_in.cloud
        group = cloud.add_group("Team", staff.id).id
        cloud.add_bot(group, staff.id)
        await town.settle()
        message, data = next(buttons(staff))
        cloud.tap(staff.id, staff.id, message.id, data)
        await town.settle()
        dutch, arabic, french, english = (phones[name] for name in FAMILIES)
        await _starts(french, "fr")
        await _finishes(french)
        await chooses(french, "keep", "yes")
        followed = [data.rpartition(":")[2] for _, data in buttons(french) if data.startswith("plan:pick:")]
        await chooses(french, *followed[:2], "done", "yes")
        await town.passes(timedelta(days=15))
        for asking, language in ((dutch, "nl"), (arabic, "ar"), (english, "en")):
            await _starts(asking, language)
        for asking in (dutch, arabic):
            await asking.says("/menu")
            await chooses(asking, "request", "yes")
            await asking.says(FAMILIES[0] if asking is dutch else FAMILIES[1])
        await chooses(dutch, "through_bot", "send")
        await chooses(arabic, "own_phone")
        await arabic.shares_contact()
        await chooses(arabic, "morning", "yes", "send")
        await english.says("/menu")
        await chooses(english, "request", "yes")
        await english.says(FAMILIES[3])
        await staff.says("/start")
        cases = [data.rpartition(":")[2] for _, data in buttons(staff) if ":r." in data]
        await chooses(staff, cases[0], "claim", "phrases", "contact", "hello", "send.hello")
        links = [await town.invitation() for _ in range(2)]
        links += [*await _helps(phones[HELPER]), *await _joins(french, phones[PARENT])]
        reported = await _reports(phones[VOLUNTEER], await town.invitation(role="volunteer"))
        links += [*reported, await town.invitation(role="volunteer")]
        links += [f"desk-{case.removeprefix('r.')}" for case in cases]
        residents = {name: Resident(name, phone.id, phone.user.phone or "") for name, phone in phones.items()}
        return Snapshot(folder, residents, links, reported[-1], town.clock.now(), _remembered(town.stand_in))


@asynccontextmanager
async def visit(before: Snapshot) -> AsyncIterator[tuple[Town, dict[str, Phone]]]:
    """A copy of the town, to do in what one likes."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "town"
        shutil.copytree(before.folder, folder)

        def prepare(stand_in: StandIn) -> None:
            _restored(stand_in, before.cloud)

        async with open_town(folder, start=before.now, prepare=prepare, **SETTINGS) as town:
            cloud = town.stand_in.cloud
            yield town, {name: Phone(town, cloud.users[who.id]) for name, who in before.residents.items()}
