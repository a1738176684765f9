"""Signals at a desk: what waits, never with a name; brought to policy, answered or closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import (
    MOST_WORDS,
    SIGNAL,
    Answered,
    Role,
    Signal,
    SignalAction,
    SignalOutcome,
    SignalState,
    has_phone_number,
    wrong_with_words,
)
from casework.signals import replies_in
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import DeleteMessage
from conversations.events import Choice, DialogEvent, Typed
from conversations.languages import SOURCE
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.signalled import STAFF
from conversations.signals.moving import moved
from conversations.signals.places import AT_DESK, at_counts
from conversations.signals.words import answer_lines, labels, month, right_name, words_line, wrong_lines
from conversations.state import State
from conversations.towns import named
from texts import Day, Text, say, say_many

__all__ = ["DIALOG", "listed"]

ON_A_PAGE = 3
"""Signals on one screen, each with a line and the button of its number."""
MOST_CODES = 5
"""Beside own words; the others are one tap away."""
ONE = "s."
PHRASE = "a."

COUNTS = Button("counts", say("signals", "Aantallen"))
BRING = Button(SignalAction.BRING, say("signals", "Naar het beleid gebracht"))
ANSWER = Button(SignalAction.ANSWER, say("signals", "Antwoord geven"))
CLOSE = Button(SignalAction.CLOSE, say("signals", "Sluiten"))
SEND = Button("send", say("desk", "Verstuur"))
ALL = Button("all", say("signals", "Toon alle redenen"))
LIST = Button("list", say("signals", "Naar de signalen"))
_TITLE = say("signals", "Signalen")
_GONE = say("signals", "Dit signaal is er niet meer. Je hoeft niets te doen.")


def _one(state: State, context: Context) -> Signal | None:
    """The signal that is looked at: one that waits in a municipality of this chat, whatever the state says."""
    return context.signals.one(state.text("signal"))


def _advance(state: State, event: DialogEvent, context: Context) -> Turn:
    if isinstance(event, Typed):
        if state.step not in ("answer", "check") or _one(state, context) is None:
            raise Unexpected
        return _typed(state, event)
    if not isinstance(event, Choice):
        raise Unexpected
    if event.choice == LIST.choice:
        return Turn(AT_DESK)
    return _STEPS[state.step](state, event.choice, context)


def _view(state: State, context: Context) -> Screen:
    if state.step in _ABOUT_ONE and _one(state, context) is None:
        return Screen(STAFF, state.step, (_GONE,), title=_TITLE, answers=(LIST,), ways=(MENU,))
    return _VIEWS[state.step](state, context)


# -- all of them ------------------------------------------------------------------------------------------------------


def _list(state: State, choice: str, _context: Context) -> Turn:
    if choice == "more":
        return Turn(state.go("list", page=state.number("page") + 1))
    if choice == COUNTS.choice:
        return Turn(at_counts(AT_DESK))
    return Turn(State(STAFF, "one", {"signal": choice.removeprefix(ONE)}))


def listed(state: State, context: Context) -> tuple[Signal, ...]:
    """Those that stand on this page of the list."""
    on_page = {button.choice for button in _numbers(state, context)}
    return tuple(one for one in context.signals.open if f"{ONE}{one.id}" in on_page)


def _numbers(state: State, context: Context) -> tuple[Button, ...]:
    buttons = [Button(f"{ONE}{one.id}", say("signals", "{n}", n=n)) for n, one in enumerate(context.signals.open, 1)]
    return paged(buttons, state.number("page"), ON_A_PAGE + 1)


def _list_view(state: State, context: Context) -> Screen:
    waiting, shown = context.signals.open, listed(state, context)
    lines = [
        say(
            "signals",
            "{n}. {right}: {codes} ({month}).",
            n=waiting.index(one) + 1,
            right=right_name(one.right, context),
            codes=labels(one.codes[:ON_A_PAGE]),
            month=month(one.month),
        )
        for one in shown
    ]
    count = say_many("signals", "{n} signaal wacht.", "{n} signalen wachten.", len(waiting))
    return Screen(
        STAFF,
        "list",
        (count, *lines) if waiting else (say("signals", "Er wacht nu geen signaal."),),
        title=_TITLE,
        answers=(*_numbers(state, context), COUNTS),
        ways=(MENU,),
        token=str(state.number("page")),
    )


# -- one of them ------------------------------------------------------------------------------------------------------


def _act(state: State, choice: str, context: Context) -> Turn:
    signal = _one(state, context)
    if choice == "back" and _whole(state):
        return Turn(state.go("one", all=False))
    if choice == "back" or signal is None:
        return Turn(AT_DESK)
    if choice == BRING.choice:
        return Turn(state.go("one"), moved(signal, SignalAction.BRING, context))
    if choice == ALL.choice:
        return Turn(state.go("one", all=True))
    if choice == COUNTS.choice:
        return Turn(at_counts(state, signal.municipality))
    return Turn(state.go(choice, wrong=""))


def _whole(state: State) -> bool:
    """Whether all reasons are read, in the place of own words."""
    return bool(state.data.get("all"))


_STANDS: Mapping[str, Text] = {SignalState.REGISTERED: say("signals", "Nieuw: nog niets mee gedaan.")}
"""Where it stands, said to who has to do something with it; else as the family reads it."""


def _one_view(state: State, context: Context) -> Screen:
    signal = _one(state, context)
    assert signal is not None, "_view() shows another screen where there is none"
    possible = {edge.action for edge in SIGNAL.edges_from(signal.state, Role.COORDINATOR)}
    hears = (say("signals", "Het gezin wil horen wat ervan kwam."),) if signal.hears else ()
    buttons = (BRING, *((ANSWER,) if signal.hears else ()), CLOSE)
    brought = (COUNTS,) if signal.state is SignalState.BROUGHT else ()
    whole = _whole(state) or not signal.words or len(signal.codes) <= MOST_CODES
    return Screen(
        STAFF,
        "one",
        (
            say(
                "signals",
                "{codes} ({month}, {town}).",
                codes=labels(signal.codes if whole else signal.codes[:MOST_CODES]),
                month=month(signal.month),
                town=named(signal.municipality, context),
            ),
            *(() if _whole(state) else words_line(signal)),
            *hears,
            _STANDS.get(signal.state, signal.state.label),
            *_asked(signal, context),
        ),
        title=right_name(signal.right, context),
        answers=(*(button for button in buttons if button.choice in possible), *(() if whole else (ALL,)), *brought),
        ways=(BACK, MENU),
        token=f"{signal.id}.{signal.moves}",
        personal=signal.hears,
    )


def _asked(signal: Signal, context: Context) -> tuple[Text, ...]:
    """Of one that was brought: when the bot asks what policy said, so that nobody has to remember it."""
    day = context.signals.asks
    if signal.state is not SignalState.BROUGHT or day is None:
        return ()
    return (say("signals", "Op {day} vragen we wat het beleid zei.", day=Day(day)),)


# -- an answer --------------------------------------------------------------------------------------------------------


def _typed(state: State, event: Typed) -> Turn:
    """What is too long stays in the chat, so that it can be shortened."""
    text = " ".join(event.text.split())
    wrong = "phone" if has_phone_number(text) else wrong_with_words(text)
    if wrong:
        return Turn(state.go("answer", wrong=wrong))
    return Turn(state.go("check", words=text, phrase=""), (DeleteMessage(event.message),))


def _answer(state: State, choice: str, _context: Context) -> Turn:
    if not choice.startswith(PHRASE):
        return Turn(state.go("one"))
    return Turn(state.go("check", phrase=choice.removeprefix(PHRASE), words=""))


REPLY_BUTTONS: Mapping[str, Text] = {
    "brought": say("signals", "Het beleid weet het nu"),
    "changed": say("signals", "Dit verandert"),
    "not_now": say("signals", "Dit kan nu niet anders"),
    "help": say("signals", "Wij kunnen helpen"),
}


def _replies(state: State, context: Context) -> tuple[str, ...]:
    signal = _one(state, context)
    return replies_in(signal.state) if signal is not None else ()


def _answer_view(state: State, context: Context) -> Screen:
    return Screen(
        STAFF,
        "answer",
        (
            *wrong_lines(state.text("wrong"), MOST_WORDS),
            say("signals", "Kies een antwoord, of typ er zelf een."),
            say("signals", "Wat je typt, wordt niet vertaald. Daarna kijk je het na."),
        ),
        title=say("signals", "Antwoord geven"),
        answers=tuple(Button(f"{PHRASE}{name}", REPLY_BUTTONS[name]) for name in _replies(state, context)),
        ways=(BACK, MENU),
        token=state.text("signal"),
    )


def _given(state: State, context: Context) -> Answered | None:
    words, phrase = state.text("words"), state.text("phrase")
    if words:
        return Answered(words=words, language=context.chat.language or SOURCE)
    return Answered(phrase=phrase) if phrase in _replies(state, context) else None


def _check(state: State, choice: str, context: Context) -> Turn:
    signal, given = _one(state, context), _given(state, context)
    if choice == "back" or signal is None or given is None or not signal.hears:
        return Turn(state.go("answer", wrong=""))
    return Turn(
        State(STAFF, "sent", {"heard": signal.hears}), moved(signal, SignalAction.ANSWER, context, answer=given)
    )


def _check_view(state: State, context: Context) -> Screen:
    given = _given(state, context)
    lines = answer_lines(given) if given is not None else ()
    return Screen(
        STAFF,
        "check",
        (say("desk", "Dit leest het gezin:"), *lines),
        answers=(SEND,) if given is not None else (),
        ways=(BACK, MENU),
        token=state.text("signal"),
        personal=True,
    )


# -- an end without an answer -----------------------------------------------------------------------------------------


def _close(state: State, choice: str, context: Context) -> Turn:
    signal = _one(state, context)
    if choice == "back" or signal is None:
        return Turn(state.go("one"))
    return Turn(
        State(STAFF, "sent", {"heard": signal.hears}), moved(signal, SignalAction.CLOSE, context, outcome=choice)
    )


def _close_view(state: State, context: Context) -> Screen:
    signal = _one(state, context)
    assert signal is not None, "_view() shows another screen where there is none"
    hears = (say("signals", "Het gezin leest deze reden."),) if signal.hears else ()
    reasons = SIGNAL.edge(signal.state, SignalAction.CLOSE).outcomes
    return Screen(
        STAFF,
        "close",
        (say("signals", "Waarom sluit je dit signaal?"), *hears),
        title=right_name(signal.right, context),
        answers=tuple(Button(reason, SignalOutcome(reason).label) for reason in reasons),
        ways=(BACK, MENU),
        token=signal.id,
    )


def _sent(_state: State, _choice: str, _context: Context) -> Turn:
    return Turn(AT_DESK)


def _sent_view(state: State, _context: Context) -> Screen:
    """Of one that is only counted, nobody waits to hear."""
    told = (say("signals", "Wie het wilde horen, krijgt een bericht."),) if state.data.get("heard") else ()
    done = (say("signals", "Dit signaal is klaar."), *told)
    return Screen(STAFF, "sent", done, title=_TITLE, answers=(LIST,), ways=(MENU,))


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "list": _list,
    "one": _act,
    "answer": _answer,
    "check": _check,
    "close": _close,
    "sent": _sent,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "list": _list_view,
    "one": _one_view,
    "answer": _answer_view,
    "check": _check_view,
    "close": _close_view,
    "sent": _sent_view,
}
_ABOUT_ONE = ("one", "answer", "check", "close")

DIALOG = Dialog(STAFF, tuple(_STEPS), _advance, _view, staff=True, guarded=("list", *_ABOUT_ONE))
