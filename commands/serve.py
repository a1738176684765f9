"""`python bot.py serve`: the bot itself, until it is told to stop. `run` starts it; nobody needs to by hand."""

from __future__ import annotations

import argparse
import asyncio
import signal

from telegram.error import InvalidToken

from commands import wiring
from delivery import sandbox_clock
from delivery.machine import Machine
from delivery.settings import SettingsWrong, read_settings

__all__ = ["add_parser", "run", "serve"]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `serve` to the command line."""
    parser = subparsers.add_parser("serve", help="run the bot only")
    parser.add_argument("--sandbox", metavar="URL", help="the stand-in whose clock to follow (never with a token)")


def run(args: argparse.Namespace) -> int:
    """Serves until SIGTERM or SIGINT."""
    wiring.set_up_logging()
    asyncio.run(serve(args.sandbox))
    return 0


async def serve(sandbox: str | None) -> None:
    """Opens the machine and runs it; with `sandbox` it follows the stand-in's clock. Raises SettingsWrong."""
    settings = read_settings()
    if sandbox is not None:
        if settings.telegram_token is not None:
            raise SettingsWrong(
                "TELEGRAM_TOKEN is set: the sandbox does not use one. Unset it, or leave out --sandbox."
            )
        settings = settings.model_copy(update={"telegram_api_url": sandbox})
    parts = wiring.parts(settings)
    try:
        machine = await Machine.open(parts)
    except InvalidToken:
        raise SettingsWrong("TELEGRAM_TOKEN is not accepted by Telegram. Copy it again from @BotFather.") from None
    running = [asyncio.create_task(machine.run())]
    if sandbox is not None:
        running.append(asyncio.create_task(sandbox_clock.follow(machine, sandbox)))
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, lambda: [task.cancel() for task in running])
    try:
        await asyncio.gather(*running)
    except asyncio.CancelledError:
        await asyncio.gather(*running, return_exceptions=True)
    finally:
        await machine.close()
