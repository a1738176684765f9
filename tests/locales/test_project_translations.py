"""The texts and translations of this project itself, as `python bot.py translations check` sees them."""

import argparse

import pytest

from commands import translations
from locales.review import Finding, Problem


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    """What is wrong with this project; looked for once."""
    return translations.check_tree(translations.ROOT)


@pytest.mark.parametrize("problem", [problem for problem in Problem if problem is not Problem.MISSING])
def test_no_translation_fails_its_reader(problem: Problem, findings: list[Finding]) -> None:
    found = [str(finding) for finding in findings if finding.problem is problem]
    assert found == []


def test_every_text_is_translated_in_every_language(findings: list[Finding]) -> None:
    assert [str(finding) for finding in findings if finding.problem is Problem.MISSING] == []


def test_the_project_has_texts_of_the_code_and_of_the_rights() -> None:
    files = {text.file.partition("/")[0] for text in translations.source_of(translations.ROOT).texts}
    assert {"rights", "conversations", "locales"} <= files


def test_the_command_line_checks_this_project(findings: list[Finding], capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    translations.add_parser(parser.add_subparsers())
    code = translations.run(parser.parse_args(["translations", "check"]))
    lines = capsys.readouterr().out.splitlines()
    assert code == (1 if findings else 0)
    assert lines[: len(findings)] == [str(finding) for finding in findings]
