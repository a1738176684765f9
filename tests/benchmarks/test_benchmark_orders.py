"""What is measured is what it says: the orders of questions, the best tree, and a catalogue ten times as large."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from benchmarks.families import TODAY, TOWN, families
from benchmarks.interviews import BY_QUESTION, best_early, interview, main, settled
from benchmarks.optimal import RIGHTS, BestTree, compared, reduced
from benchmarks.orders import ORDERS, in_order, whole_list
from benchmarks.steps import multiplied, steps
from rights import Answers, Catalogue, load_catalogue
from rights.answers import Answer
from rights.assessment import assess
from rights.kleene import Truth
from rights.screening import Described, go_through

FEW = families(5)


@cache
def town() -> Catalogue:
    return load_catalogue().for_municipality(TOWN)


@cache
def ordered(order: str) -> Catalogue:
    return ORDERS[order](town())


def asked(catalogue: Catalogue, family: Described) -> list[tuple[str, str]]:
    return [(a.question, a.subject) for a in go_through(catalogue, family, TODAY) if isinstance(a, Answer)]


def test_a_few_families_are_measured_in_every_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--families", "5", "--processes", "1", "--best", "0"]) == 0
    told = capsys.readouterr()
    assert all(f"\n| {order} | " in told.out for order in ORDERS)
    assert f"5 families, {len(town().rights)} rights" in told.out
    assert "best tree" in told.out
    assert "5 of 5 families" in told.err


def test_everything_is_settled_at_the_end_and_little_at_the_start() -> None:
    for family in FEW:
        answers = go_through(town(), family, TODAY)
        shares = [settled(town(), Answers(answers.items[:count]), answers) for count in (1, len(answers.items))]
        assert shares[0] < 0.5
        assert shares[1] == 1
        assert interview(town(), "ours", family).settled == settled(
            town(), Answers(answers.items[:BY_QUESTION]), answers
        )


def test_six_questions_settle_no_more_than_the_best_six() -> None:
    family = min(FEW, key=lambda one: len(asked(town(), one)))
    answers = go_through(town(), family, TODAY)
    best = best_early(town(), answers)
    assert settled(town(), Answers(answers.items[:BY_QUESTION]), answers) <= best <= 1


@pytest.mark.parametrize("order", [order for order in ORDERS if order != "ours"])
@pytest.mark.parametrize("family", FEW)
def test_no_order_of_questions_says_the_opposite_of_another(order: str, family: Described) -> None:
    ours, theirs = (
        {
            (item.right.id, item.subject): item.ruling.truth
            for item in assess(town(), go_through(catalogue, family, TODAY), TODAY).items
        }
        for catalogue in (town(), ordered(order))
    )
    assert ours.keys() == theirs.keys()
    assert not [place for place, truth in ours.items() if {truth, theirs[place]} == {Truth.YES, Truth.NO}]


@pytest.mark.parametrize("family", FEW)
def test_the_full_list_holds_every_question_that_ours_asks(family: Described) -> None:
    ours, whole = set(asked(town(), family)), set(asked(ordered("the full list"), family))
    assert ours <= whole


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("family", FEW)
def test_questions_come_in_the_order_that_is_wanted(backwards: bool, family: Described) -> None:
    order = list(town().questions)[:: -1 if backwards else 1]
    questions = dict.fromkeys(name for name, _ in asked(in_order(whole_list(town()), order), family))
    always = [name for name in questions if town().questions[name].only_if is None and not urgent(name)]
    assert len(always) > 4
    assert all(order.index(one) < order.index(next_one) for one, next_one in pairwise(always))


def urgent(question: str) -> bool:
    return town().questions[question].urgency


def test_the_best_tree_of_a_right_that_can_be_counted_by_hand() -> None:
    """Nearly everybody's papers are in order: whoever asks for them first needs one question, for the others three."""
    catalogue = reduced(town(), ["dringende_medische_hulp"])
    statuses = ("leefloon", "ivt_it_igo", "verhoogde_tegemoetkoming", "out_of_work", "debts")
    nothing = dict.fromkeys(statuses, "no")
    fine = Described(TOWN, {**nothing, "papers": "in_order"}, ({},))
    without = Described(TOWN, {**nothing, "papers": "none", "pays_doctor": "no"}, ({},))
    assert BestTree(catalogue, [fine]).questions == 1
    assert BestTree(catalogue, [without]).questions == 3
    assert BestTree(catalogue, [fine, without, fine]).questions == 5


@pytest.mark.parametrize("first", range(0, 20, 5))
def test_no_order_beats_the_best_tree(first: int) -> None:
    """A law: for any families, and for a part of the rights as for all ten of them."""
    some = families(20)[first : first + 5]
    for rights in (RIGHTS, RIGHTS[:4], RIGHTS[4:]):
        found = compared(reduced(town(), rights), some)
        assert found.best <= found.ours
        assert found.best <= found.mentions


def test_the_reduced_problem_has_ten_rights_and_at_most_eight_questions() -> None:
    catalogue = reduced(town(), RIGHTS)
    questions = {name for family in families(100) for name, _ in asked(catalogue, family)}
    assert len(catalogue.rights) == 10
    assert 5 <= len(questions) <= 8


def test_a_catalogue_many_times_as_large_reads_figures_of_its_own() -> None:
    small, large = town(), multiplied(town(), 3)
    assert len(large.rights) == 3 * len(small.rights)
    figures = [
        {figure.id for figure in large.figures_of[name]} for name in ("huurpremie", "huurpremie_1", "huurpremie_2")
    ]
    assert len(figures[0]) == len(figures[1]) > 0
    assert figures[0].isdisjoint(figures[1])
    assert figures[1].isdisjoint(figures[2])


@pytest.mark.parametrize("family", FEW[:2])
def test_the_copies_of_a_right_that_reads_no_figure_say_what_it_says(family: Described) -> None:
    large = multiplied(town(), 2)
    answers = go_through(large, family, TODAY)
    truths = {(i.right.id, i.subject): i.ruling.truth for i in assess(large, answers, TODAY).items}
    plain = [name for name in town().rights if not large.figures_of[name]]
    assert plain
    assert all(truth is truths[f"{right}_1", subject] for (right, subject), truth in truths.items() if right in plain)
    taken = steps(large, [answers])
    assert len(taken.more) == len(taken.alone) == len(answers.items)
