"""The care plan as a whole, as the family reads it at any time."""

from __future__ import annotations

from casework.trajectory import Phase
from conversations import home
from conversations.careplan.paper import CARE_PLAN, PAPER, SENT, has_paper
from conversations.careplan.room import MEET, PLAN, Care, Step, chosen, first_of, line_at
from conversations.careplan.wording import legend, short
from conversations.context import Context
from conversations.dialog import Turn
from conversations.effects import SendDocument
from conversations.events import DialogEvent
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from texts import Day, Text, say, say_many

__all__ = ["OVERVIEW", "leaving", "nothing"]

MOST_LINES = 4
ANSWER = Button("answer", say("care", "Geef je antwoord"))
WISH = Button("wish", say("care", "Wat wil jij?"))
TALK = Button("meet", say("care", "Samen overleggen"))
TITLE = say("care", "Zorgplan")
LEADS = {WISH.choice: State("careplan", "wish"), TALK.choice: MEET}

SAID = {
    "thanks": say("care", "Dank je. Je medewerker leest dit."),
    "kept": say("care", "Bewaard. Je bericht is hier gewist."),
    "paper": SENT,
    "wish": say("care", "Dit staat nu in je plan. Je medewerker leest het."),
}


def _advance(state: State, event: DialogEvent, care: Care, context: Context) -> Turn:
    choice = chosen(event)
    if choice in LEADS:
        return Turn(LEADS[choice])
    match choice:
        case "back":
            return Turn(home.of(context))
        case "more":
            return Turn(state.go("plan", page=state.number("page") + 1, said=""))
        case "answer":
            return Turn(first_of(care.plan))
        case "paper":
            return Turn(state.go("plan", said="paper"), (SendDocument(CARE_PLAN),), fresh=True)
        case line:
            return Turn(line_at(line.removeprefix("l.")))


def _view(state: State, care: Care, context: Context) -> Screen:
    plan, page = care.plan, state.number("page")
    lines = [Button(f"l.{line.id}", short(line, context.pass_catalogue)) for line in plan.for_family]
    asked = plan.consultation is not None and plan.consultation.asked
    return Screen(
        "careplan",
        "plan",
        tuple(_body(state, care, context)),
        title=TITLE,
        answers=(
            *((ANSWER,) if first_of(plan) != PLAN else ()),
            *paged(lines, page, most=MOST_LINES),
            *(() if plan.full else (WISH,)),
            *((TALK,) if asked else ()),
            *((PAPER,) if has_paper(plan) else ()),
        ),
        ways=(BACK, MENU),
        token=str(page),
    )


def _body(state: State, care: Care, context: Context) -> list[Text]:
    path, waiting = care.plan.path, len(care.plan.waiting)
    said = SAID.get(state.text("said"))
    lines = [said] if said is not None else []
    lines.append(say("care", "Nu: {phase}.", phase=path.phase.label))
    if waiting:
        lines.append(
            say_many("care", "{n} regel wacht op jouw antwoord.", "{n} regels wachten op jouw antwoord.", waiting)
        )
    elif not care.plan.for_family:
        lines.append(say("care", "Je medewerker maakt dit plan samen met jou."))
    next_look = next((day for day in (*path.reviews, path.ends) if day > context.today), None)
    if next_look is not None and path.phase is not Phase.ENDED:
        lines.append(say("care", "We kijken samen terug op {day}.", day=Day(next_look)))
    if care.plan.for_family:
        lines.append(say("care", "Jij beslist over elke regel."))
        lines.append(legend(care.plan.for_family))
    return lines


def leaving(context: Context) -> Turn:
    """From the line that there is no plan, home."""
    return Turn(home.of(context))


def nothing(step: str) -> Screen:
    """Where there is no care plan, or not any more."""
    return Screen(
        "careplan",
        step,
        (say("care", "Er is nu geen zorgplan. Je medewerker maakt het samen met jou, als je dat wil."),),
        title=TITLE,
        ways=(BACK, MENU),
    )


OVERVIEW = Step(_advance, _view)
