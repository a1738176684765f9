"""YAML without surprises: every scalar is text until a model says what it is, and every human text can be found.

`no`, `on`, `08:30` and `=` stay the words that were typed; only `null` has a meaning. Repeated keys, anchors, tags and
second documents are refused, with the file, the line and what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from rights.errors import CatalogueError

__all__ = ["TEXT_KEYS", "YamlText", "read_yaml", "yaml_texts"]

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser in C, where PyYAML was built with it: the same nodes, much sooner."""

# The keys under which a catalogue file holds something a person reads: one Dutch text, or a list of them.
TEXT_KEYS = frozenset(
    {
        "about_nl",  # what a question, fact or figure is about, as a noun: "je inkomen"
        "answer_nl",  # a choice of a question as it reads in a summary, where its button is too short
        "left_nl",  # a line of a list as it reads in a summary where it was not ticked
        "automatic_nl",  # what to do when the right should come by itself
        "brings_nl",  # what a right brings
        "changes_nl",  # when "not now" changes
        "check_nl",  # what to check before counting on it, as a noun
        "document_nl",  # the paper that settles a fact, as a noun
        "documents_nl",  # the papers to bring, as nouns
        "doubt_nl",  # what the bot cannot see and the family must check, as a noun
        "gives_nl",  # what a right gives, as a noun, for its card
        "income_of_nl",  # whose income counts for a right, after "whose income counts:"
        "intro_nl",  # said before a question
        "label_nl",  # the words on a button
        "late_nl",  # said when a deadline has passed
        "name_nl",  # the name of a right or a status
        "office_nl",  # who decides, with its article
        "purpose_nl",  # why a municipality offers languages other than Dutch
        "question_nl",  # a question
        "target_nl",  # to whom it offers them, as a noun
        "todo_nl",  # what to do
        "until_nl",  # the deadline; {day} is the date
        "what_nl",  # what the bot cannot see, as a coordinator reads it
        "why_nl",  # why a right exists or a question is asked
    }
)


@dataclass(frozen=True, slots=True)
class YamlText:
    """A text found in a catalogue file; `context` is the nearest enclosing `id`."""

    line: int
    context: str
    msgid: str


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping a catalogue file holds, every scalar as text (`null` as None). Raises CatalogueError."""
    node = _compose(path.read_text(encoding="utf-8"), str(path))
    if not isinstance(node, MappingNode):
        raise CatalogueError(str(path), "", "the file is not a mapping", "start with `key: value` lines")
    values: dict[str, Any] = _plain(node, str(path), "")
    return values


def yaml_texts(source: str, name: str = "<text>") -> Iterator[YamlText]:
    """Every human text of a catalogue file, in the order of the file, for the extraction of translations."""
    yield from _texts(_compose(source, name), context="")


def _compose(source: str, name: str) -> Node:
    try:
        node = yaml.compose(source, Loader=LOADER)
    except yaml.YAMLError as error:
        raise CatalogueError(name, "", f"this is not YAML: {error}", "check indentation, quotes and colons") from error
    if node is None:
        raise CatalogueError(name, "", "the file is empty", "write the keys that docs/reference/rights.md lists")
    return node


def _plain(node: Node, name: str, where: str) -> Any:
    if isinstance(node, ScalarNode):
        if _unknown(node):
            return None
        if not node.style and node.value == "":
            raise CatalogueError(name, where, "the value is empty", "write a value, or `null` for not known")
        return node.value
    if isinstance(node, SequenceNode):
        return [_plain(item, name, f"{where}[{position}]") for position, item in enumerate(node.value)]
    assert isinstance(node, MappingNode)
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        at = f"{where}.{key}" if where else str(key)
        if not isinstance(key_node, ScalarNode) or key == "<<":
            raise CatalogueError(name, at, "a key must be one word", "write `key: value`; merge keys are not used")
        if key in values:
            raise CatalogueError(name, at, "the key stands twice", "keep one of the two")
        values[key] = _plain(value_node, name, at)
    return values


def _unknown(node: Node) -> bool:
    """Whether this is `null`: not known. A quoted "null" is that word."""
    return isinstance(node, ScalarNode) and not node.style and node.value == "null"


def _texts(node: Node, context: str) -> Iterator[YamlText]:
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _texts(item, context)
    if not isinstance(node, MappingNode):
        return
    for key, value in node.value:
        if key.value == "id" and isinstance(value, ScalarNode):
            context = value.value
    for key, value in node.value:
        if key.value in TEXT_KEYS:
            for leaf in value.value if isinstance(value, SequenceNode) else [value]:
                if not _unknown(leaf):
                    yield YamlText(leaf.start_mark.line + 1, context, leaf.value)
        else:
            yield from _texts(value, context)
