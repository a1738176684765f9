"""What one status opens and what it does not: the expectations that many people have, right and wrong."""

from __future__ import annotations

import pytest

from tests.rights.rights_interviews import TODAY
from tests.rights.rights_told import Facts, outcome, whole

WITH: dict[str, Facts] = {
    "verhoogde_tegemoetkoming": {"verhoogde_tegemoetkoming": "yes"},
    "leefloon": {"leefloon": "yes"},
    "ivt_it_igo": {"ivt_it_igo": "yes"},
    "groeipakket_zorgtoeslag": {"any_care": "yes", "care_allowance": "yes", "care_4_points": "yes", "care_points": 18},
}
OPENS = [
    ("leefloon", "verhoogde_tegemoetkoming"),
    ("leefloon", "groeipakket_sociale_toeslag"),
    ("leefloon", "sociaal_tarief_energie"),
    ("leefloon", "sociaal_tarief_water"),
    ("leefloon", "sociaal_internetaanbod"),
    ("leefloon", "de_lijn_sociaal"),
    ("leefloon", "uitpas_kansentarief"),
    ("leefloon", "rechtsbijstand"),
    ("verhoogde_tegemoetkoming", "remgeldvrij_gmd_derdebetaler"),
    ("verhoogde_tegemoetkoming", "de_lijn_sociaal"),
    ("verhoogde_tegemoetkoming", "nmbs_sociaal"),
    ("verhoogde_tegemoetkoming", "zorgpremie_verminderd"),
    ("verhoogde_tegemoetkoming", "uitpas_kansentarief"),
    ("verhoogde_tegemoetkoming", "gemeentelijke_kortingen"),
    ("verhoogde_tegemoetkoming", "vakantieparticipatie"),
    ("ivt_it_igo", "verhoogde_tegemoetkoming"),
    ("ivt_it_igo", "sociaal_tarief_energie"),
    ("ivt_it_igo", "sociaal_tarief_water"),
    ("ivt_it_igo", "sociaal_internetaanbod"),
    ("ivt_it_igo", "de_lijn_sociaal"),
    ("ivt_it_igo", "groeipakket_sociale_toeslag"),
    ("groeipakket_zorgtoeslag", "groeipakket_ondersteuningstoeslag"),
    ("groeipakket_zorgtoeslag", "sociaal_tarief_energie"),
    ("groeipakket_zorgtoeslag", "sociaal_internetaanbod"),
    ("groeipakket_zorgtoeslag", "remgeldvrij_gmd_derdebetaler"),
    ("groeipakket_zorgtoeslag", "zorgbudget_zwaar_zorgbehoevend"),
]
DOES_NOT_OPEN = [
    ("verhoogde_tegemoetkoming", "sociaal_tarief_energie"),
    ("verhoogde_tegemoetkoming", "sociaal_internetaanbod"),
    ("verhoogde_tegemoetkoming", "sociaal_tarief_water"),
    ("groeipakket_zorgtoeslag", "sociaal_tarief_water"),
    ("groeipakket_zorgtoeslag", "de_lijn_sociaal"),
]


@pytest.mark.parametrize(("held", "opened"), OPENS)
def test_who_gets_the_one_also_gets_the_other_and_without_it_does_not(held: str, opened: str) -> None:
    assert opened in whole().rights[held].unlocks
    assert outcome(opened, WITH[held], TODAY)[0] == "yes"
    assert outcome(opened, {}, TODAY)[0] == "no"


@pytest.mark.parametrize(("held", "expected"), DOES_NOT_OPEN)
def test_what_many_expect_of_a_status_is_not_there_and_the_card_of_the_status_says_so(held: str, expected: str) -> None:
    assert expected in whole().rights[held].not_opened_on(TODAY)
    assert outcome(expected, WITH[held], TODAY) == ("no", "not_now")


def test_every_right_that_a_status_opens_reads_that_status_and_no_other() -> None:
    for right in whole().rights.values():
        if right.status is not None:
            for opened in right.unlocks:
                assert right.status in whole().openers_of[opened], f"{right.id} does not open {opened}: take it out"
            for other in right.not_opened_on(TODAY):
                assert right.status not in whole().openers_of[other], f"{right.id} opens {other}"
