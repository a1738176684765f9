"""A question put once more, outside the interview: the same screen, with what was said before, and *same as before*.

Whoever puts some questions one after another (a life event, *what if*, old answers) keeps in its state which were put;
the next one follows from the answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from conversations.context import Context
from conversations.findings import household_of
from conversations.interview import ANSWER, DONE, MOST_SAID, WHY, before_question, buttons, doubled, you_said
from conversations.screen import BACK, MENU, SKIPS, Button, Screen
from conversations.state import State
from rights import (
    DECLINES,
    Answers,
    Asked,
    Catalogue,
    answered_again,
    asked_again,
    given_to,
    next_place,
    said_of,
    tick,
    ticked,
    ticks_of,
)
from texts import Text, say

__all__ = ["SAME", "Place", "Sheet", "Tapped", "keyed", "place_of", "screen", "sheet_of", "tapped"]

SAME = Button("same", say("again", "Zoals eerder"))

Place = tuple[str, str]
"""A question, and of whom it is asked."""


class Tapped(NamedTuple):
    """What a tap on a question came to: another look of the same screen, or a choice."""

    state: State | None = None
    choice: str = ""


def keyed(place: Place) -> str:
    """A place as the state and a button keep it: `birth_month.child.2`."""
    return ".".join(place)


def place_of(key: str) -> Place:
    """The place that `keyed` wrote."""
    question, _, subject = key.partition(".")
    return question, subject


@dataclass(frozen=True)
class Sheet:
    """The answers that questions are put over: the household's own, or a copy."""

    catalogue: Catalogue
    answers: Answers
    today: date
    helped: bool = False
    """Whether somebody beside the family taps for it."""

    def asked(self, state: State) -> Asked | None:
        """The question that a state is at; None where there is nobody any more to put it to."""
        found = asked_again(self.catalogue, self.answers, self.today, place_of(state.text("at")))
        return None if found is None else found[0]

    def at(self, state: State, step: str, place: Place) -> State:
        """The step at a question, with what was ticked before still ticked."""
        given = given_to(self.answers, place)
        ticks = [] if given is None or given.choice in DECLINES else [*ticks_of(given)]
        return state.go(step, at=keyed(place), ticks=[*ticks], page=0, why=False)

    def next(self, questions: Iterable[str], state: State) -> Place | None:
        """The next of these questions that was not `done` in this state."""
        done = {place_of(key) for key in state.texts("done")}
        return next_place(self.catalogue, self.answers, self.today, questions, done)

    def answered(self, state: State, choice: str) -> Answers:
        """The answers with this choice where the state is."""
        return answered_again(self.catalogue, self.answers, self.today, place_of(state.text("at")), choice)

    def said(self, state: State) -> Text | None:
        """What was answered before, in short."""
        given = given_to(self.answers, place_of(state.text("at")))
        return None if given is None else said_of(self.catalogue, given, most=MOST_SAID)


def sheet_of(context: Context) -> Sheet:
    """The household's own. Raises NoHousehold."""
    return Sheet(context.pass_catalogue, household_of(context).answers, context.today, household_of(context).helped)


def tapped(state: State, asked: Asked, choice: str) -> Tapped:
    """A tap on the screen of a question: it turns the page, ticks, shows why, or answers."""
    if state.data.get("why"):
        return Tapped(state.go(state.step, why=False))
    if choice == WHY.choice:
        return Tapped(state.go(state.step, why=True))
    if choice == "more":
        return Tapped(state.go(state.step, page=state.number("page") + 1))
    if asked.ticks is not None and choice.startswith(ANSWER):
        return Tapped(state.go(state.step, ticks=[*tick(asked, _picked(state, asked), choice.removeprefix(ANSWER))]))
    if choice == DONE:
        return Tapped(choice=ticked(asked, _picked(state, asked)))
    return Tapped(choice=choice.removeprefix(ANSWER))


def _picked(state: State, asked: Asked) -> list[str]:
    """What is ticked and can be ticked still: a year of birth goes out of the list in the end."""
    known = {choice.id for choice in asked.choices}
    return [name for name in state.texts("ticks") if name in known]


def screen(dialog: str, state: State, sheet: Sheet, asked: Asked, *, same: bool, mark: Text | None = None) -> Screen:
    """The screen of a question put once more. `same`: what was said may stay. `mark` stands on every such screen."""
    marked = () if mark is None else (mark,)
    if state.data.get("why"):
        return Screen(
            dialog,
            state.step,
            (*marked, *(asked.why or (say("again", "Dit hoort bij wat er veranderde."),))),
            title=say("interview", "Waarom deze vraag?"),
            ways=(BACK, MENU),
            token=f"{asked.key}.w",
        )
    said = sheet.said(state)
    pointless = asked.ticks is None and len(asked.choices) == 1  # an amount that no right waits for
    looked_at = state.go(state.step, ticks=[*_picked(state, asked)])
    grid, answers, end = ((), (), None) if pointless else buttons(looked_at, asked)
    return Screen(
        dialog,
        state.step,
        (
            *before_question(asked, helped=sheet.helped),
            *doubled(looked_at, asked),
            *marked,
            *you_said(said),
            *((say("again", "Dit bedrag verandert nu niets."),) if pointless else ()),
        ),
        title=asked.text if asked.intro is None else None,
        grid=grid,
        answers=answers,
        end=end,
        skips=(*((SAME,) if same and said is not None else ()), *SKIPS),
        ways=(BACK, WHY, MENU),
        token=asked.key,
    )
