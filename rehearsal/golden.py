"""Golden conversations: stories that are played through the real machine, and what people read in them, in Dutch.

A story is a YAML file of steps such as "Sara taps Nederlands"; under each step stands what was read after it. Between
every two steps the state is loaded from the database again. `python -m rehearsal.golden` plays all stories and writes
down what was read; look at the difference before you commit it. No test writes a golden file.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from delivery.pacing import Pace
from rehearsal.stage import Played, Stage, Step
from rehearsal.town import open_town

__all__ = ["GOLDEN", "Played", "Step", "Story", "play", "read_story", "stories"]

GOLDEN = Path(__file__).parent.parent / "conversations" / "golden"
NINOVE = ("ninove",)
"""The town of a story that names no other."""
UNPACED = Pace(rate=1000, room=1000)
"""Stories are about what is read, not about how fast it comes."""


@dataclass(frozen=True)
class Story:
    """A golden file. `answers`: what each person answers in the check, by the id of the question; else *don't know*."""

    title: str
    steps: tuple[Step, ...]
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    served: tuple[str, ...] = NINOVE
    settings: Mapping[str, Any] = field(default_factory=dict)
    """How the bot of this story is set, where that is not as usual: fields of `delivery.machine.Parts`."""


def stories() -> list[Path]:
    """All golden files, in the order of their numbers."""
    return sorted(GOLDEN.glob("*.yaml"), key=lambda file: (int(file.name.partition("_")[0]), file.name))


def read_story(file: Path) -> Story:
    """A golden file, with what was read when it was written."""
    record = yaml.safe_load(file.read_text())
    steps = tuple(Step(step["do"], step.get("reads", {})) for step in record["steps"])
    served, settings = tuple(record.get("served", NINOVE)), record.get("settings", {})
    return Story(record["title"], steps, record.get("answers", {}), served, settings)


async def play(story: Story, folder: Path, language: str = "nl", taps: Sequence[str] = ()) -> Played:
    """Plays the acts of a story. In another language `taps` of the Dutch run say which buttons are meant."""
    async with open_town(folder, private_pace=UNPACED, served=story.served, **story.settings) as town:
        stage = Stage(town, story.answers, language, taps)
        for step in story.steps:
            try:
                await stage.act(step.do)
            except Exception as error:
                error.add_note(step.do)
                raise
        return stage.played


class _Dumper(yaml.SafeDumper):
    """Texts as blocks, as people read them."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _block)


def write(file: Path) -> None:
    """Plays one story and writes down what was read."""
    story = read_story(file)
    with tempfile.TemporaryDirectory() as folder:
        played = asyncio.run(play(story, Path(folder)))
    story = replace(story, steps=tuple(played.steps))
    record: dict[str, Any] = {
        "title": story.title,
        **({"served": list(story.served)} if story.served != NINOVE else {}),
        **({"settings": dict(story.settings)} if story.settings else {}),
        **({"answers": dict(story.answers)} if story.answers else {}),
        "steps": [{"do": s.do, **({"reads": dict(s.reads)} if s.reads else {})} for s in story.steps],
    }
    file.write_text(yaml.dump(record, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))


if __name__ == "__main__":
    for story_file in [Path(name) for name in sys.argv[1:]] or stories():
        write(story_file)
        print(f"written: {story_file.name}")
