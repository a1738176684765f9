"""A PostgreSQL server for the tests: the one that TEST_DATABASE_URL names, or one of our own where it is installed.

Our own is made when the first test asks for it, listens on no network, and goes with the run; the processes of one run
share it. PostgreSQL refuses to run as root, so there it gets another user.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

__all__ = ["place", "reachable", "why_not"]

PLACE = "RIGHTS_BOT_TEST_POSTGRESQL"
"""In the environment: where the processes of this run find its server."""
GIVEN = "TEST_DATABASE_URL"
SAFE_FROM_NOTHING = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"

GOES_WITH = """
while kill -0 "$1" 2> /dev/null; do sleep 0.5; done
kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")"
rm -rf "$2" "$2.lock"
"""
"""Ends the server when the run has ended, however that ended."""
_QUIET: Mapping[str, Any] = {
    "cwd": "/",
    "stdin": subprocess.DEVNULL,
    "stdout": subprocess.DEVNULL,
    "stderr": subprocess.DEVNULL,
}


def place() -> None:
    """Says where this run's server stands, once, before its processes are started. Makes nothing."""
    os.environ.setdefault(PLACE, str(Path(tempfile.gettempdir()) / f"rights-bot-postgresql-{os.getpid()}"))


def why_not() -> str | None:
    """Why there is no PostgreSQL for the tests; None if there is one."""
    if find_spec("asyncpg") is None:
        return "no PostgreSQL: its driver asyncpg is not installed"
    if GIVEN not in os.environ and _programs() is None:
        return f"no PostgreSQL: it is not installed, and {GIVEN} names none"
    return None


def reachable() -> str:
    """The address of a database on a server that runs; `why_not` said that there is one."""
    if GIVEN in os.environ:
        return os.environ[GIVEN]
    folder = Path(os.environ[PLACE])
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            _start(folder)
            (folder / "ready").touch()
    return f"postgresql+asyncpg://rights@/postgres?host={folder}"


def _start(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    if (user := _other_user()) is not None:
        shutil.chown(folder, user)
    data = str(folder / "data")
    run = folder.name.rpartition("-")[2]
    subprocess.Popen(["/bin/sh", "-c", GOES_WITH, GOES_WITH, run, folder], start_new_session=True, **_QUIET)
    _run("initdb", "-D", data, "-U", "rights", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    _run("pg_ctl", "start", "-w", "-D", data, "-l", str(folder / "log"), "-o", f"{SAFE_FROM_NOTHING} -k {folder}")


def _run(program: str, *arguments: str) -> None:
    programs = _programs()
    assert programs is not None
    subprocess.run([programs / program, *arguments], check=True, user=_other_user(), **_QUIET)


def _programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are; Debian keeps them off the PATH."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda file: int(file.parts[-3]), default=None)
    return newest.parent if newest is not None else None


def _other_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
