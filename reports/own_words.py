"""The file with all that is kept, to read: in the language of the chat, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casework import Appointment, CallMoment, ContactWay, HandoverState, Message, Signal, Undertaking, named_needs
from casework.promises import Reason
from conversations import nagging
from conversations.asking import for_another
from conversations.careplan.telling import told_plan
from conversations.context import Context, Household
from conversations.findings import report_of, verdict_named
from conversations.keeping import pages
from conversations.linking import KINDS
from conversations.lists import named as called
from conversations.meeting.words import lines as meeting_lines
from conversations.meeting.words import suits_line
from conversations.mydata import lines
from conversations.partnering.naming import name_of
from conversations.partnering.telling import lines_of
from conversations.records import Records, Request
from conversations.signals.words import answer_lines, codes_line, month, right_name, words_line
from conversations.talk.telling import answered, said
from conversations.towns import named
from followups import BRUSSELS
from locales import Translator
from rights import summary
from texts import Day, Joined, Moment, Text, Value, Verbatim, say

__all__ = ["answers_in_words", "as_text"]

_NOTHING = say("own data", "Niets.")


def as_text(context: Context, words: Translator) -> bytes:
    """To read, in the language of the chat, UTF-8 with the mark by which every phone knows that it is."""
    return "\n".join(_told(context, words)).encode("utf-8-sig")


def _told(context: Context, words: Translator) -> Iterator[str]:
    yield words.say(say("own data", "Wat we bewaren, op {day}", day=Day(context.today)))
    for member in context.members:
        yield from _section(words, say("own data", "Je rol"), *lines.role_lines(member, context))
    if context.household is not None:
        yield from _of_household(context.household, context, words)
    else:
        yield from _section(words, say("own data", "Deze chat"), *lines.chat_lines(context))
    told = dict.fromkeys(line for page in pages(context.catalogue.terms) for line in page)
    yield from _section(words, say("own data", "Hoe lang"), *told)


def _section(words: Translator, title: Text, *body: Text) -> Iterator[str]:
    yield ""
    yield words.say(title)
    for line in body:
        yield f"- {words.say(line)}"


def _of_household(household: Household, context: Context, words: Translator) -> Iterator[str]:
    records = context.records or Records()
    kept = (*lines.kept_lines(household, records, context)[1:], lines.ends(household, context))
    yield from _section(words, say("own data", "In het kort"), *kept)
    yield from _section(words, say("own data", "Antwoorden"), *(answers_in_words(household, context) or (_NOTHING,)))
    if household.steps:
        yield from _section(words, say("own data", "Het plan"), *_plan(household, context))
    for request in records.requests:
        title = say("own data", "Vraag om hulp {number}", number=Verbatim(request.number))
        yield from _section(words, title, *_of_request(request, context))
    for one in records.handovers:
        title = say("own data", "Naar {partner}", partner=name_of(one, context.catalogue))
        until = say("own data", "Gevraagd op {day}", day=_day(one.offered_at))
        yield from _section(words, title, until, HandoverState(one.state).label, *lines_of(one.told))
    for signal in records.signals:
        yield from _section(
            words, say("own data", "Signaal, {month}", month=month(signal.month)), *_of_signal(signal, context)
        )
    said = [line for given in records.consents for line in lines.consent_lines(given, context)]
    yield from _section(words, say("own data", "Ja en nee"), *(said or (_NOTHING,)))
    seen = lines.seen_lines(records.seen, context)
    ties = [_tie(tie.kind, tie.since) for tie in household.ties if tie.kind in KINDS]
    yield from _section(words, say("own data", "Wie las dit"), *((*seen, *ties) or (_NOTHING,)))


def _of_signal(signal: Signal, context: Context) -> tuple[Text, ...]:
    answer = answer_lines(signal.answer) if signal.answer is not None else ()
    right = right_name(signal.right, context)
    codes = (codes_line(signal.codes),) if signal.codes else ()
    return (right, *codes, *words_line(signal), signal.state.label, *answer)


def _tie(kind: str, since: datetime) -> Text:
    return KINDS[kind].having(date=Verbatim(since.astimezone(BRUSSELS).strftime("%d/%m")))


def _plan(household: Household, context: Context) -> Iterator[Text]:
    """Each step: the right and where it stands; then how often the family wants to be written to."""
    found = report_of(context)
    for key, step in household.steps.items():
        verdict = verdict_named(found, key)
        name: Value = called(verdict) if verdict is not None else Verbatim(key)
        yield say("own data", "{right}: {state}", right=name, state=step.state.label)
    yield say("own data", "Berichten van de bot: {pace}", pace=nagging.pace_of(context).label)


def _of_request(request: Request, context: Context) -> Iterator[Text]:
    town = named(request.municipality, context)
    if context.records is not None and not context.records.alone:
        yield say("own data", "Nog iemand leest mee. Daarom staan naam en nummer er niet bij.")
    yield say("own data", "Aan {town}, op {day}", town=town, day=_day(request.submitted_at))
    if request.closed_at is not None:
        yield say("own data", "Klaar op {day}", day=_day(request.closed_at))
    told = request.told
    for text, key in (
        (say("own data", "Naam: {words}"), "first_name"),
        (say("own data", "Telefoon: {words}"), "phone"),
    ):
        if told.get(key):
            yield text.having(words=Verbatim(told[key]))
    if told.get("way") in set(ContactWay):
        yield ContactWay(told["way"]).label
    if told.get("when") in set(CallMoment):
        yield CallMoment(told["when"]).label
    needs = named_needs(told.get("needs", ()))
    if needs is not None:
        yield needs
    if told.get("words"):
        yield say("own data", "In woorden: {words}", words=Verbatim(told["words"]))
    for message in request.messages:
        yield from _of_message(message)
    for one in request.appointments:
        yield from _appointment(one, request.municipality, context)
    yield from _promised(request)
    if request.care is not None:
        yield from told_plan(request.care, context)


def _promised(request: Request) -> Iterator[Text]:
    for promise in request.promised:
        if promise.purpose in set(Undertaking):
            what = Undertaking(promise.purpose).label
            yield say("own data", "Beloofd: {what}, ten laatste op {day}", what=what, day=Day(promise.day))
            if promise.reason in set(Reason):
                yield Reason(promise.reason).label


def _appointment(one: Appointment, municipality: str, context: Context) -> Iterator[Text]:
    """The moments, what for and where, how it stands, and when it suited the family better."""
    moments = (one.at,) if one.at is not None else one.moments
    yield say("own data", "Afspraak: {moments}", moments=Joined(tuple(Moment(moment) for moment in moments), "or"))
    yield from meeting_lines(one.purpose, one.place, municipality, context, to_family=not for_another(context))
    yield one.state.label
    yield from suits_line(one.suits)


def _of_message(message: Message) -> Iterator[Text]:
    """What was said, with who said it, and what was answered."""
    day, (first, *more) = _day(message.sent_at), said(message)
    if message.by_family:
        yield say("own data", "Van jou op {day}: {text}", day=day, text=first)
    else:
        yield say("own data", "Bericht op {day}: {text}", day=day, text=first)
    yield from more
    if message.answer is not None:
        words = answered(message) or Verbatim(message.answer)
        yield say("own data", "Antwoord: {words}", words=words)


def _day(moment: datetime) -> Day:
    return Day(moment.astimezone(BRUSSELS).date())


def answers_in_words(household: Household, context: Context) -> tuple[Text, ...]:
    """Every answer as it was meant, those about papers too: it is the family that reads."""
    return summary(context.pass_catalogue, household.answers, context.today, share_papers=True)
