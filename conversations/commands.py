"""Slash commands in every language's spelling, and the list that Telegram shows. It allows only a-z, 0-9 and _."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from casework import Deed
from conversations import home, mydata, roster
from conversations.careplan import PLAN, has_plan
from conversations.context import Context
from conversations.desk import charting
from conversations.dialog import Turn
from conversations.effects import Audience, Effect, Notify, SetMuted
from conversations.home import Hat
from conversations.meeting.places import AGENDA, LOOK
from conversations.searching import at_search, looked_for
from conversations.signals.places import AT_DESK, at_counts, at_rights
from conversations.state import State
from texts import Text, say

__all__ = ["AWAKE", "COMMANDS", "COMMAND_LIST", "READING", "at_awake", "command_list", "stop"]

AWAKE = "awake"
"""Of the step that says that messages are stopped: they are on again."""

Run = Callable[[Context], Turn]


class Command(NamedTuple):
    """A command: its name per language, what it does in words and in deed, and other spellings that people try.

    Arabic has the Latin letters of its second language here.
    """

    names: Mapping[str, str]
    description: Text
    run: Run
    also: tuple[str, ...] = ()
    listed: Callable[[Context], bool] | None = None
    """For whom Telegram lists it; None: for everybody."""
    reads: Callable[[str, Context], Turn] | None = None
    """What it does with the words behind it; None: nobody reads them."""


def stop(context: Context) -> Turn:
    """Nothing unasked any more; whoever helps the family hears that the phone is the way to reach it."""
    referral = context.household.referral if context.household is not None else None
    effects: tuple[Effect, ...] = (SetMuted(True),)
    if referral is not None and not context.chat.muted:
        holder = Audience("holder", municipality=referral.municipality, referral=referral.id)
        effects = (*effects, Notify(holder, "family_muted", referral.id))
    return Turn(State("menu", "stopped").over(context.chat.state), effects)


def at_awake(below: State) -> State:
    """Said once to who stopped the messages and typed /start: they are on again."""
    return State("menu", "stopped", {AWAKE: True}).over(below)


def _over(step: str) -> Run:
    return lambda context: Turn(State("menu", step).over(context.chat.state))


def _names(nl: str, fr: str, en: str) -> Mapping[str, str]:
    return MappingProxyType({"nl": nl, "fr": fr, "en": en, "ar": en})


def _works_as(hat: Hat) -> Run:
    """What only one role has; anybody else is told so kindly."""

    def run(context: Context) -> Turn:
        return Turn(home.wearing(hat, context)) if hat in home.hats(context) else _over("not_yours")(context)

    return run


def _about_answers(dialog: str, step: str) -> Run:
    """What there is to do with answers; who gave none yet goes on where that begins."""

    def run(context: Context) -> Turn:
        given = context.household is not None and bool(context.household.answers)
        return Turn(State(dialog, step) if given else home.of(context))

    return run


def _planned(context: Context) -> Turn:
    """What a family has planned, or a coordinator with families; who has no file begins one."""
    if home.hat(context) is Hat.COORDINATOR:
        return Turn(AGENDA)
    return Turn(LOOK if context.household is not None else home.of(context))


def _figures(context: Context) -> Turn:
    """Charts, for coordinators."""
    return Turn(charting.at_charts(context)) if context.staff else _over("not_yours")(context)


def _signal(context: Context) -> Turn:
    """What a family met, or what a coordinator does with that; who has no file begins one."""
    if home.hat(context) is Hat.COORDINATOR:
        return Turn(AT_DESK)
    if home.hat(context) is Hat.ADMIN:
        return Turn(at_counts(State("admin", "home")))
    return Turn(at_rights(context.chat.state) if context.household is not None else home.of(context))


def _helps(context: Context) -> bool:
    return bool(roster.families(context))


TABLE: tuple[Command, ...] = (
    Command(
        _names("wachtlijst", "liste", "queue"),
        say("command", "Bekijk wie er wacht"),
        _works_as(Hat.COORDINATOR),
        listed=lambda context: bool(context.staff),
    ),
    Command(
        _names("aanmelden", "signaler", "report"),
        say("command", "Meld een gezin aan"),
        _works_as(Hat.VOLUNTEER),
        listed=lambda context: bool(context.volunteer),
    ),
    Command(
        _names("beheer", "gestion", "manage"),
        say("command", "Beheer de rollen van je gemeente"),
        _works_as(Hat.ADMIN),
        listed=lambda context: bool(context.doing(Deed.SEE_MEMBERS)),
    ),
    Command(
        _names("gezinnen", "familles", "families"),
        say("command", "Kies een gezin dat je helpt"),
        lambda context: Turn(roster.at_list(context)),
        listed=_helps,
    ),
    Command(
        _names("cijfers", "chiffres", "figures"),
        say("command", "Bekijk de cijfers van je team"),
        _figures,
        listed=lambda context: bool(context.staff),
    ),
    Command(_names("menu", "menu", "menu"), say("command", "Toon het menu"), _over("menu")),
    Command(
        _names("plan", "plan", "plan"),
        say("command", "Bekijk je stappenplan"),
        lambda _context: Turn(State("plan", "all")),
        ("stappenplan",),
    ),
    Command(
        _names("afspraken", "rendezvous", "appointments"),
        say("command", "Bekijk wat er gepland staat"),
        _planned,
        ("afspraak", "rendez_vous", "appointment"),
    ),
    Command(
        _names("zorgplan", "accompagnement", "careplan"),
        say("command", "Bekijk je zorgplan"),
        lambda _context: Turn(PLAN),
        listed=has_plan,
    ),
    Command(
        _names("antwoorden", "reponses", "answers"),
        say("command", "Bekijk en verander je antwoorden"),
        _about_answers("answers", "topics"),
    ),
    Command(
        _names("verandering", "changement", "change"),
        say("command", "Zeg wat er veranderde"),
        _about_answers("change", "choose"),
    ),
    Command(
        _names("signaal", "obstacle", "barrier"),
        say("command", "Laat weten wat moeilijk is"),
        _signal,
        ("signalen", "signal"),
    ),
    Command(
        _names("nood", "urgence", "urgent"),
        say("command", "Bekijk nummers voor dringende hulp"),
        _over("urgent"),
        ("sos",),
    ),
    Command(
        _names("zoek", "chercher", "find"),
        say("command", "Zoek een recht"),
        lambda context: Turn(at_search(context)),
        ("zoeken", "recherche", "search"),
        reads=looked_for,
    ),
    Command(_names("taal", "langue", "language"), say("command", "Kies een andere taal"), _over("language")),
    Command(_names("hulp", "aide", "help"), say("command", "Lees hoe dit werkt"), _over("help"), ("info",)),
    Command(
        _names("papier", "papier", "paper"),
        say("command", "Neem je rechten mee op papier"),
        lambda _context: Turn(State("documents", "choose")),
        ("pdf",),
    ),
    Command(
        _names("privacy", "vie_privee", "privacy"),
        say("command", "Lees wat er met je gegevens gebeurt"),
        _over("privacy"),
        ("confidentialite",),
    ),
    Command(
        _names("mijngegevens", "mesdonnees", "mydata"),
        say("command", "Bekijk je eigen gegevens"),
        lambda context: Turn(mydata.at_own(context)),
    ),
    Command(_names("stop", "stop", "stop"), say("command", "Stop de berichten"), stop, ("arret",)),
    Command(_names("wissen", "effacer", "erase"), say("command", "Wis alles"), _over("erase"), ("wis", "delete")),
)
"""In the order in which Telegram lists them."""

COMMAND_LIST: tuple[tuple[Mapping[str, str], Text], ...] = tuple(
    (c.names, c.description) for c in TABLE if c.listed is None
)
"""What Telegram lists where nothing is known of the chat: each command's name by language, and what it does."""

COMMANDS: Mapping[str, Run] = MappingProxyType(
    {spelling: command.run for command in TABLE for spelling in (*command.names.values(), *command.also)}
)
"""By every spelling, whatever the language of the chat: what the command does."""


READING: Mapping[str, Callable[[str, Context], Turn]] = MappingProxyType(
    {
        spelling: command.reads
        for command in TABLE
        if command.reads is not None
        for spelling in (*command.names.values(), *command.also)
    }
)
"""By every spelling: what a command does with the words behind it."""


def command_list(context: Context) -> tuple[tuple[Mapping[str, str], Text], ...]:
    """What Telegram lists in this chat: what goes with its roles first."""
    return tuple((c.names, c.description) for c in TABLE if c.listed is None or c.listed(context))
