"""Charts for a team: bars with what they stand for. The same values become a picture, and the lines under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from casework import OPEN
from conversations.context import Context
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["BUCKETS", "CHARTS", "FEW", "Bar", "Chart", "Shown", "chart", "chart_in", "lines", "months_before"]

FEW: Final = 5
"""Fewer than this is not said where it could point at a family: what came of one right."""
MONTHS: Final = 6
MOST_RIGHTS: Final = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: `parts` follow on each other, one for each line of the legend. `few`: fewer than FEW, and no more is
    known of it here either."""

    label: Text
    parts: tuple[int, ...]
    few: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of rows. The legend is empty where every row has one part."""

    name: str
    title: Text
    bars: tuple[Bar, ...]
    legend: tuple[Text, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(bar.few or sum(bar.parts) for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which chart of which municipality stands on a desk."""

    municipality: str
    chart: str


def chart_in(state: State) -> Shown | None:
    """The chart that a state is about; None where it is about none."""
    if state.dialog != "desk" or state.step != "charts" or state.text("chart") not in CHARTS:
        return None
    return Shown(state.text("municipality"), state.text("chart"))


def chart(name: str, tally: Mapping[str, int], context: Context) -> Chart:
    """The chart of these numbers (`storage.charting` counts them). KeyError for a name that is none."""
    kind = CHARTS[name]
    return Chart(name, kind.title, tuple(kind.bars(tally, context)), kind.legend)


def lines(shown: Chart) -> tuple[Text, ...]:
    """The same numbers in words, a line for each row."""
    if shown.empty:
        return (say("chart", "Er is nog niets te tonen."),)
    return tuple(_line(bar, shown.legend) for bar in shown.bars)


def _line(bar: Bar, legend: tuple[Text, ...]) -> Text:
    if bar.few:
        return say("chart", "{label}: {number}.", label=bar.label, number=LESS)
    if not legend:
        return say("chart", "{label}: {number}.", label=bar.label, number=sum(bar.parts))
    line = say("chart", "{label}:", label=bar.label)
    for name, n in zip(legend, bar.parts, strict=True):
        line = say("chart", "{line} {name} {n}.", line=line, name=name, n=n)
    return line


LESS: Final = say("chart", "minder dan {few}", few=FEW)


# -- what each shows ---------------------------------------------------------------------------------------------------


def _by_state(tally: Mapping[str, int], _context: Context) -> Iterable[Bar]:
    return (Bar(state.label, (tally.get(state, 0),)) for state in OPEN)


BUCKETS: Final[Mapping[str, tuple[int, Text]]] = {
    "day": (1, say("chart", "Minder dan 1 dag")),
    "three": (3, say("chart", "1 tot 3 dagen")),
    "week": (7, say("chart", "3 tot 7 dagen")),
    "long": (10_000, say("chart", "Meer dan een week")),
}
"""How long those wait that nobody took: up to so many days of 24 hours."""


def _by_wait(tally: Mapping[str, int], _context: Context) -> Iterable[Bar]:
    return (Bar(label, (tally.get(name, 0),)) for name, (_, label) in BUCKETS.items())


def _by_month(*kinds: str) -> Callable[[Mapping[str, int], Context], Iterable[Bar]]:
    def bars(tally: Mapping[str, int], context: Context) -> Iterable[Bar]:
        for month in months_before(context.today):
            label = say("chart", "{month}", month=Verbatim(f"{month[5:]}/{month[:4]}"))
            yield Bar(label, tuple(tally.get(f"{month}:{kind}", 0) for kind in kinds))

    return bars


def _by_right(tally: Mapping[str, int], context: Context) -> Iterable[Bar]:
    """What came of each right, what is most first: a small number is not said, for in a small town it is a family."""
    rights = context.catalogue.rights
    found = sorted(
        ((n, name) for name, n in tally.items() if name in rights), key=lambda one: (-max(one[0], FEW), one[1])
    )
    for n, name in found[:MOST_RIGHTS]:
        few = n < FEW
        yield Bar(Text(name, rights[name].name_nl), (0,) if few else (n,), few)


@dataclass(frozen=True, slots=True)
class _Kind:
    button: Text
    title: Text
    bars: Callable[[Mapping[str, int], Context], Iterable[Bar]]
    legend: tuple[Text, ...] = ()


CHARTS: Final[Mapping[str, _Kind]] = {
    "states": _Kind(say("chart", "Wachtlijst"), say("chart", "Open aanmeldingen"), _by_state),
    "waiting": _Kind(say("chart", "Wachttijden"), say("chart", "Zo lang wacht wie nog vrij is"), _by_wait),
    "outcomes": _Kind(
        say("chart", "Resultaten"),
        say("chart", "Afgesloten per maand"),
        _by_month("obtained", "other"),
        (say("chart", "Recht in orde"), say("chart", "Anders")),
    ),
    "promises": _Kind(
        say("chart", "Beloften"),
        say("chart", "Beloften per maand"),
        _by_month("kept", "missed"),
        (say("chart", "Nagekomen"), say("chart", "Te laat")),
    ),
    "rights": _Kind(say("chart", "Rechten"), say("chart", "Rechten in orde, laatste 6 maanden"), _by_right),
}
"""In the order of the buttons."""


def months_before(today: date) -> tuple[str, ...]:
    """This month and those before it, as 2026-11, the oldest first."""
    months = today.year * 12 + today.month - 1
    return tuple(f"{at // 12}-{at % 12 + 1:02d}" for at in range(months - MONTHS + 1, months + 1))
