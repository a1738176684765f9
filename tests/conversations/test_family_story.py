"""Stories of families: what they tap, what they read, and what is done for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest

from conversations.consent import shares_papers
from conversations.effects import (
    AskForContact,
    DeleteMessage,
    EndContactRequest,
    EraseEverything,
    KeepAnswers,
    MarkScreened,
    MoveReferral,
    Notify,
    OpenHousehold,
    SaveAnswers,
    SaveSteps,
    Schedule,
    SubmitReferral,
    Toast,
)
from conversations.events import Tap
from conversations.findings import follows, report_of
from conversations.privacy import VERSION
from conversations.state import State
from followups import due_at
from rights import undo
from tests.conversations.family_world import MONDAY, World, dutch

E = TypeVar("E")


def found(world: World) -> list[str]:
    """The keys of what a family can do something about."""
    return [verdict.key for verdict in follows(report_of(world.context))]


def labels(world: World) -> list[str]:
    """What stands on the buttons, in Dutch."""
    return [dutch(button.label) for button in world.screen.buttons]


def one(world: World, kind: type[E]) -> E:
    """The only effect of this kind of the last event."""
    matching = [effect for effect in world.effects if isinstance(effect, kind)]
    assert len(matching) == 1, f"expected one {kind.__name__}, got {world.effects}"
    return matching[0]


def with_results() -> World:
    """A family that has skipped every question, with at least one right to look at."""
    world = World().begin().answer_all("dk")
    assert found(world)
    return world


def test_nothing_is_kept_before_the_family_begins() -> None:
    world = World().start()
    assert world.at("welcome", "language")
    world.tap("nl", "ninove", "more", "next", "back", "back")
    assert world.context.household is None
    assert "Ninove" in world.read
    assert "OCMW" in world.read

    world.tap("start")

    opened = one(world, OpenHousehold)
    assert (opened.municipality, opened.text_version, opened.language) == ("ninove", VERSION, "nl")
    planned = {effect.kind: effect for effect in world.effects if isinstance(effect, Schedule)}
    assert set(planned) == {"resume", "wipe"}
    assert {effect.fence for effect in planned.values()} == {world.household.id}
    assert planned["wipe"].due_at - MONDAY == timedelta(days=7)
    assert world.at("interview", "ask")


def test_a_mother_goes_through_to_her_reference_number() -> None:
    world = World().begin(language="ar").answer_all("dk")
    assert world.at("results", "list")
    assert world.household.screened_at == MONDAY

    world.tap("help")
    assert "Ninove" in world.read
    world.tap("yes").type("  Amina ")
    assert one(world, DeleteMessage) == DeleteMessage(55)
    world.tap("own_phone")
    assert AskForContact() in world.effects
    world.share("32470123456")
    assert one(world, EndContactRequest) == EndContactRequest(58)
    world.tap("morning")
    assert world.at("helping", "interpreter")
    world.tap("yes")
    assert "Amina" in world.read
    assert "0470 12 34 56" in world.read

    world.tap("send")

    sent = one(world, SubmitReferral)
    assert (sent.first_name, sent.phone, sent.way, sent.when) == ("Amina", "+32470123456", "own_phone", "morning")
    assert (sent.kind, sent.urgency, sent.language) == ("asked_help", "normal", "ar")
    assert sent.interpreter == "ar", "asked for by her own yes"
    assert sent.recipient == "coordinator:ninove"
    planned = {(effect.kind, effect.subject) for effect in world.effects if isinstance(effect, Schedule)}
    assert planned == {
        ("contacted", "chat"),
        ("unclaimed_1", f"referral:{sent.id}"),
        ("unclaimed_2", f"referral:{sent.id}"),
    }
    told = one(world, Notify)
    assert (told.to.who, told.to.municipality, told.kind, told.ref) == ("team", "ninove", "new_referral", sent.id)
    assert "NIN-26-0042" in world.read
    assert due_at("contacted", MONDAY).strftime("%d/%m/%Y") in world.read


def test_what_something_urgent_needs_is_shown_at_once_and_makes_the_request_urgent() -> None:
    world = World().begin().tap("a.not_safe")
    assert world.at("interview", "calls")
    assert all(number in world.read for number in ("112", "101", "1712"))

    world.tap("help", "yes").type("Amina").tap("through_bot", "send")

    sent = one(world, SubmitReferral)
    assert (sent.urgency, sent.phone, sent.when) == ("urgent", None, "rather_message")


def test_who_is_ill_without_a_doctor_reads_nothing_of_violence() -> None:
    world = World().begin().tap("a.ill")
    assert world.read.index("112") < world.read.index("Is de dokter te duur")
    assert "OCMW van Ninove" in world.read
    assert not [number for number in ("101", "1712", "1813") if number in world.read]


def test_a_nervous_second_tap_on_a_year_is_asked_after_and_can_be_undone() -> None:
    world = World().begin().tap("a.none", "dk", "a.2022")
    assert "Meer dan 1 kind" not in world.read
    world.tap("a.2022")
    assert "Meer dan 1 kind van 2022?" in world.read
    world.tap("a.2022", "a.2022")
    assert "Meer dan 1 kind" not in world.read
    assert not [button for button in world.screen.grid if "✅" in dutch(button.label)]


def test_people_to_call_are_shown_once_and_the_questions_go_on() -> None:
    world = World().begin().tap("a.no_food", "go")
    assert world.at("interview", "ask")
    world.tap("dk")
    assert world.at("interview", "ask")


def test_a_mother_stops_halfway_and_comes_back() -> None:
    world = World().begin().tap("a.none", "dk")
    question, answers = world.read, world.household.answers

    world.tap("menu", "rest", "later")
    assert world.at("interview", "paused")
    world.wait(days=2).start()

    assert (world.read, world.household.answers) == (question, answers)


def test_back_takes_the_last_answer_back() -> None:
    world = World().begin().tap("a.none")
    question, title = world.read, world.screen.title
    world.tap("dk", "back")
    assert (world.screen.title, len(world.household.answers)) == (title, 1)
    assert world.read.replace("Je zei: niet geweten.\n", "") == question != world.read
    world.tap("back")
    assert "Je zei: niets dringends." in world.read
    assert "back" not in world.choices
    assert not world.household.answers


def test_back_from_the_finished_list_leads_to_the_answers_and_takes_none_away() -> None:
    world = with_results()
    answers, read = world.household.answers, world.read
    world.tap("back")
    assert world.at("answers", "topics")
    assert world.tap("back").read == read
    assert world.household.answers == answers


def test_a_question_that_opens_later_waits_on_the_list() -> None:
    world = with_results()
    answers = undo(world.household.answers)  # as on a birthday: one is not answered yet
    world.context = replace(world.context, household=replace(world.household, answers=answers))
    world.start()
    assert world.at("results", "list")
    assert "Er is nog een vraag." in world.read
    assert "niet af" not in world.read
    assert world.tap("menu", "go").at("results", "list")
    assert world.tap("question").at("interview", "ask")
    assert world.tap("back").at("results", "list")
    assert world.household.answers == answers
    assert world.tap("question", "dk").at("results", "list")
    assert "question" not in world.choices


def test_what_is_ticked_of_a_list_is_still_ticked_after_a_look_elsewhere() -> None:
    world = World().begin().tap("a.none", "a.leefloon")
    ticked = "✅ Leefloon van het OCMW"
    world.type("qqqq").tap("go")
    assert ticked in labels(world)
    world.command("menu").tap("back")
    assert ticked in labels(world)
    world.type("qqqq").start()
    assert ticked in labels(world)
    assert not world.screen.skips, "a tap on them would throw away what is ticked"
    world.tap("a.leefloon")
    assert world.screen.skips
    world.tap("a.leefloon", "done", "back")
    assert ticked in labels(world)
    assert "Je zei: Leefloon van het OCMW." in world.read
    world.tap("done", "dk", "back")
    assert ticked not in labels(world), "the ticks are those of one question"


def test_what_is_ticked_for_one_family_is_not_ticked_for_another() -> None:
    world = World().begin().tap("a.none", "a.leefloon")
    world.context = replace(world.context, household=replace(world.household, id="another"))
    assert not [label for label in labels(world) if "✅" in label]
    world.start().tap("done")
    assert "Je zei: Niets hiervan." in world.tap("back").read


def test_why_names_a_reason_and_leads_back_to_the_same_question() -> None:
    world = World().begin().tap("a.none")
    question = world.read
    world.tap("why")
    assert world.read != question
    world.tap("back")
    assert world.read == question


def test_a_right_that_the_family_has_already_is_kept_apart_and_comes_back() -> None:
    world = with_results()
    key = found(world)[0]
    world.tap(key, "have")
    assert key not in found(world)
    world.tap("back")
    assert key not in world.choices
    world.tap(*(["rest"] if "rest" in world.choices else []), "held", key, "unhave")
    assert key in found(world)


@pytest.mark.parametrize("tab", ["why", "todo", "brings", "source"])
def test_every_side_of_a_right_says_something(tab: str) -> None:
    world = with_results()
    world.tap(found(world)[0])
    card = world.read
    world.tap(tab)
    assert world.read != card
    assert len(world.read.split()) > 3


def test_a_family_that_says_yes_is_asked_about_the_rights_it_chose() -> None:
    world = with_results()
    world.tap("keep", "yes")
    kept = one(world, KeepAnswers)
    assert kept.kept
    planned = [effect for effect in world.effects if isinstance(effect, Schedule)]
    assert [effect.kind for effect in planned] in (["deadline"], ["dates"])
    keys = [choice for choice in world.choices if choice in found(world)][:2]
    world.tap(*keys, "done")
    assert list(one(world, SaveSteps).steps) == keys
    assert one(world, Schedule) == Schedule("step_open", due_at("step_open", MONDAY), world.household.id)
    assert world.at("recheck", "ask")
    world.tap("no")
    assert world.at("plan", "all")
    assert "0 van de 2 in orde" in world.read


def test_a_family_that_ticks_a_right_away_does_not_begin_with_it() -> None:
    world = with_results()
    world.tap("keep", "yes")
    first, other = [choice for choice in world.choices if choice in found(world)][:2]
    world.tap(first, other, first, "done")
    assert list(one(world, SaveSteps).steps) == [other]


def test_a_family_that_chooses_nothing_is_asked_nothing() -> None:
    world = with_results()
    world.tap("keep", "yes", "done")
    assert not world.effects
    assert world.at("recheck", "ask")
    world.tap("no")
    assert world.at("results", "list")
    assert "keep" not in world.choices


def test_a_family_that_says_no_hears_nothing_later() -> None:
    world = with_results()
    world.tap("keep", "no")
    assert world.household.kept is False
    assert not [effect for effect in world.effects if isinstance(effect, Schedule)]
    assert world.at("results", "list")


def test_later_says_when_answers_that_are_kept_go() -> None:
    world = with_results().tap("keep", "yes")
    world.command("menu").tap("rest", "more", "later")
    assert "1 jaar na je laatste tik" in world.read
    assert "7 dagen" not in world.read


def test_a_town_without_a_coordinator_shows_where_to_go_and_collects_nothing() -> None:
    world = World(staffed=False).begin().answer_all("dk").tap("help")
    assert world.at("helping", "contact")
    assert "OCMW van Ninove" in world.read
    assert "Sociaal Huis" not in world.read, "a name without a number or a street leads nowhere"
    assert world.type("Amina").at("menu", "unread")
    assert not [effect for effect in world.effects if isinstance(effect, SubmitReferral)]


def test_a_town_that_loses_its_coordinator_meanwhile_takes_no_request() -> None:
    world = with_results().tap("help", "yes")
    world.context = replace(world.context, staffed=frozenset())
    assert world.at("helping", "contact")


@pytest.mark.parametrize(
    ("typed", "word"), [("Amina2", "cijfers"), ("A" * 41, "lang"), ("...", "voornaam"), ("0470123456", "cijfers")]
)
def test_a_name_that_is_none_is_asked_again_kindly_and_still_removed(typed: str, word: str) -> None:
    world = with_results().tap("help", "yes").type(typed)
    assert world.at("helping", "name")
    assert word in world.read
    assert one(world, DeleteMessage) == DeleteMessage(55)


def test_only_the_persons_own_number_counts() -> None:
    world = with_results().tap("help", "yes").type("Amina").tap("own_phone")
    world.share("32470999999", own=False)
    assert world.at("helping", "phone")
    assert one(world, DeleteMessage) == DeleteMessage(58)
    world.type("12")
    assert world.at("helping", "phone")
    world.type("0470 12 34 56")
    assert world.at("helping", "when")
    assert one(world, DeleteMessage) == DeleteMessage(55)
    assert EndContactRequest() in world.effects


def test_leaving_the_phone_step_takes_the_request_for_a_number_away() -> None:
    world = with_results().tap("help", "yes").type("Amina").tap("own_phone", "menu")
    assert EndContactRequest() not in world.effects, "the menu only lies over it"
    world.tap("found")
    assert EndContactRequest() in world.effects


def test_an_answer_about_papers_goes_along_only_on_a_separate_yes() -> None:
    purposes = []
    for yes_or_no in ("yes", "no"):
        world = World().begin().tap("a.none")
        world.tell_papers()
        world.tap("help", "yes")
        assert world.at("helping", "papers")
        world.tap(yes_or_no).type("Amina").tap("through_bot", "send")
        sent = one(world, SubmitReferral)
        purposes.append(shares_papers(sent.purpose))
    assert purposes == [True, False]


def test_who_skipped_the_papers_is_not_asked_about_them_again() -> None:
    world = World().begin().answer_all("skip").tap("help", "yes")
    assert world.at("helping", "name")


def test_a_second_request_leads_to_the_first_which_can_be_withdrawn() -> None:
    world = with_results().refer().tap("on")
    referral = world.household.referral
    assert referral is not None
    world.start().tap("menu", "request")
    assert world.at("helping", "mine")
    assert referral.number in world.read

    world.tap("withdraw", "no")
    assert world.household.referral is not None
    world.tap("withdraw", "yes")

    assert one(world, MoveReferral).referral == referral.id
    told = one(world, Notify)
    assert (told.to.who, told.kind, told.ref) == ("holder", "withdrawn", referral.id)
    assert "new" in world.choices


def test_help_with_one_right_says_which_and_why() -> None:
    world = with_results()
    key = found(world)[0]
    world.tap(key, "help", "yes").type("Amina").tap("through_bot", "send")
    assert one(world, SubmitReferral).about == (key,)
    assert one(world, SubmitReferral).kind == "asked_help"


def test_who_did_not_manage_says_so_by_asking_help_from_there() -> None:
    world = with_results()
    key = found(world)[0]
    stuck = State("helping", "consent", {"about": [key], "kind": "stuck"})
    world.context = replace(world.context, chat=replace(world.context.chat, state=stuck))
    world.tap("yes").type("Amina").tap("through_bot", "send")
    assert (one(world, SubmitReferral).about, one(world, SubmitReferral).kind) == ((key,), "did_not_manage")


def test_a_forged_choice_does_nothing() -> None:
    world = with_results()
    before, answers = world.state, world.household.answers
    for data in (
        "results:list:0:nothing",
        "helping:sure::send",
        "menu:erase::yes",
        "desk:queue::x",
        "",
        ":::",
        "é" * 60,
    ):
        world.send(Tap(data, 1))
        assert world.effects == [Toast("old")]
        assert (world.state, world.household.answers) == (before, answers)


def test_an_old_button_of_an_earlier_question_does_nothing() -> None:
    world = World().begin().tap("a.none")
    old = world.screen.data(world.screen.skips[0])
    world.tap("dk")
    answers = world.household.answers
    world.send(Tap(old, 1))
    assert world.effects == [Toast("old")]
    assert world.household.answers == answers


def test_erasing_takes_one_yes_and_ends_in_a_new_start() -> None:
    world = with_results().refer()
    number = world.household.referral.number if world.household.referral else ""
    world.command("wissen")
    assert number in world.read
    world.tap("yes")
    assert one(world, EraseEverything) == EraseEverything()
    assert world.context.chat.language is None
    assert world.context.household is None
    world.tap("fr")
    assert world.at("welcome", "town")


def test_a_chat_that_was_wiped_after_a_week_starts_with_its_language() -> None:
    world = with_results()
    forgotten = replace(world.context.chat, language=None, state=State("welcome", "town"))
    world.context = replace(world.context, household=None, chat=forgotten)
    assert world.at("welcome", "language")
    assert world.tap("ar").at("welcome", "town")


def test_a_wiped_household_is_taken_home_from_every_step() -> None:
    world = with_results().tap("help", "yes")
    world.context = replace(world.context, household=None, roster=())
    assert world.at("welcome", "town")
    world.tap("ninove")
    assert world.at("welcome", "info")


def test_taking_back_what_one_has_saves_only_answers() -> None:
    world = with_results()
    world.tap(found(world)[0], "have")
    assert [type(effect) for effect in world.effects] == [SaveAnswers]


def test_seeing_the_results_for_the_first_time_is_noted_once() -> None:
    world = World().begin()
    marked = 0
    for _ in range(80):
        if not world.at("interview", "ask"):
            break
        world.tap("dk")
        marked += sum(isinstance(effect, MarkScreened) for effect in world.effects)
    assert world.at("results", "list")
    assert marked == 1
