"""A month of one municipality: sixty families, eight volunteers, three coordinators of whom one goes on leave.

It begins on 12 October 2026, so that a night of 25 hours, All Saints' Day and Armistice Day lie in it. Who does what is
drawn from a seed. People act on working days, some families in the evening and at weekends too; between their acts
the clock walks through every moment at which the bot has something to do.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from delivery.pacing import Pace
from followups import BRUSSELS
from followups.calendar import is_working_day
from rehearsal.town import Phone, Town, open_town
from tests.stories.people import answers_everything, begins, confirmed_group, number_in
from tests.stories.volunteers import joins, reports, seals

__all__ = ["FIRST", "LAST", "Family", "Month", "lived"]

FIRST, LAST = date(2026, 10, 12), date(2026, 11, 12)
FAMILIES, VOLUNTEERS = 60, 8
LEAVE = (date(2026, 10, 26), date(2026, 11, 3))
"""The days on which one coordinator is away."""
MORNING, NOON, EVENING = time(9, 30), time(12, 30), time(21, 15)
LETTERS = "abcdefgh"
KEEN = 0.6
"""How often a person answers what stands on their phone, on a day."""
PACE: dict[str, Any] = {"private_pace": Pace(rate=1000, room=1000)}

Act = Callable[[], Coroutine[Any, Any, object]]


@dataclass
class Family:
    """A family with words of its own, by which it is found where nobody may read them."""

    name: str
    phone: Phone
    way: str
    number: str = ""
    link: str = ""
    gone: bool = False

    @property
    def chat(self) -> int:
        return self.phone.id


@dataclass
class Month:
    """Who lives in it, and who acted when: what was sent at that moment to them was not unasked."""

    town: Town
    chance: random.Random
    staff: list[Phone] = field(default_factory=list)
    elsewhere: list[Phone] = field(default_factory=list)
    volunteers: list[Phone] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    group: int = 0
    acted: set[tuple[datetime, int]] = field(default_factory=set)

    async def acts(self, phone: Phone, act: Act) -> None:
        """Somebody does something, at this moment."""
        self.acted.add((self.town.clock.now(), phone.id))
        await act()

    async def until(self, day: date, hour: time) -> None:
        """The clock walks to an hour of a day in Brussels."""
        moment = datetime.combine(day, hour, BRUSSELS)
        await self.town.passes(moment - self.town.clock.now())

    # --- who comes ---------------------------------------------------------------------------------------------------

    async def people(self) -> None:
        """Three coordinators with a group, one of another town, and the volunteers."""
        self.staff = [await self.town.coordinator(name) for name in ("Katrien", "Bart", "Els")]
        self.group = await confirmed_group(self.town, self.staff[0])
        self.elsewhere = [await self.town.coordinator("Rik", "ronse")]
        for n in range(VOLUNTEERS):
            name = f"Hulp{LETTERS[n]}"
            self.volunteers.append(await joins(self.town, self.town.phone(name), name))
        moment = self.town.clock.now()
        self.acted |= {(moment, phone.id) for phone in (*self.staff, *self.elsewhere, *self.volunteers)}
        self.acted.add((moment, self.group))

    async def comes(self, n: int) -> None:
        """A family comes in its own way: by itself, through a volunteer, by a sealed letter, or only to look."""
        way = ("asks", "asks", "reported", "sealed", "looks")[n % 5]
        name = f"Ouder{LETTERS[n // 8]}{LETTERS[n % 8]}zx"
        family = Family(name, self.town.phone(name), way)
        self.families.append(family)
        volunteer = self.volunteers[n % VOLUNTEERS]
        if way == "asks":
            await self.acts(family.phone, lambda: self._asks(family, thorough=n % 4 == 0))
        elif way == "reported":
            await self.acts(volunteer, lambda: self._reported(family, volunteer))
        elif way == "sealed":
            await self.acts(volunteer, lambda: self._sealed(family, volunteer))
        else:
            await self.acts(family.phone, lambda: begins(family.phone))

    async def _asks(self, family: Family, *, thorough: bool) -> None:
        await begins(family.phone)
        if thorough:
            await answers_everything(family.phone)
        await family.phone.taps("Menu", "👤 Vraag hulp", "Ja, dat mag")
        if "papieren" in family.phone.text():
            await family.phone.taps("Ja, dat mag")
        await family.phone.says(family.name)
        await family.phone.taps("Via deze chat", "Ja, verstuur")
        family.number = number_in(family.phone.text())

    async def _home(self, volunteer: Phone) -> None:
        await volunteer.says("/start")

    async def _reported(self, family: Family, volunteer: Phone) -> None:
        await self._home(volunteer)
        await reports(volunteer, family.name, family.phone.user.phone or "")

    async def _sealed(self, family: Family, volunteer: Phone) -> None:
        await self._home(volunteer)
        family.link = await seals(volunteer, family.name)

    # --- what they do on a day ---------------------------------------------------------------------------------------

    async def family_day(self, family: Family) -> None:
        """A family answers what is asked, opens a letter, or, now and then, leaves."""
        phone, luck = family.phone, self.chance.random()
        if family.gone or self.chance.random() > KEEN:
            return
        if family.link:
            link, family.link = family.link, ""
            await self.acts(phone, lambda: self._opens_letter(family, link, says_yes=luck < 0.7))
        elif luck < 0.02 and family.way == "asks":
            family.gone = True
            self.town.stand_in.cloud.block(phone.id)
            await self.town.settle()
        else:
            await self.acts(phone, lambda: self._answers(phone, luck))

    async def _opens_letter(self, family: Family, link: str, *, says_yes: bool) -> None:
        await family.phone.opens(link)
        await family.phone.taps("Nederlands")
        if says_yes and "Kies ja of nee" in family.phone.buttons():
            await family.phone.taps("Kies ja of nee", "Ja, geef door")
            family.number = number_in(family.phone.text())
        elif "Kies ja of nee" in family.phone.buttons():
            await family.phone.taps("Kies ja of nee", "Nee, wis het")

    async def _answers(self, phone: Phone, luck: float) -> None:
        for message in phone.messages():
            buttons = phone.buttons(message) if message.from_bot else []
            if "Nee, nog niet" in buttons:
                await phone.taps("Nee, nog niet" if luck < 0.3 else "Ja", message=message)
            elif "Open het bericht" in buttons:
                await phone.taps("Open het bericht", message=message)
                answers = [b for b in phone.buttons() if b in {"Ja", "Dat is goed", "Altijd goed"}]
                if answers:
                    await phone.taps(answers[0])
            else:
                continue
            return

    async def staff_day(self, phone: Phone, day: date) -> None:
        """A coordinator takes what waits, helps with what is theirs, and closes some of it."""
        if phone is self.staff[2] and LEAVE[0] <= day <= LEAVE[1]:
            return
        await self.acts(phone, lambda: self._works(phone))

    async def _works(self, phone: Phone) -> None:
        await phone.says("/start")
        for number in self._free(phone)[:2]:
            await phone.taps(number, "Neem dit op je")
            await phone.taps("Naar de lijst")
        await phone.taps("Toon alleen de mijne")
        mine = [label.partition(":")[0] for label in phone.buttons() if label.startswith("NIN-")]
        for number in self.chance.sample(mine, min(2, len(mine))):
            await phone.taps(number)
            await self._helps(phone)
            await phone.says("/start")
            await phone.taps("Toon alleen de mijne")

    def _free(self, phone: Phone) -> list[str]:
        lines = [line for line in phone.text().splitlines() if line.startswith("NIN-") and "Nog vrij" in line]
        return [line.partition(":")[0] for line in lines]

    async def _helps(self, phone: Phone) -> None:
        luck, buttons = self.chance.random(), phone.buttons()
        if "Meld contact" in buttons and luck < 0.6:
            await phone.taps("Meld contact")
        elif "Sluit af" in buttons and luck < 0.35:
            await phone.taps("Sluit af", "Recht in orde", "Sluit af")
        elif luck > 0.9 and "Schrijf via de bot" in buttons:
            await phone.taps("Schrijf via de bot")

    async def lives(self) -> None:
        """From the first day to the last."""
        await self.people()
        day, n = FIRST, 0
        while day <= LAST:
            await self.until(day, MORNING)
            working = is_working_day(day)
            while working and n < FAMILIES and (day - FIRST).days * 4 >= n:
                await self.comes(n)
                n += 1
            if working:
                for phone in self.staff:
                    await self.staff_day(phone, day)
            await self.until(day, NOON if n % 2 else EVENING)
            for family in self.families:
                await self.family_day(family)
            day += timedelta(days=1)
        await self.until(LAST, time(23, 0))


@asynccontextmanager
async def lived(folder: Path, seed: int) -> AsyncIterator[Month]:
    """A month that was lived."""
    start = datetime.combine(FIRST, time(9), BRUSSELS)
    async with open_town(folder, start=start, served=("ninove", "ronse"), **PACE) as town:
        month = Month(town, random.Random(seed))
        await month.lives()
        yield month
