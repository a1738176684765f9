"""The leaflet of every municipality: one page, a code that leads to its link, Dutch first, and a number to call."""

from __future__ import annotations

import io
from functools import cache

import pytest
import zxingcpp
from PIL import Image

from locales import Translator, translator
from reports import leaflet
from rights import Municipality, load_catalogue
from texts import Text

LINK = "https://t.me/rechten_bot?start=" + "Ab-9_" * 8 + "xyz"
LONGER = 1.35
"""How much longer than the Dutch a text may be in another language (section 1.3 of the notes on languages)."""

municipalities = cache(lambda: load_catalogue().municipalities)
towns = pytest.mark.parametrize("town", municipalities().values(), ids=lambda town: town.id)


@towns
def test_it_is_one_page_and_its_code_can_be_scanned(town: Municipality) -> None:
    pages = leaflet.leaflet_pages(town, LINK)
    assert len(pages) == 1
    with Image.open(io.BytesIO(pages[0])) as page:
        found = zxingcpp.read_barcodes(page.convert("L"))
    assert [code.text for code in found] == [LINK]
    assert leaflet.leaflet_pdf(town, LINK).startswith(b"%PDF-")


@towns
def test_longer_translations_fit_on_it(town: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    says = Translator.say

    def longer(words: Translator, text: Text) -> str:
        dutch = says(translator("nl"), text)
        return dutch if words.language.code == "nl" else dutch + " woord" * round(len(dutch) * (LONGER - 1) / 6 + 0.5)

    monkeypatch.setattr(Translator, "say", longer)
    assert len(leaflet.leaflet_pages(town, LINK)) == 1


@towns
def test_dutch_comes_first_and_what_is_translated_says_so(town: Municipality) -> None:
    made = leaflet._data(town, LINK)
    french_too = town.language_regime == "facilities_fr"
    assert [block["code"] for block in made["full"]] == (["nl", "fr"] if french_too else ["nl"])
    assert [block["code"] for block in made["translations"]] == (["ar", "en"] if french_too else ["fr", "ar", "en"])
    assert all(block["note"] for block in made["translations"])
    assert not any(block["note"] for block in made["full"])
    lengths = {(len(block["steps"]), len(block["promises"])) for block in (*made["full"], *made["translations"])}
    assert len(lengths) == 1, "nobody reads more, or less, than somebody else"


REGIMES = pytest.mark.parametrize("regime", ["dutch_only", "facilities_fr"])


def known_in_full(regime: str) -> Municipality:
    """The town of which everything is known, under one of the two regimes."""
    return municipalities()["voorbeeldstad"].model_copy(update={"language_regime": regime})


@REGIMES
def test_where_to_go_and_when_stand_on_it_in_every_language_and_it_stays_one_page(regime: str) -> None:
    town = known_in_full(regime)
    made = leaflet._data(town, LINK)
    for block in (*made["full"], *made["translations"]):
        come, open_at = block["place"]
        assert "Voorbeeldstraat 1, 0000 Voorbeeldstad" in come
        assert "09:00-12:00" in open_at
    assert len(leaflet.leaflet_pages(town, LINK)) == 1


@towns
def test_nothing_is_said_of_a_place_that_is_not_known(town: Municipality) -> None:
    made, point = leaflet._data(town, LINK), town.contact
    known = {value for value in (point.name, point.address) if value}
    for block in (*made["full"], *made["translations"]):
        said = " ".join((block["call"], *block["place"]))
        assert all(value in said for value in known)
        assert "None" not in said
        assert len(block["place"]) == bool(point.address or (point.name and not point.phone)) + (
            point.hours is not None
        )


@towns
def test_a_number_is_printed_where_it_is_known_and_else_a_line_to_write_it_on(town: Municipality) -> None:
    made = leaflet._data(town, LINK)
    for block in (*made["full"], *made["translations"]):
        if town.contact.name and town.contact.phone:
            assert town.contact.phone in block["call"].replace("\u00a0", " ")
            assert town.contact.name in block["call"]
            assert not block["blank"]
        else:
            assert block["blank"]
            assert not any(character.isdigit() for character in block["call"])
