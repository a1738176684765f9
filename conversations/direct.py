"""Straight to a person: asking for help without the check, for who is in danger, under 18, or needs an interpreter.

A municipality and what is said about data come first; only then is a file opened, for this request and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations import home, privacy, telling, towns
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import Effect, KeepAnswers, OpenHousehold, SetLanguage
from conversations.events import Choice, DialogEvent
from conversations.keeping import wipe
from conversations.languages import SOURCE
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import Json, State
from rights import ELSEWHERE
from texts import say

__all__ = ["DIALOG", "turn"]

CARRIED = ("urgent", "speaks", "young")
"""What the request is about, from here on: it cannot wait, the language of the interpreter, the person is under 18."""


def turn(context: Context, **about: Json) -> Turn:
    """To the request: at once where there is a file, else by way of the municipality. `about`: see `CARRIED`."""
    spoken: tuple[Effect, ...] = () if context.chat.language else (SetLanguage(SOURCE),)
    if context.household is None:
        return Turn(State("direct", "town", about), spoken)
    if context.household.referral is not None:
        return Turn(State("helping", "mine", home.passed_on(about)), spoken)
    return Turn(State("helping", "consent", about), spoken)


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap leads one step on."""
    if not isinstance(event, Choice):
        raise Unexpected
    settled = _settled(state, context)
    if context.household is not None:  # opened meanwhile from a link
        return turn(context, **_carried(settled))
    return _STEPS[settled.step](settled, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return _VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The step that fits the town: none chosen, one without anybody who could help, or one with."""
    town = state.text("town")
    if state.step == "town" or town not in (*context.served, ELSEWHERE):
        return state.go("town")
    if town not in context.staffed:
        return state.go("contact")
    return state.go("info") if state.step == "contact" else state


def _carried(state: State) -> dict[str, Json]:
    return {key: state.data[key] for key in CARRIED if key in state.data}


def _town(state: State, choice: str, context: Context) -> Turn:
    if choice == "more":
        return Turn(state.go("town", page=state.number("page") + 1))
    if choice == "back":
        return Turn(home.of(context))
    return Turn(state.go("info", town=choice))


def _info(state: State, choice: str, context: Context) -> Turn:
    """Opens the file. Of somebody under 18 nothing is kept longer than it must be, and that is not asked again."""
    onward = telling.paging(state, choice)
    if onward is not None:
        return Turn(onward)
    if choice == "back":
        return Turn(state.go("town"))
    language = context.chat.language or SOURCE
    opened: tuple[Effect, ...] = (
        OpenHousehold(context.fresh_id, state.text("town"), privacy.VERSION, language),
        wipe(context, context.fresh_id),
    )
    kept = (KeepAnswers(False, privacy.VERSION, language),) if state.data.get("young") else ()
    return Turn(State("helping", "consent", _carried(state)), (*opened, *kept))


def _contact(state: State, choice: str, context: Context) -> Turn:
    return Turn(state.go("town") if choice == "back" else home.of(context))


def _town_view(state: State, context: Context) -> Screen:
    page = state.number("page")
    return Screen(
        "direct",
        "town",
        (say("direct", "Een medewerker van je gemeente kan je helpen."), say("welcome", "In welke gemeente woon je?")),
        title=say("asking", "👤 Hulp vragen"),
        answers=paged((*towns.town_buttons(context), towns.ELSEWHERE_BUTTON), page),
        ways=(BACK, MENU),
        token=str(page),
    )


def _info_view(state: State, context: Context) -> Screen:
    return telling.short(state, state.text("town"), context, Button("go", say("direct", "Ik vraag hulp")))


def _more_view(state: State, context: Context) -> Screen:
    return telling.longer(state, state.text("town"), context, Button("go", say("direct", "Ik vraag hulp")))


def _contact_view(state: State, context: Context) -> Screen:
    """Nobody there reads requests: the public contact point is shown, and nothing is kept."""
    town = state.text("town")
    return Screen(
        "direct",
        "contact",
        (*towns.ask_there(town, context), say("helping", "Ik geef niets door. Jij neemt zelf contact op.")),
        title=say("helping", "Hulp in {town}", town=towns.named(town, context)),
        answers=(*towns.site_there(town, context), Button("home", say("helping", "Ga verder"))),
        ways=(BACK, MENU),
    )


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "town": _town,
    "info": _info,
    "more": _info,
    "contact": _contact,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "town": _town_view,
    "info": _info_view,
    "more": _more_view,
    "contact": _contact_view,
}

DIALOG = Dialog("direct", tuple(_STEPS), advance, view)
