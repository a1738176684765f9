"""The town of the twenty prohibitions: everybody who may want to know, and what an attempt that does nothing leaves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import func, or_, select

from conversations.desk import CASE_STEPS
from rehearsal.town import Phone, Town
from storage.tables import audit, metadata, notice, referral
from tests.stories.files_of_families import in_dutch
from tests.stories.people import asks_for_help, begins, claims
from tests.stories.volunteers import volunteer

__all__ = ["PRIVATE", "Village", "admin", "desk_data", "partner"]

PRIVATE = ("Sarafina", "kookpot", "leest het rapport")
"""What is known of the family of these stories: its name, a note about it."""
CHANGES = {"household", "access", "consent", "referral", "note", "message", "member", "link", "sealed", "team_group"}
"""Tables in which an act leaves something. What merely shows who tried (a new chat, a state) is in none of them."""
CHOICES = {
    "case": ("claim", "contact", "report", "notes"),
    "neutral": ("open",),
    "more": ("hand_back",),
    "contact": ("yes",),
    "hand_back": ("yes",),
    "close": ("right_obtained",),
    "confirm": ("right_obtained",),
    "phrases": ("hello",),
    "preview": ("send.hello",),
    "take": ("pdf",),
}
"""What the buttons of a step do; of every other step of a case one that leads on."""


def desk_data(case: str) -> tuple[str, ...]:
    """What buttons of the desk carry about a case, of every step about one."""
    steps = (f"desk:{step}:{case}:{choice}" for step in CASE_STEPS for choice in CHOICES.get(step, ("more",)))
    return (*steps, f"desk:queue:0:r.{case}", "desk:queue:0:own")


async def admin(town: Town, name: str = "Anna", municipality: str = "ninove") -> Phone:
    """Who manages the roles of a municipality, and has joined."""
    phone = town.phone(name)
    await phone.opens(await town.invitation(municipality, "admin"))
    return await phone.says(name)


async def partner(town: Town, name: str = "Pia", organisation: str = "CAW") -> Phone:
    """A worker of another organisation who has joined."""
    phone = town.phone(name)
    await phone.opens(await town.invitation(role="partner"))
    await phone.says(organisation)
    return await phone.says(name)


class Village:
    """Katrien holds Sarafina's request and wrote a note; Bart is her colleague, Mira works in another town, Anna
    manages the roles, Vera is a volunteer, Pia a partner, Omar another parent, with a request of his own."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.number, self.case = "", ""
        self.omars_case = ""
        self.katrien: Phone
        self.bart: Phone
        self.mira: Phone
        self.anna: Phone
        self.vera: Phone
        self.pia: Phone
        self.sara: Phone
        self.omar: Phone

    async def build(self) -> Village:
        town = self.town
        self.katrien, self.bart = await town.coordinator("Katrien"), await town.coordinator("Bart")
        self.mira = await town.coordinator("Mira", "voorbeeldstad")
        self.anna, self.vera, self.pia = await admin(town), await volunteer(town), await partner(town)
        self.sara, self.number, self.case = await self.family("Sarafina")
        self.omar, _, self.omars_case = await self.family("Omar")
        await claims(self.katrien, self.number)
        await self.katrien.taps("Lees de notities")
        await self.katrien.says("De kookpot is stuk.")
        await self.katrien.taps("Terug")
        return self

    async def family(self, name: str) -> tuple[Phone, str, str]:
        """A family that asked for help: its phone, the number and the id of its request."""
        phone = await begins(self.town.phone(name))
        number = await asks_for_help(phone, name)
        async with self.town.machine.db.write() as conn:
            case = (await conn.execute(select(referral.c.id).where(referral.c.number == number))).scalar_one()
        return phone, number, str(case)

    async def person(self, name: str) -> Phone:
        """Somebody who only opened the bot."""
        return await in_dutch(self.town.phone(name))

    async def facts(self) -> dict[str, Any]:
        """What nothing forbidden may change: the requests, the answers to notices, and how much there is of all."""
        async with self.town.machine.db.write() as conn:
            held = select(
                referral.c.id, referral.c.state, referral.c.revision, referral.c.claimed_by, referral.c.lifted
            )
            chosen = select(notice.c.id, notice.c.chosen).where(notice.c.chosen.is_not(None))
            read = select(func.count()).where(or_(audit.c.act.startswith("read"), audit.c.act == "take"))
            return {
                "referrals": (await conn.execute(held.order_by(referral.c.id))).all(),
                "notices": (await conn.execute(chosen.order_by(notice.c.id))).all(),
                "reads": await conn.scalar(read),
                **{
                    table.name: await conn.scalar(select(func.count()).select_from(table))
                    for table in metadata.sorted_tables
                    if table.name in CHANGES
                },
            }

    @asynccontextmanager
    async def nothing(self, *people: Phone, shows: tuple[str, ...] = PRIVATE) -> AsyncIterator[None]:
        """Whatever these people try in here does nothing, shows them nothing, and is answered kindly."""
        before, asked, answered = await self.facts(), self._of("callback"), self._of("answer")
        yield
        assert await self.facts() == before, "something was done, or read"
        assert self._of("answer") - answered == self._of("callback") - asked, "every tap is answered, once"
        for phone in people:
            assert not [word for word in shows if word in phone.all_text()], phone.all_text()
            assert phone.text().strip(), "there is always something to read"
            assert phone.buttons(), "and a way on"

    def _of(self, what: str) -> int:
        cloud = self.town.stand_in.cloud
        return len(cloud.queries) if what == "callback" else len(cloud.journal.of("answerCallbackQuery"))

    async def forge(self, who: Phone, *data: str | None) -> None:
        """Sends data that stands under no button of theirs: one tap after the other, as fast as a program taps."""
        for item in data:
            if item:
                self.town.stand_in.cloud.tap(who.id, who.id, who.card().id, item, forged=True)
        await self.town.settle()

    async def tries(self, who: Phone, *data: str | None, shows: tuple[str, ...] = PRIVATE) -> None:
        """Forged data in a chat that may do nothing with it."""
        async with self.nothing(who, shows=shows):
            await self.forge(who, *data)

    def link(self, token: str) -> str:
        """A deep link to the bot."""
        return f"https://t.me/{self.town.machine.bot.username}?start={token}"
