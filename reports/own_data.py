"""The file with all that is kept of a family in one chat, for another program. To read it: `own_words`.

Its shape stands in `docs/reference/own-data.schema.json`, written by `python -m reports.own_data`.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from casework import CarePlan
from conversations.context import Context, Household
from conversations.records import Records, Request
from locales import Translator
from reports.own_words import answers_in_words, phrase
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
    """A reviewed phrase that a coordinator sent, and the answer."""

    at: datetime
    phrase: str
    text: str
    answer: str | None


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
    care_plan: CarePlan | None = Field(description="the care plan with its lines, trajectory and consultations")


class SeenPart(_Part):
    """A reading by staff (never by name), or a file like this one."""

    at: datetime
    by: Literal["staff", "file"]
    municipality: str


class ReaderPart(_Part):
    """Another chat that may open this file."""

    kind: str
    since: datetime


class TermPart(_Part):
    """How long a class of data is kept."""

    keep: str
    counted_from: str
    basis: str


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
            SeenPart(at=s.at, by="staff" if s.municipality else "file", municipality=s.municipality)
            for s in records.seen
        ],
        readers=[ReaderPart(kind=tie.kind, since=tie.since) for tie in household.ties],
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
            MessagePart(at=m.at, phrase=m.phrase, text=words.say(phrase(m.phrase)), answer=m.answer)
            for m in request.messages
        ],
        care_plan=request.care,
    )


def schema() -> str:
    """The shape of the file for another program, as JSON Schema."""
    return json.dumps(OwnData.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema())
    print(f"written: {SCHEMA.name}")
