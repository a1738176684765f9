"""Who did what with a family's requests, as it reads it: itself, the municipality's staff, or the bot by itself."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.context import Context
from conversations.records import Doer, Done
from conversations.towns import named
from followups import BRUSSELS
from texts import Day, Text, say

__all__ = ["done_lines"]

_WHO: Mapping[Doer, Text] = {
    Doer.FAMILY: say("doing", "Je gezin: {what}, op {day}"),
    Doer.STAFF: say("doing", "Een medewerker van {town}: {what}, op {day}"),
    Doer.VOLUNTEER: say("doing", "Een vrijwilliger van {town}: {what}, op {day}"),
    Doer.PARTNER: say("doing", "Een partner: {what}, op {day}"),
    Doer.BOT: say("doing", "De bot: {what}, op {day}"),
}

_MESSAGE = say("doing", "een bericht")
_OPENED = say("doing", "de aanmelding weer geopend")
_WAITS = say("doing", "de aanmelding wacht even")
_BACK = say("doing", "de aanmelding terug naar de lijst")
_TAKEN = say("doing", "de aanmelding opgenomen")
_MEETING = say("doing", "een afspraak veranderd")
_PASSED = say("doing", "iets over een partner")

_WHAT: Mapping[str, Text] = {
    "submit": say("doing", "hulp gevraagd"),
    "withdraw": say("doing", "de vraag ingetrokken"),
    "lift": say("doing", "gezegd dat er nog geen contact was"),
    "close": say("doing", "de aanmelding afgesloten"),
    "contact": say("doing", "contact genoteerd"),
    "try": say("doing", "een poging tot contact genoteerd"),
    "answer": say("doing", "een antwoord"),
    "note": say("doing", "een notitie gemaakt"),
    "careplan": say("doing", "het zorgplan aangepast"),
    "task_no": say("doing", "gezegd dat een taak niet lukt"),
    "task_done": say("doing", "een taak uit het zorgplan gedaan"),
    "promise": say("doing", "iets beloofd"),
    "promise_keep": say("doing", "een belofte gedaan"),
    "promise_move": say("doing", "een belofte verplaatst"),
    "promise_let_go": say("doing", "een belofte geschrapt"),
    "meet:propose": say("doing", "een afspraak voorgesteld"),
    **dict.fromkeys(("phrase", "words", "question", "papers", "photo"), _MESSAGE),
    **dict.fromkeys(("claim", "take_over"), _TAKEN),
    **dict.fromkeys(("hand_back", "leave"), _BACK),
    **dict.fromkeys(("wait_family", "wait_partner", "hold"), _WAITS),
    "resume": say("doing", "de aanmelding gaat verder"),
    "time_up": say("doing", "de tijd was om, de aanmelding gaat verder"),
    **dict.fromkeys(("reopen", "again"), _OPENED),
}
"""By the act in the audit."""
_KINDS: Mapping[str, Text] = {"meet": _MEETING, "handover": _PASSED}
"""By what an act that is not named above begins with."""
_SOME = say("doing", "iets veranderd")


def done_lines(done: tuple[Done, ...], context: Context) -> tuple[Text, ...]:
    """Newest first, each once on a day. What has no words of its own is told all the same."""
    return tuple(dict.fromkeys(_line(one, context) for one in done))


def _line(one: Done, context: Context) -> Text:
    kind = one.act.replace("_", ":").partition(":")[0]
    what, day = _WHAT.get(one.act, _KINDS.get(kind, _SOME)), Day(one.at.astimezone(BRUSSELS).date())
    who = _WHO[one.by]
    if one.by in (Doer.STAFF, Doer.VOLUNTEER):
        return who.having(town=named(one.municipality, context), what=what, day=day)
    return who.having(what=what, day=day)
