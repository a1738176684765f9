"""Golden conversations: stories that are played through the real machine, and what people read in them, in Dutch.

A story is a YAML file of steps such as "Sara taps Nederlands"; under each step stands what was read after it. Between
every two steps the state is loaded from the database again. `python -m tests.golden` plays all stories and writes down
what was read; look at the difference before you commit it. No test writes a golden file.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from conversations.state import State
from sandbox import Message
from storage.contexts import load
from storage.tables import chat, notice
from tests.town import ISOLATES, Phone, Town, open_town

__all__ = ["GOLDEN", "Played", "Step", "play", "read_story", "stories"]

GOLDEN = Path(__file__).parent.parent / "conversations" / "golden"
UNITS = {"minute": 1, "hour": 60, "day": 1440}
INVITATION = re.compile(r"(/start )\S{43}")


@dataclass(frozen=True)
class Step:
    """What happened, and what each person read after it (only those whose chat changed)."""

    do: str
    reads: dict[str, str]


@dataclass
class Played:
    """A story that was played: its steps, the taps by what they mean, and what it visited."""

    steps: list[Step] = field(default_factory=list)
    taps: list[str] = field(default_factory=list)
    visited: set[tuple[str, str]] = field(default_factory=set)
    notices: set[str] = field(default_factory=set)


def stories() -> list[Path]:
    """All golden files."""
    return sorted(GOLDEN.glob("*.yaml"))


def read_story(file: Path) -> tuple[str, list[Step]]:
    """The title and the steps of a golden file, with what was read when it was written."""
    record = yaml.safe_load(file.read_text())
    return record["title"], [Step(step["do"], step.get("reads", {})) for step in record["steps"]]


async def play(steps: Sequence[Step], folder: Path, language: str = "nl", taps: Sequence[str] = ()) -> Played:
    """Plays the acts of a story. In another language `taps` of the Dutch run say which buttons are meant."""
    async with open_town(folder) as town:
        stage = _Stage(town, language, list(taps))
        for step in steps:
            await stage.act(step.do)
        return stage.played


class _Stage:
    def __init__(self, town: Town, language: str, taps: list[str]) -> None:
        self.town = town
        self.played = Played()
        self._language = language
        self._taps = iter(taps)
        self._phones: dict[str, Phone] = {}
        self._groups: dict[str, int] = {}
        self._seen: dict[str, list[str]] = {}
        self._acts: Sequence[tuple[str, Callable[..., Awaitable[None]]]] = (
            (r"(\d+) (minute|hour|day)s? pass(?:es)?", self._time),
            (r"the bot is killed and starts again", self._restart),
            (r"(\w+) types (.+)", self._types),
            (r"(\w+) taps (.+?) under (.+)", self._taps_under),
            (r"(\w+) taps (.+)", self._taps_button),
            (r"(\w+) shares the own number", self._shares),
            (r"(\w+) shares the number of (\w+)", self._shares),
            (r"(\w+) opens an invitation", self._invitation),
            (r"(\w+) opens the invitation of (\w+)", self._used_invitation),
            (r"(\w+) opens the button of (.+)", self._group_button),
            (r"(\w+) adds the bot to the group (.+)", self._adds_bot),
            (r"(\w+) sends a (photo|voice|sticker|document)", self._media),
            (r"(\w+) (blocks|unblocks) the bot", self._block),
        )
        self._links: dict[str, str] = {}

    async def act(self, do: str) -> None:
        for pattern, act in self._acts:
            if found := re.fullmatch(pattern, do, re.DOTALL):
                await act(*found.groups())
                break
        else:
            raise ValueError(f"no such act: {do!r}")
        await self._look()
        self.played.steps.append(Step(do, dict(self._news())))

    def _phone(self, name: str) -> Phone:
        if name not in self._phones:
            self._phones[name] = self.town.phone(name)
        return self._phones[name]

    async def _time(self, number: str, unit: str) -> None:
        await self.town.passes(timedelta(minutes=int(number) * UNITS[unit]))

    async def _restart(self) -> None:
        await self.town.restart()

    async def _types(self, name: str, text: str) -> None:
        await self._phone(name).says(text)

    async def _taps_button(self, name: str, label: str) -> None:
        phone = self._phone(name)
        await self._tap(phone, phone.message_with(label) if self._language == "nl" else None, label)

    async def _taps_under(self, name: str, label: str, words: str) -> None:
        phone = self._phone(name)
        shown = next((m for m in reversed(phone.messages()) if words in ISOLATES.sub("", m.text or "")), None)
        await self._tap(phone, shown, label)

    async def _tap(self, phone: Phone, shown: Message | None, label: str) -> None:
        """By its label in Dutch; in another language by what the same tap meant in the Dutch run."""
        if self._language == "nl":
            assert shown is not None, f"nothing to tap {label!r} under"
            data = next(b.data for b in phone.inline(shown) if phone.plain(b.text).startswith(label))
        else:
            meaning = next(self._taps)
            if meaning.startswith("welcome:language:"):
                meaning = f"welcome:language:{self._language}"
            shown, data = next(
                (m, b.data) for m in reversed(phone.messages()) for b in phone.inline(m) if _meaning(b.data) == meaning
            )
        assert data is not None, f"{label!r} opens a link"
        if self._language == "nl":
            self.played.taps.append(_meaning(data))
        self.town.stand_in.cloud.tap(phone.id, phone.id, shown.id, data)
        await self.town.settle()

    async def _shares(self, name: str, other: str | None = None) -> None:
        await self._phone(name).shares_contact(self._phone(other).id if other else None)

    async def _invitation(self, name: str) -> None:
        self._links[name] = await self.town.invitation()
        await self._phone(name).opens(self._links[name])

    async def _used_invitation(self, name: str, other: str) -> None:
        await self._phone(name).opens(self._links[other])

    async def _group_button(self, name: str, title: str) -> None:
        shown = self.town.stand_in.cloud.visible(self._groups[title])
        url = next(b.url for m in reversed(shown) for row in m.inline or () for b in row if b.url)
        await self._phone(name).opens(url)

    async def _adds_bot(self, name: str, title: str) -> None:
        cloud = self.town.stand_in.cloud
        self._groups[title] = cloud.add_group(title, self._phone(name).id).id
        cloud.add_bot(self._groups[title], self._phone(name).id)
        await self.town.settle()

    async def _media(self, name: str, kind: str) -> None:
        self.town.stand_in.cloud.send_media(self._phone(name).id, self._phone(name).id, kind)
        await self.town.settle()

    async def _block(self, name: str, what: str) -> None:
        act = self.town.stand_in.cloud.block if what == "blocks" else self.town.stand_in.cloud.unblock
        act(self._phone(name).id)
        await self.town.settle()

    async def _look(self) -> None:
        """Which steps and notices people are at now."""
        machine = self.town.machine
        async with machine.db.write() as conn:
            ids = (await conn.execute(select(chat.c.id).where(chat.c.id > 0))).scalars().all()
            for chat_id in ids:
                world = machine.turns.world
                context = await load(conn, machine.keys, world, chat_id, now=machine.clock.now())
                state: State = context.chat.state
                self.played.visited.add((state.dialog, state.step))
            self.played.notices |= set((await conn.execute(select(notice.c.kind).distinct())).scalars())

    def _news(self) -> Iterator[tuple[str, str]]:
        """What stands in a chat now that did not stand there before, as it reads."""
        chats = {name: phone.messages() for name, phone in self._phones.items()}
        chats |= {title: self.town.stand_in.cloud.visible(group) for title, group in self._groups.items()}
        for name, messages in chats.items():
            now = [_as_read(message) for message in messages if message.from_bot]
            before = self._seen.get(name, [])
            fresh = [text for text in now if text not in before]
            self._seen[name] = now
            if fresh:
                yield name, "\n\n".join(fresh)


def _meaning(data: str | None) -> str:
    """What a button means, whatever its language and its random id: dialog, step and choice."""
    if not data:
        return ""
    dialog, step, _, choice = (*data.split(":"), "", "", "")[:4]
    return f"{dialog}:{step}:{choice}"


def _as_read(message: Message) -> str:
    lines = [message.text or ""]
    for row in message.inline or ():
        lines.append("  ".join(f"[{button.text}]" for button in row))
    if message.reply_keyboard is not None and hasattr(message.reply_keyboard, "rows"):
        lines += ["  ".join(f"({button.text})" for button in row) for row in message.reply_keyboard.rows]
    return ISOLATES.sub("", "\n".join(lines)).replace("\u00a0", " ").replace("\u202f", " ")


class _Dumper(yaml.SafeDumper):
    """Texts as blocks, as people read them."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _block)


def write(file: Path) -> None:
    """Plays one story and writes down what was read."""
    title, steps = read_story(file)
    with tempfile.TemporaryDirectory() as folder:
        played = asyncio.run(play(steps, Path(folder)))
    record: dict[str, Any] = {
        "title": title,
        "steps": [{"do": s.do, **({"reads": s.reads} if s.reads else {})} for s in played.steps],
    }
    file.write_text(yaml.dump(record, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))


if __name__ == "__main__":
    for story in [Path(name) for name in sys.argv[1:]] or stories():
        write(story)
        print(f"written: {story.name}")
