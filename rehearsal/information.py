"""Writes the full text about data out as one page, to be read and signed off: `python -m rehearsal.information`.

The words stand in `conversations/privacy.py` and `conversations/information/`; mend them there, never in the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conversations import information, privacy
from locales import SOURCE_LANGUAGE, translator
from rights import load_catalogue
from texts import Text, Verbatim

__all__ = ["PAGE", "page"]

INVENTED = "voorbeeldstad"
PAGE = Path(__file__).parent.parent / "docs" / "reference" / "information.md"


def page() -> str:
    """The three layers in Dutch, as families of the invented municipality read them."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    catalogue = load_catalogue()
    town, terms = catalogue.municipalities[INVENTED], catalogue.terms
    name = Verbatim(town.name)
    yield "# What families are told about their data"
    yield ""
    yield "Written by `python -m rehearsal.information`; mend the words in `conversations/privacy.py` and"
    yield "`conversations/information/text.py`, never here. Names and contact points come from the municipality's file;"
    yield "this is how the families of an invented one read it."
    yield ""
    yield f"Version {privacy.VERSION}. Owner: {information.OWNER}. To be read again before {information.REVIEW_BY}."
    yield ""
    yield "It is a **draft** until a municipality names its data protection officer and this version under `dpo`;"
    yield "until then every screen of the full text says so. A new version is a draft again."
    yield ""
    yield "## The first screen"
    yield from _said(privacy.layer_1(name, terms))
    yield "## Read more first"
    for number in range(privacy.LAYER_2_PAGES):
        yield from _said(privacy.layer_2(name, number, terms))
    yield "## The full text"
    yield ""
    for section in information.sections(town, terms):
        yield f"### {_dutch(section.heading)}"
        for texts in section.pages:
            yield from _said(texts)


def _said(texts: tuple[Text, ...]) -> Iterator[str]:
    yield ""
    for text in texts:
        yield f"{_dutch(text)}  "
    yield ""


def _dutch(text: Text) -> str:
    return translator(SOURCE_LANGUAGE).say(text)


if __name__ == "__main__":
    PAGE.write_text(page())
    print(f"written: {PAGE.name}")
