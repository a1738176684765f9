"""What may wait runs beside the loop, in one line; what only computes runs where it stands."""

from __future__ import annotations

import threading
from pathlib import Path

from storage import driver


async def test_only_what_may_wait_goes_to_the_thread(tmp_path: Path) -> None:
    connection = await driver.connect(str(tmp_path / "file.sqlite"), isolation_level=None)
    ran: dict[str, bool] = {}
    here = threading.get_ident()
    await connection.set_trace_callback(lambda said: ran.update({said.split()[0]: threading.get_ident() == here}))
    for end in (connection.commit, connection.rollback):
        await connection.execute(driver.BEGIN)
        await connection.execute("SELECT 1")
        await end()
    await connection.close()
    assert ran == {"SELECT": True, "BEGIN": False, "COMMIT": False, "ROLLBACK": False}
