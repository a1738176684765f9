"""The doctor on a fresh clone, half way, and on a bot that could go live; over HTTP with the stand-in."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot import main
from commands import translations
from commands.checkups import CHECKS
from conversations import privacy
from delivery.clock import Clock
from delivery.settings import Settings
from rehearsal.town import Town, open_town
from rights import load_catalogue
from rights.loading import CATALOGUE_FOLDER
from sandbox import StandIn
from tests.stories.people import confirmed_group

pytestmark = pytest.mark.usefixtures("looked_through")

Doctor = Callable[[], tuple[int, str]]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No `.env`, no settings of this machine; the data would stand in a folder of the test."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "town"))


@pytest.fixture(scope="module")
def looked_through() -> Iterator[None]:
    """The texts of this checkout are looked through once: they are the same for every patient."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("commands.translations.check_tree", cache(translations.check_tree))
        yield


@pytest.fixture
def doctor(capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Its exit code and what it prints."""

    def run() -> tuple[int, str]:
        capsys.readouterr()
        code = main(["doctor"])
        return code, capsys.readouterr().out

    return run


def line(out: str, what: str) -> str:
    """The line about something."""
    found = [row for row in out.splitlines() if re.match(rf"(OK|TO DO|BROKEN) +{what}:", row)]
    assert found, f"nothing about {what} in\n{out}"
    return found[-1]


@asynccontextmanager
async def telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StandIn]:
    """A Bot API that knows the token of the settings."""
    stand_in = StandIn()
    await stand_in.start()
    monkeypatch.setenv("TELEGRAM_API_URL", stand_in.url or "")
    monkeypatch.setenv("TELEGRAM_TOKEN", stand_in.token)
    try:
        yield stand_in
    finally:
        await stand_in.stop()


# -- nothing set up ---------------------------------------------------------------------------------------------------


def test_on_a_fresh_clone_it_says_what_to_do_in_order_and_makes_nothing(doctor: Doctor, tmp_path: Path) -> None:
    code, out = doctor()
    assert code == 1
    steps = [line(out, what) for what in ("key", "token", "municipalities", "database")]
    assert all(step.startswith("TO DO") for step in steps)
    assert [out.index(step) for step in steps] == sorted(out.index(step) for step in steps)
    assert "python bot.py keys new" in steps[0]
    assert "@BotFather" in steps[1]
    assert "Not ready" in out.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_setting_is_told_first(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESSAGES_PER_SECOND", "many")
    code, out = doctor()
    assert code == 1
    assert line(out, "settings").startswith("BROKEN")
    assert "MESSAGES_PER_SECOND" in out


def test_a_town_without_a_contact_point_names_file_and_key(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNICIPALITIES", "ninove")
    told = line(doctor()[1], "municipalities")
    assert told.startswith("TO DO")
    assert "contact_points in rights/catalogue/municipalities/ninove/municipality.yaml" in told


def test_a_key_among_the_data_is_refused(doctor: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "town" / "my.key"
    monkeypatch.setenv("KEY_FILE", str(file))
    assert f"python bot.py keys new {file}" in line(doctor()[1], "key")
    main(["keys", "new", str(file)])
    assert line(doctor()[1], "key").startswith("BROKEN")


def test_what_is_no_key_and_what_is_another_key_is_told(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "key"
    file.write_text("secret")
    monkeypatch.setenv("KEY_FILE", str(file))
    assert "does not hold a key" in line(doctor()[1], "key")


def test_a_database_that_is_none_is_told(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "rights.sqlite").write_text(
        "this is a letter, not a database, and it is long enough to say so"
    )
    told = line(doctor()[1], "database")
    assert told.startswith("BROKEN")
    assert "not a database" in told


# -- Telegram ---------------------------------------------------------------------------------------------------------


async def test_the_bot_that_the_token_belongs_to_is_named(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    async with telegram(monkeypatch) as stand_in:
        _, out = await asyncio.to_thread(doctor)
    assert line(out, "token") == f"OK      token: @{stand_in.cloud.bot.username}"
    assert line(out, "webhook").startswith("OK")
    assert line(out, "clock").startswith("OK")


async def test_a_token_that_telegram_does_not_know(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    async with telegram(monkeypatch):
        monkeypatch.setenv("TELEGRAM_TOKEN", "1:another")
        _, out = await asyncio.to_thread(doctor)
    assert line(out, "token").startswith("BROKEN")
    assert "@BotFather" in line(out, "token")
    assert "1:another" not in out


async def test_a_network_that_is_down(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    async with telegram(monkeypatch):
        pass
    told = line((await asyncio.to_thread(doctor))[1], "token")
    assert told.startswith("BROKEN")
    assert "does not answer" in told


@pytest.mark.parametrize(("off", "said"), [(300, "300 seconds ahead of"), (-90, "90 seconds behind")])
async def test_a_clock_that_is_off_is_told_with_how_far(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, off: int, said: str
) -> None:
    class WrongClock(Clock):
        def now(self) -> datetime:
            return super().now() + timedelta(seconds=off)

    monkeypatch.setattr("commands.doctor.Clock", WrongClock)
    async with telegram(monkeypatch):
        told = line((await asyncio.to_thread(doctor))[1], "clock")
    assert told.startswith("BROKEN")
    assert int(re.findall(r"\d+", told)[0]) - abs(off) in range(-2, 3)
    assert said.split(" ", 1)[1] in told


def test_terms_that_nobody_signed_are_named(doctor: Doctor) -> None:
    assert "let the DPO read rights/catalogue/retention.yaml" in line(doctor()[1], "retention terms")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("keep: 7 days", "keep: 70 years"), "answers: 70 years is strange; choose from 1 day to 90 days"),
        (("keep: 1 year", "keep: a year"), "write a number and hours, days or years"),
        (("  audit:", "  audits:"), "audit"),
        (("keep: 14 days\n    counted_from: the day a", "keep: 21 days\n    counted_from: the day a"), "sealed_report"),
    ],
)
def test_a_strange_or_missing_term_is_named(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    folder = signed_and_reachable(tmp_path)
    table = folder / "retention.yaml"
    assert change[0] in table.read_text()
    table.write_text(table.read_text().replace(*change, 1))
    monkeypatch.setattr("commands.doctor.load_catalogue", lambda: load_catalogue(folder))
    code, out = doctor()
    assert code == 1
    assert told in line(out, "catalogue")
    assert "retention.yaml" in line(out, "catalogue")
    assert "docs/reference/retention.md" in line(out, "catalogue")


# -- a bot that could go live -----------------------------------------------------------------------------------------


def signed_and_reachable(folder: Path) -> Path:
    """The catalogue as a municipality would have it that filled everything in; it offers Dutch only."""
    shutil.copytree(CATALOGUE_FOLDER, folder / "catalogue")
    (folder / "catalogue/municipalities/ninove/municipality.yaml").write_text(f"""
id: ninove
name: Ninove
language_regime: dutch_only
contact_points:
  - {{name: Een verzonnen huis, phone: 0800 00 001}}
controller: {{town: Gemeente Ninove, ocmw: OCMW Ninove}}
dpo:
  name: Een verzonnen naam
  email: dpo@voorbeeld.invalid
  information_version: {privacy.VERSION}
  information_signed_on: 2026-12-01
""")
    signed(folder / "catalogue" / "retention.yaml")
    return folder / "catalogue"


def signed(table: Path) -> None:
    """The terms that data are kept, signed off."""
    written = table.read_text().replace("by: null", "by: Een verzonnen naam").replace("on: null", "on: 2026-12-01")
    table.write_text(written)


async def a_team(town: Town) -> None:
    await confirmed_group(town, await town.coordinator())


async def test_a_bot_that_is_set_up_could_go_live_and_a_missing_piece_is_told(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    catalogue = load_catalogue(signed_and_reachable(tmp_path))
    monkeypatch.setattr("commands.doctor.load_catalogue", lambda: catalogue)
    monkeypatch.setattr("commands.translations.check_tree", lambda _: [])  # whether they are whole is told elsewhere
    monkeypatch.setenv("MUNICIPALITIES", "ninove")
    (tmp_path / "town").mkdir()
    async with open_town(tmp_path / "town", over_http=True) as town:
        key = tmp_path / "key"
        shutil.copy(tmp_path / "town" / "master.key", key)
        monkeypatch.setenv("KEY_FILE", str(key))
        monkeypatch.setenv("TELEGRAM_TOKEN", town.stand_in.token)
        monkeypatch.setenv("TELEGRAM_API_URL", town.stand_in.url or "")
        before = (await asyncio.to_thread(doctor))[1]
        assert "python bot.py invite coordinator --municipality ninove" in line(before, "coordinators of Ninove")
        assert line(before, "group of Ninove").startswith("TO DO")
        assert "python bot.py signoff ninove" in line(before, "figures of Ninove")
        await a_team(town)
        for place in ("ninove", "elsewhere"):
            await asyncio.to_thread(main, ["signoff", place, "--all", "--by", "Els", "--yes"])
        code, out = await asyncio.to_thread(doctor)
        assert (code, out.splitlines()[-1]) == (0, "Ready to go live: python bot.py"), out
        assert len(out.splitlines()) > len(CHECKS)
        monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.be/telegram")
        monkeypatch.setenv("WEBHOOK_SECRET", "s")
        assert "sets it when it starts" in line((await asyncio.to_thread(doctor))[1], "webhook")
        monkeypatch.delenv("WEBHOOK_URL")
        monkeypatch.delenv("WEBHOOK_SECRET")
        key.unlink()
        main(["keys", "new", str(key)])
        code, out = await asyncio.to_thread(doctor)
        assert code == 1
        assert "KEY_FILE holds another key" in line(out, "key")
    with closing(sqlite3.connect(tmp_path / "town" / "rights.sqlite")) as file:
        file.execute("UPDATE alembic_version SET version_num = '0001'")
        file.commit()
    assert "earlier version" in line((await asyncio.to_thread(doctor))[1], "database")
