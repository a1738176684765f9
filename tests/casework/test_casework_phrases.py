"""What a coordinator can say through the bot, and how a family answers."""

from __future__ import annotations

import re
from datetime import date

import pytest

from casework import (
    PHRASES,
    Blank,
    CallMoment,
    Phrase,
    Purpose,
    UnknownAnswer,
    UnknownPhrase,
    has_phone_number,
    of_purpose,
    phrase_named,
    read,
)
from locales import translator
from texts import Text

FILLED = {
    Blank.DAY: "2026-11-24",
    Blank.PAST_DAY: "2026-11-13",
    Blank.HOUR: "14:30",
    Blank.AMOUNT: "123.45",
    Blank.PER: "month",
    Blank.WEEKS: "1",
    Blank.NAME: "de speelgroep",
    Blank.PLACE: "het Sociaal Huis",
    Blank.RIGHT: "leefloon|Leefloon",
    Blank.PAPER: "leefloon|je huurcontract",
}


def dutch(text: Text) -> str:
    return translator("nl").say(text)


ALL = pytest.mark.parametrize("phrase", PHRASES.values(), ids=lambda phrase: phrase.id)


def test_every_phrase_is_found_by_its_purpose_on_a_page_or_two() -> None:
    by_purpose = [of_purpose(purpose) for purpose in Purpose]
    assert [phrase for phrases in by_purpose for phrase in phrases] == list(PHRASES.values())
    assert all(0 < len(phrases) <= 8 for phrases in by_purpose)
    assert len({phrase.title for phrase in PHRASES.values()}) == len(PHRASES) == 34


@ALL
def test_what_is_filled_in_is_all_that_a_phrase_lacks(phrase: Phrase) -> None:
    kept: dict[str, str] = {}
    while (field := phrase.next_field(kept)) is not None:
        assert field.name not in kept
        dutch(phrase.said(kept))  # the preview reads on the way, too
        kept[field.name] = FILLED[field.blank]
    said = dutch(phrase.said(kept))
    assert not re.search(r"[{}<>…]", said)
    assert not has_phone_number(said)


@pytest.mark.parametrize(
    ("blank", "typed", "kept"),
    [
        (Blank.DAY, "24/11", "2026-11-24"),
        (Blank.DAY, "3.1", "2027-01-03"),
        (Blank.DAY, "01-09-2026", "2026-09-01"),
        (Blank.DAY, "31/2", None),
        (Blank.DAY, "morgen", None),
        (Blank.HOUR, "14u30", "14:30"),
        (Blank.HOUR, "9 uur", "09:00"),
        (Blank.HOUR, "25:00", None),
        (Blank.AMOUNT, "€ 123,45", "123.45"),
        (Blank.AMOUNT, "60", "60.0"),
        (Blank.AMOUNT, "veel", None),
        (Blank.WEEKS, "6", "6"),
        (Blank.WEEKS, "0", None),
        (Blank.PLACE, "  Onderwijslaan   75 ", "Onderwijslaan 75"),
        (Blank.NAME, "x" * 61, None),
        (Blank.RIGHT, "leefloon", None),
    ],
)
def test_what_is_typed_is_understood_or_asked_again(blank: Blank, typed: str, kept: str | None) -> None:
    assert read(blank, typed, date(2026, 11, 16)) == kept


def test_a_telephone_number_is_seen_and_a_date_or_a_help_line_is_none() -> None:
    for number in ("bel 0470 11 22 33", "054 31 32 33.", "+32 (0)54 31 32 33", "0470/112233"):
        assert has_phone_number(number), number
    for none in ("op 09/11/2026 om 14:30", "Bel 1712 of 112", "123,45 euro", "dossier 2026-00123"):
        assert not has_phone_number(none), none


@ALL
def test_a_phrase_is_read_at_a_glance(phrase: Phrase) -> None:
    for sentence in re.split(r"[.?!:]\s*", phrase.text.msgid):
        assert len(sentence.split()) <= 12
    assert len(phrase.title.msgid) <= 22


@ALL
def test_a_family_answers_with_a_few_short_buttons(phrase: Phrase) -> None:
    assert 1 <= len(phrase.answers) <= 8
    assert len({answer.id for answer in phrase.answers}) == len(phrase.answers)
    for answer in phrase.answers:
        assert len(answer.label.msgid) <= 20
        assert phrase.answer(answer.id) is answer


def test_the_moments_to_call_are_the_ones_of_the_referral() -> None:
    assert [answer.id for answer in phrase_named("when_call").answers] == list(CallMoment)


def test_what_says_something_about_a_family_is_not_shown_on_a_lock_screen() -> None:
    telling = {Blank.RIGHT, Blank.PAPER, Blank.AMOUNT}
    for phrase in PHRASES.values():
        if telling & {field.blank for field in phrase.fields}:
            assert not phrase.lock_screen_safe, phrase.id
    assert not phrase_named("urgent_need").lock_screen_safe


def test_a_forged_phrase_or_answer_is_refused() -> None:
    with pytest.raises(UnknownPhrase, match="known are hello"):
        phrase_named("send_money")
    with pytest.raises(UnknownAnswer, match="it has yes, no"):
        phrase_named("interpreter").answer("send_money")
