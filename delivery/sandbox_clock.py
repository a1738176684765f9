"""In the sandbox the stand-in decides what time it is. A bot with a real token never asks it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import aiohttp
import structlog

from delivery.machine import Machine

__all__ = ["follow"]

log = structlog.get_logger()


async def follow(machine: Machine, root: str) -> None:
    """Tells the stand-in whenever all that is due is done, and takes the clock that it answers. Runs until cancelled.

    So a jump of three days goes through every due moment in between, in order.
    """
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        while True:
            try:
                while not (rest := await machine.rest()).idle:  # noqa: ASYNC110  (what makes it idle is in the database)
                    await asyncio.sleep(0.02)
                due = rest.next_due.isoformat() if rest.next_due else None
                report = {"now": machine.clock.now().isoformat(), "next_due": due}
                async with session.post(f"{root}/sandbox/clock/report", json=report) as response:
                    answer = await response.json()
                machine.clock.offset = timedelta(seconds=float(answer["offset"]))
                machine.wake()
            except (aiohttp.ClientError, TimeoutError, KeyError, ValueError) as error:
                log.warning("the sandbox's clock does not answer", error=type(error).__name__)
                await asyncio.sleep(1)
