"""The table of languages, and how a phone's language code finds its row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from babel import Locale
from babel.plural import to_gettext

__all__ = ["LANGUAGES", "SOURCE_LANGUAGE", "Language", "UnknownLanguage", "language_of", "negotiate"]

SOURCE_LANGUAGE = "nl"


class UnknownLanguage(LookupError):
    """A language was asked for that the table does not hold."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language: `autonym` is its name for its own readers, `locale` decides money, dates, lists and plurals."""

    code: str
    autonym: str
    direction: Literal["ltr", "rtl"]
    locale: Locale

    @property
    def plural_forms(self) -> str:
        """The gettext plural rule of this language, from CLDR.

        Taken from the locale's own rule because the table that Babel 2.18 writes into catalogues swaps two Arabic
        forms. CLDR's `e` (the exponent in "1c6") is always 0 in numbers written in full, and gettext does not know it.
        """
        return re.sub(r"\be\b", "0", to_gettext(self.locale.plural_form)).rstrip(";") + ";"


def _table(*languages: Language) -> Mapping[str, Language]:
    return MappingProxyType({language.code: language for language in languages})


# In the order in which the chooser shows them.
LANGUAGES: Mapping[str, Language] = _table(
    Language("nl", "Nederlands", "ltr", Locale("nl", "BE")),
    Language("fr", "Français", "ltr", Locale("fr", "BE")),
    Language("en", "English", "ltr", Locale("en", "GB")),
    Language("ar", "العربية", "rtl", Locale("ar", "MA")),  # amounts as on Belgian letters: 27.100,00
)


def language_of(code: str) -> Language:
    """The row of a language code of the table; `UnknownLanguage` names the ones there are."""
    try:
        return LANGUAGES[code]
    except KeyError:
        known = ", ".join(LANGUAGES)
        raise UnknownLanguage(f"There is no language {code!r}. The languages are {known}.") from None


def negotiate(language_code: str | None) -> str | None:
    """The language for a code that a phone reports ("ar-EG", "PT-br", "zh-hans"), or None: ask, never guess."""
    main = re.split(r"[-_]", language_code or "", maxsplit=1)[0].strip().lower()
    return main if main in LANGUAGES else None
