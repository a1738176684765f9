"""What must be so before a bot goes live, one check after the other; nothing here changes anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

import aiohttp
from sqlalchemy.exc import SQLAlchemyError

from commands import translations, wiring
from conversations import privacy
from delivery.settings import Settings, SettingsWrong
from followups import BRUSSELS
from locales import LANGUAGES, SOURCE_LANGUAGE
from locales.catalogues import catalogue_path, read_catalogue
from rights import ELSEWHERE, Catalogue, Municipality, unsigned
from storage.database import Database
from storage.keys import KeyRing, WrongMasterKey, read_master_key
from storage.readiness import Readiness, readiness

__all__ = ["CHECKS", "Finding", "Patient", "State"]

ENOUGH_DISK = 500_000_000
"""Bytes free below which a database that grows for months is at risk."""
MOST_SECONDS_OFF = 30
"""A clock further off than this makes promises at the wrong hour."""
ANSWER_WITHIN = aiohttp.ClientTimeout(total=10)


class State(StrEnum):
    """How a check ended. Only where all are OK a bot can go live."""

    OK = "OK"
    TO_DO = "TO DO"
    BROKEN = "BROKEN"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, and what to do next where it is not OK."""

    state: State
    what: str
    line: str

    def __str__(self) -> str:
        return f"{self.state:<7} {self.what}: {self.line}"


@dataclass(slots=True)
class Patient:
    """What is looked at. `now` is this machine's clock."""

    settings: Settings
    catalogue: Catalogue
    now: datetime
    database: Readiness | None = None
    """None: there is no database that can be read yet."""

    @property
    def today(self) -> date:
        return self.now.astimezone(BRUSSELS).date()

    @property
    def towns(self) -> tuple[Municipality, ...]:
        """The municipalities that it would serve live; none where that is not settled."""
        try:
            served = wiring.served(self._live(), self.catalogue)
        except SettingsWrong:
            named = [name for name in self.settings.municipalities if name in self.catalogue.municipalities]
            return tuple(self.catalogue.municipalities[name] for name in named)
        return tuple(self.catalogue.municipalities[name] for name in served)

    def served_live(self) -> tuple[str, ...]:
        """As `wiring.served` with a token. Raises SettingsWrong."""
        return wiring.served(self._live(), self.catalogue)

    def _live(self) -> Settings:
        return self.settings.model_copy(update={"telegram_token": self.settings.telegram_token or "to come"})


Check = Callable[[Patient], AsyncIterator[Finding]]


def _ok(what: str, line: str) -> Finding:
    return Finding(State.OK, what, line)


def _to_do(what: str, line: str) -> Finding:
    return Finding(State.TO_DO, what, line)


def _broken(what: str, line: str) -> Finding:
    return Finding(State.BROKEN, what, line)


# -- this machine -----------------------------------------------------------------------------------------------------


async def data_folder(patient: Patient) -> AsyncIterator[Finding]:
    """Where all data go: can it be written, is there room."""
    folder = patient.settings.data_dir
    place = next(parent for parent in (folder.resolve(), *folder.resolve().parents) if parent.exists())
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        yield _broken("data", f"{place} cannot be written. Set DATA_DIR to a folder that the bot may write in.")
        return
    free = shutil.disk_usage(place).free
    if free < ENOUGH_DISK:
        yield _broken("data", f"{free // 1_000_000} MB free in {place}. Make room, or move DATA_DIR to a larger disk.")
    else:
        yield _ok("data", f"{folder}, {free // 1_000_000_000} GB free")


async def key(patient: Patient) -> AsyncIterator[Finding]:
    """The master key: there, outside DATA_DIR, and the one that the data were sealed with."""
    settings = patient.settings
    file = settings.key_file
    if file is None or not file.exists():
        made = file or wiring.OUTSIDE
        yield _to_do("key", f"python bot.py keys new {made}, then KEY_FILE={made} in .env. Keep a copy apart.")
        return
    if file.resolve().is_relative_to(settings.data_dir.resolve()):
        yield _broken("key", f"{file} lies in DATA_DIR, so a copy of the data holds its key. Move it, set KEY_FILE.")
        return
    try:
        master = read_master_key(file)
    except WrongMasterKey as error:
        yield _broken("key", f"{str(error).removesuffix('.')}.")
        return
    except OSError as error:
        yield _broken("key", f"KEY_FILE={file} cannot be read ({error.strerror}). Give the bot's user read access.")
        return
    keys_at = settings.keys_database
    try:
        if isinstance(keys_at, str) or keys_at.exists():
            await (await KeyRing.at(keys_at, master)).close()
    except WrongMasterKey as error:
        yield _broken("key", f"{str(error).removesuffix('.')}.")
        return
    except (SQLAlchemyError, OSError) as error:
        where = "KEYS_DATABASE_URL" if isinstance(keys_at, str) else keys_at
        yield _broken("key", f"the wrapped keys cannot be opened ({_cause(error)}). Mend {where}.")
        return
    yield _ok("key", f"{file}, outside DATA_DIR")


def _cause(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]


async def database(patient: Patient) -> AsyncIterator[Finding]:
    """The database: there, of this version, can be written. What it says is kept for the checks after it."""
    settings = patient.settings
    if settings.database_url is None and not (settings.data_dir / "rights.sqlite").exists():
        yield _to_do("database", "not made yet: python bot.py makes it when it starts")
        return
    db = Database(settings.database)
    try:
        if not await db.migrated():
            yield _to_do("database", "of an earlier version: python bot.py brings it up to date when it starts")
            return
        async with db.write() as conn:
            patient.database = await readiness(conn)
    except (SQLAlchemyError, OSError) as error:
        yield _broken(
            "database", f"cannot be opened and written ({_cause(error)}). Mend DATABASE_URL, or the rights of its file."
        )
        return
    finally:
        await db.close()
    yield _ok("database", "newest version, can be written")


# -- Telegram ---------------------------------------------------------------------------------------------------------


async def telegram(patient: Patient) -> AsyncIterator[Finding]:
    """The token, what the bot may do, the webhook, and this machine's clock against Telegram's."""
    settings = patient.settings
    if settings.telegram_token is None:
        yield _to_do("token", "ask @BotFather in Telegram for a bot, then TELEGRAM_TOKEN=... in .env")
        return
    try:
        async with aiohttp.ClientSession(timeout=ANSWER_WITHIN) as session:
            me, at = await _asked(session, settings, "getMe")
            hook, _ = await _asked(session, settings, "getWebhookInfo")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        reason = type(error).__name__
        yield _broken(
            "token", f"{settings.telegram_api_url} does not answer ({reason}). Check the network, and TELEGRAM_API_URL."
        )
        return
    if me is None:
        yield _broken("token", "Telegram does not accept TELEGRAM_TOKEN. Copy it again from @BotFather.")
        return
    yield _ok("token", f"@{me.get('username', '?')}")
    if not me.get("can_join_groups", True):
        yield _to_do("groups", "the bot may not join groups: @BotFather, Bot Settings, Allow Groups, turn on")
    if me.get("can_read_all_group_messages", False):
        yield _to_do(
            "privacy", "the bot reads all that is said in groups: @BotFather, Bot Settings, Group Privacy, turn on"
        )
    for finding in (*_webhook(settings, hook or {}), *_clock(patient.now, at)):
        yield finding


async def _asked(session: aiohttp.ClientSession, settings: Settings, method: str) -> tuple[dict[str, Any] | None, str]:
    """What Telegram answers (None: it refuses), and the Date that stands on the answer."""
    url = f"{settings.telegram_api_url}/bot{settings.telegram_token}/{method}"
    async with session.get(url) as response:
        answer = await response.json(content_type=None)
        if response.status >= 500 or not isinstance(answer, dict):
            raise ValueError(response.status)
        return answer.get("result") if answer.get("ok") else None, response.headers.get("Date", "")


def _webhook(settings: Settings, hook: dict[str, Any]) -> Iterator[Finding]:
    there, trouble = hook.get("url", ""), hook.get("last_error_message")
    if settings.webhook_url is None:
        if there:
            yield _ok("webhook", "one is set; the bot takes it away when it starts, for WEBHOOK_URL is not set")
        else:
            yield _ok("webhook", "none: the bot fetches its updates")
    elif there != settings.webhook_url:
        yield _ok("webhook", "not set yet: the bot sets it when it starts")
    elif trouble:
        pending = hook.get("pending_update_count", 0)
        yield _broken(
            "webhook", f"Telegram says {trouble!r}, {pending} updates wait. Check that WEBHOOK_URL leads to the bot."
        )
    else:
        yield _ok("webhook", "set, and Telegram reaches it")


def _clock(now: datetime, at: str) -> Iterator[Finding]:
    try:
        off = (now - parsedate_to_datetime(at).astimezone(UTC)).total_seconds()
    except (TypeError, ValueError):
        yield _ok("clock", "the Bot API says no date: not compared")
        return
    if abs(off) > MOST_SECONDS_OFF:
        way = "ahead of" if off > 0 else "behind"
        yield _broken(
            "clock", f"{abs(off):.0f} seconds {way} Telegram's. Set this machine's time: timedatectl set-ntp true"
        )
    else:
        yield _ok("clock", "as Telegram's")


# -- the municipalities -----------------------------------------------------------------------------------------------


async def contact_points(patient: Patient) -> AsyncIterator[Finding]:
    """Whether there is a municipality to serve, and families can be told where it is."""
    try:
        served = patient.served_live()
    except SettingsWrong as problem:
        yield _to_do("municipalities", str(problem))
        return
    yield _ok("municipalities", ", ".join(served))
    left = [
        name
        for name, town in patient.catalogue.municipalities.items()
        if name not in served and not town.invented and not town.reachable
    ]
    if left and not patient.settings.municipalities:
        yield _to_do(
            "municipalities",
            f"{', '.join(left)} have no contact point. Fill it in, or set MUNICIPALITIES={','.join(served)}",
        )


async def teams(patient: Patient) -> AsyncIterator[Finding]:
    """A coordinator and a confirmed group for each municipality."""
    ready = patient.database or Readiness({}, frozenset(), frozenset())
    for town in patient.towns:
        if count := ready.coordinators.get(town.id, 0):
            yield _ok(f"coordinators of {town.name}", str(count))
        else:
            invite = f"python bot.py invite coordinator --municipality {town.id}"
            yield _to_do(f"coordinators of {town.name}", f"nobody yet: {invite}, and send them the link")
        if town.id in ready.groups:
            yield _ok(f"group of {town.name}", "confirmed")
        else:
            yield _to_do(
                f"group of {town.name}", "a coordinator adds the bot to the team's group and says yes in private"
            )


async def figures(patient: Patient) -> AsyncIterator[Finding]:
    """The catalogue, and the figures that were signed off for each municipality and for families of none of them."""
    whole = patient.catalogue
    yield _ok(
        "catalogue", f"{len(whole.rights)} rights, {len(whole.figures)} figures, {len(whole.questions)} questions"
    )
    signed = patient.database.signed if patient.database else frozenset()
    for place, name in (*((town.id, town.name) for town in patient.towns), (ELSEWHERE, "families elsewhere")):
        here = whole.for_municipality(place)
        waiting = unsigned(here, signed, patient.today)
        doubtful = sum(figure.id in waiting and figure.doubtful(patient.today) for figure in here.figures_used)
        if waiting:
            about = f"{len(waiting)} not signed off, {doubtful} of them unofficial, unverified or overdue"
            yield _to_do(f"figures of {name}", f"{about}: python bot.py signoff {place}")
        else:
            yield _ok(f"figures of {name}", "all signed off")


async def information(patient: Patient) -> AsyncIterator[Finding]:
    """The information text of each municipality, signed off by its data protection officer."""
    for town in patient.towns:
        if town.information_signed(privacy.VERSION):
            yield _ok(f"information text of {town.name}", f"version {privacy.VERSION}, signed by {town.dpo.name}")
            continue
        file = f"rights/catalogue/municipalities/{town.id}/municipality.yaml"
        keys = f"dpo: name, email, information_version: {privacy.VERSION}, information_signed_on"
        yield _to_do(f"information text of {town.name}", f"let its DPO read it, then write in {file} under {keys}")


async def retention(patient: Patient) -> AsyncIterator[Finding]:
    """How long data are kept: whether somebody signed the table. A strange or missing term stops the catalogue."""
    terms = patient.catalogue.terms
    if terms.draft:
        file = "rights/catalogue/retention.yaml"
        yield _to_do("retention terms", f"a draft: let the DPO read {file}, then write signed_off: by, on in it")
    else:
        yield _ok("retention terms", f"signed by {terms.signed_off.by} on {terms.signed_off.on}")


async def languages(patient: Patient) -> AsyncIterator[Finding]:
    """The translations: whole, and read by a native reader, in every language that a municipality offers."""
    broken = translations.check_tree(translations.ROOT)
    if broken:
        yield _broken("translations", f"{len(broken)} to mend: python bot.py translations check")
    else:
        yield _ok("translations", f"whole in {len(LANGUAGES)} languages")
    offered = {code for town in patient.towns for code in town.language_codes} - {SOURCE_LANGUAGE}
    for code in sorted(offered):
        if code not in LANGUAGES:
            yield _to_do(
                f"language {code}", f"offered, but there is no translation. See docs/how-to/translate.md for {code}"
            )
        elif not _read_by_a_native(code):
            file = f"locales/{code}/messages.po"
            yield _to_do(
                f"language {code}", f"let a native reader read it, then change X-Review in {file}; or offer it not"
            )


def _read_by_a_native(code: str) -> bool:
    language = LANGUAGES[code]
    headers = dict(read_catalogue(catalogue_path(language), language).mime_headers)
    return str(headers.get("X-Review", "needed")) != "needed"


CHECKS: tuple[Check, ...] = (
    data_folder,
    key,
    telegram,
    contact_points,
    database,
    teams,
    figures,
    information,
    retention,
    languages,
)
"""In the order in which somebody sets a bot up."""
