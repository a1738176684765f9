"""Names in a catalogue that must exist: every fact, figure, option and right that a file names."""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable
from pathlib import Path

from rights.conditions import Below, FactNode, HeldNode, walk
from rights.errors import CatalogueError
from rights.library import Catalogue
from rights.nodes import Node
from rights.shapes import Question, Right

__all__ = ["check_question", "check_right", "must_exist"]


def must_exist(path: Path, key: str, name: str, known: Iterable[str]) -> None:
    """Raises CatalogueError with the nearest name that exists."""
    known = list(known)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        raise CatalogueError(str(path), key, f"`{name}` does not exist", f"`{near[0]}`" if near else "an id that does")


def _check_condition(whole: Catalogue, path: Path, key: str, condition: Node) -> None:
    for node in walk(condition):
        for fact in node.facts():
            must_exist(path, key, fact, whole.facts)
            if not whole.asked_by[fact] and fact not in {right.held_fact for right in whole.rights.values()}:
                raise CatalogueError(
                    str(path), key, f"no question asks for `{fact}`", "a question that sets it as well"
                )
        for figure in node.figures():
            must_exist(path, key, figure, whole.figures)
        if isinstance(node, FactNode):
            for option in node.is_:
                must_exist(path, f"{key}.{node.fact}.is", option, whole.facts[node.fact].domain)
        if isinstance(node, HeldNode) and whole.facts[node.held].type != "status":
            raise CatalogueError(str(path), f"{key}.held", f"`{node.held}` is not a status", "`fact:` with `is:`")
        if isinstance(node, Below):
            _check_basis(whole, path, key, node)


def _check_basis(whole: Catalogue, path: Path, key: str, node: Below) -> None:
    asked_in, known_in = whole.facts[node.money].basis, whole.figures[node.below.figure].basis
    if asked_in is None:
        raise CatalogueError(str(path), f"{key}.money", f"`{node.money}` is not money", "a fact of `type: money`")
    taxable = {"taxable_per_year"}
    if (asked_in.value in taxable) != (known_in.value in taxable) and node.below.via is None:
        raise CatalogueError(
            str(path), f"{key}.{node.money}.below", f"{asked_in.value} against {known_in.value}", "a bridge in `via`"
        )


def check_question(whole: Catalogue, path: Path, question: Question) -> None:
    """Raises CatalogueError where a question names what does not exist."""
    for fact_id in question.sets:
        must_exist(path, f"{question.id}.sets", fact_id, whole.facts)
    for fact_id in question.lapses_with:
        must_exist(path, f"{question.id}.lapses_with", fact_id, whole.shared)
    for choice_id, choice in question.choices.items():
        for fact_id, value in (*choice.sets.items(), *choice.else_.items()):
            domain = whole.facts[fact_id].domain
            for option in [value] if isinstance(value, str) else value if isinstance(value, tuple) else []:
                if domain:
                    must_exist(path, f"{question.id}.choices.{choice_id}.sets.{fact_id}", option, domain)
    if question.only_if is not None:
        _check_condition(whole, path, f"{question.id}.only_if", question.only_if)


def check_right(whole: Catalogue, path: Path, right: Right) -> None:
    """Raises CatalogueError where a right names what does not exist."""
    _check_condition(whole, path, "who", right.who)
    for position, case in enumerate(right.amount):
        key = f"amount[{position}]"
        if case.when is not None:
            _check_condition(whole, path, f"{key}.when", case.when)
        for figure in case.figures.values():
            must_exist(path, f"{key}.figures", figure, whole.figures)
        wanted = {name for _, name, _, _ in string.Formatter().parse(case.brings_nl) if name}
        if wanted != set(case.figures):
            raise CatalogueError(
                str(path),
                f"{key}.brings_nl",
                f"the text names {sorted(wanted)}, figures {sorted(case.figures)}",
                "the same names in both",
            )
        for received in ("monthly", "once"):
            if (named := getattr(case, received)) is not None:
                for name in filter(None, (named.from_, named.to)):
                    must_exist(path, f"{key}.{received}", name, case.figures)
    named = {key: getattr(right, key) for key in ("unlocks", "excludes", "automatic_with")}
    named["does_not_open"] = tuple(other.right for other in right.does_not_open)
    for key, others in named.items():
        for other in others:
            must_exist(path, key, other, {**whole.rights, **whole.facts})
    if right.claim.deadline is not None and right.claim.deadline.fact is not None:
        must_exist(path, "claim.deadline.fact", right.claim.deadline.fact, whole.facts)
    urgent = next((q for t in whole.topics for q in t.questions if q.urgency), None)
    for choice in right.urgent_when:
        must_exist(path, "urgent_when", choice, urgent.choices if urgent else ())
