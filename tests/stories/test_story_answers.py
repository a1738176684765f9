"""A family changes an answer, looks at what would be, and tells what happened to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearsal.town import Phone, Town, open_town
from rights import Answer, Answers
from storage.contexts import load
from tests.stories.people import answers_everything, begins

ONE = "1"
"""The number of the first answer of a topic."""


@pytest.fixture
async def two_towns(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, over_http=True, served=("ninove", "denderleeuw")) as town:
        yield town


async def screened(town: Town) -> Phone:
    """A parent alone, who answered everything: no children, rents for long, has no benefits."""
    sara = town.phone("Sara")
    await begins(sara)
    return await answers_everything(sara)


async def kept(town: Town, phone: Phone) -> Answers:
    """What the database holds of a family's answers."""
    machine = town.machine
    async with machine.db.write() as conn:
        context = await load(conn, machine.keys, machine.turns.world, phone.id, now=town.clock.now())
    assert context.household is not None
    return context.household.answers


def said(answers: Answers, question: str) -> str | None:
    """The last choice at a question."""
    given = [item.choice for item in answers if isinstance(item, Answer) and item.question == question]
    return given[-1] if given else None


async def goes_on(phone: Phone, *, until: str) -> None:
    """Everything stays as it was, and what was never told is not known, until a text stands on the card."""
    for _ in range(20):
        if until in phone.text():
            return
        await phone.taps("Zoals eerder" if "Zoals eerder" in phone.buttons() else "Weet ik niet")
    raise AssertionError(f"the card says {phone.text()!r}")


async def test_an_answer_is_changed_and_what_changes_is_said_at_once(town: Town) -> None:
    sara = await screened(town)
    await sara.taps("✏️ Mijn antwoorden", "werk, geld en hulp")
    assert "Loon van werk" in sara.text()
    await sara.taps(ONE, "Leefloon van het OCMW", "Klaar")
    assert "Nu ook waarschijnlijk: Sociaal tarief energie" in sara.text()
    assert said(await kept(town, sara), "livelihood") == "pay+leefloon"
    await town.restart()
    await sara.taps("Naar de vraag")
    assert "Hoelang krijgt je gezin leefloon al?" in sara.text()
    await sara.taps("Nog geen 3 maanden")

    await sara.says("/reponses")
    await sara.taps("werk, geld en hulp", ONE)
    assert "✅ Leefloon van het OCMW" in sara.buttons()
    await sara.taps("✅ Leefloon van het OCMW", "Klaar")
    assert "Niet meer: Sociaal tarief energie" in sara.text()
    assert said(await kept(town, sara), "benefit_since") is None, "there is nothing any more that it was about"


async def test_what_was_skipped_is_shown_so_and_can_be_told_later(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    await sara.taps("Liever niet", "Menu", "Meer", "✏️ Mijn antwoorden", "dringende hulp")
    assert "dringende hulp: liever niet gezegd" in sara.text()
    await sara.taps(ONE, "Ik ben niet veilig")
    assert "Deze mensen kan je nu bellen" in sara.text()
    assert said(await kept(town, sara), "urgent") == "not_safe"


async def test_what_if_is_not_real_and_changes_nothing(two_towns: Town) -> None:
    town = two_towns
    sara = await screened(town)
    before = (await kept(town, sara)).to_json()
    await sara.taps("✏️ Mijn antwoorden", "Wat als ...?", "🏠 Verhuizen", "Denderleeuw")
    assert "Dit is niet echt." in sara.text()
    await sara.taps("Huurhuis, nog geen 9 maanden")
    await town.restart()
    await sara.taps("Nog geen 3 maanden geleden")
    await goes_on(sara, until="Wat als (niet echt): 🏠 Verhuizen")
    assert "Nu ook waarschijnlijk: " in sara.text()
    assert "Huursubsidie" in sara.text()
    await sara.taps("Iets anders proberen", "Uit elkaar gaan", "2 volwassenen", "Klaar")
    await goes_on(sara, until="Wat als (niet echt): Uit elkaar gaan")
    await sara.taps("Terug naar echt")
    assert (await kept(town, sara)).to_json() == before


async def test_a_baby_is_born(town: Town) -> None:
    sara = await screened(town)
    year = str(town.clock.now().year)
    await sara.says("/changement")
    await sara.taps("👶 Een baby is geboren", year, "Klaar", "Zoals eerder")
    await goes_on(sara, until="Dit verandert voor jou")
    assert "Groeipakket" in sara.text()
    assert said(await kept(town, sara), "births") == year
    await sara.taps("📅 Datums")
    assert "Startbedrag bij geboorte" in sara.text()
    assert "ten laatste op" in sara.text()


async def test_a_partner_comes_to_live_there_and_what_came_in_is_asked_again(town: Town) -> None:
    sara = await screened(town)
    assert said(await kept(town, sara), "livelihood") == "pay"
    await sara.taps("✏️ Mijn antwoorden", "je gezin", "2", "2 volwassenen", "Klaar")
    assert "Dat vraag ik opnieuw." in sara.text()
    assert said(await kept(town, sara), "livelihood") is None, "it was what one adult lives on"
    assert said(await kept(town, sara), "income_year") is None
    await sara.says("/verandering")
    await sara.taps("Iemand komt bij ons wonen", "Zoals eerder")
    assert "Werk, geld en hulp" in sara.text()
    assert "Zoals eerder" not in sara.buttons(), "an old answer is not offered for two"
    await sara.taps("Loon van werk", "Klaar")
    await goes_on(sara, until="Dit verandert voor jou")

    await sara.says("/verandering")
    await sara.taps("🏠 Verhuisd", "Ja, ander huis")
    await goes_on(sara, until="Bij jou thuis: tik alles aan wat past.")
    await sara.taps("✅ 2 volwassenen", "Niets hiervan")
    assert "Werk, geld en hulp" in sara.text(), "who moves and is alone since is asked what comes in"


async def test_a_baby_that_was_expected_is_not_expected_any_more_when_it_is_born(town: Town) -> None:
    sara = await screened(town)
    await sara.taps("✏️ Mijn antwoorden", "je gezin", "2", "Er komt een baby", "Klaar")
    await sara.says("/verandering")
    await sara.taps("👶 Een baby is geboren", str(town.clock.now().year), "Klaar")
    assert "Bij jou thuis: tik alles aan wat past." in sara.text()
    assert "Zoals eerder" not in sara.buttons(), "it cannot be: the baby is there"
    assert "Er komt een baby" in sara.buttons(), "without its tick"
    await sara.taps("Niets hiervan")
    await goes_on(sara, until="Dit verandert voor jou")
    assert said(await kept(town, sara), "members") == "none"


async def test_who_moves_to_another_town_is_asked_about_the_house_there(two_towns: Town) -> None:
    sara = await screened(two_towns)
    await sara.says("/change")
    await sara.taps("🏠 Verhuisd", "Nee, andere gemeente", "Denderleeuw", "Ja, ik woon daar", "Vragen over mijn huis")
    await sara.taps("Huurhuis, nog geen 9 maanden", "Nog geen 3 maanden geleden")
    await goes_on(sara, until="Dit verandert voor jou")
    await sara.taps("📅 Datums")
    assert "Huursubsidie: ten laatste op" in sara.text()
