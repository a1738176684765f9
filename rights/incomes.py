"""Whose income counts for a right: said by the right, asked of every right that reads an income."""

from __future__ import annotations

from rights.conditions import walk
from rights.library import Catalogue
from rights.nodes import Node
from rights.shapes import Right
from texts import Text, say

__all__ = ["NOT_FOUND", "WHOSE_INCOME", "decides_on_income", "reads_income", "whose_income"]

NOT_FOUND = say("verdict", "niet gevonden, vraag het na")

WHOSE_INCOME = "whose income counts"
"""How `what` of the gap begins that goes with an `income_of_nl` of null."""


def reads_income(catalogue: Catalogue, right: Right) -> bool:
    """Whether an income decides who has this right, or what it brings; also through a shared condition."""
    amounts = (case.when for case in right.amount if case.when is not None)
    return any(_reads(catalogue, condition) for condition in (right.who, *amounts))


def decides_on_income(catalogue: Catalogue, right: Right) -> bool:
    """Whether an income decides who has this right."""
    return _reads(catalogue, right.who)


def _reads(catalogue: Catalogue, condition: Node) -> bool:
    return any(catalogue.facts[fact].type == "money" for node in walk(condition) for fact in node.facts())


def whose_income(right: Right) -> Text | None:
    """Whose income counts, as a noun: "van het hele gezin"; that it was not found; None where none is read."""
    if "income_of_nl" not in right.model_fields_set:
        return None
    return NOT_FOUND if right.income_of_nl is None else Text(right.id, right.income_of_nl)
