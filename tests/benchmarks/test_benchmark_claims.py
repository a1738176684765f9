"""Two coordinators race for claims, and each is won once; the benchmark does the same a thousand times."""

from __future__ import annotations

from pathlib import Path

from benchmarks.claims import race


async def test_each_claim_is_won_once(tmp_path: Path) -> None:
    found = await race(tmp_path, 30)
    assert len(found.claims) == 30
    assert set(found.claims.values()) == {1}, "each stands in the audit once"
    assert found.again == 30, "whoever came second saw so"
    assert all(found.won[chat] > 0 for chat in (1, 2))
    assert sum(found.won.values()) == 30
