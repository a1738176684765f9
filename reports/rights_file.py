"""The rights report for a caseworker's software: JSON, in Dutch, with a schema: docs/reference/rights-file.schema.json.

`python -m reports.rights_file` writes the schema; a test fails where it is not what the models say. There is no name
in a file, no answer that was given, and nothing that tells whose it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from conversations.documents import Contents, Entry
from locales import SOURCE_LANGUAGE, translator
from rights import Brings, Estimate, Verdict
from texts import Text

__all__ = ["SCHEMA_FILE", "VERSION", "RightsFile", "rights_file", "schema"]

SCHEMA_FILE = Path(__file__).parent.parent / "docs" / "reference" / "rights-file.schema.json"
VERSION: Literal["1"] = "1"
"""Grows when something that a program reads is taken away or means something else; not when something is added."""

Euro = Annotated[
    Decimal,
    PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d+\.\d{2}$"}),
]
Dutch = Annotated[str, Field(min_length=1)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Amount(_Shape):
    """An amount in EUR, as far as it is known: from `low` to `high`, with two decimals."""

    low: Euro
    high: Euro


class SourcePage(_Shape):
    """Where a rule or a figure was read."""

    title: str
    url: str | None
    date: str = Field(description="of the page: 2024, 2024-10 or 2024-10-01; `undated` if it shows none")
    status: Literal["verified", "unofficial", "unverified"]


class PaperInFile(_Shape):
    """A document to bring."""

    name: Dutch
    state: Literal["have", "need", "help"] | None = Field(
        description="what the family said of it in its step plan: it is there, it is to be found, somebody helps"
    )


class RightInFile(_Shape):
    """What one right means for one subject."""

    right: str = Field(description="the id of the right in the catalogue")
    subject: str = Field(description="household, adult.1, child.2 or child.unborn; children count from the oldest")
    group: Literal["urgent", "sure", "likely", "ask", "maybe"] = Field(description="where the family reads it")
    kind: Literal["very_likely", "likely", "ask", "maybe", "one_more_answer", "after"] = Field(
        description="how likely it is: a hint, never a decision"
    )
    name: Dutch
    sentence: Dutch
    why: Dutch = Field(description="why this right exists")
    amount: list[str] = Field(description="what it brings, in words; each a sentence")
    monthly: Amount | None = Field(description="EUR per month; null: not known, not money, or not checked yet")
    once: Amount | None = Field(description="EUR in one go or once a year; null as above")
    todo: list[str]
    documents: list[PaperInFile]
    where: list[str] = Field(description="who decides, or the contact point with its opening hours")
    until: date | None = Field(description="the last safe day to ask it; null: none, or not known")
    say_at_desk: Dutch
    sources: list[SourcePage]


class RightsFile(_Shape):
    """The rights that a household is likely to miss, on a day, in the order in which the family reads them."""

    version: Literal["1"]
    made_on: date
    municipality: str | None = Field(description="the id of the rights pass; null: none in particular")
    trial: bool = Field(description="true: figures were not signed off, so amounts that rest on them are left out")
    complete: bool = Field(description="false: questions are still open, so rights may be added or go")
    monthly: Amount | None = Field(description="what the likely rights bring together, EUR per month")
    once: Amount | None = Field(description="the same, in one go or once a year")
    rights: list[RightInFile]
    not_now: list[str] = Field(description="ids of the rights that do not fit now")


def rights_file(contents: Contents) -> bytes:
    """The file of a report, as UTF-8."""
    found = contents.report
    total = found.total if found.complete else Brings()
    listed = [
        _right(verdict, entry, part.group)
        for part in contents.parts
        for entry in part.entries
        for verdict in entry.verdicts
    ]
    made = RightsFile(
        version=VERSION,
        made_on=contents.on,
        municipality=contents.town.id if contents.town is not None else None,
        trial=found.trial,
        complete=found.complete,
        monthly=_amount(total.monthly),
        once=_amount(total.once),
        rights=listed,
        not_now=list(dict.fromkeys(verdict.right_id for verdict in contents.not_now)),
    )
    return (made.model_dump_json(indent=2) + "\n").encode()


def schema() -> dict[str, Any]:
    """The JSON Schema of the file as it is written."""
    return RightsFile.model_json_schema(mode="serialization")


def _right(verdict: Verdict, entry: Entry, group: str) -> RightInFile:
    return RightInFile.model_validate(
        {
            "right": verdict.right_id,
            "subject": verdict.subject,
            "group": group,
            "kind": verdict.kind.value,
            "name": _dutch(verdict.name),
            "sentence": _dutch(verdict.sentence),
            "why": _dutch(entry.why),
            "amount": _all(entry.amount),
            "monthly": _amount(verdict.money.monthly),
            "once": _amount(verdict.money.once),
            "todo": _all(entry.todo),
            "documents": [{"name": _dutch(paper), "state": state} for paper, state in entry.papers],
            "where": _all((*entry.where, *(() if entry.site is None else (entry.site,)))),
            "until": verdict.until,
            "say_at_desk": _dutch(entry.desk),
            "sources": [
                {"title": page.title, "url": page.url, "date": page.date, "status": page.status}
                for page in verdict.sources
            ],
        }
    )


def _amount(estimate: Estimate | None) -> Amount | None:
    return None if estimate is None else Amount(low=estimate.low, high=estimate.high)


def _dutch(text: Text) -> str:
    return translator(SOURCE_LANGUAGE).say(text)


def _all(texts: Iterable[Text]) -> list[str]:
    return [_dutch(text) for text in texts]


if __name__ == "__main__":
    SCHEMA_FILE.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
    print(f"written: {SCHEMA_FILE.name}")
