"""The go-live gate: an amount that a municipality did not sign off is shown to nobody, and the result says so."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rights import (
    ELSEWHERE,
    Answers,
    Catalogue,
    Report,
    Verdict,
    answer,
    fingerprint,
    load_catalogue,
    next_question,
    report,
    unsigned,
)
from tests.rights.rights_interviews import TODAY, ninove, said


def all_signed(catalogue: Catalogue, day: date = TODAY) -> frozenset[str]:
    return frozenset(fingerprint(catalogue, figure, day) for figure in catalogue.figures_used)


def answered(catalogue: Catalogue, which: int = 0) -> Answers:
    """A family that always takes one of the first choices."""
    answers = Answers()
    while (asked := next_question(catalogue, answers, TODAY)) is not None:
        choices = asked.choices
        answers = answer(catalogue, answers, asked.key, choices[min(which, len(choices) - 1)].id, TODAY)
    return answers


def amounts(verdict: Verdict) -> list[str]:
    lines = (verdict.sentence, *verdict.why, *verdict.brings)
    return [said(line) for line in lines if "€" in said(line)]


def kinds(found: Report) -> list[tuple[str, str, object]]:
    return [(v.right_id, v.subject, v.kind) for v in found.verdicts]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_without_a_sign_off_no_amount_is_shown_and_nothing_else_changes(which: int) -> None:
    here = ninove()
    answers = answered(here, which)
    free, gated = report(here, answers, TODAY), report(here, answers, TODAY, frozenset())
    assert any(amounts(v) for v in free.verdicts)
    assert [line for v in gated.verdicts for line in amounts(v)] == []
    assert not any(v.money for v in gated.verdicts)
    assert any("nog niet nagekeken" in said(line) for v in gated.verdicts for line in v.brings)
    assert kinds(gated) == kinds(free)
    assert (free.trial, gated.trial) == (False, True)


def test_all_signed_is_what_is_shown_without_a_gate() -> None:
    here = ninove()
    answers = answered(here)
    assert report(here, answers, TODAY, all_signed(here)) == report(here, answers, TODAY)


def test_one_figure_that_is_not_signed_hides_what_rests_on_it_and_makes_the_whole_a_trial() -> None:
    here = ninove()
    answers = answered(here)
    signed = all_signed(here) - {fingerprint(here, here.figures["startbedrag"], TODAY)}
    assert unsigned(here, signed, TODAY) == {"startbedrag"}
    free, gated = report(here, answers, TODAY), report(here, answers, TODAY, signed)
    assert gated.trial
    changed = {v.right_id for v, w in zip(gated.verdicts, free.verdicts, strict=True) if v != w}
    assert changed == {"groeipakket_startbedrag"}


def test_a_ceiling_that_is_not_signed_hides_the_amount_that_it_chooses() -> None:
    """The amount of the social supplement is signed, the ceiling that says which one it is, is not."""
    here = ninove()
    answers = answered(here)
    signed = all_signed(here) - {fingerprint(here, here.figures["st_ceiling_low"], TODAY)}
    found = {v.right_id: v for v in report(here, answers, TODAY, signed).verdicts}
    assert not [line for line in found["groeipakket_sociale_toeslag"].brings if "€" in said(line)]
    assert not found["groeipakket_sociale_toeslag"].money


def test_a_new_value_needs_a_new_sign_off() -> None:
    here = ninove()
    figure = here.figures["vt_year"]
    before = date(2025, 6, 1)
    assert fingerprint(here, figure, before) != fingerprint(here, figure, TODAY)
    assert fingerprint(here, figure, TODAY) == fingerprint(here, figure, TODAY + timedelta(days=1))
    changed = figure.values[-1].model_copy(update={"value": figure.values[-1].value + Decimal("0.01")})
    other = figure.model_copy(update={"values": (*figure.values[:-1], changed)})
    assert fingerprint(here, other, TODAY) != fingerprint(here, figure, TODAY)
    written_otherwise = figure.values[-1].model_copy(update={"value": Decimal(f"{figure.values[-1].value}0")})
    same = figure.model_copy(update={"values": (*figure.values[:-1], written_otherwise)})
    assert fingerprint(here, same, TODAY) == fingerprint(here, figure, TODAY)


def test_each_municipality_signs_for_itself() -> None:
    whole = load_catalogue()
    signed = all_signed(whole.for_municipality("ninove"))
    assert not unsigned(whole.for_municipality("ninove"), signed, TODAY)
    for other in ("ronse", ELSEWHERE):
        there = whole.for_municipality(other)
        assert unsigned(there, signed, TODAY) == {figure.id for figure in there.figures_used}
