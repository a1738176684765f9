"""Whoever opens the bot gets their own language when their phone says so, and a choice when it does not."""

import pytest

from locales import LANGUAGES, UnknownLanguage, negotiate, translator


@pytest.mark.parametrize(
    ("reported", "language"),
    [
        ("nl", "nl"),
        ("nl-BE", "nl"),
        ("NL_be", "nl"),
        ("ar-EG", "ar"),
        ("AR", "ar"),
        ("fr-CA", "fr"),
        ("en-gb", "en"),
        ("pt-br", None),
        ("zh-hans", None),
        ("arz", None),
        ("frr", None),
        ("xx", None),
        ("", None),
        (None, None),
    ],
)
def test_a_phones_language_is_recognised_or_asked_never_guessed(reported: str | None, language: str | None) -> None:
    assert negotiate(reported) == language


def test_every_language_stands_in_the_chooser_under_its_own_name_and_direction() -> None:
    for code, language in LANGUAGES.items():
        assert language.code == code
        assert language.locale.language == code
        assert language.direction == language.locale.text_direction
        assert language.autonym == str(language.locale.languages[code]).capitalize()


def test_a_translator_is_made_once_per_language() -> None:
    assert translator("ar") is translator("ar")


def test_an_unknown_language_names_the_ones_there_are() -> None:
    with pytest.raises(UnknownLanguage, match=r"'tlh'.*nl, fr, en, ar"):
        translator("tlh")
