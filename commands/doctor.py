"""`python bot.py doctor`: looks at everything that a bot needs to go live, and says what to do next, in order."""

from __future__ import annotations

import argparse
import asyncio

from commands.checkups import CHECKS, Finding, Patient, State
from delivery.clock import Clock
from delivery.settings import SettingsWrong, read_settings
from rights import CatalogueError, load_catalogue

__all__ = ["add_parser", "findings", "run"]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `doctor` to the command line."""
    subparsers.add_parser("doctor", help="check everything before going live, and say what to do next")


def run(_: argparse.Namespace) -> int:
    """Prints a line per finding; 0 only if the bot could go live."""
    found = asyncio.run(findings())
    for finding in found:
        print(finding)
    count = {state: sum(finding.state is state for finding in found) for state in State}
    if count[State.TO_DO] or count[State.BROKEN]:
        print(f"Not ready: {count[State.BROKEN]} broken, {count[State.TO_DO]} to do. Begin with the first of them.")
        return 1
    print("Ready to go live: python bot.py")
    return 0


async def findings() -> list[Finding]:
    """What there is to say, in the order in which somebody sets a bot up."""
    try:
        settings = read_settings()
    except SettingsWrong as problem:
        return [Finding(State.BROKEN, "settings", str(problem))]
    try:
        catalogue = load_catalogue()
    except CatalogueError as problem:
        return [Finding(State.BROKEN, "catalogue", str(problem))]
    patient = Patient(settings, catalogue, Clock().now())
    return [Finding(State.OK, "settings", "can be read"), *[line for check in CHECKS async for line in check(patient)]]
