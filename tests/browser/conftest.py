"""The real sandbox in a process of its own, and Debian's Chromium looking at its page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parent.parent.parent
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A browser of this test's own: a playwright that stays open holds on to the thread's event loop."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not there (Debian's package is chromium)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield found
        found.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a sandbox of this test's own."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "bot.py")],
        cwd=tmp_path,
        env={**os.environ, "DATA_DIR": str(tmp_path / "data"), "SANDBOX_PORT": "0"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    found = re.fullmatch(r"Sandbox: (http://127\.0\.0\.1:\d+/)\n", first)
    assert found, f"the first line is {first!r}"
    yield found[1]
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) == 0


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: a folder of the test, or the one that SCREENSHOTS names, to be looked at."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
