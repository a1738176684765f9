"""`python bot.py`: with TELEGRAM_TOKEN set it serves Telegram; without, it starts the sandbox."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sys
from pathlib import Path

import aiohttp

from commands import invite, serve, wiring
from delivery.settings import Settings, read_settings
from sandbox import StandIn

__all__ = ["add_parser", "run"]

STAFF = {"coordinator": "Katrien", "volunteer": "Vera"}
"""Whose phones are there from the start, by the role that their invitation gives."""
_SANDBOXED = {"database_url": None, "keys_database_url": None}
BOT = Path(__file__).parent.parent / "bot.py"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `run` to the command line; it is also what runs when no command is given."""
    subparsers.add_parser("run", help="run the bot: on Telegram with TELEGRAM_TOKEN, else in the sandbox")


def run(_: argparse.Namespace) -> int:
    """Runs until interrupted."""
    settings = read_settings()
    wiring.set_up_logging()
    if settings.telegram_token is not None:
        print("Serving Telegram. Stop with Ctrl+C.")
        serve.until_stopped(None)
    else:
        asyncio.run(_sandbox(settings))
    return 0


class _Child:
    """The bot as a process of its own, so that the page can kill it for real."""

    def __init__(self, url: str, settings: Settings, pages: str) -> None:
        self._url = url
        self._environment = {
            **os.environ,
            "DATA_DIR": str(settings.data_dir),
            # Said, so that none from .env is taken: that one may be a live bot's.
            "DATABASE_URL": settings.database,
            "KEYS_DATABASE_URL": f"sqlite+aiosqlite:///{settings.keys_database}",
            "PUBLIC_URL": f"http://{pages}",
            "WEBHOOK_LISTEN": pages,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Starts it, unless it runs."""
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, str(BOT), "serve", "--sandbox", self._url, env=self._environment
            )

    async def kill(self) -> None:
        """Ends it at once, in the middle of whatever it does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Lets it finish what is in flight."""
        await self._end(signal.SIGTERM)

    async def _end(self, sign: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(sign)
            await self._process.wait()


def _free_place() -> str:
    """Where partners' pages stand in the sandbox: a port of loopback that is free now, and stays the same when the bot
    is killed and started again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


async def _first_phones(url: str) -> None:
    """A parent, staff on the way in by their invitations, and the group that the coordinator can add the bot to."""
    async with aiohttp.ClientSession(f"{url}/sandbox/") as page:
        await page.post("phones", json={"first_name": "Sara", "language_code": "nl", "role": "parent"})
        ids: dict[str, int] = {}
        for role, name in STAFF.items():
            if role in invite.ROLES:
                staff = {"first_name": name, "language_code": "nl", "role": role, "municipality": "ninove"}
                async with page.post("phones", json=staff) as response:
                    ids[role] = (await response.json())["id"]
        await page.post("groups", json={"title": "Team Ninove", "creator": ids["coordinator"]})


async def _sandbox(settings: Settings) -> None:
    """The stand-in and its page in this process, the real bot as its child over real HTTP.

    The stand-in's phones are new at every start, so the bot's data is too: it lives in a folder of its own.
    """
    settings = settings.model_copy(update=_SANDBOXED | {"data_dir": settings.data_dir / "sandbox"})
    shutil.rmtree(settings.data_dir, ignore_errors=True)
    wiring.parts(settings)  # a wrong setting is told before anything starts

    async def invited(role: str, municipality: str) -> str:
        cloud = stand_in.cloud  # its clock may have been moved on
        return await invite.issue(settings, role, municipality, cloud.bot.username or "", cloud.clock.now())

    stand_in = StandIn(token=wiring.SANDBOX_TOKEN, invite=invited)
    await stand_in.start(port=settings.sandbox_port)
    print(f"Sandbox: {stand_in.url}/", flush=True)
    print("Open that page in a browser: phones of a family, of staff and of the team. Stop with Ctrl+C.", flush=True)
    child = _Child(stand_in.url, settings, _free_place())

    async def killed() -> None:
        await child.kill()
        stand_in.set_running(False)

    stand_in.on_kill, stand_in.on_start = killed, child.start
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopped.set)
    await child.start()
    await _first_phones(stand_in.url)
    await stopped.wait()
    await child.stop()
    await stand_in.stop()
