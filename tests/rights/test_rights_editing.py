"""An answer that is changed afterwards: the same verdicts as if it had been given so from the start."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights import Answers, Asked, Catalogue, UnknownAnswer, VerdictKind, answer, next_question, report
from rights.answers import Answer, hold
from rights.changes import LIKELY, changes, standing
from rights.editing import (
    answered_again,
    asked_again,
    confirmed,
    given_to,
    keys_moved,
    last_answers,
    lost_with,
    replaced,
)
from rights.household import DECLINES, HOUSEHOLD
from rights.interview import asking, ticked
from rights.kleene import Truth
from rights.staleness import months_old, stale, without_stale
from tests.rights.rights_interviews import TODAY, family, go_through, money_choice, ninove
from tests.rights.rights_worlds import catalogues
from tests.rights.test_rights_laws import laws, truths_of

Place = tuple[str, str]


@dataclass
class Person:
    """Somebody who answers at random, and says the same whenever the same is asked. A child goes by its year."""

    data: st.DataObject
    said: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def who(self, subject: str) -> tuple[Any, ...]:
        if not subject.startswith("child."):
            return (subject,)
        years = sorted(self.said["births", HOUSEHOLD].split("+"))
        place = int(subject.partition(".")[2]) - 1
        return years[place], Counter(years[:place])[years[place]]

    def choice(self, catalogue: Catalogue, answers: Answers, asked: Asked, place: Place) -> str:
        key = (place[0], *self.who(place[1]))
        question = catalogue.questions[place[0]]
        if question.asks == "money":
            if key not in self.said:
                self.said[key] = self.data.draw(st.sampled_from(["dk", *map(Decimal, range(500, 60_000, 4_321))]))
            said = self.said[key]
            return said if isinstance(said, str) else band(catalogue, answers, asked, place, said)
        if key not in self.said:
            self.said[key] = self.drawn(asked)
        return str(self.said[key])

    def drawn(self, asked: Asked) -> str:
        names = [choice.id for choice in asked.choices]
        if asked.ticks is not None:
            return ticked(asked, self.data.draw(st.lists(st.sampled_from(names), max_size=3, unique=True)))
        return self.data.draw(st.sampled_from([*names, *names, "dk", "skip"]))

    def goes_on(self, catalogue: Catalogue, answers: Answers) -> Answers:
        """To the end of the interview."""
        while (now := asking(catalogue, answers, TODAY)) is not None:
            chosen = self.choice(catalogue, answers, now[0], (now[1].id, now[2]))
            answers = answer(catalogue, answers, now[0].key, chosen, TODAY)
        return answers


def band(catalogue: Catalogue, answers: Answers, asked: Asked, place: Place, amount: Decimal) -> str:
    """The band that holds an amount, also where the question is put again."""
    now = asking(catalogue, answers, TODAY)
    if now is not None and now[0].key == asked.key:
        return money_choice(asked, answers, amount, catalogue)
    for choice in asked.choices:
        made = given_to(answered_again(catalogue, answers, TODAY, place, choice.id), place)
        assert made is not None
        if (made.low is None or Decimal(made.low) <= amount) and (made.high is None or amount < Decimal(made.high)):
            return choice.id
    raise AssertionError("no band holds it")


def told(answers: Answers) -> set[tuple[str, str, str, str | None, str | None]]:
    return {(a.question, a.subject, a.choice, a.low, a.high) for a in answers if isinstance(a, Answer)}


def kinds(catalogue: Catalogue, answers: Answers) -> dict[str, tuple[VerdictKind, bool]]:
    return {verdict.key: (verdict.kind, verdict.held) for verdict in report(catalogue, answers, TODAY).verdicts}


@laws
@given(st.data(), catalogues())
def test_an_answer_changed_in_the_middle_says_what_a_fresh_interview_says(
    data: st.DataObject, catalogue: Catalogue
) -> None:
    person = Person(data)
    answers = person.goes_on(catalogue, Answers())
    edited = data.draw(st.sampled_from(last_answers(catalogue, answers, TODAY)))
    place = (edited.question, edited.subject)
    put = asked_again(catalogue, answers, TODAY, place)
    assert put is not None
    key = (place[0], *person.who(place[1]))
    person.said.pop(key, None)
    chosen = person.choice(catalogue, answers, put[0], place)
    changed = person.goes_on(catalogue, answered_again(catalogue, answers, TODAY, place, chosen))
    fresh = person.goes_on(catalogue, Answers())
    one, other = truths_of(catalogue, changed), truths_of(catalogue, fresh)
    for where in one.keys() & other.keys():
        assert {one[where], other[where]} != {Truth.YES, Truth.NO}, where
    if told(changed) == told(fresh):
        assert kinds(catalogue, changed) == kinds(catalogue, fresh)


@laws
@given(st.data(), catalogues())
def test_the_same_answer_again_changes_nothing(data: st.DataObject, catalogue: Catalogue) -> None:
    answers = Person(data).goes_on(catalogue, Answers())
    same = data.draw(st.sampled_from(last_answers(catalogue, answers, TODAY)))
    kept = replaced(catalogue, answers, same, TODAY)
    assert kinds(catalogue, kept) == kinds(catalogue, answers) or catalogue.questions[same.question].asks == "money"
    assert confirmed(answers, TODAY, (same.question, same.subject)) == answers


@laws
@given(st.data(), catalogues())
def test_changes_name_each_verdict_once_and_lead_from_one_report_to_the_other(
    data: st.DataObject, catalogue: Catalogue
) -> None:
    one, other = (report(catalogue, Person(data).goes_on(catalogue, Answers()), TODAY) for _ in range(2))
    assert not changes(standing(one), one)
    found = changes(standing(one), other)
    named = [*(v.key for v in found.likely), *found.less, *(v.key for v in found.open)]
    assert len(named) == len(set(named))
    before, after = ({v.key for v in r.verdicts if v.kind in LIKELY and not v.held} for r in (one, other))
    assert {v.key for v in found.likely} == after - before
    assert set(found.less) <= before - after
    held = {v.key for v in other.verdicts if v.held}
    assert {*found.less, *(v.key for v in found.open)} >= before - after - held


# -- what goes with a change ------------------------------------------------------------------------------------------


def household(**says: str) -> Answers:
    return go_through(family(says))


def test_an_answer_whose_question_lost_its_ground_goes() -> None:
    answers = household(members="baby", pregnant="late", births="none", papers="in_order", livelihood="none")
    assert given_to(answers, ("pregnant", HOUSEHOLD)) is not None
    changed = answered_again(ninove(), answers, TODAY, ("members", HOUSEHOLD), "none")
    assert given_to(changed, ("pregnant", HOUSEHOLD)) is None
    assert not [v for v in report(ninove(), changed, TODAY).verdicts if v.subject == "child.unborn"]


def test_what_was_told_of_a_child_goes_along_when_an_older_one_is_added() -> None:
    month = Answer("birth_month", "child.1", "m5", "2024-05-01", "2024-05-31")
    answers = hold(
        Answers((Answer("births", HOUSEHOLD, "2024", high="2026-11-15"), month)),
        "groeipakket_startbedrag",
        "child.1",
        True,
    )
    changed = answered_again(ninove(), answers, TODAY, ("births", HOUSEHOLD), "2024+2016")
    assert given_to(changed, ("birth_month", "child.1")) is None
    moved = given_to(changed, ("birth_month", "child.2"))
    assert moved is not None
    assert moved.low == "2024-05-01"
    held = {v.subject for v in report(ninove(), changed, TODAY).verdicts if v.held}
    assert held == {"child.2"}


def test_a_child_that_was_a_mistake_takes_its_answers_along() -> None:
    answers = Answers(
        (
            Answer("births", HOUSEHOLD, "2024+2026", high="2026-11-15"),
            Answer("birth_month", "child.1", "m5", "2024-05-01", "2024-05-31"),
            Answer("birth_month", "child.2", "m2", "2026-02-01", "2026-02-28"),
        )
    )
    changed = answered_again(ninove(), answers, TODAY, ("births", HOUSEHOLD), "2026")
    assert [(a.subject, a.choice) for a in changed if isinstance(a, Answer)] == [
        ("household", "2026"),
        ("child.1", "m2"),
    ]


def test_nobody_is_asked_about_a_child_that_is_not_there_and_an_old_button_is_refused() -> None:
    answers = Answers((Answer("births", HOUSEHOLD, "2024", high="2026-11-15"),))
    assert asked_again(ninove(), answers, TODAY, ("birth_month", "child.2")) is None
    assert asked_again(ninove(), answers, TODAY, ("shoe_size", HOUSEHOLD)) is None
    with pytest.raises(UnknownAnswer):
        answered_again(ninove(), answers, TODAY, ("births", HOUSEHOLD), "1950")


# -- how old an answer is ---------------------------------------------------------------------------------------------


def test_an_income_counts_for_a_year_and_a_year_of_birth_for_ever() -> None:
    then = date(2025, 11, 15)
    income = Answer("income_year", HOUSEHOLD, "b0", None, "20000", on=then)
    silent = Answer("income_month", HOUSEHOLD, "skip", on=then)
    births = Answer("births", HOUSEHOLD, "2024", high="2025-11-15", on=then)
    answers = Answers((births, income, silent))
    assert stale(ninove(), answers, date(2026, 11, 14)) == ()
    assert without_stale(ninove(), answers, date(2026, 11, 14)) is answers
    assert stale(ninove(), answers, TODAY) == (income,)
    assert without_stale(ninove(), answers, TODAY).items == (births, silent)
    assert stale(ninove(), confirmed(answers, TODAY, ("income_year", HOUSEHOLD)), TODAY) == ()
    assert months_old(income, date(2026, 2, 14)) == 2


def test_the_day_of_an_answer_is_kept_and_says_nothing_of_the_household() -> None:
    answers = Answers((Answer("income_year", HOUSEHOLD, "b0", None, "20000"),))
    dated = answers.given_on(TODAY)
    assert dated == answers
    (kept,) = Answers.from_json(dated.to_json())
    assert isinstance(kept, Answer)
    assert kept.on == TODAY
    assert Answers.from_json(answers.to_json()).items[0].on is None  # type: ignore[union-attr]
    assert Answers.from_json([{**dated.to_json()[0], "on": "soon"}]) == answers


def test_a_verdict_goes_along_with_its_child() -> None:
    catalogue = ninove()
    start = Answers((Answer("births", HOUSEHOLD, "2019+2023", high=TODAY.isoformat()),))
    older = Answer("births", HOUSEHOLD, "2015+2019", high=TODAY.isoformat())
    after = replaced(catalogue, start, older, TODAY)
    moved = keys_moved(catalogue, start, after)
    assert moved["c1.groeipakket_kleutertoeslag"] == "c2.groeipakket_kleutertoeslag", "born in 2019"
    assert moved["c2.groeipakket_kleutertoeslag"] is None, "the child of 2023 is not there any more"
    assert keys_moved(catalogue, after, after) == {}


# -- who lives there --------------------------------------------------------------------------------------------------

ALONE = {"members": "none", "births": "2020", "papers": "in_order", "livelihood": "pay", "wage": "low"}
LIVED_ON = ("livelihood", "wage", "income_year", "income_month")


@pytest.mark.parametrize(
    ("before", "after", "lapses"),
    [
        ("none", "two", True),
        ("two", "none", True),
        ("two", "more", True),
        ("none", "childcare", False),
        ("two", "two+study", False),
        ("two", "skip", False),
    ],
)
def test_what_one_adult_lived_on_is_asked_again_when_there_are_two_and_after(
    before: str, after: str, lapses: bool
) -> None:
    says = {**ALONE, "members": before, "income_year": "15000", "income_month": "1100"}
    answers = household(**says)
    changed = answered_again(ninove(), answers, TODAY, ("members", HOUSEHOLD), after)
    for question in LIVED_ON:
        was, now = (given_to(told, (question, HOUSEHOLD)) for told in (answers, changed))
        declined = was is None or was.choice in DECLINES
        assert (now is None) is (lapses if not declined else was is None), question
    if lapses:
        waits = next_question(ninove(), changed, TODAY)
        assert waits is not None, "what came in with one adult counts for two"
    same = {**says, "members": after}
    again, fresh = (go_through(family(same), answers=told) for told in (changed, Answers()))
    if told(again) == told(fresh):
        assert kinds(ninove(), again) == kinds(ninove(), fresh)


def test_other_work_makes_the_income_of_a_month_old_and_a_correction_beside_it_does_not() -> None:
    answers = household(**ALONE, income_year="15000")
    month = Answer("income_month", HOUSEHOLD, "b0", None, "1500", on=TODAY)
    answers = Answers((*answers, month))
    beside, otherwise = (
        answered_again(ninove(), answers, TODAY, ("livelihood", HOUSEHOLD), choice) for choice in ("pay+debts", "sick")
    )
    assert given_to(beside, ("income_month", HOUSEHOLD)) == month
    assert given_to(otherwise, ("income_month", HOUSEHOLD)) is None
    assert lost_with(ninove(), answers, otherwise) == ("wage", "income_month")
