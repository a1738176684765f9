"""From a folder of YAML to a catalogue: read, shaped, and every name in it checked against the others."""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from rights.conditions import Below, FactNode, HeldNode, Node, walk
from rights.errors import CatalogueError
from rights.library import Catalogue
from rights.shapes import Fact, FigureFile, Municipality, Question, QuestionFile, Right
from rights.strict_yaml import read_yaml

__all__ = ["CATALOGUE_FOLDER", "load_catalogue"]

CATALOGUE_FOLDER = Path(__file__).with_name("catalogue")
M = TypeVar("M", bound=BaseModel)


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue in a folder (default: the one that comes with the bot). Raises CatalogueError, which names the
    file, the key and what to write instead."""
    folder = folder or CATALOGUE_FOLDER
    files = {path: read_yaml(path) for path in sorted(folder.rglob("*.yaml"))}

    def of(room: str, model: type[M]) -> Iterator[tuple[Path, M]]:
        for path, raw in files.items():
            if path.relative_to(folder).parts[0] == room:
                yield path, shaped(model, raw, path)

    question_files = list(of("questions", QuestionFile))
    rights = dict(_named(of("rights", Right)))
    municipalities = dict(_named(of("municipalities", Municipality)))
    figure_list = [(path, figure) for path, file in of("parameters", FigureFile) for figure in file.parameters]
    fact_list = [(path, fact) for path, file in question_files for fact in file.facts]
    facts = _by_id(fact_list)
    local = [(path, r) for path, m in municipalities.values() for r in m.local_rights]
    for path, right in [*rights.values(), *local]:
        facts.setdefault(right.held_fact, (path, Fact(id=right.held_fact, type="status", subject=right.subject)))
    whole = Catalogue(
        rights={right_id: right for right_id, (_, right) in rights.items()},
        facts={fact_id: fact for fact_id, (_, fact) in facts.items()},
        topics=tuple(file.topic for _, file in question_files),
        figures={figure_id: figure for figure_id, (_, figure) in _by_id(figure_list).items()},
        municipalities={town_id: town for town_id, (_, town) in municipalities.items()},
    )
    for path, file in question_files:
        for question in file.topic.questions:
            _check_question(whole, path, question)
    for path, right in [*rights.values(), *local]:
        _check_right(whole, path, right)
    for path, town in municipalities.values():
        whole.passes[town.id] = _pass(whole, path, town, files[path])
    return whole


def shaped(model: type[M], raw: Any, path: Path) -> M:
    """A file's content in its shape. Raises CatalogueError."""
    try:
        return model.model_validate(raw)
    except ValidationError as problem:
        # A misspelt key is also a missing one: the misspelling says more.
        error = min(problem.errors(), key=lambda found: found["type"] != "extra_forbidden")
        tags = {"all", "any", "not", "office"}
        key = ".".join(str(part) for part in error["loc"])
        if error["type"] == "extra_forbidden":
            wrong = str(error["loc"][-1])
            near = difflib.get_close_matches(wrong, [*_keys(model), *tags], n=1)
            instead = f"`{near[0]}`" if near else "one of the keys in docs/reference/rights.md, or take it out"
            raise CatalogueError(str(path), key, f"`{wrong}` is not a key here", instead) from problem
        if error["type"] == "missing":
            raise CatalogueError(str(path), key, "this key is missing", f"`{error['loc'][-1]}: ...`") from problem
        got = error.get("input")
        shown = f" (got {got!r})" if isinstance(got, str | int | float | None) else ""
        message = error["msg"].removeprefix("Value error, ")
        raise CatalogueError(str(path), key, message + shown, "what docs/reference/rights.md shows for it") from problem


def _keys(model: type[BaseModel]) -> Iterator[str]:
    """The keys of a shape and of the shapes inside it, for *did you mean*."""
    seen: set[type[BaseModel]] = set()
    waiting = [model]
    while waiting:
        shape = waiting.pop()
        if shape in seen:
            continue
        seen.add(shape)
        for name, field in shape.model_fields.items():
            yield field.alias or name
            waiting += _models(field.annotation)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)


def _named(found: Iterable[tuple[Path, Any]]) -> Iterator[tuple[str, tuple[Path, Any]]]:
    """Each with its id, which is also the name of its file."""
    for path, item in found:
        if item.id != path.stem:
            raise CatalogueError(str(path), "id", f"the id is {item.id!r} and the file {path.name}", f"id: {path.stem}")
        yield item.id, (path, item)


def _by_id(found: Iterable[tuple[Path, Any]]) -> dict[str, tuple[Path, Any]]:
    items: dict[str, tuple[Path, Any]] = {}
    for path, item in found:
        if item.id in items:
            raise CatalogueError(str(path), item.id, f"this id is also in {items[item.id][0].name}", "another id")
        items[item.id] = (path, item)
    return items


def _pass(whole: Catalogue, path: Path, town: Municipality, raw: dict[str, Any]) -> Catalogue:
    """The rights pass of a municipality: common rights less `without`, with its overrides, and its local rights."""
    for right_id in (*town.without, *town.overrides):
        _must_exist(path, f"without/overrides.{right_id}", right_id, whole.rights)
    rights = {right.id: right for right in whole.rights.values() if right.id not in town.without}
    for right_id, changes in town.overrides.items():
        dumped = whole.rights[right_id].model_dump(by_alias=True, mode="python", exclude_unset=True)
        rights[right_id] = shaped(Right, {**dumped, **raw["overrides"][right_id]}, path)
        _check_right(whole, path, rights[right_id])
        assert changes
    rights |= {right.id: right for right in town.local_rights}
    return Catalogue(rights, whole.facts, whole.topics, whole.figures, whole.municipalities, whole.passes)


# -- names that must exist --------------------------------------------------------------------------------------------


def _must_exist(path: Path, key: str, name: str, known: Iterable[str]) -> None:
    known = list(known)
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        raise CatalogueError(str(path), key, f"`{name}` does not exist", f"`{near[0]}`" if near else "an id that does")


def _check_condition(whole: Catalogue, path: Path, key: str, condition: Node) -> None:
    for node in walk(condition):
        for fact in node.facts():
            _must_exist(path, key, fact, whole.facts)
            if not whole.asked_by[fact] and fact not in {right.held_fact for right in whole.rights.values()}:
                raise CatalogueError(
                    str(path), key, f"no question asks for `{fact}`", "a question that sets it as well"
                )
        for figure in node.figures():
            _must_exist(path, key, figure, whole.figures)
        if isinstance(node, FactNode):
            for option in node.is_:
                _must_exist(path, f"{key}.{node.fact}.is", option, whole.facts[node.fact].domain)
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


def _check_question(whole: Catalogue, path: Path, question: Question) -> None:
    for fact_id in question.sets:
        _must_exist(path, f"{question.id}.sets", fact_id, whole.facts)
    for choice_id, choice in question.choices.items():
        for fact_id, value in choice.sets.items():
            domain = whole.facts[fact_id].domain
            for option in [value] if isinstance(value, str) else value if isinstance(value, tuple) else []:
                if domain:
                    _must_exist(path, f"{question.id}.choices.{choice_id}.sets.{fact_id}", option, domain)
    if question.only_if is not None:
        _check_condition(whole, path, f"{question.id}.only_if", question.only_if)


def _check_right(whole: Catalogue, path: Path, right: Right) -> None:
    _check_condition(whole, path, "who", right.who)
    for position, case in enumerate(right.amount):
        key = f"amount[{position}]"
        if case.when is not None:
            _check_condition(whole, path, f"{key}.when", case.when)
        for figure in case.figures.values():
            _must_exist(path, f"{key}.figures", figure, whole.figures)
        wanted = {name for _, name, _, _ in string.Formatter().parse(case.brings_nl) if name}
        if wanted != set(case.figures):
            raise CatalogueError(
                str(path),
                f"{key}.brings_nl",
                f"the text names {sorted(wanted)}, figures {sorted(case.figures)}",
                "the same names in both",
            )
        if case.monthly is not None:
            _must_exist(path, f"{key}.monthly", case.monthly, case.figures)
    for other in (*right.unlocks, *right.excludes):
        _must_exist(path, "unlocks/excludes", other, {**whole.rights, **whole.facts})
    if right.claim.deadline is not None:
        _must_exist(path, "claim.deadline.fact", right.claim.deadline.fact, whole.facts)
    urgent = next((q for t in whole.topics for q in t.questions if q.urgency), None)
    for choice in right.urgent_when:
        _must_exist(path, "urgent_when", choice, urgent.choices if urgent else ())
