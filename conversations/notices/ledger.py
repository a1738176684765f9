"""Notices about promises, and the figures of a team. A number and a day, never who it is about."""

from __future__ import annotations

from datetime import timedelta

from casework import DayCounts, Outcome, PromiseAction, Undertaking, WeekCounts
from conversations import promised
from conversations.context import Context, Notice
from conversations.desk import at_queue
from conversations.desk.ledger import KEEP, MOVE, at_day, at_promise, keeps, kept, named
from conversations.dialog import Group, NoticeKind, Silence, Turn
from conversations.figures import ALARM, DAILY, WEEKLY
from conversations.notices.screens import notice_screen, opening, stay
from conversations.screen import Button, Screen
from texts import Text, Verbatim, say, say_many

__all__ = ["DAY", "KINDS", "day_lines"]

ONE_HOUR, ONE_DAY = timedelta(hours=1), timedelta(days=1)
MOST_NUMBERS = 5
MOST_OUTCOMES = 4

# -- promises ----------------------------------------------------------------------------------------------------------


def _for_family(notice: Notice, _context: Context) -> Screen:
    """As neutral as a message that somebody wrote."""
    return notice_screen(
        notice,
        say("notice", "Er is een bericht voor je."),
        answers=(Button("open", say("notice", "Open het bericht")),),
    )


def _due(notice: Notice, context: Context) -> Screen:
    return _about(notice, context, say("notice", "Vandaag beloofd, {number}: {purpose}."))


def _missed(notice: Notice, context: Context) -> Screen:
    return _about(notice, context, say("notice", "Nog niet gedaan, {number}: {purpose}. De dag is voorbij."))


def _about(notice: Notice, context: Context, line: Text) -> Screen:
    promise = context.ledger.promise(notice.ref)
    if promise is None:
        over = say("notice", "Deze belofte is klaar of voorbij. Je hoeft niets te doen.")
        return notice_screen(notice, _DONE if notice.chosen == PromiseAction.KEEP else over)
    body = line.having(number=named(promise), purpose=Undertaking(promise.purpose).label)
    if promise.owner is None:
        free = say("notice", "Nog niemand heeft deze aanmelding.")
        return notice_screen(notice, body, free, answers=(Button("open", say("notice", "Open de belofte")),))
    if not keeps(promise, context):
        return notice_screen(notice, say("notice", "Deze belofte is nu bij iemand anders."))
    return notice_screen(notice, body, answers=(KEEP, MOVE))


_DONE = say("notice", "Genoteerd als gedaan.")


def _answered(notice: Notice, choice: str, context: Context) -> Turn:
    promise = context.ledger.promise(notice.ref)
    if promise is None:
        return stay(context)
    if choice == MOVE.choice:
        return Turn(at_day(promise.id))
    if choice == KEEP.choice and keeps(promise, context):
        return Turn(context.chat.state, kept(promise), card=False)
    return Turn(at_promise(promise.id))


# -- figures -----------------------------------------------------------------------------------------------------------


def _digest(notice: Notice, context: Context) -> Screen:
    """Nothing personal: a group reads it."""
    day = notice.counts
    if not isinstance(day, DayCounts):
        return notice_screen(notice, _NO_FIGURES)
    return _titled(notice, DAY, day_lines(day, context))


DAY = say("team", "De dag in cijfers")


def day_lines(day: DayCounts, context: Context) -> list[Text]:
    """A team's day, a line for each figure."""
    lines = [say("team", "{new} nieuw, {open} open.", new=day.new, open=day.open)]
    if day.urgent:
        lines.append(say("team", "Dringend en nog vrij: {n}.", n=day.urgent))
    if day.waits_since is not None:
        lines.append(_longest((context.now - day.waits_since) // ONE_DAY))
    if day.due_today:
        lines.append(say_many("team", "Vandaag: {n} belofte.", "Vandaag: {n} beloften.", day.due_today))
    if day.due:
        due = say_many("team", "{n} belofte", "{n} beloften", day.due)
        lines.append(say("team", "Vorige werkdag: {promises}, {kept} nagekomen.", promises=due, kept=day.kept))
    if day.missed:
        lines.append(say_many("team", "Te laat: {n} belofte.", "Te laat: {n} beloften.", day.missed))
    return lines


def _longest(days: int) -> Text:
    if days < 1:
        return say("team", "Nog vrij: wacht minder dan een dag.")
    return say_many("team", "Nog vrij: wacht tot {n} dag.", "Nog vrij: wacht tot {n} dagen.", days)


def _week(notice: Notice, _context: Context) -> Screen:
    week = notice.counts
    if not isinstance(week, WeekCounts):
        return notice_screen(notice, _NO_FIGURES)
    lines = [say("team", "{came} nieuw, {in_time} opgenomen binnen een werkdag.", came=week.came, in_time=week.in_time)]
    if week.half_within is not None:
        lines.append(say("team", "De helft wachtte hoogstens {time}.", time=_time(week.half_within)))
    by_count = sorted(week.closed.items(), key=lambda item: (-item[1], item[0]))
    for outcome, n in by_count[:MOST_OUTCOMES]:
        lines.append(say("team", "{outcome}: {n}.", outcome=_outcome(outcome), n=n))
    if rest := sum(n for _, n in by_count[MOST_OUTCOMES:]):
        lines.append(say("team", "Ander resultaat: {n}.", n=rest))
    return _titled(notice, say("team", "Vorige week in cijfers"), lines)


def _outcome(outcome: str) -> Text:
    return Outcome(outcome).label if outcome in set(Outcome) else say("team", "Ander resultaat")


def _time(wait: timedelta) -> Text:
    if wait < ONE_HOUR:
        return say("team", "een uur")
    if wait < ONE_DAY:
        return say_many("team", "{n} uur", "{n} uur", -(-wait // ONE_HOUR))
    return say_many("team", "{n} dag", "{n} dagen", -(-wait // ONE_DAY))


def _titled(notice: Notice, title: Text, lines: list[Text]) -> Screen:
    return Screen("notice", notice.kind, tuple(lines), title=title, token=notice.id)


def _alarm(notice: Notice, _context: Context) -> Screen:
    """What should be going on and is not: how much, and about which numbers."""
    day = notice.counts
    if not isinstance(day, DayCounts) or not day.alarming:
        return notice_screen(notice, say("notice", "Alles loopt weer. Je hoeft niets te doen."))
    lines: list[Text] = []
    if day.unwatched:
        n = len(day.unwatched)
        lines.append(
            say_many(
                "notice",
                "Bij {n} aanmelding staat niets gepland. Beloof iets of sluit af.",
                "Bij {n} aanmeldingen staat niets gepland. Beloof iets of sluit af.",
                n,
            )
        )
        lines += [say("notice", "{number}", number=Verbatim(number)) for number in day.unwatched[:MOST_NUMBERS]]
        if n > MOST_NUMBERS:
            lines.append(say_many("notice", "En nog {n}.", "En nog {n}.", n - MOST_NUMBERS))
    if day.overdue:
        lines.append(
            say_many(
                "notice",
                "De bot is te laat met {n} bericht. Zeg het aan wie de bot beheert.",
                "De bot is te laat met {n} berichten. Zeg het aan wie de bot beheert.",
                day.overdue,
            )
        )
    return notice_screen(notice, *lines, answers=(Button("queue", say("notice", "Naar de lijst")),))


_NO_FIGURES = say("team", "Er zijn nu geen cijfers.")


KINDS = (
    NoticeKind("promise", _for_family, opening(lambda _context: promised.READ), repeat="once"),
    NoticeKind("promise_due", _due, _answered, silence=Silence.NEVER),
    NoticeKind("promise_missed", _missed, _answered, silence=Silence.NEVER),
    NoticeKind(DAILY, _digest, silence=Silence.NEVER, shown_in=Group.TEAM),
    NoticeKind(WEEKLY, _week, silence=Silence.NEVER, shown_in=Group.TEAM),
    NoticeKind(ALARM, _alarm, opening(lambda _context: at_queue()), silence=Silence.NEVER),
)
