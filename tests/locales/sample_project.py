"""A small project to translate: one module, one rights file, and catalogues to write into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commands.translations import check_tree, source_of, update_tree
from locales import LANGUAGES, Translator
from locales.catalogues import catalogue_path, load_translations
from locales.extraction import Source
from locales.review import Finding
from locales.updating import Updated

Translations = Mapping[str, str | Mapping[int, str]]

MODULE = """
from texts import say, say_many

HELLO = say("start", "Dag {name}")
KIDS = say_many("start", "Je hebt {n} kind", "Je hebt {n} kinderen", 3)
"""

RIGHT = """
id: leefloon
level: federal
name_nl: Leefloon
steps:
  - id: leefloon.aanvraag
    why_nl:
      - Vraag het aan het OCMW
"""


@dataclass(frozen=True)
class Project:
    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "locales"

    def write(self, file: str, content: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")

    def source(self) -> Source:
        return source_of(self.root)

    def update(self) -> list[Updated]:
        return update_tree(self.root)

    def review(self) -> list[Finding]:
        return check_tree(self.root)

    def catalogue(self, code: str) -> str:
        return catalogue_path(LANGUAGES[code], self.folder).read_text("utf-8")

    def replace(self, code: str, old: str, new: str) -> None:
        content = self.catalogue(code)
        assert old in content, f"{old!r} is not in the catalogue"
        catalogue_path(LANGUAGES[code], self.folder).write_text(content.replace(old, new, 1), "utf-8")

    def translate(self, code: str, translations: Translations) -> None:
        """Writes translations by their Dutch text; a text that counts gets its forms by number."""
        for msgid, translation in translations.items():
            if isinstance(translation, str):
                self.replace(code, f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{translation}"')
                continue
            head, found, tail = self.catalogue(code).partition(f'msgid "{msgid}"\n')
            assert found, f"{msgid!r} is not in the catalogue"
            for number, form in translation.items():
                tail = tail.replace(f'msgstr[{number}] ""', f'msgstr[{number}] "{form}"', 1)
            catalogue_path(LANGUAGES[code], self.folder).write_text(head + found + tail, "utf-8")

    def translator(self, code: str) -> Translator:
        return Translator(LANGUAGES[code], load_translations(LANGUAGES[code], self.folder))


ENGLISH: Translations = {
    "Dag {name}": "Hello {name}",
    "Je hebt {n} kind": {0: "You have {n} child", 1: "You have {n} children"},
    "Leefloon": "Minimum income",
    "Vraag het aan het OCMW": "Ask the OCMW",
}
FRENCH: Translations = {
    "Dag {name}": "Bonjour {name}",
    "Je hebt {n} kind": {0: "Vous avez {n} enfant", 1: "Vous avez {n} d'enfants", 2: "Vous avez {n} enfants"},
    "Leefloon": "Revenu d'intégration",
    "Vraag het aan het OCMW": "Demandez au CPAS",
}
ARABIC: Translations = {
    "Dag {name}": "مرحبًا {name}",
    "Je hebt {n} kind": {
        0: "لا أطفال",
        1: "طفل واحد",
        2: "طفلان",
        3: "{n} أطفال",
        4: "{n} طفلًا",
        5: "{n} طفل",
    },
    "Leefloon": "الحد الأدنى للدخل",
    "Vraag het aan het OCMW": "اسأل OCMW",
}
