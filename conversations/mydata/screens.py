"""The screens of somebody's own data. They lie over wherever the person was, as the menu does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations import home, linking
from conversations.context import Context, Household
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import SendOwnData
from conversations.events import Choice, DialogEvent
from conversations.findings import household_of
from conversations.home import Hat
from conversations.keeping import pages
from conversations.mydata import lines
from conversations.mydata.doings import done_lines
from conversations.mydata.purposes import after, filled, mark, named_purpose
from conversations.recheck import asking
from conversations.records import SHOWN_IN, ConsentGiven, Records
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.signals.places import MINE, SIGNAL_YES
from conversations.state import State
from texts import Text, say

__all__ = ["DIALOG", "at_own"]

ON_A_PAGE = 4
_TITLE = say("mydata", "🔒 Jouw gegevens")

SEEN = Button("seen", say("mydata", "Wie las dit?"))
DONE = Button("done", say("mydata", "Wie deed wat?"))
CONSENTS = Button("consents", say("mydata", "Waar ik ja op zei"))
TERMS = Button("terms", say("mydata", "Hoe lang bewaren we?"))
FILE = Button("file", say("mydata", "Stuur mij alles"))
TEXT = Button("text", say("mydata", "Lees wat wij ermee doen"))
ERASE = Button("erase", say("mydata", "Wis alles"))
ROLE = Button("role", say("mydata", "Over mijn rol"))
KEPT = Button("kept", say("mydata", "Over mijn gezin"))
READERS = Button("readers", say("mydata", "Wie leest mee?"))
WITHDRAW = Button("withdraw", say("mydata", "Trek mijn ja in"))
KEEP = Button("keep", say("mydata", "Toch bewaren"))
LOOK = Button("look", say("mydata", "Later opnieuw kijken"))
SIGNALS = Button("signals", say("mydata", "Bekijk de signalen"))
SEND = Button("send", say("mydata", "Stuur de bestanden"))
NEXT = Button("next", say("mydata", "Lees verder"))
ON = Button("on", say("mydata", "Ga verder"))

_ELSEWHERE: Mapping[str, State] = {
    TEXT.choice: State("menu", "privacy"),
    ERASE.choice: State("menu", "erase"),
    READERS.choice: linking.READERS,
    KEEP.choice: State("results", "keep"),
    LOOK.choice: asking("mydata"),
    SIGNALS.choice: MINE.go("mine", before=State(SHOWN_IN, "kept").to_json()),
}
"""Choices that lead to a place of their own."""
_OVER = ("menu",)
"""Dialogs that lie over where the person was."""


def at_own(context: Context) -> State:
    """The first screen: of the role for who works here now, else of the family."""
    works = context.members and home.hat(context) not in (Hat.FAMILY, None)
    return State(SHOWN_IN, "role" if works else "kept").over(context.chat.state)


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap."""
    if not isinstance(event, Choice):
        raise Unexpected
    settled, choice = _settled(state, context), event.choice
    if choice in _ELSEWHERE:
        there = _ELSEWHERE[choice]
        return Turn(there.over(settled) if there.dialog in _OVER else there)
    if choice == BACK.choice:
        return Turn(_back(settled, context))
    if choice in ("more", NEXT.choice):
        return Turn(settled.go(settled.step, page=settled.number("page") + 1))
    return _STEPS[settled.step](settled, choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return _VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The state, or what fits who has what by now."""
    step = state.step
    if step == "role" and not context.members:
        step = "kept"
    if step in ("seen", "done", "consents", "consent") and context.household is None:
        step = "kept"
    if step in ("file", "sent") and context.household is None and not context.members:
        step = "kept"
    if step == "consent" and context.records is not None and _chosen(state, context) is None:
        step = "consents"
    return state if step == state.step else state.go(step, page=0)


def _back(state: State, context: Context) -> State:
    if state.step in ("kept", "role"):
        return state.under if state.under is not None else home.of(context)
    if state.step == "consent":
        return state.go("consents", page=0)
    if state.step == "done":
        return state.go("seen", page=0)
    return state.go("kept" if context.household is not None or not context.members else "role", page=0)


def _records(context: Context) -> Records:
    return context.records or Records()


def _chosen(state: State, context: Context) -> ConsentGiven | None:
    return next((given for given in _records(context).now if mark(given) == state.text("which")), None)


def _to_step(state: State, choice: str, context: Context) -> Turn:
    return Turn(home.of(context) if choice == ON.choice else state.go(choice, page=0))


def _consents(state: State, choice: str, _context: Context) -> Turn:
    return Turn(state.go("consent", which=choice.removeprefix("c.")))


def _consent(state: State, _choice: str, context: Context) -> Turn:
    given = _chosen(state, context)
    if given is None or not given.given:
        return Turn(state)
    return named_purpose(given).withdraw(state, given, context)


def _file(state: State, _choice: str, _context: Context) -> Turn:
    return Turn(state.go("sent"), (SendOwnData(),), fresh=True)


def _kept_view(state: State, context: Context) -> Screen:
    household = context.household
    role = (ROLE,) if context.members else ()
    if household is None:
        nothing = say("mydata", "Over een gezin bewaren we hier niets. Wel dit:")
        return _screen(state, (nothing, *lines.chat_lines(context)), (TERMS, TEXT, *role, ERASE))
    body = (*lines.kept_lines(household, _records(context), context), lines.ends(household, context))
    told = (SIGNALS,) if _records(context).signals else ()
    return _screen(state, body, (SEEN, CONSENTS, *told, TERMS, FILE, TEXT, *role, ERASE))


def _terms_view(state: State, context: Context) -> Screen:
    told = pages(context.catalogue.terms)
    at = state.number("page") % len(told)
    return _screen(state, told[at], (NEXT,), title=say("mydata", "Hoe lang bewaren we?"), token=str(at))


def _seen_view(state: State, context: Context) -> Screen:
    household = household_of(context)
    told = lines.seen_lines(_records(context).seen, context)
    at = state.number("page") % max(1, -(-len(told) // ON_A_PAGE))
    page = told[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]
    nobody = (say("mydata", "Niemand van de gemeente las dit."),)
    more = (Button("more", say("mydata", "Toon meer")),) if len(told) > ON_A_PAGE else ()
    return _screen(
        state,
        (*(page or nobody), *_along(household)),
        (*more, *((DONE,) if _records(context).done else ()), *((READERS,) if household.kind == "own" else ())),
        title=say("mydata", "Wie las dit?"),
        token=str(at),
    )


def _done_view(state: State, context: Context) -> Screen:
    """What was done with its requests; what the bot did by itself is told apart."""
    told = done_lines(_records(context).done, context)
    at = state.number("page") % max(1, -(-len(told) // ON_A_PAGE))
    page = told[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]
    return _screen(
        state,
        page or (say("mydata", "Er is nog niets gebeurd met een aanmelding."),),
        (Button("more", say("mydata", "Toon meer")),) if len(told) > ON_A_PAGE else (),
        title=DONE.label,
        token=str(at),
    )


def _along(household: Household) -> tuple[Text, ...]:
    """Whether other chats have this file too; who they are stands at its own place."""
    others = any(tie.kind in linking.KINDS for tie in household.ties)
    return (say("mydata", "Nog iemand leest mee in een eigen chat."),) if others else ()


def _consents_view(state: State, context: Context) -> Screen:
    stand = _records(context).now
    buttons = [Button(f"c.{mark(given)}", lines.state_of(given, context)) for given in stand]
    household = household_of(context)
    look = (LOOK,) if household.kept and household.recheck is None else ()
    others = (*look, *((READERS,) if household.kind == "own" else ()))
    return _screen(
        state,
        (say("mydata", "Kies wat je wil bekijken. Terugnemen mag altijd."),)
        if stand
        else (say("mydata", "Je zei nog nergens ja op."),),
        (*paged(buttons, state.number("page"), most=8 - len(others)), *others),
        title=say("mydata", "Waar je ja op zei"),
        token=str(state.number("page")),
    )


def _consent_view(state: State, context: Context) -> Screen:
    given = _chosen(state, context)
    if given is None:
        return _consents_view(state.go("consents"), context)
    purpose, household = named_purpose(given), household_of(context)
    may = given.given and household.takes_back and (purpose.by_helper or household.kind == "own")
    follows = (after(given, context),) if may else ()
    again = {"follow_up": (KEEP,) if household.screened_at else (), "recheck": (LOOK,) if household.kept else ()}
    look = (SIGNALS,) if given.purpose == SIGNAL_YES and given.given else ()
    return _screen(
        state,
        (*lines.consent_lines(given, context), *follows),
        (*((WITHDRAW,) if may else ()), *look, *(() if given.given else again.get(given.purpose, ()))),
        title=filled(purpose.label, given, context),
        token=f"{mark(given)}.{int(given.given)}",
    )


def _file_view(state: State, context: Context) -> Screen:
    locked = (say("mydata", "Ook met een code op de chat kan iemand ze openen."),) if context.chat.lock else ()
    return _screen(
        state,
        (
            say("mydata", "Je krijgt 2 bestanden: een om te lezen, een voor een computer."),
            say("mydata", "Alles wat we bewaren, staat erin."),
            say("mydata", "Ze blijven in deze chat staan, ook na Wis alles. Verwijder ze dan zelf."),
            *locked,
        ),
        (SEND,),
        title=say("mydata", "Stuur mij alles"),
    )


def _sent_view(state: State, _context: Context) -> Screen:
    return _screen(state, (say("mydata", "Hierboven staan je bestanden."),), (ON,))


def _role_view(state: State, context: Context) -> Screen:
    at = state.number("page") % len(context.members)
    more = (Button("more", say("mydata", "Andere rol")),) if len(context.members) > 1 else ()
    family = (KEPT,) if context.household is not None else ()
    body = lines.role_lines(context.members[at], context)
    return _screen(state, body, (*more, *family, TERMS, FILE, TEXT, ERASE), token=str(at))


def _screen(
    state: State, body: tuple[Text, ...], answers: tuple[Button, ...], *, title: Text = _TITLE, token: str = ""
) -> Screen:
    return Screen(SHOWN_IN, state.step, body, title=title, answers=answers, ways=(BACK, MENU), token=token)


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    **dict.fromkeys(("kept", "role", "terms", "seen", "done", "sent"), _to_step),
    "consents": _consents,
    "consent": _consent,
    "file": _file,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "kept": _kept_view,
    "role": _role_view,
    "terms": _terms_view,
    "seen": _seen_view,
    "done": _done_view,
    "consents": _consents_view,
    "consent": _consent_view,
    "file": _file_view,
    "sent": _sent_view,
}

DIALOG = Dialog(SHOWN_IN, tuple(_STEPS), advance, view)
