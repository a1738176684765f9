"""`python bot.py keys new FILE`: a master key of your own, to be kept outside DATA_DIR and out of its backups."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands import wiring
from delivery.settings import SettingsWrong

__all__ = ["add_parser", "run"]


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `keys` to the command line."""
    actions = subparsers.add_parser("keys", help="make a master key").add_subparsers(dest="action", required=True)
    actions.add_parser("new", help="make a new key file").add_argument("file", type=Path, metavar="FILE")


def run(args: argparse.Namespace) -> int:
    """Makes the file. Raises SettingsWrong where one stands already: what it sealed would be lost."""
    try:
        wiring.write_key(args.file)
    except OSError as error:
        if args.file.exists():
            raise SettingsWrong(
                f"{args.file} is there already; a key is never overwritten. Choose another name."
            ) from None
        raise SettingsWrong(f"{args.file} cannot be written ({error.strerror}). Choose another place.") from None
    print(f"Made {args.file}. Set KEY_FILE={args.file}. Without this file the data cannot be read: keep a copy apart.")
    return 0
