"""The shape of the house: who may import whom, and what the core must not know."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from grimp import build_graph

ROOT = Path(__file__).parent.parent
CORE = ("texts", "rights", "followups", "casework", "conversations")
SHELL = ("handlers", "delivery", "storage", "locales", "reports", "sandbox", "rehearsal", "commands", "benchmarks")
ROOMS = (*CORE, *SHELL)
LONGEST = 450
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
WORLD = {"os", "random", "secrets", "socket", "subprocess", "time", "uuid"}


def modules(*rooms: str) -> list[Path]:
    return [module for room in rooms for module in sorted((ROOT / room).rglob("*.py"))]


def test_the_arrows_of_the_design_hold() -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout[-3000:] + outcome.stderr[-2000:]


def test_any_module_can_be_read_first() -> None:
    house = build_graph(*ROOMS, exclude_type_checking_imports=True)
    try:
        TopologicalSorter({name: house.find_modules_directly_imported_by(name) for name in house.modules}).prepare()
    except CycleError as found:
        pytest.fail(f"these import each other in a circle: {found.args[1]}")


@pytest.mark.parametrize("module", modules(*CORE), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_reads_no_clock_no_chance_and_no_environment(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCKS, f"line {node.lineno} reads a clock"
        if isinstance(node, ast.Import):
            assert not {alias.name.partition(".")[0] for alias in node.names} & WORLD, f"line {node.lineno}"
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").partition(".")[0] not in WORLD, f"line {node.lineno}"


@pytest.mark.parametrize("module", modules(*ROOMS), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_two_rooms(module: Path) -> None:
    assert len(module.read_text().splitlines()) <= LONGEST


def test_the_composition_root_stays_small() -> None:
    assert len((ROOT / "bot.py").read_text().splitlines()) < 150


def test_no_compiled_catalogue_is_kept() -> None:
    kept = subprocess.run(["git", "ls-files", "*.mo"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert kept.stdout == ""
