"""The catalogues: where they are, and how one is read for the translator."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from locales.languages import SOURCE_LANGUAGE, Language

__all__ = ["FOLDER", "catalogue_path", "forms_of", "load_translations", "read_catalogue"]

FOLDER = Path(__file__).parent


def catalogue_path(language: Language, folder: Path = FOLDER) -> Path:
    """Where the translations of a language stand; the source language has none."""
    return folder / language.code / "messages.po"


def read_catalogue(path: Path, language: Language) -> Catalog:
    """The catalogue as its file has it. Raises `PoFileError`, with the line, when the file is not well formed."""
    with path.open("rb") as file:
        return read_po(file, locale=language.locale, abort_invalid=True)


def load_translations(language: Language, folder: Path = FOLDER) -> NullTranslations:
    """The translations of a language, compiled in memory. What is missing, fuzzy or half done is left out: it falls
    back to the Dutch text as a whole, since Babel would fill the holes with Dutch forms at the wrong numbers.
    """
    if language.code == SOURCE_LANGUAGE:
        return NullTranslations()
    compiled = Catalog(locale=language.locale)
    compiled.mime_headers = [("Plural-Forms", language.plural_forms), ("Content-Type", "text/plain; charset=utf-8")]
    for message in read_catalogue(catalogue_path(language, folder), language):
        if message.id and not message.fuzzy and all(forms_of(message)):
            compiled.add(message.id, message.string, context=message.context)
    buffer = BytesIO()
    write_mo(buffer, compiled)
    buffer.seek(0)
    return GNUTranslations(buffer)


def forms_of(message: Message) -> tuple[str, ...]:
    """The translated forms of a message: one, or one per plural form; an empty string where it is missing."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)
