"""Behaviour 5: chats, groups, privacy mode, deep links, keyboards, contacts and files."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from sandbox import ActError, Cloud, Keyboard, KeyButton, User


async def _news(bot: Bot) -> tuple[Update, ...]:
    """What happened since the last time."""
    updates = await bot.get_updates(timeout=0)
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return updates


async def _texts(bot: Bot) -> list[str | None]:
    return [update.message.text for update in await _news(bot) if update.message]


async def test_message_ids_grow_per_chat(bot: Bot, cloud: Cloud, chat: int, anna: User) -> None:
    cloud.open_link(anna.id, "start")
    assert [(await bot.send_message(who, "hallo")).message_id for who in (chat, chat, anna.id)] == [2, 3, 2]


@pytest.mark.parametrize(
    ("link", "typed"),
    [
        ("https://t.me/rechten_sandbox_bot?start=uitnodiging_1", "/start uitnodiging_1"),
        ("t.me/Rechten_Sandbox_Bot", "/start"),
        ("tg://resolve?domain=rechten_sandbox_bot&start=x-1", "/start x-1"),
        ("x" * 64, f"/start {'x' * 64}"),
    ],
)
async def test_a_deep_link_starts_the_bot(bot: Bot, cloud: Cloud, fatma: User, link: str, typed: str) -> None:
    cloud.open_link(fatma.id, link)
    assert await _texts(bot) == [typed]


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/other_bot?start=x",
        "https://example.be/?start=x",
        "x" * 65,
        "https://t.me/rechten_sandbox_bot?start=a.b",
    ],
)
def test_another_link_does_not_reach_the_bot(cloud: Cloud, fatma: User, link: str) -> None:
    with pytest.raises(ActError):
        cloud.open_link(fatma.id, link)
    assert cloud.unconfirmed == 0


async def test_a_tap_brings_the_message_with_its_buttons(bot: Bot, cloud: Cloud, chat: int) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="q1:ja")]])
    card = await bot.send_message(chat, "Kinderen?", reply_markup=markup)
    cloud.tap(chat, chat, card.message_id, "q1:ja")
    (update,) = await _news(bot)
    query = update.callback_query
    assert query is not None
    assert query.data == "q1:ja"
    assert query.from_user.id == chat
    assert query.message is not None
    assert query.message.is_accessible
    assert query.message.reply_markup == markup  # type: ignore[attr-defined] # it is a Message: it is accessible


async def test_only_a_button_that_is_there_can_be_tapped_unless_forged(bot: Bot, cloud: Cloud, chat: int) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="ja")]])
    card = await bot.send_message(chat, "Kinderen?", reply_markup=markup)
    await card.edit_text("Bedankt")
    with pytest.raises(ActError, match="not there any more"):
        cloud.tap(chat, chat, card.message_id, "ja")
    cloud.tap(chat, chat, card.message_id, "ja", forged=True)
    await card.delete()
    cloud.tap(chat, chat, card.message_id, "ja", forged=True)
    on_text, on_deleted = [update.callback_query for update in await _news(bot)]
    assert on_text is not None
    assert on_text.message is not None
    assert on_text.message.is_accessible
    assert on_deleted is not None
    assert on_deleted.message is not None
    assert not on_deleted.message.is_accessible


async def test_a_contact_button_shares_the_own_contact(bot: Bot, cloud: Cloud, chat: int, anna: User) -> None:
    keyboard = ReplyKeyboardMarkup(
        [[KeyboardButton("Deel mijn nummer", request_contact=True)], ["Liever niet"]], one_time_keyboard=True
    )
    asked = await bot.send_message(chat, "Op welk nummer?", reply_markup=keyboard)
    shown = cloud.keyboard(chat)
    assert shown is not None
    assert shown.id == asked.message_id
    assert shown.reply_keyboard == Keyboard(
        ((KeyButton("Deel mijn nummer", request_contact=True),), (KeyButton("Liever niet"),)), one_time=True
    )
    cloud.share_contact(chat, chat)
    cloud.share_contact(chat, chat, contact_of=anna.id)
    own, other = [update.message.contact for update in await _news(bot) if update.message]
    assert own is not None
    assert (own.phone_number, own.first_name, own.last_name, own.user_id) == ("32470112233", "Fatma", "Demir", chat)
    assert other is not None
    assert other.user_id == anna.id
    await bot.send_message(chat, "Bedankt", reply_markup=ReplyKeyboardRemove())
    assert cloud.keyboard(chat) is None


async def test_the_group_a_bot_is_added_to_and_put_out_of(bot: Bot, cloud: Cloud, anna: User, fatma: User) -> None:
    group = cloud.add_group("Team Ninove", anna.id).id
    assert group < 0
    cloud.add_member(group, fatma.id)
    assert await _news(bot) == ()
    cloud.add_bot(group, by=anna.id)
    added, noticed = await _news(bot)
    assert added.my_chat_member is not None
    assert added.my_chat_member.chat.title == "Team Ninove"
    assert added.my_chat_member.from_user.id == anna.id
    assert added.my_chat_member.new_chat_member.status == "member"
    assert noticed.message is not None
    assert [user.id for user in noticed.message.new_chat_members] == [bot.id]
    assert [admin.user.id for admin in await bot.get_chat_administrators(group)] == [anna.id]
    assert (await bot.get_chat_member(group, fatma.id)).status == "member"
    assert (await bot.get_chat(group)).title == "Team Ninove"
    cloud.remove_bot(group, by=anna.id)
    assert [u.my_chat_member.new_chat_member.status for u in await _news(bot) if u.my_chat_member] == ["kicked"]


async def test_the_bot_leaves_a_group(bot: Bot, cloud: Cloud, anna: User) -> None:
    group = cloud.add_group("Voetbal", anna.id).id
    cloud.add_bot(group, by=anna.id)
    await bot.leave_chat(group)
    assert not cloud.chats[group].holds(bot.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.leave_chat(group)


async def test_privacy_mode_hides_what_a_group_says_among_itself(bot: Bot, cloud: Cloud, anna: User) -> None:
    group = cloud.add_group("Team", anna.id).id
    cloud.add_bot(group, by=anna.id)
    await _news(bot)
    sent = await bot.send_message(group, "Nieuwe aanmelding")
    for text in ("koffie?", "/start@other_bot", "zie /help", "@rechten_sandbox_bot hallo"):
        cloud.send(anna.id, group, text)
    assert await _texts(bot) == []
    cloud.send(anna.id, group, "/start")
    cloud.send(anna.id, group, "/start@Rechten_Sandbox_Bot nu")
    cloud.send(anna.id, group, "ik neem die", reply_to=sent.message_id)
    updates = await _news(bot)
    assert [u.message.text for u in updates if u.message] == ["/start", "/start@Rechten_Sandbox_Bot nu", "ik neem die"]
    last = updates[-1].message
    assert last is not None
    assert last.reply_to_message is not None
    assert last.reply_to_message.text == "Nieuwe aanmelding"


async def test_a_group_becomes_a_supergroup(bot: Bot, cloud: Cloud, anna: User) -> None:
    group = cloud.add_group("Team", anna.id).id
    cloud.add_bot(group, by=anna.id)
    await _news(bot)
    new = cloud.migrate(group)
    assert str(new).startswith("-100")
    moved, arrived = [update.message for update in await _news(bot)]
    assert moved is not None
    assert (moved.chat_id, moved.migrate_to_chat_id) == (group, new)
    assert arrived is not None
    assert (arrived.chat_id, arrived.migrate_from_chat_id) == (new, group)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group, "hallo")
    assert migrated.value.new_chat_id == new
    assert (await bot.send_message(new, "hallo")).message_id == 2
    with pytest.raises(ActError, match="moved on"):
        cloud.send(anna.id, group, "/start")


async def test_a_stranger_sees_and_says_nothing_in_a_group(cloud: Cloud, anna: User, fatma: User) -> None:
    group = cloud.add_group("Team", anna.id).id
    with pytest.raises(ActError, match="Fatma is not in this chat"):
        cloud.send(fatma.id, group, "/start")
    with pytest.raises(ActError, match="Fatma is not in this group"):
        cloud.add_bot(group, by=fatma.id)


async def test_a_phone_shows_the_commands_of_its_language(bot: Bot, cloud: Cloud, chat: int, anna: User) -> None:
    cloud.open_link(anna.id, "start")
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_commands([BotCommand("start", "ابدأ")], language_code="ar")
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("menu", "Menu")], scope=private, language_code="fr")

    def shown(user: int) -> tuple[tuple[str, str], ...]:
        return cloud.commands.shown(cloud.chats[user], user, cloud.users[user].language_code)

    assert shown(chat) == (("start", "ابدأ"),)
    assert shown(anna.id) == (("start", "Begin"),)
    await bot.set_my_commands([BotCommand("queue", "Wachtrij")], scope=BotCommandScopeChat(anna.id))
    assert shown(anna.id) == (("queue", "Wachtrij"),)
    await bot.delete_my_commands(scope=BotCommandScopeChat(anna.id))
    assert shown(anna.id) == (("start", "Begin"),)
    assert (await bot.get_my_commands(language_code="ar"))[0].description == "ابدأ"


async def test_the_other_things_a_bot_sends_and_sets(bot: Bot, cloud: Cloud, chat: int) -> None:
    contact = await bot.send_contact(chat, "112", "Noodnummer")
    assert contact.contact is not None
    assert contact.contact.phone_number == "112"
    venue = await bot.send_venue(chat, 50.83, 4.02, "Sociaal Huis", "Bevrijdingslaan")
    assert venue.venue is not None
    assert venue.venue.title == "Sociaal Huis"
    with pytest.raises(BadRequest, match="Wrong location specified"):
        await bot.send_venue(chat, 91, 4.02, "Nergens", "Nergens")
    assert await bot.pin_chat_message(chat, venue.message_id)
    assert cloud.chats[chat].pinned == venue.message_id
    assert await bot.set_my_name("Rechten Ninove")
    assert await bot.set_my_description("Wat we doen", language_code="nl")
    assert await bot.set_my_short_description("Kort")
    assert await bot.set_chat_menu_button(chat)
    assert cloud.profile["name", ""] == "Rechten Ninove"
