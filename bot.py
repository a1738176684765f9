"""The rights bot. `python bot.py` runs it: on Telegram with TELEGRAM_TOKEN set, else in the sandbox."""

from __future__ import annotations

import argparse
import sys

from commands import catalogue, doctor, invite, keys, run, screen, screens, serve, signoff, translations
from delivery.settings import SettingsWrong
from rights import CatalogueError
from storage.keys import WrongMasterKey

COMMANDS = {
    "run": run,
    "serve": serve,
    "doctor": doctor,
    "catalogue": catalogue,
    "screen": screen,
    "invite": invite,
    "keys": keys,
    "screens": screens,
    "signoff": signoff,
    "translations": translations,
}


def main(arguments: list[str] | None = None) -> int:
    """Reads the command line and runs one command; a mistake of ours to mend is one line, not a traceback."""
    parser = argparse.ArgumentParser(prog="bot.py", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS.values():
        command.add_parser(subparsers)
    parsed = parser.parse_args(arguments or sys.argv[1:] or ["run"])
    try:
        code: int = COMMANDS[parsed.command].run(parsed)
        return code
    except (SettingsWrong, WrongMasterKey, CatalogueError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
