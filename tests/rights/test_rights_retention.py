"""The table of terms: whole, and nothing strange in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rights import Data, Span, load_catalogue
from rights.retention import BOUNDS


@pytest.mark.parametrize(
    ("written", "time"),
    [("48 hours", timedelta(days=2)), ("1 day", timedelta(days=1)), ("2 years", timedelta(days=730))],
)
def test_a_term_is_read_as_it_is_said(written: str, time: timedelta) -> None:
    assert Span.read(written).time == time
    assert str(Span.read(written)) == written


@pytest.mark.parametrize("written", ["", "7", "days", "-1 days", "7 weeks", "1.5 years", "٧ days"])
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="such as `7 days`"):
        Span.read(written)


def test_every_class_has_a_term_with_its_basis_and_a_range() -> None:
    terms = load_catalogue().terms
    assert {*terms.classes} == {*BOUNDS} == {*Data}
    assert terms.draft, "nobody signed it off yet"
    assert all(load_catalogue().for_municipality(town).terms == terms for town in ("ninove", "elsewhere"))
