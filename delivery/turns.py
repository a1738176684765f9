"""Turns: claimed work in, one commit out. A turn does no network; what is to be sent goes through the outbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.events import BotRemoved, Due, Event, Reachable
from conversations.figures import COUNTED
from conversations.registry import NOTICES
from conversations.route import advance
from followups import expired
from handlers import parse
from handlers.context import OPEN_TURN, BotApplication
from storage import ahead, audiences, counters, counting, housekeeping, outbox, partner_events, turns, watching, work
from storage.contexts import World, load, load_for_all, load_for_partner, load_for_referral, load_for_signal
from storage.database import Database
from storage.keys import KeyRing, SealBroken

__all__ = ["MAX_TURNS_PER_COMMIT", "Turns"]

MAX_TURNS_PER_COMMIT = 100
"""Turns of different streams share a commit; more would keep the first of them waiting."""

log = structlog.get_logger()


class Turns:
    """Takes what is due and runs it: many streams in one transaction, one after the other if one of them fails."""

    def __init__(
        self, db: Database, keys: KeyRing, world: World, app: BotApplication, now: Callable[[], datetime]
    ) -> None:
        self._db = db
        self._keys = keys
        self.world = world
        self._app = app
        self._now = now
        self._failure: BaseException | None = None
        self._to_shred: list[str] = []
        app.add_error_handler(self._note_failure)

    async def run(self) -> int:
        """One batch. Returns how many events were taken; 0 means that nothing is due."""
        try:
            taken = await self._run_together()
        except Exception:
            taken = await self._run_singly()
        await self._shred()
        return taken

    async def _run_together(self) -> int:
        async with self._db.write() as conn:
            rows = await self._claim(conn)
            await ahead.fetch(conn, [int(row.stream.partition(":")[2]) for row in rows if row.kind == "update"])
            for row in rows:
                await self._turn(conn, row)
            if rows:
                await work.done(conn, [row.id for row in rows], self._now())
            self._to_shred = await turns.keys_to_shred(conn) if self._db.leading else []
        return len(rows)

    async def _run_singly(self) -> int:
        """A batch failed and was rolled back: each event gets a transaction of its own, and the failing one a mark."""
        async with self._db.write() as conn:
            rows = await self._claim(conn)
        for row in rows:
            try:
                async with self._db.write() as conn:
                    if not await self._db.leads(conn):
                        break
                    if await work.waits(conn, row):  # an erase earlier in this batch may have taken it away
                        await self._turn(conn, row)
                        await work.done(conn, [row.id], self._now())
                    self._to_shred = await turns.keys_to_shred(conn)
            except Exception as error:
                await self._failed(row, error)
        return len(rows)

    async def _claim(self, conn: AsyncConnection) -> list[Row[Any]]:
        """What is due, for the process that leads."""
        if await self._db.leads(conn):
            return await work.claim(conn, self._now(), MAX_TURNS_PER_COMMIT)
        self._keys.let_go()  # who leads may shred some of them, and does not say so here
        return []

    async def _failed(self, row: Row[Any], error: Exception) -> None:
        log.error("turn failed", kind=row.kind, attempt=row.attempts + 1, error=type(error).__name__, at=_where(error))
        async with self._db.write() as conn:
            parked = await work.failed(conn, row, type(error).__name__, self._now())
            if parked and row.kind == "update":
                chat_id = int(row.stream.partition(":")[2])
                if chat_id > 0:
                    await audiences.put_notice(conn, chat_id, NOTICES["trouble"], "", self._now())

    async def _turn(self, conn: AsyncConnection, row: Row[Any]) -> None:
        kind, _, subject = row.stream.partition(":")
        if row.kind == "update":
            await self._update(conn, row, int(subject))
        elif row.kind == "housekeeping":
            await housekeeping.tidy(conn, self._now(), self.world.catalogue.terms)
        elif row.kind == "watch":
            await watching.compare(conn, self._keys, self.world.catalogue, self._now())
        elif row.kind == work.FROM_PARTNER:
            await self._from_partner(conn, row)
        elif row.kind == work.UNREACHABLE:
            await self._perform(conn, int(subject), Reachable(False), "")
        elif expired(row.kind, row.due_at, self._now()):
            await counters.add(conn, f"skipped:{row.kind}")
        elif kind in {"referral", "signal", "system"}:
            event, context = Due(row.kind, subject, row.fence), load_for_all(self.world, self._now())
            if kind == "referral":
                context = await load_for_referral(conn, self._keys, self.world, event, self._now())
            elif kind == "signal":
                context = await load_for_signal(conn, self.world, subject, self._now())
            elif row.kind in COUNTED:
                counts = await counting.for_all(conn, row.kind, context.served, context.now)
                context = replace(context, ledger=counts)
            await turns.save(conn, self._keys, context, advance(event, context), by_person=False)
        else:
            await self._perform(conn, int(subject), Due(row.kind, subject, row.fence), "")

    async def _update(self, conn: AsyncConnection, row: Row[Any], chat_id: int) -> None:
        owners = await turns.keys_of_chats(conn, self._keys, [chat_id])
        try:
            body = self._keys.open(owners[chat_id], row.body, f"work:{row.dedupe_key}")
        except SealBroken:  # the chat was erased after this came in: what it said is gone, as was asked
            await outbox.show_card(conn, chat_id, self._now(), fresh=True)
            return

        async def perform(event: Event, callback_id: str) -> None:
            if event in (Reachable(False), BotRemoved()) and await work.overtaken(conn, row):
                return  # they wrote, or took the bot back, since: only the news of the block came late
            await self._perform(conn, chat_id, event, callback_id)

        self._failure = None
        self._app.bot_data[OPEN_TURN] = perform
        await self._app.process_update(parse.read(json.loads(body), self._app.bot))
        if self._failure is not None:  # process_update swallows what a handler raises
            raise self._failure

    async def _from_partner(self, conn: AsyncConnection, row: Row[Any]) -> None:
        """What a partner answered on its page; nothing where the case was erased since."""
        event = await partner_events.opened(conn, self._keys, row)
        if event is not None:
            now = self._now()
            context = await load_for_partner(conn, self._keys, self.world, event.handover, now)
            await turns.save(conn, self._keys, context, advance(event, context), by_person=False)

    async def _note_failure(self, _: object, context: Any) -> None:
        self._failure = context.error

    async def _perform(self, conn: AsyncConnection, chat_id: int, event: Event, callback_id: str) -> None:
        now = self._now()
        context = await load(conn, self._keys, self.world, chat_id, now=now, event=event)
        if isinstance(event, Reachable) and event.now == context.chat.reachable:
            return  # heard before: from Telegram, or from a send that it refused
        turn = advance(event, context)
        by_person = not isinstance(event, Due | Reachable)
        toast = await turns.save(conn, self._keys, context, turn, by_person=by_person)
        if callback_id:
            await outbox.put(conn, chat_id, "ack", now, ref=callback_id, detail=toast)

    async def _shred(self) -> None:
        """After the commit that erased: the keys go too. What comes in between leaves it for the next batch."""
        if self._to_shred:
            await self._keys.shred(self._to_shred)
            async with self._db.write() as conn:
                await turns.shredded(conn, self._to_shred)
            self._to_shred = []


def _where(error: BaseException) -> str:
    """Where an exception came from. Never its message: that may hold what a person said."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace is not None else ""
