"""What do you want to take along: on paper, as messages, or as a file for who helps you. Sent because it was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations import home
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.documents.contents import mine
from conversations.documents.messages import document_messages
from conversations.effects import Effect, SendDocument
from conversations.events import Choice, DialogEvent
from conversations.findings import household_of
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Text, say

__all__ = ["CAPTIONS", "DIALOG", "FILE_NAME", "FORMS", "at_choice"]

FORMS = ("pdf", "text", "json")
"""On paper, as messages, for a program."""

CAPTIONS: Mapping[str, Text] = {
    "pdf": say("document", "Je rechten op papier. Er staat geen naam op."),
    "json": say("document", "Voor het programma van wie je helpt. Er staat geen naam in."),
}
FILE_NAME = say("document", "rechten")
"""The beginning of the name of a file; the day follows, and nothing else."""


def at_choice() -> State:
    """The choice of a form."""
    return State("documents", "choose")


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A form that is asked for, or the way on."""
    if not isinstance(event, Choice):
        raise Unexpected
    return _STEPS[state.step](event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    return _VIEWS[state.step](context)


def _has_something(context: Context) -> bool:
    """Whether there is anything to take along: what holds for everybody is no list of this family."""
    return bool(household_of(context).answers and mine(context))


def _choose(choice: str, context: Context) -> Turn:
    if choice not in FORMS or not _has_something(context):
        return Turn(home.of(context))
    return Turn(State("documents", "sent"), _asked(choice, context), fresh=True)


def _asked(form: str, context: Context) -> tuple[Effect, ...]:
    """Messages go one by one, so that a line that breaks costs one of them."""
    pages = len(document_messages(mine(context))) if form == "text" else 1
    return tuple(SendDocument(form, page) for page in range(pages))


def _sent(choice: str, _context: Context) -> Turn:
    return Turn(at_choice() if choice == "more" else State("results", "list"))


def _choose_view(context: Context) -> Screen:
    title = say("document", "📄 Je rechten meenemen")
    if not _has_something(context):
        return Screen(
            "documents",
            "choose",
            (
                say("document", "Er staat nog niets in je lijst."),
                say("document", "Beantwoord eerst enkele vragen. Dan kan je de lijst meenemen."),
            ),
            title=title,
            answers=(Button("on", say("document", "Ga verder")),),
            ways=(MENU,),
        )
    return Screen(
        "documents",
        "choose",
        (
            say("document", "Met een blad in je hand is vragen makkelijker. Er staat geen naam op."),
            say("document", "Wat ik stuur, blijft in deze chat. Wis het zelf als niemand het mag zien."),
        ),
        title=title,
        answers=(
            Button("pdf", say("document", "Blad om af te drukken")),
            Button("text", say("document", "Berichten in deze chat")),
            Button("json", say("document", "Bestand voor wie je helpt")),
        ),
        ways=(BACK, MENU),
    )


def _sent_view(_context: Context) -> Screen:
    return Screen(
        "documents",
        "sent",
        (
            say("document", "Hierboven staat wat je vroeg."),
            say("document", "Neem het mee naar het loket, of toon het op je telefoon."),
        ),
        answers=(
            Button("more", say("document", "Stuur het anders")),
            Button("list", say("document", "Naar mijn rechten")),
        ),
        ways=(MENU,),
    )


_STEPS: Mapping[str, Callable[[str, Context], Turn]] = {"choose": _choose, "sent": _sent}
_VIEWS: Mapping[str, Callable[[Context], Screen]] = {"choose": _choose_view, "sent": _sent_view}

DIALOG = Dialog("documents", tuple(_STEPS), advance, view, household=True)
