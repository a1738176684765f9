"""What if: a copy of the answers in which something is otherwise. Only what is supposed is kept, in the state and
nowhere else; nothing is saved, and every screen says that it is not real."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from conversations import again, differences
from conversations.again import SAME, Sheet, keyed, place_of, sheet_of, tapped
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.events import Choice, DialogEvent
from conversations.findings import household_of, report_of
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from conversations.towns import town_buttons
from rights import Answer, Answers, given_to, replaced, report, standing, with_a_child
from texts import Text, say

__all__ = ["CHOOSE", "DIALOG", "WHAT_IFS"]

CHOOSE = State("whatif", "choose")

MARK = say("whatif", "Dit is niet echt. Je antwoorden blijven zoals ze zijn.")
REAL = Button("real", say("whatif", "Terug naar echt"))
ANOTHER = Button("another", say("whatif", "Iets anders proberen"))


def _as_they_are(sheet: Sheet) -> Answers | None:
    return sheet.answers


def _one_more_child(sheet: Sheet) -> Answers | None:
    return with_a_child(sheet.catalogue, sheet.answers, sheet.today)


class WhatIf(NamedTuple):
    """What may be supposed: the questions that the family answers for it, and what is otherwise from the start (None:
    that cannot be supposed of these answers)."""

    label: Text
    questions: tuple[str, ...]
    start: Callable[[Sheet], Answers | None] = _as_they_are


WHAT_IFS: Mapping[str, WhatIf] = {
    "hours": WhatIf(say("whatif", "💼 Meer of minder werken"), ("livelihood", "wage", "income_year", "income_month")),
    "income": WhatIf(say("whatif", "💶 Een ander inkomen"), ("income_year", "income_month")),
    "apart": WhatIf(
        say("whatif", "Uit elkaar gaan"),
        ("members", "livelihood", "wage", "income_year", "income_drop", "income_month"),
    ),
    "child": WhatIf(say("whatif", "👶 Nog een kind"), (), _one_more_child),
    "move": WhatIf(say("whatif", "🏠 Verhuizen"), ("home", "moved")),
}
"""A child that is supposed is born this year: that is what the facts can say of it."""


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap. No turn of this dialog has an effect."""
    if not isinstance(event, Choice):
        raise Unexpected
    settled = _settled(state, context)
    return Turn(_STEPS[settled.step](settled, event.choice, context))


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return _VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The state; the choice again where that cannot be supposed any more; what would change where nobody is left to put
    the question to."""
    if state.step not in ("ask", "outcome"):
        return state
    sheet = _sheet(state, context)
    if sheet is None:
        return CHOOSE
    return state.go("outcome", page=0) if state.step == "ask" and sheet.asked(state) is None else state


def _sheet(state: State, context: Context) -> Sheet | None:
    """The copy, under the rights of the town that is supposed; None where that cannot be supposed of these answers."""
    what, to, real = WHAT_IFS.get(state.text("if")), state.text("to"), sheet_of(context)
    if what is None or to not in ("", *context.served):
        return None
    answers = what.start(real)
    catalogue = context.catalogue.for_municipality(to) if to else real.catalogue
    for given in Answers.from_json(rows if isinstance(rows := state.data.get("supposed"), list) else ()):
        if answers is not None and isinstance(given, Answer):
            answers = replaced(catalogue, answers, given, context.today)
    return None if answers is None else Sheet(catalogue, answers, context.today, household_of(context).helped)


def _begun(name: str, context: Context, to: str = "") -> State:
    return _onward(State("whatif", "ask", {"if": name, "to": to, "supposed": [], "done": []}), context)


def _onward(state: State, context: Context) -> State:
    sheet = _sheet(state, context)
    if sheet is None:
        return CHOOSE
    place = sheet.next(WHAT_IFS[state.text("if")].questions, state)
    return state.go("outcome", page=0) if place is None else sheet.at(state, "ask", place)


def _elsewhere(context: Context) -> tuple[Button, ...]:
    """The towns that are served, but for the family's own."""
    here = household_of(context).municipality
    return tuple(button for button in town_buttons(context) if button.choice != here)


# -- taps -------------------------------------------------------------------------------------------------------------


def _on_choose(_state: State, choice: str, context: Context) -> State:
    if choice == "back":
        return State("answers", "topics")
    return State("whatif", "town") if choice == "move" else _begun(choice, context)


def _on_town(state: State, choice: str, context: Context) -> State:
    if choice == "back":
        return CHOOSE
    if choice == "more":
        return state.go("town", page=state.number("page") + 1)
    return _begun("move", context, choice)


def _on_question(state: State, choice: str, context: Context) -> State:
    sheet, place = _sheet(state, context), place_of(state.text("at"))
    asked = None if sheet is None else sheet.asked(state)
    if sheet is None or asked is None:
        return _onward(state, context)
    tap = tapped(state, asked, choice)
    if tap.state is not None:
        return tap.state
    if tap.choice == "back":
        return _back(state, sheet)
    done = state.go("ask", done=[*state.texts("done"), keyed(place)])
    if tap.choice == SAME.choice:
        return _onward(done, context)
    given = given_to(sheet.answered(state, tap.choice), place)
    rows = state.data.get("supposed")
    supposed = Answers((*Answers.from_json(rows if isinstance(rows, list) else ()), *((given,) if given else ())))
    return _onward(done.go("ask", supposed=[*supposed.to_json()]), context)


def _back(state: State, sheet: Sheet) -> State:
    """The question before this one, or the choice of what to suppose."""
    *earlier, last = ("", *state.texts("done"))
    return sheet.at(state.go("ask", done=[key for key in earlier if key]), "ask", place_of(last)) if last else CHOOSE


def _on_outcome(state: State, choice: str, _context: Context) -> State:
    if choice == REAL.choice:
        return State("answers", "topics")
    if choice == "more":
        return state.go("outcome", page=state.number("page") + 1)
    return CHOOSE


# -- screens ----------------------------------------------------------------------------------------------------------


def _choose_view(_state: State, context: Context) -> Screen:
    real, others = sheet_of(context), _elsewhere(context)
    possible = (name for name, what in WHAT_IFS.items() if what.start(real) is not None and (others or name != "move"))
    return Screen(
        "whatif",
        "choose",
        (say("whatif", "Kijk wat er zou veranderen. Er wordt niets bewaard."),),
        title=say("whatif", "Wat als ...?"),
        answers=tuple(Button(name, WHAT_IFS[name].label) for name in possible),
        ways=(BACK, MENU),
    )


def _town_view(state: State, context: Context) -> Screen:
    page = state.number("page")
    return Screen(
        "whatif",
        "town",
        (say("whatif", "Naar welke gemeente zou je verhuizen?"), MARK),
        title=_title("move"),
        answers=paged(_elsewhere(context), page),
        ways=(BACK, MENU),
        token=str(page),
    )


def _question_view(state: State, context: Context) -> Screen:
    sheet = _sheet(state, context)
    asked = None if sheet is None else sheet.asked(state)
    if sheet is None or asked is None:
        return _choose_view(CHOOSE, context)
    return again.screen("whatif", state, sheet, asked, same=True, mark=MARK)


def _outcome_view(state: State, context: Context) -> Screen:
    sheet = _sheet(state, context)
    if sheet is None:
        return _choose_view(CHOOSE, context)
    real, supposed = report_of(context), report(sheet.catalogue, sheet.answers, context.today, context.signed)
    title = _title(state.text("if"))
    ways = (REAL, ANOTHER)
    return differences.screen(state, title, standing(real), (supposed, real), answers=ways, mark=MARK)


def _title(name: str) -> Text:
    return say("whatif", "Wat als (niet echt): {what}", what=WHAT_IFS[name].label)


_STEPS: Mapping[str, Callable[[State, str, Context], State]] = {
    "choose": _on_choose,
    "town": _on_town,
    "ask": _on_question,
    "outcome": _on_outcome,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "choose": _choose_view,
    "town": _town_view,
    "ask": _question_view,
    "outcome": _outcome_view,
}

DIALOG = Dialog("whatif", tuple(_STEPS), advance, view, household=True)
