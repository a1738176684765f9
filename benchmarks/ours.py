"""Our bot as it is served: the real machine, on SQLite, durable. Only the pace is lifted, so that work is measured.

`python -m benchmarks.ours URL FOLDER [--profile FILE]`.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from commands import wiring
from delivery.machine import Machine
from delivery.settings import Settings

__all__ = ["serve"]

UNPACED = 1_000_000
"""Messages a second: more than any machine sends."""


async def serve(url: str, folder: Path, on_began: Callable[[], object] = lambda: None) -> None:
    """Serves until SIGTERM; SIGUSR1 says that measuring begins."""
    settings = Settings(
        telegram_token=None,
        telegram_api_url=url,
        data_dir=folder,
        database_url=None,
        key_file=None,
        municipalities=("ninove",),
        messages_per_second=UNPACED,
        messages_per_second_each=UNPACED,
    )
    machine = await Machine.open(wiring.parts(settings))
    wiring.stay()
    running = asyncio.create_task(machine.run())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, on_began)
    with suppress(asyncio.CancelledError):
        await running
    await machine.close()


def main() -> None:
    """Runs until it is stopped; with --profile it leaves a cProfile file of the part that is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profile", type=Path, help="where to leave a profile, which costs about half of the speed")
    given = parser.parse_args()
    wiring.set_up_logging()
    if given.profile is None:
        asyncio.run(serve(given.url, given.folder))
        return
    profile = cProfile.Profile()
    asyncio.run(serve(given.url, given.folder, profile.enable))
    profile.disable()
    profile.dump_stats(given.profile)


if __name__ == "__main__":
    main()
