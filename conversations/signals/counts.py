"""How often each barrier was met, for who brings it to policy: a half-year on the card, and as a file to take along.

All three, card, sheet and table, are made of the same `Sheet`: no number under the smallest cell stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casework import CELL, CODES, Deed
from casework.tally import MANY, Amount, Cell, Period, Sheet
from conversations import home
from conversations.context import Context
from conversations.dialog import Turn, of_taps
from conversations.effects import SendSignalSheet
from conversations.screen import BACK, MENU, Button, Screen
from conversations.signalled import COUNTS
from conversations.signals.places import counted_at, may_count
from conversations.signals.words import month, right_name
from conversations.state import State
from conversations.towns import named
from texts import Text, say

__all__ = ["DIALOG", "FORMS", "amount", "span"]

ON_A_PAGE = 3
PERIOD, TOWN = "p.", "town"

FORMS: Final[Mapping[str, Button]] = {
    "pdf": Button("pdf", say("signals", "Maak een blad")),
    "csv": Button("csv", say("signals", "Als tabel")),
}
"""The files, by the ending of their names."""

_SENT: Final[Mapping[str, Text]] = {
    "pdf": say("signals", "Het blad staat hierboven."),
    "csv": say("signals", "De tabel staat hierboven."),
}


def span(period: Period) -> Text:
    """A half-year by its first and its last month."""
    return say("signals", "{first} tot en met {last}", first=month(period.first), last=month(period.last))


def amount(told: Amount) -> Text:
    """A number as it may be told."""
    if told.n is not None:
        return say("signals", "{n}", n=told.n)
    return say("signals", "{n} of meer", n=CELL) if told is MANY else say("signals", "minder dan {n}", n=CELL)


def _counts(state: State, choice: str, context: Context) -> Turn:
    sheet, here = context.signals.sheet, State(COUNTS, "counts", under=state.under)
    if choice == BACK.choice:
        return Turn(state.under if state.under is not None else home.of(context))
    if choice == "more":
        return Turn(state.go("counts", page=state.number("page") + 1, sent=""))
    if choice == TOWN:
        towns = may_count(context)
        after = towns.index(counted_at(state, context)) + 1
        return Turn(here.go("counts", town=towns[after % len(towns)]))
    if choice.startswith(PERIOD):
        return Turn(here.go("counts", town=state.text("town"), period=choice.removeprefix(PERIOD)))
    if sheet is None:
        return Turn(state)
    shown = here.go("counts", town=sheet.municipality, period=sheet.period.id, sent=choice)
    return Turn(shown, (SendSignalSheet(sheet.municipality, sheet.period.id, choice),), fresh=True)


def _counts_view(state: State, context: Context) -> Screen:
    sheet, town = context.signals.sheet, counted_at(state, context)
    several = (Button(TOWN, say("signals", "Andere gemeente")),) if len(may_count(context)) > 1 else ()
    if sheet is None:
        nothing = (say("signals", "Er is nog niets geteld."),)
        return Screen(COUNTS, "counts", nothing, title=_TITLE, answers=several, ways=(BACK, MENU), token=town)
    pages = max(1, -(-len(sheet.cells) // ON_A_PAGE))
    at = state.number("page") % pages
    shown = sheet.cells[at * ON_A_PAGE : (at + 1) * ON_A_PAGE]
    more = (Button("more", say("ways", "Toon meer")),) if pages > 1 else ()
    sent = (_SENT[state.text("sent")],) if state.text("sent") in _SENT else ()
    return Screen(
        COUNTS,
        "counts",
        (*sent, *_runs(sheet), *(_line(cell, context) for cell in shown), *_empty(sheet)),
        title=say("signals", "{town}: signalen, {period}", town=named(town, context), period=span(sheet.period)),
        answers=(*more, *FORMS.values(), *_others(sheet), *several),
        ways=(BACK, MENU),
        token=f"{sheet.municipality}.{sheet.period.id}.{at}",
    )


_TITLE = say("signals", "Signalen")


def _runs(sheet: Sheet) -> tuple[Text, ...]:
    if sheet.over:
        return ()
    return (say("signals", "Dit halfjaar loopt nog. Deze maand telt niet mee."),)


def _empty(sheet: Sheet) -> tuple[Text, ...]:
    return () if sheet.cells else (say("signals", "Er is nog niets geteld."),)


def _others(sheet: Sheet) -> tuple[Button, ...]:
    """One half-year earlier and one later, as far as they can be looked at."""
    earlier, later = sheet.period.before, sheet.period.after
    buttons = ((earlier, say("signals", "Halfjaar ervoor")), (later, say("signals", "Halfjaar erna")))
    return tuple(Button(f"{PERIOD}{period.id}", label) for period, label in buttons if period in sheet.offered)


def _line(cell: Cell, context: Context) -> Text:
    return say(
        "signals",
        "{right}, {code}: {number}",
        right=right_name(cell.right, context),
        code=CODES[cell.code].label,
        number=amount(cell.amount),
    )


DIALOG = of_taps(COUNTS, {"counts": _counts}, {"counts": _counts_view}, deed=Deed.COUNT_SIGNALS)
