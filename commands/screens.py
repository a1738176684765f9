"""`python bot.py screens [--language ar] [--out FILE]`: every screen and every notice on one page, for readers."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from delivery.settings import SettingsWrong
from followups import BRUSSELS
from locales import LANGUAGES, SOURCE_LANGUAGE
from rehearsal.gallery import collect
from rehearsal.gallery_page import page

__all__ = ["add_parser", "run"]

FOLDER = Path("build")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `screens` to the command line."""
    parser = subparsers.add_parser("screens", help="write every screen and notice as one page, for readers")
    parser.add_argument("--language", choices=tuple(LANGUAGES), default=SOURCE_LANGUAGE)
    parser.add_argument("--out", type=Path, metavar="FILE", help="where the page goes; build/screens-LANGUAGE.html")
    parser.add_argument(
        "--stories", type=Path, nargs="+", metavar="FILE", help="only what these golden conversations show"
    )


def run(args: argparse.Namespace) -> int:
    """Writes the page; 1 where a conversation did not go as it is written. Reads no settings and no real data."""
    out: Path = args.out or FOLDER / f"screens-{args.language}.html"
    gallery = collect(args.language, args.stories)
    for line in gallery.broken:
        print(line, file=sys.stderr)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(page(gallery, datetime.now(BRUSSELS).date()), "utf-8")
    except OSError as error:
        raise SettingsWrong(f"{out} cannot be written ({error.strerror}). Choose another place.") from None
    (shown, steps), (told, kinds) = gallery.steps, gallery.notices
    print(f"Written: {out}. It shows {shown} of {steps} steps and {told} of {kinds} kinds of notice.")
    return 1 if gallery.broken else 0
