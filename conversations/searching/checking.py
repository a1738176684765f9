"""*Check this one*: the questions of one right and no others. The answers are the family's, as from the whole check."""

from __future__ import annotations

from conversations import interview
from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import SaveAnswers
from conversations.findings import household_of, urgency_of
from conversations.interview import ANSWER, DONE, WHY
from conversations.screen import BACK, MENU, Screen
from conversations.searching.places import family_of
from conversations.state import State
from rights import Answers, Asked, Catalogue, answer, next_question, only, tick, ticked, undo, urgency
from texts import Text, say

__all__ = ["check", "check_view", "is_open", "why", "why_view"]


def _only(state: State, context: Context) -> Catalogue:
    return only(context.pass_catalogue, state.text("right"))


def _asked(state: State, context: Context) -> Asked:
    """What is asked now; there is something, for else the card stands there (`is_open`)."""
    asked = next_question(_only(state, context), household_of(context).answers, context.today)
    assert asked is not None, "the step `check` is not shown without a question"
    return asked


def is_open(state: State, context: Context) -> bool:
    """Whether there is a family, and a question of this right that it did not answer."""
    family = family_of(context)
    return family is not None and next_question(_only(state, context), family.answers, context.today) is not None


def check(state: State, choice: str, context: Context) -> Turn:
    """An answer is saved, and leads to the next question of this right, or to its card."""
    asked, given = _asked(state, context), state.number("asked")
    if choice == "back" and given:
        back = SaveAnswers(undo(household_of(context).answers))
        return Turn(state.go("check", asked=given - 1, ticks=[], page=0), (back,))
    if choice == "back":
        return Turn(state.go("right", tab=""))
    if choice == WHY.choice:
        return Turn(state.go("why"))
    if choice == "more":
        return Turn(state.go("check", page=state.number("page") + 1))
    if asked.ticks is not None and choice.startswith(ANSWER):
        return Turn(state.go("check", ticks=[*tick(asked, state.texts("ticks"), choice.removeprefix(ANSWER))]))
    return _answer(state, choice, asked, context)


def _answer(state: State, choice: str, asked: Asked, context: Context) -> Turn:
    chosen = ticked(asked, state.texts("ticks")) if choice == DONE else choice.removeprefix(ANSWER)
    more = answer(_only(state, context), household_of(context).answers, asked.key, chosen, context.today)
    onward = state.go("check", asked=state.number("asked") + 1, ticks=[], page=0)
    return _answered(onward, more.given_on(context.today), context)


def _answered(state: State, answers: Answers, context: Context) -> Turn:
    """On to people to call if it is urgent, else to the next question of this right; after the last stands its card."""
    saved = (SaveAnswers(answers),)
    if urgency(context.pass_catalogue, answers, context.today) and not urgency_of(context):
        return Turn(State("interview", "calls", {"right": state.text("right")}), saved)
    return Turn(state, saved)


def why(state: State, _choice: str, _context: Context) -> Turn:
    """Back to the question."""
    return Turn(state.go("check"))


def check_view(state: State, context: Context) -> Screen:
    """The question as the whole check asks it, with the right that it is for."""
    asked, right = _asked(state, context), context.pass_catalogue.rights[state.text("right")]
    name = Text(right.id, right.name_nl)
    grid, answers, end = interview.buttons(state, asked)
    about = say("find", "Vraag voor: {right}", right=name)
    first = interview.before_question(asked, helped=household_of(context).helped)
    return Screen(
        "find",
        "check",
        (about, *first, *interview.doubled(state, asked)),
        title=asked.text if asked.intro is None else None,
        grid=grid,
        answers=answers,
        end=end,
        skips=interview.skips(state),
        ways=(BACK, WHY, MENU),
        token=asked.key,
    )


def why_view(state: State, context: Context) -> Screen:
    """Why this is asked."""
    asked = _asked(state, context)
    return Screen(
        "find",
        "why",
        asked.why,
        title=say("interview", "Waarom deze vraag?"),
        ways=(BACK, MENU),
        token=asked.key,
    )
