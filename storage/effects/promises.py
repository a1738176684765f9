"""What is promised for later, and who is told."""

from __future__ import annotations

from sqlalchemy import select, update

from conversations import effects as fx
from conversations.registry import NOTICES
from storage import audiences, outbox, work
from storage.effects.turnover import Turnover
from storage.tables import notice
from storage.tables import work as work_table

__all__ = ["close_notice", "notify", "schedule"]


async def schedule(t: Turnover, effect: fx.Schedule) -> None:
    """A promise that stands already for the same state, at that moment or sooner, is not made twice."""
    stream = await _stream(t, effect.subject)
    stands = select(work_table.c.id).where(
        work_table.c.stream == stream,
        work_table.c.kind == effect.kind,
        work_table.c.fence == effect.fence,
        work_table.c.state == "waiting",
        work_table.c.due_at > t.now,
        work_table.c.due_at <= effect.due_at,
    )
    if (await t.conn.execute(stands.limit(1))).first() is not None:
        return
    await work.add(t.conn, [{"stream": stream, "kind": effect.kind, "due_at": effect.due_at, "fence": effect.fence}])


async def _stream(t: Turnover, subject: str) -> str:
    if subject == "chat":
        return f"chat:{t.chat_id}"
    kind, _, about = subject.partition(":")
    if kind != "family":
        return subject
    family = await audiences.family(t.conn, about)
    return f"chat:{family[0]}" if family else f"referral:{about}"


async def notify(t: Turnover, effect: fx.Notify) -> None:
    kind = NOTICES[effect.kind]
    for chat_id in await audiences.chats_of(t.conn, effect.to, kind.silence):
        await audiences.put_notice(t.conn, chat_id, kind, effect.ref, t.now, said=t.by_person)


async def close_notice(t: Turnover, effect: fx.CloseNotice) -> None:
    await t.conn.execute(update(notice).where(notice.c.id == effect.notice).values(chosen=effect.chosen))
    await outbox.put(t.conn, t.chat_id, "notice", t.now, ref=effect.notice)
