"""What can be filled in in a phrase by a tap: days to come, hours, the rights and documents of this case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from casework import Blank, as_text
from conversations.context import Case, Context
from conversations.desk.reading import WORTH_CHECKING, shared_report
from texts import Day, Text, Verbatim, say, say_many

__all__ = ["Option", "documents", "numbered", "options"]

DAYS_AHEAD = 12
HOURS = range(9, 17)
WEEKS = (1, 2, 3, 4, 6, 8, 12)


class Option(NamedTuple):
    """A button that fills in a blank: what is kept, and how it is read."""

    kept: str
    label: Text


def options(blank: Blank, case: Case, context: Context) -> tuple[Option, ...]:
    """What may be tapped for a blank; nothing for what can only be typed."""
    find = _OPTIONS.get(blank)
    return find(case, context) if find is not None else ()


def numbered(blank: Blank) -> bool:
    """Whether the options are too long for buttons: then they stand in the text, and their numbers on the buttons."""
    return blank in (Blank.RIGHT, Blank.PAPER)


def _days(_case: Case, context: Context) -> tuple[Option, ...]:
    """The next days on which a service may be open; any other is typed."""
    coming = (context.today + timedelta(days=n) for n in range(DAYS_AHEAD))
    return tuple(Option(day.isoformat(), say("fill", "{day}", day=Day(day))) for day in coming if _workday(day))


def _past_days(_case: Case, context: Context) -> tuple[Option, ...]:
    """Today and the working days before it, the latest first; any other is typed."""
    gone = (context.today - timedelta(days=n) for n in range(DAYS_AHEAD))
    return tuple(Option(day.isoformat(), say("fill", "{day}", day=Day(day))) for day in gone if _workday(day))


def _workday(day: date) -> bool:
    return day.isoweekday() <= 5


def _hours(_case: Case, _context: Context) -> tuple[Option, ...]:
    return tuple(Option(f"{hour:02}:00", say("fill", "{hour}", hour=Verbatim(f"{hour}:00"))) for hour in HOURS)


def _weeks(_case: Case, _context: Context) -> tuple[Option, ...]:
    return tuple(Option(str(n), say_many("fill", "{n} week", "{n} weken", n)) for n in WEEKS)


def _periods(_case: Case, _context: Context) -> tuple[Option, ...]:
    return (
        Option("month", say("fill", "Per maand")),
        Option("year", say("fill", "Per jaar")),
        Option("once", say("fill", "Eén keer")),
    )


def _places(case: Case, context: Context) -> tuple[Option, ...]:
    """Where the municipality receives people, by name; an address is typed."""
    town = context.catalogue.municipalities.get(case.referral.municipality)
    names = [point.name for point in town.contact_points if point.name is not None] if town is not None else []
    return tuple(Option(name, say("fill", "{name}", name=Verbatim(name))) for name in names)


def _rights(case: Case, context: Context) -> tuple[Option, ...]:
    """All rights, the nearest first."""
    rights = context.catalogue.for_municipality(case.referral.municipality).rights
    found = {name: rights[name].name_nl for name in _nearest(case, context)}
    return tuple(Option(as_text(name, dutch), Text(name, dutch)) for name, dutch in found.items())


def documents(case: Case, context: Context) -> tuple[Option, ...]:
    """The documents for those rights, each once, in their order."""
    rights = context.catalogue.for_municipality(case.referral.municipality).rights
    found: dict[str, str] = {}
    for name in _nearest(case, context):
        for paper in rights[name].documents_nl:
            found.setdefault(paper, name)
    return tuple(Option(as_text(name, paper), Text(name, paper)) for paper, name in found.items())


def _nearest(case: Case, context: Context) -> tuple[str, ...]:
    """Rights by how near they are to this family: asked help with, then likely, then all others of the municipality,
    for a family that answered little may need them too."""
    likely = [v for v in shared_report(case, context).verdicts if v.kind in WORTH_CHECKING and not v.held]
    likely.sort(key=lambda verdict: verdict.key not in case.referral.about)
    others = context.catalogue.for_municipality(case.referral.municipality).rights
    return tuple(dict.fromkeys([*(verdict.right_id for verdict in likely), *others]))


_OPTIONS: Mapping[Blank, Callable[[Case, Context], tuple[Option, ...]]] = {
    Blank.DAY: _days,
    Blank.PAST_DAY: _past_days,
    Blank.HOUR: _hours,
    Blank.WEEKS: _weeks,
    Blank.PER: _periods,
    Blank.PLACE: _places,
    Blank.RIGHT: _rights,
    Blank.PAPER: documents,
}
