"""The figures of a municipality that were not checked in time: which ones, and when somebody last looked."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from conversations.context import Context
from conversations.desk.cases import TO_QUEUE, chosen
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from rights import Catalogue
from rights.reviewing import overdue
from texts import Text, Verbatim, say, say_many

__all__ = ["ON_A_PAGE", "Late", "advance", "at_figures", "how_many", "late", "line", "name_of_town", "view"]

ON_A_PAGE = 5
"""Four lines, which is what sixty words hold in every language, and the button that turns the page."""


class Late(NamedTuple):
    """The figures that go by one name: how many were not checked in time, and the oldest check of them."""

    name: Text
    n: int
    checked: date


def at_figures(municipality: str) -> State:
    """The list of a municipality, from its beginning."""
    return State("desk", "figures", {"municipality": municipality})


def how_many(municipality: str, context: Context) -> int:
    """How many figures of the rights pass of a municipality were not checked in time; of one that is gone, none."""
    here = context.catalogue.passes.get(municipality)
    return len(overdue(here, context.today)) if here is not None else 0


def late(municipality: str, context: Context) -> tuple[Late, ...]:
    """The same figures by name, what was longest not looked at first."""
    here = context.catalogue.passes.get(municipality)
    if here is None:
        return ()
    checks: dict[Text, list[date]] = {}
    for finding in overdue(here, context.today):
        figure = here.figures[finding.key]
        checks.setdefault(_name(here, figure.id), []).append(figure.on(context.today).verified_on)
    rows = (Late(name, len(days), min(days)) for name, days in checks.items())
    return tuple(sorted(rows, key=lambda row: row.checked))


def _name(here: Catalogue, figure: str) -> Text:
    """A figure in words: the right that reads it; where several do, what a family is told to check."""
    readers = [right for right, figures in here.figures_of.items() if any(one.id == figure for one in figures)]
    check = here.figures[figure].check_nl
    if check is not None and len(readers) > 1:
        return Text(figure, check)
    return Text(readers[0], here.rights[readers[0]].name_nl)


def advance(state: State, event: DialogEvent, _context: Context) -> Turn:
    """Turns the page; the way to the queue is every step's."""
    if chosen(event) == "more":
        return Turn(state.go("figures", page=state.number("page") + 1))
    return Turn(state)


def view(state: State, context: Context) -> Screen:
    """A page of lines, and nothing about a family."""
    town = _town(state, context)
    rows, page = late(town, context), state.number("page")
    lines = paged([Button(str(place), line(row)) for place, row in enumerate(rows)], page, ON_A_PAGE)
    body = (
        say_many(
            "desk",
            "{n} cijfer werd niet op tijd nagekeken. De laatste keer:",
            "{n} cijfers werden niet op tijd nagekeken. De laatste keer:",
            how_many(town, context),
        ),
        *(shown.label for shown in lines if shown.choice != "more"),
    )
    return Screen(
        dialog="desk",
        step="figures",
        token=str(page),
        title=say("desk", "Cijfers van {town}", town=name_of_town(town, context)),
        body=body if rows else (say("desk", "Alle cijfers zijn op tijd nagekeken. Je hoeft niets te doen."),),
        answers=(*(shown for shown in lines if shown.choice == "more"), TO_QUEUE),
        ways=(MENU,),
    )


def _town(state: State, context: Context) -> str:
    """The municipality of the list, as long as this chat coordinates it; else one that it does."""
    mine = sorted(member.municipality for member in context.staff)
    asked = state.text("municipality")
    return asked if asked in mine else mine[0]


def line(row: Late) -> Text:
    """A name, and when somebody last looked."""
    day = Verbatim(f"{row.checked:%d/%m/%Y}")  # which day of the week it was years ago helps nobody
    return say_many("desk", "{name}: {day}.", "{name}, {n} cijfers: {day}.", row.n, name=row.name, day=day)


def name_of_town(municipality: str, context: Context) -> Verbatim:
    """The name of a municipality, for a sentence."""
    town = context.catalogue.municipalities.get(municipality)
    return Verbatim(town.name if town is not None else municipality)
