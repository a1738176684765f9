"""Goals and tasks that need no typing: they are translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from texts import Text, say

__all__ = ["READY_GOALS", "READY_TASKS", "ready_text"]

READY_GOALS: Final[Mapping[str, Text]] = {
    "g_money": say("care goal", "Rondkomen met ons geld"),
    "g_home": say("care goal", "Een goede woning"),
    "g_health": say("care goal", "Gezond zijn en blijven"),
    "g_children": say("care goal", "Dat het goed gaat op school"),
    "g_work": say("care goal", "Werk of een opleiding"),
    "g_language": say("care goal", "Nederlands leren"),
    "g_people": say("care goal", "Mensen leren kennen"),
}
READY_TASKS: Final[Mapping[str, Text]] = {
    "t_papers": say("care task", "Papieren samen zoeken"),
    "t_form": say("care task", "Samen een formulier invullen"),
    "t_call": say("care task", "Samen bellen"),
    "t_along": say("care task", "Meegaan naar een afspraak"),
    "t_letter": say("care task", "Samen een brief lezen"),
    "t_school": say("care task", "Praten met de school"),
    "t_doctor": say("care task", "Een afspraak bij de dokter"),
    "t_debts": say("care task", "Praten over schulden"),
    "t_food": say("care task", "Eten of luiers halen"),
    "t_childcare": say("care task", "Opvang zoeken"),
    "t_course": say("care task", "Een les Nederlands zoeken"),
    "t_house": say("care task", "Een woning zoeken"),
}


def ready_text(name: str) -> Text:
    """A ready goal or task by its id; of one that is not there any more something that is true of any."""
    return READY_GOALS.get(name) or READY_TASKS.get(name) or say("care task", "Iets uit een oudere lijst")
