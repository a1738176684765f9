"""The folders of `municipalities/`, and the rights pass that each of them makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rights.checking import check_right, must_exist
from rights.errors import CatalogueError
from rights.figures import Figure
from rights.library import Catalogue
from rights.municipalities import Municipality
from rights.partners import PartnerFile
from rights.shapes import Fact, FigureFile, Right, held_facts
from rights.shaping import by_id, named_as_file, shaped

__all__ = ["ELSEWHERE", "TOWN_FILE", "Town", "elsewhere", "read_towns", "town_pass"]

ELSEWHERE = "elsewhere"
"""The pass of a family whose municipality is not served: federal and Flemish rights, and no contact point."""

TOWN_FILE = "municipality.yaml"
PARTNERS_FILE = "partners.yaml"
_ROOMS = ("rights", "overrides", "parameters")
Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Town:
    """What one folder holds: the municipality, its own rights, its own words and conditions for common rights, its
    own figures; each with its file, for errors."""

    municipality: Municipality
    path: Path
    rights: tuple[tuple[Path, Right], ...]
    overrides: tuple[tuple[Path, str, Raw], ...]
    figures: tuple[tuple[Path, Figure], ...]
    partners: PartnerFile


def read_towns(folder: Path, files: Mapping[Path, Raw]) -> dict[str, Town]:
    """The municipalities by id. `files`: what every file of the catalogue holds. Raises CatalogueError."""
    if not folder.is_dir():
        return {}
    for path in sorted(folder.glob("*.yaml")):
        home = f"{path.stem}/{TOWN_FILE}"
        raise CatalogueError(str(path), "", "a municipality is a folder, not a file", f"this file as {home}")
    return {home.name: _town(home, files) for home in sorted(folder.iterdir()) if home.is_dir()}


def _town(home: Path, files: Mapping[Path, Raw]) -> Town:
    path = home / TOWN_FILE
    if path not in files:
        raise CatalogueError(
            str(home), "", f"the folder has no {TOWN_FILE}", f"one, as in ../voorbeeldstad/{TOWN_FILE}"
        )
    town = shaped(Municipality, files[path], path)
    if town.id != home.name:
        raise CatalogueError(str(path), "id", f"the id is {town.id!r} and the folder {home.name}", f"id: {home.name}")
    if town.id == ELSEWHERE:
        raise CatalogueError(str(path), "id", f"{ELSEWHERE!r} is the pass of who lives nowhere we serve", "another id")
    rooms: dict[str, dict[Path, Raw]] = {room: {} for room in _ROOMS}
    partners = home / PARTNERS_FILE
    for file, raw in files.items():
        if file.is_relative_to(home) and file not in (path, partners):
            room = file.relative_to(home).parts[0]
            if room not in rooms:
                where = ", ".join([*(f"{home.name}/{known}/" for known in _ROOMS), f"{home.name}/{PARTNERS_FILE}"])
                raise CatalogueError(str(file), "", "nothing reads a file here", f"it in one of {where}")
            rooms[room][file] = raw
    rights = by_id((file, shaped(Right, raw, file)) for file, raw in rooms["rights"].items())
    figures = [(f, one) for f, raw in rooms["parameters"].items() for one in shaped(FigureFile, raw, f).parameters]
    return Town(
        municipality=town,
        path=path,
        rights=tuple(found for _, found in named_as_file(rights.values())),
        overrides=tuple(_override(file, raw) for file, raw in rooms["overrides"].items()),
        figures=tuple(by_id(figures).values()),
        partners=shaped(PartnerFile, files[partners], partners) if partners in files else PartnerFile(),
    )


def _override(file: Path, raw: Raw) -> tuple[Path, str, Raw]:
    if raw.get("id") != file.stem:
        raise CatalogueError(str(file), "id", "an override names its right, as its file does", f"id: {file.stem}")
    return file, file.stem, raw


def town_pass(whole: Catalogue, town: Town) -> Catalogue:
    """The rights pass of a municipality: common rights less `without`, with its overrides, its local rights and its
    figures. Raises CatalogueError."""
    place = town.municipality
    for right_id in place.without:
        must_exist(town.path, "without", right_id, whole.rights)
    rights = {right.id: right for right in whole.rights.values() if right.id not in place.without}
    for file, right_id, raw in town.overrides:
        must_exist(file, "id", right_id, rights)
        dumped = whole.rights[right_id].model_dump(by_alias=True, mode="python", exclude_unset=True)
        rights[right_id] = shaped(Right, {**dumped, **raw}, file)
    for file, right in town.rights:
        if right.id in whole.rights:
            raise CatalogueError(
                str(file), "id", f"{right.id!r} is a common right", f"the keys that differ in overrides/{right.id}.yaml"
            )
        rights[right.id] = right
    own = {figure.id: figure for _, figure in town.figures}
    made = replace(
        whole, place=place.id, rights=rights, facts=_with_held(whole, rights), figures={**whole.figures, **own}
    )
    for file, right_id in [*((f, r) for f, r, _ in town.overrides), *((f, r.id) for f, r in town.rights)]:
        check_right(made, file, rights[right_id])
    return made


def elsewhere(whole: Catalogue) -> Catalogue:
    """The rights of the federal and the Flemish level."""
    rights = {right.id: right for right in whole.rights.values() if right.level != "municipal"}
    return replace(whole, place=ELSEWHERE, rights=rights)


def _with_held(whole: Catalogue, rights: Mapping[str, Right]) -> dict[str, Fact]:
    return {**held_facts(rights.values()), **whole.facts}
