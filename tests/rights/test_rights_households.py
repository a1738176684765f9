"""Twelve families go through the interview, and find what they are owed."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from rights import Answers, Catalogue, Report, VerdictKind, load_catalogue, next_question, report, summary
from rights.answers import Answer
from rights.screening import Described, describe, go_through
from tests.rights.rights_interviews import TODAY, families, ninove
from texts import Joined, Text

OWED = {VerdictKind.VERY_LIKELY, VerdictKind.LIKELY}
POSSIBLE = {VerdictKind.LIKELY, VerdictKind.ASK, VerdictKind.MAYBE, VerdictKind.ONE_MORE_ANSWER}
NOT = {VerdictKind.NOT_NOW}


@cache
def there(name: str) -> Catalogue:
    return load_catalogue().for_municipality(families()[name]["municipality"])


def described(name: str, **other: str) -> Described:
    family = families()[name]
    raw: dict[str, Any] = {key: family[key] for key in ("municipality", "facts", "children")}
    raw["facts"] = {key: value for key, value in {**raw["facts"], **other}.items() if value != "?"}
    return describe(raw, there(name))


def answered(name: str, **other: str) -> Answers:
    return go_through(there(name), described(name, **other), TODAY)


def reported(name: str, on: date | None = None, /, **other: str) -> Report:
    return report(there(name), answered(name, **other), on or TODAY)


def kinds(found: Report, right_id: str) -> set[VerdictKind]:
    return {verdict.kind for verdict in found.verdicts if verdict.right_id == right_id}


@pytest.mark.parametrize("name", sorted(families()))
def test_a_family_finds_what_it_is_owed(name: str) -> None:
    found, expected = reported(name), families()[name]
    differs = {right: VerdictKind(told["found"]) for right, told in expected.get("differs", {}).items()}
    for right_id, kind in differs.items():
        assert kinds(found, right_id) == {kind}, f"{right_id} differs otherwise now: {kinds(found, right_id)}"
    for right_id in set(expected.get("owed", [])) - differs.keys():
        assert kinds(found, right_id) & OWED, f"{right_id}: {kinds(found, right_id)}"
    for right_id in set(expected.get("possible", [])) - differs.keys():
        assert kinds(found, right_id) & POSSIBLE, f"{right_id}: {kinds(found, right_id)}"
    for right_id in set(expected.get("not", [])) - differs.keys():
        assert kinds(found, right_id) <= NOT, f"{right_id}: {kinds(found, right_id)}"
    assert found.complete
    assert found.progress.clear == found.progress.total


@pytest.mark.parametrize("name", sorted(families()))
def test_what_a_family_does_not_know_never_turns_its_verdicts_round(name: str) -> None:
    """Each answer in turn becomes *don't know*: owed never becomes *not now*, not never becomes *very likely*."""
    expected = families()[name]
    keys = walked(there(name), answered(name))
    for key in keys:
        answers = go_through(there(name), described(name), TODAY, unknown=frozenset({key}))
        found = report(there(name), answers, TODAY)
        assert found.complete
        for right_id in set(expected.get("owed", [])) - set(expected.get("differs", {})):
            assert not kinds(found, right_id) <= NOT, f"{right_id} without {key}"
        for right_id in expected.get("not", []):
            assert VerdictKind.VERY_LIKELY not in kinds(found, right_id), f"{right_id} without {key}"


def walked(catalogue: Catalogue, answers: Answers) -> list[str]:
    """The keys of the questions that were asked."""
    before = [Answers(answers.items[:length]) for length in range(len(answers.items))]
    return [asked.key for asked in (next_question(catalogue, some, TODAY) for some in before) if asked is not None]


def test_an_income_in_the_zone_of_a_ceiling_is_never_very_likely() -> None:
    (kind,) = kinds(reported("P22"), "verhoogde_tegemoetkoming")
    assert kind is VerdictKind.LIKELY


def test_oil_delivered_in_october_has_a_deadline_in_december() -> None:
    (verdict,) = (v for v in reported("P02").verdicts if v.right_id == "sociaal_verwarmingsfonds")
    (until,) = (text for text in verdict.todo if "{day}" in text.msgid)
    (day,) = (value for _, value in until.params)
    # Delivered 21 to 34 days ago: the day that is safe for the earliest of them.
    assert str(getattr(day, "date", "")) == "2026-12-11"


def test_oil_delivered_too_long_ago_is_too_late_for_this_bill_and_not_for_the_next() -> None:
    (verdict,) = (v for v in reported("P10").verdicts if v.right_id == "sociaal_verwarmingsfonds")
    assert any("te laat" in text.msgid and "volgende niet" in text.msgid for text in verdict.todo)


def test_water_looks_at_the_first_of_january() -> None:
    assert kinds(reported("P01"), "sociaal_tarief_water") <= OWED
    late = {"benefit_since": "2026-02-10"}
    assert kinds(reported("P01", **late), "sociaal_tarief_water") == NOT
    answers = answered("P01", **late)
    next_year = report(there("P01"), answers, date(2027, 2, 1))
    assert kinds(next_year, "sociaal_tarief_water") <= OWED


def test_what_an_increased_reimbursement_does_not_give_is_said() -> None:
    (verdict,) = (v for v in reported("P02").verdicts if v.right_id == "verhoogde_tegemoetkoming")
    (said,) = (text for text in verdict.brings if text.msgid.startswith("Dit geeft niet"))
    named = dict(said.params)["rights"]
    assert isinstance(named, Joined)
    assert {"sociaal_tarief_energie", "sociaal_internetaanbod", "sociaal_tarief_water"} == {
        name.context for name in named.items if isinstance(name, Text)
    }


def test_a_benefit_that_brings_others_along_is_not_asked_for_again() -> None:
    """Leefloon since last year: the increased reimbursement and the supplement come by themselves."""
    found = {v.right_id: v for v in reported("P01").verdicts}
    for right_id in ("verhoogde_tegemoetkoming", "groeipakket_sociale_toeslag", "sociaal_tarief_energie"):
        assert "vanzelf" in found[right_id].todo[0].msgid
    for asked in ("vt", "papers", "income_year", "income_drop"):
        assert asked not in {item.question for item in answered("P01") if isinstance(item, Answer)}


def test_supply_in_winter_is_said_in_winter_only() -> None:
    cut_off = {"urgent_need": "cut_off"}
    (winter,) = (v for v in reported("P01", **cut_off).verdicts if v.right_id == "minimale_levering_lac")
    (summer,) = (
        v for v in reported("P01", date(2026, 7, 1), **cut_off).verdicts if v.right_id == "minimale_levering_lac"
    )
    assert "Nu in de winter" in winter.brings[0].msgid
    assert "november" in summer.brings[0].msgid
    assert winter.urgent


def test_a_rent_that_began_this_summer_has_its_own_deadlines() -> None:
    found = {v.right_id: v for v in reported("P02", moved="2026-10-01").verdicts}
    assert found["huursubsidie"].kind is VerdictKind.ASK
    assert found["huurwaarborglening"].kind is VerdictKind.LIKELY
    for right_id in ("huursubsidie", "huurwaarborglening"):
        assert any("{day}" in text.msgid for text in found[right_id].todo)


def test_a_family_without_papers_sees_urgent_care_first_and_its_papers_stay_with_it() -> None:
    answers = answered("P06")
    first = report(ninove(), answers, TODAY).verdicts[0]
    assert (first.right_id, first.urgent, first.private) == ("dringende_medische_hulp", True, True)
    told = [text for line in summary(ninove(), answers, TODAY) for text in line.params]
    assert not any("verblijfspapieren" in str(value) for value in told)
    shared = [text for line in summary(ninove(), answers, TODAY, share_papers=True) for text in line.params]
    assert any("verblijfspapieren" in str(value) for value in shared)


def test_the_papers_question_comes_after_a_confidentiality_sentence_and_asks_no_number() -> None:
    questions = ninove().questions
    intro = questions["papers"].intro_nl
    assert intro is not None
    assert "vertrouwelijk" in intro
    assert set(questions["papers"].choices) == {"in_order", "procedure", "none"}
    assert not any("rijksregister" in q.question_nl or "nationaliteit" in q.question_nl for q in questions.values())


def test_a_family_without_papers_is_not_asked_about_its_taxes() -> None:
    asked = {item.question for item in answered("P06") if isinstance(item, Answer)}
    assert not asked & {"income_year", "income_month", "home", "heating"}


def test_not_now_because_of_papers_says_that_papers_change_it() -> None:
    (tariff,) = (v for v in reported("P06").verdicts if v.right_id == "verhoogde_tegemoetkoming")
    assert "papieren in orde" in tariff.why[-1].msgid
    assert tariff.todo == tariff.why[-1:]


def test_a_new_leefloon_opens_rights_that_come_after_it() -> None:
    found = reported("P14", income_month="900")
    assert kinds(found, "leefloon") == {VerdictKind.ASK}
    assert kinds(found, "sociaal_internetaanbod") == {VerdictKind.AFTER}


def test_no_question_is_left_when_the_check_is_complete() -> None:
    assert next_question(there("P25"), answered("P25"), TODAY) is None
