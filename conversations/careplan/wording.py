"""How a line of a care plan, and what somebody wrote themselves, is said: to the family and to staff alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from casework.careplan import Helped, Line, LineKind, Owner
from casework.consultation import Consultation
from casework.own_words import Own
from casework.ready_lines import ready_text
from conversations.languages import spoken
from followups import BRUSSELS, fence
from rights import Catalogue
from texts import Day, Text, Value, Verbatim, say

__all__ = ["by_when", "days_mark", "legend", "moment_label", "own_words", "short", "to_family", "to_staff", "words_of"]

MOST_ON_BUTTON = 24
"""Characters of own words: a phone cuts off what is longer."""


def own_words(own: Own, reader: str) -> tuple[Text, ...]:
    """What somebody wrote, and in which language where the reader has another one."""
    said = say("care", "{words}", words=Verbatim(own.text))
    if own.language == reader:
        return (said,)
    return (said, say("care", "Geschreven in: {language}.", language=spoken(own.language)))


def words_of(line: Line, catalogue: Catalogue, reader: str) -> tuple[Text, ...]:
    """The words of a line, in full."""
    if line.own is not None:
        return own_words(line.own, reader)
    if line.right:
        return (say("care", "Samen aanvragen: {right}", right=_right(line, catalogue)),)
    return (ready_text(line.ready),)


def short(line: Line, catalogue: Catalogue) -> Text:
    """A line on a button, with the mark of how it stands."""
    return line.state.mark.having(name=_name(line, catalogue))


def legend(lines: Iterable[Line]) -> Text:
    """What the marks of these lines mean, in one line."""
    meanings = list(dict.fromkeys(line.state.meaning for line in lines))
    said = meanings[0]
    for meaning in meanings[1:]:
        said = say("care line", "{some} · {another}", some=said, another=meaning)
    return said


def _name(line: Line, catalogue: Catalogue) -> Value:
    if line.own is not None:
        text = line.own.text
        return Verbatim(text if len(text) <= MOST_ON_BUTTON else f"{text[: MOST_ON_BUTTON - 1].rstrip()}…")
    return _right(line, catalogue) if line.right else ready_text(line.ready)


def _right(line: Line, catalogue: Catalogue) -> Text:
    right = catalogue.rights.get(line.right)
    return Text(line.right, right.name_nl) if right is not None else say("care", "een recht")


_TO_FAMILY: Mapping[Owner, Text] = {
    Owner.FAMILY: say("care", "Wie: jij"),
    Owner.COORDINATOR: say("care", "Wie: je medewerker"),
    Owner.VOLUNTEER: say("care", "Wie: een vrijwilliger"),
    Owner.REPORTER: say("care", "Wie: de vrijwilliger die je aanmeldde. Zeg je ja? Dan leest die deze taak."),
}
_TO_STAFF: Mapping[Owner, Text] = {
    Owner.FAMILY: say("care", "Wie: het gezin"),
    Owner.COORDINATOR: say("care", "Wie: de coördinator"),
    Owner.VOLUNTEER: say("care", "Wie: een vrijwilliger"),
    Owner.REPORTER: say("care", "Wie: de vrijwilliger die aanmeldde. Die leest deze taak na een ja."),
}


_CANNOT = say("care", "Wie: nog niemand. De vrijwilliger kan dit niet doen.")
_FAMILY_KNOWN = say("care", "Wie: {name}, vrijwilliger. {name} weet dat dit voor jou is.")
_STAFF_KNOWN = say("care", "Wie: {name}, vrijwilliger. Het gezin zei dat {name} het mag kennen.")
_PICKED: Mapping[tuple[bool, Helped], Text] = {
    (False, Helped.NOT_ASKED): say("care", "Wie: {name}, vrijwilliger. Zeg je ja? Dan leest {name} deze taak."),
    (False, Helped.NAME): _FAMILY_KNOWN,
    (False, Helped.PHONE): _FAMILY_KNOWN,
    (False, Helped.NO): say("care", "Wie: nog niemand. {name} liever niet, zei jij."),
    (False, Helped.CANNOT): _CANNOT,
    (True, Helped.NOT_ASKED): say("care", "Wie: {name}, vrijwilliger. Leest na een ja de taak, niet wie het gezin is."),
    (True, Helped.NAME): _STAFF_KNOWN,
    (True, Helped.PHONE): _STAFF_KNOWN,
    (True, Helped.NO): say("care", "Wie: nog niemand. Het gezin wil {name} hier liever niet."),
    (True, Helped.CANNOT): say("care", "Wie: nog niemand. {name} kan dit niet doen."),
}
"""Of a volunteer who was picked: whether staff reads it, and what was said about it."""


def to_family(line: Line) -> tuple[Text, ...]:
    """Who does it and by when, for the family; nothing for a goal."""
    return _who(line, _TO_FAMILY)


def to_staff(line: Line) -> tuple[Text, ...]:
    """The same for staff."""
    return _who(line, _TO_STAFF)


def _who(line: Line, names: Mapping[Owner, Text]) -> tuple[Text, ...]:
    if line.kind is LineKind.GOAL:
        return ()
    if line.picked:
        return (_PICKED[names is _TO_STAFF, line.helped].having(name=Verbatim(line.who)), *by_when(line))
    if line.helped is Helped.CANNOT:
        return (_CANNOT, *by_when(line))
    who = names.get(line.owner) or say("care", "Wie: {name}", name=Verbatim(line.who))
    return (who, *by_when(line))


def by_when(line: Line) -> tuple[Text, ...]:
    """By which day; nothing where there is none."""
    return (say("care", "Tegen: {day}", day=Day(line.due)),) if line.due is not None else ()


_DAYS = (
    say("care day", "maandag {day}, {hour}"),
    say("care day", "dinsdag {day}, {hour}"),
    say("care day", "woensdag {day}, {hour}"),
    say("care day", "donderdag {day}, {hour}"),
    say("care day", "vrijdag {day}, {hour}"),
    say("care day", "zaterdag {day}, {hour}"),
    say("care day", "zondag {day}, {hour}"),
)


def days_mark(now: Consultation) -> str:
    """What tells the days of a consultation from those before another one was proposed: a button names its place."""
    return fence(*(str(moment) for moment in now.moments))[:6]


def moment_label(moment: datetime) -> Text:
    """A moment of a consultation on a button, where a year is too much."""
    local = moment.astimezone(BRUSSELS)
    day, hour = Verbatim(f"{local:%d/%m}"), Verbatim(f"{local:%H:%M}")
    return _DAYS[local.weekday()].having(day=day, hour=hour)
