"""What people say to each other fits a screen at its longest, in every language; and nobody says what they may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework import MOST_PAPERS, MOST_WORDS, PHRASES, AskedPaper, Message, MessageKind, Paper, Purpose, as_text, begun
from conversations import messages, talk
from conversations.context import Chat, Tie
from conversations.desk import DIALOG as DESK
from conversations.effects import SaveSteps, TickPapers
from conversations.events import Choice, Sent
from conversations.state import State
from locales import LANGUAGES, translator
from tests.conversations.staff_town import BART, ELS, FATIMA, MONDAY, Town, catalogue, words
from tests.laws.screen_laws import offences
from texts import Text

LONG_WORDS = " ".join(["woorden"] * MOST_WORDS)


def longest_papers() -> dict[str, tuple[AskedPaper, ...]]:
    """The documents with the most words, by language."""
    rights = catalogue().for_municipality("ninove").rights
    papers = {paper: AskedPaper(name, paper) for name, right in rights.items() for paper in right.documents_nl}

    def length(paper: AskedPaper, language: str) -> int:
        return len(translator(language).say(Text(paper.right_id, paper.name)).split())

    return {
        code: tuple(sorted(papers.values(), key=lambda p: length(p, code), reverse=True)[:MOST_PAPERS])
        for code in LANGUAGES
    }


def said(kind: MessageKind, **more: object) -> Message:
    return Message("m1", "", MONDAY, kind=kind, **more)  # type: ignore[arg-type]


LONGEST = [
    said(MessageKind.WORDS, words=LONG_WORDS, language="nl", answer="unclear", answered_at=MONDAY),
    said(MessageKind.WORDS, words=LONG_WORDS, language="ar", by_family=True),
    *(
        said(MessageKind.PAPERS, papers=tuple(p._replace(said=Paper.HELP) for p in papers), answer=answer)
        for papers in longest_papers().values()
        for answer in ("unclear", None)
    ),
    said(MessageKind.PHOTO, by_family=True),
]


@pytest.mark.parametrize("message", LONGEST, ids=lambda m: m.kind)
def test_the_longest_message_fits_the_screens_of_both_sides(message: Message) -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    referral = town.asks_help(FATIMA, claimed_by=ELS, claimed_name="Els", state="claimed")
    town.families[FATIMA] = replace(town.families[FATIMA], messages=(message,))
    els.opens_case(referral)
    els.tap("Lees de antwoorden")
    assert offences(els.screen) == []
    fatima = town.context(FATIMA)
    for dialog, state in ((messages.DIALOG, messages.at_message()), (talk.DIALOG, talk.at_log())):
        assert offences(dialog.view(state, fatima)) == []


@pytest.mark.parametrize("purpose", Purpose)
def test_what_is_filled_in_is_asked_on_screens_that_fit(purpose: Purpose) -> None:
    town = Town()
    town.coordinator(ELS, "Els")
    referral = town.asks_help(FATIMA, claimed_by=ELS, claimed_name="Els", state="claimed")
    at: dict[str, str | int] = {"case": referral.id, "purpose": purpose}

    def fits(state: State) -> None:
        town.chats[ELS] = Chat(ELS, "nl", state=state)
        assert offences(DESK.view(state, town.context(ELS))) == []

    fits(State("desk", "purpose", {**at}))
    for page in range(8):
        fits(State("desk", "papers", {**at, "page": page}))
    right = max(catalogue().rights.values(), key=lambda r: len(r.name_nl.split()))
    for phrase in PHRASES.values():
        kept: dict[str, str] = {}
        while phrase.purpose is purpose and (field := phrase.next_field(kept)) is not None:
            for page in range(15):
                fits(State("desk", "fill", {**at, "phrase": phrase.id, "blanks": {**kept}, "page": page}))
            day = field.name in ("day", "until")
            known = {"hour": "14:30", "weeks": "3", "amount": "1234.50", "per": "month"}
            kept[field.name] = "2026-11-24" if day else known.get(field.name, as_text(right.id, right.name_nl))


def test_only_the_family_that_is_talked_with_passes_on_a_photo_or_writes() -> None:
    town = Town()
    town.coordinator(ELS, "Els")
    town.asks_help(FATIMA, claimed_by=ELS, claimed_name="Els", state="claimed")
    photo = Sent(7, file=True)
    assert talk.offered(photo, town.context(FATIMA)) is None, "nobody wrote to her yet"
    talked = replace(town.families[FATIMA], messages=(said(MessageKind.WORDS, words="Dag", language="nl"),))
    town.families[FATIMA] = talked
    turn = talk.offered(photo, town.context(FATIMA))
    assert turn is not None
    assert turn.state.step == "photo"
    assert talk.offered(Sent(7), town.context(FATIMA)) is None, "a sticker is no document"
    for other in (
        replace(talked, referral=replace(talked.referral, claimed_by=None)),  # type: ignore[type-var]
        replace(talked, referral=None),
        replace(talked, kind="helper", ties=(Tie(BART, "own", MONDAY),)),
    ):
        town.families[FATIMA] = other
        assert talk.offered(photo, town.context(FATIMA)) is None
        assert "niemand die je bericht leest" in words(talk.DIALOG.view(State("talk", "write"), town.context(FATIMA)))


def test_a_second_reader_of_the_file_does_not_read_what_the_family_said() -> None:
    town = Town()
    town.asks_help(FATIMA, claimed_by=ELS, claimed_name="Els", state="claimed")
    own = said(MessageKind.WORDS, words="Mijn man mag dit niet weten", language="nl", by_family=True)
    told = said(MessageKind.QUESTION, words="Past het morgen?", language="nl", answer="no", answered_at=MONDAY)
    town.families[FATIMA] = replace(town.families[FATIMA], messages=(told, own), ties=(Tie(BART, "own", MONDAY),))
    context = town.context(FATIMA)
    for page in range(3):
        shown = words(talk.DIALOG.view(State("talk", "log", {"page": page}), context))
        assert "mag dit niet weten" not in shown
        assert "Antwoord:" not in shown
        assert "Past het morgen?" in shown


def test_a_ticked_paper_stands_in_the_plan_too_and_what_is_known_there_stands_in_the_list() -> None:
    town = Town()
    town.asks_help(FATIMA, claimed_by=ELS, claimed_name="Els", state="claimed")
    rights = catalogue().for_municipality("ninove").rights
    right = next(right for right in rights.values() if len(right.documents_nl) > 1)
    first, second = (AskedPaper(right.id, paper) for paper in right.documents_nl[:2])
    step = begun(right.id, MONDAY).with_paper(second.name, Paper.HELP)
    steps = {f"h.{right.id}": step, "h.other": begun("other", MONDAY)}
    list_ = said(MessageKind.PAPERS, papers=(first, second))
    town.families[FATIMA] = replace(town.families[FATIMA], messages=(list_,), steps=steps)
    context = town.context(FATIMA)
    assert f"2. {second.name}: hulp nodig" in words(messages.DIALOG.view(messages.at_message(), context))

    ticked = messages.DIALOG.advance(messages.at_message(), Choice("0"), context)

    assert ticked.effects == (
        TickPapers("m1", (Paper.HAVE, Paper.HELP)),
        SaveSteps({**steps, f"h.{right.id}": step.with_paper(first.name, Paper.HAVE)}),
    )
