"""Notices to a family. They name no right, no request and no person: whoever sees the phone learns nothing."""

from __future__ import annotations

from datetime import datetime

from casework import REFERRAL
from conversations import home, messages, nagging, outcomes, planning
from conversations.context import Context, Notice
from conversations.dialog import NoticeKind, Turn
from conversations.effects import Audience, LiftReferral, Notify
from conversations.notices.screens import notice_screen, opening, stay
from conversations.screen import Button, Screen
from conversations.state import State
from conversations.timers import asked_again
from followups import BRUSSELS, first_allowed
from texts import Day, Moment, Text, say

__all__ = ["KINDS"]

_ASK_AGAIN = say("notice", "Heb je nog een vraag? Je kan altijd opnieuw hulp vragen.")
LATER = Button("later", say("notice", "Nu niet"))


def _resume(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Er wachten nog vragen. Je antwoorden staan er nog."),
        say("notice", "Wil je verdergaan?"),
        answers=(Button("go", say("notice", "Ga verder")), LATER),
    )


def _resumed(_notice: Notice, choice: str, context: Context) -> Turn:
    return Turn(home.of(context)) if choice == "go" else stay(context)


def _contacted(notice: Notice, context: Context) -> Screen:
    helped = context.household is not None and context.household.kind == "helper"
    question = (
        say("notice", "Heeft iemand al contact gehad met het gezin?")
        if helped
        else say("notice", "Heeft iemand al contact met je gehad?")
    )
    answers = (Button("yes", say("notice", "Ja")), Button("no", say("notice", "Nee, nog niet")))
    match notice.chosen:
        case "yes":
            return notice_screen(notice, question, say("notice", "Fijn. Dank je."), answers=answers)
        case "no" if notice.referral is None or REFERRAL.is_over(notice.referral.state):
            return notice_screen(notice, question, _ASK_AGAIN, answers=answers)  # it ended: there is nobody to tell
        case "no":
            return notice_screen(notice, question, _staff_hears(context.now), answers=answers)
    return notice_screen(notice, question, answers=answers)


def _staff_hears(now: datetime) -> Text:
    """When staff hears that nobody was in touch: no notice goes to them in the hours of rest either."""
    allowed = first_allowed(now)
    if allowed <= now:
        return say("notice", "Sorry dat het zo lang duurt. De collega's weten het nu.")
    return say("notice", "Sorry dat het zo lang duurt. De collega's horen het op {moment}.", moment=Moment(allowed))


def _was_contacted(notice: Notice, choice: str, context: Context) -> Turn:
    """*No* lifts the request to the top, tells the team and whoever holds it, and is asked again."""
    referral = context.household.referral if context.household is not None else None
    if choice == "yes" or referral is None or referral.id != notice.ref:
        return stay(context)
    team = Audience("team", municipality=referral.municipality, referral=referral.id)
    holder = Audience("holder", referral=referral.id)
    told = (Notify(holder, "lifted", referral.id),) if referral.claimed_by is not None else ()
    effects = (
        LiftReferral(referral.id),
        Notify(team, "lifted_team", referral.id),
        *told,
        *asked_again(referral, context.now),
    )
    return Turn(context.chat.state, effects, card=False)


def _outcomes(notice: Notice, context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Ik beloofde te vragen hoe het ging. Het duurt één minuut."),
        *((_when_again(context),) if notice.chosen == LATER.choice else ()),
        answers=(Button("go", say("notice", "Vertel hoe het ging")), LATER),
    )


def _when_again(context: Context) -> Text:
    """When the family is asked once more how it went; what else the bot sends may put that off a little."""
    household = context.household
    asked = planning.promised(context, household.steps) if household is not None else ()
    if not asked or nagging.free_at(context) is None:
        return say("notice", "Ik vraag dit nu niet meer. Vertellen kan altijd.")
    return say("notice", "Rond {day} vraag ik het opnieuw.", day=Day(asked[0].due_at.astimezone(BRUSSELS).date()))


def _asked_outcomes(_notice: Notice, choice: str, context: Context) -> Turn:
    return Turn(outcomes.at_first(context)) if choice == "go" else stay(context)


def _deadline(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Er komt een datum dichterbij. Kijk je even?"),
        answers=(Button("go", say("notice", "Bekijk de datum")), LATER),
    )


def _opened_dates(_notice: Notice, choice: str, context: Context) -> Turn:
    return Turn(State("results", "dates")) if choice == "go" and context.household is not None else stay(context)


def _recheck(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Er is iets nieuws over je rechten. Tik om te kijken."),
        answers=(Button("go", say("notice", "Bekijk het nieuws")), LATER),
    )


def _opened_news(_notice: Notice, choice: str, context: Context) -> Turn:
    return Turn(State("recheck", "news")) if choice == "go" and context.household is not None else stay(context)


def _message(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Er is een bericht voor je."),
        answers=(Button("open", say("notice", "Open het bericht")),),
    )


def _closed(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Je vraag is afgerond."),
        _ASK_AGAIN,
        answers=(Button("go", say("notice", "Ga verder")), Button("again", say("notice", "Er is nog hulp nodig"))),
    )


def _go_on_or_again(_notice: Notice, choice: str, context: Context) -> Turn:
    """*Again* shows the request that was closed, if it can still be taken up."""
    again = choice == "again" and context.household is not None
    return Turn(State("helping", "mine") if again else home.of(context))


def _trouble(notice: Notice, _context: Context) -> Screen:
    return notice_screen(
        notice,
        say("notice", "Er ging iets mis bij ons. Sorry."),
        say("notice", "Jij deed niets fout. Je laatste stap is misschien niet bewaard."),
        answers=(Button("go", say("notice", "Ga verder")),),
    )


KINDS = (
    NoticeKind("resume", _resume, _resumed, repeat="once", nudge=True),
    NoticeKind("contacted", _contacted, _was_contacted, single=True),
    NoticeKind("outcomes", _outcomes, _asked_outcomes, repeat="once", nudge=True, single=True),
    NoticeKind("deadline", _deadline, _opened_dates, repeat="once", nudge=True),
    NoticeKind("recheck", _recheck, _opened_news, repeat="once", can_wait=True, nudge=True),
    NoticeKind("message", _message, opening(lambda _context: messages.at_message()), repeat="once"),
    NoticeKind("closed", _closed, _go_on_or_again, repeat="once"),
    NoticeKind("renumbered", _message, opening(lambda _context: State("helping", "mine")), repeat="once"),
    NoticeKind("trouble", _trouble, opening(lambda context: context.chat.state), repeat="once", unasked=False),
)
"""All that is unasked waits for the first allowed hour, and is held back by /stop."""
