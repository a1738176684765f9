"""A past day is screened by the rules of that day: what the increased reimbursement gave once, and what began."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from rights import Answers, in_general, load_catalogue
from rights.comparing import between_dates
from rights.loading import CATALOGUE_FOLDER
from rights.watching import next_look
from tests.rights.rights_told import Facts, outcome
from texts import Joined, Text, mapping_of

VT = {"verhoogde_tegemoetkoming": "yes"}
ALONE = {"adults": 1, "out_of_work": "yes", "income_year": 1000}

# The days are those of the fact sheet, 0.3: policy breaks.
BREAKS = [
    pytest.param("sociaal_tarief_energie", VT, date(2023, 7, 1), ("yes", "no"), id="energy, by reimbursement"),
    pytest.param(
        "sociaal_tarief_energie", {"leefloon": "yes"}, date(2023, 7, 1), ("yes", "yes"), id="energy, leefloon"
    ),
    pytest.param("remgeldvrij_gmd_derdebetaler", VT, date(2023, 10, 1), ("no", "yes"), id="no co-payment"),
    pytest.param("sociaal_internetaanbod", {"leefloon": "yes"}, date(2024, 3, 1), ("no", "yes"), id="social internet"),
    pytest.param("sociaal_internetaanbod", VT, date(2024, 3, 1), ("no", "no"), id="internet, never by reimbursement"),
    pytest.param("nmbs_sociaal", ALONE, date(2024, 10, 1), ("no", "yes"), id="reimbursement by itself"),
    pytest.param("nmbs_sociaal", VT, date(2024, 10, 1), ("yes", "yes"), id="reimbursement held"),
]


@pytest.mark.parametrize(("right_id", "facts", "day", "gets"), BREAKS)
def test_the_day_before_a_rule_changes_and_the_day_itself(
    right_id: str, facts: Facts, day: date, gets: tuple[str, str]
) -> None:
    before = date.fromordinal(day.toordinal() - 1)
    assert tuple(outcome(right_id, facts, on)[0] for on in (before, day)) == gets


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2023, 6, 30), {"sociaal_tarief_water"}),
        (date(2023, 7, 1), {"sociaal_tarief_energie", "sociaal_tarief_water"}),
        (date(2024, 3, 1), {"sociaal_tarief_energie", "sociaal_internetaanbod", "sociaal_tarief_water"}),
    ],
)
def test_what_the_increased_reimbursement_does_not_give_is_said_from_the_day_that_it_did_not(
    day: date, said: set[str]
) -> None:
    catalogue = load_catalogue().for_municipality("ninove")
    tab = in_general(catalogue, "verhoogde_tegemoetkoming", day, None).brings
    (line,) = (line for line in tab if line.msgid.startswith("Dit geeft niet"))
    names = mapping_of(line)["rights"]
    assert isinstance(names, Joined)
    assert {name.context for name in names.items if isinstance(name, Text)} == said


def test_between_two_dates_each_rule_that_began_or_ended_is_a_sentence() -> None:
    told = list(between_dates(load_catalogue(), date(2023, 6, 30), date(2024, 3, 1)))
    ended = (
        "The right sociaal_tarief_energie has a rule no longer from 2023-07-01: the increased reimbursement gives it."
    )
    assert ended in told
    assert "The right sociaal_internetaanbod has a rule from 2024-03-01: the offer exists." in told
    assert "The right verhoogde_tegemoetkoming does not open sociaal_tarief_energie from 2023-07-01." in told
    later = list(between_dates(load_catalogue(), date(2023, 7, 1), date(2024, 2, 29)))
    assert not any("sociaal_tarief_energie has a rule" in line or "internetaanbod" in line for line in later)


def test_a_household_is_looked_at_again_on_the_day_that_a_rule_begins(tmp_path: Path) -> None:
    shutil.copytree(CATALOGUE_FOLDER, tmp_path / "catalogue")
    path = tmp_path / "catalogue" / "rights" / "federal" / "sociaal_internetaanbod.yaml"
    path.write_text(path.read_text("utf-8").replace("from: 2024-03-01", "from: 2026-12-05"), "utf-8")
    today = date(2026, 11, 15)
    assert next_look(load_catalogue(tmp_path / "catalogue"), Answers(), today) == date(2026, 12, 5)
    assert next_look(load_catalogue(), Answers(), today) == date(2027, 1, 1)
