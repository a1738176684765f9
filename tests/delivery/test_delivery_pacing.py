"""The pace of sending, on a clock that only the test moves."""

from __future__ import annotations

import pytest

from delivery.pacing import Pacing

SARA, OMAR, TEAM = 1, 2, -1


def goes(pacing: Pacing, chat: int, now: float) -> int:
    """How many messages may go to a chat at this moment."""
    sent = 0
    while pacing.take(chat, now):
        sent += 1
    return sent


def test_three_at_once_and_then_one_a_second_to_a_person() -> None:
    pacing = Pacing(30)
    assert goes(pacing, SARA, 0.0) == 3
    assert goes(pacing, SARA, 0.9) == 0
    assert goes(pacing, SARA, 1.0) == 1
    assert goes(pacing, OMAR, 1.0) == 3
    assert goes(pacing, SARA, 100.0) == 3


def test_twenty_a_minute_to_a_group() -> None:
    pacing = Pacing(30)
    at_once = goes(pacing, TEAM, 0.0)
    later = sum(goes(pacing, TEAM, second + 0.001) for second in range(1, 61))
    assert later == 20
    assert at_once + later <= 25


def test_thirty_a_second_overall() -> None:
    pacing = Pacing(30)
    assert sum(pacing.take(chat, 0.0) for chat in range(1, 100)) == 30
    assert sum(pacing.take(chat, 0.5) for chat in range(100, 200)) == 15


def test_a_blocked_chat_waits_and_says_how_long() -> None:
    pacing = Pacing(30)
    pacing.block(SARA, 7.0, 0.0)
    assert pacing.next_free(0.0) == 7.0
    assert not pacing.take(SARA, 6.9)
    assert set(pacing.blocked(6.9)) == {SARA} == set(pacing.waiting(6.9))
    assert pacing.take(SARA, 7.0)
    assert not pacing.blocked(7.0)


def test_whoever_is_only_paced_may_still_get_the_answer_to_a_tap() -> None:
    pacing = Pacing(30)
    goes(pacing, SARA, 0.0)
    assert set(pacing.waiting(0.0)) == {SARA}
    assert not pacing.blocked(0.0)
    assert pacing.next_free(0.0) == pytest.approx(1.0)
