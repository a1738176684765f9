"""Charts on a desk: which one, and under the picture the same numbers in words."""

from __future__ import annotations

from conversations.charts import CHARTS, chart, chart_in, lines
from conversations.context import Context
from conversations.desk.cases import TO_QUEUE, chosen
from conversations.dialog import Turn
from conversations.effects import SendChart
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["advance", "at_charts", "view"]

TOWN = "town."


def at_charts(context: Context) -> State:
    """The charts of the first municipality of a coordinator."""
    return State("desk", "charts", {"municipality": _towns(context)[0] if context.staff else ""})


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A chart is sent, and its numbers stand on the card below it; or those of another municipality are looked at."""
    choice = chosen(event)
    if choice == "town":
        towns = _towns(context)
        at = towns.index(_town(state, context)) + 1
        return Turn(State("desk", "charts", {"municipality": towns[at % len(towns)]}))
    town = _town(state, context)
    shown = State("desk", "charts", {"municipality": town, "chart": choice})
    return Turn(shown, (SendChart(town, choice),), fresh=True)


def view(state: State, context: Context) -> Screen:
    """The numbers of the chart that was chosen, and a button for each."""
    town, shown = _town(state, context), chart_in(state)
    body: tuple[Text, ...] = (say("desk", "Welk beeld wil je zien?"),)
    title = say("desk", "Cijfers van {town}", town=_name(town, context))
    if shown is not None and shown.municipality == town:
        made = chart(shown.chart, context.ledger.tally, context)
        body = (say("desk", "{title}:", title=made.title), *lines(made))
    return Screen(
        dialog="desk",
        step="charts",
        token="",
        title=title,
        body=body,
        answers=(
            *(Button(name, kind.button) for name, kind in CHARTS.items()),
            *((Button("town", say("desk", "Andere gemeente")),) if len(_towns(context)) > 1 else ()),
        ),
        ways=(TO_QUEUE, MENU),
    )


def _towns(context: Context) -> list[str]:
    return sorted({member.municipality for member in context.staff})


def _town(state: State, context: Context) -> str:
    """The municipality that is looked at: one that this chat has a role in, whatever the state says."""
    towns = _towns(context)
    return state.text("municipality") if state.text("municipality") in towns else towns[0]


def _name(town: str, context: Context) -> Verbatim:
    known = context.catalogue.municipalities.get(town)
    return Verbatim(known.name if known is not None else town)
