"""The family's yes to one partner: it reads exactly what goes along, to whom, why and until when. A no is fine."""

from __future__ import annotations

from casework import HANDOVER, Handover, HandoverAction, HandoverState, profile_for
from casework.handover import TEXT_VERSION
from conversations import home
from conversations.context import Context
from conversations.dialog import Turn, of_taps
from conversations.effects import AnswerOffer, Effect
from conversations.languages import SOURCE
from conversations.moves import heard
from conversations.partnering.naming import OFFERED_IN, name_of, recipient
from conversations.partnering.telling import lines_of, told_now
from conversations.partnering.timing import news, timers
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Day, Text, say

__all__ = ["DIALOG", "at_offer"]

YES = Button("yes", say("handover", "Ja, dat mag"))
NO = Button("no", say("handover", "Nee, liever niet"))
NEXT = Button("next", say("handover", "Lees verder"))
GO_ON = Button("on", say("handover", "Ga verder"))


ON_ONE_SCREEN = 4
"""Lines of what goes along that stand above the question itself."""


def at_offer() -> State:
    """The oldest question about a partner that waits for an answer."""
    return State(OFFERED_IN, "asked")


def _waiting(context: Context) -> Handover | None:
    """What is asked, as long as there is something that may be passed on."""
    offers = context.household.handovers if context.household is not None else ()
    return next(
        (
            one
            for one in offers
            if one.state == HandoverState.OFFERED and told_now(one, context.catalogue, context.today)
        ),
        None,
    )


def _asked(state: State, choice: str, context: Context) -> Turn:
    offer = _waiting(context)
    if offer is None or choice == GO_ON.choice:
        return Turn(home.of(context))
    if choice in (NEXT.choice, BACK.choice):
        return Turn(state.go("asked", read=choice == NEXT.choice))
    agreed = choice == YES.choice
    action = HandoverAction.AGREE if agreed else HandoverAction.REFUSE
    edge = HANDOVER.edge(offer.state, action)
    answer = AnswerOffer(
        offer.id,
        agreed,
        recipient(offer.municipality, offer.partner),
        TEXT_VERSION,
        context.chat.language or SOURCE,
    )
    started = timers(edge.starts, offer.id, offer.referral, edge.target, moves=offer.moves + 1, since=context.now)
    return Turn(state.go("agreed" if agreed else "refused"), (answer, *started, news(offer.referral), *_heard(context)))


def _heard(context: Context) -> tuple[Effect, ...]:
    return heard(context.household.referral if context.household is not None else None, context)


def _home(_state: State, _choice: str, context: Context) -> Turn:
    return Turn(home.of(context))


def _asked_view(state: State, context: Context) -> Screen:
    """On one screen; where much goes along, what it is first, and then the question."""
    offer = _waiting(context)
    if offer is None:
        return _said("asked", say("handover", "Er is nu geen vraag over een partner."))
    profile = profile_for(context.catalogue, offer.municipality, offer.partner)
    assert profile is not None, "what may be told has a profile"
    told = lines_of(told_now(offer, context.catalogue, context.today))
    much, read = len(told) > ON_ONE_SCREEN, bool(state.data.get("read"))
    question = (
        say("handover", "Waarom? Voor {purpose}.", purpose=profile.purpose),
        say("handover", "Tot {day}. Meer geven we niet.", day=Day(offer.until)),
        say("handover", "Nee zeggen mag. Je verliest dan niets. Later stoppen kan ook."),
    )
    return Screen(
        OFFERED_IN,
        "asked",
        (*(told if not (much and read) else ()), *(question if not much or read else ())),
        title=say("handover", "Mag {partner} dit weten?", partner=name_of(offer, context.catalogue)),
        answers=(YES, NO) if not much or read else (NEXT,),
        ways=(BACK, MENU) if much and read else (MENU,),
        token=offer.id,
    )


def _said(step: str, *body: Text) -> Screen:
    return Screen(OFFERED_IN, step, body, answers=(GO_ON,), ways=(MENU,))


def _agreed_view(_state: State, _context: Context) -> Screen:
    return _said(
        "agreed",
        say("handover", "Dank je. De medewerker geeft het door."),
        say("handover", "Toch niet? Trek het in bij Jouw gegevens."),
    )


def _refused_view(_state: State, _context: Context) -> Screen:
    return _said("refused", say("handover", "Goed. We geven niets door. Je hulp gaat gewoon verder."))


DIALOG = of_taps(
    OFFERED_IN,
    {"asked": _asked, "agreed": _home, "refused": _home},
    {"asked": _asked_view, "agreed": _agreed_view, "refused": _refused_view},
    household=True,
)
