"""What differs from town to town, by files only: what a family reads there and nowhere else, and where it was read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rights import ELSEWHERE, load_catalogue
from rights.loading import CATALOGUE_FOLDER
from rights.reviewing import review
from rights.shapes import Right
from rights.strict_yaml import read_yaml

WHOLE = load_catalogue()
TOWNS = sorted(WHOLE.municipalities)
OVERRIDES = sorted(CATALOGUE_FOLDER.glob("municipalities/*/overrides/*.yaml"))
COMMON_RIGHTS = 60
CHECKED_ON = date(2026, 11, 22)

ONLY_THERE = [
    ("ninove", "kind_en_gezin_preventief", "Of ga naar Kind en Gezin in het Sociaal Huis Ninove."),
    ("ninove", "werkloosheid_inschakeling", "Schrijf je in bij de VDAB, ook in het Sociaal Huis Ninove."),
    (
        "ninove",
        "statuut_asiel_tijdelijke_bescherming_tolk",
        "Wil je Nederlands leren? Ga naar het Sociaal Huis Ninove.",
    ),
    ("ronse", "huis_van_het_kind_buddy_inloop", "Vraag naar Buddy bij de Wieg in Ronse."),
    ("beerse", "kinderopvang_verminderd_tarief", "Vraag het aan het OCMW van Beerse."),
    ("roeselare", "davo", "Hulp nodig? Bel het Welzijnshuis op 051 80 59 00."),
]


def right_in(town: str, right_id: str) -> Right:
    return WHOLE.for_municipality(town).rights[right_id]


def test_every_town_has_all_rights_and_nothing_is_wrong_there() -> None:
    assert len(WHOLE.rights) == COMMON_RIGHTS
    assert len(TOWNS) == 7
    for town in TOWNS:
        here = WHOLE.for_municipality(town)
        assert len(here.rights) >= COMMON_RIGHTS - len(here.municipalities[town].without), town
        assert [str(finding) for finding in review(here, CHECKED_ON) if finding.wrong] == [], town


@pytest.mark.parametrize(("town", "right_id", "words"), ONLY_THERE)
def test_what_a_town_says_is_read_there_and_nowhere_else(town: str, right_id: str, words: str) -> None:
    for place in [*TOWNS, ELSEWHERE]:
        here = WHOLE.for_municipality(place)
        found = right_id in here.rights and words in " ".join(here.rights[right_id].claim.todo_nl)
        assert found is (place == town), place


@pytest.mark.parametrize("path", OVERRIDES, ids=lambda path: f"{path.parts[-3]}, {path.stem}")
def test_a_town_says_otherwise_only_where_to_go_in_that_town(path: Path) -> None:
    """No page gives a figure or a condition of one of these towns: there the common right stands."""
    town = path.parts[-3]
    ours, common = right_in(town, path.stem), WHOLE.rights[path.stem]
    said = [*ours.claim.todo_nl, str(ours.claim.url), *(source.page for source in ours.sources)]
    assert town in " ".join(said).lower()
    assert ours != common
    assert (ours.who, ours.amount, ours.claim.deadline) == (common.who, common.amount, common.claim.deadline)
    assert set(read_yaml(path)) <= {"id", "claim", "sources"}
