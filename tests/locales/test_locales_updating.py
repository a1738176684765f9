"""A change of the Dutch texts changes the catalogues as little as it can, and keeps what translators wrote."""

from locales.updating import Updated
from tests.locales.sample_project import Project


def test_an_update_without_changes_writes_the_same_files(translated: Project) -> None:
    before = {code: translated.catalogue(code) for code in ("ar", "fr", "en")}
    translated.update()
    assert {code: translated.catalogue(code) for code in before} == before


def test_moving_a_text_down_its_file_changes_nothing(translated: Project) -> None:
    before = translated.catalogue("fr")
    moved = "\n\n\n" + (translated.root / "conversations/start.py").read_text("utf-8")
    translated.write("conversations/start.py", moved)
    translated.update()
    assert translated.catalogue("fr") == before


def test_a_new_text_comes_in_empty_and_an_old_one_goes_without_guesses(translated: Project) -> None:
    translated.write("conversations/start.py", 'say("start", "Dag, {name}")')
    done = {updated.language: updated for updated in translated.update()}
    assert done["fr"] == Updated("fr", texts=3, new=1, removed=2, untranslated=1)
    assert "Bonjour" not in translated.catalogue("fr")
    assert "fuzzy" not in translated.catalogue("fr")
    assert "Demandez au CPAS" in translated.catalogue("fr")


def test_a_changed_plural_loses_its_translation(translated: Project) -> None:
    code = 'say("start", "Dag {name}")\nsay_many("start", "Je hebt {n} kind", "Er zijn {n} kinderen", 2)'
    translated.write("conversations/start.py", code)
    translated.update()
    assert "children" not in translated.catalogue("en")
    assert "Hello {name}" in translated.catalogue("en")


def test_who_has_read_it_and_what_a_translator_noted_are_kept(translated: Project) -> None:
    assert "X-Review: needed" in translated.catalogue("ar")
    translated.replace("ar", "X-Review: needed", "X-Review: read by a native reader on 01/02/2027")
    translated.replace("ar", 'msgctxt "leefloon"', '# official term\nmsgctxt "leefloon"')
    translated.write("handlers/menu.py", 'say("menu", "Stoppen")')
    translated.update()
    assert "X-Review: read by a native reader on 01/02/2027" in translated.catalogue("ar")
    assert "# official term\n" in translated.catalogue("ar")


def test_a_catalogue_names_files_without_lines_and_dates_and_never_wraps(translated: Project) -> None:
    sentence = "Dit is een zin die veel langer is dan een regel in een bestand gewoonlijk mag zijn, en langer nog."
    translated.write("handlers/menu.py", f'say("menu", "{sentence} 100 % gratis")')
    translated.update()
    catalogue = translated.catalogue("en")
    assert f'msgid "{sentence} 100 % gratis"' in catalogue
    assert "#: handlers/menu.py\n" in catalogue
    assert "python-format" not in catalogue
    assert "POT-Creation-Date" not in catalogue


def test_a_text_used_in_two_files_stands_once(translated: Project) -> None:
    translated.write("handlers/menu.py", 'say("start", "Dag {name}")')
    translated.update()
    assert translated.catalogue("en").count('msgid "Dag {name}"') == 1
    assert "Hello {name}" in translated.catalogue("en")
    assert "#: conversations/start.py handlers/menu.py\n" in translated.catalogue("en")
