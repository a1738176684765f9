"""The sender: takes rows of the outbox, marks them *sending*, makes the calls, and records what came of them.

Delivery: exactly once unless the process dies or the connection drops during a call. Then a row that may be repeated
harmlessly goes again, and any other is recorded as unsure and counted.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Row
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from conversations.effects import MoveGroup
from delivery.compose import Composer, Later, Sending, is_gone
from delivery.pacing import PRIVATE, Pace, Pacing
from delivery.request import NotSent
from delivery.retrying import seconds_asked
from followups import due_at
from storage import ahead, audiences, counters, groups, outbox, shown, talking, work
from storage.database import Database
from storage.effects.roles import QR

__all__ = ["Sender"]

AT_ONCE = 100
"""Calls in flight together, as many as there are connections: half of them are answers to taps."""
LONGEST_PAUSE = 60.0
"""Seconds between two tries while the network is away."""

QR_STAYS = timedelta(minutes=10)
"""So long the secret of a second factor stands in a chat, unless it was confirmed before."""

TAKEN_AWAY = frozenset({"case_document", "photo", "handover_code", "handover_link"})
"""What a coordinator got goes from the chat after a while, and at once when its case ends."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Result:
    row: Row[Any]
    began: datetime
    message_id: int | None = None
    error: Exception | None = None


class Sender:
    """`step` records what is finished and starts what may go; `idle` says whether nothing is in flight or due."""

    def __init__(
        self,
        db: Database,
        composer: Composer,
        bot: Bot,
        *,
        now: Callable[[], datetime],
        per_second: int,
        private_pace: Pace = PRIVATE,
        monotonic: Callable[[], float] = time.monotonic,
        on_finished: Callable[[], None] = lambda: None,
    ) -> None:
        self._db = db
        self._composer = composer
        self._bot = bot
        self._now = now
        self._monotonic = monotonic
        self._on_finished = on_finished
        self._pacing = Pacing(per_second, private_pace)
        self._in_flight: dict[int, asyncio.Task[None]] = {}
        self._busy: set[int] = set()
        self._finished: list[_Result] = []
        self._led = False
        self._refused: dict[int, DBAPIError] = {}

    async def recover(self) -> None:
        """At the start: what was in flight when the process died, or when the one died that led before this one."""
        async with self._db.write() as conn:
            self._led = await self._leads(conn)

    async def _leads(self, conn: AsyncConnection) -> bool:
        """Whether this process sends. If it does so from now on, nobody else is: what was in flight is sorted out."""
        leads = await self._db.leads(conn)
        if leads and not self._led:
            mine = {*self._in_flight, *(result.row.id for result in self._finished)}
            for row in await outbox.sort_out_unfinished(conn, self._now(), but=mine):
                await self._tell_unsure(conn, row)
        return leads

    async def step(self) -> int:
        """Returns how many rows were recorded or started; 0 means that nothing can be done now."""
        finished, self._finished = self._finished, []
        started: list[tuple[Row[Any], Sending]] = []
        held, led = set(self._busy), False
        try:
            async with self._db.write() as conn:
                await self._record_all(conn, finished)
                self._busy -= {result.row.chat_id for result in finished if result.row.kind != "ack"}
                led = await self._leads(conn)
                room = AT_ONCE - len(self._in_flight)
                if led and room > 0:
                    started = await self._start(conn, room)
        except BaseException:  # not written, or cancelled halfway: what is known of finished calls must not be lost
            self._finished = finished + self._finished
            self._busy = held
            self._led = False
            raise
        self._led = led
        for row, sending in started:
            self._in_flight[row.id] = asyncio.create_task(self._call(row, sending))
        return len(finished) + len(started)

    async def drain(self, seconds: float) -> None:
        """Before the end: waits for the calls in flight, at most so long, and records them. Starts nothing new.

        A call that hangs longer is let go: its row stays *sending*, as after a kill.
        """
        calls = list(self._in_flight.values())
        if calls:
            _, hanging = await asyncio.wait(calls, timeout=seconds)
            for call in hanging:
                call.cancel()
            await asyncio.gather(*hanging, return_exceptions=True)
        finished, self._finished = self._finished, []
        async with self._db.write() as conn:
            await self._record_all(conn, finished)

    async def _start(self, conn: AsyncConnection, room: int) -> list[tuple[Row[Any], Sending]]:
        tick = self._monotonic()
        closed = {*self._pacing.waiting(tick), *self._busy}
        rows = await outbox.claim(conn, self._now(), room, waiting=closed, blocked=self._pacing.blocked(tick))
        await ahead.fetch(conn, {row.chat_id for row in rows if row.kind == "card"})
        started: list[tuple[Row[Any], Sending]] = []
        nothing_to_send: list[int] = []
        for row in rows:
            if row.id in self._in_flight:
                continue
            if row.kind != "ack" and (row.chat_id in self._busy or not self._pacing.take(row.chat_id, tick)):
                continue
            refused = self._refused.pop(row.id, None)
            try:
                if refused is not None:
                    raise refused
                sending = await self._composer.compose(conn, row, self._now())
            except Exception as error:  # one row that cannot be composed must not hold up the others
                if isinstance(error, DBAPIError) and refused is None:  # PostgreSQL ends a transaction at an error:
                    if not error.connection_invalidated:
                        self._refused[row.id] = error  # the next one parks the row
                    raise
                log.error("row cannot be composed", kind=row.kind, error=type(error).__name__)
                await outbox.finish(conn, [row.id], "parked", type(error).__name__)
                await counters.add(conn, "parked")
                continue
            if sending is None:
                nothing_to_send.append(row.id)
                continue
            if isinstance(sending, Later):
                await outbox.put_off(conn, row, sending.until)
                continue
            if row.kind != "ack":
                self._busy.add(row.chat_id)
            started.append((row, sending))
        if started:
            await outbox.mark_sending(conn, [row.id for row, _ in started])
        if nothing_to_send:
            await outbox.finish(conn, nothing_to_send, "skipped")
        return started

    async def _call(self, row: Row[Any], sending: Sending) -> None:
        began = self._now()
        try:
            result = _Result(row, began, message_id=await sending(self._bot))
        except Exception as error:
            result = _Result(row, began, error=error)
        del self._in_flight[row.id]
        self._finished.append(result)
        self._on_finished()

    async def _record_all(self, conn: AsyncConnection, results: list[_Result]) -> None:
        sent = [result for result in results if result.error is None]
        for result in sent:
            await self._keep_id(conn, result.row, result.message_id)
        if sent:
            await outbox.finish(conn, [result.row.id for result in sent], "sent")
        for result in results:
            if result.error is not None:
                await self._record_failed(conn, result.row, result.error, result.began)

    async def _record_failed(self, conn: AsyncConnection, row: Row[Any], error: Exception, began: datetime) -> None:
        match error:
            case Forbidden() if row.kind == "ack":  # says nothing about who may be written to
                await outbox.finish(conn, [row.id], "skipped")
            case Forbidden():
                await self._unreachable(conn, row, began)
            case RetryAfter():
                self._pacing.block(row.chat_id, seconds_asked(error), self._monotonic())
                await outbox.back_to_pending(conn, row, self._now(), "429")
            case ChatMigrated():
                await groups.move(conn, MoveGroup(row.chat_id, error.new_chat_id))
                await outbox.finish(conn, [row.id], "pending", "migrated")
            case BadRequest() if is_gone(error):
                await self._unreachable(conn, row, began)
            case BadRequest():
                await self._park(conn, row, error)
            case NetworkError() | InvalidToken():
                await self._network(conn, row, error)
            case _:
                await self._park(conn, row, error)

    async def _keep_id(self, conn: AsyncConnection, row: Row[Any], message_id: int | None) -> None:
        if row.kind in {"contact", "contact_end"}:  # at the end there is no request any more
            await shown.keep_request(conn, row.chat_id, message_id)
        elif message_id is None:
            return
        elif row.kind in TAKEN_AWAY:  # it goes again, as a card with personal data turns neutral
            gone_at = due_at("neutralise", self._now())
            about = row.detail if row.kind == "photo" else row.ref
            await outbox.put(conn, row.chat_id, "delete", gone_at, ref=str(message_id), detail=about)
            if row.kind == "photo":
                await talking.forget_place(conn, row.ref)
        elif row.kind == QR:
            gone_at = self._now() + QR_STAYS
            await outbox.put(conn, row.chat_id, "delete", gone_at, ref=str(message_id), detail=f"{QR}:{row.chat_id}")
        elif row.kind == "card":
            await shown.keep_card(conn, row.chat_id, message_id)
        elif row.kind == "notice":
            await shown.keep_notice(conn, row.ref, message_id)

    async def _unreachable(self, conn: AsyncConnection, row: Row[Any], began: datetime) -> None:
        """Blocked, or never started: nothing more is sent until the person writes again.

        The chat hears of it in a turn of its own, as when Telegram tells that it was blocked; a group, where Telegram
        tells apart that the bot was put out, only keeps it.
        """
        if await work.came_in(conn, row.chat_id, began):  # they wrote while this was refused: does it still hold?
            await outbox.back_to_pending(conn, row, self._now(), "403")
            return
        await outbox.drop(conn, row.chat_id)
        if row.chat_id > 0:
            await work.tell_unreachable(conn, row.chat_id, row.id, self._now())
        else:
            await shown.keep_unreachable(conn, row.chat_id)
        await counters.add(conn, "unreachable")

    async def _network(self, conn: AsyncConnection, row: Row[Any], error: TelegramError) -> None:
        if row.repeat == "once" and not isinstance(error, NotSent | InvalidToken):
            await outbox.finish(conn, [row.id], "unsure", type(error).__name__)
            await self._tell_unsure(conn, row)
            return
        pause = min(LONGEST_PAUSE, 2.0 ** min(row.attempts, 6))
        self._pacing.block(row.chat_id, pause, self._monotonic())
        await outbox.back_to_pending(conn, row, self._now(), type(error).__name__)

    async def _tell_unsure(self, conn: AsyncConnection, row: Row[Any]) -> None:
        """Counted, and told to the staff whose request it was about: they can call the family."""
        await counters.add(conn, "unsure")
        if row.kind == "notice":
            await audiences.tell_unsure(conn, row.ref, self._now())

    async def _park(self, conn: AsyncConnection, row: Row[Any], error: Exception) -> None:
        # Behind a colon Telegram may quote what we sent; that is for no log.
        reason = error.message.partition(":")[0] if isinstance(error, TelegramError) else type(error).__name__
        log.error("row parked", kind=row.kind, error=reason)
        await outbox.finish(conn, [row.id], "parked", reason[:80])
        await counters.add(conn, "parked")

    async def calls_end(self, seconds: float) -> None:
        """Until the calls under way have ended, at most so long. They are recorded by the next step."""
        if self._in_flight:
            await asyncio.wait(list(self._in_flight.values()), timeout=seconds)

    @property
    def in_flight(self) -> bool:
        """Whether calls are under way or waiting to be recorded."""
        return bool(self._in_flight or self._finished)

    def next_free(self) -> float | None:
        """Seconds until a chat that must wait may be sent to again."""
        return self._pacing.next_free(self._monotonic())
