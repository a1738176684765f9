"""`python bot.py invite volunteer --municipality ninove`: a one-time link that gives whoever opens it a role."""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime, timedelta

from telegram import Bot

from commands import wiring
from delivery.clock import Clock
from delivery.request import AiohttpRequest
from delivery.settings import Settings, SettingsWrong, read_settings
from rights import load_catalogue
from storage import links
from storage.database import Database

__all__ = ["VALID", "add_parser", "issue", "run"]

ROLES = ("coordinator", "volunteer", "admin", "partner")
VALID = timedelta(days=7)
"""How long an invitation can be used."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `invite` to the command line."""
    parser = subparsers.add_parser("invite", help="make a one-time link that gives a role")
    parser.add_argument("role", choices=ROLES)
    parser.add_argument("--municipality", required=True, metavar="ID")


def run(args: argparse.Namespace) -> int:
    """Prints the link."""
    settings = read_settings()
    if settings.telegram_token is None:
        raise SettingsWrong(
            f"TELEGRAM_TOKEN is not set. In the sandbox, add a {args.role}'s phone on the page instead."
        )
    link = asyncio.run(_issue_live(settings, args.role, args.municipality))
    print(link)
    print(f"Give it to one person. It works once, within {VALID.days} days.")
    return 0


async def _issue_live(settings: Settings, role: str, municipality: str) -> str:
    async with Bot(
        settings.telegram_token or "", base_url=f"{settings.telegram_api_url}/bot", request=AiohttpRequest()
    ) as bot:
        return await issue(settings, role, municipality, bot.username, Clock().now())


async def issue(settings: Settings, role: str, municipality: str, bot_username: str, now: datetime) -> str:
    """A new invitation as a deep link. Raises SettingsWrong for a municipality that the bot does not serve."""
    known = wiring.served(settings, load_catalogue())
    if municipality not in known:
        raise SettingsWrong(f"This bot does not serve {municipality}; it serves {', '.join(known)}.")
    wiring.make_data_dir(settings)
    db = Database(settings.database)
    try:
        await db.migrate()
        async with db.write() as conn:
            token = await links.issue(conn, "invite", f"{municipality}:{role}", now + VALID)
    finally:
        await db.close()
    return f"https://t.me/{bot_username}?start={token}"
