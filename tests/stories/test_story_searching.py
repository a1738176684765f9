"""Somebody who wants one thing: looks for it by a word, reads its card, and has only that checked."""

from __future__ import annotations

from rehearsal.town import Phone, Town
from tests.stories.people import answers_everything, begins, is_asked

MOST = 10


async def checks_one(phone: Phone) -> int:
    """Through the questions of one right, each with *don't know*; how many there were."""
    for number in range(MOST):
        if not is_asked(phone):
            return number
        await phone.taps("Weet ik niet")
    raise AssertionError(f"the questions of one right do not end: {phone.text()}")


async def test_one_right_is_found_read_and_checked_and_the_rest_can_follow(town: Town) -> None:
    sara = town.phone("Sara")
    await sara.says("/start")
    await sara.taps("Nederlands")
    await sara.says("/zoek verwarmink")
    await sara.taps("Ninove", "Verwarmingstoelage (mazout)")
    assert "mazout" in sara.text()
    await sara.taps("Wat brengt het")
    assert "€" in sara.text(), "in general, from low to high"
    await sara.taps("Kijk of dit past")
    assert "Verantwoordelijk: Ninove" in sara.text(), "what is said about data comes first"
    await sara.taps("Ik begin")
    assert "Vraag voor: Verwarmingstoelage (mazout)" in sara.text()
    await town.restart()
    assert await checks_one(sara) <= MOST
    assert "Misschien" in sara.text()
    await sara.taps("Alle vragen")
    await answers_everything(sara)
    assert "Wat we vonden" in sara.text()


async def test_a_word_in_arabic_finds_the_same_right_in_arabic(town: Town) -> None:
    amina = town.phone("Amina")
    await amina.says("/start")
    await amina.taps("العربية", "Ninove", "أبدأ")
    await amina.says("/search التدفئه")
    found = amina.buttons()[0]
    assert "مازوت" in " ".join(amina.buttons()) or "تدفئة" in " ".join(amina.buttons())
    await amina.taps(found)
    assert found in amina.text()


async def test_a_theme_leads_to_a_right_and_danger_comes_before_a_search(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    await sara.taps("Menu", "Meer", "Zoek een recht", "School, sport en vervoer", "Studietoelage")
    assert "hoger onderwijs" in sara.text()
    await sara.says("/zoek mijn man slaat mij")
    assert "1712" in sara.text()


async def test_a_coordinator_reads_a_card_and_is_asked_nothing(town: Town) -> None:
    katrien = await town.coordinator()
    await katrien.says("/zoek huur")
    await katrien.taps("Huurpremie")
    assert "Kijk of dit past" not in katrien.buttons()
    assert "👤 Vraag hulp" not in katrien.buttons()
    await katrien.taps("Terug", "Terug", "Terug")
    assert "Welkom, Katrien" in katrien.text(), "back where the search began"


async def test_who_wants_a_person_gets_one(town: Town) -> None:
    await town.coordinator()
    sara = town.phone("Sara")
    await begins(sara)
    await sara.says("/zoek qsdfghjk")
    await sara.taps("👤 Vraag hulp")
    assert "Een medewerker van Ninove" in sara.text()
