"""From the first tap of a parent to the last one of the coordinator."""

from __future__ import annotations

from datetime import timedelta

from rehearsal.town import Phone, Town
from tests.stories.people import answers_everything, asks_for_help, begins, claims, closes, is_asked, number_in

ASK_CONTACT = "Druk op de knop om je nummer te delen."


async def at_phone_step(phone: Phone, name: str = "Sara") -> Phone:
    """As far as the question for the own phone number."""
    await begins(phone)
    await phone.taps("Menu", "👤 Vraag hulp", "Ja, dat mag")
    await phone.says(name)
    return await phone.taps("Per telefoon")


async def test_a_mother_gets_a_number_and_her_coordinator_closes_the_request(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    sara = town.phone("Sara")
    await begins(sara)
    await answers_everything(sara)
    assert "Wat we vonden" in sara.text()
    await sara.taps(sara.buttons()[0], "Wat doe ik", "Help me hiermee", "Ja, dat mag", "Nee, liever niet")
    await sara.says("Sara")
    await sara.taps("Via deze chat")
    assert "Voornaam: Sara" in sara.text()
    assert "Hulp bij: " in sara.text()
    await sara.taps("Ja, verstuur")
    number = number_in(sara.text())
    assert "Een medewerker van Ninove leest je vraag" in sara.text()
    assert "donderdag 19/11/2026" in sara.text()

    assert number in katrien.text()
    await katrien.says("/start")
    assert f"{number}: Nieuw. Wacht minder dan een uur. Nog vrij." in katrien.text()
    await katrien.taps(number)
    assert "Sara, bereikbaar via de bot" in katrien.text()
    await katrien.taps("Neem dit op je", "Lees het rapport")
    assert "Hulp gevraagd" in katrien.text(), "what the family asked help with stands first"
    await katrien.taps("Lees de gegevens")
    assert "verblijf" not in katrien.text().lower(), "the family said no to its papers"
    await katrien.taps("Terug", "Lees de notities")
    await katrien.says("Belt morgen terug.")
    assert "Belt morgen terug." in katrien.text()
    assert katrien.all_text().count("Belt morgen terug.") == 1, "what Katrien typed is gone from her chat"
    await katrien.taps("Terug", "Meld contact", "Ja, er was contact")
    await closes(katrien)
    assert "Er wacht nu niemand" in katrien.text()
    assert "Sara" not in katrien.all_text(), "after closing, the coordinator sees nothing of the family any more"

    assert "Je vraag is afgerond." in sara.text()
    await sara.taps("Ga verder")
    assert "Wat we vonden" in sara.text()
    await town.passes(timedelta(days=4))
    assert "Heeft iemand al contact" not in sara.all_text(), "a closed request asks nothing any more"


async def test_ones_own_phone_leaves_no_trace_in_the_chat(town: Town) -> None:
    katrien = await town.coordinator()
    sara = town.phone("Sara", phone="+32470112233")
    await at_phone_step(sara)
    assert ASK_CONTACT in sara.all_text()
    assert town.stand_in.cloud.keyboard(sara.id) is not None
    await sara.shares_contact()
    assert "Wanneer mag de medewerker je bellen?" in sara.text()
    assert ASK_CONTACT not in sara.all_text()
    assert "Dank je." not in sara.all_text(), "the message that took the keyboard away is gone too"
    assert not [message for message in sara.messages() if message.content], "the shared contact is gone"
    assert town.stand_in.cloud.keyboard(sara.id) is None
    await sara.taps("Altijd goed")
    assert "Telefoon: 0470 11 22 33" in sara.text()
    await sara.taps("Ja, verstuur")
    await claims(katrien, number_in(sara.text()))
    assert "Sara, 0470 11 22 33" in katrien.text()
    assert "Bellen: Altijd goed." in katrien.text()


async def test_somebody_elses_contact_does_not_count(town: Town) -> None:
    sara, neighbour = town.phone("Sara"), town.phone("Omar", phone="+32470445566")
    await town.coordinator()
    await at_phone_step(sara)
    await sara.shares_contact(neighbour.id)
    assert "Dat is het nummer van iemand anders." in sara.text()
    assert not [message for message in sara.messages() if message.content], "the stranger's number is gone at once"
    assert "445566" not in sara.all_text().replace(" ", "")
    await sara.taps("Toch via deze chat")
    assert "Contact: via deze chat" in sara.text()
    assert ASK_CONTACT not in sara.all_text()
    assert town.stand_in.cloud.keyboard(sara.id) is None


async def test_leaving_the_phone_step_takes_the_keyboard_away(town: Town) -> None:
    sara = town.phone("Sara")
    await town.coordinator()
    await at_phone_step(sara)
    await sara.says("/start")
    assert town.stand_in.cloud.keyboard(sara.id) is None
    assert ASK_CONTACT not in sara.all_text()


async def test_a_typed_number_goes_from_the_chat_and_reaches_the_coordinator(town: Town) -> None:
    sara, katrien = town.phone("Sara"), await town.coordinator()
    await at_phone_step(sara)
    await sara.says("abc")
    assert "Dit nummer lukt niet." in sara.text()
    await sara.says("0470 99 88 77")
    assert "99 88 77" not in sara.all_text()
    await sara.taps("Tussen 9 en 12 uur", "Ja, verstuur")
    await claims(katrien, number_in(sara.text()))
    assert "0470 99 88 77" in katrien.text()


async def test_through_the_bot_a_phrase_goes_out_and_its_answer_comes_back(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sara")
    await begins(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    await katrien.taps("Schrijf via de bot", "Contact maken", "Stel een tolk voor")
    assert "Wil je een tolk? Je betaalt niets." in katrien.text(), "she reads what the family will read"
    await katrien.taps("Verstuur")
    assert "Nog geen antwoord." in katrien.text()

    assert sara.text() == "Er is een bericht voor je."
    await sara.taps("Open het bericht")
    assert "Wil je een tolk? Je betaalt niets." in sara.text()
    await sara.taps("Ja")
    assert "Je antwoord is doorgegeven." in sara.text()

    assert katrien.text() == f"{number}: het gezin antwoordde."
    await katrien.taps("Open de aanmelding", "Lees de antwoorden")
    assert "Antwoord: Ja." in katrien.text()


async def test_what_a_coordinator_types_goes_to_nobody_and_she_reads_how_to_write(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sara")
    await begins(sara)
    await claims(katrien, await asks_for_help(sara))
    await katrien.taps("Schrijf via de bot")
    await katrien.says("Dag Sara, ik bel je morgen.")
    assert "Wat je typt, gaat niet naar het gezin." in katrien.text()
    assert "Niemand leest" not in katrien.all_text()
    await katrien.taps("Contact maken", "Stel een tolk voor")
    assert "Wat je typt" not in katrien.text()
    await katrien.says("En nog iets.")
    assert "Kies Schrijf zelf." in katrien.text()
    await katrien.taps("Verstuur")
    assert "morgen" not in sara.all_text()


async def test_two_coordinators_claim_at_the_same_moment_and_one_of_them_has_it(town: Town) -> None:
    katrien, bart = await town.coordinator("Katrien"), await town.coordinator("Bart")
    sara = town.phone("Sara")
    await begins(sara)
    number = await asks_for_help(sara)
    for colleague in (katrien, bart):
        await colleague.says("/start")
        await colleague.taps(number)
    taps = [(colleague, colleague.card()) for colleague in (katrien, bart)]
    for colleague, card in taps:
        claim = next(b for b in colleague.inline(card) if colleague.plain(b.text) == "Neem dit op je")
        assert claim.data is not None
        town.stand_in.cloud.tap(colleague.id, colleague.id, card.id, claim.data)
    await town.settle()

    assert "Iemand helpt. Dit is bij jou." in katrien.text()
    assert "Iemand helpt. Dit is bij Katrien." in bart.text()
    assert "Neem dit op je" not in bart.buttons()
    assert "Een collega heeft deze aanmelding al." in bart.toasts()


async def test_a_town_without_a_coordinator_collects_nothing(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    await sara.taps("Menu", "👤 Vraag hulp")
    assert "OCMW van Ninove" in sara.text()
    assert "Ik geef niets door." in sara.text()
    await sara.says("Sara, 0470 11 22 33")
    assert "Niemand leest wat je hier typt." in sara.text()
    await sara.taps("Terug", "Ga verder")
    assert is_asked(sara)


async def test_the_last_coordinator_leaves_while_a_family_is_asking(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sara")
    await begins(sara)
    await sara.taps("Menu", "👤 Vraag hulp", "Ja, dat mag")
    await sara.says("Sara")
    await sara.taps("Via deze chat")
    await katrien.says("/wissen")
    await katrien.taps("Ja, wis alles")
    await sara.taps("Ja, verstuur")
    assert "NIN-" not in sara.text()
    assert "OCMW van Ninove" in sara.text()
