"""What happens when the moment of a follow-up comes. A fence that no longer fits: the world moved on, do nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from casework import ABSENCE, REFERRAL, AbsenceAction, AppointmentState, OfferAction, ReferralState, Role
from conversations import dates, home, nagging, planning, pledges, reporting, tasks, unopened
from conversations.careplan import days
from conversations.context import Context, Household, Referral
from conversations.desk import figures
from conversations.desk.arranging import absence_moved, answered, begun, fence_of
from conversations.dialog import Turn
from conversations.effects import (
    Audience,
    Effect,
    EraseEverything,
    KeepLook,
    LeaveGroup,
    Notify,
    SaveSteps,
    Schedule,
)
from conversations.events import Due
from conversations.hiding import HIDDEN, is_shut
from conversations.keeping import ends_at, wipe
from conversations.meeting import following
from conversations.moves import ran_out
from conversations.partnering import partner, timing
from conversations.recheck.looking import look
from conversations.registry import NUDGES
from conversations.signalled import named_in
from conversations.signals import moving
from conversations.signals.places import AT_DESK
from conversations.state import State
from conversations.timers import asked_again, fits, in_its_stream
from followups import due_at, first_allowed

__all__ = ["TABLE", "advance_due"]

MOST_UNANSWERED = 3
"""Times that a question is put to a family that does not answer it; more would be nagging."""

ASKED_EVERY = timedelta(days=7)
"""All that is due in this time is one question."""

Follow = Callable[[Due, Context], tuple[Effect, ...]]


def advance_due(event: Due, context: Context) -> Turn:
    """The turn of a follow-up. It shows no card, but hides what must not stand there any longer: a family's findings
    that were wiped, a case left open at a desk. The card is edited then, which makes no sound."""
    if event.kind == "neutralise":
        return _neutralise(event, context)
    follow = TABLE.get(event.kind)
    effects = _within_pace(event, follow(event, context), context) if follow is not None else ()
    if any(isinstance(effect, EraseEverything) for effect in effects):
        wiped = context.household.id if context.household is not None else None
        if context.chat.household not in (None, wiped):  # another family is open here: its card stays
            return Turn(context.chat.state, effects, card=False)
        left = tuple(entry for entry in context.roster if entry.household != wiped)
        known = context.members or left
        if known and is_shut(context):  # what is left stays behind the PIN
            return Turn(context.chat.state, effects, card=False)
        state = home.of(replace(context, household=None, roster=left)) if known else State("welcome", "language")
        return Turn(state, effects)
    return Turn(context.chat.state, effects, card=False)


def _within_pace(event: Due, effects: tuple[Effect, ...], context: Context) -> tuple[Effect, ...]:
    """What a follow-up leads to, if the family wants one more message now. Else the same follow-up later: what it is
    about is looked at again then. Who wants no messages is looked at once in a while, for it may change its mind."""
    if not any(isinstance(effect, Notify) and effect.kind in NUDGES for effect in effects):
        return effects
    free = nagging.free_at(context)
    if free is None:
        free = first_allowed(context.now + timedelta(days=nagging.pace_of(context).days))
    return effects if free <= context.now else _again(event, free)


def _neutralise(event: Due, context: Context) -> Turn:
    """Hides a case that has stood open at a desk, a report that was not sent, or a file with a PIN, unless something
    was tapped meanwhile."""
    state = context.chat.state
    if event.fence != str(context.chat.revision):
        return Turn(state, card=False)
    if context.chat.lock is not None:
        return Turn(HIDDEN)
    instead = _without_content(state)
    return Turn(state, card=False) if instead is None else Turn(instead)


def _without_content(state: State) -> State | None:
    """Where a chat of staff, a volunteer or a partner stands instead; None where it shows nothing of a family."""
    if reporting.shows_draft(state):
        return reporting.hidden(state)
    if state.dialog == partner.VISITED_IN:
        return partner.shut(state)
    if state.dialog == tasks.LIST.dialog:
        return tasks.LIST
    if named_in(state):
        return AT_DESK
    case = state.text("case")
    return State("desk", "neutral", {"case": case}) if state.dialog == "desk" and case else None


def _household(event: Due, context: Context) -> Household | None:
    """The household that the follow-up was made for, else None: erased, or another one by now."""
    household = context.household
    return household if household is not None and household.id == event.fence else None


def _waiting(event: Due, context: Context) -> Referral | None:
    """The referral that the follow-up was made for, if it still waits in the queue since then."""
    return context.referral if fits(event, context.referral) else None


def _again(event: Due, due: datetime) -> tuple[Effect, ...]:
    """The same follow-up, later, in the stream of the chat."""
    return (Schedule(event.kind, due, event.fence),)


def _to_chat(context: Context, kind: str, ref: str) -> tuple[Effect, ...]:
    return (Notify(Audience("chat", chat=context.chat.id), kind, ref),)


def _resume(event: Due, context: Context) -> tuple[Effect, ...]:
    """One gentle reminder, a day after the last tap in an interview that was left."""
    household = _household(event, context)
    if household is None or household.screened_at is not None or household.kept is not None:
        return ()
    due = due_at("resume", household.touched_at)
    return _again(event, due) if due > context.now else _to_chat(context, "resume", household.id)


def _contacted(event: Due, context: Context) -> tuple[Effect, ...]:
    """*Has someone been in touch?*: whatever staff recorded, as long as the referral is open and the family has not
    said yes. Who does not answer is asked again, a few times. Who answered its coordinator, or met, was in touch. Who
    agreed to meet, asked to be called, or wrote itself is looked at again later: it may become silent."""
    if (reported := _waiting(event, context)) is not None:
        return _no_contact_yet(reported, context)
    household = context.household
    referral = household.referral if household is not None else None
    if household is None or referral is None or not fits(event, referral) or "yes" in household.asked:
        return ()
    if referral.state == ReferralState.DUPLICATE:  # asked of the request that it was joined to
        return ()
    if _reached(household, referral):
        return ()
    if _will_meet(household) or _answered_since(event, household, context.now):
        return asked_again(referral, context.now)
    ask = _to_chat(context, "contacted", referral.id)
    last = (*household.asked, None)[-MOST_UNANSWERED:]
    return ask if last == (None,) * MOST_UNANSWERED else (*ask, *asked_again(referral, context.now))


def _reached(household: Household, referral: Referral) -> bool:
    """Whether the family itself answered its coordinator, or met as it had agreed to, since it asked for help."""
    held = (one.changed_at for one in household.appointments if one.state == AppointmentState.HELD)
    answered_at = (message.answered_at for message in household.messages if message.reached)
    return any(at >= referral.since for at in (*held, *answered_at) if at is not None)


def _will_meet(household: Household) -> bool:
    """Whether the family agreed to an appointment that stands."""
    return any(one.state == AppointmentState.ACCEPTED for one in household.appointments)


def _answered_since(event: Due, household: Household, now: datetime) -> bool:
    """Whether the family said anything to staff since the check before this one: what came then would have led to now,
    or to later. To the minute, for a turn comes a little after its moment."""
    answers = (message.heard_at for message in household.messages)
    minute = now.replace(second=0, microsecond=0)
    return any(due_at(event.kind, at) >= minute for at in answers if at is not None)


def _no_contact_yet(referral: Referral, context: Context) -> tuple[Effect, ...]:
    """A family that a volunteer reported and that never opened its link cannot be asked: whoever has the report is,
    until a contact was recorded. Once the family opens its link, the check goes along to its chat."""
    if referral.contacted_at is not None or referral.state in (ReferralState.IN_SUPPORT, ReferralState.DUPLICATE):
        return ()
    told = Notify(Audience("holder", referral=referral.id), "no_contact_yet", referral.id)
    return (told, *in_its_stream(asked_again(referral, context.now), referral.id))


def _ran_out(event: Due, context: Context) -> tuple[Effect, ...]:
    """A timer of a referral: what its state table says, if the referral is as it was when the timer began."""
    referral = _waiting(event, context)
    return ran_out(event.kind, referral, context) if referral is not None else ()


def _offered(event: Due, context: Context) -> tuple[Effect, ...]:
    """A colleague did not answer: the offer lapses."""
    offer = next((offer for offer in context.team.offers if fence_of(offer) == event.fence), None)
    return answered(offer, OfferAction.LAPSE, Role.SYSTEM) if offer is not None else ()


def _absent(event: Due, context: Context) -> tuple[Effect, ...]:
    """The day has come on which somebody said to be back."""
    absence = context.team.absence_of(context.chat.id)
    if absence is None or ABSENCE.fence("absent", absence.id, absence.state, absence.revision) != event.fence:
        return ()
    return absence_moved(absence, AbsenceAction.TIME_UP, Role.SYSTEM)


def _away_from(event: Due, context: Context) -> tuple[Effect, ...]:
    """The first day of an absence has come."""
    absence = context.team.absence_of(context.chat.id)
    if absence is None or absence.begins is None:
        return ()
    fits_it = ABSENCE.fence(event.kind, absence.id, absence.state, absence.revision) == event.fence
    return begun(absence) if fits_it else ()


def _steps(event: Due, context: Context) -> tuple[Effect, ...]:
    """*How did it go?*, once for all the steps that are due and at most once a week, if the family let us keep its
    answers. A mute changes nothing in the plan: it is looked at again."""
    household = _household(event, context)
    if household is None or not household.kept:
        return ()
    due = planning.due(context)
    if not due:
        return planning.promised(context, household.steps)
    if context.chat.muted:
        return _again(event, due_at(event.kind, context.now))
    last = nagging.told_last(context, "outcomes")
    if last is not None and (free := first_allowed(last + ASKED_EVERY)) > context.now:
        return _again(event, free)
    asked = {item.key: item.step.asked_later(context.now, answered=False) for item in due}
    steps = {**household.steps, **asked}
    return (*_to_chat(context, "outcomes", household.id), SaveSteps(steps), *planning.promised(context, steps))


def _dates(event: Due, context: Context) -> tuple[Effect, ...]:
    """Looks at the last safe days again, without a word: the answers or the rules may have changed."""
    household = _household(event, context)
    if household is None or not household.kept:
        return ()
    return dates.looked_at_again(context, household.id, near_too=False)


def _deadline(event: Due, context: Context) -> tuple[Effect, ...]:
    """*A date comes near*, where there still is one; and when the next one is looked at."""
    again = _dates(event, context)
    if not again or not dates.near(context):
        return again
    return (*_to_chat(context, "deadline", event.fence), *again)


def _recheck(event: Due, context: Context) -> tuple[Effect, ...]:
    """*There is something new about your rights*, where there is; and when they are looked at next."""
    household = _household(event, context)
    if household is None or not household.kept or not household.recheck:
        return ()
    found = look(context)
    kept = KeepLook(found.watch, found.next_at)
    return (*_to_chat(context, "recheck", household.id), kept) if found.tells else (kept,)


def _wipe(event: Due, context: Context) -> tuple[Effect, ...]:
    """Erases answers that were not touched for as long as was promised; an open request is waited for."""
    household = _household(event, context)
    if household is None:
        return ()
    limit = ends_at(household, context.catalogue.terms)
    if limit > context.now:
        return _again(event, limit)
    if household.referral is not None:
        return (wipe(context, event.fence),)
    return (EraseEverything(roles=False),)


def _unconfirmed_group(_event: Due, context: Context) -> tuple[Effect, ...]:
    """Leaves a group that nobody confirmed: the bot has no business there."""
    group = context.chat.id
    return (LeaveGroup(group),) if group < 0 and context.team_of is None else ()


def _figures(_event: Due, context: Context) -> tuple[Effect, ...]:
    """*Figures were not checked in time*: to the coordinators of every municipality whose families would read them."""
    late = [town for town in context.served if figures.how_many(town, context)]
    return tuple(Notify(Audience("staff", municipality=town), "figures", town) for town in late)


TABLE: Mapping[str, Follow] = {
    "resume": _resume,
    "contacted": _contacted,
    **{timer.kind: _ran_out for timer in REFERRAL.timers if timer.then is not None},
    "offered": _offered,
    "absent": _absent,
    "away_from": _away_from,
    "step_open": _steps,
    "step_tried": _steps,
    "step_applied": _steps,
    "deadline": _deadline,
    "dates": _dates,
    "recheck": _recheck,
    "meet_lapse": following.lapses,
    "meet_day": following.reminded,
    "meet_after": following.looked_back_at,
    "meet_wait": following.looked_back_at,
    "care_staff": days.staff_day,
    "care_family": days.family_day,
    "wipe": _wipe,
    "unconfirmed_group": _unconfirmed_group,
    "figures": _figures,
    **pledges.FOLLOW,
    **timing.FOLLOWED,
    **unopened.FOLLOW,
    **moving.FOLLOW,
}
"""Kinds of follow-up that a conversation answers, besides the neutral card."""
