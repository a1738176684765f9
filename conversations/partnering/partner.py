"""A partner who comes by the bot: six digits, what goes along, and an answer. The page on the web asks and says the
same; which of the two it is, changes nothing of what may be read or done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from casework import HANDOVER, HANDOVER_OUTCOMES, CaseworkError, Handover, HandoverAction, HandoverState, Role, apply
from casework.handover import MAX_WRONG
from conversations import home
from conversations.context import Context, Invitation
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import DeleteMessage, Effect, MoveHandover, TryCode
from conversations.events import Choice, DialogEvent, PartnerAnswered, Typed
from conversations.partnering.telling import lines_of, told_now
from conversations.partnering.timing import news, timers
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.towns import named
from texts import Day, Text, Verbatim, say

__all__ = [
    "DIALOG",
    "GONE",
    "LOCKED",
    "LONGEST_REASON",
    "READ_FOR",
    "VISITED_IN",
    "WRONG",
    "answered",
    "head_lines",
    "heard",
    "opened",
    "read_lines",
    "readable",
    "shut",
    "text_of",
]

VISITED_IN = "partner"
"""The dialog of a partner."""
READ_FOR = timedelta(minutes=30)
"""So long the six digits open what goes along; then they are asked again."""
LONGEST_REASON = 300

ACCEPT = Button("accept", say("partner", "Ja, wij helpen"))
DECLINE = Button("decline", say("partner", "Nee, dat kan niet"))
REPORT = Button("report", say("partner", "Meld het resultaat"))
GO_ON = Button("on", say("partner", "Ga verder"))

TITLE = say("partner", "Een vraag om hulp")
GONE = (
    say("partner", "Deze doorverwijzing is er niet meer."),
    say("partner", "Je hoeft niets te doen. Vragen? Bel de coördinator die je de link gaf."),
)
WRONG = say("partner", "Deze code is niet juist. Kijk ze na.")
LOCKED = say("partner", "Te veel keer fout. Vraag de coördinator een nieuwe link en code.")
NOT_YOURS = say("partner", "Deze link is voor de partner. Je ziet alles bij de aanmelding.")


def opened(token: str, invitation: Invitation, _context: Context) -> Turn:
    """A partner's link was opened: the six digits first."""
    return Turn(State(VISITED_IN, "code", {"token": token, "case": invitation.subject}))


def shut(state: State) -> State:
    """The same, after a while: the six digits are asked again."""
    return State(VISITED_IN, "code", {"token": state.text("token"), "case": state.text("case")})


def answered(
    handover: Handover, action: str, now: datetime, *, text: str = "", outcome: str | None = None
) -> tuple[Effect, ...]:
    """What a partner's answer does. Raises CaseworkError where it cannot be given now."""
    state = apply(HANDOVER, handover.state, action, Role.PARTNER, text=text, outcome=outcome)
    started = timers(
        HANDOVER.edge(handover.state, action).starts,
        handover.id,
        handover.referral,
        state,
        moves=handover.moves + 1,
        since=now,
    )
    moved = MoveHandover(handover.id, action, Role.PARTNER, text_of(text), outcome)
    return (moved, *started, news(handover.referral))


def text_of(typed: str) -> str:
    """A reason as it is kept: in one line, and not endless."""
    return " ".join(typed.split())[:LONGEST_REASON]


def heard(event: PartnerAnswered, context: Context) -> Turn:
    """What a partner answered on its page. One that came too late, or a second time, changes nothing."""
    handover = readable(context)
    effects: tuple[Effect, ...] = ()
    if handover is not None and handover.id == event.handover:
        try:
            effects = answered(handover, event.action, context.now, text=event.text, outcome=event.outcome)
        except CaseworkError:
            effects = ()
    return Turn(context.chat.state, effects, card=False)


def read_lines(handover: Handover, context: Context) -> tuple[Text, ...]:
    """What goes along, and until when; nothing where today's profile allows nothing any more."""
    told = lines_of(told_now(handover, context.catalogue, context.today))
    return (*told, say("partner", "Je kan dit lezen tot {day}.", day=Day(handover.until))) if told else ()


def head_lines(handover: Handover, context: Context) -> tuple[Text, ...]:
    """Who asks, and whom to call about it, where that number is known."""
    town = context.catalogue.municipalities.get(handover.municipality)
    phone = town.contact.phone if town is not None else None
    asks = say("partner", "{town} vraagt: kunnen jullie dit gezin helpen?", town=named(handover.municipality, context))
    return (asks, *((say("partner", "Vragen? Bel {phone}.", phone=Verbatim(phone)),) if phone else ()))


def readable(context: Context) -> Handover | None:
    """What this link opens, as long as something may be read. Whoever works on the case does not answer for the
    partner."""
    handover = context.handovers[0] if context.handovers else None
    if handover is None or not told_now(handover, context.catalogue, context.today):
        return None
    return handover


def _is_staff(handover: Handover, context: Context) -> bool:
    return any(member.municipality == handover.municipality for member in context.staff)


def _may_read(state: State, context: Context) -> bool:
    until = state.text("read_until")
    return bool(until) and context.now < datetime.fromisoformat(until)


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """One step of a partner."""
    if isinstance(event, Choice) and event.choice == GO_ON.choice:
        return Turn(home.of(context))
    handover = readable(context)
    if handover is None or _is_staff(handover, context):
        if isinstance(event, Choice):
            return Turn(state)
        raise Unexpected
    if state.step == "code" or not _may_read(state, context):
        return _try(shut(state), event, handover, context)
    if state.step == "reason":
        return _decline(state, event, handover, context)
    if not isinstance(event, Choice):
        raise Unexpected
    return _choose(state, event.choice, handover, context)


def _try(state: State, event: DialogEvent, handover: Handover, context: Context) -> Turn:
    if not isinstance(event, Typed):
        if isinstance(event, Choice):
            return Turn(state)
        raise Unexpected
    gone = DeleteMessage(event.message)
    if handover.wrong >= MAX_WRONG or not handover.opens_with(event.text):
        last = (news(handover.referral),) if handover.wrong + 1 == MAX_WRONG else ()
        return Turn(state.go("code", error="wrong"), (TryCode(handover.id, right=False), gone, *last))
    until = (context.now + READ_FOR).isoformat()
    return Turn(state.go("read", read_until=until), (TryCode(handover.id, right=True), gone))


def _decline(state: State, event: DialogEvent, handover: Handover, context: Context) -> Turn:
    if isinstance(event, Typed) and text_of(event.text):
        effects = _allowed(handover, HandoverAction.DECLINE, context, text=event.text)
        return Turn(state.go("thanks" if effects else "read"), (*effects, DeleteMessage(event.message)))
    return Turn(state.go("read"))


def _choose(state: State, choice: str, handover: Handover, context: Context) -> Turn:
    if choice == BACK.choice:
        return Turn(state.go("read"))
    if state.step == "report":
        effects = _allowed(handover, HandoverAction.REPORT, context, outcome=choice)
        return Turn(state.go("thanks" if effects else "read"), effects)
    match choice:
        case ACCEPT.choice:
            return Turn(state, _allowed(handover, HandoverAction.ACCEPT, context))
        case DECLINE.choice:
            return Turn(state.go("reason"))
        case REPORT.choice:
            return Turn(state.go("report"))
    return Turn(state)


def _allowed(
    handover: Handover, action: str, context: Context, *, text: str = "", outcome: str | None = None
) -> tuple[Effect, ...]:
    try:
        return answered(handover, action, context.now, text=text, outcome=outcome)
    except CaseworkError:
        return ()


def view(state: State, context: Context) -> Screen:
    """The screen of a step. Nothing of the family before the six digits."""
    if state.step == "thanks":
        thanks = say("partner", "Dank je. De coördinator leest je antwoord. Hier staat niets meer over het gezin.")
        return Screen(VISITED_IN, "thanks", (thanks,), answers=(GO_ON,), ways=(MENU,))
    handover = readable(context)
    if handover is None or _is_staff(handover, context):
        body = GONE if handover is None else (NOT_YOURS,)
        return Screen(VISITED_IN, state.step, body, answers=(GO_ON,), ways=(MENU,))
    if state.step == "code" or not _may_read(state, context):
        return _code_view(state, handover)
    return _VIEWS[state.step](handover, context)


def _code_view(state: State, handover: Handover) -> Screen:
    wrong = (WRONG,) if state.text("error") else ()
    body: tuple[Text, ...] = (
        *wrong,
        say("partner", "Een coördinator vraagt of jullie een gezin kunnen helpen."),
        say("partner", "Typ hier de 6 cijfers die je aan de telefoon kreeg."),
    )
    if handover.wrong >= MAX_WRONG:
        body = (LOCKED,)
    return Screen(VISITED_IN, "code", body, title=TITLE, ways=(MENU,), token=handover.id)


def _read_view(handover: Handover, context: Context) -> Screen:
    accepted = handover.state == HandoverState.ACCEPTED
    line = (
        say("partner", "Jullie helpen dit gezin. Meld later hoe het afliep.")
        if accepted
        else say("partner", "Het gezin zei ja.")
    )
    return Screen(
        VISITED_IN,
        "read",
        (*head_lines(handover, context), *read_lines(handover, context), line),
        title=say("partner", "Aanmelding {number}", number=Verbatim(handover.number)),
        answers=(REPORT,) if accepted else (ACCEPT, DECLINE),
        ways=(MENU,),
        token=f"{handover.id}.{handover.moves}",
        personal=True,
    )


def _reason_view(handover: Handover, _context: Context) -> Screen:
    return Screen(
        VISITED_IN,
        "reason",
        (
            say("partner", "Waarom kan het niet? Typ het kort. Alleen de coördinator leest het."),
            say("partner", "Daarna zie je de gegevens niet meer."),
        ),
        ways=(BACK, MENU),
        token=handover.id,
    )


def _report_view(handover: Handover, _context: Context) -> Screen:
    return Screen(
        VISITED_IN,
        "report",
        (say("partner", "Hoe liep het af? Daarna zie je de gegevens niet meer."),),
        answers=tuple(Button(outcome, outcome.label) for outcome in HANDOVER_OUTCOMES),
        ways=(BACK, MENU),
        token=handover.id,
    )


_VIEWS: Mapping[str, Callable[[Handover, Context], Screen]] = {
    "read": _read_view,
    "reason": _reason_view,
    "report": _report_view,
}
DIALOG = Dialog(VISITED_IN, ("code", *_VIEWS, "thanks"), advance, view)
