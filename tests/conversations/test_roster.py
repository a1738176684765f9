"""Helping families: a file for each, under the helper's own word, and nothing of one in another."""

from __future__ import annotations

import pytest

from conversations.commands import command_list
from conversations.effects import DeleteMessage, OpenHousehold, Schedule, SwitchHousehold, Toast
from conversations.events import Tap
from conversations.roster import MAX_LABEL
from tests.conversations.family_world import World, dutch

READ_OUT = ("read", "yes")


def helping(*labels: str) -> World:
    """A helper with a file for each of these families; the last is open."""
    world = World().start().tap("nl")
    for label in labels:
        world.command("gezinnen")
        if world.at("roster", "list"):
            world.tap("new")
        world.type(label).tap("ninove", *READ_OUT)
    return world


def opens(world: World, label: str) -> World:
    """The helper takes up the file of this family."""
    world.command("gezinnen")
    return world.tap(next(b.choice for b in world.screen.answers if label in dutch(b.label)))


def header(world: World) -> str:
    """What stands above the screen."""
    return dutch(world.screen.header) if world.screen.header is not None else ""


def test_anybody_may_help_a_family_from_the_first_screen_on() -> None:
    world = World().start().tap("nl", "help_family")
    assert "Niet de echte naam" in world.read
    world.type("de  buren\n")
    assert DeleteMessage(55) in world.effects
    world.tap("ninove")
    assert "de buren" in world.read
    assert "bij je" in world.read
    world.tap("read")
    assert "Verantwoordelijk: " in world.read
    assert "Wie leest mee? Wie je nu helpt." in world.read
    world.tap("yes")
    opened = next(effect for effect in world.effects if isinstance(effect, OpenHousehold))
    assert (opened.kind, opened.label, opened.witnessed, opened.language) == ("helper", "de buren", True, "nl")
    assert {e.kind for e in world.effects if isinstance(e, Schedule)} == {"resume", "wipe"}
    assert world.at("interview", "ask")
    assert "Gezin: " in header(world)
    assert "de buren" in header(world)


def test_a_family_that_says_no_leaves_nothing() -> None:
    world = World().start().tap("nl", "help_family").type("de buren").tap("ninove", "read", "no")
    assert not [effect for effect in world.effects if isinstance(effect, OpenHousehold)]
    assert world.context.household is None
    assert "niets bewaard" in world.read


@pytest.mark.parametrize(
    ("typed", "said"),
    [("\u2068 \n", "geen woord"), ("x" * (MAX_LABEL + 1), "te lang"), ("De Buren", "al voor een ander gezin")],
)
def test_a_label_that_does_not_do_is_asked_again(typed: str, said: str) -> None:
    world = helping("de buren").command("gezinnen").tap("new").type(typed)
    assert world.at("roster", "label")
    assert said in world.read
    assert DeleteMessage(55) in world.effects, "it goes from the chat all the same"


def test_the_label_stands_above_every_screen_of_the_file_and_over_no_other() -> None:
    world = helping("de buren", "trap 3")
    for way in (
        ("a.none",),
        ("why",),
        ("menu",),
        ("urgent",),
        ("menu", "rest"),
        ("menu", "request"),
    ):
        world.tap(*way)
        assert "trap 3" in header(world), world.state
    assert not header(opens(world, "de buren").command("gezinnen")), "here the next family is chosen"
    assert "de buren" in header(opens(world, "de buren"))


def test_another_family_begins_at_its_beginning() -> None:
    world = helping("de buren", "trap 3").tap("a.none", "menu", "request", "yes").type("Amina")
    assert world.state.text("name") == "Amina"
    opens(world, "de buren")
    assert any(isinstance(effect, SwitchHousehold) for effect in world.effects)
    assert "Amina" not in str(world.state.to_json())
    assert world.at("interview", "ask")
    assert not len(world.household.answers)


def test_a_late_tap_of_one_family_s_card_does_nothing_in_another_s_file() -> None:
    world = helping("de buren", "trap 3")
    card = world.screen
    opens(world, "de buren")
    assert [b.choice for b in world.screen.buttons] == [b.choice for b in card.buttons], "the same question is open"
    for button in card.buttons:
        before = world.household
        world.send(Tap(card.data(button), 1))
        assert world.effects == [Toast("old")]
        assert world.household.answers == before.answers
        assert world.at("interview", "ask")


def test_start_asks_who_helps_what_to_do_now() -> None:
    world = helping("de buren").start()
    assert world.at("roles", "choose")
    assert {"own", "help_family"} == {button.choice for button in world.screen.answers}
    world.tap("own")
    assert world.at("welcome", "town")
    assert not header(world)
    world.tap("voorbeeldstad", "start")
    assert world.household.kind == "own"
    assert not header(world)
    assert opens(world, "de buren").household.label == "de buren"


def test_commands_follow_what_a_chat_is() -> None:
    world = World().start().tap("nl")
    assert "gezinnen" not in [names["nl"] for names, _ in command_list(world.context)]
    world = helping("de buren")
    assert "gezinnen" in [names["nl"] for names, _ in command_list(world.context)]
    world.command("wachtlijst")
    assert world.at("menu", "not_yours")
    assert "gemeente" in world.read
    assert world.tap("go").at("interview", "ask")


def test_only_a_helped_family_reads_at_the_private_question_that_its_helper_sees_the_answer() -> None:
    for world, along in ((helping("de buren"), True), (World().begin(), False)):
        for question, tap in (("papers", "a.none"), ("pay_doctor", "dk")):
            for _ in range(80):
                if world.screen.token.startswith(question):
                    break
                world.tap("go" if world.at("interview", "calls") else "dk")
            assert ("verblijfspapieren" in world.read) is (question == "papers")
            assert ("Wie je helpt, ziet je antwoord wel." in world.read) is along
            assert "niemand" not in world.read, "somebody may sit beside it"
            world.tap(tap)
