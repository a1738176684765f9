"""The gallery: every screen and every notice that the golden conversations show, in one language, each once.

A screen is kept if it says something that its place did not say before; so the same screen in another story, or with
another name in it, is shown once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from conversations import contact
from conversations.registry import DIALOGS, NOTICES
from conversations.screen import Button, Screen
from conversations.toasts import TOASTS
from rehearsal.golden import read_story, stories
from rehearsal.plays import Plays, WentAstray
from texts import Joined, Text, Value

__all__ = ["NOTICE", "Gallery", "Place", "Shot", "collect", "gallery_of", "texts_in"]

NOTICE = "notice"
"""What stands before the kind of a notice in its place, where a screen has its dialog."""
QUESTION = ("interview", "ask")
"""One step shows all questions; its token says which."""
CHILD = re.compile(r"\.c\d+$")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a screen stands, as a remark names it: *helping:sure*, *interview:ask:benefits*, *notice:resume*."""

    dialog: str
    step: str
    question: str = ""

    def __str__(self) -> str:
        return ":".join(filter(None, (self.dialog, self.step, self.question)))


@dataclass(frozen=True, slots=True)
class Shot:
    """A screen that was shown. `number` counts the screens of one place; `story`: where it was shown first."""

    place: Place
    number: int
    screen: Screen
    story: str = ""


@dataclass(frozen=True, slots=True)
class Gallery:
    """What the stories show in a language; `shots` by dialog and step in the order of the registry.

    `broken`: the stories that do not go as they are written, a line each that says which and where.
    """

    language: str
    shots: tuple[Shot, ...]
    broken: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[int, int]:
        """How many steps are shown, and how many there are."""
        return len(_steps()) - sum(place.dialog != NOTICE for place in self.unseen), len(_steps())

    @property
    def notices(self) -> tuple[int, int]:
        """How many kinds of notice are shown, and how many there are."""
        return len(NOTICES) - sum(place.dialog == NOTICE for place in self.unseen), len(NOTICES)

    @property
    def unseen(self) -> tuple[Place, ...]:
        """Steps and kinds of notice that no story shows."""
        shown = {(shot.place.dialog, shot.place.step) for shot in self.shots}
        return tuple(place for place in _all_places() if (place.dialog, place.step) not in shown)


def collect(language: str, files: Iterable[Path] | None = None) -> Gallery:
    """Plays the stories (all, or these golden files) in a language, leaving out those that do not go as written."""
    chosen = stories() if files is None else list(files)
    shown: dict[str, Iterable[Screen]] = {}
    broken: list[str] = []
    with Plays({file: [language] for file in chosen}) as plays:
        for file in chosen:
            try:
                shown[f"{file.stem[:2]} {read_story(file).title}"] = plays.of(file, language).screens
            except WentAstray as trouble:
                broken.append(str(trouble))
    return replace(gallery_of(language, shown), broken=tuple(broken))


def gallery_of(language: str, shown: Mapping[str, Iterable[Screen]]) -> Gallery:
    """A gallery of the screens that each story showed, by the story's name."""
    said: dict[Place, set[Text]] = {}
    numbers: dict[Place, int] = {}
    shots: list[Shot] = []
    for story, screens in shown.items():
        for screen in screens:
            place = _place(screen)
            before = said.setdefault(place, set())
            words = {Text(text.context, text.msgid) for text in texts_in(screen)}
            if place not in numbers or words - before:
                before |= words
                numbers[place] = numbers.get(place, 0) + 1
                shots.append(Shot(place, numbers[place], screen, story))
    order = {(place.dialog, place.step): position for position, place in enumerate(_all_places())}
    last = len(order)
    shots.sort(key=lambda shot: order.get((shot.place.dialog, shot.place.step), last))
    return Gallery(language, (*_by_place(shots), *_lines()))


def texts_in(screen: Screen) -> Iterator[Text]:
    """Every text on a screen, with those that stand in another one."""
    heads = filter(None, (screen.header, screen.title))
    for text in (*heads, *screen.body, *(button.label for button in screen.buttons)):
        yield from _nested(text)


def _nested(value: Value) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
        for _, inner in value.params:
            yield from _nested(inner)
    elif isinstance(value, Joined):
        for item in value.items:
            yield from _nested(item)


def _place(screen: Screen) -> Place:
    asked = CHILD.sub("", screen.token) if (screen.dialog, screen.step) == QUESTION else ""
    return Place(screen.dialog, screen.step, asked)


def _by_place(shots: Iterable[Shot]) -> list[Shot]:
    """The shots of one place together, places in the order in which they came."""
    places: dict[Place, list[Shot]] = {}
    for shot in shots:
        places.setdefault(shot.place, []).append(shot)
    return [shot for together in places.values() for shot in together]


def _steps() -> list[Place]:
    return [Place(dialog.name, step) for dialog in DIALOGS.values() for step in dialog.steps]


def _all_places() -> list[Place]:
    return [*_steps(), *(Place(NOTICE, kind) for kind in NOTICES)]


def _lines() -> Iterator[Shot]:
    """What is neither a screen nor a notice: the request for a phone number, and the short lines over the chat."""
    share = Button("share", contact.BUTTON)
    screens = [Screen("line", "contact", (contact.ASK,), answers=(share,))]
    screens += [Screen("line", name, (text,)) for name, text in TOASTS.items()]
    yield from (Shot(Place(screen.dialog, screen.step), 1, screen) for screen in screens)
