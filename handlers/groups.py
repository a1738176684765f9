"""Groups: what staff write there is theirs; the bot only follows a change of id."""

from __future__ import annotations

from telegram import Update
from telegram.ext import MessageHandler, filters

from handlers import parse
from handlers.context import BotApplication, TurnContext

__all__ = ["register"]


async def migration(update: Update, context: TurnContext) -> None:
    """The group became a supergroup."""
    message = update.effective_message
    if message is not None and message.migrate_to_chat_id is not None:
        await context.turn(parse.migration(update))


def register(app: BotApplication) -> None:
    """The handlers of groups."""
    app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, migration))
