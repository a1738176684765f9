"""What may go along to a partner, and the life of a handover."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import (
    HANDOVER,
    HandoverAction,
    HandoverState,
    MayNotSend,
    NotForThisRole,
    Role,
    TextNeeded,
    apply,
    diagram,
)
from casework.handover import LIVE, TEXT_VERSION, Profile, code_digest, payload, profile_for
from casework.handover_review import review_handovers
from rights import Catalogue, load_catalogue
from rights.partners import PASSED, Agreement, Partner, PartnerFile

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "partners.md"
TODAY = date(2026, 11, 22)
whole_catalogue = cache(load_catalogue)
AGREED = Agreement(name="Protocol", signed_on=date(2026, 1, 1), expires=date(2028, 1, 1))
FACTS = st.dictionaries(st.one_of(st.sampled_from(PASSED), st.text(max_size=12)), st.text(max_size=20), max_size=12)


def between(desk: str, kind: str, agreement: Agreement | None = AGREED) -> Catalogue:
    """The catalogue with one town, one desk and one partner."""
    partner = Partner.model_validate({"id": "one", "name": "Partner", "kind": kind, "agreement": agreement})
    return replace(
        whole_catalogue(), partners={"town": PartnerFile.model_validate({"desk": desk, "partners": [partner]})}
    )


def profile(desk: str = "kind_en_gezin", kind: str = "ocmw") -> Profile:
    found = profile_for(between(desk, kind), "town", "one")
    assert found is not None
    return found


@given(facts=FACTS)
def test_kind_en_gezin_passes_on_who_it_is_and_how_to_reach_it_and_nothing_else(facts: dict[str, str]) -> None:
    everything: dict[str, str] = {**dict.fromkeys(PASSED, "known"), **facts, "name": "Sara"}
    assert {name for name, _ in payload(profile(), everything, TODAY).told} <= {"name", "address", "phone", "email"}


@given(facts=FACTS, fields=st.sets(st.sampled_from(PASSED), min_size=1))
def test_whatever_is_known_no_more_goes_out_than_the_profile_names(facts: dict[str, str], fields: set[str]) -> None:
    one = replace(profile(), fields=tuple(name for name in PASSED if name in fields))
    try:
        told = dict(payload(one, facts, TODAY).told)
    except MayNotSend:
        told = {}
    assert told == {name: facts[name] for name in told}
    assert {*told} == {name for name in fields if facts.get(name)}


@pytest.mark.parametrize(
    ("why", "broken"),
    [
        ("geen afspraak", None),
        ("geen overeenkomst", replace(profile(), agreement=None)),
        ("voorbij", replace(profile(), expires=TODAY)),
        ("andere tekst", replace(profile(), text_version="another")),
    ],
)
def test_a_profile_that_is_not_in_order_sends_nothing_and_says_why(why: str, broken: Profile | None) -> None:
    with pytest.raises(MayNotSend) as told:
        payload(broken, {"name": "Sara", "phone": "+32470112233"}, TODAY)
    assert why in told.value.text.msgid


def test_the_agreement_can_end_before_the_profile() -> None:
    ends = AGREED.model_copy(update={"expires": date(2026, 12, 1)})
    found = profile_for(between("kind_en_gezin", "ocmw", ends), "town", "one")
    assert found is not None
    assert found.expires == date(2026, 12, 1)


def test_a_partner_of_another_town_or_kind_has_no_profile() -> None:
    assert profile_for(between("kind_en_gezin", "school"), "town", "one") is None
    assert profile_for(between("kind_en_gezin", "ocmw"), "elsewhere", "one") is None
    assert profile_for(between("kind_en_gezin", "ocmw"), "town", "two") is None


def test_what_is_broken_is_told_in_a_sentence() -> None:
    whole = between("municipality", "school", None)
    late = whole.profiles[0].model_copy(update={"text_version": "old", "expires": TODAY})
    told = [str(finding) for finding in review_handovers(replace(whole, profiles=(late, *whole.profiles)), TODAY)]
    for words in (
        "no profile passes anything on from municipality to school",
        "there is no agreement, so nothing is sent",
        "'old' is not the text that families read",
        "it ended on 2026-11-22, so nothing is sent",
        "two profiles pass on from",
    ):
        assert any(words in line for line in told), words
    assert not [finding for finding in review_handovers(whole_catalogue(), TODAY) if finding.wrong]
    assert {one.text_version for one in whole.profiles} == {TEXT_VERSION}


def test_only_the_family_agrees_only_the_partner_answers_and_only_staff_sends() -> None:
    only = {"agree": Role.FAMILY, "refuse": Role.FAMILY, "accept": Role.PARTNER, "decline": Role.PARTNER}
    only["send"] = Role.COORDINATOR
    for edge, role in product(HANDOVER.edges, Role):
        if edge.action in only and role is not only[edge.action]:
            with pytest.raises(NotForThisRole):
                apply(HANDOVER, edge.source, edge.action, role, text="x", outcome="partly")


def test_a_no_comes_with_its_reason() -> None:
    with pytest.raises(TextNeeded):
        apply(HANDOVER, HandoverState.SENT, HandoverAction.DECLINE, Role.PARTNER, text="  ")


def test_whatever_is_open_can_be_taken_back_and_ends_by_itself() -> None:
    for state in HandoverState:
        if not HANDOVER.is_final(state):
            actions = {edge.action for edge in HANDOVER.edges_from(state)}
            assert {"revoke", "expire"} <= actions
    assert not any(HANDOVER.is_final(state) for state in LIVE)


def test_every_state_that_waits_has_a_timer() -> None:
    started = {HANDOVER.initial, *(edge.target for edge in HANDOVER.edges if edge.starts)}
    assert started == {state for state in HandoverState if not HANDOVER.is_final(state)}


def test_the_digits_are_read_however_they_are_typed() -> None:
    assert len({code_digest("salt", typed) for typed in ("123456", "123 456", " 1 2 3 4 5 6", "١٢٣٤٥٦")}) == 1
    assert code_digest("salt", "123456") != code_digest("other", "123456")


def test_the_page_shows_the_table() -> None:
    assert f"```mermaid\n{diagram(HANDOVER)}\n```" in PAGE.read_text(), "put the diagram of the table on the page anew"
