"""*Check this one*: it asks what one right needs, and what it says is what the whole check says."""

from __future__ import annotations

from random import Random
from zlib import crc32

import pytest

from rights import (
    Answers,
    Asked,
    Verdict,
    VerdictKind,
    in_general,
    next_question,
    only,
    report,
    settled,
    ticked,
    unsigned,
    verdicts_of,
)
from rights.answers import Answer
from tests.rights.rights_interviews import TODAY, Person, go_through, ninove

RIGHTS = sorted(ninove().rights)
FAMILIES = range(2)
MOST_QUESTIONS = 10
REFUSED = (VerdictKind.NOT_NOW, VerdictKind.AFTER)
NOBODY = Answers()


def somebody(seed: int) -> Person:
    """A person who answers at random, and one time in ten does not know."""
    random = Random(seed)

    def says(asked: Asked, _: Answers) -> str:
        if random.random() < 0.1:
            return "dk"
        choices = [choice.id for choice in asked.choices]
        if asked.ticks is None:
            return random.choice(choices)
        return ticked(asked, random.sample(choices, min(len(choices), random.choice([0, 1, 1, 2]))))

    return says


def kinds(answers: Answers, right: str) -> dict[str, VerdictKind]:
    """The verdicts of a right by subject, as the whole pass gives them."""
    return {verdict.subject: verdict.kind for verdict in _verdicts(answers, right)}


def _verdicts(answers: Answers, right: str) -> tuple[Verdict, ...]:
    return verdicts_of(report(ninove(), answers, TODAY), right)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("right", RIGHTS)
def test_after_the_questions_of_one_right_its_verdict_is_settled_and_stands(right: str, family: int) -> None:
    person = somebody(crc32(right.encode()) + family)
    answers = go_through(person, only(ninove(), right))
    assert len(answers) <= MOST_QUESTIONS
    assert settled(_verdicts(answers, right))
    alone = verdicts_of(report(only(ninove(), right), answers, TODAY), right)
    whole = go_through(person, answers=answers)
    now, then = kinds(answers, right), kinds(whole, right)
    assert now.keys() == then.keys()
    for verdict in alone:
        subject = verdict.subject
        if now[subject] is not VerdictKind.AFTER:  # what comes first is another right, which alone is not there
            assert verdict.kind is now[subject]
        assert (now[subject] in REFUSED) == (then[subject] in REFUSED), "knowing more never turns it round"


@pytest.mark.parametrize("right", RIGHTS)
def test_only_what_the_right_reads_is_asked(right: str) -> None:
    whole, answers = ninove(), go_through(somebody(7), only(ninove(), right))
    for given in answers:
        assert isinstance(given, Answer)
        assert whole.questions[given.question].sets & whole.facts_behind[right]


def test_what_cannot_wait_is_asked_only_where_the_right_reads_it() -> None:
    asked = next_question(only(ninove(), "davo"), NOBODY, TODAY)
    assert asked is not None
    assert asked.key != "urgent"


@pytest.mark.parametrize("right", RIGHTS)
def test_a_right_in_general_says_what_it_brings_and_what_to_do(right: str) -> None:
    shown = in_general(ninove(), right, TODAY, None)
    assert shown.right_id == right
    assert shown.brings
    assert shown.todo
    assert shown.source


def test_an_amount_that_nobody_signed_off_is_not_said_in_general() -> None:
    signed: frozenset[str] = frozenset()
    assert unsigned(ninove(), signed, TODAY)
    for right in RIGHTS:
        assert not in_general(ninove(), right, TODAY, signed).money or not ninove().figures_of[right]
