"""Everything that a family reads of its rights can be read in every language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from locales import LANGUAGES, SOURCE_LANGUAGE
from locales.catalogues import catalogue_path, forms_of, read_catalogue
from rights import Report, report
from tests.rights.rights_interviews import TODAY, families
from tests.rights.test_rights_households import answered, reported, there
from texts import Joined, Text, Value


@cache
def translated(language: str) -> frozenset[tuple[str, str]]:
    """Context and Dutch sentence of all that a language has words for."""
    known = read_catalogue(catalogue_path(LANGUAGES[language]), LANGUAGES[language])
    return frozenset(
        (message.context or "", _one(message.id)) for message in known if message.id and all(forms_of(message))
    )


def _one(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[-1]


def within(value: Value) -> Iterator[Text]:
    """A text, and every text inside it."""
    if isinstance(value, Joined):
        for item in value.items:
            yield from within(item)
    if isinstance(value, Text):
        yield value
        for _, param in value.params:
            yield from within(param)


def told(found: Report) -> set[tuple[str, str]]:
    lines: list[Text] = []
    for verdict in found.verdicts:
        lines += [verdict.name, verdict.sentence, *verdict.why, *verdict.todo, *verdict.brings, *verdict.source]
        lines += [verdict.subject_label] if verdict.subject_label is not None else []
    return {(text.context, text.msgid) for line in lines for text in within(line)}


@pytest.mark.parametrize("name", sorted(families()))
def test_a_family_reads_all_of_its_report_in_each_language(name: str) -> None:
    said = told(reported(name)) | told(report(there(name), answered(name), TODAY, frozenset()))
    for language in LANGUAGES.keys() - {SOURCE_LANGUAGE}:
        assert said - translated(language) == set(), language


def test_what_a_shared_condition_says_is_said_in_its_own_words() -> None:
    """The sentence stands with the condition that several rights share, and is translated there."""
    (tariff,) = (v for v in reported("P06").verdicts if v.right_id == "verhoogde_tegemoetkoming")
    assert (tariff.todo[0].context, tariff.why[-1].context) == ("legal_stay", "legal_stay")
