"""Every card of a plan keeps to the measures of a screen, and every button on it does something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from casework import Paper, Step, StepState, begun
from conversations import planning, route
from conversations.effects import SaveSteps, Toast
from conversations.events import Tap
from conversations.findings import report_of
from conversations.state import State
from rights import hold
from tests.conversations.family_world import MONDAY, World
from tests.laws.screen_laws import offences
from tests.laws.test_walker import at

TABS = ("", "todo", "where")


def family() -> World:
    """A family that answered everything, with an empty plan."""
    return World().begin().answer_all()


def with_plan(world: World, steps: dict[str, Step]) -> World:
    world.context = replace(world.context, household=replace(world.household, steps=steps))
    return world


def all_rights(world: World) -> dict[str, str]:
    """Every right that the family does not have, by key."""
    return {verdict.key: verdict.right_id for verdict in report_of(world.context).verdicts if not verdict.held}


@pytest.mark.parametrize("state", [state for state in StepState if state is not StepState.DROPPED])
def test_every_right_has_a_card_in_every_state(state: StepState) -> None:
    world = family()
    rights = all_rights(world)
    with_plan(world, {key: replace(begun(right, MONDAY), state=state) for key, right in rights.items()})
    if state is StepState.GRANTED:
        answers = world.household.answers
        for verdict in report_of(world.context).verdicts:
            answers = hold(answers, verdict.right_id, verdict.subject, True)
        world.context = replace(world.context, household=replace(world.household, answers=answers))
    plan = planning.plan_of(world.context)
    assert len(plan) > 20
    wrong: list[str] = []
    for item in plan:
        for tab in TABS:
            screen = route.view(at(world.context, State("plan", "step", {"key": item.key, "tab": tab})))
            wrong += offences(screen)
            wrong += [f"{item.key}: no answer" for _ in (1,) if not screen.answers]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.parametrize("paper", list(Paper))
def test_the_documents_of_every_right_fit_on_a_screen(paper: Paper) -> None:
    world = family()
    catalogue = world.context.pass_catalogue
    steps = {
        key: replace(begun(right, MONDAY), papers=dict.fromkeys(catalogue.rights[right].documents_nl, paper))
        for key, right in all_rights(world).items()
        if catalogue.rights[right].documents_nl
    }
    with_plan(world, steps)
    for key in steps:
        assert not offences(route.view(at(world.context, State("plan", "papers", {"key": key}))))


def _buttons(world: World, state: State) -> Iterator[tuple[str, State, bool]]:
    here = at(world.context, state)
    screen = route.view(here)
    for button in screen.buttons:
        if button.url is None:
            turn = route.advance(Tap(screen.data(button), 1), here)
            toasts = [effect for effect in turn.effects if isinstance(effect, Toast)]
            assert not toasts, f"{state}: {button.choice}"
            changed = any(isinstance(effect, SaveSteps) for effect in turn.effects)
            yield button.choice, turn.state, changed or turn.state != state or bool(turn.effects)


@pytest.mark.parametrize("state", list(StepState))
def test_every_button_of_every_state_does_something_or_leads_on(state: StepState) -> None:
    world = family()
    key, right = next(iter(all_rights(world).items()))
    with_plan(world, {key: replace(begun(right, MONDAY), state=state)})
    for step in ("all", "pick", "step", "papers", "drop", "pace"):
        for choice, after, acted in _buttons(world, State("plan", step, {"key": key})):
            assert acted, f"{step} of a step that is {state}: {choice}"
            assert route.view(at(world.context, after)).body


@pytest.mark.parametrize("many", [0, 1, 6, 10, 20])
def test_a_plan_of_any_size_is_a_picture_that_fits(many: int) -> None:
    world = family()
    rights = list(all_rights(world).items())[:many]
    with_plan(world, {key: begun(right, MONDAY) for key, right in rights})
    for page in range(5):
        for step in ("all", "pick"):
            assert not offences(route.view(at(world.context, State("plan", step, {"page": page}))))


def test_what_was_refused_is_no_work_well_done_and_what_did_not_work_is_met_with_help() -> None:
    world = family()
    had, refused, *_ = (verdict for verdict in report_of(world.context).verdicts if not verdict.held)
    answers = hold(world.household.answers, had.right_id, had.subject, True)
    world.context = replace(world.context, household=replace(world.household, answers=answers))
    steps = {
        had.key: replace(begun(had.right_id, MONDAY), state=StepState.GRANTED),
        refused.key: replace(begun(refused.right_id, MONDAY), state=StepState.REFUSED),
    }
    with_plan(world, steps)
    world.context = at(world.context, State("plan", "all"))
    assert "1 van de 1 in orde" in world.read
    assert "1 stap is geweigerd. Het ligt niet aan jou." in world.read
    assert "Goed bezig" not in world.read
    assert "Mooi" not in world.read
    with_plan(world, {refused.key: replace(begun(refused.right_id, MONDAY), state=StepState.TRIED)})
    world.context = at(world.context, State("plan", "step", {"key": refused.key}))
    assert "Dat geeft niet. Wil je hulp?" in world.read
    assert "help" in world.choices
