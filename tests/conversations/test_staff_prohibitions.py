"""What nobody gets to see or do by knowing an id, keeping an old card, or making up callback data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework import ReferralAction
from conversations import route
from conversations.context import Chat, Invitation
from conversations.dialog import Turn
from conversations.effects import AddNote, MoveReferral, Notify, SendMessage
from conversations.links import desk_token
from conversations.state import State
from tests.conversations.staff_town import BART, ELS, FATIMA, GROUP, JOHN, MIRA, Person, Town, words

PERSONAL = ("Fatima", "0470", "32470123456")

FORGED = [
    "desk:case:r1:claim",
    "desk:case:r1:close",
    "desk:confirm:r1:partly",
    "desk:preview:r1:send.hello",
    "desk:queue:0:r.r1",
    "desk:notes:r1:more",
    "desk:report:r1:more",
    "joining:join::x",
    "desk:case",
    "desk:::",
    "",
    ":" * 64,
]


def nothing_of_the_case(turn: Turn, person: Person) -> None:
    """Nothing was done with the case and nothing of it is read."""
    assert not any(isinstance(e, MoveReferral | AddNote | SendMessage | Notify) for e in turn.effects)
    assert not any(personal in person.reads for personal in PERSONAL)


@pytest.mark.parametrize("data", FORGED)
def test_a_parent_who_makes_up_desk_data_gets_a_card_of_their_own(data: str) -> None:
    town = Town()
    town.asks_help(FATIMA)
    john = town.family(JOHN)

    nothing_of_the_case(john.forge(data), john)

    assert john.state.dialog != "desk"
    assert town.referrals["r1"].state == "submitted"


@pytest.mark.parametrize(
    "step", ["case", "report", "facts", "notes", "answers", "phrases", "preview", "check", "papers", "confirm"]
)
def test_a_parent_whose_state_says_desk_is_taken_home(step: str) -> None:
    town = Town()
    town.asks_help(FATIMA)
    john = town.family(JOHN)
    town.chats[JOHN] = (
        town.person(JOHN).town.chats[JOHN].__class__(JOHN, "nl", state=State("desk", step, {"case": "r1"}))
    )

    nothing_of_the_case(john.opens(), john)

    assert john.state.dialog in ("results", "interview")


@pytest.mark.parametrize("step", ["case", "report", "facts", "notes", "answers", "phrases", "close", "neutral"])
def test_a_coordinator_of_another_municipality_sees_no_case(step: str) -> None:
    town = Town()
    referral = town.asks_help(FATIMA)
    mira = town.coordinator(MIRA, "Mira", "voorbeeldstad")
    assert "Er wacht nu niemand." in mira.reads

    mira.forge(f"desk:queue:0:r.{referral.id}")
    nothing_of_the_case(mira.opens(desk_token(referral.id)), mira)
    assert referral.number not in mira.reads

    nothing_of_the_case(mira.forge(f"desk:{step}:{referral.id}:claim"), mira)
    assert town.referrals[referral.id].claimed_by is None


def test_even_a_case_that_was_loaded_by_mistake_stays_closed_to_another_municipality() -> None:
    town = Town()
    town.asks_help(FATIMA)
    town.coordinator(ELS, "Els").opens(desk_token("r1"))
    mira = town.coordinator(MIRA, "Mira", "voorbeeldstad")
    mira.opens(desk_token("r1"))

    wrong = replace(town.context(MIRA), case=town.context(ELS).case)

    assert wrong.case is not None
    assert "Fatima" not in words(route.view(wrong))


def test_the_card_of_a_former_member_tells_nothing_and_does_nothing() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    els.opens_case(town.asks_help(FATIMA))
    els.tap(ReferralAction.CLAIM.label)
    seen = els.screen

    town.members[ELS] = ()
    for button in seen.buttons:
        nothing_of_the_case(els.press(seen, button), els)
    nothing_of_the_case(els.types("een notitie"), els)

    assert els.state.dialog != "desk"


def test_only_who_holds_a_case_writes_notes_contacts_and_closes() -> None:
    town = Town()
    els, bart = town.coordinator(ELS, "Els"), town.coordinator(BART, "Bart")
    referral = town.asks_help(FATIMA)
    els.opens_case(referral)
    els.tap(ReferralAction.CLAIM.label)
    mine = set(els.buttons)

    bart.opens_case(referral)

    only_els = {ReferralAction.CONTACT, ReferralAction.HAND_BACK, ReferralAction.CLOSE}
    assert {"Meld contact", "Schrijf via de bot", "Sluit af"} <= mine
    assert not {"Meld contact", "Schrijf via de bot", "Sluit af", "Meer"} & set(bart.buttons)
    for action in only_els:
        bart.forge(f"desk:case:{referral.id}:{action}")
    bart.tap("Lees de notities")
    bart.types("Ik was hier ook.")
    assert town.notes == {}
    assert town.deleted == []
    assert "menu" in bart.state.dialog
    for step in ("close", "phrases", "purpose", "fill", "preview", "write", "check", "papers", "confirm"):
        known = {"phrase": "hello", "purpose": "contact", "words": "Dag", "outcome": "partly"}
        state = State("desk", step, {"case": referral.id, **known})
        town.chats[BART] = Chat(BART, "nl", state=state)
        assert bart.screen.answers == ()
        for data in (
            f"desk:{step}:{referral.id}:partly",
            f"desk:{step}:{referral.id}:send.hello",
            f"desk:{step}:{referral.id}:send",
        ):
            nothing_of_the_case(bart.forge(data), bart)
    assert town.referrals[referral.id].state == "claimed"


def test_the_link_of_the_team_group_gives_a_parent_no_right() -> None:
    town = Town()
    referral = town.asks_help(FATIMA)
    john = town.family(JOHN)

    nothing_of_the_case(john.opens(desk_token(referral.id)), john)

    assert john.state.dialog in ("results", "interview")


@pytest.mark.parametrize("token", ["nope", "desk-", "desk-r999", "desk", "-", "a" * 64])
def test_a_link_that_leads_nowhere_is_answered(token: str) -> None:
    town = Town()
    for person in (town.person(JOHN), town.family(FATIMA), town.coordinator(ELS, "Els")):
        person.opens(token)
        assert person.reads
        assert person.buttons


def test_a_stranger_with_a_used_link_is_told_so_and_can_go_on() -> None:
    town = Town(links={})
    john = town.person(JOHN)

    john.opens("used")

    assert "Deze link werkt niet meer." in john.reads
    john.tap("Ga verder")
    assert john.state == State("welcome", "language")


def test_a_link_for_a_role_that_is_not_there_leads_home() -> None:
    town = Town(links={"t": Invitation("invite", "ninove", "gardener")})
    john = town.person(JOHN)

    john.opens("t")

    assert JOHN not in town.members
    assert john.state == State("welcome", "language")


def test_a_coordinator_who_opens_an_invitation_again_keeps_it_for_a_colleague() -> None:
    town = Town(links={"t": Invitation("invite", "ninove", "coordinator")})
    els = town.coordinator(ELS, "Els")

    els.opens("t")

    assert (els.state.dialog, els.state.step) == ("desk", "queue")
    assert "t" in town.links


def test_what_people_write_in_the_team_group_is_theirs() -> None:
    town = Town()
    group = town.person(GROUP)

    for turn in (group.types("hallo"), group.opens(desk_token("r1")), group.forge("desk:case:r1:claim")):
        assert turn.effects == ()
        assert not turn.card
