"""Who is helped first, and how long people have waited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from casework import in_order, waiting

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Request:
    """A request in the queue."""

    number: str
    urgency: str = "normal"
    waited: int = 0
    lifted: bool = False
    claimed_by: int | None = None

    @property
    def submitted_at(self) -> datetime:
        """When the family asked."""
        return NOW - timedelta(hours=self.waited)


requests = st.lists(
    st.builds(Request, st.text("0123456789", min_size=4, max_size=4), st.sampled_from(["urgent", "normal"]),
              st.integers(0, 9), st.booleans(), st.sampled_from([None, 7])),
    unique_by=lambda request: request.number,
)  # fmt: skip


def test_the_morning_queue_of_a_coordinator() -> None:
    forgotten = Request("NIN-26-0005", waited=80, lifted=True)
    forgotten_and_urgent = Request("NIN-26-0004", "urgent", waited=75, lifted=True)
    urgent = Request("NIN-26-0009", "urgent", waited=1)
    older_urgent = Request("NIN-26-0008", "urgent", waited=5)
    oldest = Request("NIN-26-0006", waited=70)
    newest = Request("NIN-26-0010")
    in_hand = Request("NIN-26-0002", waited=99, claimed_by=7)
    queue = in_order([in_hand, newest, urgent, oldest, forgotten, older_urgent, forgotten_and_urgent])
    assert queue == (forgotten_and_urgent, forgotten, older_urgent, urgent, oldest, newest, in_hand)


@given(requests, st.randoms())
def test_the_queue_is_the_same_however_its_rows_come_in(rows: list[Request], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    queue = in_order(rows)
    assert in_order(shuffled) == queue
    assert in_order(queue) == queue
    assert sorted(row.number for row in queue) == sorted(row.number for row in rows)


@given(requests)
def test_nobody_stands_before_who_goes_first(rows: list[Request]) -> None:
    for before, after in pairwise(in_order(rows)):
        assert before.lifted >= after.lifted
        if before.lifted == after.lifted:
            assert (before.urgency == "urgent") >= (after.urgency == "urgent")
            free = before.claimed_by is None, after.claimed_by is None
            if before.urgency == after.urgency:
                assert free != (False, True), "who has nobody stands before who has"
            if before.urgency == after.urgency and free[0] == free[1]:
                assert before.waited >= after.waited


def said(waited: timedelta) -> tuple[str, int | None]:
    """What a coordinator reads about somebody who has waited this long."""
    text = waiting(NOW, NOW - waited)
    return (text.one or text.msgid) if text.n == 1 else text.msgid, text.n


def test_waiting_is_told_in_hours_and_then_in_days() -> None:
    assert said(timedelta(minutes=59)) == ("Wacht minder dan een uur", None)
    assert said(timedelta(hours=1)) == ("Wacht {n} uur", 1)
    assert said(timedelta(hours=23, minutes=59)) == ("Wacht {n} uur", 23)
    assert said(timedelta(days=1)) == ("Wacht {n} dag", 1)
    assert said(timedelta(days=2, hours=23)) == ("Wacht {n} dagen", 2)
    assert said(timedelta(seconds=-5)) == ("Wacht minder dan een uur", None)  # two machines with clocks a bit apart
