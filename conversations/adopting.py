"""Whoever opens a code for a family's file: the family itself, to whom it is given, or the other parent, who asks.

The code stays unused until the last yes, so that who leaves can come back by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from conversations import home, messages, privacy, roster, telling
from conversations.context import Context, Invitation
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import AdoptHousehold, AskToJoin, Audience, Notify, SetLanguage
from conversations.events import Choice, DialogEvent
from conversations.keeping import wipe
from conversations.languages import LANGUAGES, SOURCE, choose_lines, language_buttons
from conversations.linking import ASKED_FOR
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.towns import named
from texts import Text, say

__all__ = ["DIALOG", "PURPOSES", "REFUSED", "at_code", "is_taken"]

PURPOSES = ("adopt", "join")
REFUSED = State("adopting", "refused")
YES = Button("yes", say("adopting", "Ja"))
NO = Button("no", say("adopting", "Nee"))
AGREED = Button("agreed", say("adopting", "Ja, dat is goed"))
ON = Button("on", say("adopting", "Ga verder"))
_ENDED = ("waiting", "refused", "declined")
"""Steps that need no code any more."""


def at_code(token: str, invitation: Invitation, context: Context) -> State:
    """The first step after a code is opened. Who may open the file already is told so."""
    data = {
        "token": token,
        "household": invitation.subject,
        "purpose": invitation.purpose,
        "town": invitation.municipality,
    }
    if any(entry.household == invitation.subject for entry in context.roster):
        return State("adopting", "known", {**data, "token": ""})
    return State("adopting", "yours" if context.chat.language is not None else "language", dict(data))


def is_taken(invitation: Invitation) -> bool:
    """Whether the family took its file before: whoever else is to read it, the family lets in."""
    return invitation.purpose == "adopt" and invitation.owned


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap leads one step on, as long as the code holds."""
    if not isinstance(event, Choice):
        raise Unexpected
    if state.step in _ENDED:
        return Turn(home.of(context))
    if state.step == "known":
        return _known(state, context)
    if context.invitation is None or is_taken(context.invitation):
        return Turn(messages.at_link_gone())
    return _STEPS[state.step](state, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    return _VIEWS[state.step](state, context)


def _known(state: State, context: Context) -> Turn:
    household = state.text("household")
    listed = any(entry.household == household for entry in context.roster)
    return roster.opening(household, context) if listed else Turn(home.of(context))


def _language(state: State, choice: str, _context: Context) -> Turn:
    return Turn(state.go("yours"), (SetLanguage(choice),) if choice in LANGUAGES else ())


def _yours(state: State, choice: str, _context: Context) -> Turn:
    return Turn(state.go("info") if choice == YES.choice else State("adopting", "declined"))


def _info(state: State, choice: str, context: Context) -> Turn:
    onward = telling.paging(state, choice)
    if onward is None and choice == "back":
        return Turn(state.go("yours"))
    return Turn(onward) if onward is not None else _agreed(state, context)


def _agreed(state: State, context: Context) -> Turn:
    """The family is asked whether its helper may go on reading; the other parent asks the first one."""
    if state.text("purpose") == "adopt":
        helped = context.invitation is not None and context.invitation.helped
        return Turn(state.go("helper")) if helped else _adopt(state, context, keep_helpers=True)
    household = state.text("household")
    return Turn(
        State("adopting", "waiting", {"since": context.now.isoformat()}),
        (AskToJoin(household), Notify(Audience("owners", household=household), "join_asked", household)),
    )


def _helper(state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(state.go("info"))
    return _adopt(state, context, keep_helpers=choice == YES.choice)


def _adopt(state: State, context: Context, *, keep_helpers: bool) -> Turn:
    """The file is the family's own. Its helper hears it before the ties may be cut, in a notice about no file: one
    about this file would go with the ties."""
    household = state.text("household")
    adopted = AdoptHousehold(household, keep_helpers, privacy.VERSION, context.chat.language or SOURCE)
    return Turn(
        home.OPENED,
        (
            Notify(Audience("helpers", household=household), "adopted"),
            adopted,
            wipe(context, household),
        ),
    )


def _language_view(_state: State, _context: Context) -> Screen:
    return Screen("adopting", "language", choose_lines(), answers=language_buttons(), ways=(MENU,))


def _yours_view(state: State, context: Context) -> Screen:
    town = named(state.text("town"), context)
    body: tuple[Text, ...] = (
        (
            say("adopting", "Iemand vulde dit samen met jou in, in {town}.", town=town),
            say("adopting", "Is dit dossier van jouw gezin?"),
        )
        if state.text("purpose") == "adopt"
        else (
            say("adopting", "Een ouder vraagt of jij wil meelezen, in {town}.", town=town),
            say("adopting", "Gaat het over jouw gezin? Die ouder zegt daarna nog ja of nee."),
        )
    )
    return Screen("adopting", "yours", body, answers=(YES, NO), ways=(MENU,))


def _info_view(state: State, context: Context) -> Screen:
    return telling.short(state, state.text("town"), context, AGREED, shared=state.text("purpose") == "join")


def _more_view(state: State, context: Context) -> Screen:
    return telling.longer(state, state.text("town"), context, AGREED)


def _helper_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "adopting",
        "helper",
        (
            say("adopting", "Mag wie jou hielp nog meelezen?"),
            say("adopting", "Zeg je nee? Dan ziet die persoon niets meer van je gezin."),
        ),
        answers=(YES, NO),
        ways=(BACK, MENU),
    )


def _waiting_view(state: State, context: Context) -> Screen:
    over = context.now >= datetime.fromisoformat(state.text("since")) + ASKED_FOR
    body: tuple[Text, ...] = (
        (
            say("adopting", "Er kwam geen antwoord. Daarom stopt deze vraag."),
            say("adopting", "Wil je het nog? Vraag dan een nieuwe code aan de andere ouder."),
        )
        if over
        else (
            say("adopting", "Gevraagd. De andere ouder zegt nu ja of nee op de eigen telefoon."),
            say("adopting", "Je krijgt een bericht. Na een dag zonder antwoord stopt de vraag."),
        )
    )
    return Screen("adopting", "waiting", body, answers=(ON,), ways=(MENU,))


def _refused_view(_state: State, _context: Context) -> Screen:
    body = (say("adopting", "De andere ouder zei nee. Je leest niet mee."),)
    return Screen("adopting", "refused", body, answers=(ON,), ways=(MENU,))


def _declined_view(_state: State, _context: Context) -> Screen:
    body = (say("adopting", "Goed. Er is niets veranderd."),)
    return Screen("adopting", "declined", body, answers=(ON,), ways=(MENU,))


def _known_view(state: State, _context: Context) -> Screen:
    line = (
        say("adopting", "Deze code is voor het gezin. Het gezin opent ze op de eigen telefoon.")
        if state.text("purpose") == "adopt"
        else say("adopting", "Deze code is voor de andere ouder. Die opent ze op de eigen telefoon.")
    )
    return Screen("adopting", "known", (line,), answers=(ON,), ways=(MENU,))


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "language": _language,
    "yours": _yours,
    "info": _info,
    "more": _info,
    "helper": _helper,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "language": _language_view,
    "yours": _yours_view,
    "info": _info_view,
    "more": _more_view,
    "helper": _helper_view,
    "known": _known_view,
    "waiting": _waiting_view,
    "refused": _refused_view,
    "declined": _declined_view,
}

DIALOG = Dialog("adopting", tuple(_VIEWS), advance, view)
