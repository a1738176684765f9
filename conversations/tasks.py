"""A volunteer's tasks from care plans: of a family that they reported, or for which they were picked, each only with
that family's yes to it.

A task is its words, its day and the number of the request. Who the family is, a volunteer who was picked reads only
with its yes to that too.
"""

from __future__ import annotations

from dataclasses import replace

from casework import Deed, Role, for_display
from casework.careplan import LineState, may_finish
from casework.volunteer_tasks import Task
from conversations.careplan.wording import by_when, legend, words_of
from conversations.context import Context
from conversations.dialog import Dialog, Turn, of_taps
from conversations.effects import Audience, FinishTask, Notify, RefuseTask
from conversations.languages import SOURCE
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from rights import Catalogue
from texts import Text, Verbatim, say

__all__ = ["DIALOG", "LIST", "SHOWN_IN", "read_of"]

TASKS = "tasks"
SHOWN_IN = (TASKS, "volunteer")
"""Where a volunteer's tasks are loaded: the list, and the home that leads to it."""
LIST = State(TASKS, "list")
DONE = Button("done", say("tasks", "✅ Dit is gedaan"))
CANNOT = Button("cannot", say("tasks", "Ik kan niet"))
TO_HOME = Button("home", say("volunteer", "Naar mijn taken"))
PREFIX = "t."


def _task(state: State, context: Context) -> Task | None:
    referral, line = state.text("about"), state.text("line")
    return next((task for task in context.tasks if (task.referral, task.line.id) == (referral, line)), None)


def _pass_of(task: Task, context: Context) -> Catalogue:
    return context.catalogue.for_municipality(task.municipality)


def _numbered(n: int, task: Task) -> Text:
    return say("tasks", "{number}, taak {n}", number=Verbatim(task.number), n=n)


def _list(state: State, choice: str, _context: Context) -> Turn:
    if choice == "more":
        return Turn(state.go("list", page=state.number("page") + 1))
    if not choice.startswith(PREFIX):
        return Turn(State("volunteer", "home"))
    referral, _, line = choice.removeprefix(PREFIX).partition(".")
    return Turn(State(TASKS, "one", {"about": referral, "line": line}))


def _list_view(state: State, context: Context) -> Screen:
    """Numbers and marks: the words of a task stand on its own screen."""
    buttons = [
        Button(f"{PREFIX}{task.referral}.{task.line.id}", task.line.state.mark.having(name=_numbered(n, task)))
        for n, task in enumerate(context.tasks, 1)
    ]
    lines = [task.line for task in context.tasks]
    return Screen(
        TASKS,
        "list",
        (
            *((_TOLD,) if state.text("said") == "cannot" else ()),
            *(
                (say("tasks", "Deze taken zijn voor jou. Het gezin zei ja."), legend(lines))
                if lines
                else (say("tasks", "Er is nu geen taak voor jou."),)
            ),
        ),
        title=say("tasks", "Taken voor jou"),
        answers=(*paged(buttons, state.number("page"), most=6), TO_HOME),
        ways=(MENU,),
        token=str(state.number("page")),
    )


def _one(state: State, choice: str, context: Context) -> Turn:
    task = _task(state, context)
    if task is not None and choice == CANNOT.choice:
        told = Notify(Audience("holder", referral=task.referral), "care_cannot", task.referral)
        return Turn(LIST.go("list", said="cannot"), (RefuseTask(task.referral, task.line.id), told))
    if task is None or choice != DONE.choice:
        return Turn(LIST)
    told = Notify(Audience("holder", referral=task.referral), "care_helped", task.referral)
    return Turn(state, (FinishTask(task.referral, task.line.id), told))


def _one_view(state: State, context: Context) -> Screen:
    task = _task(state, context)
    if task is None:
        return Screen(TASKS, "one", (_GONE,), ways=(BACK, MENU))
    line, done = task.line, task.line.state is LineState.DONE
    last = say("tasks", "Dank je. De medewerker weet dat dit gedaan is.") if done else _ASKS
    return Screen(
        TASKS,
        "one",
        (
            *words_of(line, _pass_of(task, context), context.chat.language or SOURCE),
            *by_when(line),
            *_whose(task),
            last,
        ),
        title=say("tasks", "Taak bij {number}", number=Verbatim(task.number)),
        answers=() if done or not may_finish(line, Role.VOLUNTEER) else (DONE, CANNOT),
        ways=(BACK, MENU),
        token=f"{task.referral}.{line.id}",
        personal=True,
    )


_GONE: Text = say("tasks", "Deze taak is er niet meer. Je hoeft niets te doen.")
_ASKS = say("tasks", "Het gezin zei ja. Lukt het niet? Tik Ik kan niet.")
_TOLD = say("tasks", "Dank je om het te zeggen. De medewerker zoekt iemand anders.")


def _whose(task: Task) -> tuple[Text, ...]:
    """Whose task it is, where the family said yes to that; of one that somebody was picked for, how it is reached."""
    if not task.line.for_helper:
        return ()
    if not task.first_name:
        return (say("tasks", "Je ziet niet voor wie dit is. De medewerker weet hoe je begint."),)
    name = Verbatim(task.first_name)
    if task.phone:
        return (say("tasks", "Voor {name}, {phone}", name=name, phone=for_display(task.phone)),)
    return (say("tasks", "Voor {name}. De medewerker brengt jullie samen.", name=name),)


def read_of(state: State, context: Context) -> tuple[str, ...]:
    """The requests of which something is read on what a volunteer sees now."""
    task = _task(state, context) if (state.dialog, state.step) == (TASKS, "one") else None
    return (task.referral,) if task is not None else ()


DIALOG: Dialog = replace(
    of_taps(TASKS, {"list": _list, "one": _one}, {"list": _list_view, "one": _one_view}), deed=Deed.DO_TASKS
)
