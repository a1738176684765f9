"""The file with all that is kept of a family in one chat, for another program. To read it: `own_words`.

Its shape stands in `docs/reference/own-data.schema.json`, written by `python -m reports.own_data`.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from casework import CarePlan, Handover, Signal
from conversations.context import Context, Household
from conversations.records import Records, Request, Seen
from conversations.signals.words import answer_lines
from conversations.talk.telling import said
from locales import Translator
from reports.own_words import answers_in_words
from rights import Data
from texts import say

__all__ = ["FILE_NAME", "SCHEMA", "OwnData", "as_json", "schema"]

SCHEMA = Path(__file__).parent.parent / "docs" / "reference" / "own-data.schema.json"
FILE_NAME = say("own data", "bestand")
"""A name that says nothing to who sees it in a list of files."""
VERSION = "1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChatPart(_Part):
    """The chat itself."""

    language: str | None
    messages: bool = Field(description="whether anything unasked may be sent")
    pin: bool


class RolePart(_Part):
    """What somebody does for a municipality."""

    municipality: str
    role: str
    name: str
    about: dict[str, str] = Field(description="what was told when joining, and the version of what was promised")


class ConsentPart(_Part):
    """A yes or a no."""

    purpose: str
    recipient: str
    text_version: str
    language: str
    given: bool
    at: datetime
    read_out: bool = Field(description="somebody else read the text to the family")


class MessagePart(_Part):
    """What was written through the bot, by either side, and the family's answer."""

    at: datetime
    by: Literal["staff", "family"]
    kind: str = Field(description="phrase, words, question, papers, or photo (passed on, not stored)")
    phrase: str = Field(description="which of the reviewed phrases; else empty")
    text: str = Field(description="in the language of the chat; own words as they were typed")
    language: str = Field(description="of own words: the language of the chat they were typed in")
    answer: str | None


class AppointmentPart(_Part):
    """An appointment that was proposed."""

    state: str
    changed_at: datetime
    at: datetime | None = Field(description="the agreed moment")
    purpose: str | None
    place: str = Field(description="home, phone, later, or a contact point of the municipality")
    proposed: list[datetime]
    suits: list[str] = Field(description="when it suited the family better")


class PromisePart(_Part):
    """What was promised, for at the latest which day, and what came of it; never by whom."""

    at: datetime
    purpose: str
    day: date
    state: str
    reason: str | None = Field(default=None, description="of one that was let go: why")


class RequestPart(_Part):
    """A request for help, open or over."""

    number: str
    municipality: str
    kind: str
    state: str
    submitted_at: datetime
    closed_at: datetime | None
    told: dict[str, Any] = Field(description="first name, phone, way, when, needs, ...; empty once its term is over")
    messages: list[MessagePart]
    appointments: list[AppointmentPart]
    promised: list[PromisePart]
    care_plan: CarePlan | None = Field(description="the care plan with its lines, trajectory and consultations")


class SeenPart(_Part):
    """A reading by staff (never by name) or by a partner, or a file like this one."""

    at: datetime
    by: Literal["staff", "partner", "file"]
    municipality: str
    what: str
    partner: str = ""


class ReaderPart(_Part):
    """Another chat that may open this file."""

    kind: str
    since: datetime


class TermPart(_Part):
    """How long a class of data is kept."""

    keep: str
    counted_from: str
    basis: str


class HandoverPart(_Part):
    """A partner that was asked to help; `told`: what goes along, while it may still be read."""

    partner: str
    municipality: str
    state: str
    offered_at: datetime
    until: date
    told: dict[str, str]
    reason: str = Field(description="why the partner said no")


class SignalPart(_Part):
    """What the family told that was hard, and wished to hear of."""

    right: str = Field(description="the id of the right; empty for none in particular")
    codes: list[str] = Field(description="left out, as the words are, where somebody else has the file too")
    month: str
    state: str
    words: str = Field(description="as they were typed; left out where somebody else has the file too")
    answer: str = Field(description="a phrase in the language of the chat, or words as they were typed")


class HouseholdPart(_Part):
    """A family's file."""

    municipality: str
    kind: Literal["own", "helper"]
    kept: bool | None = Field(description="the yes or no to keeping the answers")
    last_tap: datetime
    answers: list[dict[str, Any]] = Field(description="in the order given: q(uestion), s(ubject), c(hoice); or have")
    answers_in_words: list[str] = Field(description="in the language of the chat")
    plans: dict[str, Any] = Field(description="the step plan, and how often the family is written to")
    requests: list[RequestPart]
    handovers: list[HandoverPart] = Field(default_factory=list)
    signals: list[SignalPart] = Field(default_factory=list)
    consents: list[ConsentPart]
    seen: list[SeenPart]
    readers: list[ReaderPart]


class OwnData(_Part):
    """All that is kept, newest first."""

    version: str = VERSION
    made_on: date
    chat: ChatPart
    roles: list[RolePart]
    household: HouseholdPart | None
    terms: dict[str, TermPart]


def as_json(context: Context, words: Translator) -> bytes:
    """For another program, UTF-8."""
    return own_data(context, words).model_dump_json(indent=2).encode()


def own_data(context: Context, words: Translator) -> OwnData:
    """What this chat may see of what is kept, as values."""
    chat, terms = context.chat, context.catalogue.terms
    return OwnData(
        made_on=context.today,
        chat=ChatPart(language=chat.language, messages=not chat.muted, pin=chat.lock is not None),
        roles=[
            RolePart(municipality=m.municipality, role=m.role, name=m.name, about=dict(m.about))
            for m in context.members
        ],
        household=_household(context.household, context, words) if context.household is not None else None,
        terms={
            data: TermPart(keep=str(terms[data].span), counted_from=terms[data].counted_from, basis=terms[data].basis)
            for data in Data
        },
    )


def _household(household: Household, context: Context, words: Translator) -> HouseholdPart:
    records = context.records or Records()
    return HouseholdPart(
        municipality=household.municipality,
        kind="own" if household.kind == "own" else "helper",
        kept=household.kept,
        last_tap=household.touched_at,
        answers=household.answers.to_json(),
        answers_in_words=[words.say(line) for line in answers_in_words(household, context)],
        plans=dict(records.plans),
        requests=[_request(request, words) for request in records.requests],
        handovers=[_handover(one) for one in records.handovers],
        signals=[_signal(one, words) for one in records.signals],
        consents=[
            ConsentPart(
                purpose=c.purpose,
                recipient=c.recipient,
                text_version=c.version,
                language=c.language,
                given=c.given,
                at=c.at,
                read_out=c.helped,
            )
            for c in records.consents
        ],
        seen=[
            SeenPart(at=s.at, by=_reader(s), municipality=s.municipality, partner=s.partner, what=s.what)
            for s in records.seen
        ],
        readers=[ReaderPart(kind=tie.kind, since=tie.since) for tie in household.ties],
    )


def _signal(one: Signal, words: Translator) -> SignalPart:
    answer = one.answer
    return SignalPart(
        right=one.right,
        codes=[*one.codes],
        month=one.month,
        state=one.state,
        words=one.words,
        answer="" if answer is None else answer.words or "\n".join(words.say(line) for line in answer_lines(answer)),
    )


def _reader(seen: Seen) -> Literal["staff", "partner", "file"]:
    if seen.partner:
        return "partner"
    return "staff" if seen.municipality else "file"


def _handover(one: Handover) -> HandoverPart:
    return HandoverPart(
        partner=one.partner,
        municipality=one.municipality,
        state=one.state,
        offered_at=one.offered_at,
        until=one.until,
        told=dict(one.told),
        reason=one.reason,
    )


def _request(request: Request, words: Translator) -> RequestPart:
    return RequestPart(
        number=request.number,
        municipality=request.municipality,
        kind=request.kind,
        state=request.state,
        submitted_at=request.submitted_at,
        closed_at=request.closed_at,
        told=dict(request.told),
        messages=[
            MessagePart(
                at=m.sent_at,
                by="family" if m.by_family else "staff",
                kind=m.kind,
                phrase=m.phrase,
                text=m.words or "\n".join(words.say(line) for line in said(m)),
                language=m.language,
                answer=m.answer,
            )
            for m in request.messages
        ],
        appointments=[
            AppointmentPart(
                state=one.state,
                changed_at=one.changed_at,
                at=one.at,
                purpose=one.purpose,
                place=one.place,
                proposed=list(one.moments),
                suits=list(one.suits),
            )
            for one in request.appointments
        ],
        promised=[
            PromisePart(at=p.at, purpose=p.purpose, day=p.day, state=p.state, reason=p.reason) for p in request.promised
        ],
        care_plan=request.care.nameless() if request.care is not None else None,
    )


def schema() -> str:
    """The shape of the file for another program, as JSON Schema."""
    return json.dumps(OwnData.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema())
    print(f"written: {SCHEMA.name}")
