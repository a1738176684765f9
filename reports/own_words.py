"""The file with all that is kept, to read: in the language of the chat, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casework import PHRASES, CallMoment, ContactWay, named_needs
from conversations import nagging
from conversations.careplan.telling import told_plan
from conversations.context import Context, Household
from conversations.findings import report_of, verdict_named
from conversations.keeping import pages
from conversations.linking import KINDS
from conversations.lists import named as called
from conversations.mydata import lines
from conversations.records import Records, Request
from conversations.towns import named
from followups import BRUSSELS
from locales import Translator
from rights import summary
from texts import Day, Text, Value, Verbatim, say

__all__ = ["answers_in_words", "as_text", "phrase"]

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
    said = [line for given in records.consents for line in lines.consent_lines(given, context)]
    yield from _section(words, say("own data", "Ja en nee"), *(said or (_NOTHING,)))
    seen = lines.seen_lines(records.seen, context)
    ties = [_tie(tie.kind, tie.since) for tie in household.ties if tie.kind in KINDS]
    yield from _section(words, say("own data", "Wie las dit"), *((*seen, *ties) or (_NOTHING,)))


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
        yield say("own data", "Bericht op {day}: {text}", day=_day(message.at), text=phrase(message.phrase))
        if message.answer is not None:
            yield say("own data", "Antwoord: {words}", words=_answer(message.phrase, message.answer))
    if request.care is not None:
        yield from told_plan(request.care, context)


def _answer(phrase: str, answer: str) -> Value:
    found = (a.label for a in PHRASES[phrase].answers if a.id == answer) if phrase in PHRASES else iter(())
    return next(found, None) or Verbatim(answer)


def _day(moment: datetime) -> Day:
    return Day(moment.astimezone(BRUSSELS).date())


def phrase(name: str) -> Text:
    """What a reviewed phrase says, by its name."""
    return PHRASES[name].text if name in PHRASES else say("own data", "Een bericht")


def answers_in_words(household: Household, context: Context) -> tuple[Text, ...]:
    """Every answer as it was meant, those about papers too: it is the family that reads."""
    return summary(context.pass_catalogue, household.answers, context.today, share_papers=True)
