"""A shared phone: a card that says nothing, and a PIN before the file opens again.

Without a PIN, *hide* only takes the text away. With one, a hidden chat opens nothing but numbers to call and the choice
of a language until the PIN is typed; it hides by itself a quarter of an hour after the last tap.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from conversations import home
from conversations.context import Context, Lock
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import DeleteMessage, EraseEverything, RenewKey, Schedule, SetLock, SetMuted
from conversations.events import Choice, DialogEvent, Event, Shared, Typed
from conversations.reporting.draft import shows_draft
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from followups import due_at
from texts import Text, say

__all__ = ["DIALOG", "HIDDEN", "PIN_DIGITS", "hides_itself", "is_shut", "kept_shut"]

HIDDEN = State("hidden", "card")
DOOR = State("hidden", "pin")
PIN_DIGITS = range(4, 9)
WRONG_TRIES = 5
WAIT = timedelta(minutes=15)
"""After five wrong tries the PIN is not looked at for so long."""
COST = 2**12
"""Work of one guess (scrypt's n). The hash is sealed besides; this is against who has the keys as well."""

IN_FRONT = {("menu", "urgent"), ("menu", "language"), ("menu", "stopped"), ("danger", "danger")}
"""Dialogs and steps that anybody may see over a shut file: people to call, and the language."""

OPEN = Button("open", say("hidden", "Open"))


def is_shut(context: Context) -> bool:
    """Whether the file waits for its PIN."""
    return context.chat.lock is not None and _hidden(context.chat.state)


def _hidden(state: State) -> bool:
    below = state.under if state.under is not None else state
    return any(at.dialog == "hidden" and (at.dialog, at.step) not in _INSIDE for at in (state, below))


_INSIDE = {("hidden", "set"), ("hidden", "again"), ("hidden", "chosen")}
"""Steps that lie behind the door: choosing a PIN."""


def kept_shut(turn: Turn, event: Event, context: Context) -> Turn:
    """What a turn of a shut file may come to: nothing that shows or changes anything, unless the PIN was right or only
    numbers to call are shown. A notice keeps its buttons: they act once the file is open."""
    if not is_shut(context) or _is_opened(turn):
        return turn
    state = turn.state
    answered = not turn.card  # a notice, where it stands
    if (state.dialog == "hidden" and not answered) or ((state.dialog, state.step) in IN_FRONT and _hidden(state)):
        return turn
    told = (DeleteMessage(event.message),) if isinstance(event, Typed | Shared) else ()
    quiet = tuple(effect for effect in turn.effects if isinstance(effect, RenewKey | SetMuted))
    return Turn(DOOR, (*quiet, *told), fresh=True)


def _is_opened(turn: Turn) -> bool:
    """Only the steps of this dialog do these two: the right PIN, and beginning anew."""
    return any(
        isinstance(effect, SetLock) or (isinstance(effect, EraseEverything) and effect.keep_requests)
        for effect in turn.effects
    )


def hides_itself(turn: Turn, context: Context) -> Turn:
    """With a PIN, what stands on the card is hidden a while after the last tap; so is what a volunteer wrote of a
    family and did not send yet."""
    locks = [effect.lock for effect in turn.effects if isinstance(effect, SetLock)] or [context.chat.lock]
    if (locks[-1] is None and not shows_draft(turn.state)) or not turn.card or _hidden(turn.state):
        return turn
    fence = str(context.chat.revision + 1)
    timer = Schedule("neutralise", due_at("neutralise", context.now), fence)
    return replace(turn, effects=(*turn.effects, timer))


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """Opens, or sets the PIN."""
    return _STEPS[state.step](state, event, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    return _VIEWS[state.step](state, context)


def _card(_state: State, event: DialogEvent, context: Context) -> Turn:
    if not isinstance(event, Choice):
        raise Unexpected
    return Turn(DOOR if context.chat.lock is not None else _inside(context))


def _inside(context: Context) -> State:
    """Home, as if the card had never been hidden."""
    return home.start(replace(context, chat=replace(context.chat, state=State("roles", "choose"))))


def _pin(state: State, event: DialogEvent, context: Context) -> Turn:
    lock = context.chat.lock
    if lock is None:
        return Turn(_inside(context))
    if isinstance(event, Choice):
        return Turn(state.go("forgot") if event.choice == "forgot" else HIDDEN)
    if not isinstance(event, Typed):
        raise Unexpected
    gone = DeleteMessage(event.message)
    if lock.until is not None and context.now < lock.until:
        return Turn(State("hidden", "pin", {"error": "wait"}), (gone,))
    if hmac.compare_digest(_digest(lock.salt, event.text), lock.digest):
        return Turn(_inside(context), (SetLock(replace(lock, wrong=0, until=None)), gone))
    wrong = lock.wrong + 1
    until = context.now + WAIT if wrong % WRONG_TRIES == 0 else None
    error = "wait" if until is not None else "wrong"
    tried = SetLock(replace(lock, wrong=wrong, until=until))
    return Turn(State("hidden", "pin", {"error": error}), (tried, gone))


def _forgot(_state: State, event: DialogEvent, context: Context) -> Turn:
    """Who forgot the PIN starts anew here. A request that runs goes on: nobody ends it who could not open it."""
    if not isinstance(event, Choice):
        raise Unexpected
    if event.choice != "anew" or context.chat.lock is None:
        return Turn(DOOR)
    return Turn(State("welcome", "language"), (EraseEverything(keep_requests=True),))


def _set(state: State, event: DialogEvent, context: Context) -> Turn:
    """A new PIN is typed twice; between the two it stands in the state, sealed like everything there."""
    if isinstance(event, Choice):
        return Turn(State("hidden", "chosen"), (SetLock(None),)) if event.choice == "off" else Turn(_inside(context))
    if not isinstance(event, Typed):
        raise Unexpected
    gone, pin = DeleteMessage(event.message), _digits(event.text)
    if not pin:
        return Turn(state.go("set", error="digits"), (gone,))
    return Turn(State("hidden", "again", {"salt": context.fresh_id, "digest": _digest(context.fresh_id, pin)}), (gone,))


def _again(state: State, event: DialogEvent, _context: Context) -> Turn:
    if isinstance(event, Choice):
        return Turn(State("hidden", "set"))
    if not isinstance(event, Typed):
        raise Unexpected
    gone, salt = DeleteMessage(event.message), state.text("salt")
    if not hmac.compare_digest(_digest(salt, event.text), state.text("digest")):
        return Turn(State("hidden", "set", {"error": "other"}), (gone,))
    return Turn(State("hidden", "chosen"), (SetLock(Lock(salt, state.text("digest"))), gone))


def _chosen(_state: State, event: DialogEvent, context: Context) -> Turn:
    if not isinstance(event, Choice):
        raise Unexpected
    return Turn(_inside(context))


def _digits(typed: str) -> str:
    """A PIN in Western digits, whatever digits were typed; empty where it is none."""
    kept = "".join(typed.split())
    if not kept.isdecimal() or len(kept) not in PIN_DIGITS:
        return ""
    return "".join(str(int(char)) for char in kept)


def _digest(salt: str, typed: str) -> str:
    return hashlib.scrypt(_digits(typed).encode(), salt=salt.encode(), n=COST, r=8, p=1).hex()


ERRORS: Mapping[str, Text] = {
    "wrong": say("hidden", "Deze code is niet juist. Probeer nog eens."),
    "wait": say("hidden", "Te veel keer fout. Wacht een kwartier."),
    "digits": say("hidden", "Typ 4 tot 8 cijfers."),
    "other": say("hidden", "De codes zijn niet gelijk. Kies opnieuw."),
}
"""What went wrong, said kindly."""


def _card_view(_state: State, _context: Context) -> Screen:
    return Screen("hidden", "card", (say("hidden", "Tot straks."),), answers=(OPEN,))


def _pin_view(state: State, _context: Context) -> Screen:
    return Screen(
        "hidden",
        "pin",
        (*_error(state), say("hidden", "Typ je code. Ik haal ze daarna weg uit de chat.")),
        answers=(Button("forgot", say("hidden", "Code vergeten")), Button("urgent", say("hidden", "🆘 Hulp"))),
        ways=(BACK,),
    )


def _forgot_view(_state: State, context: Context) -> Screen:
    waits = context.household is not None and context.household.referral is not None
    return Screen(
        "hidden",
        "forgot",
        (
            say("hidden", "Zonder code gaat dit niet meer open. Je kan hier wel opnieuw beginnen."),
            say("hidden", "Wat hier bewaard was, zie je dan niet meer."),
            *((say("hidden", "Een vraag om hulp blijft bij de medewerker."),) if waits else ()),
            *((say("hidden", "Elke rol die je hier hebt, stopt dan ook."),) if context.members else ()),
        ),
        answers=(Button("anew", say("hidden", "Begin opnieuw")), Button("no", say("hidden", "Probeer de code"))),
        ways=(BACK,),
    )


def _set_view(state: State, context: Context) -> Screen:
    off = (Button("off", say("hidden", "Zet de code af")),) if context.chat.lock is not None else ()
    return Screen(
        "hidden",
        "set",
        (
            *_error(state),
            say("hidden", "Leest er nog iemand op deze telefoon? Kies dan een code."),
            say("hidden", "Typ 4 tot 8 cijfers. Ik haal je bericht weg uit de chat."),
            say("hidden", "Na een kwartier zonder tik verberg ik alles. Zo gaat het weer open."),
        ),
        title=say("hidden", "🔒 Code"),
        answers=off,
        ways=(BACK, MENU),
    )


def _again_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "hidden",
        "again",
        (say("hidden", "Typ dezelfde code nog eens."), say("hidden", "Vergeten? Dan begin je hier opnieuw.")),
        title=say("hidden", "🔒 Code"),
        ways=(BACK, MENU),
    )


def _chosen_view(_state: State, context: Context) -> Screen:
    told = (
        say("hidden", "Er is geen code meer op deze chat.")
        if context.chat.lock is None
        else say("hidden", "De code staat aan. Verberg alles met Menu, of wacht een kwartier.")
    )
    go_on = Button("on", say("hidden", "Ga verder"))
    return Screen("hidden", "chosen", (told,), title=say("hidden", "🔒 Code"), answers=(go_on,), ways=(MENU,))


def _error(state: State) -> tuple[Text, ...]:
    error = ERRORS.get(state.text("error"))
    return (error,) if error is not None else ()


_STEPS: Mapping[str, Callable[[State, DialogEvent, Context], Turn]] = {
    "card": _card,
    "pin": _pin,
    "forgot": _forgot,
    "set": _set,
    "again": _again,
    "chosen": _chosen,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "card": _card_view,
    "pin": _pin_view,
    "forgot": _forgot_view,
    "set": _set_view,
    "again": _again_view,
    "chosen": _chosen_view,
}

DIALOG = Dialog("hidden", tuple(_STEPS), advance, view)
