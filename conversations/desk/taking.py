"""A case's report as a file, for who works on it: no more of it than this desk may read, and without a name."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.context import Case, Context
from conversations.desk.cases import CaseStep, chosen, holds
from conversations.desk.reading import shared_report
from conversations.dialog import Turn
from conversations.documents import Contents, contents_of
from conversations.effects import SendCaseDocument
from conversations.events import DialogEvent
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["CAPTIONS", "TAKE", "TAKEN", "may_take", "taken"]

FORMS = ("pdf", "json")
CAPTIONS: Mapping[str, Text] = {
    "pdf": say("desk", "De rechten van het gezin op papier. Er staat geen naam op."),
    "json": say("desk", "De rechten van het gezin voor je programma. Er staat geen naam in."),
}
TO_REPORT = Button("report", say("desk", "Terug naar het rapport"))


def may_take(case: Case, context: Context) -> bool:
    """Whether this chat may have the report of a case as a file: only whoever works on it takes it out of the chat."""
    return holds(context, case.referral) and any(m.municipality == case.referral.municipality for m in context.staff)


def taken(case: Case, context: Context) -> Contents:
    """The report of a case as far as the family's consent covers it."""
    catalogue = context.catalogue.for_municipality(case.referral.municipality)
    town = context.catalogue.municipalities.get(case.referral.municipality)
    return contents_of(shared_report(case, context), catalogue, town, context.today, unclear=True)


def _take(_state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    choice = chosen(event)
    if choice not in FORMS or not may_take(case, context):
        return Turn(_at("report", case))
    return Turn(_at("taken", case), (SendCaseDocument(case.referral.id, choice),), fresh=True)


def _take_view(_state: State, case: Case, context: Context) -> Screen:
    mine = may_take(case, context)
    body = (
        say("desk", "Er staat geen naam in. Na 15 minuten gaat het bestand uit deze chat."),
        say("desk", "Bewaar het alleen in het dossier van het gezin."),
    )
    return Screen(
        dialog="desk",
        step="take",
        token=case.referral.id,
        title=say("desk", "Bestand van {number}", number=Verbatim(case.referral.number)),
        body=body if mine else (say("desk", "Alleen wie de aanmelding opnam, krijgt een bestand."),),
        answers=(
            Button("pdf", say("desk", "Blad om af te drukken")),
            Button("json", say("desk", "Voor mijn programma")),
        )
        if mine
        else (),
        ways=(TO_REPORT, MENU),
    )


def _taken(_state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    chosen(event)
    return Turn(_at("report", case))


def _taken_view(_state: State, case: Case, _context: Context) -> Screen:
    return Screen(
        dialog="desk",
        step="taken",
        token=case.referral.id,
        title=say("desk", "Bestand van {number}", number=Verbatim(case.referral.number)),
        body=(say("desk", "Hierboven staat wat je vroeg. Het blijft daar 15 minuten."),),
        ways=(TO_REPORT, MENU),
    )


def _at(step: str, case: Case) -> State:
    return State("desk", step, {"case": case.referral.id})


TAKE = CaseStep(_take, _take_view)
TAKEN = CaseStep(_taken, _taken_view)
