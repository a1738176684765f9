"""Notices: neutral texts, one table, each button acts once, and a team group that learns four things only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conversations.context import Chat
from conversations.dialog import Group, Silence
from conversations.effects import LiftReferral, Notify, Schedule, Toast
from conversations.notices import KINDS
from conversations.registry import DIALOGS, NOTICES
from conversations.state import State
from conversations.timers import asked_again
from rights import report
from tests.conversations.staff_town import (
    BART,
    ELS,
    FATIMA,
    GROUP,
    JOHN,
    Town,
    all_answered,
    catalogue,
    chosen,
    dutch,
    labels,
    later,
    words,
)
from tests.laws.screen_laws import offences

CARE_OF_FAMILY, CARE_OF_STAFF = (
    ("care", "care_task", "care_review"),
    ("care_reply", "care_helped", "care_cannot", "care_due", "care_look", "care_end"),
)
"""About a care plan."""
FAMILY = (
    *CARE_OF_FAMILY,
    *("resume", "contacted", "outcomes", "deadline", "recheck", "message", "promise"),
    *("renumbered", "closed", "trouble", "handover_asked"),
    *("meet", "meet_tomorrow", "meet_soon", "meet_off"),
    "signal_answer",
)
STAFF = (
    *CARE_OF_STAFF,
    *("unclaimed", "reply", "lifted", "family_muted", "unreachable", "unsure", "no_contact_yet"),
    *("go_on", "still_helping", "wait_over", "came_back", "reopened"),
    *("joined", "erased", "withdrawn", "moved_away"),
    *("offered", "offer_accepted", "offer_refused", "offer_lapsed"),
    *("meet_answer", "meet_lapsed", "meet_waits", "meet_near", "meet_ask", "meet_off_staff"),
    *("handover_news", "handover_silent"),
)
TEAM = ("new_referral", "lifted_team", "reopened_team", "unclaimed_team", "promise_team")
PROMISES = ("promise_due", "promise_missed")
"""To who keeps one."""
COUNTED = ("digest", "week")
"""To a team, in numbers."""
FILES = ("adopted", "file_gone", "join_asked", "join_answer")
"""To whoever shares a family's file."""
REPORTS = ("report_received", "report_handled", "report_closed", "report_code", "volunteer_task")
"""To volunteers."""
ARRANGED = ("stand_in", "stand_in_yes", "stand_in_no", "stand_in_now", "absence_over")
"""Among coordinators, and about no request."""
OWN_ROLE = ("role_ended", "code_reset")
"""To somebody whose role an admin ended, or whose second factor one took off."""
FIGURES = "figures"
"""To coordinators too, and about no request."""
SIGNALS = "signal_waits"
"""The same."""
OTHERS = (*PROMISES, *COUNTED, "alarm", FIGURES, SIGNALS, "team_group", "reminders")
AT_ONCE = ("team_group", "trouble", "join_asked", "join_answer")


def test_every_kind_of_notice_is_in_one_of_the_rooms() -> None:
    assert {kind.name for kind in KINDS} == {
        *(*FAMILY, *FILES, *REPORTS, *STAFF, *ARRANGED, *OWN_ROLE, *TEAM, *OTHERS),
    }
    assert {kind.name for kind in KINDS if kind.shown_in is Group.TEAM} == {*TEAM, *COUNTED}


def test_no_mute_holds_back_a_check_on_staff_and_stop_holds_back_all_that_a_family_did_not_ask() -> None:
    for kind in KINDS:
        held_back = kind.silence is Silence.BY_STOP
        assert held_back == (kind.name in {*FAMILY, *REPORTS, "adopted", "file_gone"}), kind.name


def test_only_what_answers_something_just_done_goes_at_night() -> None:
    assert {kind.name for kind in KINDS if not kind.unasked} == set(AT_ONCE)


def test_a_family_notice_is_not_sent_twice_unless_people_must_act_on_it() -> None:
    assert {kind.name for kind in KINDS if kind.repeat == "once"} == {*FAMILY, *REPORTS, "adopted", "file_gone"} - {
        "contacted"
    }


@pytest.mark.parametrize("kind", sorted({*FAMILY, *REPORTS, *STAFF, *ARRANGED, *TEAM, *OTHERS}))
def test_a_notice_is_short_and_holds_nothing_personal(kind: str) -> None:
    town = Town()
    referral = town.asks_help(FATIMA, about=("leefloon.household",))
    town.coordinator(ELS, "Els")
    ref = {"team_group": str(GROUP), FIGURES: "ninove"}.get(kind, referral.id)
    screen = town.notice_screen(town.arrives(kind, ref), ELS)

    said = "\n".join((words(screen), *labels(screen)))
    for personal in ("Fatima", "0470", "470", "Els", "leefloon", "oochtend", "9 en 12"):
        assert personal not in said
    assert 0 < len(words(screen).split()) <= 60
    for button in screen.buttons:
        assert len(screen.data(button).replace(screen.token, "x" * 24).encode()) <= 64
        assert len(button.choice) <= 20
        assert len(dutch(button.label)) <= 30


@pytest.mark.parametrize("kind", [*FAMILY, *REPORTS])
def test_a_notice_to_a_family_or_a_volunteer_names_no_request_and_no_right(kind: str) -> None:
    town = Town()
    referral = town.asks_help(FATIMA)

    said = words(town.notice_screen(town.arrives(kind, referral.id), FATIMA))

    assert referral.number not in said
    assert "Ninove" not in said


@pytest.mark.parametrize("kind", TEAM)
def test_the_team_group_learns_number_kind_urgency_and_waiting_and_has_one_button(kind: str) -> None:
    town = Town(now=later(days=2))
    referral = town.asks_help(FATIMA, urgency="urgent", submitted_at=later())
    headline, rest = words(screen := town.notice_screen(town.arrives(kind, referral.id), GROUP)).split("\n")

    assert referral.number in headline
    assert rest == "Iemand vraagt hulp. Dringend. Wacht 2 dagen."
    [button] = screen.buttons
    assert button.url == f"https://t.me/rechten_bot?start=desk-{referral.id}"
    assert NOTICES[kind].advance is None


@pytest.mark.parametrize("kind", [*STAFF, *TEAM])
def test_a_request_that_is_gone_leaves_a_kind_line(kind: str) -> None:
    town = Town()
    town.coordinator(ELS, "Els")

    screen = town.notice_screen(town.arrives(kind, "gone"), ELS)

    assert "Deze aanmelding is er niet meer." in words(screen)
    assert screen.buttons == ()


def test_the_team_button_opens_the_case_in_private_for_who_has_a_role() -> None:
    town = Town()
    referral = town.asks_help(FATIMA)
    els = town.coordinator(ELS, "Els")
    [button] = town.notice_screen(town.arrives("new_referral", referral.id), GROUP).buttons
    assert button.url is not None

    els.opens(button.url.partition("?start=")[2])

    assert "Fatima" in els.reads


@pytest.mark.parametrize("kind", ["unclaimed", "reply", "lifted", "family_muted", "unreachable", "unsure"])
def test_a_staff_notice_opens_the_case_once(kind: str) -> None:
    town = Town()
    referral = town.asks_help(FATIMA)
    els = town.coordinator(ELS, "Els")
    notice = town.arrives(kind, referral.id)
    seen = town.notice_screen(notice, ELS)

    turn = els.taps_notice(notice, "Open de aanmelding")
    assert turn.fresh
    assert "Fatima" in els.reads
    assert els.press(seen, seen.buttons[0]).effects == (Toast("done_before"),)


def test_figures_of_a_town_that_is_gone_or_that_are_all_checked_leave_a_kind_line() -> None:
    town = Town()
    town.coordinator(ELS, "Els")

    screen = town.notice_screen(town.arrives(FIGURES, "gone"), ELS)

    assert "alle cijfers zijn nu nagekeken" in words(screen)
    assert screen.buttons == ()


def test_the_list_of_figures_opens_for_who_has_a_role_and_shows_only_their_town() -> None:
    town = Town()
    els, john = town.coordinator(ELS, "Els"), town.family(JOHN)

    els.taps_notice(town.arrives(FIGURES, "ninove"), "Bekijk de cijfers")
    assert els.reads.startswith("Cijfers van Ninove")
    els.taps_notice(town.arrives(FIGURES, "voorbeeldstad"), "Bekijk de cijfers")
    assert els.reads.startswith("Cijfers van Ninove"), "the other town is not theirs"
    john.taps_notice(town.arrives(FIGURES, "ninove"), "Bekijk de cijfers")
    assert john.state.dialog != "desk"


@pytest.mark.parametrize("days_on", [0, 3000])
def test_every_page_of_the_figures_has_the_measures_of_a_screen(days_on: int) -> None:
    town = Town(now=later(days=days_on))
    els = town.coordinator(ELS, "Els")
    els.taps_notice(town.arrives(FIGURES, "ninove"), "Bekijk de cijfers")
    first = els.reads
    while True:
        assert offences(els.screen) == []
        if "Naar het begin" in els.buttons:
            break
        els.tap("Toon meer")
    els.tap("Naar het begin")
    assert els.reads == first


def test_a_staff_notice_in_the_hands_of_a_parent_leads_home() -> None:
    town = Town()
    referral = town.asks_help(FATIMA)
    john = town.family(JOHN)

    john.taps_notice(town.arrives("unclaimed", referral.id), "Open de aanmelding")

    assert "Fatima" not in john.reads
    assert john.state.dialog != "desk"


def test_no_one_was_in_touch_lifts_the_request_tells_the_team_and_asks_again() -> None:
    town = Town()
    referral = town.asks_help(FATIMA)
    fatima = town.person(FATIMA)
    notice = town.arrives("contacted", referral.id)

    turn = fatima.taps_notice(notice, "Nee, nog niet")

    assert LiftReferral(referral.id) in turn.effects
    assert [(n.to.who, n.to.municipality, n.kind) for n in town.sent()] == [("team", "ninove", "lifted_team")]
    assert asked_again(referral, town.now)[0] in turn.effects
    assert "Sorry dat het zo lang duurt." in words(town.notice_screen(notice, FATIMA))
    assert not turn.card


def test_who_holds_a_lifted_request_hears_it_in_private() -> None:
    town = Town()
    referral = town.asks_help(FATIMA, claimed_by=ELS, claimed_name="Els", state="claimed")

    town.person(FATIMA).taps_notice(town.arrives("contacted", referral.id), "Nee, nog niet")

    assert {(n.to.who, n.kind) for n in town.sent()} == {("team", "lifted_team"), ("holder", "lifted")}


def test_someone_was_in_touch_is_thanked_for() -> None:
    town = Town()
    referral = town.asks_help(FATIMA)
    notice = town.arrives("contacted", referral.id)

    turn = town.person(FATIMA).taps_notice(notice, "Ja")

    assert not any(isinstance(effect, LiftReferral | Notify | Schedule) for effect in turn.effects)
    assert "Fijn. Dank je." in words(town.notice_screen(notice, FATIMA))


def test_an_answer_about_a_request_that_ended_meanwhile_lifts_nothing() -> None:
    town = Town()
    referral = town.asks_help(FATIMA)
    notice = town.arrives("contacted", referral.id)
    town.withdraws(referral.id, FATIMA)

    turn = town.person(FATIMA).taps_notice(notice, "Nee, nog niet")

    assert not any(isinstance(effect, LiftReferral | Notify | Schedule) for effect in turn.effects)
    town.notices[notice.id] = replace(town.notices[notice.id], referral=town.referrals[referral.id])
    shown = words(town.notice_screen(notice, FATIMA))
    assert "De collega's weten het nu." not in shown, "nobody was told"
    assert "Je kan altijd opnieuw hulp vragen." in shown


def test_an_answer_about_an_earlier_request_does_not_lift_the_new_one() -> None:
    town = Town()
    earlier = town.asks_help(FATIMA)
    notice = town.arrives("contacted", earlier.id)
    town.withdraws(earlier.id, FATIMA)
    town.asks_help(FATIMA)

    turn = town.person(FATIMA).taps_notice(notice, "Nee, nog niet")

    assert not any(isinstance(effect, LiftReferral | Notify | Schedule) for effect in turn.effects)


def test_not_now_leaves_the_card_where_it_was() -> None:
    town = Town()
    fatima = town.family(FATIMA)
    before = fatima.state

    turn = fatima.taps_notice(town.arrives("resume"), "Nu niet")

    assert not turn.card
    assert fatima.state == before


def test_go_on_and_closed_lead_home_and_trouble_shows_where_one_was() -> None:
    town = Town()
    fatima = town.family(FATIMA)
    town.chats[FATIMA] = Chat(FATIMA, "nl", state=State("menu", "urgent"))
    fatima.taps_notice(town.arrives("trouble"), "Ga verder")
    assert fatima.state == State("menu", "urgent")

    fatima.taps_notice(town.arrives("closed"), "Ga verder")
    assert fatima.state.dialog in ("results", "interview")


def test_a_message_opens_the_oldest_that_waits_and_two_are_answered_in_turn() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    referral = town.asks_help(FATIMA, claimed_by=ELS, claimed_name="Els", state="claimed")
    els.opens_case(referral)
    for purpose, phrase in (("contact", "hello"), ("going", "nothing_to_do")):
        els.forge(f"desk:case:{referral.id}:phrases")
        els.forge(f"desk:phrases:{referral.id}:{purpose}")
        els.forge(f"desk:purpose:{referral.id}:{phrase}")
        els.tap("Verstuur")
        els.tap("Terug")
    fatima = town.person(FATIMA)
    fatima.taps_notice(town.arrives("message"), "Open het bericht")
    assert "Ik help je verder." in fatima.reads
    first = fatima.screen

    fatima.tap("Dat is goed")
    assert "Jij hoeft nu niets te doen." in fatima.reads
    assert fatima.press(first, first.answers[0]).effects == (Toast("old"),)
    fatima.tap("Bel mij")
    assert "Je antwoord is doorgegeven." in fatima.reads
    assert [m.answer for m in town.families[FATIMA].messages] == ["good", "call_me"]


def test_an_answer_reaches_everyone_when_the_request_was_handed_back() -> None:
    town = Town()
    els = town.coordinator(ELS, "Els")
    town.coordinator(BART, "Bart")
    referral = town.asks_help(FATIMA, claimed_by=ELS, claimed_name="Els", state="claimed")
    els.opens_case(referral)
    els.tap("Schrijf via de bot")
    els.tap(els.screen.answers[0].label)
    els.tap(els.screen.answers[0].label)
    els.tap("Verstuur")
    els.tap("Terug")
    els.tap("Meer")
    els.tap("Geef terug")
    els.tap("Ja, geef terug")
    fatima = town.person(FATIMA)
    fatima.taps_notice(town.arrives("message"), "Open het bericht")

    fatima.tap("Dat is goed")

    assert [(n.to.who, n.to.municipality, n.kind) for n in town.sent()] == [("staff", "ninove", "reply")]


def followed() -> tuple[str, ...]:
    """Two rights that a family wants to be asked about."""
    found = report(catalogue().for_municipality("ninove"), all_answered(), later().date()).verdicts
    return tuple(verdict.key for verdict in found if not verdict.held)[:2]


def test_how_did_it_go_asks_each_step_and_offers_help_to_who_did_not_manage() -> None:
    town = Town()
    keys = followed()
    fatima = town.family(FATIMA, kept=True, steps=chosen(*keys, unanswered=1))
    town.coordinator(ELS, "Els")

    fatima.taps_notice(town.arrives("outcomes"), "Vertel hoe het ging")
    fatima.tap("Het lukte nog niet")
    assert "Het ligt niet aan jou." in fatima.reads
    fatima.tap("Nu niet")
    fatima.tap("Vraag het later")

    steps = town.families[FATIMA].steps
    assert [(steps[key].state, steps[key].unanswered) for key in keys] == [("tried", 0), ("open", 0)]
    assert "Dank je." in fatima.reads
    fatima.tap("Bekijk mijn rechten")
    assert fatima.state.dialog in ("results", "interview")


def test_who_was_refused_hears_that_it_may_ask_why() -> None:
    town = Town()
    [first, *_] = followed()
    fatima = town.family(FATIMA, kept=True, steps=chosen(first, unanswered=1))
    fatima.taps_notice(town.arrives("outcomes"), "Vertel hoe het ging")

    fatima.tap("Het werd geweigerd")

    assert "Je mag altijd vragen waarom." in fatima.reads
    assert "Het ligt niet aan jou." in fatima.reads


def test_who_says_yes_to_help_goes_straight_to_asking_it() -> None:
    town = Town()
    [first, *_] = followed()
    fatima = town.family(FATIMA, kept=True, steps=chosen(first, unanswered=1))
    town.coordinator(ELS, "Els")
    fatima.taps_notice(town.arrives("outcomes"), "Vertel hoe het ging")

    fatima.tap("Het lukte nog niet")
    fatima.tap("Ja, vraag hulp")

    assert (fatima.state.dialog, fatima.state.step) == ("helping", "consent")
    assert (fatima.state.texts("about"), fatima.state.text("kind")) == ((first,), "stuck")


def test_who_has_everything_is_asked_nothing() -> None:
    town = Town()
    keys = followed()
    fatima = town.family(FATIMA, kept=True, steps=chosen(*keys, unanswered=1))
    fatima.taps_notice(town.arrives("outcomes"), "Vertel hoe het ging")
    for _ in keys:
        fatima.tap("Het is in orde")
    assert "Dank je." in fatima.reads
    now = report(town.context(FATIMA).pass_catalogue, town.families[FATIMA].answers, later().date())
    held = {verdict.key for verdict in now.verdicts if verdict.held}
    assert held >= {*keys}, "granted and *already have it* are one fact"

    fatima.taps_notice(town.arrives("outcomes"), "Vertel hoe het ging")
    assert "Dank je." in fatima.reads


def test_every_dialog_of_staff_and_of_notices_is_registered() -> None:
    assert {"desk", "joining", "messages", "outcomes"} <= set(DIALOGS)
