"""The rights report as it goes out: made when it is sent, of the household or the case that may still be read then.

Nothing of it is kept here, and no file name says whose it is. What a coordinator took goes from the chat again after
as long as a card with personal data stands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Bot, InputFile

from conversations import second
from conversations.careplan.paper import CARE_PLAN, PAPER_CAPTION
from conversations.context import Context, Referral
from conversations.desk import taking
from conversations.desk.cases import opened
from conversations.documents import CAPTIONS, FILE_NAME, Contents, mine
from conversations.hiding import is_shut
from delivery import calls
from locales import SOURCE_LANGUAGE, Translator
from reports.care_plan import care_plan_pdf
from reports.rights_file import rights_file
from reports.rights_messages import rights_messages
from reports.rights_report import rights_report_pdf
from rights import Catalogue
from storage import ahead, audit, cases
from storage.keys import KeyRing
from texts import Text

__all__ = ["of_case", "of_household"]

Send = Callable[[Bot], Awaitable[int | None]]


async def of_household(row: Row[Any], context: Context, words: Translator) -> Send | None:
    """What a family asked: None where another file is open by now, where it is shut, or where it is gone."""
    household = context.household
    if household is None or household.id != row.ref or is_shut(context):
        return None
    form, _, page = row.detail.partition(".")
    if form == CARE_PLAN:
        return _care_plan(row.chat_id, household.referral, context.pass_catalogue, context, words)
    contents = mine(context)
    if form != "text":
        return _file(row.chat_id, form, contents, context, words=words, caption=CAPTIONS[form])
    messages = rights_messages(contents, context.chat.language or SOURCE_LANGUAGE)
    if int(page) >= len(messages):
        return None

    async def send(bot: Bot) -> int | None:
        await calls.send_text(bot, row.chat_id, messages[int(page)], None)
        return None

    return send


async def of_case(
    conn: AsyncConnection, keys: KeyRing, row: Row[Any], context: Context, words: Translator
) -> Send | None:
    """What a coordinator asked: None where the case has ended, or is not theirs any more. Written down as read."""
    if not second.is_open(context):
        return None
    everyone = await ahead.active_members(conn)
    found = await cases.case(conn, keys, row.ref, context.staff, everyone, terms=context.catalogue.terms)
    context = replace(context, case=found)
    case = opened(context)
    if case is None or not taking.may_take(case, context):
        return None
    await audit.record(conn, context.now, row.chat_id, "take", row.ref)
    if row.detail == CARE_PLAN:
        catalogue = context.catalogue.for_municipality(case.referral.municipality)
        return _care_plan(row.chat_id, case.referral, catalogue, context, words)
    contents, caption = taking.taken(case, context), taking.CAPTIONS[row.detail]
    return _file(row.chat_id, row.detail, contents, context, words=words, caption=caption)


def _care_plan(
    chat_id: int, referral: Referral | None, catalogue: Catalogue, context: Context, words: Translator
) -> Send | None:
    """What the family said yes to. None where the plan is gone."""
    plan = referral.care if referral is not None else None
    if plan is None:
        return None
    language, name = context.chat.language or SOURCE_LANGUAGE, f"{words.say(FILE_NAME)}-{context.today}.pdf"
    told = words.say(PAPER_CAPTION)

    async def send(bot: Bot) -> int | None:
        made = await asyncio.to_thread(care_plan_pdf, plan, catalogue, language, context.today)
        message = await bot.send_document(chat_id, InputFile(made, filename=name), caption=told)
        return message.message_id

    return send


def _file(chat_id: int, form: str, contents: Contents, context: Context, *, words: Translator, caption: Text) -> Send:
    """The id of the message is given back: a case's file is taken away again."""
    language, address = context.chat.language or SOURCE_LANGUAGE, f"https://t.me/{context.bot_username}"
    name, told = f"{words.say(FILE_NAME)}-{contents.on}.{form}", words.say(caption)

    async def send(bot: Bot) -> int | None:
        if form == "pdf":
            made = await asyncio.to_thread(rights_report_pdf, contents, language, address)
        else:
            made = await asyncio.to_thread(rights_file, contents)
        message = await bot.send_document(chat_id, InputFile(made, filename=name), caption=told)
        return message.message_id

    return send
