"""Private chats, and every tap: all that a person can do."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ChatMemberHandler, CommandHandler, MessageHandler, TypeHandler, filters

from handlers import parse
from handlers.context import BotApplication, TurnContext

__all__ = ["register"]

_HERE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


async def start(update: Update, context: TurnContext) -> None:
    """/start, with or without a link."""
    await context.turn(parse.start(update))


async def command(update: Update, context: TurnContext) -> None:
    """Any other command."""
    await context.turn(parse.command(update))


async def contact(update: Update, context: TurnContext) -> None:
    """A shared contact."""
    await context.turn(parse.contact(update))


async def text(update: Update, context: TurnContext) -> None:
    """Typed text."""
    await context.turn(parse.text(update))


async def other(update: Update, context: TurnContext) -> None:
    """Anything else that was sent."""
    await context.turn(parse.other(update))


async def tap(tapped: parse.Tapped, context: TurnContext) -> None:
    """A tapped button, wherever it stands."""
    await context.turn(parse.tap(tapped), tapped.id)


async def membership(update: Update, context: TurnContext) -> None:
    """The bot was blocked or unblocked by a person, or came into a group or went."""
    chat = update.effective_chat
    private = chat is not None and chat.id > 0
    await context.turn(parse.reach(update) if private else parse.group_membership(update))


def register(app: BotApplication) -> None:
    """The handlers of private chats, in the order in which they are tried."""
    app.add_handler(TypeHandler(parse.Tapped, tap))
    app.add_handler(CommandHandler("start", start, filters=_HERE))
    app.add_handler(MessageHandler(_HERE & filters.COMMAND, command))
    app.add_handler(MessageHandler(_HERE & filters.CONTACT, contact))
    app.add_handler(MessageHandler(_HERE & filters.TEXT, text))
    app.add_handler(MessageHandler(_HERE, other))
    app.add_handler(ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER))
