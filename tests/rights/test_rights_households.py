"""Twelve families go through the interview, and find what they are owed."""

from __future__ import annotations

from typing import Any

import pytest

from rights import Report, VerdictKind, next_question, report, summary
from tests.rights.rights_interviews import TODAY, families, family, go_through, ninove

OWED = {VerdictKind.VERY_LIKELY, VerdictKind.LIKELY}
POSSIBLE = {VerdictKind.LIKELY, VerdictKind.ASK, VerdictKind.MAYBE, VerdictKind.ONE_MORE_ANSWER}
NOT = {VerdictKind.NOT_NOW}


def reported(name: str, **other: Any) -> Report:
    says = {**families()[name]["says"], **other}
    return report(ninove(), go_through(family(says)), TODAY)


def kinds(found: Report, right_id: str) -> set[VerdictKind]:
    return {verdict.kind for verdict in found.verdicts if verdict.right_id == right_id}


@pytest.mark.parametrize("name", sorted(families()))
def test_a_family_finds_what_it_is_owed(name: str) -> None:
    found, expected = reported(name), families()[name]
    for right_id in expected.get("owed", []):
        assert kinds(found, right_id) & OWED, f"{right_id}: {kinds(found, right_id)}"
    for right_id in expected.get("possible", []):
        assert kinds(found, right_id) & POSSIBLE, f"{right_id}: {kinds(found, right_id)}"
    for right_id in expected.get("not", []):
        assert kinds(found, right_id) <= NOT, f"{right_id}: {kinds(found, right_id)}"
    assert found.complete
    assert found.progress.clear == found.progress.total


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


def test_a_family_without_papers_sees_urgent_care_first_and_its_papers_stay_with_it() -> None:
    answers = go_through(family(families()["P06"]["says"]))
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


def test_someone_who_would_rather_not_say_anything_still_comes_to_an_end() -> None:
    answers = go_through(lambda _asked, _answers: "skip")
    found = report(ninove(), answers, TODAY)
    assert found.complete
    assert len(answers) < 20
    assert not {v.kind for v in found.verdicts} & {VerdictKind.VERY_LIKELY, VerdictKind.ONE_MORE_ANSWER}


def test_a_new_leefloon_opens_rights_that_come_after_it() -> None:
    says = {**families()["P14"]["says"], "income_month": 900}
    found = report(ninove(), go_through(family(says)), TODAY)
    assert kinds(found, "leefloon") == {VerdictKind.ASK}
    assert kinds(found, "sociaal_internetaanbod") == {VerdictKind.AFTER}


def test_not_now_because_of_papers_says_that_papers_change_it() -> None:
    found = reported("P06")
    (tariff,) = (v for v in found.verdicts if v.right_id == "verhoogde_tegemoetkoming")
    assert "papieren in orde" in tariff.why[-1].msgid
    assert tariff.todo == tariff.why[-1:]


def test_no_question_is_left_when_the_check_is_complete() -> None:
    answers = go_through(family(families()["P25"]["says"]))
    assert next_question(ninove(), answers, TODAY) is None
