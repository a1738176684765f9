"""The list of what makes a right hard, and the life of a signal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from casework import CODES, REPLIES, SIGNAL, TICKED, Barrier, codes_of, diagram, timers_from
from conversations.signals.desk import REPLY_BUTTONS

PAGE = Path(__file__).parent.parent.parent / "docs/reference/signals.md"


def test_every_code_has_its_words_and_is_on_the_list_once() -> None:
    assert [*CODES] == [*Barrier]
    assert {*Barrier} - {*TICKED} == {Barrier.PREFER_NOT}
    assert codes_of(["B99_other", "B01_unknown", "B77_gone", "B01_unknown"]) == (Barrier.UNKNOWN, Barrier.OTHER)


def test_of_what_leads_to_nobody_not_even_the_day_is_known() -> None:
    days = [datetime(2026, 11, day, 9, tzinfo=UTC) for day in range(1, 30)]
    assert len({timers_from(day, hears=False) for day in days}) == 1
    assert [timers_from(day, hears=True) for day in days] == days


def test_every_answer_that_is_ready_has_a_button() -> None:
    assert {*REPLY_BUTTONS} == {*REPLIES}


def test_the_reference_page_shows_the_table_as_it_is() -> None:
    assert diagram(SIGNAL) in PAGE.read_text(), "put the diagram of the table on docs/reference/signals.md anew"
