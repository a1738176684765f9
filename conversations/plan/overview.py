"""The plan as a whole: a picture of how far it is, and its steps."""

from __future__ import annotations

from collections.abc import Sequence

from casework import StepState
from conversations import home, planning
from conversations.context import Context
from conversations.dialog import Turn
from conversations.findings import report_of
from conversations.lists import short
from conversations.marks import LEGEND, MARKS
from conversations.plan.places import ALL, PACE, picking, step_at
from conversations.planning import Planned
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from texts import Text, Verbatim, say, say_many

__all__ = ["choose", "view"]

MOST_STEPS = 6
MOST_CIRCLES = 10
"""More circles are not counted at a glance: the words say it."""

FULL, OPEN = "●", "○"

PICK = Button("pick", say("plan", "Kies een recht"))
HOW_OFTEN = Button("pace", say("plan", "Hoe vaak schrijf ik?"))


def choose(state: State, choice: str, context: Context) -> Turn:
    """To a step, to choosing, or to how often the bot may write."""
    match choice:
        case "more":
            return Turn(state.go("all", page=state.number("page") + 1))
        case "back":
            return Turn(home.of(context))
        case PICK.choice:
            return Turn(picking())
        case HOW_OFTEN.choice:
            return Turn(PACE)
    return Turn(step_at(choice))


def view(state: State, context: Context) -> Screen:
    """The picture, the steps, and what else can be done with a plan."""
    steps, found, page = planning.plan_of(context), report_of(context), state.number("page")
    buttons = [Button(item.key, MARKS[item.step.state].having(name=short(item.verdict, found))) for item in steps]
    body = _progress(steps) if steps else (say("plan", "Je plan is nog leeg. Kies waarmee je begint."),)
    return Screen(
        ALL.dialog,
        ALL.step,
        body,
        title=say("plan", "Stappenplan"),
        answers=(*paged(buttons, page, most=MOST_STEPS), PICK, HOW_OFTEN),
        ways=(BACK, MENU),
        token=str(page),
    )


def _progress(steps: Sequence[Planned]) -> tuple[Text, ...]:
    """How far the plan is. What was refused is nobody's fault and does not count against the family."""
    counted = [item.step.state for item in steps if item.step.state is not StepState.REFUSED]
    done, total = counted.count(StepState.GRANTED), len(counted)
    legend = tuple(dict.fromkeys(LEGEND[item.step.state] for item in steps))
    if not total:
        return (say("plan", "Geen stap loopt nu. Je kan altijd iets nieuws kiezen."), *legend)
    said = say("plan", "{done} van de {total} in orde", done=done, total=total)
    circles = Verbatim(FULL * done + OPEN * (total - done))
    picture = say("plan", "{circles} {said}", circles=circles, said=said) if total <= MOST_CIRCLES else said
    return (picture, _kind_word(done, total, refused=len(steps) - len(counted)), *legend)


def _kind_word(done: int, total: int, *, refused: int) -> Text:
    if refused:
        return say_many(
            "plan",
            "{n} stap is geweigerd. Het ligt niet aan jou.",
            "{n} stappen zijn geweigerd. Het ligt niet aan jou.",
            refused,
        )
    if done == total:
        return say("plan", "Alles is in orde. Mooi!")
    if done:
        return say("plan", "Goed bezig. Elke stap telt.")
    return say("plan", "Je bent begonnen. Eén stap per keer is genoeg.")
