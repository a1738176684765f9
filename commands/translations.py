"""`python bot.py translations update | check`: keeps the catalogues of `locales/` in step with the Dutch texts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from locales.extraction import Source, SourceText, read_source
from locales.review import Finding, review
from locales.updating import Updated, update
from rights.strict_yaml import yaml_texts

__all__ = ["add_parser", "check_tree", "run", "source_of", "update_tree"]

ROOT = Path(__file__).parent.parent


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `translations` to the command line; the composition root calls `run` with what was parsed."""
    parser = subparsers.add_parser("translations", help="keep the translations in step with the Dutch texts")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("update", help="add new texts to the catalogues, take out those that are gone")
    actions.add_parser("check", help="fail on missing, stale or broken translations")


def run(args: argparse.Namespace) -> int:
    """Does `args.action` on this project; returns the exit code, 1 where `check` finds something."""
    if args.action == "update":
        for done in update_tree(ROOT):
            print(
                f"{done.language}: {done.texts} texts, {done.new} new, {done.removed} taken out,"
                f" {done.untranslated} to translate"
            )
        return 0
    findings = check_tree(ROOT)
    for finding in findings:
        print(finding)
    print(f"{len(findings)} to mend" if findings else "Every text is translated in every language.")
    return 1 if findings else 0


def source_of(root: Path) -> Source:
    """The Dutch texts of the project at `root`, in its code and in its rights files."""
    return read_source(root, _rights_texts(root))


def update_tree(root: Path) -> list[Updated]:
    """Merges the Dutch texts of the project at `root` into its catalogues."""
    return update(source_of(root), root / "locales")


def check_tree(root: Path) -> list[Finding]:
    """What is wrong with the texts and translations of the project at `root`; empty when all is well."""
    return review(source_of(root), root / "locales")


def _rights_texts(root: Path) -> Iterator[SourceText]:
    for path in sorted((root / "rights" / "catalogue").rglob("*.yaml")):
        file = path.relative_to(root).as_posix()
        for found in yaml_texts(path.read_text("utf-8"), file):
            yield SourceText(found.context, found.msgid, None, file, found.line)
