"""The list to take along: on paper, as messages, as a file; because somebody asked, and as long as they may read it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from rehearsal.town import Phone, Town
from reports.rights_file import RightsFile
from sandbox import Message
from storage.tables import access, audit
from tests.stories.files_of_families import helps, in_dutch, taps_in_menu
from tests.stories.people import answers_everything, asks_for_help, begins, claims
from tests.stories.test_story_staff_card import with_a_claimed_case

PAPER, MESSAGES, FILE = "Blad om af te drukken", "Berichten in deze chat", "Bestand voor wie je helpt"
TAKE = "📄 Neem je rechten mee"


def documents(phone: Phone) -> list[Message]:
    """The files that stand in a chat."""
    return [message for message in phone.messages() if "document" in message.content]


def held_by(phone: Phone, message: Message) -> bytes:
    """What is in a file that was sent."""
    file = phone.town.stand_in.cloud.files.get(message.content["document"]["file_id"])
    assert file is not None
    return file.data


async def with_rights(town: Town, name: str = "Sara") -> Phone:
    return await answers_everything(await begins(town.phone(name)))


async def test_a_mother_asks_her_rights_on_paper_and_gets_them(town: Town) -> None:
    sara = await with_rights(town)
    assert documents(sara) == [], "nothing comes unasked"
    await taps_in_menu(sara, TAKE)
    assert "Er staat geen naam op." in sara.text()
    await sara.taps(PAPER)
    (paper,) = documents(sara)
    assert paper.content["document"]["file_name"] == "rechten-2026-11-16.pdf"
    assert paper.text == "Je rechten op papier. Er staat geen naam op."
    pdf = held_by(sara, paper)
    assert pdf.startswith(b"%PDF-")
    assert b"Sara" not in pdf
    assert "Hierboven staat wat je vroeg." in sara.text(), "the way on stands below it"
    await sara.taps("Naar mijn rechten")
    assert "Wat we vonden" in sara.text()


async def test_it_is_within_reach_of_the_results_once_it_is_known_whether_they_are_kept(town: Town) -> None:
    sara = await with_rights(town)
    await sara.taps("Verder", "Nee, bewaar ze niet", "📄 Neem mee", PAPER)
    assert len(documents(sara)) == 1


async def test_a_mother_reads_her_rights_as_messages(town: Town) -> None:
    sara = await with_rights(town)
    await sara.says("/papier")
    before = len(sara.messages())
    await sara.taps(MESSAGES)
    told = [message.text for message in sara.messages()[before - 1 :] if message.from_bot and not message.inline]
    assert len(told) > 1
    numbers = [int(n) for text in told for n in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1)), "in their order"
    assert told[-1].startswith("Nog dit")
    assert "Sociaal Huis Ninove" in told[-1]
    assert "Stuur het anders" in sara.buttons()


async def test_a_father_gets_it_in_arabic_beside_the_dutch(town: Town) -> None:
    omar = await with_rights(town, "Omar")
    await omar.says("/taal")
    await omar.taps("العربية")
    await omar.says("/paper")
    await omar.taps(omar.buttons()[0])
    (paper,) = documents(omar)
    assert b"NotoSansArabic" in held_by(omar, paper)
    assert paper.content["document"]["file_name"].startswith("حقوق"), "a name that he can read"


async def test_who_answered_nothing_yet_is_led_to_the_questions(town: Town) -> None:
    sara = await begins(town.phone("Sara"))
    await sara.says("/papier")
    assert "Er staat nog niets in je lijst." in sara.text()
    await sara.taps("Ga verder")
    assert "Is er iets dat niet kan wachten?" in sara.text()


async def test_who_is_halfway_reads_that_the_list_is_not_complete(town: Town) -> None:
    sara = await begins(town.phone("Sara"))
    for _ in range(5):
        await sara.taps(sara.buttons()[-4] if "Liever niet" in sara.buttons() else sara.buttons()[0])
    await sara.says("/papier")
    await sara.taps(MESSAGES)
    assert "De lijst is nog niet af." in sara.all_text()
    assert "Nog niet duidelijk" not in sara.all_text(), "what waits for an answer is asked, not printed"


async def test_who_has_no_file_gets_no_paper_either(town: Town) -> None:
    sara = await in_dutch(town.phone("Sara"))
    await sara.says("/papier")
    assert documents(sara) == []
    assert "In welke gemeente woon je?" in sara.text()


async def test_a_helper_prints_it_for_the_family_without_the_word_they_use_for_it(town: Town) -> None:
    hilde = await in_dutch(town.phone("Hilde"))
    await helps(hilde, "Blauw")
    await answers_everything(hilde)
    await taps_in_menu(hilde, TAKE)
    await hilde.taps(FILE)
    (file,) = documents(hilde)
    assert b"Blauw" not in held_by(hilde, file)
    assert "Blauw" not in file.content["document"]["file_name"]
    assert "Blauw" not in file.text


async def test_a_parent_who_was_let_go_meanwhile_gets_nothing(town: Town) -> None:
    sara = await with_rights(town)
    await taps_in_menu(sara, TAKE)
    button = next(b for b in sara.inline(sara.card()) if b.text == PAPER)
    town.stand_in.cloud.tap(sara.id, sara.id, sara.card().id, str(button.data))
    await town.machine.door.poll(0)
    await town.machine.turns.run()
    async with town.machine.db.write() as conn:
        await conn.execute(delete(access).where(access.c.chat_id == sara.id))
    await town.settle()
    assert documents(sara) == []


# -- who works on a request -------------------------------------------------------------------------------------------


async def asked(town: Town, papers: str) -> tuple[Phone, str]:
    """A coordinator, and the number of the request of a mother who told about her papers."""
    katrien, sara = await town.coordinator(), await with_rights(town)
    return katrien, await asks_for_help(sara, papers=papers)


def read(katrien: Phone) -> dict[str, Any]:
    file = held_by(katrien, documents(katrien)[-1])
    RightsFile.model_validate_json(file)
    found: dict[str, Any] = json.loads(file)
    return found


async def test_only_who_took_a_request_up_gets_its_file_and_not_for_long(town: Town) -> None:
    katrien, number = await asked(town, "Ja, dat mag")
    await katrien.says("/start")
    await katrien.taps(number, "Lees het rapport")
    assert "📄 Als bestand" not in katrien.buttons()
    await claims(katrien, number)
    await katrien.taps("Lees het rapport", "📄 Als bestand", "Blad om af te drukken")
    (paper,) = documents(katrien)
    assert held_by(katrien, paper).startswith(b"%PDF-")
    assert b"Sara" not in held_by(katrien, paper)
    async with town.machine.db.write() as conn:
        assert "take" in (await conn.execute(select(audit.c.act))).scalars().all()
    await town.passes(timedelta(minutes=16))
    assert documents(katrien) == [], "as a card with somebody's data, it does not stay"


@pytest.mark.parametrize("end", [
    ("/menu", "👤 Mijn aanmelding", "Trek mijn vraag in", "Ja, trek in"),
    ("/wissen", "Ja, wis alles"),
])  # fmt: skip
async def test_a_file_goes_at_once_when_the_family_ends_it(town: Town, end: tuple[str, ...]) -> None:
    katrien, sara, number = await with_a_claimed_case(town)
    await katrien.taps("Lees het rapport", "📄 Als bestand", "Blad om af te drukken")
    assert len(documents(katrien)) == 1
    command, *taps = end
    await sara.says(command)
    await sara.taps(*taps)
    assert documents(katrien) == [], f"{number} ended"


async def test_a_file_holds_no_more_than_the_family_agreed_to(town: Town) -> None:
    katrien, number = await asked(town, "Nee, liever niet")
    await claims(katrien, number)
    await katrien.taps("Lees het rapport", "📄 Als bestand", "Voor mijn programma")
    found = read(katrien)
    catalogue = town.machine.turns.world.catalogue.for_municipality("ninove")
    private = {right.id for right in catalogue.rights.values() if right.private}
    assert private
    assert private.isdisjoint({one["right"] for one in found["rights"]} | set(found["not_now"]))
    await katrien.taps("Terug naar het rapport")
    assert f"Rapport van {number}" in katrien.text()
