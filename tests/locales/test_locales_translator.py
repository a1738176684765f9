"""What a reader sees of names, amounts, dates and lists, in each language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel.dates import get_day_names
from babel.lists import format_list
from babel.numbers import format_currency, get_decimal_symbol
from hypothesis import given
from hypothesis import strategies as st

from locales import LANGUAGES, Language, MissingParameter, translator
from tests.locales.sample_project import Project
from texts import Day, Joined, Moment, Money, Text, Value, Verbatim, say

FSI, PDI = "\u2068", "\u2069"
EMBEDDINGS = "\u202a\u202b\u202c\u202d\u202e"

PAID_PER = {
    ("nl", "month"): ["per", "maand"],
    ("nl", "year"): ["per", "jaar"],
    ("fr", "month"): ["par", "mois"],
    ("fr", "year"): ["par", "an"],
    ("en", "month"): ["per", "month"],
    ("en", "year"): ["per", "year"],
    ("ar", "month"): ["شهريًا"],
    ("ar", "year"): ["سنويًا"],
}

every_language = pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda row: row.code)


def bare(shown: str) -> str:
    return shown.replace(FSI, "").replace(PDI, "")


def alone(value: Value) -> Text:
    return say("test", "{value}", value=value)


def euro(amount: str, language: Language) -> str:
    grouped = language.code != "ar"  # where many read a point before three figures as a decimal point
    return format_currency(
        Decimal(amount), "EUR", locale=language.locale, numbering_system="latn", group_separator=grouped
    )


@every_language
def test_an_amount_with_cents_is_written_as_the_reader_writes_it(language: Language) -> None:
    shown = translator(language.code).say(alone(Money(Decimal("1234.5"))))
    assert bare(shown) == euro("1234.50", language)


@every_language
def test_a_whole_amount_has_no_decimals(language: Language) -> None:
    shown = translator(language.code).say(alone(Money(Decimal("1340.00"))))
    decimals = get_decimal_symbol(language.locale, numbering_system="latn") + "00"
    assert bare(shown) == euro("1340", language).replace(decimals, "")
    assert "00" not in shown


@every_language
@pytest.mark.parametrize("per", ["month", "year"])
def test_what_an_amount_is_paid_for_is_said_in_words(language: Language, per: str) -> None:
    paid = Money(Decimal("73.68"), "month" if per == "month" else "year")
    shown = bare(translator(language.code).say(alone(paid)))
    assert euro("73.68", language) in shown
    words = shown.replace(euro("73.68", language), "").split()
    assert words == PAID_PER[language.code, per]


@every_language
def test_a_day_has_its_weekday_in_words_and_western_digits(language: Language) -> None:
    day = date(2027, 3, 8)
    shown = bare(translator(language.code).say(alone(Day(day))))
    assert shown == f"{get_day_names(locale=language.locale)[day.weekday()]} 08/03/2027"


@every_language
@pytest.mark.parametrize(
    ("at", "clock", "day"),
    [
        (datetime(2027, 1, 5, 13, 5, tzinfo=UTC), "14:05", "05/01/2027"),
        (datetime(2027, 7, 5, 22, 30, tzinfo=UTC), "00:30", "06/07/2027"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30", "25/10/2026"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30", "25/10/2026"),
    ],
)
def test_an_hour_is_that_of_the_clock_in_brussels(language: Language, at: datetime, clock: str, day: str) -> None:
    shown = bare(translator(language.code).say(alone(Moment(at))))
    assert clock in shown
    assert day in shown


def test_an_hour_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        translator("nl").show(Moment(datetime(2027, 1, 5, 13, 5)))  # noqa: DTZ001


@every_language
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_a_list_reads_as_one(language: Language, count: int) -> None:
    names = ["Leefloon", "Groeipakket", "UiTPAS", "Fonds"][:count]
    items = tuple(Verbatim(name) for name in names)
    show = translator(language.code).show
    assert bare(show(Joined(items))) == format_list(names, "standard", language.locale)
    assert bare(show(Joined(items, "or"))) == format_list(names, "or", language.locale)


def test_a_text_inside_a_text_is_translated_too(translated: Project) -> None:
    right = say("leefloon", "Leefloon")
    assert translated.translator("en").say(say("start", "Dag {name}", name=right)) == "Hello Minimum income"
    assert translated.translator("en").say(say("start", "Dag {name}", name=Joined((right, right)))) == (
        "Hello Minimum income and Minimum income"
    )


def test_the_same_words_in_another_context_are_another_text(translated: Project) -> None:
    assert translated.translator("en").say(say("elsewhere", "Leefloon")) == "Leefloon"


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_a_text_without_translation_is_said_in_dutch(project: Project, code: str) -> None:
    assert project.translator(code).say(say("leefloon", "Leefloon")) == "Leefloon"


def test_a_fuzzy_translation_is_not_said(translated: Project) -> None:
    translated.replace("en", 'msgctxt "leefloon"', '#, fuzzy\nmsgctxt "leefloon"')
    assert translated.translator("en").say(say("leefloon", "Leefloon")) == "Leefloon"


def test_a_name_in_an_arabic_sentence_stands_apart(translated: Project) -> None:
    hello = say("start", "Dag {name}", name=Verbatim("Sarah"))
    assert translated.translator("ar").say(hello) == f"مرحبًا {FSI}Sarah{PDI}"
    assert translated.translator("en").say(hello) == "Hello Sarah"


def test_an_arabic_name_in_an_english_sentence_stands_apart(translated: Project) -> None:
    hello = say("start", "Dag {name}", name=Verbatim("سارة"))
    assert translated.translator("en").say(hello) == f"Hello {FSI}سارة{PDI}"


@pytest.mark.parametrize(
    "value", ["0476 00 00 00", Verbatim("NIN-7K"), Money(Decimal(5)), Day(date(2027, 1, 1))], ids=str
)
def test_numbers_amounts_and_days_stand_apart_in_arabic(value: Value) -> None:
    shown = translator("ar").say(say("start", "Dag {value}.", value=value))
    assert shown.startswith(f"Dag {FSI}")
    assert shown.endswith(f"{PDI}.")


@given(name=st.text(), language=st.sampled_from([*LANGUAGES]))
def test_no_name_can_turn_the_sentence_around_it(name: str, language: str) -> None:
    shown = translator(language).say(say("test", "{name} en {again}", name=Verbatim(name), again=name))
    depth = 0
    for character in shown:
        depth += (character == FSI) - (character == PDI)
        assert depth in (0, 1)
    assert depth == 0
    assert not set(shown) & {*EMBEDDINGS, "\u2066", "\u2067"}


def test_braces_in_a_name_stay_braces() -> None:
    shown = translator("nl").say(say("test", "Dag {name}", name="{secret} {0} {", secret="x"))
    assert shown == "Dag {secret} {0} {"


def test_a_number_has_no_thousands_mark_so_that_a_year_stays_a_year() -> None:
    assert translator("nl").say(say("test", "Sinds {year}", year=2026)) == "Sinds 2026"


def test_a_forgotten_parameter_is_named() -> None:
    with pytest.raises(MissingParameter, match=r"start: 'Dag \{name\}' needs the parameter 'name'; it was given: naam"):
        translator("nl").say(say("start", "Dag {name}", naam="Sarah"))
