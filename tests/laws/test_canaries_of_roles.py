"""Whoever erases everything, in whatever role: nothing they told is in any file, and their account leads nowhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rehearsal.town import Phone, Town, open_town
from tests.laws.canary import Canaries, found_in, in_files
from tests.stories.files_of_families import helps, in_dutch, joins
from tests.stories.people import begins, claims, number_in

KEPT_ELSEWHERE = {"audit"}
"""The one table that names an account of staff after an erase, until its term is over: who read what."""


class Erased:
    """One role, lived through to just before the erase; `told` are the canaries that were told in it."""

    def __init__(self, town: Town, canaries: Canaries) -> None:
        self.town, self.canaries = town, canaries
        self.told: Mapping[str, str] = {}

    async def _asks(self, phone: Phone) -> str:
        await phone.says("/menu")
        await phone.taps("👤 Vraag hulp", "Ja, dat mag")
        await phone.says(self.canaries.first_name)
        await phone.taps("Per telefoon")
        await phone.shares_contact()
        await phone.taps("Altijd goed", "Ja, verstuur")
        return number_in(phone.text())

    async def parent(self) -> Phone:
        await self.town.coordinator("Katrien")
        sara = await begins(self.town.phone(self.canaries.profile_name, phone=self.canaries.phone))
        await self._asks(sara)
        self.told = self.canaries.family()
        return sara

    async def second_parent(self) -> Phone:
        await self.town.coordinator("Katrien")
        sara = await begins(self.town.phone("Sara"))
        omar = self.town.phone(self.canaries.profile_name, phone=self.canaries.phone)
        await joins(sara, omar)
        await sara.taps("Ja, die mag meelezen")
        await omar.taps("Bekijk het antwoord", "Ga verder")
        await self._asks(omar)
        self.told = self.canaries.family()
        return omar

    async def helper(self) -> Phone:
        hilde = await in_dutch(self.town.phone(self.canaries.profile_name, last_name=self.canaries.last_name))
        await helps(hilde, self.canaries.first_name[:18])
        self.told = {"label": self.canaries.first_name[:18], "last_name": self.canaries.last_name}
        return hilde

    async def volunteer(self) -> Phone:
        await self.town.coordinator("Katrien")
        vera = self.town.phone(self.canaries.profile_name, username=self.canaries.username)
        await vera.opens(await self.town.invitation(role="volunteer"))
        await vera.taps("Nederlands", "Ja, ik beloof dit", "Klaar")
        for words in (self.canaries.staff_name, self.canaries.last_name, self.canaries.note[:40]):
            await vera.says(words)
        assert self.canaries.staff_name in vera.text()
        await vera.taps("Meld een gezin aan", "Nee, nog niet gevraagd", "Schrijf het briefje")
        await vera.says(self.canaries.first_name)
        self.told = self.canaries.all()
        return vera

    async def coordinator(self) -> Phone:
        katrien = self.town.phone("K", last_name=self.canaries.staff_last_name)
        await katrien.opens(await self.town.invitation())
        await katrien.says(self.canaries.staff_name)
        sara = await begins(self.town.phone("Sara"))
        await sara.taps("Menu", "👤 Vraag hulp", "Ja, dat mag")
        await sara.says("Sara")
        await sara.taps("Via deze chat", "Ja, verstuur")
        await claims(katrien, number_in(sara.text()))
        await katrien.taps("Lees de notities")
        await katrien.says(self.canaries.note)
        self.told = self.canaries.all()
        return katrien


def bytes_of_keys(folder: Path) -> bytes:
    """The bytes of the file of keys, and of what its database keeps beside it."""
    return b"".join(file.read_bytes() for file in folder.glob("keys.sqlite*"))


def wrapped_keys(folder: Path) -> set[bytes]:
    """The wrapped keys that are there now."""
    with closing(sqlite3.connect(folder / "keys.sqlite")) as db:
        return {row[0] for row in db.execute("select wrapped from wrapped_key")}


def named_in(folder: Path, account: int) -> set[str]:
    """The tables in which an account stands, as a number or in a text."""
    found = set()
    with closing(sqlite3.connect(folder / "rights.sqlite")) as db:
        tables = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            for row in db.execute(f'select * from "{table}"'):
                if any(value == account or (isinstance(value, str) and str(account) in value) for value in row):
                    found.add(table)
    return found


@pytest.mark.parametrize("role", ["parent", "second_parent", "helper", "volunteer", "coordinator"])
async def test_after_an_erase_nothing_of_a_role_is_left(tmp_path: Path, role: str) -> None:
    canaries = Canaries()
    async with open_town(tmp_path) as town:
        lived = Erased(town, canaries)
        phone: Phone = await getattr(lived, role)()
        assert lived.told
        assert not in_files(tmp_path, lived.told), "sealed from the start"
        before = wrapped_keys(tmp_path)
        assert {"chat"} < named_in(tmp_path, phone.id)
        await phone.says("/wissen")
        await phone.taps("Ja, wis alles")
        assert not in_files(tmp_path, lived.told), "in no file: database, log of writes, keys"
        gone = before - wrapped_keys(tmp_path)
        assert gone, "and what was sealed has lost its key"
        raw = bytes_of_keys(tmp_path)
        assert not [key for key in gone if key in raw], "also in the bytes of the file of keys"
        shown = "\n".join(message.text for message in town.stand_in.cloud.visible(phone.id) if message.from_bot)
        assert not found_in(shown, lived.told), "and stands in no card"
        await town.passes(timedelta(days=3))
        await town.machine.ticker.tick()
        await town.settle()
        assert named_in(tmp_path, phone.id) <= KEPT_ELSEWHERE, "the account itself is forgotten two days later"
