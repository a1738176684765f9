"""By what two requests may be of one family: what is the same however it is written, and what is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import birth_months, marks
from casework.matching import plain_name
from rights import Answer, Answers, load_catalogue

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fatima", "FATIMA"),
        ("José", "Jose"),
        ("Jose\u0301", "José"),
        ("Anne-Marie", " anne  marie "),
        ("فَاطِمَة", "فاطمة"),
        ("ﬁlip", "Filip"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Fatima", "فاطمة"), ("Fatima", "Fatma"), ("Sara", "Zara")])
def test_other_letters_and_other_spellings_are_not_bridged(one: str, other: str) -> None:
    assert plain_name(one) != plain_name(other)


def test_a_name_alone_is_no_mark_and_nothing_gives_none() -> None:
    assert marks("Fatima", None, ()) == ()
    assert marks("", None, {"2021-03"}) == ()
    assert marks(None, "+32470112233", {"2021-03"}) == ("phone|+32470112233",)


@given(st.text(), st.from_regex(r"\+[1-9]\d{6,12}", fullmatch=True), st.sets(st.sampled_from(["2021-03", "2024-11"])))
def test_two_requests_share_a_mark_only_with_the_same_number_or_the_same_name_and_month(
    name: str, phone: str, born: set[str]
) -> None:
    mine = marks(name, phone, born)
    assert mine == marks(name.casefold(), phone, sorted(born, reverse=True))
    assert not {*mine} & {*marks(f"{name}x", f"{phone}1", born)}
    assert not {*mine} & {*marks(name, None, {"2020-01"})}


def test_only_a_month_that_was_told_counts() -> None:
    catalogue = load_catalogue().for_municipality("ninove")
    years, month = (
        next(q.id for q in catalogue.questions.values() if q.asks == f"birth_{kind}") for kind in ("years", "month")
    )
    told = Answer(years, "household", "2021+2024", None, TODAY.isoformat())
    assert birth_months(catalogue, Answers((told,)), TODAY) == frozenset()
    more = Answer(month, "child.1", "2021-03", "2021-03-01", "2021-03-31")
    assert birth_months(catalogue, Answers((told, more)), TODAY) == {"2021-03"}
