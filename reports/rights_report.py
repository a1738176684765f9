"""The rights report on paper: A4, Dutch beside the language of the family, made to be read without colour.

Dutch stands first, on the left: it is what somebody at a desk reads. There is no name on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from conversations.documents import Contents, Entry, contact_lines
from conversations.lists import TRIAL, UNFINISHED
from locales import LANGUAGES, SOURCE_LANGUAGE, translator
from reports.leaflet import TRANSLATION
from reports.qr import qr_svg
from reports.typesetting import pictured, typeset
from rights import VerdictKind, no_page
from rights.incomes import NOT_FOUND
from texts import Day, Text, Verbatim, say

__all__ = ["rights_report_pages", "rights_report_pdf"]

TEMPLATE = "rights_report.typ"

TITLE = say("document", "Rechten voor je gezin")
MADE = say("document", "Gemaakt op {day}. Daarna kan er iets veranderd zijn.")
HINT = say("document", "Dit is een hulp, geen beslissing. De dienst beslist.")
BACK_TO_BOT = say("document", "Scan de code om terug te gaan naar de chat.")
HELP = say("document", "Hulp nodig? Neem dit blad mee naar:")
HELP_BLANK = say("document", "Hulp nodig? Neem dit blad mee naar het OCMW van je gemeente.")
HELD = say("document", "Dit heb je al")
LABELS: Mapping[str, Text] = {
    "why": say("document", "Waarom"),
    "income": say("document", "Wiens inkomen telt"),
    "amount": say("document", "Wat het brengt"),
    "todo": say("document", "Wat doe je"),
    "where": say("document", "Waar"),
    "desk": say("document", "Zeg aan het loket"),
    "papers": say("document", "Neem mee"),
    "have": say("document", "heb ik"),
    "need": say("document", "zoek ik"),
    "help": say("document", "help mij"),
    "source": say("document", "Bronnen"),
}
"""What stands before each thing that is said of a right, and above the boxes to tick: short, they stand in a table."""

DOTS: Mapping[VerdictKind, int] = {VerdictKind.VERY_LIKELY: 3, VerdictKind.LIKELY: 2, VerdictKind.ASK: 2}
"""How many of the three dots are full, as on the buttons of the results; of any other kind one."""


def rights_report_pdf(contents: Contents, language: str, address: str) -> bytes:
    """The report as PDF, in Dutch and beside it in `language`; `address` of the bot stands on it as a QR code."""
    return typeset(TEMPLATE, _data(contents, language, address), tags=False)


def rights_report_pages(contents: Contents, language: str, address: str) -> list[bytes]:
    """The same as pictures, one a page."""
    return pictured(TEMPLATE, _data(contents, language, address))


MOST_SOURCES = 3
"""As many as the card of a right names."""
UNDATED = "undated"

MOST_WHOLE = 6
"""Rights that stand there in full, besides what is urgent: nobody begins with more. The others fit in a few lines."""


ANY = Verbatim("…")
"""In what to say at a desk: the right that a finger points to."""


class _Tongues:
    """Says each text in Dutch and, where that is another language, in the family's."""

    def __init__(self, language: str) -> None:
        self.codes = tuple(dict.fromkeys((SOURCE_LANGUAGE, language)))
        self._words = [translator(code) for code in self.codes]

    def say(self, *texts: Text) -> list[str]:
        """Sentences that follow on each other, once in each language."""
        return [" ".join(words.say(text) for text in texts) for words in self._words]

    def each(self, texts: Iterable[Text]) -> list[list[str]]:
        """Each of these in each language."""
        return [self.say(text) for text in texts]


def _data(contents: Contents, language: str, address: str) -> dict[str, Any]:
    said = _Tongues(language)
    french = contents.town is not None and contents.town.language_regime == "facilities_fr" and language == "fr"
    contact, signs = contents.contact, _signs(contents)
    return {
        "languages": [{"code": code, "dir": LANGUAGES[code].direction} for code in said.codes],
        "qr": qr_svg(address),
        "title": said.say(TITLE),
        "note": "" if french or len(said.codes) == 1 else translator(language).say(TRANSLATION),
        "lines": said.say(
            *((TRIAL,) if contents.report.trial else ()),
            *(() if contents.report.complete else (UNFINISHED,)),
            MADE.having(day=Day(contents.on)),
            HINT,
            *contents.total,
            BACK_TO_BOT,
        ),
        "signs": said.each(say("document", "{sign} {line}", sign=sign, line=line) for sign, line in signs.items()),
        "help": said.each((HELP, *contact_lines(contact)) if contact is not None else (HELP_BLANK,)),
        "labels": {name: said.say(label) for name, label in LABELS.items()},
        "parts": list(_parts(contents, said)),
        "sources": list(_sources(contents, said)),
        "held": said.each(contents.held),
        "held_label": said.say(HELD),
        "page": str(contents.on),
    }


def _signs(contents: Contents) -> dict[str, Text]:
    """What is said of weak sources, once each, under the sign that stands at the names of these rights."""
    doubts = dict.fromkeys(entry.doubt for part in contents.parts for entry in part.entries if entry.doubt is not None)
    return {"*" * number: doubt for number, doubt in enumerate(doubts, start=1)}


def _parts(contents: Contents, said: _Tongues) -> Iterable[dict[str, Any]]:
    signs = {doubt: f"\u00a0{sign}" for sign, doubt in _signs(contents).items()}
    number = 0
    for part in contents.parts:
        entries = []
        for entry in part.entries:
            number += 1
            whole = part.whole and (part.group == "urgent" or number <= MOST_WHOLE)
            made = (_whole if whole else _named if part.group == "maybe" else _short)(entry, said)
            sign = signs[entry.doubt] if entry.doubt is not None else ""
            entries.append({"number": number, "sign": sign, **made})
        short = any(not entry["desk"] for entry in entries) and part.group != "maybe"
        at_desk = said.say(part.entries[0].desk.having(right=ANY))[0] if short else ""
        yield {"title": said.say(part.title), "line": said.say(part.line), "desk": at_desk, "entries": entries}


def _sources(contents: Contents, said: _Tongues) -> Iterable[str]:
    """Each page once, as it is called there, after the numbers of the rights that were read in it. That there is none,
    is said in each language."""
    entries = (entry for part in contents.parts for entry in part.entries)
    read_in: dict[str, list[str]] = {}
    for number, entry in enumerate(entries, start=1):
        for source in entry.verdict.sources[:MOST_SOURCES]:
            page = source.title if source.date == UNDATED else f"{source.title} ({source.date})"
            unread = no_page(source.title)
            page = page if unread is None else " / ".join(said.say(unread))
            read_in.setdefault(page, []).append(str(number))
    for page, numbers in read_in.items():
        yield f"{', '.join(dict.fromkeys(numbers))}: {page}"


def _whole(entry: Entry, said: _Tongues) -> dict[str, Any]:
    sure = entry.verdict.kind is VerdictKind.VERY_LIKELY
    return _entry(
        entry,
        {
            "": () if sure else (entry.verdict.sentence,),
            "why": (entry.why,),
            "income": _income(entry),
            "amount": entry.amount,
            "todo": entry.todo,
            "where": entry.where,
        },
        said,
        papers=[{"said": said.say(paper), "state": state or ""} for paper, state in entry.papers],
        desk=said.say(entry.desk)[0],
    )


def _short(entry: Entry, said: _Tongues) -> dict[str, Any]:
    """The card says why it is not sure; the papers share one row of boxes. That nobody knows whose income counts is
    said of what to begin with only: of all, it would be a wall."""
    income = () if entry.verdict.whose == NOT_FOUND else _income(entry)
    facts = {"": (entry.verdict.sentence, *entry.amount), "income": income, "todo": entry.todo}
    return _entry(entry, facts, said, bring=said.say(entry.bring) if entry.bring is not None else ())


def _income(entry: Entry) -> tuple[Text, ...]:
    """Whose income counts, where one decides: the first thing that a desk looks at."""
    whose = entry.verdict.whose
    return () if whose is None else (say("document", "{whose}.", whose=whose),)


def _named(entry: Entry, said: _Tongues) -> dict[str, Any]:
    """Of what is not sure yet only the card: it says what comes first."""
    return _entry(entry, {"": (entry.verdict.sentence,)}, said)


def _entry(
    entry: Entry,
    facts: Mapping[str, tuple[Text, ...]],
    said: _Tongues,
    *,
    papers: Iterable[Mapping[str, Any]] = (),
    bring: Iterable[str] = (),
    desk: str = "",
) -> dict[str, Any]:
    return {
        "dots": DOTS.get(entry.verdict.kind, 1),
        "name": said.say(entry.name),
        "facts": [
            *(() if entry.standing is None else ({"label": "", "said": said.say(entry.standing)},)),
            *({"label": label, "said": said.say(*texts)} for label, texts in facts.items() if texts),
        ],
        "papers": list(papers),
        "bring": list(bring),
        "desk": desk,
        "site": said.say(entry.site)[0] if entry.site is not None else "",
    }
