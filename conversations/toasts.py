"""Short lines that appear over the chat when a button is tapped."""

from __future__ import annotations

from collections.abc import Mapping

from texts import Text, say

__all__ = ["TOASTS"]

TOASTS: Mapping[str, Text] = {
    "old": say("toast", "Deze knop is oud. Kijk onderaan."),
    "done_before": say("toast", "Dit is al gekozen."),
    "trouble": say("toast", "Er ging iets mis. Probeer het straks nog eens."),
    "taken": say("toast", "Een collega heeft deze aanmelding al."),
    "no_news": say("toast", "Niets nieuws."),
    "gone": say("toast", "Deze aanmelding is er niet meer."),
}
