"""Writes golden stories out for native readers: `python -m rehearsal.transcripts [LANGUAGE ...]`, in docs/transcripts/.

One page per language (Dutch, Arabic and French if none is named): what each person did, in Dutch, and what they read
then, with the Dutch under it. The other stories read alike.
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
FOLDER = Path(__file__).parent.parent / "docs" / "transcripts"
HEAD = """# {autonym}

What people read in the golden conversations. Written by `python -m rehearsal.transcripts`; mend the sentences in
`locales/` (see [how to translate](../how-to/translate.md)), never here. Staff reads Dutch.
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


if __name__ == "__main__":
    for code in sys.argv[1:] or TOLD:
        write(code)
        print(f"written: {code}.md")
