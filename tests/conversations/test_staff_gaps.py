"""What the bot cannot see: the coordinator reads what was not checked of the rights that may well be there."""

from __future__ import annotations

import pytest

from conversations.screen import MAX_ANSWERS
from rights import VerdictKind, report
from tests.conversations.staff_town import ELS, FATIMA, MONDAY, Person, Town, all_answered, catalogue

NOT_CHECKED = "Wat is niet nagekeken?"


def at_the_desk(purpose: str = "help+papers") -> Person:
    town = Town()
    els = town.coordinator(ELS, "Els")
    town.family(FATIMA, answers=all_answered())
    els.opens_case(town.asks_help(FATIMA, purpose=purpose))
    els.tap("Lees het rapport")
    els.tap(NOT_CHECKED)
    return els


def all_pages(els: Person) -> str:
    """Every page, until the first one comes again."""
    first = els.reads
    read = [first]
    while "Toon meer" in els.buttons:
        els.tap("Toon meer")
        if els.reads == first:
            break
        read.append(els.reads)
    return "\n".join(read)


def test_every_gap_that_no_family_is_told_is_read_at_the_desk_and_no_other() -> None:
    here = catalogue().for_municipality("ninove")
    found = report(here, all_answered(), MONDAY.date()).verdicts
    kinds = {VerdictKind.VERY_LIKELY, VerdictKind.LIKELY, VerdictKind.ASK}
    shown = {v.right_id for v in found if v.kind in kinds and not v.held}
    read = all_pages(at_the_desk())
    gaps = [(right, gap) for right in here.rights.values() for gap in right.gaps]
    for right, gap in gaps:
        expected = right.id in shown and gap.told in ("office", "nowhere")
        assert (f"{right.name_nl}: {gap.what_nl}." in read) is expected, (right.id, gap.what_nl)
    assert any(right.id in shown and gap.told == "nowhere" for right, gap in gaps), "the family must show some"


def test_whose_income_counts_is_read_at_the_desk() -> None:
    """The family counted its own income together; for a right that may count another one."""
    read = all_pages(at_the_desk())
    assert "Leefloon: wiens inkomen telt: ook van partner, (groot)ouders en volwassen kinderen in huis." in read
    not_found = [line for line in read.splitlines() if line.startswith("Niet gevonden wiens inkomen telt: ")]
    assert "Sociale woning, " in not_found[0]
    assert len(not_found) == 2, "some in a line"


def test_the_list_is_short_on_every_page_and_leads_back() -> None:
    els = at_the_desk()
    for _ in range(12):
        assert len(els.reads.split()) <= 60
        assert len(els.screen.answers) <= MAX_ANSWERS
        assert els.screen.personal, "it says which rights a family may have"
        els.tap("Toon meer")
    els.tap("Lees het rapport")
    assert els.state.step == "report"


@pytest.mark.parametrize("right", ["verhoogde_tegemoetkoming", "leefloon"])
def test_what_is_noted_for_who_keeps_the_catalogue_is_not_shown(right: str) -> None:
    read = all_pages(at_the_desk())
    for gap in catalogue().rights[right].gaps:
        assert gap.what not in read
        assert gap.assumed not in read


def test_without_a_yes_about_papers_no_gap_tells_of_them() -> None:
    here = catalogue().for_municipality("ninove")
    read = all_pages(at_the_desk("help"))
    for right in here.rights.values():
        if right.private:
            assert right.name_nl not in read
