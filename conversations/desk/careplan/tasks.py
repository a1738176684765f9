"""Who does a task of a care plan, and by when."""

from __future__ import annotations

from datetime import date, timedelta

from casework.careplan import Helped, Line, Owner
from casework.trajectory import months_later
from conversations.careplan.wording import MOST_ON_BUTTON, by_when, to_staff
from conversations.desk.careplan.room import NO_DATE, TO_LINES, TO_PLAN, Desk, care_step, day_in
from conversations.desk.cases import chosen
from conversations.dialog import Turn
from conversations.effects import DeleteMessage
from conversations.events import DialogEvent, Typed
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from conversations.team import Colleague
from followups import fence
from texts import Text, Verbatim, say

__all__ = ["PICK", "WHEN", "WHO"]

PICKED_IN = "care_vol"
MOST_PICKED = 6
MOST_PARTNERS = 4
MOST_IN_NAME = 40
OWNERS = (
    Button(Owner.FAMILY, say("desk care", "Het gezin")),
    Button(Owner.COORDINATOR, say("desk care", "De coördinator")),
    Button(Owner.VOLUNTEER, say("desk care", "Een vrijwilliger")),
)
REPORTER = Button(Owner.REPORTER, say("desk care", "Wie het gezin meldde"))
"""The volunteer who reported it, where one did."""
SOON = (
    Button("week", say("desk care", "Volgende week")),
    Button("two_weeks", say("desk care", "Over twee weken")),
    Button("month", say("desk care", "Over een maand")),
    Button("none", say("desk care", "Geen datum")),
)


def _gone(desk: Desk, step: str) -> Screen:
    body = (say("desk care", "Deze regel is er niet meer."),)
    return desk.screen(step, say("desk care", "Plan van {number}"), body, ways=(TO_LINES, TO_PLAN, MENU))


def _partners(desk: Desk) -> tuple[str, ...]:
    """Names that stand in this plan already."""
    return tuple(dict.fromkeys(line.who for line in desk.plan.lines if line.who))[:MOST_PARTNERS]


def _who(state: State, event: DialogEvent, desk: Desk) -> Turn:
    line = desk.line(state)
    if line is None:
        return Turn(desk.at("care_lines"))
    if isinstance(event, Typed):
        name = " ".join(event.text.split())
        if not name or len(name) > MOST_IN_NAME:
            return Turn(state.go("care_who", said="long"))
        return _given(state, desk, line, Owner.PARTNER, name, gone=event.message)
    choice, partners = chosen(event), _partners(desk)
    if choice.startswith("p."):
        name = partners[int(choice.removeprefix("p."))]
        return _given(state, desk, line, Owner.PARTNER, name)
    if choice == Owner.VOLUNTEER:
        return Turn(desk.at(PICKED_IN, line=line.id, new=bool(state.data.get("new"))))
    return _given(state, desk, line, Owner(choice))


def _given(
    state: State, desk: Desk, line: Line, owner: Owner, who: str = "", *, gone: int = 0, helper: int = 0
) -> Turn:
    """Of a new task it is asked next by when. Whatever was said of another volunteer holds for that one only."""
    plan = desk.changed(line, owner=owner, who=who, helper=helper, helped=Helped.NOT_ASKED)
    new = bool(state.data.get("new"))
    after = desk.at("care_when", line=line.id, new=True) if new else desk.at("care_line", line=line.id)
    deleted = (DeleteMessage(gone),) if gone else ()
    return Turn(after, (*(desk.keeps(plan) if plan is not None else ()), *deleted))


def _who_view(state: State, desk: Desk) -> Screen:
    line = desk.line(state)
    if line is None:
        return _gone(desk, "care_who")
    long = (say("desk care", "Die naam is te lang. Typ een korte naam."),) if state.text("said") == "long" else ()
    names = (
        Button(f"p.{n}", say("desk care", "{name}", name=Verbatim(name[:MOST_ON_BUTTON])))
        for n, name in enumerate(_partners(desk))
    )
    return desk.screen(
        "care_who",
        say("desk care", "Wie? Taak van {number}"),
        (
            *long,
            *(() if state.data.get("new") else to_staff(line)[:1]),
            say("desk care", "Wie doet deze taak? Voor een partner: typ hier de naam van de organisatie."),
        ),
        (*OWNERS, *((REPORTER,) if desk.case.referral.reported_by is not None else ()), *names) if desk.mine else (),
        ways=(TO_LINES, MENU),
        mark=line.id,
    )


def _when(state: State, event: DialogEvent, desk: Desk) -> Turn:
    line, today = desk.line(state), desk.context.today
    if line is None:
        return Turn(desk.at("care_lines"))
    gone: tuple[DeleteMessage, ...] = ()
    if isinstance(event, Typed):
        due = day_in(event.text, today, ahead=True)
        if due is None or due < today:
            return Turn(state.go("care_when", said="date"))
        gone = (DeleteMessage(event.message),)
    else:
        due = _soon(chosen(event), today)
    plan = desk.changed(line, due=due)
    return Turn(desk.at("care_line", line=line.id), (*(desk.keeps(plan) if plan is not None else ()), *gone))


def _soon(choice: str, today: date) -> date | None:
    return {
        "week": today + timedelta(days=7),
        "two_weeks": today + timedelta(days=14),
        "month": months_later(today, 1),
    }.get(choice)


def _when_view(state: State, desk: Desk) -> Screen:
    line = desk.line(state)
    if line is None:
        return _gone(desk, "care_when")
    now: tuple[Text, ...] = by_when(line)
    return desk.screen(
        "care_when",
        say("desk care", "Wanneer? Taak van {number}"),
        (
            *((NO_DATE,) if state.text("said") == "date" else ()),
            *now,
            say("desk care", "Tegen wanneer? Kies, of typ een dag, bijvoorbeeld 24/12."),
        ),
        SOON if desk.mine else (),
        ways=(TO_LINES, MENU),
        mark=line.id,
    )


ANOTHER = Button("another", say("desk care", "Iemand anders"))
"""A volunteer whom the bot does not know."""


def _volunteers(desk: Desk) -> tuple[Colleague, ...]:
    """Those of the municipality of the case who can be asked now, but those who said that they cannot do this."""
    return tuple(
        one for one in desk.context.team.volunteers if one.municipality == desk.case.referral.municipality and one.name
    )


def _pick(state: State, event: DialogEvent, desk: Desk) -> Turn:
    line, choice = desk.line(state), chosen(event)
    if line is None:
        return Turn(desk.at("care_lines"))
    if choice == "more":
        return Turn(state.go(PICKED_IN, page=state.number("page") + 1))
    if choice == ANOTHER.choice:
        return _given(state, desk, line, Owner.VOLUNTEER)
    picked = next((one for one in _volunteers(desk) if _mark(one) == choice), None)
    if picked is None:
        return Turn(state)
    return _given(state, desk, line, Owner.VOLUNTEER, picked.name, helper=picked.chat)


def _mark(one: Colleague) -> str:
    return f"v.{fence('volunteer', one.chat)[:10]}"


def _pick_view(state: State, desk: Desk) -> Screen:
    line, page = desk.line(state), state.number("page")
    if line is None:
        return _gone(desk, PICKED_IN)
    names = [Button(_mark(one), say("desk care", "{name}", name=Verbatim(one.name))) for one in _volunteers(desk)]
    return desk.screen(
        PICKED_IN,
        say("desk care", "Welke vrijwilliger? Taak van {number}"),
        (
            say("desk care", "Eerst zegt het gezin ja. Dan leest die vrijwilliger de taak, maar niet voor wie."),
            say("desk care", "Mag die ook de naam kennen? Dat vragen we apart aan het gezin."),
        )
        if names
        else (say("desk care", "Er is nu geen vrijwilliger die je hier kan vragen."),),
        (*paged(names, page, most=MOST_PICKED), ANOTHER) if desk.mine else (),
        ways=(TO_LINES, MENU),
        mark=f"{line.id}.{page}",
    )


PICK = care_step(_pick, _pick_view)
WHO = care_step(_who, _who_view, typed=True)
WHEN = care_step(_when, _when_view, typed=True)
