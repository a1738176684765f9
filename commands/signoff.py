"""`python bot.py signoff MUNICIPALITY`: somebody of the municipality answers for the figures that families will see."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from commands import wiring
from delivery.clock import Clock
from delivery.settings import Settings, SettingsWrong, read_settings
from followups import BRUSSELS
from rights import ELSEWHERE, Catalogue, fingerprint, load_catalogue
from rights.figures import Basis, Figure, FigureValue
from storage import signoffs
from storage.database import Database
from storage.signoffs import Signed

__all__ = ["Row", "add_parser", "pass_of", "rows", "run"]

LONGEST_NAME = 80
UNITS: Mapping[Basis, str] = {
    Basis.TAXABLE_PER_YEAR: "EUR a year, taxable",
    Basis.NET_PER_MONTH: "EUR a month, net",
    Basis.GROSS_PER_MONTH: "EUR a month, gross",
    Basis.PAID_PER_MONTH: "EUR a month",
    Basis.PAID_PER_YEAR: "EUR a year",
    Basis.PAID_ONCE: "EUR once",
    Basis.PRICE_PER_MONTH: "EUR a month to pay",
    Basis.PER_LITRE: "EUR a litre",
    Basis.PER_KWH: "EUR a kWh",
    Basis.PER_DAY: "EUR a day",
    Basis.PER_WEEK: "EUR a week",
    Basis.PER_HOUR: "EUR an hour",
    Basis.PER_SESSION: "EUR a session",
    Basis.RATIO: "times",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a pass as it holds today, and who signed it off (None: nobody)."""

    figure: Figure
    value: FigureValue
    fingerprint: str
    overdue: bool
    signed: Signed | None

    def __str__(self) -> str:
        """A line for the list: what to compare, with what, and who did."""
        mark, value = "x" if self.signed else " ", self.value
        status = f"{value.status}, check overdue" if self.overdue else value.status
        page = f"{value.source.page} ({value.source.date}){f' {value.source.url}' if value.source.url else ''}"
        by = f"\n      signed by {self.signed.by_name} on {self.signed.on}" if self.signed else ""
        amount = f"{value.value} {UNITS[self.figure.basis]}, from {value.valid_from}"
        return f"  [{mark}] {self.figure.id}: {amount}\n      {status}: {page}{by}"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `signoff` to the command line."""
    parser = subparsers.add_parser("signoff", help="sign off the figures of a municipality, or list them")
    parser.add_argument("municipality", metavar="MUNICIPALITY", help=f"its id, or {ELSEWHERE}")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--list", action="store_true", help="show every figure and who signed it (what happens by itself)"
    )
    what.add_argument("--figure", action="append", metavar="ID", default=[], help="sign this figure; may be repeated")
    what.add_argument("--all", action="store_true", help="sign every figure that nobody signed yet")
    parser.add_argument("--by", metavar="NAME", help="the person who checked the figures")
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")


def run(args: argparse.Namespace) -> int:
    """Lists the figures of a municipality, or signs some. Raises SettingsWrong."""
    settings = read_settings()
    here = pass_of(args.municipality)
    wiring.make_data_dir(settings)
    today = Clock().now().astimezone(BRUSSELS).date()
    found = asyncio.run(_with_database(settings, here, today))
    if not (args.figure or args.all):
        _print_all(args.municipality, found)
        return 0
    chosen = _chosen(found, args.figure)
    if not chosen:
        print(f"Every figure of {args.municipality} is signed already.")
        return 0
    by_name = _name(args.by)
    print(f"{by_name} signs for {args.municipality}:")
    for row in chosen:
        print(row)
    if not args.yes and not _confirmed(len(chosen)):
        print("Nothing was signed.")
        return 1
    asyncio.run(_with_database(settings, here, today, chosen, by_name))
    print(f"Signed: {len(chosen)}. A bot that runs shows these amounts when it is started again.")
    return 0


def pass_of(municipality: str) -> Catalogue:
    """The rights pass to sign for. Raises SettingsWrong for a municipality without a folder."""
    catalogue = load_catalogue()
    if municipality not in catalogue.passes:
        known = ", ".join(catalogue.passes)
        raise SettingsWrong(f"There is no municipality {municipality}. Choose one of {known}.")
    return catalogue.for_municipality(municipality)


def rows(here: Catalogue, signed: Mapping[str, Signed], today: date) -> tuple[Row, ...]:
    """Every figure of a pass as it holds today; `signed` by fingerprint."""
    return tuple(
        Row(
            figure,
            value := figure.on(today),
            mark := fingerprint(here, figure, today),
            value.status == "verified" and figure.doubtful(today),
            signed.get(mark),
        )
        for figure in here.figures_used
    )


async def _with_database(
    settings: Settings, here: Catalogue, today: date, chosen: Iterable[Row] = (), by_name: str = ""
) -> tuple[Row, ...]:
    """Signs what was chosen, and gives every figure as it stands then."""
    db = Database(settings.database)
    try:
        await db.migrate()
        async with db.write() as conn:
            figures = {row.fingerprint: row.figure.id for row in chosen}
            await signoffs.sign(conn, here.place, figures, by_name, today)
            return rows(here, await signoffs.signed_by(conn, here.place), today)
    finally:
        await db.close()


def _print_all(municipality: str, found: tuple[Row, ...]) -> None:
    unsigned = sum(row.signed is None for row in found)
    print(f"Figures of {municipality}, {len(found)}; not signed: {unsigned}.")
    for row in found:
        print(row)
    if unsigned:
        print("Compare each value with an official page. A wrong one is mended in rights/catalogue/parameters/.")
        print(f"Then: python bot.py signoff {municipality} --by 'Your name' --figure ID (or --all)")


def _chosen(found: tuple[Row, ...], ids: list[str]) -> tuple[Row, ...]:
    known = {row.figure.id: row for row in found}
    unknown = [name for name in ids if name not in known]
    if unknown:
        raise SettingsWrong(f"There is no figure {unknown[0]} here. Choose one of {', '.join(known)}.")
    if ids:
        return tuple(known[name] for name in dict.fromkeys(ids))
    return tuple(row for row in found if row.signed is None)


def _name(given: str | None) -> str:
    if given is None and sys.stdin.isatty():
        given = input("Your name: ")
    name = " ".join((given or "").split())
    if not 2 <= len(name) <= LONGEST_NAME:
        raise SettingsWrong("Say who checked the figures: --by 'Your name' (2 to 80 characters).")
    return name


def _confirmed(figures: int) -> bool:
    if not sys.stdin.isatty():
        raise SettingsWrong("Nobody is here to confirm. Add --yes to sign without a question.")
    answer = input(f"Families will see {'this amount' if figures == 1 else f'these {figures} amounts'}. Sign? [y/N] ")
    return answer.strip().lower() in {"y", "yes", "j", "ja"}
