"""How the tests run side by side."""

from __future__ import annotations

import os

import pytest


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:  # noqa: ARG001 - the name of a hook
    """One worker more than there are cores: some tests wait, for a process to stop or for a browser."""
    return (os.cpu_count() or 1) + 1
