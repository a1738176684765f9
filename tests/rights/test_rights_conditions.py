"""What each condition leaves open, told with one family at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rights import Answer, Answers, VerdictKind, load_catalogue, report
from rights.assessment import assess
from rights.household import Household
from rights.kleene import Truth
from rights.shapes import Right
from tests.rights.rights_interviews import TODAY
from tests.rights.rights_worlds import a_right, born_in, catalogue_of

TWO_CHILDREN = born_in([date(2019, 1, 1), date(2021, 1, 1)])
NO_BENEFIT = Answer("livelihood", "household", "none")


def truth_of(condition: dict[str, Any], *answers: Answer, **other: Any) -> Truth:
    right = a_right("right_1", condition, **other)
    (item,) = assess(catalogue_of(right), Answers(answers), TODAY).items
    return item.ruling.truth


def kind_of(right: Right, *answers: Answer, today: date = TODAY) -> VerdictKind:
    (verdict,) = report(catalogue_of(right), Answers(answers), today).verdicts
    return verdict.kind


def born(*years: int) -> Answer:
    return born_in([date(year, 1, 1) for year in years])


def income(low: str | None, high: str | None) -> Answer:
    return Answer("income_month", "household", "b0", low, high)


def test_one_child_that_counts_is_not_yet_two() -> None:
    two = {"some_child": {"age": {"below": 3}}, "at_least": 2}
    assert truth_of(two, born(2023, 2025)) is Truth.UNKNOWN, "one of them turns three this year"
    assert truth_of(two, born(2024, 2025)) is Truth.YES
    assert truth_of(two, born(2015, 2025)) is Truth.NO


@pytest.mark.parametrize(("year", "truth"), [(2020, Truth.YES), (2021, Truth.UNKNOWN), (2022, Truth.NO)])
def test_a_year_of_birth_leaves_the_age_open_around_a_birthday(year: int, truth: Truth) -> None:
    assert truth_of({"some_child": {"age": {"at_least": 5}}}, born(year, 2026)) is truth


@pytest.mark.parametrize(
    ("low", "high", "truth"),
    [(None, "1630", Truth.YES), (None, "1631", Truth.UNKNOWN), ("2000", None, Truth.NO), ("1999", None, Truth.UNKNOWN)],
)
def test_a_band_is_decided_exactly_at_the_edges_of_the_zone(low: str | None, high: str | None, truth: Truth) -> None:
    # Leefloon of March 2026: 0.9 x 1811.57 = 1630.41 and 1.1 x 1811.57 = 1992.73, rounded outwards to tens.
    assert truth_of({"money": "income_month", "below": {"figure": "leefloon_3"}}, income(low, high)) is truth


def test_a_figure_that_was_checked_in_time_makes_it_very_likely_and_an_old_one_likely() -> None:
    right = a_right("right_1", {"money": "income_month", "below": {"figure": "leefloon_3"}})
    poor = income(None, "900")
    assert kind_of(right, poor, today=date(2025, 6, 1)) is VerdictKind.VERY_LIKELY  # verified in February 2025
    assert kind_of(right, poor, today=date(2026, 2, 28)) is VerdictKind.VERY_LIKELY
    assert kind_of(right, poor, today=date(2026, 6, 1)) is VerdictKind.LIKELY  # the new figure is unofficial
    assert kind_of(right, poor, today=date(2030, 1, 1)) is VerdictKind.LIKELY


def test_what_an_office_may_give_is_still_asked_about_where_it_could_come_without_one() -> None:
    condition = {"any": [{"office": {"number": "children", "at_least": 1}}, {"held": "ivt_it_igo"}]}
    right = a_right("right_1", condition)
    assert kind_of(right, TWO_CHILDREN) is VerdictKind.ASK
    (item,) = assess(catalogue_of(right), Answers((TWO_CHILDREN,)), TODAY).items
    assert {cause.fact for cause in item.waits} >= {"ivt_it_igo"}
    assert kind_of(right, TWO_CHILDREN, Answer("livelihood", "household", "ivt_it_igo")) is VerdictKind.VERY_LIKELY


def test_what_is_not_known_names_the_paper_that_settles_it() -> None:
    right = a_right("right_1", {"held": "ivt_it_igo"})
    (verdict,) = report(catalogue_of(right), Answers((Answer("livelihood", "household", "dk"),)), TODAY).verdicts
    assert verdict.kind is VerdictKind.MAYBE
    assert "de brief over je handicap of IGO" in str(verdict.sentence)


def test_a_later_answer_corrects_an_earlier_one() -> None:
    answers = Answers((NO_BENEFIT, Answer("livelihood", "household", "leefloon")))
    house = Household(load_catalogue().for_municipality("ninove"), answers, TODAY)
    assert house.held("leefloon", "household")
    assert not house.held("ivt_it_igo", "household")
