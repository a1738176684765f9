"""What is told of somebody's own data, line by line: on the screens, and in the file with all of it."""

from __future__ import annotations

from collections.abc import Mapping

from casework import Role
from conversations.asking import for_another
from conversations.context import Context, Household, Member
from conversations.keeping import ends_at, said
from conversations.languages import LANGUAGES, SOURCE, WISHES, autonym, spoken
from conversations.mydata.purposes import filled, named_purpose
from conversations.partnering.naming import partner_name
from conversations.records import ConsentGiven, Records, Seen
from conversations.towns import named
from followups import BRUSSELS
from rights import Data
from texts import Day, Joined, Text, Value, Verbatim, say, say_many

__all__ = ["consent_lines", "ends", "kept_lines", "role_lines", "seen_lines", "state_of"]

_ROLES = {
    Role.COORDINATOR: say("mydata", "Je bent coördinator in {town}."),
    Role.VOLUNTEER: say("mydata", "Je bent vrijwilliger in {town}."),
    Role.ADMIN: say("mydata", "Je beheert de rollen in {town}."),
    Role.PARTNER: say("mydata", "Je bent partner in {town}."),
}


def kept_lines(household: Household, records: Records, context: Context) -> tuple[Text, ...]:
    """What is kept of a household, counted."""
    requests = sum(bool(request.told) for request in records.requests)
    said = sum(len(request.messages) for request in records.requests)
    planned = len(household.steps)
    return (
        say("mydata", "Van dit gezin bewaren we:")
        if for_another(context)
        else say("mydata", "Van je gezin bewaren we:"),
        say_many("mydata", "{n} antwoord", "{n} antwoorden", len(household.answers)),
        *((_requests(requests),) if requests else ()),
        *((_PHONE,) if any(request.told.get("phone") for request in records.requests) else ()),
        *((_messages(said),) if said else ()),
        *((say_many("mydata", "een plan met {n} recht", "een plan met {n} rechten", planned),) if planned else ()),
        *((_signals(len(records.signals)),) if records.signals else ()),
        *((say("mydata", "een zorgplan"),) if any(request.care for request in records.requests) else ()),
        *chat_lines(context),
    )


_PHONE = say("mydata", "een telefoonnummer, om te bellen")


def _requests(n: int) -> Text:
    return say_many("mydata", "{n} vraag om hulp, met een voornaam", "{n} vragen om hulp, met een voornaam", n)


def _messages(n: int) -> Text:
    return say_many("mydata", "{n} bericht met een medewerker", "{n} berichten met een medewerker", n)


def _signals(n: int) -> Text:
    return say_many("mydata", "{n} signaal, om het antwoord te horen", "{n} signalen, om het antwoord te horen", n)


def chat_lines(context: Context) -> tuple[Text, ...]:
    """What is kept of the chat itself."""
    language = autonym(context.chat.language or SOURCE)
    locked = context.chat.lock is not None
    return (
        say("mydata", "je taal: {language}", language=language),
        say("mydata", "een code op deze chat: ja") if locked else say("mydata", "een code op deze chat: nee"),
    )


def ends(household: Household, context: Context) -> Text:
    """Until when, as it stands now."""
    if household.referral is not None:
        return say("mydata", "We bewaren dit zolang de vraag om hulp loopt.")
    last = ends_at(household, context.catalogue.terms).astimezone(BRUSSELS).date()
    return say("mydata", "Tik je niets meer? Dan wissen we dit op {day}.", day=Day(last))


def seen_lines(seen: tuple[Seen, ...], context: Context) -> tuple[Text, ...]:
    """Who read it, newest first: by role and day, however often on that day."""
    return tuple(dict.fromkeys(_seen(item, context) for item in seen))


def _seen(item: Seen, context: Context) -> Text:
    day = Day(item.at.astimezone(BRUSSELS).date())
    if not item.municipality:
        return say("mydata", "Het bestand met alles werd gemaakt, op {day}", day=day)
    if item.partner:
        partner = partner_name(context.catalogue, item.municipality, item.partner)
        return say("mydata", "{partner}, op {day}", partner=partner, day=day)
    return _READ.get(item.what, _SOME).having(town=named(item.municipality, context), day=day)


_SOME = say("mydata", "Een medewerker van {town}, op {day}")
_READ: Mapping[str, Text] = {
    "case": say("mydata", "Een medewerker van {town} las de aanmelding, op {day}"),
    "report": say("mydata", "Een medewerker van {town} las de rechten, op {day}"),
    "gaps": say("mydata", "Een medewerker van {town} las de rechten, op {day}"),
    "facts": say("mydata", "Een medewerker van {town} las de antwoorden, op {day}"),
    "needs": say("mydata", "Een medewerker van {town} las wat nodig is, op {day}"),
    "notes": say("mydata", "Een medewerker van {town} las de notities, op {day}"),
    "answers": say("mydata", "Een medewerker van {town} las de berichten, op {day}"),
    "list": say("mydata", "Een medewerker van {town} las een signaal, op {day}"),
    "one": say("mydata", "Een medewerker van {town} las een signaal, op {day}"),
    "task": say("mydata", "Een vrijwilliger van {town} las een taak uit je zorgplan, op {day}"),
    "take": say("mydata", "Een medewerker van {town} nam de rechten mee als bestand, op {day}"),
}
"""By what was read: a step of the desk that shows personal data. What has no words of its own is told all the same."""


def state_of(given: ConsentGiven, context: Context) -> Text:
    """The name of a consent with how it stands, for a button."""
    what = filled(named_purpose(given).label, given, context)
    return say("mydata", "{what}: ja", what=what) if given.given else say("mydata", "{what}: nee", what=what)


_SAID = {
    (False, True): say("mydata", "Je zei ja op {day}."),
    (False, False): say("mydata", "Je zei nee op {day}."),
    (True, True): say("mydata", "Het gezin zei ja op {day}."),
    (True, False): say("mydata", "Het gezin zei nee op {day}."),
}
"""By whether a helper reads it, and what was said."""


def consent_lines(given: ConsentGiven, context: Context) -> tuple[Text, ...]:
    """One consent: what it is for, the answer and its day, and which text was read in which language."""
    day = Day(given.at.astimezone(BRUSSELS).date())
    language = autonym(given.language) if given.language in LANGUAGES else say("mydata", "een andere taal")
    return (
        filled(named_purpose(given).may, given, context),
        _SAID[for_another(context), given.given].having(day=day),
        say("mydata", "De tekst: versie {version}, {language}.", version=Verbatim(given.version), language=language),
        *((say("mydata", "Iemand las de tekst voor."),) if given.helped else ()),
    )


def _in_words(key: str, kept: str) -> Value:
    """What somebody said of themselves; languages by their names."""
    if key != "languages":
        return Verbatim(kept)
    return Joined(tuple(spoken(code) for code in kept.split() if code in {*LANGUAGES, *WISHES}))


def role_lines(member: Member, context: Context) -> tuple[Text, ...]:
    """What is kept of who works for a municipality."""
    town, about = named(member.municipality, context), member.about
    told = {
        "languages": say("mydata", "Je talen: {words}"),
        "area": say("mydata", "Je buurt: {words}"),
        "organisation": say("mydata", "Je organisatie: {words}"),
        "agreed": say("mydata", "Je beloofde te zwijgen. Versie: {words}"),
    }
    return (
        _ROLES.get(Role(member.role), say("mydata", "Je hebt een rol in {town}.")).having(town=town),
        say("mydata", "Je naam hier: {name}", name=Verbatim(member.name)),
        *(text.having(words=_in_words(key, about[key])) for key, text in told.items() if about.get(key)),
        say(
            "mydata",
            "Wat je hier doet, staat {term} in een logboek, ook na Wis alles. Zonder je naam.",
            term=said(context.catalogue.terms[Data.AUDIT].span),
        ),
    )
