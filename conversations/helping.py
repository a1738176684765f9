"""Asking a person for help, and what becomes of it. The steps of asking are in `asking.py`.

A municipality without a coordinator offers no referral: its public contact point is shown and nothing is collected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import CaseworkError, PromiseState, ReferralAction, ReferralState, Role, Urgency
from conversations import asking, home, promised, waiting
from conversations.context import Context, Referral
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import Effect, Toast
from conversations.events import Choice, DialogEvent
from conversations.findings import household_of, report_of
from conversations.meeting.moves import current
from conversations.moves import moved
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.towns import ask_there, site_there, town_name
from followups import BRUSSELS, due_at
from texts import Day, Moment, Text, Verbatim, say

__all__ = ["DIALOG", "says_who_is_back", "waits_for_contact", "withdrawing"]

MINE = State("helping", "mine")
AGAIN = Button("again", ReferralAction.AGAIN.label)
GO_ON = Button("on", say("helping", "Ga verder"))
PROMISES = Button("promised", say("helping", "Wat is beloofd?"))

STATUS: Mapping[str, Text] = {
    ReferralState.SUBMITTED: say("helping", "Je aanmelding is aangekomen. Ze wacht op een medewerker."),
    ReferralState.CLAIMED: say("helping", "Een medewerker heeft je aanmelding en neemt contact op."),
    ReferralState.CONTACTING: say("helping", "Een medewerker probeert contact met je op te nemen."),
    ReferralState.WAITING_FAMILY: say("helping", "De medewerker wacht op een antwoord van jou."),
    ReferralState.WAITING_PARTNER: say("helping", "De medewerker wacht op een andere dienst. Jij hoeft niets te doen."),
    ReferralState.ON_HOLD: say("helping", "Je aanmelding ligt even stil. De medewerker kijkt er later weer naar."),
    ReferralState.IN_SUPPORT: say("helping", "De medewerker nam al contact met je op."),
    ReferralState.REOPENED: say("helping", "Je aanmelding is weer open. Ze wacht op een medewerker."),
}
"""What the family reads about its open referral."""

OF_FAMILY: Mapping[str, Text] = {
    ReferralState.SUBMITTED: say("helping", "De aanmelding is aangekomen. Ze wacht op een medewerker."),
    ReferralState.CLAIMED: say("helping", "Een medewerker heeft de aanmelding en neemt contact op met het gezin."),
    ReferralState.CONTACTING: say("helping", "Een medewerker probeert contact op te nemen met het gezin."),
    ReferralState.WAITING_FAMILY: say("helping", "De medewerker wacht op een antwoord van het gezin."),
    ReferralState.WAITING_PARTNER: say("helping", "De medewerker wacht op een andere dienst."),
    ReferralState.ON_HOLD: say("helping", "De aanmelding ligt even stil. De medewerker kijkt er later weer naar."),
    ReferralState.IN_SUPPORT: say("helping", "De medewerker nam al contact op met het gezin."),
    ReferralState.REOPENED: say("helping", "De aanmelding is weer open. Ze wacht op een medewerker."),
    ReferralState.DUPLICATE: say("helping", "Een medewerker volgt de aanmelding op."),
}
"""The same, for who helps the family."""

_GOES_ON = say("helping", "Je vraag loopt verder onder nummer {number}.")
_YOURS = say("helping", "Je nummer is {number}.")
_ASKED = say("helping", "Hoor je niets? Dan vraag ik op {day} of er al contact was.")
_ASKED_OF_FAMILY = say("helping", "Hoort het gezin niets? Dan vraag ik op {day} of er al contact was.")
_MEETS = say("helping", "Je hebt een afspraak op {moment}.")
_FAMILY_MEETS = say("helping", "Het gezin heeft een afspraak op {moment}.")
_LATE = say("helping", "De dag van een belofte ging voorbij. Sorry.")


def waits_for_contact(state: State) -> bool:
    """Whether the button that shares a phone number stands under the chat."""
    asked = state.under if state.under is not None else state
    return (asked.dialog, asked.step) == ("helping", "phone")


def says_who_is_back(context: Context) -> bool:
    """Whether what is shown tells a family whose request nobody has that the whole team is away."""
    state, family = context.chat.state, context.household
    waits = family is not None and family.referral is not None and family.referral.claimed_by is None
    return waits and state.dialog == "helping" and state.step in ("sent", "mine")


def _nobody_there(context: Context) -> tuple[Text, ...]:
    back = household_of(context).back_on
    return (say("helping", "Nu is er even niemand. Vanaf {day} is er weer iemand.", day=Day(back)),) if back else ()


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """One step of asking for help, or of what follows on it."""
    settled = _settled(state, context)
    if settled.step in asking.STEPS:
        return asking.STEPS[settled.step](settled, event, context)
    if not isinstance(event, Choice):
        raise Unexpected
    if event.choice == "back" and settled.step != "withdraw":
        return Turn(asking.before(settled, context))
    return _AFTER[settled.step](event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    if settled.step in asking.VIEWS:
        return asking.VIEWS[settled.step](settled, context)
    return _AFTER_VIEWS[settled.step](context)


def _settled(state: State, context: Context) -> State:
    """The state, or the step that fits what has become of the request and of the municipality meanwhile."""
    household = household_of(context)
    if household.referral is not None:
        if state.step == "withdraw" and not household.takes_back:
            return MINE
        return state if state.step in ("sent", "mine", "withdraw") else MINE
    if state.step in ("sent", "mine", "withdraw"):
        return MINE
    if household.municipality not in context.staffed:
        return state.go("contact")
    return state.go("consent") if state.step == "contact" else state


def _contact(_choice: str, context: Context) -> Turn:
    return Turn(home.of(context))


def _sent(_choice: str, context: Context) -> Turn:
    """On to the question about keeping the answers, if it was not put yet."""
    ask = household_of(context).kept is None and report_of(context).complete
    return Turn(State("results", "keep") if ask else home.of(context))


def _mine(choice: str, context: Context) -> Turn:
    if choice == AGAIN.choice:
        return Turn(MINE, _again(context))
    targets = {
        "withdraw": State("helping", "withdraw"),
        waiting.WAITS.choice: waiting.first(context),
        "log": State("talk", "log"),
        "new": State("helping", "consent"),
        "promised": promised.READ,
    }
    return Turn(targets.get(choice) or home.of(context))


def _withdraw(choice: str, context: Context) -> Turn:
    return Turn(MINE, withdrawing(context) if choice == "yes" else ())


def _again(context: Context) -> tuple[Effect, ...]:
    """The request that was closed goes on; nothing where that is not possible any more."""
    rested = household_of(context).rested
    try:
        return moved(rested, ReferralAction.AGAIN, context, Role.FAMILY) if rested is not None else ()
    except CaseworkError:
        return (Toast("gone"),)


def withdrawing(context: Context) -> tuple[Effect, ...]:
    """The open request ends, and whoever has it hears its number; nothing where there is none any more."""
    referral = household_of(context).referral
    if referral is None:
        return ()
    try:
        return moved(referral, ReferralAction.WITHDRAW, context, Role.FAMILY)
    except CaseworkError:
        return (Toast("gone"),)


def _contact_view(context: Context) -> Screen:
    town = household_of(context).municipality
    return Screen(
        "helping",
        "contact",
        (*ask_there(town, context), say("helping", "Ik geef niets door. Jij neemt zelf contact op.")),
        title=say("helping", "Hulp in {town}", town=town_name(context)),
        answers=(*site_there(town, context), GO_ON),
        ways=(BACK, MENU),
    )


def _sent_view(context: Context) -> Screen:
    referral = household_of(context).referral
    if referral is None:
        return _mine_view(context)
    asked_on = due_at("contacted", referral.submitted_at).astimezone(BRUSSELS).date()
    urgent = referral.urgency == Urgency.URGENT
    now = (
        say("helping", "Kan het niet wachten? Bel dan nu een nummer.")
        if urgent
        else say("helping", "Jij hoeft nu niets te doen.")
    )
    another, town = asking.for_another(context), town_name(context)
    reads = (
        say("helping", "Een medewerker van {town} leest de vraag en neemt contact op met het gezin.", town=town)
        if another
        else say("helping", "Een medewerker van {town} leest je vraag en neemt contact op.", town=town)
    )
    return Screen(
        "helping",
        "sent",
        (
            _number(referral.number, context),
            reads,
            *_nobody_there(context),
            now,
            (_ASKED_OF_FAMILY if another else _ASKED).having(day=Day(asked_on)),
        ),
        title=say("helping", "✅ De vraag is verstuurd") if another else say("helping", "✅ Je vraag is verstuurd"),
        answers=(*((Button("urgent", say("helping", "🆘 Toon de nummers")),) if urgent else ()), GO_ON),
        ways=(MENU,),
        official=True,
    )


def _mine_view(context: Context) -> Screen:
    household = household_of(context)
    referral = household.referral
    if referral is None and household.rested is not None:
        return _rested_view(household.rested.number, context)
    if referral is None:
        return Screen(
            "helping",
            "mine",
            (say("helping", "Er loopt nu geen aanmelding. Opnieuw hulp vragen kan altijd."),),
            title=_about_request(context),
            answers=(Button("new", say("helping", "Vraag hulp")), GO_ON),
            ways=(BACK, MENU),
        )
    return Screen(
        "helping",
        "mine",
        (
            _number(referral.number, context),
            _standing(referral, context),
            *_nobody_there(context),
            *((_LATE,) if household.promised == PromiseState.MISSED else ()),
        ),
        title=_about_request(context),
        answers=(
            *((waiting.WAITS,) if waiting.waits(context) else ()),
            *((PROMISES,) if referral.claimed_by is not None or household.promised is not None else ()),
            *((Button("log", say("helping", "💬 Berichten")),) if household.messages else ()),
            GO_ON,
            *((Button("withdraw", say("helping", "Trek mijn vraag in")),) if household.takes_back else ()),
        ),
        ways=(BACK, MENU),
    )


def _rested_view(number: str, context: Context) -> Screen:
    """A request that was closed not long ago, and what can be asked now."""
    return Screen(
        "helping",
        "mine",
        (
            _number(number, context),
            say("helping", "Deze aanmelding is afgesloten. Is er toch nog hulp nodig?"),
            say("helping", "Een medewerker leest ze dan opnieuw."),
        ),
        title=_about_request(context),
        answers=(AGAIN, Button("new", say("helping", "Vraag iets anders")), GO_ON),
        ways=(BACK, MENU),
    )


def _about_request(context: Context) -> Text:
    return say("helping", "Aanmelding") if asking.for_another(context) else say("helping", "Mijn aanmelding")


def _number(number: str, context: Context) -> Text:
    told = say("helping", "Het nummer is {number}.") if asking.for_another(context) else _YOURS
    return told.having(number=Verbatim(number))


def _standing(referral: Referral, context: Context) -> Text:
    """How far the request is, said to the family or to who helps it: the appointment, where there is one. Nobody is
    told of a try to reach who was reached."""
    another, found = asking.for_another(context), current(household_of(context).appointments)
    if found is not None and found.day is not None and found.day > context.now:
        return (_FAMILY_MEETS if another else _MEETS).having(moment=Moment(found.day))
    state, told = referral.state, OF_FAMILY if another else STATUS
    if state == ReferralState.CONTACTING and referral.contacted_at is not None:
        state = ReferralState.IN_SUPPORT
    if state == ReferralState.DUPLICATE and not another:
        return _GOES_ON.having(number=Verbatim(household_of(context).goes_on))
    return told.get(state, told[ReferralState.SUBMITTED])


def _withdraw_view(_context: Context) -> Screen:
    return Screen(
        "helping",
        "withdraw",
        (
            say("helping", "Wil je je vraag om hulp intrekken?"),
            say("helping", "De medewerker stopt dan. Opnieuw vragen kan altijd."),
        ),
        answers=(Button("yes", say("helping", "Ja, trek in")), Button("no", say("helping", "Nee, laat staan"))),
        ways=(BACK, MENU),
    )


_AFTER: Mapping[str, Callable[[str, Context], Turn]] = {
    "contact": _contact,
    "sent": _sent,
    "mine": _mine,
    "withdraw": _withdraw,
}
_AFTER_VIEWS: Mapping[str, Callable[[Context], Screen]] = {
    "contact": _contact_view,
    "sent": _sent_view,
    "mine": _mine_view,
    "withdraw": _withdraw_view,
}

DIALOG = Dialog("helping", (*asking.STEPS, *_AFTER), advance, view, household=True)
