"""*My language is not here*: which one it is, counted as a wish; and one Dutch card to show to somebody who helps.

What the helper reads is in Dutch in every chat, so it is not a text that is translated.
"""

from __future__ import annotations

from conversations import direct, home
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import SetLanguage, WishLanguage
from conversations.events import Choice, DialogEvent
from conversations.languages import LANGUAGES, OTHER, WISHES, autonym, dutch_name, language_buttons
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["DIALOG", "WISH", "at_list"]


def _as_is(words: str) -> Text:
    return say("language", "{words}", words=Verbatim(words))


WISH = Button("wish", _as_is("🌐❓ Andere · Autre · Other"))
"""Stands under the languages that there are; the name of the missing one is asked next."""
INTERPRETER = Button("help", _as_is("👤 Tolk · Interpreter"))

ASKED = tuple(_as_is(words) for words in ("Welke taal spreek je?", "Quelle langue ?", "Which language?", "ما لغتك؟"))


def at_list(below: State) -> State:
    """The names of the languages that are missing, laid over where the person was."""
    return State("wishes", "list").over(below)


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A wish, and then on: in a language that there is, or to a person with an interpreter."""
    if not isinstance(event, Choice):
        raise Unexpected
    settled = _settled(state)
    if settled.step == "list":
        return _wish(settled, event.choice, context)
    if event.choice == "back":
        return Turn(settled.go("list"))
    if event.choice == "help":
        return direct.turn(context, speaks=settled.text("wish"))
    return Turn(_onward(settled, context), (SetLanguage(event.choice),) if event.choice in LANGUAGES else ())


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state)
    ways = (BACK, MENU) if context.chat.language else (BACK,)
    if settled.step == "list":
        page = settled.number("page")
        return Screen("wishes", "list", ASKED, answers=paged(_missing(), page), ways=ways, token=str(page))
    wish = settled.text("wish")
    named = () if wish == OTHER else (autonym(wish),)
    return Screen(
        "wishes",
        "card",
        (
            *named,
            _as_is(f"Ik spreek {dutch_name(wish)}."),
            _as_is("Ik zoek hulp voor mijn gezin."),
            _as_is("Wil je dit samen met mij invullen? Kies een taal die jij leest."),
            _as_is("Of vraag samen met mij een tolk."),
        ),
        answers=(*language_buttons(), INTERPRETER),
        ways=ways,
        token=wish,
    )


def _settled(state: State) -> State:
    """The card only for a language that may be wished for."""
    return state if state.step == "list" or state.text("wish") in WISHES else state.go("list")


def _missing() -> tuple[Button, ...]:
    return tuple(Button(code, autonym(code)) for code in WISHES if code not in LANGUAGES)


def _wish(state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(state.under if state.under is not None else home.of(context))
    if choice == "more":
        return Turn(state.go("list", page=state.number("page") + 1))
    return Turn(state.go("card", wish=choice), (WishLanguage(choice),))


def _onward(state: State, context: Context) -> State:
    """Where the person was; past the choice of a language, which is made now."""
    below = state.under
    if below is not None and below.step != "language":
        return below
    return home.of(context) if context.chat.language is not None else State("welcome", "town")


DIALOG = Dialog("wishes", ("list", "card"), advance, view)
