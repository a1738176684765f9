"""The family lives elsewhere: its answers go along, its rights pass changes, a running request is passed on or ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import Outcome, ReferralAction, Role
from conversations import consent, home, life, privacy
from conversations.context import Context, Referral
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import Audience, Effect, MoveHousehold, MoveReferral, Notify, SubmitReferral
from conversations.events import Choice, DialogEvent
from conversations.findings import household_of
from conversations.languages import SOURCE
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from conversations.timers import started
from conversations.towns import ELSEWHERE_BUTTON, named, town_buttons, town_name
from rights import ELSEWHERE
from texts import Text, say

__all__ = ["DIALOG"]


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """Where to, and what becomes of the request."""
    if not isinstance(event, Choice):
        raise Unexpected
    return _STEPS[_settled(state, context).step](state, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    return _VIEWS[_settled(state, context).step](state, context)


def _settled(state: State, context: Context) -> State:
    """The state, or the choice again where the municipality is not served (any more)."""
    unknown = state.step == "sure" and state.text("to") not in (*context.served, ELSEWHERE)
    return State("moving", "town") if unknown else state


def _town(state: State, choice: str, context: Context) -> Turn:
    if choice == "more":
        return Turn(State("moving", "town", {"page": state.number("page") + 1}))
    if choice == "back":
        return Turn(home.of(context))
    return Turn(State("moving", "sure", {"to": choice}))


def _sure(state: State, choice: str, context: Context) -> Turn:
    household, to = household_of(context), state.text("to")
    if choice in ("back", "no"):
        return Turn(State("moving", "town") if choice == "back" else home.of(context))
    moved = MoveHousehold(to, privacy.VERSION, context.chat.language or SOURCE)
    referral = household.referral
    done = State("moving", "done")
    if referral is None:
        return Turn(done, (moved,))
    ended = MoveReferral(referral.id, ReferralAction.WITHDRAW, Outcome.WITHDRAWN, Role.FAMILY)
    holder = Audience("holder", municipality=referral.municipality, referral=referral.id)
    if choice == "pass" and to in context.staffed:
        return Turn(
            done, (ended, Notify(holder, "moved_away", referral.id), moved, *_asked_anew(referral, to, context))
        )
    return Turn(done, (ended, Notify(holder, "withdrawn", referral.id), moved))


def _asked_anew(referral: Referral, to: str, context: Context) -> tuple[Effect, ...]:
    """The same request in the new municipality, under a number of its own and with a consent of its own."""
    return (
        SubmitReferral(
            id=context.fresh_id,
            kind=referral.kind,
            urgency=referral.urgency,
            first_name=referral.first_name or "",
            phone=referral.phone,
            way=referral.way or "",
            when=referral.when or "",
            about=referral.about,
            recipient=consent.recipient(to),
            purpose=referral.purpose,
            text_version=privacy.VERSION,
            language=context.chat.language or SOURCE,
            interpreter=referral.interpreter,
            reported_by=referral.reported_by or 0,
            needs=referral.needs,
            words=referral.words,
        ),
        *started(context.fresh_id, context.now),
        Notify(Audience("team", municipality=to, referral=context.fresh_id), "new_referral", context.fresh_id),
    )


def _done(_state: State, choice: str, context: Context) -> Turn:
    if choice == "house":
        return Turn(life.begun("moved", context))
    return Turn(home.of(context))


def _town_view(state: State, context: Context) -> Screen:
    here = household_of(context).municipality
    others = (*town_buttons(context), ELSEWHERE_BUTTON)
    page = state.number("page")
    return Screen(
        "moving",
        "town",
        (say("moving", "In welke gemeente woon je nu?"),),
        title=say("moving", "🏠 Verhuisd"),
        answers=paged(tuple(button for button in others if button.choice != here), page),
        ways=(BACK, MENU),
        token=str(page),
    )


def _sure_view(state: State, context: Context) -> Screen:
    to, referral = state.text("to"), household_of(context).referral
    return Screen(
        "moving",
        "sure",
        (*_told(to, context), *(_about_request(to, context) if referral is not None else ())),
        title=say("moving", "🏠 Verhuisd"),
        answers=_choices(to, referral, context),
        ways=(BACK, MENU),
        token=to,
    )


def _told(to: str, context: Context) -> tuple[Text, ...]:
    if to == ELSEWHERE:
        return (
            say("moving", "Je antwoorden blijven. Je ziet dan de rechten die overal gelden."),
            say("moving", "Hulp van een medewerker is er daar niet via deze chat."),
        )
    return (
        say("moving", "Je antwoorden blijven. Je ziet dan de rechten van {town}.", town=named(to, context)),
        say("moving", "{town} en het OCMW zijn dan verantwoordelijk.", town=named(to, context)),
    )


def _about_request(to: str, context: Context) -> tuple[Text, ...]:
    old = town_name(context)
    if to in context.staffed:
        return (say("moving", "Je vroeg hulp in {old}. Mag ik die vraag doorgeven?", old=old),)
    return (say("moving", "Je vroeg hulp in {old}. Die vraag stopt dan.", old=old),)


def _choices(to: str, referral: Referral | None, context: Context) -> tuple[Button, ...]:
    no = Button("no", say("moving", "Nee, niet verhuisd"))
    if referral is None:
        return (Button("yes", say("moving", "Ja, ik woon daar")), no)
    stop = Button("stop", say("moving", "Ja, stop mijn vraag"))
    return (Button("pass", say("moving", "Ja, geef door")), stop, no) if to in context.staffed else (stop, no)


def _done_view(_state: State, context: Context) -> Screen:
    referral = household_of(context).referral
    return Screen(
        "moving",
        "done",
        (
            say("moving", "Goed. Dit is aangepast."),
            *(
                (say("moving", "Je vraag om hulp is doorgegeven aan {town}.", town=town_name(context)),)
                if referral is not None
                else ()
            ),
            say("moving", "Een nieuw adres kan andere rechten geven. Kijk nog eens naar de lijst."),
            *((say("moving", "Hulp nodig? Vraag het OCMW van je gemeente."),) if context.town is None else ()),
        ),
        title=say("moving", "🏠 Verhuisd"),
        answers=(
            *((Button("house", say("moving", "Vragen over mijn huis")),) if household_of(context).answers else ()),
            Button("on", say("moving", "Ga verder")),
        ),
        ways=(MENU,),
    )


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {"town": _town, "sure": _sure, "done": _done}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {"town": _town_view, "sure": _sure_view, "done": _done_view}

DIALOG = Dialog("moving", tuple(_STEPS), advance, view, household=True)
