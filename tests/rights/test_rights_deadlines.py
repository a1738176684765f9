"""The last day to ask: it is named up to that day, and after it is said what about the next time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rights import VerdictKind
from tests.rights.rights_interviews import TODAY
from tests.rights.rights_told import verdict, whole
from texts import Day, mapping_of

OIL = {"heating": "oil", "income_year": 1000}
RENTS = {"home": "rent", "income_year": 1000}
BORN = {"children": 1, "self_employed": "yes"}

IN_TIME: list[tuple[str, dict[str, Any], date, date]] = [
    ("sociaal_verwarmingsfonds", {**OIL, "oil_delivery": "2026-09-16"}, TODAY, date(2026, 11, 15)),
    ("sociaal_verwarmingsfonds", {**OIL, "oil_delivery": "2026-11-15"}, TODAY, date(2027, 1, 14)),
    ("huursubsidie", {**RENTS, "moved": "2026-02-15"}, TODAY, date(2026, 11, 15)),
    ("huurwaarborglening", {**RENTS, "moved": "2026-08-16"}, TODAY, date(2026, 11, 15)),
    ("moederschapshulp_dienstencheques", {**BORN, "born": "2026-08-02"}, TODAY, date(2026, 11, 15)),
    ("groeipakket_startbedrag", {"children": 1, "born": "2021-12-20"}, TODAY, date(2026, 12, 1)),
    ("studietoelage_hoger_onderwijs", {"student": "yes"}, date(2026, 6, 1), date(2026, 6, 1)),
    ("studietoelage_hoger_onderwijs", {"student": "yes"}, date(2026, 6, 2), date(2027, 6, 1)),
    ("sociaal_tarief_water", {"leefloon": "yes"}, date(2026, 12, 31), date(2026, 12, 31)),
    ("sociaal_tarief_water", {"leefloon": "yes"}, date(2027, 1, 1), date(2027, 12, 31)),
]
TOO_LATE: list[tuple[str, dict[str, Any]]] = [
    ("sociaal_verwarmingsfonds", {**OIL, "oil_delivery": "2026-09-15"}),
    ("huursubsidie", {**RENTS, "moved": "2026-02-14"}),
    ("moederschapshulp_dienstencheques", {**BORN, "born": "2026-08-01"}),
]


@pytest.mark.parametrize(("right_id", "facts", "today", "last"), IN_TIME)
def test_up_to_the_last_day_that_day_is_named(right_id: str, facts: dict[str, Any], today: date, last: date) -> None:
    found = verdict(right_id, facts, today)
    assert found.kind is not VerdictKind.NOT_NOW
    assert Day(last) in [value for line in found.todo for value in mapping_of(line).values()]


@pytest.mark.parametrize(("right_id", "facts"), TOO_LATE)
def test_a_day_later_it_is_too_late_for_this_one_and_the_next_is_spoken_of(
    right_id: str, facts: dict[str, Any]
) -> None:
    found = verdict(right_id, facts, TODAY)
    deadline = whole().rights[right_id].claim.deadline
    assert deadline is not None
    assert deadline.late_nl in [line.msgid for line in found.todo]
    assert not any(isinstance(value, Day) for line in found.todo for value in mapping_of(line).values())


def test_after_the_contract_is_three_months_old_the_loan_for_the_deposit_is_not_there() -> None:
    found = verdict("huurwaarborglening", {**RENTS, "moved": "2026-08-15"}, TODAY)
    assert found.kind is VerdictKind.NOT_NOW


def test_every_right_with_a_last_day_is_tried() -> None:
    with_deadline = {right.id for right in whole().rights.values() if right.claim.deadline is not None}
    assert with_deadline == {right_id for right_id, *_ in IN_TIME}, "add it to IN_TIME, and to TOO_LATE where it passes"
