"""Behaviour 3: refusals in Telegram's own words, and what can go wrong on the line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from sandbox import ActError, Cloud, StandIn, User

NOBODY = 123456


def _buttons(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data=data)]])


async def _sent(bot: Bot, chat: int) -> Message:
    return await bot.send_message(chat, "Een <b>kaart</b>", parse_mode="HTML", reply_markup=_buttons("ja"))


Refused = Callable[[Bot, int], Awaitable[object]]
REFUSALS: dict[str, tuple[Refused, str]] = {
    "nobody": (lambda bot, _: bot.send_message(NOBODY, "hallo"), "Chat not found"),
    "empty": (lambda bot, chat: bot.send_message(chat, " \n \u2800"), "Message text is empty"),
    "only markup": (lambda bot, chat: bot.send_message(chat, "<b> </b>", parse_mode="HTML"), "Message text is empty"),
    "too long": (lambda bot, chat: bot.send_message(chat, "😀" * 2049), "Message is too long"),
    "caption": (
        lambda bot, chat: bot.send_document(chat, b"x", caption="x" * 1025),
        "Message caption is too long",
    ),
    "unknown tag": (
        lambda bot, chat: bot.send_message(chat, "é<x>a</x>", parse_mode="HTML"),
        "Can't parse entities: unsupported start tag \"x\" at byte offset 2",
    ),
    "open tag": (
        lambda bot, chat: bot.send_message(chat, "<b>a", parse_mode="HTML"),
        "Can't parse entities: can't find end tag corresponding to start tag \"b\"",
    ),
    "crossed tags": (
        lambda bot, chat: bot.send_message(chat, "<b><i>a</b></i>", parse_mode="HTML"),
        'Can\'t parse entities: unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ),
    "no data": (lambda bot, chat: bot.send_message(chat, "a", reply_markup=_buttons("é" * 33)), "Button_data_invalid"),
    "local link": (
        lambda bot, chat: bot.send_message(
            chat, "a", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("a", url="http://localhost/x")]])
        ),
        "Inline keyboard button url 'http://localhost/x' is invalid",
    ),
    "edit nothing": (
        lambda bot, chat: bot.edit_message_text("a", chat_id=chat, message_id=999),
        "Message to edit not found",
    ),
    "edit the person's": (
        lambda bot, chat: bot.edit_message_text("a", chat_id=chat, message_id=1),
        "Message can't be edited",
    ),
    "delete nothing": (lambda bot, chat: bot.delete_message(chat, 999), "Message to delete not found"),
    "reply to nothing": (
        lambda bot, chat: bot.send_message(chat, "a", reply_to_message_id=999),
        "Message to be replied not found",
    ),
    "old query": (
        lambda bot, _: bot.answer_callback_query("404"),
        "Query is too old and response timeout expired or query id is invalid",
    ),
    "language": (
        lambda bot, _: bot.set_my_commands([BotCommand("start", "x")], language_code="pt-br"),
        "Invalid language code specified",
    ),
    "action": (lambda bot, chat: bot.send_chat_action(chat, "dancing"), "Wrong parameter action in request"),
    "file": (lambda bot, _: bot.get_file("nope"), "Invalid file_id"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
async def test_a_bad_request_is_refused_as_telegram_does(bot: Bot, chat: int, cloud: Cloud, name: str) -> None:
    before = len(cloud.messages(chat))
    act, text = REFUSALS[name]
    with pytest.raises(BadRequest) as refusal:
        await act(bot, chat)
    assert str(refusal.value).lower().startswith(text.lower())
    assert len(cloud.messages(chat)) == before


async def test_the_longest_text_is_counted_after_parsing(bot: Bot, chat: int) -> None:
    sent = await bot.send_message(chat, f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    assert sent.text == "😀" * 2048


async def test_a_command_is_written_in_small_letters(stand_in: StandIn) -> None:
    answer = await stand_in.call("setMyCommands", {"commands": [{"command": "Start!", "description": "x"}]})
    assert answer["description"] == "Bad Request: BOT_COMMAND_INVALID"


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, chat: int) -> None:
    card = await _sent(bot, chat)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await card.edit_text("Een <b>kaart</b>", parse_mode="HTML", reply_markup=_buttons("ja"))
    with pytest.raises(BadRequest, match="Message is not modified"):
        await card.edit_reply_markup(_buttons("ja"))
    await card.edit_text("Een kaart", reply_markup=_buttons("ja"))


@pytest.mark.parametrize("keyboard", [ReplyKeyboardMarkup([[KeyboardButton("x")]]), ReplyKeyboardRemove()])
async def test_a_message_with_a_reply_keyboard_cannot_be_edited(
    bot: Bot, chat: int, keyboard: ReplyKeyboardMarkup | ReplyKeyboardRemove
) -> None:
    sent = await bot.send_message(chat, "Je nummer?", reply_markup=keyboard)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await sent.edit_text("Bedankt")
    await sent.delete()


async def test_a_message_can_be_deleted_for_two_days_and_once(bot: Bot, chat: int, cloud: Cloud) -> None:
    young, old = await _sent(bot, chat), await _sent(bot, chat)
    await young.delete()
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await young.delete()
    assert young.message_id not in [message.id for message in cloud.visible(chat)]
    cloud.clock.advance(48 * 3600 + 1)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await old.delete()


async def test_a_tap_is_answered_in_time_or_not_at_all(bot: Bot, chat: int, cloud: Cloud) -> None:
    card = await _sent(bot, chat)
    in_time = cloud.tap(chat, chat, card.message_id, "ja")
    assert await bot.answer_callback_query(in_time, "Goed")
    late = cloud.tap(chat, chat, card.message_id, "ja")
    cloud.clock.advance(3600)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(late)


async def test_someone_who_never_pressed_start_or_blocked_the_bot_is_out_of_reach(
    bot: Bot, cloud: Cloud, fatma: User
) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(fatma.id, "hallo")
    cloud.open_link(fatma.id, "start")
    card = await _sent(bot, fatma.id)
    cloud.block(fatma.id)
    for act in (bot.send_message(fatma.id, "hallo"), card.edit_text("hallo"), bot.send_chat_action(fatma.id, "typing")):
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await act
    with pytest.raises(ActError, match="has blocked the bot"):
        cloud.send(fatma.id, fatma.id, "hallo")
    cloud.open_link(fatma.id, "https://t.me/rechten_sandbox_bot")
    await bot.send_message(fatma.id, "Welkom terug")


async def test_a_group_that_the_bot_was_put_out_of_is_forbidden(bot: Bot, cloud: Cloud, anna: User) -> None:
    group = cloud.add_group("Team", anna.id).id
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(group, "hallo")
    cloud.add_bot(group, by=anna.id)
    await bot.send_message(group, "hallo")
    cloud.remove_bot(group, by=anna.id)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group, "hallo")


async def test_a_wrong_token_is_unauthorized(stand_in: StandIn) -> None:
    with pytest.raises(InvalidToken):
        await Bot("1:wrong", base_url=f"{stand_in.url}/bot").initialize()


async def test_an_unknown_method_fails_loudly() -> None:
    stand_in = StandIn()
    await stand_in.start()
    bot = Bot(stand_in.token, base_url=f"{stand_in.url}/bot")
    async with bot:
        with pytest.raises(TelegramError, match="method not found"):
            await bot.send_dice(1)
    await stand_in.stop()
    assert stand_in.cloud.journal.unknown == ["sendDice"]


async def test_a_switch_for_403_works_once_for_that_chat(bot: Bot, chat: int, cloud: Cloud, anna: User) -> None:
    cloud.open_link(anna.id, "start")
    cloud.faults.fail("403", chat=chat)
    await bot.send_message(anna.id, "hallo")
    with pytest.raises(Forbidden):
        await bot.send_message(chat, "hallo")
    await bot.send_message(chat, "hallo")


async def test_429_tells_how_long_to_wait(bot: Bot, chat: int, cloud: Cloud) -> None:
    cloud.faults.fail("429", method="sendMessage", times=2, retry_after=17)
    await bot.send_chat_action(chat, "typing")
    for _ in range(2):
        with pytest.raises(RetryAfter) as wait:
            await bot.send_message(chat, "hallo")
        assert wait.value.retry_after == 17
    await bot.send_message(chat, "hallo")


@pytest.mark.parametrize(("kind", "arrives"), [("500", False), ("502", False), ("drop", False), ("lost", True)])
async def test_a_failing_line_drops_the_call_or_only_its_answer(
    bot: Bot, chat: int, cloud: Cloud, kind: str, arrives: bool
) -> None:
    cloud.faults.fail(kind)
    with pytest.raises(NetworkError):
        await bot.send_message(chat, "hallo")
    assert ("hallo" in [message.text for message in cloud.visible(chat)]) is arrives


async def test_502_is_a_web_page_and_no_answer_of_the_bot_api(bot: Bot, chat: int, cloud: Cloud) -> None:
    cloud.faults.fail("502")
    with pytest.raises(NetworkError, match=r"Bad Gateway \(502\).*<html>"):
        await bot.send_message(chat, "hallo")


async def test_a_hanging_line_ends_in_a_time_out_of_the_bot(bot: Bot, chat: int, cloud: Cloud) -> None:
    cloud.faults.fail("timeout")
    with pytest.raises(TimedOut):
        await bot.send_message(chat, "hallo", read_timeout=0.05)
    assert cloud.journal.calls[-1].response == {"ok": False, "dropped": "timeout"}
    assert "hallo" not in [message.text for message in cloud.visible(chat)]


async def test_faults_without_a_method_leave_polling_alone(bot: Bot, cloud: Cloud) -> None:
    cloud.faults.fail("500")
    assert await bot.get_updates(timeout=0) == ()
    cloud.faults.fail("500", method="getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates(timeout=0)
    cloud.faults.clear()
    assert await bot.get_me()


def test_an_unknown_fault_is_told(cloud: Cloud) -> None:
    with pytest.raises(ValueError, match="kinds: 403, 429"):
        cloud.faults.fail("404")
