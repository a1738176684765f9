"""A case and the partners of its municipality: what may be passed on, what the family and the partner said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from casework import (
    HANDOVER,
    HANDOVER_OUTCOMES,
    CaseworkError,
    Handover,
    HandoverAction,
    HandoverState,
    MayNotSend,
    Outcome,
    Payload,
    ReferralAction,
    Role,
    apply,
    payload,
    profile_for,
)
from casework.handover import MAX_WRONG, partner_named
from conversations import moves
from conversations.context import Case, Context, Referral
from conversations.desk.adding import ADDED, added, to_add
from conversations.desk.cases import CaseStep, chosen, holds, may
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.effects import Audience, Effect, MoveHandover, Notify, OfferHandover, RenewKey, ShowHandover
from conversations.events import DialogEvent
from conversations.partnering.asked_for import needs_of
from conversations.partnering.naming import partner_name, short_name
from conversations.partnering.telling import lines_of, told_now
from conversations.partnering.timing import timers
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from rights.partners import Partner
from texts import Text, Verbatim, say

__all__ = ["ENTRY", "OUTCOME", "PARTNER", "PARTNERS", "has_partners"]

ENTRY = Button("partners", say("desk", "Partner"))
ASK = Button("ask", say("desk", "Vraag het gezin"))
SEND = Button("send", say("desk", "Maak link en code"))
AGAIN = Button("again", say("desk", "Maak ze opnieuw"))
REVOKE = Button("revoke", say("desk", "Trek dit in"))
RESULT = Button("result", say("desk", "Noteer het resultaat"))
TO_PARTNERS = Button("back", say("desk", "Naar de partners"))


def has_partners(case: Case, context: Context) -> bool:
    """Whether whoever holds this case has somebody to hand it over to."""
    return holds(context, case.referral) and bool(_partners(case, context))


def _partners(case: Case, context: Context) -> tuple[Partner, ...]:
    file = context.catalogue.partners.get(case.referral.municipality)
    return file.partners if file is not None else ()


def _newest(case: Case, partner: str) -> Handover | None:
    return next((one for one in reversed(case.handovers) if one.partner == partner), None)


def facts_of(case: Case, more: Mapping[str, str], context: Context) -> Mapping[str, str]:
    """All that is known of a family that has a word in the closed list of what can be passed on, with what was added.
    When to call goes along only with a number."""
    referral = case.referral
    known = {
        "name": referral.first_name,
        "phone": referral.phone,
        "call_moment": referral.when if referral.phone or more.get("phone") else None,
        "interpreter": referral.interpreter,
        "needs": " ".join(needs_of(referral, context.catalogue)),
        **more,
    }
    return {name: value for name, value in known.items() if value}


# --- all partners ---------------------------------------------------------------------------------------------------


def _choose(state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    choice = chosen(event)
    if choice == BACK.choice:
        return Turn(at_case(case.referral.id))
    if choice == "more":
        return Turn(state.go("partners", page=state.number("page") + 1))
    return Turn(_at("partner", case, choice.removeprefix("p.")))


def _all_view(state: State, case: Case, context: Context) -> Screen:
    found, town = _partners(case, context), case.referral.municipality
    begun = [(partner, one) for partner in found if (one := _newest(case, partner.id)) is not None]
    lines = [
        say("desk", "{partner}: {state}.", partner=Verbatim(partner.name), state=HandoverState(one.state).label)
        for partner, one in begun
    ]
    buttons = [
        Button(f"p.{partner.id}", say("desk", "{partner}", partner=short_name(context.catalogue, town, partner.id)))
        for partner in found
    ]
    return Screen(
        dialog="desk",
        step="partners",
        token=case.referral.id,
        title=say("desk", "Partners bij {number}", number=Verbatim(case.referral.number)),
        body=(say("desk", "Wie kan dit gezin ook helpen? Het gezin zegt eerst ja."), *lines),
        answers=paged(buttons, state.number("page")),
        ways=(BACK, MENU),
    )


# --- one partner ----------------------------------------------------------------------------------------------------


def _at(step: str, case: Case, partner: str) -> State:
    return State("desk", step, {"case": case.referral.id, "partner": partner})


def _act(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    """Only whoever holds the case acts; anybody else of the desk only reads how far it is."""
    choice, partner = chosen(event), state.text("partner")
    if choice == BACK.choice:
        return Turn(State("desk", "partners", {"case": case.referral.id}))
    if not holds(context, case.referral):
        return Turn(state)
    if choice == RESULT.choice:
        return Turn(_at("outcome", case, partner))
    if choice.startswith("add."):
        return Turn(state.go("add", field=choice.removeprefix("add.")))
    if choice == ASK.choice:
        return Turn(_at("partner", case, partner), _asking(case, partner, added(state), context))
    effects = _doing(choice, _newest(case, partner), case.referral, context)
    shown = any(isinstance(effect, ShowHandover) for effect in effects)
    return Turn(state, effects, fresh=shown)


def _asking(case: Case, partner: str, more: Mapping[str, str], context: Context) -> tuple[Effect, ...]:
    """The offer as the profile makes it, and a neutral word to the family. What was added is in this chat no more."""
    standing, made = _newest(case, partner), _payload(case, partner, more, context)
    if (standing is not None and standing.is_open) or isinstance(made, Text) or not _reached(made):
        return ()
    profile = profile_for(context.catalogue, case.referral.municipality, partner)
    assert profile is not None, "what was made from a profile has one"
    until = min(context.today + timedelta(days=profile.readable_days), profile.expires)
    referral = case.referral.id
    return (
        OfferHandover(context.fresh_id, referral, partner, made, until),
        *timers(HANDOVER.starts, context.fresh_id, referral, HANDOVER.initial, moves=0, since=context.now),
        Notify(Audience("family", referral=referral), "handover_asked", referral),
        *((RenewKey(),) if more else ()),
    )


def _reached(made: Payload) -> bool:
    """Whether a partner can reach the family with what goes along."""
    return any(name in ADDED for name, _ in made.told)


def _payload(case: Case, partner: str, more: Mapping[str, str], context: Context) -> Payload | Text:
    """What would go along; or why nothing may."""
    profile = profile_for(context.catalogue, case.referral.municipality, partner)
    try:
        return payload(profile, facts_of(case, more, context), context.today)
    except MayNotSend as reason:
        return reason.text


def _doing(choice: str, standing: Handover | None, referral: Referral, context: Context) -> tuple[Effect, ...]:
    if standing is None:
        return ()
    show = ShowHandover(standing.id, standing.referral)
    if choice == AGAIN.choice and standing.state == HandoverState.ACCEPTED:
        return (show,)  # the partner lost its link: nothing begins anew
    action = HandoverAction.SEND if choice in (SEND.choice, AGAIN.choice) else HandoverAction.REVOKE
    if action is HandoverAction.SEND and not told_now(standing, context.catalogue, context.today):
        return ()
    moved = _moved(standing, action, context)
    return (*moved, *_waits(referral, context), show) if moved and action is HandoverAction.SEND else moved


def _waits(referral: Referral, context: Context) -> tuple[Effect, ...]:
    """The request waits for the partner from now on, where it can."""
    if ReferralAction.WAIT_PARTNER not in may(context, referral):
        return ()
    return moves.moved(referral, ReferralAction.WAIT_PARTNER, context)


def _moved(standing: Handover, action: str, context: Context, outcome: str | None = None) -> tuple[Effect, ...]:
    """The move and the timers it starts; nothing where it is not possible any more."""
    try:
        state = apply(HANDOVER, standing.state, action, Role.COORDINATOR, outcome=outcome)
    except CaseworkError:
        return ()
    edge, moves = HANDOVER.edge(standing.state, action), standing.moves + 1
    started = timers(edge.starts, standing.id, standing.referral, state, moves=moves, since=context.now)
    return (MoveHandover(standing.id, action, Role.COORDINATOR, outcome=outcome), *started)


def _one_view(state: State, case: Case, context: Context) -> Screen:
    partner = state.text("partner")
    standing = _newest(case, partner)
    body, answers = _standing(standing, context) if standing is not None else ((), ())
    if standing is None or not standing.is_open:
        more, ask = _offer(case, partner, added(state), context)
        body, answers = (*body, *more), ask
    return Screen(
        dialog="desk",
        step="partner",
        token=case.referral.id,
        title=_titled(case, partner, context),
        body=body,
        answers=answers if holds(context, case.referral) else (),
        ways=(TO_PARTNERS, MENU),
        personal=True,
    )


def _titled(case: Case, partner: str, context: Context) -> Text:
    name = partner_name(context.catalogue, case.referral.municipality, partner)
    return say("desk", "{number}: {partner}", number=Verbatim(case.referral.number), partner=name)


def _offer(
    case: Case, partner: str, more: Mapping[str, str], context: Context
) -> tuple[tuple[Text, ...], tuple[Button, ...]]:
    """What the profile allows, before the family is asked; or why nothing may go along."""
    made = _payload(case, partner, more, context)
    profile = profile_for(context.catalogue, case.referral.municipality, partner)
    if isinstance(made, Text) or profile is None:
        return (made,) if isinstance(made, Text) else (), ()
    if not case.family_reachable:
        return (say("desk", "De bot bereikt het gezin nu niet. Zonder zijn eigen ja gaat er niets door."),), ()
    told: dict[str, str] = dict(made.told)
    lines = (say("desk", "Dit mag mee, en niets anders:"), *lines_of(told))
    if _reached(made):
        return lines, (ASK, *to_add(profile.fields, told))
    return (*lines, say("desk", "Zo bereikt de partner het gezin niet. Wat mag erbij?")), to_add(profile.fields, told)


def _standing(standing: Handover, context: Context) -> tuple[tuple[Text, ...], tuple[Button, ...]]:
    """Where it stands, and what can be done now."""
    match standing.state:
        case HandoverState.OFFERED:
            return (say("desk", "Het gezin kreeg de vraag. Het zei nog niets."),), (REVOKE,)
        case HandoverState.AGREED:
            line = say("desk", "Het gezin zei ja. Maak nu de link en de code.")
            return (line, *_how(standing, context)), (SEND, REVOKE)
        case HandoverState.SENT:
            return (*_tries(standing), say("desk", "De partner antwoordde nog niet."), *_how(standing, context)), (
                AGAIN,
                REVOKE,
            )
        case HandoverState.NO_ANSWER:
            line = say("desk", "Twee weken geen antwoord. Bel de partner, of trek het in.")
            return (line, *_how(standing, context)), (AGAIN, REVOKE)
        case HandoverState.ACCEPTED:
            return (*_tries(standing), say("desk", "De partner helpt dit gezin.")), (RESULT, AGAIN, REVOKE)
    ended = say("desk", "De vorige keer: {state}.", state=HandoverState(standing.state).label)
    why = (say("desk", "Waarom: {reason}", reason=Verbatim(standing.reason)),) if standing.reason else ()
    result = (
        (say("desk", "Resultaat: {outcome}.", outcome=Outcome(standing.outcome).label),) if standing.outcome else ()
    )
    return (ended, *why, *result), ()


def _tries(standing: Handover) -> tuple[Text, ...]:
    if standing.wrong < MAX_WRONG:
        return ()
    return (say("desk", "Iemand typte 5 keer een foute code. De link is dicht. Maak ze opnieuw."),)


def _how(standing: Handover, context: Context) -> tuple[Text, ...]:
    """The bot writes to no partner: the coordinator does, and says the digits on the phone."""
    partner = partner_named(context.catalogue, standing.municipality, standing.partner)
    mail = (say("desk", "Mail: {email}", email=Verbatim(partner.email)),) if partner and partner.email else ()
    return (say("desk", "Mail zelf de link. Zeg de code aan de telefoon."), *mail)


# --- what came of it ------------------------------------------------------------------------------------------------


def _report(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, partner = chosen(event), state.text("partner")
    standing = _newest(case, partner)
    if choice == BACK.choice or standing is None or not holds(context, case.referral):
        return Turn(_at("partner", case, partner))
    return Turn(_at("partner", case, partner), _moved(standing, HandoverAction.REPORT, context, Outcome(choice)))


def _report_view(state: State, case: Case, context: Context) -> Screen:
    return Screen(
        dialog="desk",
        step="outcome",
        token=case.referral.id,
        title=_titled(case, state.text("partner"), context),
        body=(say("desk", "Wat is het resultaat bij de partner?"),),
        answers=tuple(Button(outcome, outcome.label) for outcome in HANDOVER_OUTCOMES),
        ways=(BACK, MENU),
    )


PARTNERS = CaseStep(_choose, _all_view)
PARTNER = CaseStep(_act, _one_view)
OUTCOME = CaseStep(_report, _report_view)
