"""What a family can say yes to, in words, and what becomes of it when that yes is taken back. One row per purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from conversations import consent, files, helping, privacy
from conversations.careplan.helping import PURPOSE as HELPER_YES
from conversations.careplan.room import care_of
from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import AllowRecheck, Effect, KeepAnswers, TakeBackSignals, WithdrawConsent, WithdrawHandovers
from conversations.findings import household_of
from conversations.keeping import said, wipe
from conversations.languages import SOURCE
from conversations.partnering.naming import short_name, town_and_partner
from conversations.partnering.timing import news
from conversations.records import ConsentGiven
from conversations.signals.places import SIGNAL_YES
from conversations.state import State
from conversations.towns import named
from rights import Data
from texts import Text, Value, say

__all__ = ["PURPOSES", "Purpose", "after", "filled", "mark", "named_purpose"]

Withdraw = Callable[[State, ConsentGiven, Context], Turn]


class Purpose(NamedTuple):
    """`label`: on a button, with {town} where it has one. `may`: what we may do with a yes. `after`: what taking it
    back does; `over`: the same where the request that it was for is over."""

    label: Text
    may: Text
    after: Text
    withdraw: Withdraw
    by_helper: bool = True
    """Whether a helper may take it back too."""
    over: Text | None = None


def mark(given: ConsentGiven) -> str:
    """What names a consent in a button."""
    return files.mark(f"{given.purpose}:{given.recipient}")


def _town_of(given: ConsentGiven, context: Context) -> Value:
    """The municipality that a consent is about."""
    return named(given.recipient.rpartition(":")[2], context)


def named_purpose(given: ConsentGiven) -> Purpose:
    """What is said of a consent; of a purpose that is not in the table something that is true of any."""
    return PURPOSES.get(given.purpose, OTHER)


def _erase(state: State, _given: ConsentGiven, _context: Context) -> Turn:
    """Without this yes nothing may be kept at all: that is asked once more."""
    return Turn(State("menu", "erase").over(state))


def _stop_keeping(state: State, _given: ConsentGiven, context: Context) -> Turn:
    """The end that was planned a year away comes sooner; what waited for it finds a no, and says nothing."""
    answered = KeepAnswers(False, privacy.VERSION, context.chat.language or SOURCE)
    return Turn(state, (answered, wipe(context, household_of(context).id)))


def _stop_looking(state: State, _given: ConsentGiven, context: Context) -> Turn:
    return Turn(state, (AllowRecheck(False, privacy.VERSION, context.chat.language or SOURCE),))


def runs(given: ConsentGiven, context: Context) -> bool:
    """Whether a request to that recipient is open."""
    referral = household_of(context).referral
    return referral is not None and consent.recipient(referral.municipality) == given.recipient


def _stop_help(state: State, given: ConsentGiven, context: Context) -> Turn:
    """A running request ends as if it were withdrawn at its own place; of one that is over, what it held goes."""
    return Turn(state, helping.withdrawing(context)) if runs(given, context) else _record(state, given, context)


def _record(state: State, given: ConsentGiven, context: Context) -> Turn:
    no: Effect = WithdrawConsent(given.purpose, given.recipient, privacy.VERSION, context.chat.language or SOURCE)
    return Turn(state, (no,))


def _stop_passing(state: State, given: ConsentGiven, context: Context) -> Turn:
    """The partner reads nothing from this moment on; whoever has the case hears that something changed."""
    no = WithdrawHandovers(given.recipient, privacy.VERSION, context.chat.language or SOURCE)
    referral = household_of(context).referral
    return Turn(state, (no, *((news(referral.id),) if referral is not None else ())))


def _stop_helpers(state: State, given: ConsentGiven, context: Context) -> Turn:
    """Who was picked reads nothing of it from this moment on; whoever has the case hears that something changed."""
    no = WithdrawConsent(given.purpose, given.recipient, privacy.VERSION, context.chat.language or SOURCE)
    care = care_of(context)
    if care is None:
        return Turn(state, (no,))
    return Turn(state, (no, *care.keeps(care.plan.without_helpers(), context), care.tells()))


def _stop_signals(state: State, _given: ConsentGiven, context: Context) -> Turn:
    """All of them go; what was counted cannot be told apart any more."""
    return Turn(state, (TakeBackSignals(privacy.VERSION, context.chat.language or SOURCE),))


_STOPS = say("mydata", "Trek je dit in? Dan stopt je vraag om hulp. De medewerker hoort alleen het nummer.")
_OVER = say("mydata", "Trek je dit in? Dan wissen we wat je toen vertelde.")

PURPOSES: Mapping[str, Purpose] = {
    "screening": Purpose(
        say("mydata", "Rechten zoeken"),
        say("mydata", "We mogen je antwoorden gebruiken om rechten te zoeken."),
        say("mydata", "Trek je dit in? Dan wissen we alles. Dat vragen we eerst nog eens."),
        _erase,
        by_helper=False,
    ),
    "follow_up": Purpose(
        say("mydata", "Antwoorden bewaren"),
        say("mydata", "We mogen je antwoorden langer bewaren en later vragen hoe het ging."),
        say("mydata", "Trek je dit in? Dan vragen we niets meer. Je antwoorden gaan na {term}."),
        _stop_keeping,
    ),
    "recheck": Purpose(
        say("mydata", "Later opnieuw kijken"),
        say("mydata", "We mogen je rechten later opnieuw bekijken en je iets nieuws vertellen."),
        say("mydata", "Trek je dit in? Dan kijken we niet meer opnieuw."),
        _stop_looking,
    ),
    "help": Purpose(
        say("mydata", "Hulp in {town}"),
        say("mydata", "Een medewerker van {town} mag je vraag en je antwoorden lezen."),
        _STOPS,
        _stop_help,
        over=_OVER,
    ),
    "help+papers": Purpose(
        say("mydata", "Hulp en papieren, {town}"),
        say("mydata", "Een medewerker van {town} mag je vraag en je antwoorden lezen, ook over papieren."),
        _STOPS,
        _stop_help,
        over=_OVER,
    ),
    SIGNAL_YES: Purpose(
        say("mydata", "Signalen"),
        say("mydata", "Een medewerker van {town} mag lezen wat je moeilijk vond, zonder je naam."),
        say("mydata", "Trek je dit in? Dan wissen we je signalen. Alleen getallen blijven."),
        _stop_signals,
    ),
    HELPER_YES: Purpose(
        say("mydata", "Vrijwilliger bij een taak"),
        say(
            "mydata",
            "Een vrijwilliger van {town} die een taak doet, mag je voornaam lezen, en je nummer als je dat zei.",
        ),
        say("mydata", "Trek je dit in? Dan leest geen vrijwilliger nog wie je bent, en stoppen die taken."),
        _stop_helpers,
    ),
    "handover": Purpose(
        say("mydata", "{partner}"),
        say("mydata", "{partner} mag lezen wat jij zei door te geven."),
        say("mydata", "Trek je dit in? Dan kan {partner} hier niets meer lezen."),
        _stop_passing,
    ),
}
"""By the purpose as it is recorded. Some words have {town}, {partner} or {term} in them."""

OTHER = Purpose(
    say("mydata", "Een andere vraag"),
    say("mydata", "Je zei ja op nog een andere vraag."),
    say("mydata", "Trek je dit in? Dan stopt het."),
    _record,
)


def filled(text: Text, given: ConsentGiven, context: Context) -> Text:
    """The words of a purpose with what they speak of."""
    values: dict[str, Value] = {
        "{town}": _town_of(given, context),
        "{partner}": short_name(context.catalogue, *town_and_partner(given.recipient)),
        "{term}": said(context.catalogue.terms[Data.ANSWERS].span),
    }
    return text.having(**{key.strip("{}"): value for key, value in values.items() if key in text.msgid})


def after(given: ConsentGiven, context: Context) -> Text:
    """What taking a consent back does, as things stand."""
    purpose = named_purpose(given)
    over = purpose.over is not None and not runs(given, context)
    return filled(purpose.over if purpose.over is not None and over else purpose.after, given, context)
