"""The translator: a text in, the words of one reader out.

It returns plain text without markup. What is inserted and may run in another direction than the sentence around it
stands between U+2068 and U+2069 (first strong isolate), so that a name or a phone number never turns an Arabic
sentence around. The older embedding characters (U+202A..U+202E) are never used: Telegram removes them.
"""

from __future__ import annotations

import re
import unicodedata
from copy import copy
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from typing import Literal, assert_never
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency

from locales.catalogues import load_translations
from locales.languages import Language, language_of
from texts import Day, Joined, Moment, Money, Text, Value, Verbatim, mapping_of, say

__all__ = ["PLACEHOLDER", "MissingParameter", "Translator", "translator"]

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")

_BRUSSELS = ZoneInfo("Europe/Brussels")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DIGITS = "latn"  # Western digits in every language: people compare them with letters and cards

_PAID_PER = {"month": say("money", "{amount} per maand"), "year": say("money", "{amount} per jaar")}
_LIST_STYLES: dict[str, Literal["standard", "or"]] = {"and": "standard", "or": "or"}
_DAY_AND_TIME = say("moment", "{day} om {time}")


class MissingParameter(LookupError):
    """A text names a parameter that it was not given."""


@dataclass(frozen=True, slots=True)
class Translator:
    """Says texts in one language. Use `translator(code)`; it keeps one per language."""

    language: Language
    translations: NullTranslations

    def say(self, text: Text) -> str:
        """The text in this language with its parameters filled in; in Dutch where there is no translation.

        Raises `MissingParameter` when the sentence names a parameter that the text does not have.
        """
        sentence = self._sentence(text)
        if "{" not in sentence:
            return sentence
        values = mapping_of(text)

        def fill(match: re.Match[str]) -> str:
            if match[1] not in values:
                given = ", ".join(values) or "none"
                raise MissingParameter(
                    f"{text.context}: {text.msgid!r} needs the parameter {match[1]!r}; it was given: {given}."
                )
            return self.show(values[match[1]])

        return PLACEHOLDER.sub(fill, sentence)

    def show(self, value: Value) -> str:
        """One value as it stands in a sentence of this language: a name, an amount, a date, a list, a text."""
        match value:
            case Text():
                shown = self.say(value)
            case Money():
                shown = self._money(value)
            case Day():
                shown = self._isolated(format_date(value.date, "EEEE dd/MM/yyyy", self.language.locale))
            case Moment():
                shown = self._moment(value)
            case Joined():
                shown = self._joined(value)
            case Verbatim(text=fragment) | str(fragment):
                shown = self._isolated(fragment)
            case int():
                shown = str(value)
            case _:
                assert_never(value)
        return shown

    def _sentence(self, text: Text) -> str:
        if text.one is None or text.n is None:
            return self.translations.pgettext(text.context, text.msgid)
        return self.translations.npgettext(text.context, text.one, text.msgid, text.n)

    def _isolated(self, fragment: str) -> str:
        fragment = _DIRECTION_CONTROLS.sub("", fragment)
        if fragment and (self.language.direction == "rtl" or _runs_right_to_left(fragment)):
            return f"{_ISOLATE}{fragment}{_END_ISOLATE}"
        return fragment

    def _money(self, money: Money) -> str:
        """The amount as CLDR writes euro here, a whole amount without decimals; what it is paid for in words. In Arabic
        nothing groups the thousands: many who read it learnt that a point comes before decimals."""
        if money.per is not None:
            return self.say(_PAID_PER[money.per].having(amount=Money(money.amount)))
        locale = self.language.locale
        amount = round(money.amount, 2)
        pattern = copy(locale.currency_formats["standard"])
        if amount == amount.to_integral_value():
            pattern.frac_prec = (0, 0)
        return self._isolated(
            format_currency(
                amount,
                "EUR",
                format=pattern,
                locale=locale,
                currency_digits=False,
                numbering_system=_DIGITS,
                group_separator=self.language.direction != "rtl",
            )
        )

    def _moment(self, moment: Moment) -> str:
        if moment.at.tzinfo is None:
            raise ValueError(f"A Moment needs a time zone; it was given {moment.at.isoformat()} without one.")
        local = moment.at.astimezone(_BRUSSELS)
        return self.say(_DAY_AND_TIME.having(day=Day(local.date()), time=Verbatim(f"{local:%H:%M}")))

    def _joined(self, joined: Joined) -> str:
        shown = [self.show(item) for item in joined.items]
        return format_list(shown, _LIST_STYLES[joined.style], self.language.locale)


def _runs_right_to_left(fragment: str) -> bool:
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in fragment)


@cache
def translator(language: str) -> Translator:
    """The translator for a language code of `LANGUAGES`; raises `UnknownLanguage` for another code."""
    row = language_of(language)
    return Translator(row, load_translations(row))
