"""What the people of the stories do over and over: begin, answer, ask for help, take a request from the queue."""

from __future__ import annotations

import re
from datetime import datetime

from rehearsal.town import ISOLATES, Phone, Town

__all__ = [
    "GROUP_TITLE",
    "NOTHING",
    "answers_everything",
    "asks_for_help",
    "begins",
    "claims",
    "closes",
    "confirmed_group",
    "is_asked",
    "keeps_answers",
    "number_in",
    "said_in",
    "sent_between",
]

MOST_QUESTIONS = 80
SKIP = "Liever niet"
WAGE = "Loon van werk"
NOTHING = ("Niets hiervan", "Geen kinderen")
GROUP_TITLE = "Team Ninove"
NUMBER = re.compile(r"[A-Z]{3}-\d\d-\d{4}")


async def begins(phone: Phone, *, language: str = "Nederlands", town: str = "Ninove", begin: str = "Ik begin") -> Phone:
    """From /start to the first question."""
    await phone.says("/start")
    return await phone.taps(language, town, begin)


async def answers_everything(phone: Phone, *, urgent: bool = False) -> Phone:
    """Answers every question with its first choice; of a list only a wage; of what may be urgent the first, or none."""
    first = True
    for _ in range(MOST_QUESTIONS):
        buttons = phone.buttons()
        if WAGE in buttons:
            await phone.taps(WAGE, "Klaar")
        elif SKIP in buttons:
            last = buttons[buttons.index(SKIP) - 2]
            nothing = (first and not urgent) or last in NOTHING
            await phone.taps(last if nothing else buttons[0])
            first = False
        elif "bellen" in phone.text():
            await phone.taps("Ga verder")
        else:
            return phone
    raise AssertionError(f"the questions do not end; the card says {phone.text()!r}")


def is_asked(phone: Phone) -> bool:
    """Whether a question of the check stands on the card."""
    return SKIP in phone.buttons()


async def keeps_answers(phone: Phone, *rights: int) -> Phone:
    """From the list of rights: yes, keep them, ask about the rights at these places, and do not look again later."""
    await phone.taps("Verder", "Ja, bewaar ze")
    for place in rights:
        await phone.taps(phone.buttons()[place])
    return await phone.taps("Klaar", "Nee, dank je")


async def asks_for_help(
    phone: Phone, name: str = "Sara", *, yes: str = "Ja, dat mag", papers: str = "Ja, dat mag"
) -> str:
    """Asks for help through the bot, from any card with a menu. Returns the number of the request."""
    await phone.taps("Menu", "👤 Vraag hulp")
    if "Vraag iets anders" in phone.buttons():  # the last request was closed not long ago
        await phone.taps("Vraag iets anders")
    await phone.taps(yes)
    if "papieren" in phone.text():
        await phone.taps(papers)
    await phone.says(name)
    await phone.taps("Via deze chat", "Ja, verstuur")
    return number_in(phone.text())


async def claims(phone: Phone, number: str) -> Phone:
    """A coordinator opens the queue, then the request, and takes it."""
    await phone.says("/start")
    return await phone.taps(number, "Neem dit op je")


async def closes(phone: Phone, outcome: str = "Recht in orde") -> Phone:
    """Closes the request that is open, with an outcome."""
    return await phone.taps("Sluit af", outcome, "Sluit af")


async def confirmed_group(town: Town, coordinator: Phone, yes: str = "Ja, van Ninove") -> int:
    """The coordinator makes a group, adds the bot and confirms it in private. Returns the id of the group."""
    group = town.stand_in.cloud.add_group(GROUP_TITLE, coordinator.id)
    town.stand_in.cloud.add_bot(group.id, coordinator.id)
    await town.settle()
    await coordinator.taps(yes)
    return group.id


def number_in(text: str) -> str:
    """The number of a request in a text."""
    found = NUMBER.search(text)
    assert found is not None, f"no number of a request in {text!r}"
    return found[0]


def said_in(town: Town, group: int) -> list[str]:
    """What the bot said in a group, oldest first."""
    messages = town.stand_in.cloud.visible(group)
    return [ISOLATES.sub("", message.text) for message in messages if message.from_bot and not message.service]


def sent_between(town: Town, start: datetime, end: datetime) -> list[str]:
    """The texts that the bot sent or edited from `start` until `end`, whoever they were for."""
    calls = town.stand_in.cloud.journal.calls
    return [
        str(call.params.get("text"))
        for call in calls
        if start <= call.time < end and call.method.lower() in {"sendmessage", "editmessagetext"}
    ]
