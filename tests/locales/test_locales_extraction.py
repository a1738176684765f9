"""Every Dutch text that a person can read is found, with the place where it stands."""

import pytest

from locales.extraction import SourceText, UnclearCall, python_texts
from tests.locales.sample_project import Project


def test_the_texts_of_a_project_are_found_with_file_and_line(project: Project) -> None:
    file, right = "conversations/start.py", "rights/catalogue/leefloon.yaml"
    assert set(project.source().texts) == {
        SourceText("start", "Dag {name}", None, file, 4),
        SourceText("start", "Je hebt {n} kind", "Je hebt {n} kinderen", file, 5),
        SourceText("leefloon", "Leefloon", None, right, 4),
        SourceText("leefloon.aanvraag", "Vraag het aan het OCMW", None, right, 8),
    }


def test_a_text_written_over_two_lines_is_one_text() -> None:
    code = 'say(\n    "start",\n    "Dit is een lange zin. "\n    "Dit hoort erbij.",\n)\n'
    assert list(python_texts(code, "a.py")) == [
        SourceText("start", "Dit is een lange zin. Dit hoort erbij.", None, "a.py", 1)
    ]


def test_say_is_found_through_its_module_and_inside_other_calls() -> None:
    found = list(python_texts('show(texts.say("a", "Ja"), [say("a", "Nee")])', "a.py"))
    assert {text.msgid for text in found if isinstance(text, SourceText)} == {"Ja", "Nee"}


def test_the_say_of_a_translator_is_no_text() -> None:
    assert list(python_texts("translator.say(text)\nself.say(text)", "a.py")) == []


@pytest.mark.parametrize(
    ("code", "argument"),
    [
        ('say("start", f"Dag {name}")', "msgid"),
        ('say("start", sentence)', "msgid"),
        ('say("start", "Dag " + name)', "msgid"),
        ('say("start", "Ja" if yes else "Nee")', "msgid"),
        ('say(CONTEXT, "Dag")', "context"),
        ('say("start")', "msgid"),
        ('say("start", "")', "msgid"),
        ('say_many("start", "kind", f"{x} kinderen", 2)', "other"),
        ('say_many("start", f"kind {x}", "kinderen", 2)', "one"),
    ],
)
def test_a_text_that_is_put_together_is_refused(code: str, argument: str) -> None:
    [found] = python_texts(code, "a.py")
    assert isinstance(found, UnclearCall)
    assert (found.argument, found.file, found.line) == (argument, "a.py", 1)


def test_only_the_texts_of_a_rights_file_are_for_translation(project: Project) -> None:
    project.write("rights/catalogue/rights/uitpas.yaml", "id: uitpas\nlevel: local\nname_nl: UiTPAS\nsources: [x]\n")
    found = {text.msgid for text in project.source().texts if text.context == "uitpas"}
    assert found == {"UiTPAS"}
