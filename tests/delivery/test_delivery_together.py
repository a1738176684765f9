"""Turns that share a commit read and write together; each still sees the world as if it were alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from conversations.context import Context
from delivery import compose, turns
from delivery.pacing import Pace
from rehearsal.town import Phone, open_town
from storage import contexts
from storage.transaction import Transaction

ROUNDS = 30


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_read_ahead_is_what_each_turn_would_have_read_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    ahead = 0

    async def compared(conn: AsyncConnection, *args: Any, **kwargs: Any) -> Context:
        nonlocal ahead
        assert isinstance(conn, Transaction)
        ahead += bool(conn.ahead("household"))
        found = await contexts.load(conn, *args, **kwargs)
        await conn.settle()
        alone = await contexts.load(AsyncConnection(conn.engine, conn.sync_connection), *args, **kwargs)
        assert replace(found, fresh_id="") == replace(alone, fresh_id="")
        return found

    monkeypatch.setattr(turns, "load", compared)
    monkeypatch.setattr(compose, "load", compared)
    random = Random(seed)
    async with open_town(tmp_path, private_pace=Pace(rate=1000, room=1000)) as town:
        phones = [town.phone(name) for name in ("Sara", "Omar", "Lena", "Ali", "Noor")]
        phones.append(await town.coordinator())
        for phone in phones[:-1]:
            await phone.opens("")
            await phone.taps("Nederlands", "Ninove", "Ik begin")
        ahead = 0
        for _ in range(ROUNDS):
            for phone in phones:
                _taps_anything(phone, random)
            await town.settle()
    assert ahead > ROUNDS, "hardly anything was read ahead: this tests nothing"


def _taps_anything(phone: Phone, random: Random) -> None:
    message = phone.card()
    data = [button.data for button in phone.inline(message) if button.data]
    if data:
        phone.town.stand_in.cloud.tap(phone.id, phone.id, message.id, random.choice(data))
    else:
        phone.town.stand_in.cloud.send(phone.id, phone.id, random.choice(["/start", "/menu", "Sara"]))
