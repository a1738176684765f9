"""The laws of every state table: everybody gets out, nobody acts for somebody else, timers stop when they must."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import (
    REFERRAL,
    SIGNAL,
    STEP,
    Act,
    AlreadyOver,
    BrokenTable,
    CaseworkError,
    Edge,
    NotForThisRole,
    NotPossibleNow,
    Role,
    StateTable,
    TextNeeded,
    Timer,
    UnknownState,
    WrongOutcome,
    apply,
    diagram,
)

FAMILY, STAFF = (Role.FAMILY,), (Role.COORDINATOR,)
BOTH = (Role.FAMILY, Role.COORDINATOR)
BOT = (Role.SYSTEM,)
TABLES = [REFERRAL, STEP, SIGNAL]

SIMPLE = StateTable(
    name="signal",
    initial="new",
    states=("new", "read", "answered"),
    finals=("answered",),
    edges=(
        Edge("new", "read", "read", STAFF, starts=("unclaimed_1",)),
        Edge("read", "answer", "answered", STAFF, text_needed=True, outcomes=("solved", "passed_on")),
        Edge("read", "drop", "answered", BOTH, outcomes=("dropped",)),
        Edge("read", "put_back", "new", STAFF),
    ),
    timers=(Timer("unclaimed_1", "in_state"), Timer("contacted", "until_over")),
    starts=("contacted",),
)


def without(action: str) -> tuple[Edge, ...]:
    """The edges of the simple table but for one action."""
    return tuple(edge for edge in SIMPLE.edges if edge.action != action)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"states": ("new", "read", "answered", "new")}, "named twice"),
        ({"initial": "draft"}, "'draft' is not one of its states"),
        ({"finals": ("answered", "gone")}, "'gone' is not one of its states"),
        ({"states": ("new", "read", "answered", "lost")}, "no edge leads to the state 'lost'"),
        ({"edges": (*SIMPLE.edges, Edge("new", "hide", "attic", STAFF))}, "'hide' names 'attic'"),
        ({"edges": (*SIMPLE.edges, Edge("answered", "reopen", "new", STAFF))}, "leaves the final state 'answered'"),
        ({"edges": (*SIMPLE.edges, Edge("new", "read", "answered", STAFF))}, "two edges for the action 'read'"),
        ({"edges": (*SIMPLE.edges, Edge("new", "skip", "answered", ()))}, "nobody may 'skip' from 'new'"),
        ({"edges": (*without("answer"), Edge("new", "a", "answered", STAFF, outcomes=("x", "x")))}, "outcome twice"),
        ({"edges": tuple(edge for edge in SIMPLE.edges if edge.target != "answered")}, "no edge leads to"),
        (
            {"states": (*SIMPLE.states, "stuck"), "edges": (*SIMPLE.edges, Edge("new", "lose", "stuck", STAFF))},
            "no way",
        ),
        ({"timers": (Timer("contacted", "until_over"),)}, "without saying how long"),
        ({"starts": ()}, "nothing starts its timer 'contacted'"),
        ({"timers": (*SIMPLE.timers, Timer("contacted", "in_state"))}, "declared twice"),
        ({"resting": ("answered",)}, "'answered' is final and can be taken up again"),
        ({"edges": (*SIMPLE.edges, Edge("new", "late", "read", STAFF, within=timedelta(1)))}, "which is no end"),
        ({"edges": (*SIMPLE.edges, Edge("new", "time_up", "read", BOT))}, "no timer does 'time_up' in 'new'"),
        ({"waiting": ("read",)}, "'read' leads to 'read' without a deadline"),
        ({"waiting": ("new",)}, "leads to 'new' without a deadline"),
        (
            {"timers": (Timer("unclaimed_1", "in_state", Act("answer")), SIMPLE.timers[1])},
            "a timer does 'answer' in 'read', where the system may not",
        ),
        ({"timers": (*SIMPLE.timers, Timer("birthday", "in_state")), "starts": ("contacted", "birthday")}, "birthday"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(change: dict[str, object], says: str) -> None:
    with pytest.raises(BrokenTable, match=says):
        replace(SIMPLE, **change)  # type: ignore[arg-type]


states = st.sampled_from(["a", "b", "c"])
edges = st.builds(
    Edge, states, st.sampled_from(["go", "turn"]), st.sampled_from(["a", "b", "c", "end"]), st.just(FAMILY)
)


@given(st.lists(edges, max_size=6, unique_by=lambda edge: (edge.source, edge.action)))
def test_a_table_is_taken_just_when_every_walk_can_end(drawn: list[Edge]) -> None:
    named = {"a", "end", *(edge.source for edge in drawn), *(edge.target for edge in drawn)}
    try:
        StateTable("walk", "a", tuple(sorted(named)), ("end",), tuple(drawn))
        taken = True
    except BrokenTable:
        taken = False
    assert taken == all(can_walk("a", state, drawn) and can_walk(state, "end", drawn) for state in named)


def can_walk(start: str, goal: str, drawn: list[Edge]) -> bool:
    """Whether some walk leads from one state to another, tried one step at a time."""
    here = {start}
    for _ in range(4):
        here |= {edge.target for edge in drawn if edge.source in here}
    return goal in here


@pytest.mark.parametrize("table", [SIMPLE, *TABLES], ids=lambda table: table.name)
@given(data=st.data())
def test_whoever_acts_in_whatever_order_can_still_reach_an_end(table: StateTable, data: st.DataObject) -> None:
    state = table.initial
    actions = sorted({edge.action for edge in table.edges})
    for _ in range(data.draw(st.integers(0, 8))):
        action, role = data.draw(st.sampled_from(actions)), data.draw(st.sampled_from(list(Role)))
        here = next((edge for edge in table.edges_from(state, role) if edge.action == action), None)
        outcome = here.outcomes[0] if here is not None and here.outcomes else None
        if here is not None:
            assert not table.is_final(state)
            state = apply(table, state, action, role, text="Gebeld.", outcome=outcome)
            assert state in table.states
        else:
            with pytest.raises(CaseworkError):
                apply(table, state, action, role, text="Gebeld.", outcome=outcome)
    assert table.is_final(state) == (not table.edges_from(state))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nothing_is_left_waiting_without_a_timer(table: StateTable) -> None:
    for edge in table.edges:
        elsewhere = any(out.follows for out in table.edges_from(edge.target, Role.SYSTEM))  # another case is watched
        if not table.is_over(edge.target) and not elsewhere:
            assert edge.starts, f"{edge.action} leads to {edge.target}, of which nobody is reminded"
    assert {edge.source for edge in table.edges if Role.SYSTEM in edge.roles} >= set(table.waiting)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_ended_is_only_taken_up_again_within_a_term(table: StateTable) -> None:
    for state in table.resting:
        assert table.is_over(state)
        assert not table.is_final(state)
        for edge in table.edges_from(state):
            assert edge.within is not None
            outcome = edge.outcomes[0] if edge.outcomes else None
            role, late = edge.roles[0], edge.within + timedelta(seconds=1)
            assert apply(table, state, edge.action, role, text="Weer nodig.", outcome=outcome, ended=edge.within)
            with pytest.raises(AlreadyOver):
                apply(table, state, edge.action, role, text="Weer nodig.", outcome=outcome, ended=late)


def test_each_refusal_has_its_own_kind_words() -> None:
    refusals: dict[type[CaseworkError], tuple[str, str, Role, dict[str, Any]]] = {
        NotPossibleNow: ("new", "answer", Role.COORDINATOR, {"text": "Opgelost.", "outcome": "solved"}),
        AlreadyOver: ("answered", "read", Role.COORDINATOR, {}),
        NotForThisRole: ("new", "read", Role.FAMILY, {}),
        TextNeeded: ("read", "answer", Role.COORDINATOR, {"text": "  ", "outcome": "solved"}),
        WrongOutcome: ("read", "answer", Role.COORDINATOR, {"text": "Opgelost.", "outcome": "forged"}),
    }
    said = set()
    for refusal, (state, action, role, given_with) in refusals.items():
        with pytest.raises(refusal) as raised:
            apply(SIMPLE, state, action, role, **given_with)
        said.add(raised.value.text.msgid)
    assert said == {
        "Dat kan nu niet meer. Er is intussen iets veranderd.",
        "Dit is al afgesloten.",
        "Deze stap is voor iemand anders.",
        "Schrijf er kort iets bij.",
        "Kies een resultaat uit de lijst.",
    }


def test_an_outcome_is_chosen_where_there_is_a_choice() -> None:
    assert apply(SIMPLE, "read", "answer", Role.COORDINATOR, text="Opgelost.", outcome="solved") == "answered"
    with pytest.raises(WrongOutcome, match="allowed: solved, passed_on"):
        apply(SIMPLE, "read", "answer", Role.COORDINATOR, text="Opgelost.")
    assert apply(SIMPLE, "read", "drop", Role.FAMILY) == "answered"
    assert SIMPLE.edge("read", "drop").outcome_of(None) == "dropped"
    with pytest.raises(WrongOutcome, match="allowed: none"):
        apply(SIMPLE, "new", "read", Role.COORDINATOR, outcome="solved")


def test_a_state_that_is_not_in_the_table_is_reported() -> None:
    with pytest.raises(UnknownState, match="has no state 'lost'; its states are new, read, answered"):
        apply(SIMPLE, "lost", "read", Role.COORDINATOR)


def test_a_timer_in_a_state_stops_with_it_even_if_the_case_comes_back() -> None:
    first = SIMPLE.fence("unclaimed_1", "case 7", "new", moves=0)
    assert SIMPLE.fence("unclaimed_1", "case 7", "new", moves=0) == first
    assert SIMPLE.fence("unclaimed_1", "case 7", "read", moves=1) != first
    assert SIMPLE.fence("unclaimed_1", "case 7", "new", moves=2) != first


def test_a_check_on_staff_stops_only_at_the_end() -> None:
    asked = SIMPLE.fence("contacted", "case 7", "new", moves=0)
    assert SIMPLE.fence("contacted", "case 7", "read", moves=1) == asked
    assert SIMPLE.fence("contacted", "case 7", "new", moves=2) == asked
    assert SIMPLE.fence("contacted", "case 7", "answered", moves=3) != asked
    assert SIMPLE.fence("contacted", "case 8", "new", moves=0) != asked


def test_a_timer_that_the_table_does_not_know_has_no_fence() -> None:
    with pytest.raises(BrokenTable, match="declares no timer 'wipe'"):
        SIMPLE.fence("wipe", "case 7", "new", moves=0)


def test_the_picture_shows_who_does_what_and_what_it_needs() -> None:
    assert diagram(SIMPLE).splitlines() == [
        "stateDiagram-v2",
        "    [*] --> new",
        "    new --> read: read (coordinator)",
        "    read --> answered: answer (coordinator) with a text, with an outcome / drop (family, coordinator)",
        "    read --> new: put_back (coordinator)",
        "    answered --> [*]",
    ]
