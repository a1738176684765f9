"""Ten cases for every right that an age, a day or a number decides: over a birthday, New Year, several children."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml

from rights.assessment import assess
from rights.nodes import UNBORN
from tests.rights.rights_interviews import HERE, TODAY
from tests.rights.rights_told import answers_of, table, told, whole
from tests.rights.test_rights_ceilings import limits_of

FEWEST_CASES = 10


@cache
def limits() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((HERE / "limits.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded


def truths(right_id: str, case: dict[str, Any]) -> list[str]:
    """What a household gets, a value for each subject of the right."""
    facts = {**limits()[right_id].get("facts", {}), **case}
    if "born" in facts:
        facts["children"] = len(facts["born"])
    today = date.fromisoformat(facts.pop("on", limits()[right_id].get("on", str(TODAY))))
    items = assess(told(right_id), answers_of(told(right_id), facts), today).items
    return [item.ruling.truth.name.lower() for item in items if item.subject != UNBORN]


@pytest.mark.parametrize("right_id", limits())
def test_a_household_on_a_day_gets_what_the_sheet_says(right_id: str) -> None:
    for case in limits()[right_id]["cases"]:
        facts = {key: value for key, value in case.items() if key != "is"}
        expected = case["is"] if isinstance(case["is"], list) else [case["is"]]
        assert truths(right_id, facts) == expected, f"{right_id}: {case}"


def test_every_right_with_a_limit_has_ten_cases_or_more() -> None:
    for right_id in filter(limits_of, whole().rights):
        edges = sum(len(row["cases"]) for row in table()["limits"].get(right_id, []))
        cases = edges + len(limits().get(right_id, {}).get("cases", []))
        assert cases >= FEWEST_CASES, f"{right_id} has {cases} cases: write more in tests/rights/limits.yaml"


def test_every_line_of_the_table_is_a_right_with_a_limit() -> None:
    for right_id, told_of in limits().items():
        assert limits_of(right_id), f"{right_id} has no limit that is no amount: take it out"
        cases = [str(case) for case in told_of["cases"]]
        assert len(set(cases)) == len(cases), f"{right_id}: a case stands twice"
        assert {"yes", "no"} <= {
            one for case in told_of["cases"] for one in ([case["is"]] if isinstance(case["is"], str) else case["is"])
        }, f"{right_id}: a table that cannot fail"
