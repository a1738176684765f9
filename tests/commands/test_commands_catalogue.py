"""The rights on the command line: check, show, diff, overdue, and a household from a file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot import main
from rights.loading import CATALOGUE_FOLDER

HOUSEHOLD = """
municipality: ninove
facts: {adults: 1, papers: in_order, leefloon: yes, benefit_since: 2025-02-01, income_drop: no}
children:
  - {birth: 2021-03-05}
  - {birth: 2024}
"""


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_catalogue_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "catalogue", "check")
    assert code == 0, out
    assert out.splitlines()[-1].startswith("60 rights, ")
    assert out.splitlines()[-1].endswith(": 0 to mend")


def test_what_is_wrong_in_a_town_only_is_found_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE_FOLDER, folder)
    override = folder / "municipalities" / "beerse" / "overrides" / "davo.yaml"
    override.write_text("id: davo\nname_nl: Onderhoudsgeld voor elk kind in Beerse\n", "utf-8")
    code, out, _ = ran(capsys, "catalogue", "check", str(folder))
    assert code == 1
    assert out.splitlines()[-1].endswith(": 1 to mend")
    assert "municipalities/beerse: rights/federal/davo.yaml: name_nl: 38 characters." in out


def test_one_right_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "catalogue", "show", "verhoogde_tegemoetkoming")
    assert code == 0
    assert "does_not_open: sociaal_tarief_energie, sociaal_internetaanbod, sociaal_tarief_water" in out
    assert "cannot see:" in out
    code, _, err = ran(capsys, "catalogue", "show", "davos")
    assert code == 2
    assert "davo" in err


def test_what_changes_between_two_dates(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "catalogue", "diff", "2025-12-31", "2026-01-01")
    assert code == 0
    assert "care_premium goes from 64 to 100 on 2026-01-01 (unofficial)." in out


def test_a_described_household_gets_its_verdicts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "h.yaml"
    path.write_text(HOUSEHOLD, "utf-8")
    code, out, _ = ran(capsys, "screen", str(path), "--on", "2026-11-15", "--json")
    assert code == 0
    said = json.loads(out)
    kinds = {verdict["right"]: verdict["kind"] for verdict in said["verdicts"]}
    assert kinds["sociaal_internetaanbod"] == "very_likely"
    assert "home" in said["not_described"]
    code, out, _ = ran(capsys, "screen", str(path), "--on", "2026-11-15")
    assert "Heel waarschijnlijk: Sociaal internet [sociaal_internetaanbod]" in out


def test_a_fact_that_does_not_exist_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "h.yaml"
    path.write_text(HOUSEHOLD.replace("leefloon: yes", "leefloon: maybe"), "utf-8")
    code, _, err = ran(capsys, "screen", str(path))
    assert code == 2
    assert "facts.leefloon: 'maybe' is no value of it. Write instead: no, yes." in err


def test_the_vocabulary_names_each_fact_with_its_question(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "screen", "--vocabulary")
    assert code == 0
    assert "income_year (of the household): EUR (taxable_per_year). Asked by: income_year" in out
    assert "birth (of the child): a day, such as 2026-10-20. Asked by: births, birth_month" in out


def test_what_a_file_does_not_say_of_a_list_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "family.yaml"
    file.write_text('municipality: ninove\nfacts: {leefloon: "yes", papers: in_order}\nchildren: [{birth: 2021}]\n')
    code, out, _ = ran(capsys, "screen", str(file), "--on", "2026-11-15")
    assert code == 0
    named = out.splitlines()[-1].partition("not described: ")[2].split(", ")
    assert {"debts", "ivt_it_igo", "verhoogde_tegemoetkoming"} <= set(named)
    assert "leefloon" not in named
