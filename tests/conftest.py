"""How the tests run side by side, and where their files stand."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests import postgresql_server

MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3
"""Bytes. A whole run that keeps all it wrote takes a quarter of a gigabyte."""


def _write_in_memory() -> None:
    """Towns in memory, where there is room: no test cuts the power, and nothing need wait for a disk."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ENOUGH:
        return
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


_write_in_memory()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:  # noqa: ARG001 - the name of a hook
    """One worker more than there are cores: some tests wait, for a process to stop or for a browser."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """The processes of one run share a PostgreSQL server; the first test that asks for it starts it."""
    if not hasattr(config, "workerinput"):
        postgresql_server.place()


@pytest.fixture(scope="session")
def postgresql() -> str:
    """The address of a PostgreSQL server where towns can stand; skipped, with the reason, where there is none."""
    if (reason := postgresql_server.why_not()) is not None:
        pytest.skip(reason)
    return postgresql_server.reachable()
