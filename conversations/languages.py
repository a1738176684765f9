"""The languages that a person can choose, each by the name that its own readers give it. No flags: a language has none.

What must be read before a language is known stands here in all of them, and is not translated again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from conversations.screen import Button
from texts import Text, Verbatim, say

__all__ = [
    "LANGUAGES",
    "OTHER",
    "SOURCE",
    "WISHES",
    "Greeting",
    "autonym",
    "choose_lines",
    "dutch_name",
    "erased_lines",
    "language_buttons",
    "spoken",
]

SOURCE = "nl"
"""What a text is in where no language was chosen yet."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """A language before it is chosen: its own name, *choose your language*, and *everything is erased*."""

    autonym: str
    choose: str
    erased: str


LANGUAGES: Mapping[str, Greeting] = MappingProxyType(
    {
        "nl": Greeting("Nederlands", "Kies je taal.", "Alles is gewist."),
        "ar": Greeting("العربية", "اختيار اللغة.", "تم حذف كل شيء."),
        "fr": Greeting("Français", "Choisissez votre langue.", "Tout est effacé."),
        "en": Greeting("English", "Choose your language.", "Everything is erased."),
    }
)


def _as_is(words: str) -> Text:
    return say("language", "{words}", words=Verbatim(words))


OTHER = "other"
"""A language that is in no list."""

WISHES: Mapping[str, tuple[str, Text]] = MappingProxyType(
    {
        "tr": ("Türkçe", say("language", "Turks")),
        "ro": ("Română", say("language", "Roemeens")),
        "bg": ("Български", say("language", "Bulgaars")),
        "pl": ("Polski", say("language", "Pools")),
        "ru": ("Русский", say("language", "Russisch")),
        "uk": ("Українська", say("language", "Oekraïens")),
        "fa-AF": ("دری / فارسی", say("language", "Dari of Farsi")),
        "ps": ("پښتو", say("language", "Pasjtoe")),
        "es": ("Español", say("language", "Spaans")),
        "ti": ("ትግርኛ", say("language", "Tigrinya")),
        "so": ("Soomaali", say("language", "Somalisch")),
        "sq": ("Shqip", say("language", "Albanees")),
        "pt": ("Português", say("language", "Portugees")),
        "it": ("Italiano", say("language", "Italiaans")),
        OTHER: ("Andere · Other", say("language", "een andere taal")),
    }
)
"""Languages that people may wish for: the name that their readers give them, and the one for everybody else. What the
bot speaks by now is not offered as a wish."""


def autonym(code: str) -> Text:
    """The name of a language, the same in every language."""
    return _as_is(LANGUAGES[code].autonym if code in LANGUAGES else WISHES[code][0])


_SPOKEN: Mapping[str, Text] = MappingProxyType(
    {
        "nl": say("language", "Nederlands"),
        "ar": say("language", "Arabisch"),
        "fr": say("language", "Frans"),
        "en": say("language", "Engels"),
    }
)


def spoken(code: str) -> Text:
    """The name of a language for a reader of another one: a coordinator cannot read every autonym."""
    return _SPOKEN[code] if code in _SPOKEN else WISHES[code][1]


def dutch_name(code: str) -> str:
    """The name of a language in Dutch, whatever the reader's own: for whoever is shown a screen by somebody else."""
    return spoken(code).msgid


def choose_lines() -> tuple[Text, ...]:
    """*Choose your language*, a line per language."""
    return tuple(_as_is(greeting.choose) for greeting in LANGUAGES.values())


def erased_lines() -> tuple[Text, ...]:
    """*Everything is erased*, a line per language: after erasing, the chat has no language any more."""
    return tuple(_as_is(greeting.erased) for greeting in LANGUAGES.values())


def language_buttons() -> tuple[Button, ...]:
    """One button per language; the choice is the language's code."""
    return tuple(Button(code, autonym(code)) for code in LANGUAGES)
