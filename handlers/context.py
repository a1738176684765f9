"""The context that python-telegram-bot hands to a handler: one method, bound to the open transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot

from conversations.events import Event

__all__ = ["OPEN_TURN", "BotApplication", "TurnContext"]

OPEN_TURN = "open_turn"
"""Where the running turn stands in `bot_data` while its update is processed."""

Perform = Callable[[Event, str], Awaitable[None]]


class TurnContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """`turn` is all that a handler may do."""

    async def turn(self, event: Event, callback_id: str = "") -> None:
        """Runs the turn of this event in the transaction that its update was claimed in."""
        perform: Perform = self.bot_data[OPEN_TURN]
        await perform(event, callback_id)


BotApplication = Application[Any, TurnContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]
