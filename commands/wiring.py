"""From settings to the parts of a machine; every way in checks the same things and says the same what to do."""

from __future__ import annotations

import gc
import logging
import sys
from dataclasses import replace
from pathlib import Path

import structlog

from delivery.clock import Clock
from delivery.listening import Public
from delivery.machine import Parts
from delivery.pacing import PRIVATE
from delivery.settings import Settings, SettingsWrong
from delivery.webhook import Webhook
from rights import Catalogue, load_catalogue
from storage.keys import new_master_key, read_master_key

__all__ = [
    "SANDBOX_TOKEN",
    "fill_in",
    "make_data_dir",
    "master_key",
    "parts",
    "served",
    "set_up_logging",
    "stay",
    "write_key",
]

SANDBOX_TOKEN = "1:sandbox"
OUTSIDE = Path("/etc/rights-bot/key")
"""A place for the master key where no copy of the data takes it along."""
NEW_BEFORE_A_ROUND = 10_000
"""New objects before the garbage collector goes round; Python's own 700 is for programs that make few."""


def fill_in(municipality: str) -> str:
    """What to do about a municipality whose contact point is not known."""
    file = f"rights/catalogue/municipalities/{municipality}/municipality.yaml"
    return f"Families could not reach it: write name, and phone or address, under contact_points in {file}."


def set_up_logging() -> None:
    """Lines of JSON on standard error, with event names and counts, never what people said. Libraries only warn."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s %(levelname)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def stay() -> None:
    """For a process that serves until it ends, once all is loaded: the garbage collector need not look at that again.

    It also looks less often at what is new. A turn makes thousands of small values that go by themselves, and those
    that stay belong to answers at hand; so each round found next to nothing, and took a quarter of a turn's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_BEFORE_A_ROUND, 10, 10)


def served(settings: Settings, catalogue: Catalogue) -> tuple[str, ...]:
    """The municipalities to serve, in the order of the setting. Live: only those whose contact point is known, and an
    invented one only if it is named.

    Raises SettingsWrong for one without a folder, and live for a named one without a contact point, or if none is left.
    """
    towns = catalogue.municipalities
    unknown = [name for name in settings.municipalities if name not in towns]
    if unknown:
        raise SettingsWrong(f"MUNICIPALITIES names {unknown[0]}, which has no folder; known are {', '.join(towns)}.")
    if settings.telegram_token is None:
        return settings.municipalities or tuple(towns)
    unreachable = [name for name in settings.municipalities if not towns[name].reachable]
    if unreachable:
        raise SettingsWrong(f"MUNICIPALITIES names {unreachable[0]}. {fill_in(unreachable[0])}")
    real = tuple(name for name, town in towns.items() if town.reachable and not town.invented)
    if not (settings.municipalities or real):
        raise SettingsWrong(fill_in("<id>"))
    return settings.municipalities or real


def write_key(file: Path) -> None:
    """A new master key, readable by this user only. Raises FileExistsError: a key is never overwritten."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(new_master_key() + "\n")


def master_key(settings: Settings) -> bytes:
    """The master key. The sandbox makes its own; with a token it must be there, outside DATA_DIR."""
    default = settings.data_dir / "key"
    file = settings.key_file or default
    if settings.telegram_token is None and not file.exists():
        write_key(file)
    if not file.exists():
        made = settings.key_file or OUTSIDE
        raise SettingsWrong(f"KEY_FILE is missing. Make one: python bot.py keys new {made}, then set KEY_FILE={made}.")
    if settings.telegram_token is not None and file.resolve().is_relative_to(settings.data_dir.resolve()):
        if file.resolve() != default.resolve():
            raise SettingsWrong("KEY_FILE lies in DATA_DIR, where a copy of the data would hold its key. Move it out.")
        print("Warning: the key lies in DATA_DIR. That will do for a trial run only.", file=sys.stderr)
    try:
        return read_master_key(file)
    except OSError as error:
        raise SettingsWrong(
            f"KEY_FILE={file} cannot be read ({error.strerror}). Set it to a file with a key."
        ) from None


def make_data_dir(settings: Settings) -> None:
    """Makes the folder for all that the bot writes. Raises SettingsWrong where that cannot be."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = f"DATA_DIR={settings.data_dir} cannot be made ({error.strerror})."
        raise SettingsWrong(f"{reason} Set it to a folder that the bot may write in.") from None


def parts(settings: Settings) -> Parts:
    """What a machine is made of under these settings."""
    make_data_dir(settings)
    catalogue = load_catalogue()
    towns = served(settings, catalogue)
    key = master_key(settings)
    live = settings.telegram_token is not None
    left = [name for name, town in catalogue.municipalities.items() if live and not (town.reachable or town.invented)]
    if left and not settings.municipalities:
        print(
            f"Not served, families could not reach them: {', '.join(left)}. See: python bot.py doctor", file=sys.stderr
        )
    return Parts(
        token=settings.telegram_token or SANDBOX_TOKEN,
        api_url=settings.telegram_api_url,
        database_url=settings.database,
        keys_at=settings.keys_database,
        master_key=key,
        catalogue=catalogue,
        served=towns,
        clock=Clock(),
        webhook=_webhook(settings),
        public=_public(settings),
        gated=settings.telegram_token is not None,
        second_factor=settings.staff_second_factor,
        messages_per_second=settings.messages_per_second,
        private_pace=replace(PRIVATE, rate=settings.messages_per_second_each),
    )


def _webhook(settings: Settings) -> Webhook | None:
    """Where Telegram posts; the sandbox is asked for updates, whatever `.env` says of a live bot."""
    if settings.telegram_token is None or settings.webhook_url is None:
        return None
    host, port = settings.listen
    return Webhook(settings.webhook_url, settings.webhook_secret or "", host, port)


def _public(settings: Settings) -> Public | None:
    """Where partners' pages stand, if they may."""
    return Public(settings.public_url, *settings.listen) if settings.public_url is not None else None
