"""Brings the catalogues up to date with the source: new texts come in empty, translations stay, the rest goes.

A translation stays only with exactly its own text; nothing is guessed from a text that looks like it. What is written
depends on the texts alone (no dates, no line numbers, no wrapping), so that a change shows as one small difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from locales.catalogues import FOLDER, catalogue_path, forms_of, read_catalogue
from locales.extraction import Source
from locales.languages import LANGUAGES, SOURCE_LANGUAGE, Language
from locales.review import key_of

__all__ = ["Updated", "update"]

_REVIEW = re.compile(r'^"X-Review: (.*)\\n"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did to one language, in numbers of texts."""

    language: str
    texts: int
    new: int
    removed: int
    untranslated: int


def update(source: Source, folder: Path = FOLDER) -> list[Updated]:
    """Writes the catalogue of every language but Dutch in `folder`. Raises `PoFileError` on a file it cannot read."""
    return [_update(source, language, folder) for language in LANGUAGES.values() if language.code != SOURCE_LANGUAGE]


def _update(source: Source, language: Language, folder: Path) -> Updated:
    path = catalogue_path(language, folder)
    before = read_catalogue(path, language) if path.exists() else Catalog(locale=language.locale)
    old = {key_of(message): message for message in before if message.id}
    merged = Catalog(locale=language.locale)
    merged.mime_headers = [("Plural-Forms", language.plural_forms)]
    for text in source.texts:
        kept = old.get(text.key)
        message = merged.add(
            text.msgid if text.plural is None else (text.msgid, text.plural),
            kept.string if kept else None,
            context=text.context,
            locations=[(text.file, text.line)],
            flags=kept.flags if kept else (),
            user_comments=kept.user_comments if kept else (),
        )
        message.flags.discard("python-format")  # a guess from a percent sign
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_header(language, path) + _body(merged))
    new = {key_of(message) for message in merged if message.id}
    untranslated = sum(not all(forms_of(message)) for message in merged if message.id)
    return Updated(language.code, len(new), len(new - old.keys()), len(old.keys() - new), untranslated)


def _header(language: Language, path: Path) -> bytes:
    """The header of a catalogue; who has read it (`X-Review`) is kept."""
    review = _REVIEW.search(path.read_text("utf-8")) if path.exists() else None
    fields = {
        "Language": language.code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language.plural_forms,
        "X-Review": review[1] if review else "needed",
    }
    lines = [f"# {language.autonym}. How to translate: docs/how-to/translate.md", 'msgid ""', 'msgstr ""']
    lines += [f'"{name}: {value}\\n"' for name, value in fields.items()]
    return ("\n".join(lines) + "\n\n").encode()


def _body(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, omit_header=True, include_lineno=False)
    return buffer.getvalue()
