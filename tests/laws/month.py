"""A month of an invented municipality: sixty families, eight volunteers, three coordinators of whom one goes on leave,
four people at partners.

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
from followups.calendar import add_working_days, is_working_day
from rehearsal.town import Phone, Town, open_town
from tests.stories.people import answers_everything, begins, confirmed_group, number_in
from tests.stories.volunteers import joins, reports, seals

__all__ = ["FIRST", "LAST", "Family", "Month", "lived"]

FIRST, LAST = date(2026, 10, 12), date(2026, 11, 12)
FAMILIES, VOLUNTEERS = 60, 8
LEAVE = date(2026, 10, 26)
"""From this day on one coordinator is away for a while."""
MORNING, NOON, EVENING = time(9, 30), time(12, 30), time(21, 15)
LETTERS = "abcdefgh"
YES = ("Ja", "Ja, dat mag", "Dat is goed", "Altijd goed")
KEEN = 0.6
"""How often a person answers what stands on their phone, on a day."""
PACE: dict[str, Any] = {"private_pace": Pace(rate=1000, room=1000)}

TOWN = "Voorbeeldstad"

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
    agreed: bool = False
    """A partner may know of it."""

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
    partners: list[Phone] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    group: int = 0
    back: date = LEAVE
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
        self.staff = [await self.town.coordinator(name, TOWN.lower()) for name in ("Katrien", "Bart", "Els")]
        self.group = await confirmed_group(self.town, self.staff[0], f"Ja, van {TOWN}")
        self.partners = [self.town.phone(name) for name in ("Marc", "Nele", "Piet", "Rosa")]
        self.elsewhere = [await self.town.coordinator("Rik", "ronse")]
        for n in range(VOLUNTEERS):
            name = f"Hulp{LETTERS[n]}"
            self.volunteers.append(await joins(self.town, self.town.phone(name), name, TOWN.lower()))
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
            await self.acts(family.phone, lambda: begins(family.phone, town=TOWN))

    async def _asks(self, family: Family, *, thorough: bool) -> None:
        await begins(family.phone, town=TOWN)
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
            await self.acts(phone, lambda: self._answers(family, luck))

    async def _opens_letter(self, family: Family, link: str, *, says_yes: bool) -> None:
        await family.phone.opens(link)
        await family.phone.taps("Nederlands")
        if says_yes and "Kies ja of nee" in family.phone.buttons():
            await family.phone.taps("Kies ja of nee", "Ja, geef door")
            family.number = number_in(family.phone.text())
        elif "Kies ja of nee" in family.phone.buttons():
            await family.phone.taps("Kies ja of nee", "Nee, wis het")

    async def _answers(self, family: Family, luck: float) -> None:
        phone = family.phone
        for message in phone.messages():
            buttons = phone.buttons(message) if message.from_bot else []
            if "Nee, nog niet" in buttons:
                await phone.taps("Nee, nog niet" if luck < 0.3 else "Ja", message=message)
            elif "Open het bericht" in buttons:
                await phone.taps("Open het bericht", message=message)
                answers = [b for b in phone.buttons() if b in YES or b.endswith("om 10:00")]
                if answers:
                    family.agreed |= "CAW" in phone.text()
                    await phone.taps(answers[0])
            else:
                continue
            return

    async def staff_day(self, phone: Phone, day: date) -> None:
        """A coordinator answers what is asked, takes what waits, and helps with what is theirs."""
        if phone is self.staff[2] and LEAVE <= day < self.back:
            return
        await self.acts(phone, lambda: self._works(phone, day))

    async def _works(self, phone: Phone, day: date) -> None:
        for message in phone.messages():
            if "Gedaan" in (phone.buttons(message) if message.from_bot else ()):
                await phone.taps("Gedaan", message=message)
        await phone.says("/start")
        for number in self._free(phone)[:2]:
            await phone.taps(number, "Neem dit op je")
            if self.chance.random() < KEEN:
                await phone.taps("Meld contact", "Ja, er was contact")
            await phone.taps("Naar de lijst")
        await phone.taps("Toon alleen de mijne")
        mine = [label.partition(":")[0] for label in phone.buttons() if label.startswith("VOO-")]
        for number in self.chance.sample(mine, min(1, len(mine))):
            await phone.says("/start")
            await phone.taps("Toon alleen de mijne", number)
            await self._helps(phone, day)

    def _free(self, phone: Phone) -> list[str]:
        lines = [line for line in phone.text().splitlines() if line.startswith("VOO-") and "Nog vrij" in line]
        return [line.partition(":")[0] for line in lines]

    async def _helps(self, phone: Phone, day: date) -> None:
        luck = self.chance.random()
        if "Meld contact" in phone.buttons() and self.chance.random() < KEEN:
            await phone.taps("Meld contact", "Ja, er was contact")
        if luck < 0.25:
            await self._through(phone, "Sluit af", "Recht in orde", "Sluit af")
        elif luck < 0.4:
            await self._through(phone, "Meer", "Beloof iets", "Langskomen", "Morgen", "Verstuur")
        elif luck < 0.55:
            if await self._through(phone, "Meer", "📅 Afspraak", "Kennismaken, thuis"):
                await phone.says(f"{_in_working_days(day, 3):%d/%m} 10:00")
                await self._through(phone, "Klaar", "Verstuur")
        elif await self._through(phone, "Meer", "Partner", "CAW"):
            if await self._through(phone, "Telefoon erbij"):
                await phone.says("0471 23 45 67")
            await self._through(phone, "Vraag het gezin")
            if await self._through(phone, "Maak link en code"):
                await self._visits(self.chance.choice(self.partners), phone)

    async def _visits(self, partner: Phone, coordinator: Phone) -> None:
        """A partner opens the link that was mailed, types the digits that were said, and mostly helps."""
        self.acted.add((self.town.clock.now(), partner.id))
        await partner.opens(coordinator.code())
        await partner.says(coordinator.digits())
        if self.chance.random() < 0.7:
            await self._through(partner, "Ja, wij helpen")

    async def _through(self, phone: Phone, *labels: str) -> bool:
        """Taps one after the other, as long as the next one is there."""
        for label in labels:
            if not any(button.startswith(label) for button in phone.buttons()):
                return False
            await phone.taps(label)
        return True

    async def leaves(self) -> None:
        """One coordinator is away for a while, and a colleague looks after the cases."""
        els, katrien = self.staff[2], self.staff[0]
        self.acted |= {(self.town.clock.now(), phone.id) for phone in (els, katrien)}
        await els.says("/menu")
        if "Mijn werk" not in els.buttons():
            await els.taps("Meer")
        await els.taps("Mijn werk", "Ik ben even weg")
        last = [button for button in els.buttons() if "/" in button][-1]
        self.back = datetime.strptime(last.rpartition(" ")[2], "%d/%m/%Y").replace(tzinfo=BRUSSELS).date()
        await els.taps(last, "Katrien")
        await katrien.taps("Bekijk de vraag", "Ja, ik val in")

    async def lives(self) -> None:
        """From the first day to the last."""
        await self.people()
        day, n = FIRST, 0
        while day <= LAST:
            await self.town.machine.ticker.tick()  # as it does every second
            await self.until(day, MORNING)
            working = is_working_day(day)
            while working and n < FAMILIES and (day - FIRST).days * 4 >= n:
                await self.comes(n)
                n += 1
            if day == LEAVE:
                await self.leaves()
            if working:
                for phone in self.staff:
                    await self.staff_day(phone, day)
            await self.until(day, NOON if n % 2 else EVENING)
            for family in self.families:
                await self.family_day(family)
            day += timedelta(days=1)
        await self.until(LAST, time(23, 0))


def _in_working_days(day: date, n: int) -> date:
    moment = datetime.combine(day, MORNING, BRUSSELS)
    return add_working_days(moment, n).astimezone(BRUSSELS).date()


@asynccontextmanager
async def lived(folder: Path, seed: int) -> AsyncIterator[Month]:
    """A month that was lived."""
    start = datetime.combine(FIRST, time(9), BRUSSELS)
    async with open_town(folder, start=start, served=(TOWN.lower(), "ronse"), **PACE) as town:
        month = Month(town, random.Random(seed))
        await month.lives()
        yield month
