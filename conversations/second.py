"""The second factor of staff: turned on in the menu, asked before anything personal of a case is shown.

The queue has numbers only, and so have notices: they stay. The QR code is a message of its own, which goes again; the
recovery codes stand on the card once, until they were written down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from casework import Deed, Factor, Policy
from casework.second import Tried, digest, recovery, tried
from conversations import home
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import BeginFactor, DeleteMessage, SetFactor
from conversations.events import Choice, DialogEvent, Typed
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["CAPTION", "DIALOG", "GUARDED_FOR", "at_door", "at_settings", "is_offered", "is_open", "is_set"]

GUARDED_FOR = (Deed.READ_CASES, Deed.END_ROLES)
"""What is behind the door: families' cases, and the roles by which others come to them."""
CODES = "codes"
"""The recovery codes in the state, between the code that was right and the tap that they are written down."""

RENEW = Button("renew", say("second", "Nieuwe noodcodes"))

CAPTION = (
    say("second", "Scan dit met een app voor codes op je telefoon. Of typ de sleutel over:"),
    say("second", "Dit bericht gaat na 10 minuten weg. Toon het aan niemand."),
)
"""Above and below the key, under the QR code."""


def is_set(context: Context) -> bool:
    """Whether this person turned it on."""
    return context.chat.factor is not None and context.chat.factor.on


def is_offered(context: Context) -> bool:
    """Whether this chat has anything that a second factor would guard, in a bot that knows one."""
    return context.staffing.second is not Policy.OFF and any(context.doing(deed) for deed in GUARDED_FOR)


def is_open(context: Context) -> bool:
    """Whether what is behind the door may be shown: no code is asked, or a right one was typed not long ago."""
    if context.staffing.second is Policy.OFF:
        return True
    factor = context.chat.factor
    if factor is None or not factor.on:
        return context.staffing.second is not Policy.REQUIRED
    return factor.is_open(context.now)


def at_door(state: State, context: Context) -> State:
    """Where who wants in is asked for a code, or to turn it on first."""
    return State("second", "ask" if is_set(context) else "about").over(state)


def at_settings(state: State, context: Context) -> State:
    """From the menu: how to turn it on, or that it is on."""
    return State("second", "set" if is_set(context) else "about").over(state)


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap, or a typed code, which is deleted from the chat whatever it was."""
    settled = _settled(state, context)
    if isinstance(event, Choice) and event.choice == BACK.choice:
        return Turn(_out(settled, context))
    return _STEPS[settled.step](settled, event, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return _VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The state, or what fits what is on by now: an admin may have taken it off meanwhile."""
    if state.step == "saved":
        return state
    factor = context.chat.factor
    if factor is None:
        return state.go("about") if state.step != "about" else state
    if not factor.on:
        return state if state.step == "confirm" else state.go("about")
    return state if state.step in ("ask", "set", "end", "renew") else state.go("set" if is_open(context) else "ask")


def _out(state: State, context: Context) -> State:
    """Back to where the person was; from before the door home, for what lies under it is shut."""
    below = state.under
    shut = not is_open(context) and state.step in ("ask", "about", "confirm")
    return home.of(context) if below is None or shut else below


def _about(state: State, event: DialogEvent, context: Context) -> Turn:
    if not isinstance(event, Choice):
        raise Unexpected
    if not is_offered(context):
        return Turn(home.of(context))
    return Turn(state.go("confirm", error=""), (BeginFactor(),), fresh=True)


def _confirm(state: State, event: DialogEvent, context: Context) -> Turn:
    """The first right code turns it on, and counts as typed."""
    if isinstance(event, Choice):
        return Turn(state.go("confirm", error=""), (BeginFactor(),), fresh=True)
    factor, gone = context.chat.factor, DeleteMessage(_typed(event).message)
    assert factor is not None, "settled"
    now, result = tried(factor, _typed(event).text, context.now)
    if result is not Tried.RIGHT:
        return Turn(state.go("confirm", error=result), (SetFactor(now), gone))
    return _with_codes(state, replace(now, on=True), gone, context)


def _with_codes(state: State, factor: Factor, gone: DeleteMessage, context: Context) -> Turn:
    """Eight recovery codes, shown once. Those that there were before count no more."""
    codes = recovery(factor.secret, context.fresh_id)
    kept = replace(factor, codes=tuple(digest(code) for code in codes))
    return Turn(state.go("saved", codes=[*codes]), (SetFactor(kept), gone))


def _saved(state: State, event: DialogEvent, context: Context) -> Turn:
    if not isinstance(event, Choice):
        raise Unexpected
    return Turn(state.under if state.under is not None else home.of(context))


def _ask(state: State, event: DialogEvent, context: Context) -> Turn:
    """A right code leads to what is behind the door."""
    factor, gone = context.chat.factor, DeleteMessage(_typed(event).message)
    assert factor is not None, "settled"
    now, result = tried(factor, _typed(event).text, context.now)
    if result is not Tried.RIGHT:
        return Turn(state.go("ask", error=result), (SetFactor(now), gone))
    return Turn(state.under if state.under is not None else home.of(context), (SetFactor(now), gone))


def _set(state: State, event: DialogEvent, context: Context) -> Turn:
    if not isinstance(event, Choice):
        raise Unexpected
    if event.choice == RENEW.choice:
        return Turn(state.go("renew", error=""))
    return Turn(state.go("end", error="") if context.staffing.second is not Policy.REQUIRED else state)


def _renew(state: State, event: DialogEvent, context: Context) -> Turn:
    """Only who has a code at hand gets new ones: whoever finds an open phone gets none."""
    if isinstance(event, Choice):
        return Turn(state.go("set"))
    factor, gone = context.chat.factor, DeleteMessage(_typed(event).message)
    assert factor is not None, "settled"
    now, result = tried(factor, _typed(event).text, context.now)
    if result is not Tried.RIGHT:
        return Turn(state.go("renew", error=result), (SetFactor(now), gone))
    return _with_codes(state, now, gone, context)


def _end(state: State, event: DialogEvent, context: Context) -> Turn:
    """Only who has a code at hand turns it off."""
    if isinstance(event, Choice):
        return Turn(state.go("set"))
    factor, gone = context.chat.factor, DeleteMessage(event.message) if isinstance(event, Typed) else None
    if not isinstance(event, Typed) or factor is None or gone is None:
        raise Unexpected
    now, result = tried(factor, event.text, context.now)
    if result is not Tried.RIGHT:
        return Turn(state.go("end", error=result), (SetFactor(now), gone))
    return Turn(state.go("about"), (SetFactor(None), gone))


def _typed(event: DialogEvent) -> Typed:
    """What was typed. Raises Unexpected for anything else."""
    if not isinstance(event, Typed):
        raise Unexpected
    return event


_ERRORS: Mapping[str, Text] = {
    Tried.WRONG: say("second", "Deze code is niet juist. Elke code werkt één keer. Wacht op de volgende."),
    Tried.WAIT: say("second", "Te veel keer fout. Wacht een kwartier."),
}
_TITLE = say("second", "🔒 Extra code")


def _error(state: State) -> tuple[Text, ...]:
    error = _ERRORS.get(state.text("error"))
    return (error,) if error is not None else ()


def _about_view(_state: State, context: Context) -> Screen:
    needed = context.staffing.second is Policy.REQUIRED
    return _screen(
        "about",
        *((say("second", "Je werkt hier alleen met een extra code."),) if needed else ()),
        say("second", "Een app op je telefoon maakt elke 30 seconden een code."),
        say("second", "Je typt een code. Dan blijft je werk hier 12 uur open."),
        say("second", "Zo leest niemand mee die alleen je Telegram heeft."),
        answers=(Button("start", say("second", "Zet aan")),),
    )


def _confirm_view(state: State, _context: Context) -> Screen:
    return _screen(
        "confirm",
        *_error(state),
        say("second", "Hierboven staat een sleutel. Zet hem in je app."),
        say("second", "Typ daarna de code die je app toont. Ik haal ze weg uit de chat."),
        answers=(Button("start", say("second", "Toon een nieuwe sleutel")),),
    )


def _saved_view(state: State, _context: Context) -> Screen:
    """Whatever is tapped, the card shows them no more."""
    return Screen(
        "second",
        "saved",
        (
            say("second", "De extra code staat aan."),
            say("second", "Geen telefoon bij de hand? Dan werkt een van deze noodcodes, elk één keer. Schrijf ze op."),
            say("second", "{codes}", codes=Verbatim("  ".join(state.texts(CODES)))),
        ),
        title=_TITLE,
        answers=(Button("on", say("second", "Ik schreef ze op")),),
        ways=(MENU,),
    )


def _ask_view(state: State, _context: Context) -> Screen:
    return _screen(
        "ask",
        *_error(state),
        say("second", "Typ de code van je app. Ik haal ze daarna weg uit de chat."),
        say("second", "Geen code? Typ een noodcode, of vraag de beheerder van je gemeente."),
    )


def _set_view(_state: State, context: Context) -> Screen:
    factor = context.chat.factor or Factor("")
    off = (Button("end", say("second", "Zet uit")),) if context.staffing.second is not Policy.REQUIRED else ()
    return _screen(
        "set",
        say("second", "De extra code staat aan."),
        say("second", "Noodcodes die je nog hebt: {n}.", n=Verbatim(str(len(factor.codes)))),
        answers=(RENEW, *off),
    )


def _renew_view(state: State, _context: Context) -> Screen:
    return _screen(
        "renew",
        *_error(state),
        say("second", "Wil je nieuwe noodcodes? De oude werken dan niet meer."),
        say("second", "Typ een code van je app."),
        answers=(Button("no", say("second", "Nee, toch niet")),),
    )


def _end_view(state: State, _context: Context) -> Screen:
    return _screen(
        "end",
        *_error(state),
        say("second", "Wil je de extra code uitzetten? Typ dan een code van je app."),
        answers=(Button("no", say("second", "Nee, laat aan")),),
    )


def _screen(step: str, *body: Text, answers: tuple[Button, ...] = ()) -> Screen:
    return Screen("second", step, body, title=_TITLE, answers=answers, ways=(BACK, MENU))


_STEPS: Mapping[str, Callable[[State, DialogEvent, Context], Turn]] = {
    "about": _about,
    "confirm": _confirm,
    "saved": _saved,
    "ask": _ask,
    "set": _set,
    "renew": _renew,
    "end": _end,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "about": _about_view,
    "confirm": _confirm_view,
    "saved": _saved_view,
    "ask": _ask_view,
    "set": _set_view,
    "renew": _renew_view,
    "end": _end_view,
}

DIALOG = Dialog("second", tuple(_STEPS), advance, view)
