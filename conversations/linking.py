"""Who may open this file: a helper gives it to the family, a parent lets the other parent in, and either lets go again.

What a code leads to for whoever opens it is in `adopting.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from conversations import files, home, roster
from conversations.context import Context, Household, Tie
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import (
    AdmitParent,
    Audience,
    DeleteMessage,
    Effect,
    LeaveHousehold,
    Notify,
    RelabelHousehold,
    ShowLink,
    Unlink,
)
from conversations.events import Choice, DialogEvent, Typed
from conversations.findings import household_of
from conversations.screen import BACK, MAX_ANSWERS, MENU, Button, Screen
from conversations.state import State
from followups import BRUSSELS
from texts import Text, Verbatim, say

__all__ = [
    "ADMITTED",
    "ASKED_FOR",
    "DIALOG",
    "KINDS",
    "NO",
    "READERS",
    "YES",
    "admit",
    "asking",
    "at_question",
    "described",
    "mark",
]

ASKED_FOR = timedelta(days=1)
"""Who asks to join and gets no answer for so long has asked in vain."""

ADMITTED = State("linking", "admitted")
READERS = State("linking", "readers")
YES = Button("yes", say("linking", "Ja"))
NO = Button("no", say("linking", "Nee"))
SHOW = Button("show", say("linking", "Toon de code"))
ON = Button("on", say("linking", "Ga verder"))

KINDS: Mapping[str, Text] = {
    "own": say("linking", "Andere ouder, sinds {date}"),
    "helper": say("linking", "Iemand die helpt, sinds {date}"),
}
"""What is said of another chat: nobody's name."""


def asking(household: Household, now: datetime) -> Tie | None:
    """Who waits to be let in as the other parent, if that was asked less than a day ago."""
    return next((tie for tie in household.ties if tie.kind == "asked" and now < tie.since + ASKED_FOR), None)


def at_question(context: Context) -> State:
    """*Does this person belong to your family?*, or that nobody asks any more."""
    household = context.household
    waits = household is not None and asking(household, context.now) is not None
    return State("linking", "admit" if waits else "late")


def admit(context: Context, admitted: bool) -> tuple[Effect, ...]:
    """The answer to who asked to join, and a word to them; nothing where nobody asks any more."""
    household = context.household
    tie = asking(household, context.now) if household is not None else None
    if household is None or tie is None:
        return ()
    told = Notify(Audience("chat", chat=tie.chat), "join_answer", household.id)
    return (AdmitParent(tie.chat, admitted), told)


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap, or a helper's new word for the family."""
    settled = _settled(state, context)
    if isinstance(event, Typed) and settled.step == "relabel":
        label = roster.label_of(event.text)
        error = roster.error_in(label, context, but=household_of(context).id)
        gone = DeleteMessage(event.message)
        if error:
            return Turn(settled.go("relabel", error=error), (gone,))
        return Turn(State("linking", "file"), (RelabelHousehold(label), gone))
    if not isinstance(event, Choice):
        raise Unexpected
    if event.choice == ON.choice:
        return Turn(home.of(context))
    return _STEPS[settled.step](settled, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return _VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The state, or what fits what this chat is to the file and who is linked to it by now."""
    household = household_of(context)
    if household.kind == "helper":
        gives = state.step in ("give", "given")
        return state if state.step in _OF_HELPER and not (gives and _is_owned(household)) else State("linking", "file")
    if state.step in _OF_HELPER:
        return READERS
    if state.step == "unlink" and _tie(state.text("who"), household) is None:
        return READERS
    return at_question(context) if state.step == "admit" else state


def _is_owned(household: Household) -> bool:
    """Whether a parent reads the file: then a helper has nothing to give."""
    return any(tie.kind == "own" for tie in household.ties)


def mark(tie: Tie, household: Household) -> str:
    """What names another chat in a button: Telegram's id of it is nobody's business."""
    return f"t.{files.mark(f'{household.id}:{tie.chat}')}"


def _tie(marked: str, household: Household) -> Tie | None:
    return next((tie for tie in household.ties if tie.kind in KINDS and mark(tie, household) == marked), None)


def _file(state: State, choice: str, context: Context) -> Turn:
    return Turn(home.of(context)) if choice == "back" else Turn(state.go(choice))


def _give(_state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(State("linking", "file"))
    return Turn(State("linking", "given"), (ShowLink("adopt", household_of(context).id),))


def _given(_state: State, _choice: str, _context: Context) -> Turn:
    return Turn(State("linking", "file"))


def _relabel(_state: State, _choice: str, _context: Context) -> Turn:
    return Turn(State("linking", "file"))


def _leave(_state: State, choice: str, context: Context) -> Turn:
    """A helper goes; where nobody of the family is left in the bot, whoever has its request hears that the phone is."""
    if choice != YES.choice:
        return Turn(State("linking", "file"))
    household = household_of(context)
    referral = household.referral
    told: tuple[Effect, ...] = ()
    if referral is not None and not any(tie.kind in KINDS for tie in household.ties):
        told = (Notify(Audience("holder", referral=referral.id), "unreachable", referral.id),)
    return Turn(State("roster", "list"), (*told, LeaveHousehold()))


def _join(_state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(home.of(context))
    return Turn(State("linking", "invited"), (ShowLink("join", household_of(context).id),))


def _invited(_state: State, _choice: str, _context: Context) -> Turn:
    return Turn(State("linking", "join"))


def _readers(_state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "back":
            return Turn(home.of(context))
        case "asked":
            return Turn(at_question(context))
        case "join" | "quit":
            return Turn(State("linking", choice))
    return Turn(State("linking", "unlink", {"who": choice}))


def _unlink(state: State, choice: str, context: Context) -> Turn:
    tie = _tie(state.text("who"), household_of(context))
    return Turn(READERS, (Unlink(tie.chat),) if choice == YES.choice and tie is not None else ())


def _quit(_state: State, choice: str, context: Context) -> Turn:
    """A parent stops reading along; the file stays with the other parent."""
    if choice != YES.choice or not _is_owned(household_of(context)):
        return Turn(READERS)
    return Turn(home.OPENED, (LeaveHousehold(),))


def _admit(_state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(READERS)
    return Turn(READERS, admit(context, choice == YES.choice))


def _late(_state: State, _choice: str, _context: Context) -> Turn:
    return Turn(READERS)


def _admitted(_state: State, _choice: str, context: Context) -> Turn:
    return Turn(home.of(context))


def _file_view(_state: State, context: Context) -> Screen:
    own = _is_owned(household_of(context))
    adopted = say("linking", "Het gezin heeft dit dossier ook zelf.")
    alone = say("linking", "Het gezin heeft dit dossier nog niet zelf.")
    return _screen(
        "file",
        (say("linking", "Jij helpt dit gezin. Jij ziet de antwoorden."), adopted if own else alone),
        title=say("linking", "Over dit gezin"),
        answers=(
            *(() if own else (Button("give", say("linking", "Geef het dossier")),)),
            Button("relabel", say("linking", "Kies een ander woord")),
            Button("leave", say("linking", "Stop met helpen")),
            ON,
        ),
    )


def _give_view(_state: State, _context: Context) -> Screen:
    return _screen(
        "give",
        (
            say("linking", "Het gezin krijgt het dossier op zijn eigen telefoon."),
            say("linking", "Het gezin kiest zelf of jij nog mag meelezen."),
        ),
        title=say("linking", "Geef het dossier"),
        answers=(SHOW,),
    )


def _given_view(_state: State, _context: Context) -> Screen:
    return _screen(
        "given",
        (
            say("linking", "Hier is de code. Laat het gezin ze openen."),
            say("linking", "Daarna laat ik het je weten."),
        ),
        answers=(ON,),
    )


def _relabel_view(state: State, _context: Context) -> Screen:
    return _screen(
        "relabel",
        (
            *roster.told(state.text("error")),
            say("linking", "Typ een ander woord voor dit gezin. Niet de echte naam."),
            say("linking", "Ik haal je bericht daarna weg uit de chat."),
        ),
    )


def _leave_view(_state: State, context: Context) -> Screen:
    alone = not any(tie.kind in KINDS for tie in household_of(context).ties)
    waits = household_of(context).referral is not None
    after = say("linking", "Niemand anders heeft het. Dan wissen we het.")
    if waits:
        after = say("linking", "De vraag om hulp loopt door.")
    return _screen(
        "leave",
        (
            say("linking", "Stop je met dit gezin? Je ziet het dossier dan niet meer."),
            *((after,) if alone or waits else ()),
        ),
        answers=(YES, NO),
    )


def _join_view(_state: State, _context: Context) -> Screen:
    return _screen(
        "join",
        (
            say("linking", "De andere ouder ziet dan alles wat jij ziet, en kan alles veranderen of wissen."),
            say("linking", "Kies dit alleen als je dat zelf wil. Jij krijgt eerst nog een vraag."),
        ),
        title=say("linking", "Andere ouder"),
        answers=(SHOW,),
    )


def _invited_view(_state: State, _context: Context) -> Screen:
    return _screen(
        "invited",
        (
            say("linking", "Hier is de code. Laat de andere ouder ze openen."),
            say("linking", "Daarna vraag ik jou of het klopt."),
        ),
        answers=(ON,),
    )


def _readers_view(_state: State, context: Context) -> Screen:
    household = household_of(context)
    ties = [tie for tie in household.ties if tie.kind in KINDS][: MAX_ANSWERS - 3]
    asked = asking(household, context.now) is not None
    own = any(tie.kind == "own" for tie in ties)
    body = (
        say("linking", "Kies wie niet meer mag meelezen. Die persoon krijgt geen bericht.")
        if ties
        else say("linking", "Niemand anders leest mee in deze chat.")
    )
    return _screen(
        "readers",
        (body,),
        title=say("linking", "Wie leest mee?"),
        answers=(
            *((Button("asked", say("linking", "Iemand wacht op jouw ja")),) if asked else ()),
            *(Button(mark(tie, household), described(tie)) for tie in ties),
            Button("join", say("linking", "Andere ouder erbij")),
            *((Button("quit", say("linking", "Ik lees niet meer mee")),) if own else ()),
        ),
    )


def described(tie: Tie) -> Text:
    """What is said of another chat, with the day since when it reads along."""
    return KINDS[tie.kind].having(date=Verbatim(tie.since.astimezone(BRUSSELS).strftime("%d/%m")))


def _unlink_view(state: State, context: Context) -> Screen:
    tie = _tie(state.text("who"), household_of(context))
    return _screen(
        "unlink",
        (
            *((described(tie),) if tie is not None else ()),
            say("linking", "Mag die persoon niet meer meelezen? Die ziet dan niets meer van je gezin."),
        ),
        answers=(YES, NO),
        token=state.text("who"),
    )


def _quit_view(_state: State, _context: Context) -> Screen:
    return _screen(
        "quit",
        (
            say("linking", "Lees je niet meer mee? Je ziet dit dossier dan niet meer."),
            say("linking", "De andere ouder houdt het. Wil je het dossier weg? Kies dan Wis alles."),
        ),
        answers=(YES, NO),
    )


def _admit_view(_state: State, _context: Context) -> Screen:
    return _screen(
        "admit",
        (
            say("linking", "Iemand opende je code. Hoort die persoon bij je gezin?"),
            say("linking", "Zeg je ja? Dan leest die persoon alles mee."),
        ),
        answers=(YES, NO),
    )


def _late_view(_state: State, _context: Context) -> Screen:
    return _screen("late", (say("linking", "Niemand wacht nog op een antwoord."),), answers=(ON,))


def _admitted_view(_state: State, _context: Context) -> Screen:
    """What the other parent reads first after the yes."""
    together = say("linking", "Je leest nu mee. De vragen en de antwoorden zijn van jullie samen.")
    return _screen("admitted", (together,), answers=(ON,))


def _screen(
    step: str,
    body: tuple[Text, ...],
    *,
    title: Text | None = None,
    answers: tuple[Button, ...] = (),
    token: str = "",
) -> Screen:
    return Screen("linking", step, body, title=title, answers=answers, ways=(BACK, MENU), token=token)


_OF_HELPER = ("file", "give", "given", "relabel", "leave")
_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "file": _file,
    "give": _give,
    "given": _given,
    "relabel": _relabel,
    "leave": _leave,
    "join": _join,
    "invited": _invited,
    "readers": _readers,
    "unlink": _unlink,
    "quit": _quit,
    "admit": _admit,
    "late": _late,
    "admitted": _admitted,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "file": _file_view,
    "give": _give_view,
    "given": _given_view,
    "relabel": _relabel_view,
    "leave": _leave_view,
    "join": _join_view,
    "invited": _invited_view,
    "readers": _readers_view,
    "unlink": _unlink_view,
    "quit": _quit_view,
    "admit": _admit_view,
    "late": _late_view,
    "admitted": _admitted_view,
}

DIALOG = Dialog("linking", tuple(_STEPS), advance, view, household=True)
