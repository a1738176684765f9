"""`python bot.py serve`: the bot itself, until it is told to stop. `run` starts it; nobody needs to by hand."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import BadRequest, InvalidToken

from commands import wiring
from delivery import sandbox_clock
from delivery.machine import Machine
from delivery.settings import SettingsWrong, read_settings
from delivery.webhook import CannotListen

__all__ = ["add_parser", "run", "serve", "until_stopped"]

END_WITHIN = 9.5
"""Seconds from the signal to the end of the process, whatever hangs."""
BAD_DATABASE = "The database of DATABASE_URL or KEYS_DATABASE_URL, or its file in DATA_DIR, cannot be opened"
TOLD_TO_STOP = (signal.SIGTERM, signal.SIGINT)
BAD_TOKEN = "TELEGRAM_TOKEN is not accepted by Telegram. Copy it again from @BotFather."

log = structlog.get_logger()


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `serve` to the command line."""
    parser = subparsers.add_parser("serve", help="run the bot only")
    parser.add_argument("--sandbox", metavar="URL", help="the stand-in whose clock to follow (never with a token)")


def run(args: argparse.Namespace) -> int:
    """Serves until SIGTERM or SIGINT."""
    wiring.set_up_logging()
    until_stopped(args.sandbox)
    return 0


def until_stopped(sandbox: str | None) -> None:
    """Serves until SIGTERM or SIGINT. Raises SettingsWrong."""
    with _last_call() as told:
        asyncio.run(serve(sandbox, told))


@contextmanager
def _last_call() -> Iterator[threading.Event]:
    """From the moment that the event is set, the process ends in time, even while something hangs.

    A name that is being looked up sits in a thread that nothing can end. Nothing is lost: it is as if the process were
    killed, and what it was doing is taken up at the next start.
    """
    told, ended = threading.Event(), threading.Event()

    def watch() -> None:
        told.wait()
        if not ended.wait(END_WITHIN):
            log.error("the stop took too long")
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield told
    finally:
        ended.set()


async def serve(sandbox: str | None, told: threading.Event) -> None:
    """Opens the machine and runs it; with `sandbox` it follows the stand-in's clock. Raises SettingsWrong.

    `told` is set when a signal asks it to stop.
    """
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
        raise SettingsWrong(BAD_TOKEN) from None
    except (SQLAlchemyError, OSError) as error:  # an address, a password, a server that is away
        raise SettingsWrong(f"{BAD_DATABASE} ({type(error).__name__}). See: python bot.py doctor") from None
    wiring.stay()

    def stop() -> None:
        told.set()
        machine.stop()

    loop = asyncio.get_running_loop()
    for sign in TOLD_TO_STOP:
        loop.add_signal_handler(sign, stop)
    running = [asyncio.create_task(machine.run())]
    if sandbox is not None:
        running.append(asyncio.create_task(sandbox_clock.follow(machine, sandbox)))
    try:
        await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        machine.stop()
        await running[0]
        for follower in running[1:]:
            follower.cancel()
            with suppress(asyncio.CancelledError):
                await follower
    except InvalidToken:
        raise SettingsWrong(BAD_TOKEN) from None
    except CannotListen as error:
        raise SettingsWrong(
            f"WEBHOOK_LISTEN={settings.webhook_listen} cannot be used ({error}). Set it to a free port of this machine."
        ) from None
    except BadRequest as error:
        raise SettingsWrong(f"WEBHOOK_URL is not accepted by Telegram ({error.message}).") from None
    finally:
        await machine.close()
