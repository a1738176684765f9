"""What people tell stays where it belongs: in the chats that may see it, sealed on disk, and gone after an erase."""

from __future__ import annotations

import base64
import html
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import storage.effects
from conversations import effects
from rehearsal.town import Phone, Town, open_town
from sandbox import Call
from storage.keys import read_master_key
from tests.laws.canary import Canaries, asked, found_in, in_files
from tests.stories.people import begins, claims, confirmed_group, number_in

WRITTEN = {"words", "reply"}
"""What she and the family wrote to each other."""
SEES_THE_FAMILY = {"first_name", "phone", "note", *WRITTEN}
"""What the coordinator may read of a family; the rest of what Telegram knows of it is nobody's business."""


class Log:
    """Everything that is logged, by structlog and by the libraries, which only warn (`commands.wiring`)."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, _: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
        self.lines.append(repr(event))
        return event


@pytest.fixture
def log() -> Iterator[Log]:
    kept = Log()
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: kept.lines.append(  # type: ignore[method-assign]
        f"{record.getMessage()} {record.exc_info!r}"
    )
    root = logging.getLogger()
    root.addHandler(handler)
    before = structlog.get_config()
    structlog.configure(processors=[kept, structlog.processors.JSONRenderer()])
    yield kept
    structlog.configure(**before)
    root.removeHandler(handler)


class Stage:
    """The people of one run, and the files that are searched after every act."""

    def __init__(self, town: Town, canaries: Canaries) -> None:
        self.town, self.canaries = town, canaries
        self.parent = town.phone(
            canaries.profile_name, last_name=canaries.last_name, username=canaries.username, phone=canaries.phone
        )
        self.katrien: Phone
        self.bart: Phone
        self.group = 0
        self.unasked: list[Call] = []

    async def passes(self, time: timedelta) -> None:
        """Time in which nobody does anything; what the bot sends meanwhile, nobody asked for."""
        journal = self.town.stand_in.cloud.journal.calls
        before = len(journal)
        await self.town.passes(time)
        self.unasked += [call for call in journal[before:] if call.method.lower() != "getupdates"]

    async def staff(self) -> None:
        for _ in range(2):
            phone = self.town.phone("K", last_name=self.canaries.staff_last_name)
            await phone.opens(await self.town.invitation())
            await phone.says(self.canaries.staff_name)
            self.katrien, self.bart = phone, getattr(self, "katrien", phone)
        self.group = await confirmed_group(self.town, self.katrien)
        self.nothing_on_disk("the team is there")

    async def asks(self) -> str:
        """The parent tells a name, a number and something that nobody asked for."""
        await begins(self.parent)
        await self.parent.says(self.canaries.typed)
        await self.parent.taps("👤 Vraag hulp", "Ja, dat mag")
        await self.parent.says(self.canaries.first_name)
        self.nothing_on_disk("the name is typed")
        await self.parent.taps("Per telefoon")
        await self.parent.shares_contact()
        await self.parent.taps("Altijd goed")
        self.nothing_on_disk("the number is shared")
        await self.parent.taps("Ja, verstuur")
        return number_in(self.parent.text())

    async def is_helped(self, number: str) -> None:
        """Katrien claims, writes a note, a phrase and own words, and reads the answer; Bart looks on."""
        await claims(self.katrien, number)
        assert self.canaries.first_name in self.katrien.text()
        await self.katrien.taps("Lees de notities")
        await self.katrien.says(self.canaries.note)
        assert self.canaries.note in self.katrien.text()
        self.nothing_on_disk("the note is written")
        await self.katrien.taps("Terug", "Schrijf via de bot", "Contact maken", "Vraag een belmoment", "Verstuur")
        await self.parent.taps("Open het bericht", "Altijd goed")
        await self.katrien.taps("Schrijf via de bot", "✏️ Schrijf zelf")
        await self.katrien.says(self.canaries.words)
        self.nothing_on_disk("own words are typed")
        await self.katrien.taps("Verstuur")
        await self.parent.taps("Open het bericht")
        await self.passes(timedelta(minutes=1))
        await self.parent.says(self.canaries.reply)
        self.nothing_on_disk("they wrote to each other")
        await self.katrien.taps("Open de aanmelding", "Lees de antwoorden")
        await self.bart.says("/start")
        await self.bart.taps(number)

    def nothing_on_disk(self, when: str) -> None:
        found = in_files(self.town.folder, self.canaries.all())
        assert not found, f"{when}: {found}"

    def allowed(self, chat: int) -> set[str]:
        """What may be shown in a chat: to the parent what they told, to staff what they may read, else nothing."""
        if chat == self.parent.id:
            return {"first_name", "phone", *WRITTEN}
        if chat in {self.katrien.id, self.bart.id}:
            return SEES_THE_FAMILY | {"staff_name"}
        return set()


async def lived_through(town: Town, canaries: Canaries) -> Stage:
    """A whole story, with every kind of message in it, up to just before the family erases everything."""
    stage = Stage(town, canaries)
    await stage.staff()
    number = await stage.asks()
    await stage.is_helped(number)
    await town.restart()
    await stage.passes(timedelta(days=7, hours=1))  # they wrote to each other, so nobody asks whether there was contact
    await stage.parent.says("/stop")
    await stage.parent.says("/start")
    await claims_again(stage, number)
    return stage


async def claims_again(stage: Stage, number: str) -> None:
    """Handed back, left lying for two working days, taken by the colleague."""
    await stage.katrien.says("/start")
    await stage.katrien.taps(number, "Meer", "Geef terug", "Ja, geef terug")
    await stage.passes(timedelta(days=4))
    await claims(stage.bart, number)
    assert stage.canaries.note not in stage.bart.text()


async def test_what_people_tell_is_only_in_calls_to_the_chats_that_may_see_it(tmp_path: Path, log: Log) -> None:
    canaries = Canaries()
    async with open_town(tmp_path, over_http=True) as town:
        stage = await lived_through(town, canaries)
        await stage.parent.says("/wissen")
        await stage.parent.taps("Ja, wis alles")
        calls = town.stand_in.cloud.journal.calls
        for call in calls:
            too_much = found_in(asked(call), canaries.all()) - stage.allowed(call.chat or 0)
            assert not too_much, f"{call.method} to {call.chat} holds {too_much}: {dict(call.params)}"
        shown = {name for call in calls for name in found_in(asked(call), canaries.all())}
        assert shown == {"first_name", "phone", "note", "staff_name", *WRITTEN}, (
            "the search finds what is there to be found"
        )
        assert [line for line in log.lines if found_in(line, canaries.all())] == []


async def test_a_turn_that_fails_tells_the_log_nothing_of_what_was_said(
    tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst case: an exception whose message holds the note that could not be kept."""
    canaries = Canaries()

    async def fails(_: Any, effect: effects.AddNote) -> None:
        raise RuntimeError(effect.text)

    async with open_town(tmp_path, over_http=True) as town:
        stage = Stage(town, canaries)
        await stage.staff()
        number = await stage.asks()
        await claims(stage.katrien, number)
        await stage.katrien.taps("Lees de notities")
        monkeypatch.setitem(storage.effects._APPLY, effects.AddNote, fails)
        await stage.katrien.says(canaries.note)
        await town.passes(timedelta(minutes=5))
        assert "Er ging iets mis bij ons." in stage.katrien.all_text(), "she is told kindly"
        stage.nothing_on_disk("the turn failed")
        assert len([line for line in log.lines if "turn failed" in line]) == 5
        assert [line for line in log.lines if found_in(line, canaries.all())] == []


async def test_what_comes_unasked_holds_nothing_personal(tmp_path: Path) -> None:
    """What is sent while nobody taps, and every button and link, is the same for every family."""
    canaries = Canaries()
    async with open_town(tmp_path, over_http=True) as town:
        stage = await lived_through(town, canaries)
        people = {stage.parent.id, stage.katrien.id, stage.bart.id}
        for chat in (*people, stage.group):
            for message in town.stand_in.cloud.messages(chat):
                for row in message.inline:
                    for button in row:
                        told = f"{button.data} {button.url} {button.text}"
                        assert not found_in(told, canaries.all()), f"{message.text!r}: {told}"
        written_to = {call.chat for call in stage.unasked if call.method.lower() == "sendmessage"}
        assert written_to == {*people, stage.group}, "everyone was written to"
        for call in stage.unasked:
            assert not found_in(asked(call), canaries.all()), dict(call.params)


async def test_after_an_erase_nothing_is_left_and_no_seal_can_be_opened(tmp_path: Path) -> None:
    canaries = Canaries()
    async with open_town(tmp_path, over_http=True) as town:
        stage = await lived_through(town, canaries)
        before, had = Copy(tmp_path), Copy(tmp_path).wrapped_keys()
        assert before.opens(canaries.first_name), "until then the copy can be read with the keys"
        await stage.parent.says("/wissen")
        await stage.parent.taps("Ja, wis alles")
        stage.nothing_on_disk("all is erased")
        for chat in (stage.katrien.id, stage.bart.id, stage.group):
            shown = "\n".join(message.text for message in town.stand_in.cloud.visible(chat))
            assert not found_in(shown, canaries.family()), "nobody's screen shows the family any more"
        gone = had - Copy(tmp_path).wrapped_keys()
        assert len(gone) >= 2, "the keys of the household and of the chat are gone"
        raw = raw_keys(tmp_path)
        assert not [key for key in gone if key in raw], "also from the bytes of the file"
        assert [key for key in had - gone if key in raw], "those of the others are there"
        for name in ("first_name", "note", "phone", *WRITTEN):
            value = getattr(canaries, name)
            assert not Copy(tmp_path, blobs=before.blobs).opens(value), f"a backup with {name} is unreadable"


async def test_answers_that_are_wiped_leave_as_little(tmp_path: Path) -> None:
    canaries = Canaries()
    async with open_town(tmp_path) as town:
        stage = Stage(town, canaries)
        await begins(stage.parent)
        await stage.parent.says(canaries.typed)
        before = Copy(tmp_path).wrapped_keys()
        await town.passes(timedelta(days=8))
        assert len(before - Copy(tmp_path).wrapped_keys()) == 2
        stage.nothing_on_disk("the answers are wiped")


def raw_keys(folder: Path) -> bytes:
    """The bytes of the file of keys, and of what its database keeps beside it."""
    return b"".join(file.read_bytes() for file in folder.glob("keys.sqlite*"))


class Copy:
    """A copy of the database, as a thief or a backup has it, and the keys as they are in the folder now."""

    def __init__(self, folder: Path, blobs: frozenset[bytes] | None = None) -> None:
        self._folder = folder
        self.blobs = blobs if blobs is not None else frozenset(self._read_blobs())

    def _read_blobs(self) -> Iterator[bytes]:
        with sqlite3.connect(self._folder / "rights.sqlite") as db:
            tables = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
            for table in tables:
                for row in db.execute(f'select * from "{table}"'):
                    yield from (value for value in row if isinstance(value, bytes))

    def _keys(self) -> dict[str, bytes]:
        with sqlite3.connect(self._folder / "keys.sqlite") as db:
            return dict(db.execute("select owner, wrapped from wrapped_key"))

    def wrapped_keys(self) -> set[bytes]:
        """The keys that are there now, wrapped."""
        return set(self._keys().values())

    def opens(self, canary: str) -> bool:
        """Whether any of the keys opens a blob that holds this canary, whatever place it is sealed for."""
        master = AESGCM(read_master_key(self._folder / "master.key"))
        ciphers = [
            AESGCM(master.decrypt(wrapped[:12], wrapped[12:], owner.encode()))
            for owner, wrapped in self._keys().items()
        ]
        places = self._places()
        for blob in self.blobs:
            for cipher in ciphers:
                for place in places:
                    try:
                        plain = cipher.decrypt(blob[:12], blob[12:], place)
                    except InvalidTag:
                        continue
                    if found_in(plain, {"it": canary}):
                        return True
        return False

    def _places(self) -> list[bytes]:
        """Everything a referral's blobs are sealed for."""
        with sqlite3.connect(self._folder / "rights.sqlite") as db:
            ids = [row[0] for row in db.execute("select id from referral")]
        return [f"{kind}:{id_}".encode() for id_ in ids for kind in ("referral", "note")]


DISGUISES: Mapping[str, Callable[[str], str]] = {
    "raw": str,
    "escaped for HTML": html.escape,
    "in a link": quote,
    "in JSON": json.dumps,
    "in base64": lambda value: base64.b64encode(f"xy{value} and more".encode()).decode(),
    "in base64 for links": lambda value: base64.urlsafe_b64encode(f"x{value} and more".encode()).decode(),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_the_search_finds_every_canary_in_every_disguise(disguise: str) -> None:
    canaries = Canaries().all()
    for name, value in canaries.items():
        assert found_in(f"before {DISGUISES[disguise](value)} after", canaries) == {name}
