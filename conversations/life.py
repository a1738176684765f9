"""Something changed: a birth, who lives there, work, a move, illness. Only the questions that it touches are put again,
each with *same as before*; then what is new, and the dates to keep. Answers that are too old are asked again like that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from conversations import again, differences, home, linking, planning
from conversations.again import SAME, Place, Sheet, keyed, place_of, sheet_of, tapped
from conversations.context import Context, Tie
from conversations.dates import dated
from conversations.dialog import Turn, of_taps
from conversations.effects import Unlink
from conversations.findings import household_of, report_of
from conversations.lists import last_day
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from rights import Verdict, changes, confirmed, given_to, lost_with, stale, ticks_of
from texts import Text, say

__all__ = ["CHOOSE", "DIALOG", "EVENTS", "begun"]

CHOOSE = State("change", "choose")


class LifeEvent(NamedTuple):
    """What happened: the questions that it touches, in the order in which they are put; the facts of the household from
    which its dates count; by question, the choices that cannot be as before since."""

    label: Text
    questions: tuple[str, ...]
    dates: frozenset[str] = frozenset()
    over: Mapping[str, frozenset[str]] = MappingProxyType({})


_LIVED_ON = ("livelihood", "wage", "benefit_since", "income_year", "income_drop", "income_month")
"""What comes in, in the order of the check: who lives there comes before it, for with that an earlier answer lapses."""

EVENTS: Mapping[str, LifeEvent] = {
    "birth": LifeEvent(
        say("change", "👶 Een baby is geboren"),
        ("births", "birth_month", "members", "childcare"),
        over={"members": frozenset({"baby"})},
    ),
    "joined": LifeEvent(
        say("change", "Iemand komt bij ons wonen"),
        ("members", "more_adults", *_LIVED_ON, "papers"),
    ),
    "apart": LifeEvent(
        say("change", "We zijn uit elkaar"),
        ("members", "more_adults", "pregnant", "maintenance", *_LIVED_ON, "home", "moved"),
    ),
    "job": LifeEvent(
        say("change", "💼 Werk kwijt of nieuw werk"),
        ("livelihood", "wage", "benefit_since", "income_drop", "income_month"),
    ),
    "moved": LifeEvent(
        say("change", "🏠 Verhuisd"),
        ("home", "moved", "social_list", "heating", "shared_heat", "members"),
        frozenset({"moved"}),
        over={"home": frozenset({"rent", "new"}), "moved": frozenset({"m3", "m6", "m9"})},
    ),
    "ill": LifeEvent(
        say("change", "🏥 Iemand is ziek"),
        ("members", "livelihood", "benefit_since", "any_care", "care", "income_drop", "income_month"),
    ),
}
"""What a family can report. A question about one child is put only where a right waits for it."""

OLD = "old"
"""No event: the questions are those whose answers are too old to count."""

MOST_DATES = 3


def begun(event: str, context: Context) -> State:
    """The first question of an event, or what it changes where it asks nothing."""
    sheet = sheet_of(context)
    state = State("change", "ask", {"event": event, "done": [], **differences.keeping(report_of(context))})
    return _onward(state, sheet)


def _onward(state: State, sheet: Sheet) -> State:
    place = sheet.next(_questions(state, sheet), state)
    return state.go("done", page=0) if place is None else _put(state, sheet, place)


def _put(state: State, sheet: Sheet, place: Place) -> State:
    """At a question, without a tick at what the event ended: a baby that was expected is born."""
    put = sheet.at(state, "ask", place)
    return put.go("ask", ticks=[name for name in put.texts("ticks") if name not in _over(state, place)])


def _over(state: State, place: Place) -> frozenset[str]:
    """The choices at a question that the event of this state ended."""
    event = EVENTS.get(state.text("event"))
    return frozenset() if event is None else event.over.get(place[0], frozenset())


def _may_stay(state: State, sheet: Sheet) -> bool:
    """Whether the earlier answer can be as it was."""
    place = place_of(state.text("at"))
    given = given_to(sheet.answers, place)
    return given is None or _over(state, place).isdisjoint(ticks_of(given))


def _questions(state: State, sheet: Sheet) -> tuple[str, ...]:
    if state.text("event") == OLD:
        return tuple(given.question for given in stale(sheet.catalogue, sheet.answers, sheet.today))
    event = EVENTS.get(state.text("event"))
    return () if event is None else (*event.questions, *state.texts("lost"))


def _settled(state: State, context: Context) -> State:
    """The state, or what comes after it where its question is about nobody who is there any more."""
    if state.step == "parted" and _still_reading(state, context) is None:
        return begun("apart", context)
    gone = state.step == "ask" and sheet_of(context).asked(state) is None
    return state.go("done", page=0) if gone else state


# -- taps -------------------------------------------------------------------------------------------------------------


def _on_choose(_state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(home.of(context))
    if choice == "moved":
        return Turn(State("change", "where"))
    parted = State("change", "parted", {"kept": []})
    return Turn(parted if choice == "apart" and _still_reading(parted, context) is not None else begun(choice, context))


def _still_reading(state: State, context: Context) -> Tie | None:
    """Another parent who reads along, and of whom that was not asked yet; nobody in a helper's chat, which lets nobody
    go."""
    household = household_of(context)
    if household.kind != "own":
        return None
    kept = state.texts("kept")
    parents = (tie for tie in household.ties if tie.kind == "own")
    return next((tie for tie in parents if linking.mark(tie, household) not in kept), None)


def _on_parted(state: State, choice: str, context: Context) -> Turn:
    """Before any question: what is answered now would be read by the other parent at once."""
    tie = _still_reading(state, context)
    if choice == "back" or tie is None:
        return Turn(CHOOSE)
    onward = state.go("parted", kept=[*state.texts("kept"), linking.mark(tie, household_of(context))])
    left = _still_reading(onward, context) is not None
    return Turn(onward if left else begun("apart", context), (Unlink(tie.chat),) if choice == linking.NO.choice else ())


def _on_where(_state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(CHOOSE)
    return Turn(State("moving", "town") if choice == "other" else begun("moved", context))


def _on_question(state: State, choice: str, context: Context) -> Turn:
    sheet, place = sheet_of(context), place_of(state.text("at"))
    asked = sheet.asked(state)
    if asked is None:
        return Turn(_onward(state, sheet))
    tap = tapped(state, asked, choice)
    if tap.state is not None:
        return Turn(tap.state)
    if tap.choice == "back":
        return Turn(_back(state, sheet))
    same = tap.choice == SAME.choice
    answers = confirmed(sheet.answers, sheet.today, place) if same else sheet.answered(state, tap.choice)
    saved = planning.told_anew(context, answers)
    lost = lost_with(sheet.catalogue, sheet.answers, answers)
    put = [key for key in state.texts("done") if place_of(key)[0] not in lost]
    done = state.go("ask", done=[*put, keyed(place)], lost=[*state.texts("lost"), *lost])
    return Turn(_onward(done, Sheet(sheet.catalogue, answers, sheet.today)), saved)


def _back(state: State, sheet: Sheet) -> State:
    """The question before this one, or the choice of what happened."""
    *earlier, last = ("", *state.texts("done"))
    if not last:
        return State("answers", "topics") if state.text("event") == OLD else CHOOSE
    return _put(state.go("ask", done=[key for key in earlier if key]), sheet, place_of(last))


def _on_done(state: State, choice: str, _context: Context) -> Turn:
    if choice == "dates":
        return Turn(state.go("dates"))
    return differences.onward(state, choice) or Turn(CHOOSE)


def _on_dates(state: State, _choice: str, _context: Context) -> Turn:
    return Turn(state.go("done"))


# -- screens ----------------------------------------------------------------------------------------------------------


def _choose_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "change",
        "choose",
        (say("change", "Wat is er veranderd? Ik stel alleen de vragen die erbij horen."),),
        title=say("change", "Er is iets veranderd"),
        answers=tuple(Button(name, event.label) for name, event in EVENTS.items()),
        ways=(BACK, MENU),
    )


def _where_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "change",
        "where",
        (say("change", "Woon je nog in dezelfde gemeente?"),),
        title=EVENTS["moved"].label,
        answers=(
            Button("here", say("change", "Ja, ander huis")),
            Button("other", say("change", "Nee, andere gemeente")),
        ),
        ways=(BACK, MENU),
    )


def _parted_view(state: State, context: Context) -> Screen:
    tie = _still_reading(state, context)
    return Screen(
        "change",
        "parted",
        (
            *((linking.described(tie),) if tie is not None else ()),
            say("change", "Mag de andere ouder nog meelezen?"),
            say("change", "Zeg je nee? Dan ziet die persoon niets meer van je gezin. Die krijgt geen bericht."),
        ),
        title=EVENTS["apart"].label,
        answers=(linking.YES, linking.NO),
        ways=(BACK, MENU),
        token=linking.mark(tie, household_of(context)) if tie is not None else "",
    )


def _question_view(state: State, context: Context) -> Screen:
    sheet = sheet_of(context)
    asked = sheet.asked(state)
    if asked is None:
        return _done_view(state.go("done", page=0), context)
    return again.screen("change", state, sheet, asked, same=_may_stay(state, sheet))


def _done_view(state: State, context: Context) -> Screen:
    dates = (Button("dates", say("change", "📅 Datums")),) if _dates_of(state, context) else ()
    title, now = say("change", "Dit verandert voor jou"), report_of(context)
    below = (*dates, *differences.below(context))
    return differences.screen(state, title, differences.kept_in(state), (now,), answers=below)


def _dates_view(state: State, context: Context) -> Screen:
    lines = tuple(
        last_day(verdict, verdict.until, context.today)
        for verdict in _dates_of(state, context)
        if verdict.until is not None
    )
    return Screen(
        "change",
        "dates",
        lines or (say("results", "Er is nu geen datum waarop je moet letten."),),
        title=say("change", "📅 Let op deze datums"),
        ways=(BACK, MENU),
    )


def _dates_of(state: State, context: Context) -> tuple[Verdict, ...]:
    """The rights with a last safe day that came with the event: likely since then, or counted from what happened."""
    event = EVENTS.get(state.text("event"))
    if event is None:
        return ()
    new = {verdict.key for verdict in changes(differences.kept_in(state), report_of(context)).likely}
    found = []
    for verdict in dated(context):
        deadline = context.pass_catalogue.rights[verdict.right_id].claim.deadline
        if verdict.key in new or (deadline is not None and deadline.fact in event.dates):
            found.append(verdict)
    return tuple(found[:MOST_DATES])


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "choose": _on_choose,
    "where": _on_where,
    "parted": _on_parted,
    "ask": _on_question,
    "done": _on_done,
    "dates": _on_dates,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "choose": _choose_view,
    "where": _where_view,
    "parted": _parted_view,
    "ask": _question_view,
    "done": _done_view,
    "dates": _dates_view,
}

DIALOG = of_taps("change", _STEPS, _VIEWS, _settled, household=True)
