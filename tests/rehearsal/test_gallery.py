"""The gallery shows translators and social workers everything that the bot says, and nothing of real people."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conversations.registry import DIALOGS, NOTICES
from conversations.screen import Button, Screen
from rehearsal.gallery import Gallery, gallery_of
from rehearsal.gallery_page import HEADINGS, page
from rehearsal.golden import GOLDEN, stories
from rehearsal.plays import Plays
from texts import Verbatim, say

pytestmark = pytest.mark.xdist_group("golden")

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 16)
SHORT = GOLDEN / "12_a_used_up_invitation.yaml"
TOKEN = "123456:a-token-that-must-stand-nowhere"
ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass
class Shown:
    """A phone on the page."""

    language: str
    direction: str
    text: str = ""


@dataclass
class Reading(HTMLParser):
    """A page as a person reads it: phones, headings, and what the page says of untranslated sentences."""

    phones: list[Shown] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    headings: list[str] = field(default_factory=list)
    lacking: int = 0
    _depth: int = 0
    _tag: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kinds = given.get("class", "").split()
        self._tag = tag
        self.ids.add(given.get("id", ""))
        self.lacking += "lacking" in kinds
        if "phone" in kinds:
            self.phones.append(Shown(given["lang"], given["dir"]))
            self._depth = 0
        self._depth += tag == "div"
        if tag in ("h2", "h3"):
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "div"
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self.phones and self._depth > 0:
            self.phones[-1].text += data
        if self._tag in ("h2", "h3"):
            self.headings[-1] += data


def read(text: str) -> Reading:
    reading = Reading()
    reading.feed(text)
    return reading


def one(*screens: Screen, language: str = "nl") -> str:
    return page(gallery_of(language, {"00 Nobody": screens}), TODAY)


@pytest.fixture(scope="module")
def galleries(plays: Plays) -> Mapping[str, Gallery]:
    """Of all stories, in Dutch and in Arabic."""
    return {
        code: gallery_of(code, {file.stem: plays.of(file, code).screens for file in stories()}) for code in ("nl", "ar")
    }


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_every_step_and_every_notice_is_on_the_page(galleries: Mapping[str, Gallery], language: str) -> None:
    assert galleries[language].unseen == ()
    ids = read(page(galleries[language], TODAY)).ids
    wanted = {f"{dialog.name}-{step}" for dialog in DIALOGS.values() for step in dialog.steps}
    wanted |= {f"notice-{kind}" for kind in NOTICES}
    assert {place for place in wanted if not any(i.startswith(f"{place}-") for i in ids)} == set()


def test_nothing_is_left_in_dutch_on_the_arabic_page(galleries: Mapping[str, Gallery]) -> None:
    reading = read(page(galleries["ar"], TODAY))
    arabic = [phone for phone in reading.phones if phone.language == "ar"]
    assert len(arabic) == len(galleries["ar"].shots)
    assert {phone.direction for phone in arabic} == {"rtl"}
    assert reading.lacking == 0
    assert [phone.text for phone in arabic if not ARABIC.search(phone.text)] == []
    dutch = [phone for phone in reading.phones if phone.language == "nl"]
    assert len(dutch) > 0.9 * len(arabic), "the Dutch stands beside it, where it says something else"
    assert {phone.direction for phone in dutch} == {"ltr"}


def test_every_dialog_has_a_plain_name() -> None:
    assert {name for name in DIALOGS if name not in HEADINGS} == set()


def test_a_screen_that_says_the_same_is_shown_once_and_a_new_sentence_is_shown_too() -> None:
    def hello(name: str, *more: str) -> Screen:
        body = (say("test", "Dag {name}", name=Verbatim(name)), *(say("test", "{extra}", extra=text) for text in more))
        return Screen("menu", "help", body)

    reading = read(one(hello("Sara"), hello("Omar"), hello("Mina", "Nog iets")))
    shown = [phone.text for phone in reading.phones]
    assert [text for text in shown if "Dag" in text] == ["Dag Sara", "Dag MinaNog iets"]
    assert [heading for heading in reading.headings if ":help" in heading] == ["menu:help 1", "menu:help 2"]


def test_steps_that_no_story_shows_are_named() -> None:
    text = one(Screen("menu", "help", (say("test", "Dag"),)))
    steps = sum(len(dialog.steps) for dialog in DIALOGS.values())
    assert f"1 van {steps} stappen, 0 van {len(NOTICES)} soorten berichten" in text
    assert "<li>menu:erase</li>" in text
    assert "<li>menu:help</li>" not in text


def test_a_sentence_without_a_translation_is_named() -> None:
    assert "Nog niet vertaald: <q>Een &lt;nieuwe&gt; zin</q>" in one(
        Screen("menu", "help", (say("test", "Een <nieuwe> zin"),)), language="ar"
    )


def test_a_link_keeps_its_key_to_itself() -> None:
    key = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4"
    link = f"https://t.me/rechten_bot?start={key}"
    body = (say("test", "Open {link}", link=Verbatim(link)), say("test", "{key}", key=Verbatim(key * 2)))
    text = one(Screen("menu", "help", body, answers=(Button("go", say("test", "Open"), url=link),)))
    assert "t.me/rechten_bot?start=…" in text
    assert key not in text


def screens(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "DATA_DIR": str(folder / "data"), "TELEGRAM_TOKEN": TOKEN}
    command = [sys.executable, "bot.py", "screens", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)


def test_the_command_writes_one_page_and_reads_nothing_of_real_people(tmp_path: Path) -> None:
    out = tmp_path / "new" / "screens.html"
    outcome = screens("--language", "ar", "--out", out, "--stories", SHORT, folder=tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    text = out.read_text("utf-8")
    assert str(out) in outcome.stdout
    assert {phone.language for phone in read(text).phones} == {"ar", "nl"}
    assert re.findall(r"""(?:src|href)=["'](?!#)""", text) == [], "it needs no other file"
    assert TOKEN not in text + outcome.stdout + outcome.stderr
    assert not (tmp_path / "data").exists()


def test_a_story_that_does_not_go_as_written_is_told_and_the_others_are_shown(tmp_path: Path) -> None:
    broken, out = tmp_path / "99_broken.yaml", tmp_path / "screens.html"
    broken.write_text("title: Nobody\nsteps:\n- do: Sara types /start\n- do: Sara taps Iets anders\n")
    outcome = screens("--out", out, "--stories", SHORT, broken, folder=tmp_path)
    assert outcome.returncode == 1
    assert "99_broken.yaml" in outcome.stderr
    assert "Sara taps Iets anders" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert any(phone.language == "nl" for phone in read(out.read_text("utf-8")).phones)
