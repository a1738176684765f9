"""A partner's page, the third door. What it answers is stored as work before it is told so; nothing is done here.

Before the six digits no word of the family is loaded into the page. They open it for half an hour, in one browser: it
holds a link of its own (`visit`), and every form on the page carries a word that only this browser can know. The six
digits themselves are looked at at once, for whoever typed them waits; that changes a count of tries, and no case.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from casework import HANDOVER, CaseworkError, Handover, HandoverAction, Role, apply
from casework.handover import MAX_WRONG
from conversations.context import Context
from conversations.effects import Audience
from conversations.events import PartnerAnswered
from conversations.partnering.page_texts import TRY_AGAIN
from conversations.partnering.partner import READ_FOR, head_lines, read_lines, readable, text_of
from conversations.registry import NOTICES
from delivery.handing import PATH
from delivery.partner_html import HEADERS, code_page, gone_page, read_page, thanks_page
from storage import audiences, audit, handovers, links, partner_events, records
from storage.contexts import World, load_for_partner
from storage.database import Database
from storage.keys import KeyRing

__all__ = ["COOKIE", "PartnerPage"]

COOKIE = "visit"
VISITS = 1000
"""How often a browser may come back within half an hour."""
FIELDS = 10
"""A form of ours has fewer."""


class PartnerPage:
    """The pages behind partners' links. `on_stored` wakes who does the work."""

    def __init__(
        self, db: Database, keys: KeyRing, world: World, now: Callable[[], datetime], on_stored: Callable[[], None]
    ) -> None:
        self._db = db
        self._keys = keys
        self._world = world
        self._now = now
        self._on_stored = on_stored
        public = urlsplit(world.public_url)
        self._base = f"{public.path}{PATH}"
        self._secure = public.scheme == "https"

    def add_routes(self, app: web.Application) -> None:
        """Puts the pages on a server."""
        place = self._base + "/{token:[A-Za-z0-9_-]{20,64}}"
        app.router.add_get(place, self._show)
        app.router.add_post(f"{place}/code", self._try_code)
        app.router.add_post(f"{place}/answer", self._answer)

    async def _show(self, request: web.Request) -> web.Response:
        async with self._db.write() as conn:
            context, handover = await self._behind(conn, request)
            if handover is None:
                return _gone()
            visit = await self._visit(conn, request, handover)
            if not visit:
                return _page(code_page(request.path, locked=handover.wrong >= MAX_WRONG))
            return await self._read(conn, context, handover, request.path, visit)

    async def _try_code(self, request: web.Request) -> web.Response:
        if _foreign(request):
            return _gone(403)
        path = request.path.removesuffix("/code")
        typed = (await _form(request)).get("code", "")
        async with self._db.write() as conn:
            _, handover = await self._behind(conn, request)
            if handover is None:
                return _gone()
            if not await handovers.may_try(conn, handover.id):
                return _page(code_page(path, locked=True), 429)
            if not handover.opens_with(typed):
                await audit.record(conn, self._now(), audit.PARTNER, "handover_wrong", handover.id)
                locked = handover.wrong + 1 >= MAX_WRONG
                if locked:
                    await self._tell_holder(conn, handover)
                return _page(code_page(path, wrong=True, locked=locked), 422)
            await handovers.tried(conn, handover.id, right=True)
            await links.redeem(conn, request.match_info["token"], self._now())
            await audit.record(conn, self._now(), audit.PARTNER, "handover_opened", handover.id)
            until = self._now() + READ_FOR
            visit = await links.issue(conn, handovers.VISIT, handover.id, until, uses=VISITS)
        response = web.Response(status=303, headers={**HEADERS, "Location": path})
        response.set_cookie(
            COOKIE,
            visit,
            path=path,
            max_age=int(READ_FOR.total_seconds()),
            httponly=True,
            secure=self._secure,
            samesite="Strict",
        )
        return response

    async def _answer(self, request: web.Request) -> web.Response:
        if _foreign(request):
            return _gone(403)
        path, form = request.path.removesuffix("/answer"), await _form(request)
        async with self._db.write() as conn:
            context, handover = await self._behind(conn, request)
            if handover is None:
                return _gone()
            visit = await self._visit(conn, request, handover)
            if not visit or not hmac.compare_digest(_word(visit), form.get("form", "")):
                return _page(code_page(path), 403)
            said = PartnerAnswered(
                handover.id, form.get("does", ""), form.get("outcome") or None, text_of(form.get("reason", ""))
            )
            try:
                state = apply(HANDOVER, handover.state, said.action, Role.PARTNER, text=said.text, outcome=said.outcome)
            except CaseworkError:
                waiting = await partner_events.waits(conn, handover)
                return await self._read(
                    conn, context, handover, path, visit, again=not (waiting or said.action == HandoverAction.ACCEPT)
                )
            await partner_events.store(conn, self._keys, handover, said, self._now())
            await self._db.tell(conn)
        self._on_stored()
        return _page(thanks_page(path, ended=HANDOVER.is_final(state)))

    async def _behind(self, conn: AsyncConnection, request: web.Request) -> tuple[Context, Handover | None]:
        """What a link opens now; None where it opens nothing, for whichever reason."""
        row = await links.look_up(conn, request.match_info["token"], self._now())
        subject = row.subject if row is not None and row.purpose == handovers.LINK else ""
        context = await load_for_partner(conn, self._keys, self._world, subject, self._now())
        return context, readable(context)

    async def _visit(self, conn: AsyncConnection, request: web.Request, handover: Handover) -> str:
        """What this browser holds since the six digits were right; empty where they must be typed (again)."""
        held = request.cookies.get(COOKIE, "")
        row = await links.look_up(conn, held, self._now())
        known = row is not None and (row.purpose, row.subject) == (handovers.VISIT, handover.id)
        return held if known else ""

    async def _read(
        self,
        conn: AsyncConnection,
        context: Context,
        handover: Handover,
        path: str,
        visit: str,
        *,
        again: bool = False,
    ) -> web.Response:
        """What goes along, written down as read in the same transaction."""
        await audit.record(conn, self._now(), audit.PARTNER, records.PARTNER_READ, handover.id)
        waiting = await partner_events.waits(conn, handover)
        lines = read_lines(handover, context)
        wrong = TRY_AGAIN if again else None
        head = head_lines(handover, context)
        html = read_page(path, handover, head, lines, form=_word(visit), waiting=waiting, wrong=wrong)
        return _page(html, 422 if again else 200)

    async def _tell_holder(self, conn: AsyncConnection, handover: Handover) -> None:
        """Somebody typed too many wrong codes: whoever has the case makes others."""
        kind = NOTICES["handover_news"]
        for chat_id in await audiences.chats_of(conn, Audience("holder", referral=handover.referral), kind.silence):
            await audiences.put_notice(conn, chat_id, kind, handover.referral, self._now())
        await self._db.tell(conn)
        self._on_stored()


def _word(visit: str) -> str:
    """What the forms of one browser carry: another site can neither read nor make it."""
    return hashlib.sha256(f"form:{visit}".encode()).hexdigest()


def _foreign(request: web.Request) -> bool:
    """Whether another site made the browser send this. (With no referrer there is no Origin to look at.)"""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")


async def _form(request: web.Request) -> dict[str, str]:
    """The fields of a form; of anything else nothing."""
    try:
        posted = await request.post()
    except Exception:  # cut off, too large, or not packed as it says
        return {}
    return {key: value for key, value in list(posted.items())[:FIELDS] if isinstance(value, str)}


def _page(html: str, status: int = 200) -> web.Response:
    return web.Response(text=html, status=status, content_type="text/html", charset="utf-8", headers=HEADERS)


def _gone(status: int = 404) -> web.Response:
    return _page(gone_page(), status)
