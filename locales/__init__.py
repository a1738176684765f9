"""The languages of the bot: who can read what, and the translator that turns a text into the words of one reader.

Dutch is the source: the Dutch sentence in the code or in a rights file is the msgid. Every other language is one
`<code>/messages.po`, read at start; nothing compiled is committed. How to translate: `docs/how-to/translate.md`.
"""

from locales.languages import LANGUAGES, SOURCE_LANGUAGE, Language, UnknownLanguage, negotiate
from locales.translator import MissingParameter, Translator, translator

__all__ = [
    "LANGUAGES",
    "SOURCE_LANGUAGE",
    "Language",
    "MissingParameter",
    "Translator",
    "UnknownLanguage",
    "negotiate",
    "translator",
]
