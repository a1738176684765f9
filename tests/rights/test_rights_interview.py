"""Being asked, going back, having something already, and taps that are not for now."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rights import (
    Answer,
    Answers,
    Asked,
    UnknownAnswer,
    VerdictKind,
    answer,
    asked_again,
    hold,
    load_catalogue,
    next_question,
    report,
    summary,
    tick,
    ticked,
    undo,
)
from rights.assessment import assess
from rights.screening import go_through
from rights.spans import Span
from tests.rights.rights_interviews import TODAY, families, ninove, said, words
from tests.rights.test_rights_households import answered, described, there
from texts import Joined, Text


def test_the_first_question_is_whether_something_is_about_to_happen() -> None:
    asked = next_question(ninove(), Answers(), TODAY)
    assert asked is not None
    assert [choice.id for choice in asked.choices] == ["leave_home", "cut_off", "no_food", "not_safe", "ill", "none"]
    no_food = answer(ninove(), Answers(), asked.key, "no_food", TODAY)
    found = report(ninove(), no_food, TODAY)
    assert found.urgent.ids == ("no_food",)
    assert found.verdicts[0].right_id in {"leefloon", "dringende_medische_hulp"}
    assert not report(ninove(), answer(ninove(), Answers(), asked.key, "skip", TODAY), TODAY).urgent


@pytest.mark.parametrize(
    ("has", "named"),
    [
        ("leefloon", ["leefloon"]),
        ("leefloon+ivt_it_igo", ["leefloon", "geld voor handicap of IGO"]),
        ("none", ["leefloon", "geld voor handicap of IGO"]),
    ],
)
def test_since_when_names_the_help_that_it_is_about(has: str, named: list[str]) -> None:
    answers = Answers((Answer("urgent", "household", "none"), Answer("livelihood", "household", has)))
    put = asked_again(ninove(), answers, TODAY, ("benefit_since", "household"))
    assert put is not None
    held = dict(put[0].text.params)["held"]
    assert isinstance(held, Joined)
    assert [item.msgid for item in held.items if isinstance(item, Text)] == named
    assert held.style == ("or" if has == "none" else "and")


def test_a_forged_or_old_tap_is_refused_and_changes_nothing() -> None:
    answers = answer(ninove(), Answers(), "urgent", "none", TODAY)
    for key, choice in [("urgent", "none"), ("livelihood", "b7"), ("livelihood", ""), ("", "n1"), ("papers", "none")]:
        with pytest.raises(UnknownAnswer):
            answer(ninove(), answers, key, choice, TODAY)


def test_back_takes_away_the_last_answer_and_keeps_what_is_already_had() -> None:
    answers = answer(ninove(), Answers(), "urgent", "none", TODAY)
    more = hold(answer(ninove(), answers, "livelihood", "none", TODAY), "kind_en_gezin_preventief", "household", True)
    back = undo(more)
    asked = next_question(ninove(), back, TODAY)
    assert asked is not None
    assert asked.key == "livelihood"
    assert any(verdict.held for verdict in report(ninove(), back, TODAY).verdicts)
    assert undo(Answers()) == Answers()


def test_a_right_that_is_already_had_is_clear_and_opens_what_it_opens() -> None:
    answers = hold(Answers(), "leefloon", "household", True)
    found = {verdict.right_id: verdict for verdict in report(ninove(), answers, TODAY).verdicts}
    assert found["leefloon"].held
    assert found["sociaal_internetaanbod"].kind is VerdictKind.VERY_LIKELY
    assert report(ninove(), answers, TODAY).progress.clear > report(ninove(), Answers(), TODAY).progress.clear
    assert any("Heeft al" in line.msgid for line in summary(ninove(), answers, TODAY))
    assert hold(answers, "leefloon", "household", False) == Answers()


def test_saying_in_the_report_that_a_status_is_not_held_corrects_the_answer() -> None:
    answers = answered("P01")
    corrected = hold(answers, "leefloon", "household", False)
    found = {verdict.right_id: verdict for verdict in report(ninove(), corrected, TODAY).verdicts}
    assert not found["leefloon"].held
    assert found["sociaal_internetaanbod"].kind is not VerdictKind.VERY_LIKELY


def test_answers_of_an_older_catalogue_are_read_and_have_no_effect() -> None:
    kept = [
        {"q": "gone", "s": "household", "c": "yes"},
        {"q": "papers", "s": "household", "c": "gone"},
        "?",
        {"have": 1},
    ]
    old = Answers.from_json(kept)
    assert report(ninove(), old, TODAY) == report(ninove(), Answers(), TODAY)
    assert Answers.from_json(old.to_json()) == old
    assert summary(ninove(), old, TODAY) == ()


@pytest.mark.parametrize("name", sorted(families()))
def test_money_is_asked_in_at_most_four_bands_and_twice_at_most(name: str) -> None:
    answers = answered(name)
    asked = [next_question(there(name), Answers(answers.items[:n]), TODAY) for n in range(len(answers.items))]
    money = [one for one in asked if one is not None and one.key.startswith(("income_year", "income_month"))]
    assert all(2 <= len(one.choices) <= 4 for one in money)
    assert len({one.key for one in money}) == len(money)
    assert not [one.key for one in money if one.key.endswith(".r2")]


def test_why_names_the_rights_that_wait() -> None:
    answers = answer(ninove(), Answers(), "urgent", "none", TODAY)
    asked = next_question(ninove(), answers, TODAY)
    assert asked is not None
    assert "Leefloon" in [said(text) for text in asked.why]


def test_an_example_town_goes_the_same_way() -> None:
    catalogue = load_catalogue().for_municipality("voorbeeldstad")
    answers = go_through(catalogue, described("P22"), TODAY)
    assert report(catalogue, answers, TODAY).complete


def test_a_birthday_is_a_new_evaluation() -> None:
    answers = answered("P14")
    kinds = {
        day.year: {
            v.kind for v in report(ninove(), answers, day).verdicts if v.right_id == "groeipakket_kleutertoeslag"
        }
        for day in (TODAY, TODAY.replace(year=2029))
    }
    assert kinds[2026] == {VerdictKind.LIKELY, VerdictKind.NOT_NOW}
    assert kinds[2029] == {VerdictKind.NOT_NOW}


screens = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@screens
@given(st.data())
def test_every_screen_on_the_way_fits_a_phone(data: st.DataObject) -> None:
    answers = Answers()
    keys: set[str] = set()
    while (asked := next_question(ninove(), answers, TODAY)) is not None:
        assert re.fullmatch(r"[a-z0-9_.-]{1,24}", asked.key)
        assert asked.key not in keys
        keys.add(asked.key)
        ids = [choice.id for choice in asked.choices]
        assert len(set(ids)) == len(ids) >= 2
        assert all(re.fullmatch(r"[a-z0-9_]{1,12}", i) for i in ids)
        assert words([asked.text, *([asked.intro] if asked.intro else [])]) <= 45
        assert all(len(said(choice.label)) <= 30 for choice in asked.choices)
        answers = answer(ninove(), answers, asked.key, data.draw(st.sampled_from([*ids, *ids, "dk", "skip"])), TODAY)
    found = report(ninove(), answers, TODAY)
    assert len({verdict.key for verdict in found.verdicts}) == len(found.verdicts)
    for verdict in found.verdicts:
        assert len(verdict.key.encode()) <= 40
        assert words([verdict.sentence]) < 20, said(verdict.sentence)
        for tab in (verdict.why, verdict.todo, verdict.brings, verdict.source):
            assert 0 < words(tab) < 55, [said(text) for text in tab]


def births_asked() -> tuple[Answers, Asked]:
    return asked_for("births")


def asked_for(key: str) -> tuple[Answers, Asked]:
    answers = answer(ninove(), Answers(), "urgent", "none", TODAY)
    asked = next_question(ninove(), answers, TODAY)
    while asked is not None and asked.key != key:
        answers = answer(ninove(), answers, asked.key, "dk", TODAY)
        asked = next_question(ninove(), answers, TODAY)
    assert asked is not None
    return answers, asked


def test_a_tick_for_each_child_says_how_many_there_are_and_how_old() -> None:
    answers, asked = births_asked()
    picked: tuple[str, ...] = ()
    for year in ("2019", "2022", "2019"):  # twins
        picked = tick(asked, picked, year)
    told = answer(ninove(), answers, asked.key, ticked(asked, picked), TODAY)
    house = assess(ninove(), told, TODAY).house
    assert house.children() == (("child.1", "child.2", "child.3"), False)
    born = [house.known("birth", f"child.{n}") for n in (1, 2, 3)]
    assert born == [Span(date(y, 1, 1).toordinal(), date(y, 12, 31).toordinal()) for y in (2019, 2019, 2022)]
    assert any("2019, 2019, 2022" in said(line) for line in summary(ninove(), told, TODAY))


def test_nobody_was_born_after_the_answer_however_late_it_is_read() -> None:
    answers, asked = births_asked()
    told = answer(ninove(), answers, asked.key, "2026", TODAY)
    later = assess(ninove(), told, date(2028, 1, 1)).house.known("birth", "child.1")
    assert later == Span(date(2026, 1, 1).toordinal(), TODAY.toordinal())


def test_a_tick_too_many_takes_the_ticks_of_that_choice_away() -> None:
    _, asked = births_asked()
    picked: tuple[str, ...] = ("2022",)
    for _ in range(3):
        picked = tick(asked, picked, "2019")
    assert picked.count("2019") == 3
    assert tick(asked, picked, "2019") == ("2022",)
    full: tuple[str, ...] = ("2008", "2009", "2010", "2011") * 3
    assert tick(asked, full, "2022") == full, "more children than anybody ticks by hand"


def test_of_two_lines_that_cannot_both_be_so_the_last_tap_counts() -> None:
    _, asked = asked_for("members")
    assert asked.ticks is not None
    assert asked.ticks.contrary == {frozenset({"two", "more"})}
    picked = tick(asked, ("two", "study"), "more")
    assert picked == ("study", "more")
    assert tick(asked, picked, "two") == ("study", "two")
    assert tick(asked, picked, "baby") == ("study", "more", "baby")


@pytest.mark.parametrize(
    "forged", ["", "2030", "1999", "2019+none", "none+none", "2019+2022", "2019,2022", "2019+2019+2019+2019"]
)
def test_a_list_takes_nothing_that_was_not_ticked_in_it(forged: str) -> None:
    answers, asked = births_asked()
    with pytest.raises(UnknownAnswer):
        answer(ninove(), answers, asked.key, forged, TODAY)


@pytest.mark.parametrize(
    ("ticks", "adults"),
    [("none", Span(1, 1)), ("study", Span(1, 1)), ("two", Span(2, 2)), ("more", Span(3, 8)), ("two+more", Span(3, 8))],
)
def test_how_many_adults_there_are_is_said_by_two_lines_of_one_list(ticks: str, adults: Span) -> None:
    house = assess(ninove(), Answers((Answer("members", "household", ticks),)), TODAY).house
    assert house.known("adults", "household") == adults


def test_what_is_not_ticked_in_a_list_is_not_so() -> None:
    answers = answer(ninove(), Answers(), "urgent", "none", TODAY)
    house = assess(ninove(), answer(ninove(), answers, "livelihood", "leefloon+debts", TODAY), TODAY).house
    held = {name: house.held(name, "household") for name in ("leefloon", "debts", "ivt_it_igo", "out_of_work")}
    assert held == {"leefloon": True, "debts": True, "ivt_it_igo": False, "out_of_work": False}
    nothing = assess(ninove(), answer(ninove(), answers, "livelihood", "none", TODAY), TODAY).house
    assert nothing.known("leefloon", "household") == frozenset({"no"})
