"""Calls to Telegram at the start, which must come through some time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

__all__ = ["persistently", "seconds_asked"]

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between two tries."""

log = structlog.get_logger()


async def persistently(what: str, step: Callable[[], Awaitable[None]]) -> None:
    """Tries until it works. Raises what another try would only meet again: InvalidToken, BadRequest."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await step()
        except (InvalidToken, BadRequest):
            raise
        except TelegramError as error:
            log.warning("trying again", step=what, error=type(error).__name__)
            await asyncio.sleep(max(pause, seconds_asked(error) if isinstance(error, RetryAfter) else 0))
            pause = min(LONGEST_PAUSE, pause * 2)


def seconds_asked(error: RetryAfter) -> float:
    """How many seconds Telegram asks to wait; the library gives a number now, and a timedelta in a later version."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
