"""Two requests that may be of one family: looked at side by side, joined by a person, and taken apart again.

Nothing joins by itself. Of the other request stands here what tells whether it is the same family, and no more.
"""

from __future__ import annotations

from casework import ReferralKind, Urgency, waiting
from conversations.context import Case, Context, Referral
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.effects import JoinReferrals, KeepApart, PartReferral
from conversations.events import DialogEvent
from conversations.keeping import said
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.twins import Twin, last_digits
from rights import Data
from texts import Text, Verbatim, say

__all__ = ["ALSO", "COMPARE", "JOIN", "card_lines", "read_beside", "standing"]

_GONE = say("desk", "Hier is nu niets te kiezen.")


def card_lines(case: Case) -> tuple[Text, ...]:
    """On the card: another request that may be of this family, and those that were joined to it. Numbers only."""
    maybe = (
        say("desk", "Misschien hetzelfde gezin als {number}.", number=Verbatim(twin.number))
        for twin in case.twins.suggested[:1]
    )
    if not case.twins.joined:
        return tuple(maybe)
    numbers = Verbatim(", ".join(twin.number for twin in case.twins.joined))
    urgent = any(twin.urgency == Urgency.URGENT for twin in case.twins.joined)
    line = say("desk", "Ook gemeld, dringend: {number}.") if urgent else say("desk", "Ook gemeld: {number}.")
    return (*maybe, line.having(number=numbers))


def standing(case: Case) -> Text | None:
    """Of a request that goes on under another number: that number. None for any other."""
    if not case.twins.into:
        return None
    return say("desk", "Dit loopt verder onder {number}.", number=Verbatim(case.twins.into))


def read_beside(context: Context) -> tuple[str, ...]:
    """The ids of the requests of which the card shows something beside the one that is open: reads of them too."""
    state, case = context.chat.state, context.case
    if case is None or state.dialog != "desk":
        return ()
    if state.step == "twin":
        return tuple(twin.id for twin in case.twins.suggested[:1])
    if state.step == "also":
        return tuple(twin.id for twin in _shown(state, case))
    return ()


def _may_join(case: Case, twin: Twin, context: Context) -> bool:
    """Whoever holds one of the two; anybody, where both are free. What was joined already stays as it is."""
    holders = {case.referral.claimed_by, twin.claimed_by} - {None}
    return not case.twins.into and (not holders or context.chat.id in holders)


def _may_part(case: Case, twin: Twin, context: Context) -> bool:
    free = case.referral.claimed_by is None or holds(context, case.referral)
    return free and twin.part_until is not None and context.now < twin.part_until


# --- the same family? ------------------------------------------------------------------------------------------------


def _compare(_state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    choice = chosen(event)
    twin = next(iter(case.twins.suggested), None)
    if choice == "case" or twin is None:
        return Turn(at_case(case.referral.id))
    if choice == "no":
        return Turn(at_case(case.referral.id), (KeepApart(case.referral.id, twin.id),))
    return Turn(State("desk", "join", {"case": case.referral.id, "twin": twin.id}))


def _compare_view(_state: State, case: Case, context: Context) -> Screen:
    twin = next(iter(case.twins.suggested), None)
    mine = twin is not None and _may_join(case, twin, context)
    lines = (_this(case.referral, context), _line(twin, context)) if twin is not None else (_GONE,)
    return Screen(
        dialog="desk",
        step="twin",
        token=twin.id if twin is not None else case.referral.id,
        title=say("desk", "Zelfde gezin?"),
        body=(*lines, say("desk", "Twijfel je? Bel eerst. Soms vraagt elke ouder apart hulp.")) if mine else lines,
        answers=(
            Button("yes", say("desk", "Ja, zelfde gezin")),
            Button("no", say("desk", "Nee, ander gezin")),
        )
        if mine
        else (),
        ways=(TO_CASE, MENU),
        personal=True,
    )


def _this(referral: Referral, context: Context) -> Text:
    return _told(
        context,
        referral.number,
        referral.first_name or "",
        last_digits(referral.phone),
        Twin(referral.id, referral.number, referral.kind, referral.urgency, referral.submitted_at),
    )


def _line(twin: Twin, context: Context) -> Text:
    return _told(context, twin.number, twin.first_name, twin.phone, twin)


def _told(context: Context, number: str, name: str, digits: str, twin: Twin) -> Text:
    since = waiting(context.now, twin.submitted_at)
    shown, kind = {"number": Verbatim(number), "name": Verbatim(name)}, ReferralKind(twin.kind).label
    if not digits:
        return say("desk", "{number}: {name}, zonder nummer. {waiting}. {kind}.", **shown, waiting=since, kind=kind)
    return say(
        "desk",
        "{number}: {name}, nummer eindigt op {digits}. {waiting}. {kind}.",
        **shown,
        digits=Verbatim(digits),
        waiting=since,
        kind=kind,
    )


# --- which one stays -------------------------------------------------------------------------------------------------


def _join(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, twin = chosen(event), _asked(state, case)
    if choice == "back" or twin is None or not _may_join(case, twin, context):
        return Turn(State("desk", "twin", {"case": case.referral.id}))
    stays, goes = (case.referral.id, twin.id) if choice == "this" else (twin.id, case.referral.id)
    return Turn(at_case(stays), (JoinReferrals(stays, goes),))


def _asked(state: State, case: Case) -> Twin | None:
    return next((twin for twin in case.twins.suggested if twin.id == state.text("twin")), None)


def _join_view(state: State, case: Case, context: Context) -> Screen:
    twin = _asked(state, case)
    if twin is None or not _may_join(case, twin, context):
        return Screen("desk", "join", (_GONE,), token=case.referral.id, ways=(BACK, MENU))
    this = Button("this", say("desk", "{number} blijft", number=Verbatim(case.referral.number)))
    that = Button("that", say("desk", "{number} blijft", number=Verbatim(twin.number)))
    stays, goes = (this, that) if _is_better(case, twin) else (that, this)
    number = case.referral.number if stays is this else twin.number
    return Screen(
        dialog="desk",
        step="join",
        token=twin.id,
        title=say("desk", "Welke aanmelding blijft?"),
        body=(
            say("desk", "Voorstel: {number}.", number=Verbatim(number)),
            say("desk", "De andere gaat uit de lijst. Elk dossier blijft apart."),
            say(
                "desk",
                "Was het toch een ander gezin? Dan kan je {term} lang terug.",
                term=said(context.catalogue.terms[Data.LIKENESS].span),
            ),
        ),
        answers=(stays, goes),
        ways=(BACK, MENU),
    )


def _is_better(case: Case, twin: Twin) -> bool:
    """Whether the open one is proposed: the one of the family's own chat, else the oldest."""
    if case.twins.own_chat != twin.own_chat:
        return case.twins.own_chat
    return case.referral.submitted_at <= twin.submitted_at


# --- what was joined -------------------------------------------------------------------------------------------------


def _also(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, twin = chosen(event), next(iter(_shown(state, case)), None)
    match choice:
        case "more":
            return Turn(State("desk", "also", {"case": case.referral.id, "page": state.number("page") + 1}))
        case "open" if twin is not None:
            return Turn(at_case(twin.id))
        case "part" if twin is not None and _may_part(case, twin, context):
            return Turn(at_case(case.referral.id), (PartReferral(twin.id),))
    return Turn(at_case(case.referral.id))


def _shown(state: State, case: Case) -> tuple[Twin, ...]:
    """The one of this page."""
    joined = case.twins.joined
    return (joined[state.number("page") % len(joined)],) if joined else ()


def _also_view(state: State, case: Case, context: Context) -> Screen:
    twin = next(iter(_shown(state, case)), None)
    if twin is None:
        return Screen("desk", "also", (_GONE,), token=case.referral.id, ways=(TO_CASE, MENU))
    part = _may_part(case, twin, context)
    back = say("desk", "Toch niet? Dan wacht {number} weer in de lijst.", number=Verbatim(twin.number))
    return Screen(
        dialog="desk",
        step="also",
        token=twin.id,
        title=say("desk", "Ook gemeld"),
        body=(_line(twin, context), *((back,) if part else ())),
        answers=(
            Button("open", say("desk", "Open {number}", number=Verbatim(twin.number))),
            *((Button("part", say("desk", "Toch niet zelfde gezin")),) if part else ()),
            *((Button("more", say("desk", "Toon een andere")),) if len(case.twins.joined) > 1 else ()),
        ),
        ways=(TO_CASE, MENU),
        personal=True,
    )


COMPARE = CaseStep(_compare, _compare_view)
JOIN = CaseStep(_join, _join_view)
ALSO = CaseStep(_also, _also_view)
