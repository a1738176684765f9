"""What is wrong with the translations: one finding per text and language, with what to do about it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError

from locales.catalogues import FOLDER, catalogue_path, forms_of, read_catalogue
from locales.extraction import Source, SourceText
from locales.languages import LANGUAGES, SOURCE_LANGUAGE, Language
from locales.translator import PLACEHOLDER

__all__ = ["Finding", "Problem", "key_of", "review"]

_DIRECTION_CONTROLS = re.compile("[\u2028-\u202e\u2066-\u2069]")  # the translator isolates; Telegram drops the rest


class Problem(StrEnum):
    """The ways in which a text can fail its reader."""

    UNCLEAR = "not a plain text"
    CLASH = "two plurals for one singular"
    MISSING = "not translated"
    FUZZY = "marked fuzzy"
    STALE = "no longer in the source"
    EMPTY_FORM = "an empty plural form"
    PLURAL_RULE = "another plural rule than CLDR"
    UNREADABLE = "not a well-formed catalogue"
    PLACEHOLDERS = "other placeholders than the Dutch text"
    CHARACTERS = "a character that does not belong in a text"


_REMEDIES = {
    Problem.UNCLEAR: "write context and text as plain strings and pass what varies as a parameter",
    Problem.CLASH: "use the same plural at both places, or give one of them another context",
    Problem.MISSING: "run `python bot.py translations update`, then write the translation",
    Problem.FUZZY: "read the translation against the Dutch text, then remove the line with `fuzzy`",
    Problem.STALE: "run `python bot.py translations update`; it takes the text out",
    Problem.EMPTY_FORM: "write every msgstr[...] of the text",
    Problem.PLURAL_RULE: "run `python bot.py translations update`, then read the plural forms again",
    Problem.UNREADABLE: "mend that line of the file",
    Problem.PLACEHOLDERS: "use the same {names}, untranslated, as in Dutch; only {n} may be left out of a plural",
    Problem.CHARACTERS: "take it out: no control or direction characters, and braces only around a name",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in one language. `detail` says what was found."""

    language: str
    context: str
    msgid: str
    problem: Problem
    detail: str

    def __str__(self) -> str:
        return (
            f"{self.language} | {self.context} | {self.msgid!r}: {self.problem} ({self.detail});"
            f" {_REMEDIES[self.problem]}"
        )


Key = tuple[str, str, str | None]


def review(source: Source, folder: Path = FOLDER) -> list[Finding]:
    """All findings on the Dutch texts and on the catalogues in `folder`, the source first, then per language."""
    findings = list(_source_findings(source))
    for language in LANGUAGES.values():
        if language.code != SOURCE_LANGUAGE:
            findings += _language_findings(source, language, folder)
    return findings


def key_of(message: Message) -> Key:
    """What makes a message of a catalogue the same text as one of the source."""
    one, plural = message.id if isinstance(message.id, list | tuple) else (message.id, None)
    return message.context or "", one, plural


def _source_findings(source: Source) -> Iterator[Finding]:
    for call in source.unclear:
        where = f"{call.file}:{call.line}: `{call.argument}` of {call.function}()"
        yield Finding(SOURCE_LANGUAGE, "", "", Problem.UNCLEAR, where)
    first: dict[tuple[str, str], SourceText] = {}
    for text in source.texts:
        for form in _dutch_forms(text):
            yield from _character_findings(SOURCE_LANGUAGE, text.key, form, f"{text.file}:{text.line}")
        other = first.setdefault((text.context, text.msgid), text)
        if other.plural != text.plural:
            where = f"{other.file}:{other.line} and {text.file}:{text.line}"
            yield Finding(SOURCE_LANGUAGE, text.context, text.msgid, Problem.CLASH, where)


def _language_findings(source: Source, language: Language, folder: Path) -> Iterator[Finding]:
    path = catalogue_path(language, folder)
    try:
        catalogue = read_catalogue(path, language) if path.exists() else Catalog(locale=language.locale)
    except PoFileError as error:
        yield Finding(language.code, "", "", Problem.UNREADABLE, f"{path}: {error}")
        return
    if path.exists() and catalogue.plural_forms != language.plural_forms:
        detail = f"{catalogue.plural_forms!r} instead of {language.plural_forms!r}"
        yield Finding(language.code, "", "", Problem.PLURAL_RULE, detail)
    messages = {key_of(message): message for message in catalogue if message.id}
    wanted = {text.key: text for text in source.texts}
    for key in messages:
        if key not in wanted:
            yield Finding(language.code, *key[:2], Problem.STALE, str(path))
    for key, text in wanted.items():
        yield from _message_findings(language.code, text, messages.get(key))


def _message_findings(language: str, text: SourceText, message: Message | None) -> Iterator[Finding]:
    context, msgid, _ = text.key
    forms = forms_of(message) if message is not None else ()
    if message is None or not any(forms):
        yield Finding(language, context, msgid, Problem.MISSING, f"used in {text.file}")
        return
    if message.fuzzy:
        yield Finding(language, context, msgid, Problem.FUZZY, f"{forms[0]!r}")
    for number, form in enumerate(forms):
        if not form:
            yield Finding(language, context, msgid, Problem.EMPTY_FORM, f"msgstr[{number}]")
            continue
        if wrong := _wrong_placeholders(text, form):
            yield Finding(language, context, msgid, Problem.PLACEHOLDERS, f"{wrong} in {form!r}")
        yield from _character_findings(language, text.key, form, repr(form))


def _wrong_placeholders(text: SourceText, form: str) -> str:
    """The placeholders by which a translation differs from the Dutch text, as words; empty when they agree."""
    dutch = {name for dutch_form in _dutch_forms(text) for name in PLACEHOLDER.findall(dutch_form)}
    optional = {"n"} if text.plural is not None else set()
    used = set(PLACEHOLDER.findall(form))
    absent = [f"no {{{name}}}" for name in sorted(dutch - used - optional)]
    unknown = [f"unknown {{{name}}}" for name in sorted(used - dutch - optional)]
    return ", ".join(absent + unknown)


def _character_findings(language: str, key: Key, form: str, where: str) -> Iterator[Finding]:
    odd = {character for character in form if unicodedata.category(character) == "Cc" and character != "\n"}
    odd |= set(_DIRECTION_CONTROLS.findall(form))
    odd |= set(PLACEHOLDER.sub("", form)) & set("{}")
    if odd:
        names = ", ".join(f"U+{ord(character):04X}" for character in sorted(odd))
        yield Finding(language, *key[:2], Problem.CHARACTERS, f"{names} in {where}")


def _dutch_forms(text: SourceText) -> tuple[str, ...]:
    return (text.msgid,) if text.plural is None else (text.msgid, text.plural)
