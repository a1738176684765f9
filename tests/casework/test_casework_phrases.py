"""What a coordinator can say through the bot, and how a family answers."""

from __future__ import annotations

import re

import pytest

from casework import PHRASES, CallMoment, Phrase, UnknownAnswer, UnknownPhrase, phrase_named

ALL = pytest.mark.parametrize("phrase", PHRASES.values(), ids=lambda phrase: phrase.id)


def test_a_coordinator_chooses_from_six() -> None:
    assert len(PHRASES) == 6
    assert len({phrase.title for phrase in PHRASES.values()}) == 6


@ALL
def test_a_phrase_has_nothing_to_fill_in(phrase: Phrase) -> None:
    assert not re.search(r"[{}<>/]", phrase.text.msgid)
    assert not phrase.text.params


@ALL
def test_a_phrase_is_read_at_a_glance(phrase: Phrase) -> None:
    for sentence in re.split(r"[.?!]\s*", phrase.text.msgid):
        assert len(sentence.split()) <= 12
    assert len(phrase.title.msgid) <= 22


@ALL
def test_a_family_answers_with_a_few_short_buttons(phrase: Phrase) -> None:
    assert 2 <= len(phrase.answers) <= 8
    assert len({answer.id for answer in phrase.answers}) == len(phrase.answers)
    for answer in phrase.answers:
        assert len(answer.label.msgid) <= 20
        assert phrase.answer(answer.id) is answer


def test_the_moments_to_call_are_the_ones_of_the_referral() -> None:
    assert [answer.id for answer in phrase_named("when_call").answers] == list(CallMoment)


def test_a_question_about_need_is_not_shown_on_a_lock_screen() -> None:
    assert [phrase.id for phrase in PHRASES.values() if not phrase.lock_screen_safe] == ["urgent_need"]


def test_a_forged_phrase_or_answer_is_refused() -> None:
    with pytest.raises(UnknownPhrase, match="known are hello"):
        phrase_named("send_money")
    with pytest.raises(UnknownAnswer, match="it has yes, no"):
        phrase_named("interpreter").answer("send_money")
