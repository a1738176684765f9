"""What made rights hard, to take to a meeting: a sheet in Dutch on A4 with room to write on, and the same as a table.

Both say what stands in a `Sheet` (`casework.tally`) and no more: no name, no case, no language, no day, and no number
under the smallest cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from babel.dates import format_date, get_month_names

from casework import CELL, CODES, REPLIES, SignalOutcome
from casework.tally import OWN_WORDS, Amount, Cell, Period, Sheet
from conversations.signals.counts import amount
from locales import SOURCE_LANGUAGE, translator
from reports.typesetting import pictured, typeset
from rights import Catalogue
from rights.shapes import Theme
from texts import Text, Verbatim, say

__all__ = ["file_name", "signals_csv", "signals_pages", "signals_pdf"]

TEMPLATE = "signals.typ"
BOM: Final = "\ufeff"
"""By this a spreadsheet sees that the letters are UTF-8."""

_words = translator(SOURCE_LANGUAGE)
"""It is read by the administration of a Flemish municipality."""

TITLE = say("policy", "Wat maakt rechten moeilijk?")
MADE = say("policy", "Gemaakt op {day}.")
SPAN = say("policy", "{first} tot en met {last} {year}")
RUNS = say("policy", "Dit halfjaar loopt nog: er staan nog geen getallen. De lopende maand telt niet mee.")
NOTHING = say("policy", "In dit halfjaar is hier nog niets geteld.")
NOT_WELL = say("policy", "Dat wil niet zeggen dat alles vlot loopt. Vraag gezinnen en collega's wat zij merken.")
COLUMNS: Final = (
    say("policy", "Wat was moeilijk?"),
    say("policy", "Hoe vaak?"),
    say("policy", "Wat doen we eraan? Wie? Tegen wanneer?"),
)
MORE, LESS, SAME = (
    say("policy", "meer dan het halfjaar ervoor ({n})"),
    say("policy", "minder dan het halfjaar ervoor ({n})"),
    say("policy", "even vaak als het halfjaar ervoor"),
)
CAME = say("policy", "Wat wij antwoordden of deden, {span}: {replies}.")
REPLY = say("policy", "{reply} ({number} keer)")
SOMETHING = say("policy", "er is iets mee gedaan, zonder getal")
OWN = say("policy", "een antwoord in eigen woorden")
GENERAL = say("policy", "Niet over één recht")
GONE = say("policy", "Een ander recht")
GENERAL_THEME, GONE_THEME = say("policy", "Algemeen"), say("policy", "Andere rechten")
HOW_TITLE = say("policy", "Hoe is dit geteld?")
HOW: Final = (
    say("policy", "Een signaal is iets dat een recht moeilijk maakt. Het zegt nooit wiens fout dat is."),
    say("policy", "Gezinnen vertellen het vrij, met of zonder naam. Soms noteert een medewerker het."),
    say("policy", "Wie twee dingen moeilijk vond, telt twee keer mee. De getallen zijn dus geen aantal gezinnen."),
    say("policy", "Wat minder dan {n} keer verteld is, krijgt geen getal. Een klein getal kan iemand aanwijzen."),
    say("policy", "Daarom staan er ook geen totalen, en tellen we alleen per vast halfjaar."),
    say("policy", "Om dezelfde reden staat soms ook bij een antwoord geen getal."),
    say("policy", "In een kleine gemeente zeggen de getallen weinig. Iets wat één keer verteld is, kan zwaar wegen."),
    say("policy", "Niet elk gezin vertelt wat moeilijk is. Wat hier niet staat, kan toch bestaan."),
    say("policy", "Het halfjaar ervoor staat er alleen bij als het ook {n} keer of meer was."),
    say("policy", "Een eerste halfjaar kan korter zijn: er is pas geteld sinds de bot hier werkt."),
)
HEADINGS: Final = (
    say("policy", "Gemeente"),
    say("policy", "Eerste maand"),
    say("policy", "Laatste maand"),
    say("policy", "Halfjaar voorbij"),
    say("policy", "Thema"),
    say("policy", "Recht"),
    say("policy", "Reden"),
    say("policy", "In woorden van het gezin"),
    say("policy", "Hoe vaak"),
    say("policy", "Halfjaar ervoor"),
    say("policy", "Antwoord of gevolg"),
)
YES, NO = say("policy", "ja"), say("policy", "nee, loopt nog")


def signals_pdf(sheet: Sheet, town: str, catalogue: Catalogue, today: date) -> bytes:
    """The sheet as PDF. `town`: the name of the municipality."""
    return typeset(TEMPLATE, _data(sheet, town, catalogue, today))


def signals_pages(sheet: Sheet, town: str, catalogue: Catalogue, today: date) -> list[bytes]:
    """The same as pictures, one a page."""
    return pictured(TEMPLATE, _data(sheet, town, catalogue, today))


def signals_csv(sheet: Sheet, town: str, catalogue: Catalogue) -> bytes:
    """The same cells as a table: UTF-8 with a byte order mark, and semicolons, as Excel reads it in Belgium."""
    out = io.StringIO(newline="")
    out.write(BOM)
    table = csv.writer(out, delimiter=";")
    table.writerow(_each(HEADINGS))
    period, over = sheet.period, _say(YES if sheet.over else NO)
    for theme, cells in _by_theme(sheet.cells, catalogue):
        for cell in cells:
            code = CODES[cell.code]
            table.writerow(
                [
                    *(town, period.first, period.last, over, theme, _right(cell.right, catalogue)),
                    *(_say(code.label), _say(code.button), _say(amount(cell.amount))),
                    *("" if cell.before is None else cell.before, " ".join(_came(cell.right, sheet))),
                ]
            )
    return out.getvalue().encode()


def file_name(sheet: Sheet, form: str) -> str:
    """As signalen-ninove-2026-07-tot-12.pdf."""
    period = sheet.period
    return f"signalen-{sheet.municipality}-{period.first}-tot-{period.last[5:]}.{form}"


def _data(sheet: Sheet, town: str, catalogue: Catalogue, today: date) -> dict[str, Any]:
    made = MADE.having(day=Verbatim(format_date(today, "d MMMM yyyy", _words.language.locale)))
    notes = (made,) if sheet.over else (made, RUNS)
    return {
        "title": _say(TITLE),
        "of": f"{town} · {_span(sheet.period)}",
        "notes": _each(notes),
        "nothing": [] if sheet.cells else _each((NOTHING, NOT_WELL)),
        "columns": _each(COLUMNS),
        "themes": [
            {"name": theme, "rights": [_of_right(right, own, sheet, catalogue) for right, own in _by_right(cells)]}
            for theme, cells in _by_theme(sheet.cells, catalogue)
        ],
        "how": {"title": _say(HOW_TITLE), "lines": _each(line.having(n=CELL) for line in HOW)},
    }


def _of_right(right: str, cells: Iterable[Cell], sheet: Sheet, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "name": _right(right, catalogue),
        "rows": [
            {
                "said": _say(CODES[cell.code].button),
                "label": _say(CODES[cell.code].label),
                "amount": _say(amount(cell.amount)),
                "trend": _trend(cell),
            }
            for cell in cells
        ],
        "came": _came(right, sheet),
    }


def _trend(cell: Cell) -> str:
    """In words, and only where both numbers are told."""
    now, before = cell.amount.n, cell.before
    if now is None or before is None:
        return ""
    if now == before:
        return _say(SAME)
    return _say((MORE if now > before else LESS).having(n=before))


def _came(right: str, sheet: Sheet) -> list[str]:
    return [
        _say(CAME.having(span=Verbatim(_span(period)), replies=Verbatim("; ".join(_replies(used)))))
        for period, used in sheet.replies.get(right, ())
    ]


def _replies(used: Mapping[str, Amount]) -> Iterator[str]:
    if not used:
        yield _say(SOMETHING)
    for name, number in used.items():
        reply = _say(OWN) if name == OWN_WORDS else _quoted(REPLIES.get(name) or SignalOutcome(name).label)
        yield _say(REPLY.having(reply=Verbatim(reply), number=amount(number)))


def _quoted(sentence: Text) -> str:
    return f"“{_say(sentence).removesuffix('.')}”"


def _by_theme(cells: Iterable[Cell], catalogue: Catalogue) -> Iterator[tuple[str, list[Cell]]]:
    """The cells by theme, in the order of the themes; what is about no right in particular comes last."""
    found: dict[str, list[Cell]] = {_name(theme): [] for theme in catalogue.themes}
    for cell in cells:
        found.setdefault(_theme(cell.right, catalogue), []).append(cell)
    for theme, own in found.items():
        if own:
            yield theme, [cell for _, cells in _by_right(own) for cell in cells]


def _theme(right: str, catalogue: Catalogue) -> str:
    known = catalogue.rights.get(right)
    if known is None:
        return _say(GONE_THEME if right else GENERAL_THEME)
    return next((_name(theme) for theme in catalogue.themes if known.domain in theme.domains), _say(GONE_THEME))


def _name(theme: Theme) -> str:
    """Without the picture that stands before it on a screen: the fonts of a page have none."""
    return theme.name_nl.lstrip("".join(character for character in theme.name_nl if not character.isalpha()))


def _by_right(cells: Iterable[Cell]) -> Iterator[tuple[str, list[Cell]]]:
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.right, []).append(cell)
    yield from found.items()


def _right(right: str, catalogue: Catalogue) -> str:
    known = catalogue.rights.get(right)
    return known.name_nl if known is not None else _say(GONE if right else GENERAL)


def _span(period: Period) -> str:
    months = get_month_names("wide", locale=_words.language.locale)
    first, last = (Verbatim(months[int(month[5:])]) for month in (period.first, period.last))
    return _say(SPAN.having(first=first, last=last, year=Verbatim(str(period.year))))


def _say(text: Text) -> str:
    return _words.say(text)


def _each(texts: Iterable[Text]) -> list[str]:
    return [_say(text) for text in texts]
