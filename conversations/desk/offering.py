"""Offering a case to a colleague, and answering such an offer. Until a yes it stays where it is."""

from __future__ import annotations

from casework import OfferAction, ReferralAction
from conversations.context import Case, Context
from conversations.desk.arranging import answered, offered
from conversations.desk.cases import TO_CASE, CaseStep, chosen, holds
from conversations.desk.queue import at_case
from conversations.dialog import Turn
from conversations.effects import Audience, Effect, Notify
from conversations.events import DialogEvent
from conversations.moves import moved
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from conversations.team import Colleague, Offer
from texts import Text, Verbatim, say

__all__ = ["ASKED", "OFFER_STEP", "is_asked", "may_offer"]

TO = "to."
"""What the choice of a colleague starts with."""
TAKE_BACK = Button("take_back", say("desk", "Neem aanbod terug"))
ACCEPT = Button("accept", ReferralAction.TAKE_OVER.label)
REFUSE = Button("refuse", say("desk", "Nu niet"))


def _is_free_or_mine(case: Case, context: Context) -> bool:
    return case.referral.claimed_by is None or holds(context, case.referral)


def _others(case: Case, context: Context) -> tuple[Colleague, ...]:
    """Who can be asked: colleagues who are there, the one who has the case left out."""
    return context.team.present(case.referral.municipality, (context.chat.id, case.referral.claimed_by or 0))


def may_offer(case: Case, context: Context) -> bool:
    """Whether this chat may offer the case: its holder, or anybody while nobody has it; and there is a colleague."""
    waits = context.team.offer_of(case.referral.id) is not None
    return _is_free_or_mine(case, context) and (waits or bool(_others(case, context)))


def is_asked(case: Case, context: Context) -> bool:
    """Whether this chat is asked to take the case over."""
    return _to_me(case, context) is not None


def _to_me(case: Case, context: Context) -> Offer | None:
    offer = context.team.offer_of(case.referral.id)
    return offer if offer is not None and offer.to == context.chat.id else None


def _offer(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, offer = chosen(event), context.team.offer_of(case.referral.id)
    if choice == "case":
        return Turn(at_case(case.referral.id))
    if choice == "more":
        return Turn(state.go("offer", page=state.number("page") + 1))
    if choice == TAKE_BACK.choice and offer is not None:
        return Turn(state, answered(offer, OfferAction.TAKE_BACK))
    to = next(one.chat for one in _others(case, context) if choice == f"{TO}{one.chat}")
    return Turn(state, offered(case.referral, to, context))


def _offer_view(state: State, case: Case, context: Context) -> Screen:
    """To whom; or to whom it was offered, as long as there is no answer."""
    offer, page = context.team.offer_of(case.referral.id), state.number("page")
    others = _others(case, context) if _is_free_or_mine(case, context) else ()
    answers: tuple[Button, ...] = paged([_colleague(one) for one in others], page)
    body: tuple[Text, ...] = (say("desk", "Er is nu geen collega die dit kan overnemen."),)
    if offer is not None and _is_free_or_mine(case, context):
        name = Verbatim(context.team.name_of(offer.to))
        body = (
            say("desk", "Je vroeg dit aan {name}. Er is nog geen antwoord.", name=name),
            say("desk", "Tot een ja blijft alles zoals het is."),
        )
        answers = (TAKE_BACK,)
    elif others:
        body = (
            say("desk", "Wie kan dit overnemen?"),
            say("desk", "Bij elke naam staat hoeveel aanmeldingen die collega heeft."),
        )
    return Screen(
        dialog="desk",
        step="offer",
        token=f"{case.referral.id}.{page}",
        title=say("desk", "Geef {number} door", number=Verbatim(case.referral.number)),
        body=body,
        answers=answers,
        ways=(TO_CASE, MENU),
    )


def _colleague(one: Colleague) -> Button:
    return Button(f"{TO}{one.chat}", say("desk", "{name}: {n}", name=Verbatim(one.name), n=one.held))


def _answer(_state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice, offer = chosen(event), _to_me(case, context)
    if offer is None or choice == "case":
        return Turn(at_case(case.referral.id))
    if choice == REFUSE.choice:
        return Turn(at_case(case.referral.id), answered(offer, OfferAction.REFUSE))
    taken = moved(case.referral, ReferralAction.TAKE_OVER, context)
    return Turn(at_case(case.referral.id), (*answered(offer, OfferAction.ACCEPT), *_to_holder(offer, case), *taken))


def _to_holder(offer: Offer, case: Case) -> tuple[Effect, ...]:
    """Whoever had the case hears that it went on, also where a stand-in offered it."""
    holder = case.referral.claimed_by
    if holder is None or holder == offer.by:
        return ()
    return (Notify(Audience("chat", chat=holder), "offer_accepted", case.referral.id),)


def _asked_view(_state: State, case: Case, context: Context) -> Screen:
    offer = _to_me(case, context)
    body: tuple[Text, ...] = (say("desk", "Deze vraag geldt niet meer. Je hoeft niets te doen."),)
    if offer is not None:
        body = (
            say("desk", "{name} vraagt of jij dit overneemt.", name=Verbatim(context.team.name_of(offer.by))),
            say("desk", "Lees gerust eerst de aanmelding."),
        )
    return Screen(
        dialog="desk",
        step="asked",
        token=case.referral.id,
        title=say("desk", "Aanmelding {number}", number=Verbatim(case.referral.number)),
        body=body,
        answers=(ACCEPT, REFUSE) if offer is not None else (),
        ways=(Button("case", say("desk", "Naar de aanmelding")), MENU),
    )


OFFER_STEP = CaseStep(_offer, _offer_view)
ASKED = CaseStep(_answer, _asked_view)
