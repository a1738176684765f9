"""Slash commands in every language's spelling, and the list that Telegram shows. It allows only a-z, 0-9 and _."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import Audience, Effect, Notify, SetMuted
from conversations.state import State
from texts import Text, say

__all__ = ["COMMANDS", "COMMAND_LIST", "stop"]

Run = Callable[[Context], Turn]


class Command(NamedTuple):
    """A command: its name per language, what it does in words and in deed, and other spellings that people try.

    Arabic has the Latin letters of its second language here.
    """

    names: Mapping[str, str]
    description: Text
    run: Run
    also: tuple[str, ...] = ()


def stop(context: Context) -> Turn:
    """Nothing unasked any more; whoever helps the family hears that the phone is the way to reach it."""
    referral = context.household.referral if context.household is not None else None
    effects: tuple[Effect, ...] = (SetMuted(True),)
    if referral is not None and not context.chat.muted:
        holder = Audience("holder", municipality=referral.municipality, referral=referral.id)
        effects = (*effects, Notify(holder, "family_muted", referral.id))
    return Turn(State("menu", "stopped").over(context.chat.state), effects)


def _over(step: str) -> Run:
    return lambda context: Turn(State("menu", step).over(context.chat.state))


def _names(nl: str, fr: str, en: str) -> Mapping[str, str]:
    return MappingProxyType({"nl": nl, "fr": fr, "en": en, "ar": en})


TABLE: tuple[Command, ...] = (
    Command(_names("menu", "menu", "menu"), say("command", "Toon het menu"), _over("menu")),
    Command(
        _names("nood", "urgence", "urgent"),
        say("command", "Bekijk nummers voor dringende hulp"),
        _over("urgent"),
        ("sos",),
    ),
    Command(_names("taal", "langue", "language"), say("command", "Kies een andere taal"), _over("language")),
    Command(_names("hulp", "aide", "help"), say("command", "Lees hoe dit werkt"), _over("help"), ("info",)),
    Command(
        _names("privacy", "vie_privee", "privacy"),
        say("command", "Lees wat er met je gegevens gebeurt"),
        _over("privacy"),
        ("confidentialite",),
    ),
    Command(_names("stop", "stop", "stop"), say("command", "Stop de berichten"), stop, ("arret",)),
    Command(_names("wissen", "effacer", "erase"), say("command", "Wis alles"), _over("erase"), ("wis", "delete")),
)
"""In the order in which Telegram lists them."""

COMMAND_LIST: tuple[tuple[Mapping[str, str], Text], ...] = tuple((c.names, c.description) for c in TABLE)
"""What Telegram lists in a chat: each command's name by language, and what it does."""

COMMANDS: Mapping[str, Run] = MappingProxyType(
    {spelling: command.run for command in TABLE for spelling in (*command.names.values(), *command.also)}
)
"""By every spelling, whatever the language of the chat: what the command does."""
