"""The first steps: language, municipality, and what is said about data before the first question."""

from __future__ import annotations

from conversations import home, privacy, telling
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import OpenHousehold, Schedule, SetLanguage
from conversations.events import Choice, DialogEvent
from conversations.keeping import wipe
from conversations.languages import LANGUAGES, SOURCE, choose_lines, language_buttons
from conversations.minors import YOUNG, at_age
from conversations.roster import HELP
from conversations.roster import at_list as at_families
from conversations.screen import BACK, MAX_ANSWERS, MENU, Button, Screen, paged
from conversations.state import Json, State
from conversations.tongues import is_offered
from conversations.towns import ELSEWHERE_BUTTON, town_buttons
from conversations.wishes import WISH, at_list
from followups import due_at
from rights import ELSEWHERE
from texts import say

__all__ = ["DIALOG"]

BEGIN = Button("start", say("welcome", "Ik begin"))


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap leads one step on; nothing is kept before the family begins."""
    if not isinstance(event, Choice):
        raise Unexpected
    if context.household is not None and context.household.kind == "own":  # opened meanwhile: what it has goes on
        return Turn(home.of(context))
    return _STEPS[_settled(state, context).step](_settled(state, context), event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    return _VIEWS[_settled(state, context).step](_settled(state, context), context)


def _settled(state: State, context: Context) -> State:
    """The state; or the first step where there is no language (erased), the second where the town is not served."""
    if context.chat.language is None:
        return state if state.step == "language" else State("welcome", "language")
    if state.step in ("info", "more") and state.text("town") not in (*context.served, ELSEWHERE):
        return State("welcome", "town")
    return state


def _language(state: State, choice: str, _context: Context) -> Turn:
    if choice == WISH.choice:
        return Turn(at_list(state))
    chosen = (SetLanguage(choice),) if choice in LANGUAGES else ()
    return Turn(state.go("info") if state.text("town") else State("welcome", "town"), chosen)


def _town(state: State, choice: str, context: Context) -> Turn:
    if choice == "more":
        return Turn(state.go("town", page=state.number("page") + 1))
    if choice == "back":
        return Turn(State("welcome", "language"))
    if choice == HELP.choice:
        return Turn(at_families(context))
    if choice == YOUNG.choice:
        return Turn(at_age())
    spoken = is_offered(context.chat.language, context.catalogue.municipalities.get(choice))
    return Turn(State("welcome", "info" if spoken else "language", {**_meant(state), "town": choice}))


def _info(state: State, choice: str, context: Context) -> Turn:
    onward = telling.paging(state, choice)
    if onward is None and choice == "back":
        return Turn(State("welcome", "town", _meant(state)))
    return Turn(onward) if onward is not None else _begin(state, context)


def _meant(state: State) -> dict[str, Json]:
    """The right that somebody came to check, as long as that is what this leads to."""
    return {"right": state.text("right")} if state.text("right") else {}


def _begin(state: State, context: Context) -> Turn:
    """Opens the household, and plans what was said: one reminder, and the end of what may not be kept. Who came to
    check one right (`right`) is asked about that one."""
    household, right = context.fresh_id, state.text("right")
    return Turn(
        State("find", "check", {"right": right}) if right else State("interview", "ask"),
        (
            OpenHousehold(household, state.text("town"), privacy.VERSION, context.chat.language or SOURCE),
            Schedule("resume", due_at("resume", context.now), household),
            wipe(context, household),
        ),
    )


def _language_view(state: State, context: Context) -> Screen:
    """Every language; once a municipality is chosen, those that it speaks."""
    town = context.catalogue.municipalities.get(state.text("town"))
    offered = tuple(button for button in language_buttons() if is_offered(button.choice, town))
    return Screen("welcome", "language", choose_lines(), answers=(*offered, WISH))


def _town_view(state: State, context: Context) -> Screen:
    page = state.number("page")
    return Screen(
        "welcome",
        "town",
        (
            say("welcome", "Welkom. Ik help je zoeken welke rechten je gezin misschien mist."),
            say("welcome", "Ik ben een machine, geen mens."),
            say("welcome", "In welke gemeente woon je?"),
        ),
        answers=(*paged(town_buttons(context), page, MAX_ANSWERS - 2), ELSEWHERE_BUTTON, YOUNG),
        skips=(HELP,),
        ways=(BACK, MENU),
        token=str(page),
    )


def _info_view(state: State, context: Context) -> Screen:
    """Who came by a card saw no first screen: what this is stands here then."""
    machine = (say("welcome", "Ik ben een machine, geen mens."),) if state.data.get("card") else ()
    return telling.short(state, state.text("town"), context, BEGIN, first=machine)


def _more_view(state: State, context: Context) -> Screen:
    return telling.longer(state, state.text("town"), context, BEGIN)


_STEPS = {"language": _language, "town": _town, "info": _info, "more": _info}
_VIEWS = {"language": _language_view, "town": _town_view, "info": _info_view, "more": _more_view}

DIALOG = Dialog("welcome", tuple(_STEPS), advance, view)
