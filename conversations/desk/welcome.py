"""What a new coordinator reads first: how the team hears of new requests."""

from __future__ import annotations

from conversations.context import Context
from conversations.desk.cases import TO_QUEUE
from conversations.dialog import Turn, Unexpected
from conversations.events import DialogEvent
from conversations.screen import MENU, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["advance", "view"]


def advance(_state: State, _event: DialogEvent, _context: Context) -> Turn:
    """Nothing is asked here: the way to the queue is every step's."""
    raise Unexpected


def view(state: State, context: Context) -> Screen:
    """How to make a team group, or that there is one."""
    members = sorted(context.staff, key=lambda member: member.municipality != state.text("municipality"))
    return Screen(
        dialog="desk",
        step="welcome",
        title=say("desk", "Welkom, {name}", name=Verbatim(members[0].name if members else "")),
        body=(
            say("desk", "Je naam is bewaard. Je bericht is in deze chat gewist."),
            *(_GROUPED if state.data.get("grouped") else _how(context)),
            say("desk", "In de groep staat nooit iets over een gezin."),
        ),
        answers=(TO_QUEUE,),
        ways=(MENU,),
    )


_GROUPED = (say("desk", "Je team leest nieuwe aanmeldingen in de groep."),)


def _how(context: Context) -> tuple[Text, ...]:
    """How to make a team group, as long as this chat confirmed none."""
    return (
        say("desk", "Hoort je team graag van een nieuwe aanmelding?"),
        say("desk", "Maak dan een groep in Telegram."),
        say("desk", "Voeg {bot} toe aan de groep. Daarna vragen we jou of dat klopt.", bot=_bot(context)),
    )


def _bot(context: Context) -> Verbatim:
    return Verbatim(f"@{context.bot_username}")
