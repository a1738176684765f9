"""The twelve households sit before a phone, in every language: what they are owed is what they read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conversations.screen import FILE
from locales import LANGUAGES, translator
from rehearsal.town import Phone, Town, open_town
from rights import Answer, Answers, report
from rights.household import DECLINES, ticks_of
from rights.screening import go_through
from storage.contexts import load
from tests.laws.walk_town import buttons, chooses
from tests.rights.rights_interviews import families
from tests.rights.test_rights_households import OWED, described, there

LISTS = ("urgent", "sure", "likely")
"""Where what a family is owed must stand, and nothing that does not fit."""


def standing(phone: Phone) -> list[str]:
    """What the buttons of the card mean."""
    return [button.data.rpartition(":")[2] for button in phone.inline(phone.card()) if button.data]


async def answers_as(phone: Phone, answers: Answers) -> None:
    """Gives these answers, each where it is asked, tick by tick."""
    for given in answers:
        assert isinstance(given, Answer)
        asked = next(data for _, data in buttons(phone) if data.startswith("interview:ask:")).split(":")[2]
        assert asked.partition(FILE)[0].partition(".")[0] == given.question
        listed = "done" in standing(phone) and given.choice not in DECLINES
        picked = () if listed and given.choice == "none" else ticks_of(given)
        for choice in picked:
            wanted = choice if choice in DECLINES else f"a.{choice}"
            while wanted not in standing(phone):
                await chooses(phone, "more")
            await chooses(phone, wanted)
        if listed:
            await chooses(phone, "done")
        if "go" in standing(phone):  # what cannot wait: people to call come first
            await chooses(phone, "go")


async def read_in(phone: Phone, group: str) -> dict[str, str]:
    """The rights in a list, by their keys, with the labels as they are read, page after page."""
    await chooses(phone, group)
    seen: dict[str, str] = {}
    while True:
        page = {b.data.rpartition(":")[2]: phone.plain(b.text) for b in phone.inline(phone.card()) if b.data}
        fresh = {key: label for key, label in page.items() if "." in key and key not in seen}
        seen |= fresh
        if not fresh or "more" not in page:
            break
        await chooses(phone, "more")
    await chooses(phone, "back")
    return seen


def households_in(language: str) -> list[str]:
    """All of them in Dutch and Arabic, every other one in French and English; with `ALL_LANGUAGES=1` all in each."""
    names = sorted(families())
    some = {"fr": names[::2], "en": names[1::2]}
    return names if "ALL_LANGUAGES" in os.environ else some.get(language, names)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
async def test_every_household_reads_what_it_is_owed(language: str, tmp_path: Path) -> None:
    towns = tuple(sorted({family["municipality"] for family in families().values()}))
    async with open_town(tmp_path, over_http=True, served=towns) as town:
        for name in households_in(language):
            await _one_household(town, name, families()[name]["municipality"], language)


async def _one_household(town: Town, name: str, place: str, language: str) -> None:
    phone, words = town.phone(name, language_code=language), translator(language)
    today = town.clock.now().date()
    answers = go_through(there(name), described(name), today)
    await phone.says("/start")
    await chooses(phone, language, place, "start")
    await answers_as(phone, answers)
    async with town.machine.db.write() as conn:
        world = town.machine.turns.world
        kept = await load(conn, town.machine.keys, world, phone.id, now=town.clock.now())
    assert kept.household is not None
    assert kept.household.answers == answers, f"{name}: the bot asked and kept what the family told"

    expected, found = families()[name], report(there(name), answers, today)
    first = {b.data.rpartition(":")[2]: phone.plain(b.text) for b in phone.inline(phone.card()) if b.data}
    shown = {key: label for key, label in first.items() if key.partition(".")[2] in there(name).rights}
    for group in (group for group in LISTS if group in first):
        shown |= await read_in(phone, group)
    for verdict in found.verdicts:
        if verdict.right_id in expected.get("owed", []) and verdict.kind in OWED and not verdict.held:
            assert verdict.key in shown, f"{name}: {verdict.key}"
            assert phone.plain(words.say(verdict.name)) in shown[verdict.key], f"{name}: {verdict.key}"
    refused = set(expected.get("not", [])) - set(expected.get("differs", {}))
    assert not refused & {key.partition(".")[2] for key in shown}, f"{name}: not now, and yet among what is likely"
