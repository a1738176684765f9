"""From a folder of YAML to a catalogue: read, shaped, and every name in it checked against the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from rights.checking import check_question, check_right
from rights.library import Catalogue
from rights.naming import with_named
from rights.partners import ProfileFile
from rights.passes import ELSEWHERE, elsewhere, read_towns, town_pass
from rights.retention import FILE, read_terms, standard_terms
from rights.shapes import FigureFile, QuestionFile, Right, ThemeFile, held_facts
from rights.shaping import by_id, named_as_file, shaped
from rights.strict_yaml import read_yaml

__all__ = ["CATALOGUE_FOLDER", "load_catalogue"]

CATALOGUE_FOLDER = Path(__file__).with_name("catalogue")
M = TypeVar("M", bound=BaseModel)


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue in a folder (default: the one that comes with the bot). Raises CatalogueError, which names the
    file, the key and what to write instead."""
    folder = folder or CATALOGUE_FOLDER
    files = with_named({path: read_yaml(path) for path in sorted(folder.rglob("*.yaml"))}, folder / "conditions")

    def of(room: str, model: type[M]) -> Iterator[tuple[Path, M]]:
        for path, raw in files.items():
            if path.relative_to(folder).parts[0] == room:
                yield path, shaped(model, raw, path)

    question_files = list(of("questions", QuestionFile))
    rights = dict(named_as_file(of("rights", Right)))
    figures = by_id((path, figure) for path, file in of("parameters", FigureFile) for figure in file.parameters)
    facts = {name: fact for name, (_, fact) in by_id((p, fact) for p, f in question_files for fact in f.facts).items()}
    towns = read_towns(folder / "municipalities", files)
    whole = Catalogue(
        rights={right_id: right for right_id, (_, right) in rights.items()},
        facts={**held_facts(right for _, right in rights.values()), **facts},
        topics=tuple(file.topic for _, file in question_files),
        figures={figure_id: figure for figure_id, (_, figure) in figures.items()},
        municipalities={town_id: town.municipality for town_id, town in towns.items()},
        themes=tuple(theme for _, file in of("themes", ThemeFile) for theme in file.themes),
        partners={town_id: town.partners for town_id, town in towns.items()},
        profiles=tuple(profile for _, (_, profile) in named_as_file(of("profiles", ProfileFile))),
        terms=read_terms(folder / FILE, files[folder / FILE]) if folder / FILE in files else standard_terms(),
    )
    for path, file in question_files:
        for question in file.topic.questions:
            check_question(whole, path, question)
    for path, right in rights.values():
        check_right(whole, path, right)
    whole.passes.update({town_id: town_pass(whole, town) for town_id, town in towns.items()})
    whole.passes[ELSEWHERE] = elsewhere(whole)
    return whole
