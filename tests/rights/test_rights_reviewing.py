"""`catalogue check`, `diff` and `overdue`: one broken catalogue for each rule, and what is said of it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from rights import CatalogueError, load_catalogue
from rights.comparing import between_catalogues, between_dates
from rights.loading import CATALOGUE_FOLDER
from rights.reviewing import overdue, review

LOOKED = date(2026, 11, 22)

BROKEN = [
    pytest.param(
        "rights/federal/davo.yaml",
        "name_nl: Onderhoudsgeld via DAVO",
        "name_nl: Onderhoudsgeld voor kinderen via DAVO",
        "rights/federal/davo.yaml: name_nl: 37 characters. Write instead: at most 30, for a button.",
        id="a name too long for a button",
    ),
    pytest.param(
        "rights/flemish/groeipakket_ondersteuningstoeslag.yaml",
        "  automatic_nl: Dit komt vanzelf bij de zorgtoeslag. Kijk na of je het krijgt.\n",
        "",
        "claim.automatic_nl: it comes by itself and nothing says so. Write instead: how to see that it came.",
        id="automatic, and nobody says so",
    ),
    pytest.param(
        "rights/federal/davo.yaml",
        "    - {fact: maintenance, is: unpaid}",
        "    - {fact: maintenance, is: unpaid}\n    - {unseen: the fear of the other parent}",
        "who: `unseen` leaves it open for ever. Write instead: `decides: office` with `office_nl`.",
        id="no question can settle it",
    ),
    pytest.param(
        "rights/federal/davo.yaml",
        "    what_nl: ouders die samenwonen met een nieuwe partner\n",
        "",
        "gaps[0].what_nl: no coordinator can read `parents with a new partner`. Write instead: the same in plain",
        id="a note that no coordinator can read",
    ),
    pytest.param(
        "rights/federal/verhoogde_tegemoetkoming.yaml",
        "income_of_nl: bruto belastbaar, van het hele gezin samen\n",
        "",
        "income_of_nl: it reads an income, and nothing says whose. Write instead: whose income counts, or null where",
        id="nobody says whose income counts",
    ),
    pytest.param(
        "rights/federal/nmbs_sociaal.yaml",
        "income_of_nl: van het hele gezin, zoals bij de verhoogde tegemoetkoming\n",
        "",
        "rights/federal/nmbs_sociaal.yaml: income_of_nl: it reads an income, and nothing says whose.",
        id="nobody says whose income counts in a shared condition",
    ),
    pytest.param(
        "rights/federal/maximumfactuur.yaml",
        "income_of_nl: van het hele gezin, zoals bij de verhoogde tegemoetkoming\n",
        "",
        "rights/federal/maximumfactuur.yaml: income_of_nl: it reads an income, and nothing says whose.",
        id="nobody says whose income sets the amount",
    ),
    pytest.param(
        "rights/federal/davo.yaml",
        "\namount:",
        "\nincome_of_nl: van het hele gezin\namount:",
        "rights/federal/davo.yaml: income_of_nl: it reads no income. Write instead: nothing: take it out.",
        id="whose income counts where none does",
    ),
    pytest.param(
        "rights/federal/installatiepremie.yaml",
        "what: whose income counts",
        "what: something else",
        "gaps: no page says whose income counts, and no gap does. Write instead: a gap with `what: whose income",
        id="not found whose income counts, and no gap",
    ),
    pytest.param(
        "rights/federal/davo.yaml",
        "    - {fact: maintenance, is: unpaid}",
        "    - {fact: maintenance, is: unpaid}\n    - {fact: maintenance, is: paid}",
        "who: `maintenance` can never be all of this at once. Write instead: one of them, or `any`.",
        id="a contradiction in options",
    ),
    pytest.param(
        "rights/federal/davo.yaml",
        "    - {number: adults, below: 2}",
        "    - {number: adults, below: 2}\n    - {number: adults, at_least: 3}",
        "who: `adults` can never be all of this at once.",
        id="a contradiction in numbers",
    ),
    pytest.param(
        "rights/federal/davo.yaml",
        "    - {number: adults, below: 2}",
        "    - {held: debts}\n    - {not: {held: debts}}",
        "who: `debts` can never be all of this at once.",
        id="a contradiction in statuses",
    ),
    pytest.param(
        "rights/federal/davo.yaml",
        "    - {number: adults, below: 2}",
        "    - {age: {below: 12}}",
        "who: `birth` is a child's, and no question can settle it here. Write instead: it in `some_child`.",
        id="a fact of a child read for the household",
    ),
    pytest.param(
        "rights/federal/leefloon.yaml",
        "  - when: {number: children, at_least: 1}\n",
        "  - brings_nl: Geld van het OCMW.\n  - when: {number: children, at_least: 1}\n",
        "amount[1]: nobody ever reaches it. Write instead: the case without `when` last.",
        id="an amount that nobody reaches",
    ),
    pytest.param(
        "rights/federal/sociaal_verwarmingsfonds.yaml",
        "    fact: oil_delivery",
        "    fact: heating",
        "claim.deadline.fact: `heating` is no day. Write instead: a fact of `type: day` or `birth`.",
        id="a deadline of no day",
    ),
    pytest.param(
        "rights/federal/sociaal_verwarmingsfonds.yaml",
        "    days: 60",
        "    days: 0",
        "claim.deadline: it counts nothing. Write instead: `days`, `months` or `age`.",
        id="a deadline of no days",
    ),
    pytest.param(
        "rights/flemish/huurpremie.yaml",
        "excludes: [huursubsidie]\n",
        "",
        "rights/flemish/huurpremie.yaml: excludes: `huursubsidie` excludes it, and not the other way round.",
        id="excluded one way",
    ),
    pytest.param(
        "rights/federal/verhoogde_tegemoetkoming.yaml",
        "  - sociaal_tarief_water\n",
        "  - de_lijn_sociaal\n",
        "does_not_open: `de_lijn_sociaal` stands under `unlocks` too. Write instead: it in one of the two.",
        id="opened and not opened",
    ),
    pytest.param(
        "rights/federal/verhoogde_tegemoetkoming.yaml",
        "  - sociaal_tarief_water\n",
        "  - {right: sociaal_tarief_energie, before: 2023-07-02}\n",
        "does_not_open: `sociaal_tarief_energie` stands twice for one day. Write instead: `before` of the first",
        id="not opened twice on a day",
    ),
    pytest.param(
        "parameters/legal.yaml",
        "verified_on: 2024-12-31",
        "verified_on: 2027-12-31",
        "is still to come. Write instead: a past day.",
        id="checked in the future",
    ),
    pytest.param(
        "parameters/health.yaml",
        "valid_from: 2026-01-01",
        "valid_from: 2024-01-01",
        "vt_year.valid_from: 2024-01-01 stands twice. Write instead: one value per day.",
        id="two values for a day",
    ),
    pytest.param(
        "rights/federal/dringende_medische_hulp.yaml",
        '    - {fact: pays_doctor, is: "no"}\n',
        "",
        "questions: pay_doctor: no right waits for it, so it is never asked.",
        id="a question for nothing",
    ),
]

REFUSED = [
    ("conditions/common.yaml", "- id: on_benefit", "- id: legal_stay", "this name is given twice"),
    ("rights/federal/davo.yaml", "{number: adults, below: 2}", "{named: legal_stey}", "`legal_stey` does not exist"),
    ("rights/federal/davo.yaml", "    told: not_now", "    told: card", "the card says what to check"),
    (
        "rights/flemish/studietoelage_hoger_onderwijs.yaml",
        "    each_year: 06-01\n",
        "    days: 3\n",
        "write `fact` with `days`, `months` or `age`",
    ),
    (
        "rights/flemish/huursubsidie.yaml",
        "    late_nl: Voor deze verhuis is het te laat. Bij een volgende verhuis kan het wel.\n",
        "",
        "too late for this one, what about the next",
    ),
    (
        "questions/40_livelihood.yaml",
        ', else: {debts: "no"}',
        "",
        "`debts` needs `else`: what it means when it is not ticked",
    ),
    ("questions/40_livelihood.yaml", "        none: {label_nl: Niets hiervan}\n", "", "a list needs a choice `none`"),
    ("questions/40_livelihood.yaml", "      several: true\n", "", "`else` belongs to a list"),
    ("questions/40_livelihood.yaml", "Veel minder geld dan vroeger", "Veel minder geld dan een jaar", "28 is the most"),
    (
        "questions/40_livelihood.yaml",
        'sets: {debts: "yes"}, else: {debts: "no"}',
        'sets: {benefit_since: {days_ago: [0, 9]}}, else: {benefit_since: {never: "true"}}',
        "`debts` keeps a day or an amount",
    ),
    ("rights/federal/sociaal_internetaanbod.yaml", "{from: 2024-03-01, what", "{what", "write `from: 2024-03-01`"),
    (
        "rights/federal/sociaal_internetaanbod.yaml",
        "{from: 2024-03-01, what",
        "{from: 2024-03-01, before: 2024-03-01, what",
        "no day lies in it",
    ),
    (
        "rights/federal/verhoogde_tegemoetkoming.yaml",
        "{right: sociaal_tarief_energie, from: 2023-07-01}",
        "{right: sociaal_tarief_energie, from: 2023-07-01, before: 2023-06-01}",
        "no day lies in it",
    ),
    (
        "rights/federal/verhoogde_tegemoetkoming.yaml",
        "{right: sociaal_internetaanbod, from",
        "{right: sociaal_internet, from",
        "`sociaal_internet` does not exist",
    ),
    ("questions/60_home.yaml", "oil_delivery: {days_ago: [0, 6]}", "oil_delivery: {new_year: soon}", "new_year"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CATALOGUE_FOLDER, tmp_path / "catalogue")
    return tmp_path / "catalogue"


def changed(folder: Path, file: str, good: str, bad: str) -> Path:
    path = folder / file
    source = path.read_text("utf-8")
    assert good in source, "the fixture must break something"
    path.write_text(source.replace(good, bad, 1), "utf-8")
    return folder


def test_nothing_is_wrong_with_the_catalogue_of_the_bot() -> None:
    assert [str(finding) for finding in review(load_catalogue(), LOOKED) if finding.wrong] == []


@pytest.mark.parametrize(("file", "good", "bad", "told"), BROKEN)
def test_each_rule_finds_what_it_is_for(folder: Path, file: str, good: str, bad: str, told: str) -> None:
    found = [str(f) for f in review(load_catalogue(changed(folder, file, good, bad)), LOOKED) if f.wrong]
    assert any(told in line for line in found), found


@pytest.mark.parametrize(("file", "good", "bad", "told"), REFUSED)
def test_what_makes_no_sense_is_refused_with_what_to_write(
    folder: Path, file: str, good: str, bad: str, told: str
) -> None:
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(changed(folder, file, good, bad))
    assert told in str(refused.value)


def test_a_figure_is_overdue_from_the_month_after_its_last_check() -> None:
    whole = load_catalogue()
    assert "vt_year" not in {finding.key for finding in overdue(whole, date(2027, 5, 31))}
    (late,) = (finding for finding in overdue(whole, date(2027, 6, 1)) if finding.key == "vt_year")
    assert not late.wrong
    assert "2026-05-01" in late.what


def test_between_two_dates_each_figure_that_changes_is_a_sentence() -> None:
    told = list(between_dates(load_catalogue(), date(2025, 8, 31), date(2025, 9, 1)))
    assert "gp_basic goes from 176.66 to 184.62 on 2025-09-01 (unofficial)." in told
    assert not any(line.startswith("vt_year ") for line in told)


def test_between_two_catalogues_each_change_is_a_sentence(folder: Path) -> None:
    changed(folder, "rights/federal/davo.yaml", 'weight: "150"', 'weight: "160"')
    changed(folder, "parameters/legal.yaml", 'value: "175"', 'value: "180"')
    (folder / "rights" / "federal" / "eerstelijnspsycholoog.yaml").unlink()
    assert list(between_catalogues(load_catalogue(), load_catalogue(folder))) == [
        "The right eerstelijnspsycholoog is gone.",
        "The right davo has another weight.",
        "The figure davo_most of 2020-07-02 is 180 and no longer 175.",
    ]
