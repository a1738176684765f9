"""One case on one card: who to reach, how, since when, and what can be done now."""

from __future__ import annotations

from casework import (
    CallMoment,
    ReferralAction,
    ReferralKind,
    ReferralState,
    Urgency,
    for_display,
    waiting,
)
from conversations.context import Case, Context, Referral
from conversations.desk.about import about_line, urgency_of
from conversations.desk.cases import TO_QUEUE, CaseStep, chosen, holds, may
from conversations.desk.more import has_more
from conversations.desk.queue import at_case
from conversations.desk.twins import card_lines, standing
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.languages import spoken
from conversations.moves import moved
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["CARD", "NEUTRAL", "claimed_meanwhile", "reads_by_code", "unheard_line"]

AT_ONCE = (ReferralAction.CLAIM, ReferralAction.CONTACT)
"""Actions above what there is to read; contact asks whether it is so (`contacting.py`). Closing asks for an outcome
first and stands below it; what else can be done stands behind *More* (`more.py`)."""

WRITE = Button("phrases", say("desk", "Schrijf via de bot"))
REPLIES = Button("answers", say("desk", "Lees de antwoorden"))
LOG = Button("answers", say("desk", "Lees de berichten"))
REPORT = Button("report", say("desk", "Lees het rapport"))
NEEDED = Button("needs", say("desk", "Lees wat nodig is"))
NOTES = Button("notes", say("desk", "Lees de notities"))
TO_MORE = Button("more", say("desk", "Meer"))


def _advance(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, referral = chosen(event), case.referral
    if choice != ReferralAction.CLAIM:
        return Turn(State("desk", choice, {"case": referral.id}))
    return Turn(state, moved(referral, choice, context))


def _view(_state: State, case: Case, context: Context) -> Screen:
    referral = case.referral
    actions = [Button(action, action.label) for action in may(context, referral)]
    talk = [*([WRITE] if holds(context, referral) else []), *([_replies(case)] if case.messages else [])]
    return Screen(
        dialog="desk",
        step="case",
        token=referral.id,
        title=say("desk", "Aanmelding {number}", number=Verbatim(referral.number)),
        body=tuple(_lines(case, context)),
        answers=(
            *(button for button in actions if button.choice in AT_ONCE),
            *talk,
            *((NEEDED,) if referral.needs or referral.words else ()),
            REPORT,
            NOTES,
            *(button for button in actions if button.choice == ReferralAction.CLOSE),
            *((TO_MORE,) if has_more(case, context) else ()),
        ),
        ways=(TO_QUEUE, MENU),
        personal=True,
    )


def _replies(case: Case) -> Button:
    """No answers can come from who is not in the bot."""
    return LOG if case.family_absent else REPLIES


def _lines(case: Case, context: Context) -> list[Text]:
    referral, twins = case.referral, card_lines(case)
    unheard = unheard_line(case, context)
    crowded = referral.lifted or bool(twins)  # a card is at most 60 words: the report says what it is about
    lines = [_who(case)]
    if referral.when is not None and referral.phone:
        lines.append(say("desk", "Bellen: {moment}.", moment=CallMoment(referral.when).label))
    if referral.interpreter:
        lines.append(say("desk", "Vraagt een tolk: {language}.", language=spoken(referral.interpreter)))
    lines.append(
        say(
            "desk",
            "{kind}. {urgency}. {waiting}.",
            kind=ReferralKind(referral.kind).label,
            urgency=Urgency(referral.urgency).label if crowded else urgency_of(case, context),
            waiting=waiting(context.now, referral.since),
        )
    )
    if not crowded and unheard is None and (about := about_line(case, context)) is not None:
        lines.append(about)
    lines += [standing(case) or _standing(referral, context), *twins]
    if referral.lifted:
        lines.append(say("desk", "Het gezin zegt: nog geen contact gehad."))
    if unheard is not None:
        lines.append(unheard)
    if _only_by_volunteer(case):
        lines.append(say("desk", "Er is geen nummer. Vraag het aan de vrijwilliger."))
    return lines


def reads_by_code(case: Case, context: Context) -> bool:
    """Whether the family did not open the code that its volunteer gave it, and still can."""
    return case.family_absent and case.code_until is not None and context.now < case.code_until


def _only_by_volunteer(case: Case) -> bool:
    """Whether nobody but the volunteer who reported the family can reach it."""
    referral = case.referral
    return case.family_absent and not referral.phone and referral.reported_by is not None


def unheard_line(case: Case, context: Context) -> Text | None:
    """That no message arrives, and what is left then; None where it does."""
    referral = case.referral
    if not _unheard(case):
        return None
    if not referral.phone and reads_by_code(case, context):
        return say("desk", "Het gezin opende de code nog niet.")
    if _only_by_volunteer(case):
        return say("desk", "De code van het gezin werkt niet meer.")
    if not referral.phone:
        return say("desk", "Er komt nu geen bericht aan. Blijft dat zo? Sluit af met: Niet bereikt.")
    if case.family_blocked:
        return say("desk", "Niet bereikbaar in de bot: daar komt geen bericht aan.")
    return say("desk", "De bot bereikt het gezin nu niet. Bel liever.")


def _unheard(case: Case) -> bool:
    return case.family_blocked or case.referral.muted or not case.family_reachable


def _who(case: Case) -> Text:
    referral = case.referral
    name = Verbatim(referral.first_name or "")
    if referral.phone:
        return say("desk", "{name}, {phone}", name=name, phone=for_display(referral.phone))
    if _unheard(case):
        return say("desk", "{name}, zonder telefoonnummer", name=name)
    return say("desk", "{name}, bereikbaar via de bot", name=name)


def _standing(referral: Referral, context: Context) -> Text:
    state = ReferralState(referral.state).label
    if referral.claimed_by is None and referral.state == ReferralState.SUBMITTED and referral.revision:
        return say("desk", "Terug bij het team. Wacht op een collega.")
    if referral.claimed_by is None:
        return say("desk", "{state}. Nog niemand nam dit op.", state=state)
    if referral.claimed_by == context.chat.id:
        return say("desk", "{state}. Dit is bij jou.", state=state)
    if holds(context, referral):
        name = Verbatim(referral.claimed_name)
        return say("desk", "{state}. Dit is bij {name}. Jij valt in.", state=state, name=name)
    return say("desk", "{state}. Dit is bij {name}.", state=state, name=Verbatim(referral.claimed_name))


def claimed_meanwhile(state: State, data: str, case: Case, context: Context) -> bool:
    """Whether this is the tap of a coordinator who claims what a colleague claimed a moment before."""
    claim = Button(ReferralAction.CLAIM, ReferralAction.CLAIM.label)
    taken = case.referral.claimed_by is not None and not holds(context, case.referral)
    return taken and state.step == "case" and data == _view(state, case, context).data(claim)


def _open_again(_state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    chosen(event)
    return Turn(at_case(case.referral.id))


def _neutral(_state: State, case: Case, _context: Context) -> Screen:
    """What is left of a card after a quarter of an hour: the number, and a button to open it again."""
    return Screen(
        dialog="desk",
        step="neutral",
        token=case.referral.id,
        title=say("desk", "Aanmelding {number}", number=Verbatim(case.referral.number)),
        body=(say("desk", "De gegevens zijn hier verborgen. Zo leest niemand mee."),),
        answers=(Button("open", say("desk", "Open opnieuw")),),
        ways=(TO_QUEUE, MENU),
    )


CARD = CaseStep(_advance, _view)
NEUTRAL = CaseStep(_open_again, _neutral)
