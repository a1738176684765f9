"""The gallery's page as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Reading", "Shown", "read"]


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
