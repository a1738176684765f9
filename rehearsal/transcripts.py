"""Writes golden stories out for readers: `python -m rehearsal.transcripts [LANGUAGE ...]`, in docs/transcripts/.

One page per language (Dutch, Arabic and French if none is named): what each person did, in Dutch, and what they read
then, with the Dutch under it. The other stories read alike. `python -m rehearsal.transcripts people` writes one story
again and again, as each of its people lived it: what they did and read, and nothing of what the others read.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from locales import LANGUAGES, SOURCE_LANGUAGE
from rehearsal.golden import Story, play, read_story, stories
from rehearsal.stage import Step

__all__ = ["FOLDER", "write"]

MAIN_JOB = ("01", "03", "05", "06", "07")
TOLD = {"nl": (*MAIN_JOB, "60", "61", "62", "85"), "ar": (*MAIN_JOB, "63", "85"), "fr": ("64",)}
"""The stories of a page: the main job, families as they differ, one or more in each language, and a year of one."""
SEEN_BY_ALL = "101"
"""The story in which a family, a volunteer, two coordinators and a partner have to do with one request."""
FOLDER = Path(__file__).parent.parent / "docs" / "transcripts"
HEAD = """# {autonym}

What people read in the golden conversations. Written by `python -m rehearsal.transcripts`; mend the sentences in
`locales/` (see [how to translate](../how-to/translate.md)), never here. Staff reads Dutch.
"""

PEOPLE_HEAD = """# One request, as each of its people saw it

*{title}.* What every person did and read, in the order of time, and nothing of what the others read. Written by
`python -m rehearsal.transcripts people` from a golden conversation; mend the sentences where they are said, never here.
"""


async def _told(story: Story, language: str) -> tuple[list[Step], list[Step]]:
    """The steps in a language, and in Dutch."""
    with tempfile.TemporaryDirectory() as folder:
        dutch = await play(story, Path(folder))
    if language == SOURCE_LANGUAGE:
        return dutch.steps, dutch.steps
    with tempfile.TemporaryDirectory() as folder:
        other = await play(story, Path(folder), language, dutch.taps)
    return other.steps, dutch.steps


def _page(story: Story, steps: list[Step], dutch: list[Step], direction: str) -> Iterator[str]:
    yield f"## {story.title}"
    for step, source in zip(steps, dutch, strict=True):
        yield f"**{source.do}**"
        for who, text in step.reads.items():
            said = source.reads.get(who, "")
            if direction == "ltr" or text == said:  # staff reads Dutch in every language
                yield _quoted(f"{who} reads:\n{text}")
                continue
            yield f'{who} reads:\n\n<div dir="rtl">\n\n{text.replace(chr(10), "<br>" + chr(10))}\n\n</div>'
            yield _quoted(said)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}  " if line else ">" for line in text.splitlines())


def write(language: str) -> None:
    """Writes the page of one language."""
    spoken = LANGUAGES[language]
    parts = [HEAD.format(autonym=spoken.autonym)]
    for file in stories():
        if not file.name.startswith(TOLD.get(language, MAIN_JOB)):
            continue
        story = read_story(file)
        steps, dutch = asyncio.run(_told(story, language))
        parts += _page(story, steps, dutch, spoken.direction)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{language}.md").write_text("\n\n".join(parts) + "\n")


def write_people() -> None:
    """Writes the page of one request as each of its people saw it."""
    story = next(read_story(file) for file in stories() if file.name.startswith(SEEN_BY_ALL))
    steps, _ = asyncio.run(_told(story, SOURCE_LANGUAGE))
    people = list(dict.fromkeys(who for step in steps for who in step.reads))
    parts = [PEOPLE_HEAD.format(title=story.title)]
    for who in people:
        parts.append(f"## {who}")
        for step in steps:
            if step.do.startswith(f"{who} ") or f" {who} " in step.do:
                parts.append(f"**{step.do}**")
            if who in step.reads:
                parts.append(_quoted(step.reads[who]))
    (FOLDER / "people.md").write_text("\n\n".join(parts) + "\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["people"]:
        write_people()
        print("written: people.md")
        raise SystemExit
    for code in sys.argv[1:] or TOLD:
        write(code)
        print(f"written: {code}.md")
