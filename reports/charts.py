"""A chart as a picture: as wide as a phone, with large letters, and the number at the end of every bar."""

from __future__ import annotations

from datetime import date
from typing import Any

from conversations.charts import LESS, Bar, Chart
from locales import LANGUAGES, translator
from reports.typesetting import pictured
from texts import Day, say

__all__ = ["chart_png"]

TEMPLATE = "charts.typ"
SHARP = 216.0
"""Points per inch: 360 points of width become 1,080 pixels, the width of a phone."""
EMPTY = say("chart", "Er is nog niets te tonen.")
MADE = say("chart", "Gemaakt op {day}.")


def chart_png(chart: Chart, language: str, today: date) -> bytes:
    """The picture as PNG, in a language."""
    return pictured(TEMPLATE, _data(chart, language, today), ppi=SHARP)[0]


def _data(chart: Chart, language: str, today: date) -> dict[str, Any]:
    words = translator(language)
    longest = max((sum(bar.parts) for bar in chart.bars), default=0)
    return {
        "lang": language,
        "dir": LANGUAGES[language].direction,
        "title": words.say(chart.title),
        "made": words.say(MADE.having(day=Day(today))),
        "empty": words.say(EMPTY) if chart.empty else "",
        "legend": [words.say(name) for name in chart.legend],
        "bars": [
            {
                "label": words.say(bar.label),
                "parts": [part / longest if longest else 0 for part in bar.parts],
                "said": _said(bar, words.say(LESS)),
                "few": bar.few,
            }
            for bar in chart.bars
        ],
    }


def _said(bar: Bar, less: str) -> str:
    """What stands at the end of a bar: the number, or each of its parts."""
    if bar.few:
        return less
    return " + ".join(str(part) for part in bar.parts) if sum(bar.parts) else "0"
