"""The texts to translate: what `say` and `say_many` say in the code; the texts of the rights files join them.

The code is read as a tree, never run, so that file and line are kept and a call whose text is not a plain literal (an
f-string, a variable) is found instead of silently left untranslated.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Source", "SourceText", "UnclearCall", "python_texts", "read_source"]

PYTHON_FOLDERS = (
    "texts", "rights", "followups", "casework", "conversations", "handlers", "delivery", "reports", "locales",
)  # fmt: skip

_LITERALS_OF = {"say": ("context", "msgid"), "say_many": ("context", "one", "other")}


@dataclass(frozen=True, slots=True)
class SourceText:
    """One Dutch text where it is used; `plural` is set for a text that counts (`msgid` is then the singular)."""

    context: str
    msgid: str
    plural: str | None
    file: str
    line: int

    @property
    def key(self) -> tuple[str, str, str | None]:
        """What makes it the same text elsewhere: change any part and its translations are of another text."""
        return self.context, self.msgid, self.plural


@dataclass(frozen=True, slots=True)
class UnclearCall:
    """A call of `say` or `say_many` whose `argument` is not a string literal, so that nobody can translate it."""

    function: str
    argument: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """All there is to translate, in the order of context and text, and the calls that could not be read."""

    texts: tuple[SourceText, ...]
    unclear: tuple[UnclearCall, ...] = ()


def read_source(root: Path, rights_texts: Iterable[SourceText] = ()) -> Source:
    """The texts of the code of the project at `root`, together with those of its rights files."""
    found: list[SourceText | UnclearCall] = [*rights_texts]
    for folder in PYTHON_FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            found += python_texts(path.read_text("utf-8"), path.relative_to(root).as_posix())
    texts = (item for item in found if isinstance(item, SourceText))
    unclear = (item for item in found if isinstance(item, UnclearCall))
    return Source(tuple(sorted(texts, key=_order)), tuple(unclear))


def python_texts(code: str, file: str) -> Iterator[SourceText | UnclearCall]:
    """The texts of the calls of `say` and `say_many` in a Python module."""
    for node in ast.walk(ast.parse(code, file)):
        if not (isinstance(node, ast.Call) and (function := _called(node)) in _LITERALS_OF):
            continue
        names = _LITERALS_OF[function]
        literals = [_literal(argument) for argument in node.args[: len(names)]]
        literals += [None] * (len(names) - len(literals))
        unclear = [name for name, literal in zip(names, literals, strict=True) if literal is None]
        for name in unclear:
            yield UnclearCall(function, name, file, node.lineno)
        if not unclear:
            context, msgid, *plural = (literal or "" for literal in literals)
            yield SourceText(context, msgid, plural[0] if plural else None, file, node.lineno)


def _called(call: ast.Call) -> str:
    """The name of a function of `texts`, imported by itself or with its module; empty for any other call."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="texts"), attr=name):
            return name
        case _:
            return ""


def _literal(argument: ast.expr) -> str | None:
    """The words of a string literal; None for anything else, and for a text without words."""
    return (argument.value or None) if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _order(text: SourceText) -> tuple[str, str, str, str, int]:
    return text.context, text.msgid, text.plural or "", text.file, text.line
