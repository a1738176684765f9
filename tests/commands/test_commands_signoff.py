"""A municipality signs off its figures on the command line, and only then a family on Telegram sees them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import main
from delivery.clock import Clock
from delivery.settings import Settings
from rehearsal.town import Phone, Town, open_town
from rights import load_catalogue
from tests.stories.people import answers_everything, begins

Ran = Callable[..., tuple[int, str, str]]
FIGURES = len(load_catalogue().for_municipality("ninove").figures_used)


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No `.env`, no settings of this machine; the data of the bot stand in a folder of the test."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    (tmp_path / "town").mkdir()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "town"))


@pytest.fixture
def ran(capsys: pytest.CaptureFixture[str]) -> Ran:
    """Runs the command: its exit code, what it prints, and what it complains of."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["signoff", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Somebody sits there and types these answers."""
    typed = iter(answers)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(typed))


def test_the_list_shows_every_figure_with_where_it_was_read(ran: Ran) -> None:
    code, out, _ = ran("ninove")
    assert code == 0
    assert f"not signed: {FIGURES}" in out
    assert "[ ] startbedrag: 1269.25 EUR once, from 2025-09-01" in out
    assert "unofficial: docbel" in out
    assert out == ran("ninove", "--list")[1]


def test_who_signs_stands_beside_the_figure(ran: Ran) -> None:
    assert ran("ninove", "--figure", "startbedrag", "--by", "Els  Peeters", "--yes")[0] == 0
    out = ran("ninove")[1]
    assert f"not signed: {FIGURES - 1}" in out
    line = out[out.index("[x]") :].split("  [", 1)[0]
    assert "startbedrag" in line
    assert "signed by Els Peeters on " in line
    assert f"not signed: {FIGURES}" in ran("ronse")[1], "each municipality signs for itself"


def test_all_signs_what_nobody_signed_yet(ran: Ran) -> None:
    ran("ninove", "--figure", "startbedrag", "--by", "Els", "--yes")
    assert f"Signed: {FIGURES - 1}." in ran("ninove", "--all", "--by", "Bart", "--yes")[1]
    out = ran("ninove")[1]
    assert "not signed: 0." in out
    assert (out.count("signed by Els"), out.count("signed by Bart")) == (1, FIGURES - 1)
    assert ran("ninove", "--all", "--by", "Bart", "--yes")[1] == "Every figure of ninove is signed already.\n"


def test_at_a_terminal_it_asks_who_and_whether(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_terminal(monkeypatch, "Els", "n", "Els", "y")
    code, out, _ = ran("ninove", "--all")
    assert (code, "Nothing was signed." in out) == (1, True)
    assert "signed by" not in ran("ninove")[1]
    assert ran("ninove", "--all")[0] == 0
    assert "not signed: 0." in ran("ninove")[1]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("atlantis",), "There is no municipality atlantis. Choose one of beerse,"),
        (("ninove", "--figure", "goud", "--by", "Els", "--yes"), "There is no figure goud here. Choose one of"),
        (("ninove", "--all", "--yes"), "Say who checked the figures: --by 'Your name'"),
        (("ninove", "--all", "--by", "E", "--yes"), "2 to 80 characters"),
        (("ninove", "--all", "--by", "Els"), "Add --yes"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(ran: Ran, arguments: tuple[str, ...], complaint: str) -> None:
    code, _, err = ran(*arguments)
    assert code == 2
    assert complaint in err
    assert len(err.strip().splitlines()) == 1


async def reads_again(town: Town, phone: Phone) -> str:
    """The list, and what a right on it brings, once the bot was started again."""
    await town.restart()
    await phone.says("/start")
    found = phone.text()
    await phone.taps("●●○ Leefloon", "Wat brengt het")
    return f"{found}\n{phone.text()}"


async def test_a_family_reads_amounts_only_after_the_sign_off(ran: Ran, tmp_path: Path) -> None:
    now = Clock().now()  # the command signs what holds today
    async with open_town(tmp_path / "town", start=now, over_http=True, served=("ninove",), gated=True) as town:
        parent = await answers_everything(await begins(town.phone("Sara")))
        before = await reads_again(town, parent)
        assert "Dit is een proefversie" in before
        assert "€" not in before
        checked = [part for n in (1, 2, 3) for part in ("--figure", f"leefloon_{n}")]
        await asyncio.to_thread(ran, "ninove", *checked, "--by", "Els", "--yes")
        some = await reads_again(town, parent)
        assert "Dit is een proefversie" in some, "the others are not signed"
        assert "€" in some
        await asyncio.to_thread(ran, "ninove", "--all", "--by", "Els", "--yes")
        after = await reads_again(town, parent)
        assert "proefversie" not in after
        assert "€" in after
