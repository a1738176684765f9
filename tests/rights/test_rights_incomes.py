"""Whose income counts for a right, and what a child does to it that lives here half of the time: both are said."""

from __future__ import annotations

import pytest

from rights import load_catalogue
from rights.conditions import NumberNode, walk
from rights.shapes import Right
from rights.single import in_general
from tests.conversations.family_world import dutch
from tests.rights.rights_interviews import TODAY
from tests.rights.rights_told import Facts, verdict


def why(right_id: str, facts: Facts) -> list[str]:
    return [dutch(line) for line in verdict(right_id, facts, TODAY).why]


HOUSEHOLD = "Wiens inkomen telt: van het hele gezin, zoals bij de verhoogde tegemoetkoming."
PARENTS = "Wiens inkomen telt: belastbaar, van de ouders of partners in huis, ook onderhoudsgeld."
NOT_FOUND = "Wiens inkomen telt: niet gevonden, vraag het na."

READ = [
    pytest.param("groeipakket_sociale_toeslag", {"income_year": 1000}, PARENTS, id="the parents, below"),
    pytest.param("groeipakket_sociale_toeslag", {"income_year": 90000}, PARENTS, id="the parents, above"),
    pytest.param("nmbs_sociaal", {"adults": 1, "out_of_work": "yes", "income_year": 1000}, HOUSEHOLD, id="by another"),
    pytest.param("maximumfactuur", {}, HOUSEHOLD, id="only what it brings"),
    pytest.param("sociale_huurwoning", {"income_year": 1000, "home": "rent"}, NOT_FOUND, id="no page says so"),
]
NOT_READ = [
    pytest.param("groeipakket_sociale_toeslag", {"leefloon": "yes"}, id="a benefit decided"),
    pytest.param("groeipakket_sociale_toeslag", {"papers": "none"}, id="the papers decided"),
    pytest.param("verhoogde_tegemoetkoming", {"verhoogde_tegemoetkoming": "yes", "income_year": 1000}, id="held"),
    pytest.param("davo", {"adults": 1, "maintenance": "unpaid"}, id="no income is read"),
]


@pytest.mark.parametrize(("right_id", "facts", "said"), READ)
def test_under_why_stands_whose_income_counts(right_id: str, facts: Facts, said: str) -> None:
    assert [line for line in why(right_id, facts) if line.startswith("Wiens inkomen")] == [said]


@pytest.mark.parametrize(("right_id", "facts"), NOT_READ)
def test_it_is_not_said_where_no_income_decides(right_id: str, facts: Facts) -> None:
    assert not any(line.startswith("Wiens inkomen") for line in why(right_id, facts))


def test_who_looks_a_right_up_reads_it_too() -> None:
    general = in_general(load_catalogue().for_municipality("ninove"), "verhoogde_tegemoetkoming", TODAY, None)
    assert "Wiens inkomen telt: bruto belastbaar, van het hele gezin samen." in map(dutch, general.why)


# -- children who live here half of the time --------------------------------------------------------------------------


def counts_children(right: Right) -> bool:
    """Whether how many children there are moves a ceiling or an amount, apart from whether there are any."""
    amounts = [case.when for case in right.amount if case.when is not None]
    counted = [node for top in amounts for node in walk(top) if isinstance(node, NumberNode)]
    counted += [n for n in walk(right.who) if isinstance(n, NumberNode) and (n.at_least, n.below) != (1, None)]
    return any(node.number == "children" for node in counted)


@pytest.mark.parametrize(
    "right", [r for r in load_catalogue().rights.values() if counts_children(r)], ids=lambda r: r.id
)
def test_a_right_that_counts_children_says_what_is_assumed_of_co_parenting(right: Right) -> None:
    """The question about births says that a child who lives here half of the time counts."""
    assert any(gap.what.startswith("co-parenting") for gap in right.gaps)


@pytest.mark.parametrize(
    ("right_id", "facts", "said"),
    [
        ("belasting_kinderen_ten_laste", {"children": 2}, "co-ouders elk de helft."),
        ("leefloon", {"children": 1, "income_month": 500, "employee": "no"}, "Bij co-ouderschap: vraag het na."),
    ],
)
def test_what_co_parenting_does_to_an_amount_stands_beside_it(right_id: str, facts: Facts, said: str) -> None:
    brings = " ".join(map(dutch, verdict(right_id, facts, TODAY).brings))
    assert said in brings
