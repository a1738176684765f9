"""Behaviour 4: what Telegram does to a text, and the entities in it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, MessageEntity

from sandbox import Cloud, StandIn
from sandbox.html import parse_html
from sandbox.text import Entity, clean, detect, tidy, units


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\x00b\tc\x1fd", "a b c d"),
        ("een\r\ntwee", "een\ntwee"),
        ("a\u2028b\u202ac\u202ed", "abcd"),
        ("\u2068Fatma\u2069", "\u2068Fatma\u2069"),
        ("a\u200e\u200f\u200eb", "a\u200c\u200c\u200eb"),
        ("a\u200fb", "a\u200fb"),
        ("  \n hallo \u00a0\n", "hallo"),
        ("Zoe\u0308", "Zoe\u0308"),
    ],
)
async def test_a_text_is_cleaned_both_ways(bot: Bot, cloud: Cloud, chat: int, typed: str, shown: str) -> None:
    sent = await bot.send_message(chat, typed)
    assert sent.text == shown
    cloud.send(chat, chat, typed)
    (update,) = await bot.get_updates(timeout=0)
    assert update.message is not None
    assert update.message.text == shown


async def test_html_becomes_entities_in_utf16_units(bot: Bot, chat: int) -> None:
    sent = await bot.send_message(
        chat,
        '😀 <b>vet <i>schuin</i></b> <code>a&lt;b</code> <a href="https://ninove.be/?a=1&amp;b=2">hier</a> '
        "<tg-spoiler>stil</tg-spoiler>\n<blockquote>zei ze</blockquote>",
        parse_mode="HTML",
    )
    assert sent.text == "😀 vet schuin a<b hier stil\nzei ze"
    assert [(e.type, sent.parse_entity(e)) for e in sent.entities] == [
        (MessageEntity.BOLD, "vet schuin"),
        (MessageEntity.ITALIC, "schuin"),
        (MessageEntity.CODE, "a<b"),
        (MessageEntity.TEXT_LINK, "hier"),
        (MessageEntity.SPOILER, "stil"),
        (MessageEntity.BLOCKQUOTE, "zei ze"),
    ]
    assert sent.entities[0].offset == 3
    assert sent.entities[3].url == "https://ninove.be/?a=1&b=2"


async def test_entities_move_along_when_the_text_before_them_is_cleaned(bot: Bot, chat: int) -> None:
    sent = await bot.send_message(chat, " \n\u202e😀\r <b> vet</b> <i> </i>", parse_mode="HTML")
    assert sent.text == "😀  vet"
    assert [(e.type, sent.parse_entity(e)) for e in sent.entities] == [(MessageEntity.BOLD, " vet")]


async def test_entities_may_be_given_instead_of_html(bot: Bot, chat: int) -> None:
    sent = await bot.send_message(chat, "Dag Fatma", entities=[MessageEntity("bold", 4, 5)])
    assert [sent.parse_entity(entity) for entity in sent.entities] == ["Fatma"]


@pytest.mark.parametrize(
    ("typed", "kind", "found"),
    [
        ("/start nu", "bot_command", "/start"),
        ("zie /help@rechten_sandbox_bot", "bot_command", "/help@rechten_sandbox_bot"),
        ("kijk op https://ninove.be/sociaal, daar", "url", "https://ninove.be/sociaal"),
        ("ninove.be", "url", "ninove.be"),
        ("dag @anna_ninove!", "mention", "@anna_ninove"),
        ("bel +32 470 11 22 33 straks", "phone_number", "+32 470 11 22 33"),
        ("mail fatma@voorbeeld.be", "email", "fatma@voorbeeld.be"),
    ],
)
async def test_commands_links_mentions_and_numbers_are_found_in_what_people_type(
    bot: Bot, chat: int, typed: str, kind: str, found: str, *, cloud: Cloud
) -> None:
    cloud.send(chat, chat, f"😀 {typed}" if not typed.startswith("/") else typed)
    (update,) = await bot.get_updates(timeout=0)
    assert update.message is not None
    assert [(e.type, update.message.parse_entity(e)) for e in update.message.entities] == [(kind, found)]


@pytest.mark.parametrize("typed", ["1/2", "en/of", "a//b", "+32 4", "fatma@", "#1"])
async def test_what_only_looks_like_one_is_left_alone(bot: Bot, cloud: Cloud, chat: int, typed: str) -> None:
    cloud.send(chat, chat, typed)
    (update,) = await bot.get_updates(timeout=0)
    assert update.message is not None
    assert update.message.entities == ()


async def test_markdown_fails_loudly(stand_in: StandIn, chat: int) -> None:
    answer = await stand_in.call("sendMessage", {"chat_id": chat, "text": "*a*", "parse_mode": "MarkdownV2"})
    assert answer["error_code"] == 400
    assert stand_in.cloud.journal.unknown == ["parse_mode markdownv2"]
    stand_in.cloud.journal.unknown.clear()


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text).text
    assert tidy(once).text == once


@given(st.text(), st.integers(0, 20), st.integers(1, 20))
def test_an_entity_never_reaches_out_of_its_text(text: str, offset: int, length: int) -> None:
    shown = tidy(text, [Entity("bold", offset, length)])
    assert all(e.offset >= 0 and e.length > 0 and e.offset + e.length <= units(shown.text) for e in shown.entities)


@given(st.text())
def test_escaped_text_comes_through_html_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped).text == text


@given(st.text(alphabet="ab ./@+#:0123456789https"))
def test_found_entities_lie_within_the_text_and_apart(text: str) -> None:
    shown = detect(tidy(clean(text)))
    edges = [(e.offset, e.offset + e.length) for e in shown.entities]
    assert all(end <= start for (_, end), (start, _) in pairwise(edges))
    assert all(end <= units(shown.text) for _, end in edges)
