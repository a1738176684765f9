"""*How did it go?*: one question for each step that is due, and help at once for whom it did not work."""

from __future__ import annotations

from casework import STEP, StepAction
from conversations import home, planning
from conversations.asking import asked_from
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.events import Choice, DialogEvent
from conversations.lists import named
from conversations.plan.places import dropping
from conversations.planning import Planned
from conversations.screen import MENU, Button, Screen
from conversations.signals.places import TELL, at_codes, may_tell
from conversations.state import State
from texts import say

__all__ = ["DIALOG", "at_first"]

STUCK = "stuck"
OFFERED = (StepAction.TRY, StepAction.REFUSE)
"""After these the family is asked whether somebody may help."""

LATER = Button("later", say("outcomes", "Vraag het later"))


def at_first(context: Context) -> State:
    """The first step to ask about. An offer of help that nobody answered yet still stands: it comes before that."""
    at = context.chat.state.under or context.chat.state
    helped = context.household is None or context.household.referral is not None
    if (at.dialog, at.step) == ("outcomes", "offer") and not helped:
        return State("outcomes", "offer", {"key": at.text("key"), "told": at.text("told")})
    return State("outcomes", "ask")


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """Moves the step that was asked about; who did not manage is offered help at once."""
    if not isinstance(event, Choice):
        raise Unexpected
    match state.step, event.choice:
        case _, "plan":
            return Turn(State("plan", "all"))
        case _, "home":
            return Turn(home.of(context))
        case "offer", "yes":
            asking = State("helping", "consent", {"about": [state.text("key")], "kind": STUCK})
            return Turn(asked_from(state, asking))
        case "offer", TELL.choice if (right := _right(state, context)) is not None:
            return Turn(at_codes(right, state))
        case "offer", _:
            return Turn(_next(state, context))
        case _, told:
            return _told(state, told, context)


def _told(state: State, told: str, context: Context) -> Turn:
    item = _asked(state, context)
    if item is None:
        raise Unexpected
    if told == StepAction.DROP:
        return Turn(dropping(item.key, before=state))
    after = state.go("ask", asked=[*state.texts("asked"), item.key])
    if told == LATER.choice:
        return Turn(_next(after, context), planning.later(context, item.key))
    effects = planning.act(context, item.key, told)
    if told in OFFERED and context.household is not None and context.household.referral is None:
        return Turn(after.go("offer", key=item.key, told=told), effects)
    return Turn(_next(after, context), effects)


def _asked(state: State, context: Context) -> Planned | None:
    """The step that is asked about now."""
    done = state.texts("asked")
    return next((item for item in planning.asked_now(context) if item.key not in done), None)


def _next(state: State, context: Context) -> State:
    return state.go("ask") if _asked(state, context) is not None else State("outcomes", "thanks")


def view(state: State, context: Context) -> Screen:
    """One step and what may have come of it, the offer of help, or thanks."""
    if state.step == "offer":
        return _offer(state, context)
    item = _asked(state, context)
    if state.step == "thanks" or item is None:
        return _thanks(state)
    return Screen(
        dialog="outcomes",
        step="ask",
        token=item.key,
        title=say("outcomes", "Hoe ging het?"),
        body=(named(item.verdict), item.step.state.label),
        answers=(
            *(Button(edge.action, StepAction(edge.action).label) for edge in STEP.edges_from(item.step.state)),
            LATER,
        ),
        ways=(MENU,),
    )


def _offer(state: State, context: Context) -> Screen:
    refused = planning.AFTER_REFUSAL if state.text("told") == StepAction.REFUSE else ()
    return Screen(
        dialog="outcomes",
        step="offer",
        body=(
            say("outcomes", "Dat is jammer. Het ligt niet aan jou."),
            *refused,
            say("outcomes", "Wil je dat iemand je helpt?"),
        ),
        answers=(
            Button("yes", say("outcomes", "Ja, vraag hulp")),
            *((TELL,) if may_tell(context) and _right(state, context) is not None else ()),
            Button("no", say("outcomes", "Nu niet")),
        ),
        ways=(MENU,),
    )


def _right(state: State, context: Context) -> str | None:
    """The right of the step that was just told of."""
    step = context.household.steps.get(state.text("key")) if context.household is not None else None
    return step.right_id if step is not None else None


def _thanks(state: State) -> Screen:
    return Screen(
        dialog="outcomes",
        step=state.step,
        body=(say("outcomes", "Dank je. Dat is alles wat we wilden vragen."),),
        answers=(
            Button("plan", say("outcomes", "Bekijk mijn plan")),
            Button("home", say("outcomes", "Bekijk mijn rechten")),
        ),
        ways=(MENU,),
    )


DIALOG = Dialog("outcomes", ("ask", "offer", "thanks"), advance, view, household=True)
