"""What is said of all rights together: to the family above its list, to the coordinator on the first page."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from conversations.findings import amount_of
from rights import Brings, Estimate, report
from tests.conversations.family_world import MONDAY, World, dutch
from tests.conversations.staff_town import ELS, FATIMA, Town, all_answered

TOTAL = "Samen naar schatting"


def euro(low: str, high: str) -> Estimate:
    return Estimate(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("brings", "said"),
    [
        (Brings(euro("74.62", "74.62")), "€ 74 per maand"),
        (Brings(euro("74.62", "147.36")), "€ 74 tot € 147 per maand"),
        (Brings(euro("0", "175")), "tot € 175 per maand"),
        (Brings(None, euro("1269.25", "1269.25")), "€ 1.269 in één keer"),
        (Brings(None, euro("0", "650")), "tot € 650 in één keer"),
        (Brings(euro("140", "140"), euro("150", "800")), "€ 140 per maand en € 150 tot € 800 in één keer"),
    ],
)
def test_an_estimate_is_said_in_whole_euros(brings: Brings, said: str) -> None:
    amount = amount_of(brings)
    assert amount is not None
    assert dutch(amount).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize("brings", [Brings(), Brings(euro("0", "0")), Brings(euro("0.2", "0.9"))])
def test_an_amount_that_is_not_there_is_not_said(brings: Brings) -> None:
    assert amount_of(brings) is None


def test_a_family_reads_the_total_with_its_caveat_once_all_is_answered() -> None:
    world = World().begin().answer_all("last")
    found = report(world.context.pass_catalogue, world.household.answers, MONDAY.date())
    assert found.total
    assert TOTAL in world.read
    assert "vraag het na" in world.read
    for key in [button.choice for button in world.screen.answers][:2]:
        world.tap(key)
        assert TOTAL not in world.read, "on a card stands what that right brings"
        world.tap("back")


def test_no_total_where_no_figure_was_signed_off() -> None:
    world = World().begin().answer_all()
    world.context = replace(world.context, signed=frozenset())
    assert "proefversie" in world.read
    assert TOTAL not in world.read


def test_no_total_while_there_is_something_left_to_ask() -> None:
    world = World().begin().tap("a.none").command("menu").tap("found")
    assert not report(world.context.pass_catalogue, world.household.answers, MONDAY.date()).complete
    assert TOTAL not in world.read


def test_the_coordinator_reads_the_total_on_the_first_page_of_the_report() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    town.family(FATIMA, answers=all_answered())
    els.opens_case(town.asks_help(FATIMA, purpose="help+papers"))
    els.tap("Lees het rapport")
    assert TOTAL in els.reads
    els.tap("Toon meer")
    assert TOTAL not in els.reads
