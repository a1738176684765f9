"""The gallery shows translators and social workers everything that the bot says, and nothing of real people."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from conversations.registry import DIALOGS, NOTICES
from conversations.screen import Button, Screen
from rehearsal.gallery import gallery_of
from rehearsal.gallery_page import HEADINGS, page
from rehearsal.golden import GOLDEN
from tests.rehearsal.gallery_reader import read
from texts import Verbatim, say

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 11, 16)
SHORT = GOLDEN / "12_a_used_up_invitation.yaml"
TOKEN = "123456:a-token-that-must-stand-nowhere"
ARABIC = re.compile("[\u0600-\u06ff]")


def one(*screens: Screen, language: str = "nl") -> str:
    return page(gallery_of(language, {"00 Nobody": screens}), TODAY)


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
