"""What is promised to a family is work: read, reminded of, ticked, moved, and not forgotten when it is missed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, select

from rehearsal.town import Phone, Town
from storage.tables import audit, work
from tests.stories.people import asks_for_help, begins, claims, closes, confirmed_group, said_in

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def asked(town: Town) -> tuple[Phone, Phone, str]:
    """A coordinator who took the request of a mother."""
    katrien, sara = await town.coordinator(), await begins(town.phone())
    number = await asks_for_help(sara)
    await claims(katrien, number)
    return katrien, sara, number


async def promises(phone: Phone, *taps: str) -> Phone:
    """From the card of a case that this coordinator holds."""
    return await phone.taps("Meer", "Beloof iets", *taps)


async def reads(town: Town) -> int:
    """How often staff read a case so far."""
    async with town.machine.db.write() as conn:
        return int((await conn.execute(select(func.count()).where(audit.c.act.startswith("read")))).scalar_one())


async def until(town: Town, hour: int, minute: int = 30, days: int = 0) -> None:
    """Time goes by until this hour in Brussels (winter), so many days on."""
    now = town.clock.now()
    there = (now + days * DAY).replace(hour=hour - 1, minute=minute, second=0, microsecond=0)
    await town.passes(there - now)


async def test_a_promise_is_read_by_the_family_and_ticked_on_its_day(town: Town) -> None:
    katrien, sara, number = await asked(town)
    await promises(katrien, "Langskomen", "Morgen", "Verstuur")
    assert f"Belofte {number}.1" in katrien.text()
    assert "Langskomen, ten laatste op dinsdag 17/11/2026." in katrien.text()
    assert sara.text() == "Er is een bericht voor je."
    await sara.taps("Open het bericht")
    assert "Dit beloofde je gemeente" in sara.text()
    assert "Langskomen, ten laatste op dinsdag 17/11/2026." in sara.text()

    await town.restart()
    await until(town, 8, 29, days=1)
    assert "Vandaag beloofd" not in katrien.all_text()
    await town.passes(timedelta(minutes=1))
    assert f"Vandaag beloofd, {number}.1: Langskomen." in katrien.text()
    await katrien.taps("Gedaan")
    assert "Genoteerd als gedaan." in katrien.text()
    await until(town, 9, days=3)
    assert "Nog niet gedaan" not in katrien.all_text()
    await sara.says("/start")
    assert "Sorry" not in sara.all_text()


async def test_a_typed_day_moves_it_and_the_family_hears_the_new_one(town: Town) -> None:
    katrien, sara, _ = await asked(town)
    await promises(katrien, "Langskomen")
    for typed, answer in (
        ("morgen", "Dat is geen datum."),
        ("31/02", "Dat is geen datum."),
        ("22/11", "Dat is geen werkdag."),
        ("13/11/2026", "Die dag is voorbij."),
        ("25/06", "Dat is te ver weg."),
    ):
        await katrien.says(typed)
        assert answer in katrien.text()
    await katrien.says("20/11")
    assert "Dit leest het gezin:" in katrien.text()
    assert "Er is een bericht voor je." not in sara.all_text(), "nothing is promised before it was seen"
    await katrien.taps("Terug")
    await katrien.says("20/11")
    await katrien.taps("Verstuur")
    assert "Langskomen, ten laatste op vrijdag 20/11/2026." in katrien.text()
    await katrien.taps("Kies een andere dag", "Morgen")
    assert "Verplaatst." in katrien.text()
    await sara.taps("Open het bericht", message=sara.messages()[-1])
    assert "dinsdag 17/11/2026" in sara.text()
    assert "vrijdag" not in sara.text()
    await katrien.taps("Naar de beloften")
    assert "1 belofte te doen" in katrien.text()


async def test_a_missed_one_stands_at_the_top_and_comes_to_the_team(town: Town) -> None:
    katrien, _, number = await asked(town)
    fatma = await begins(town.phone("Fatma"))
    await fatma.taps(fatma.buttons()[0])  # something urgent
    other = await asks_for_help(fatma, "Fatma")
    group = await confirmed_group(town, katrien)
    await katrien.says("/start")
    await katrien.taps(number)
    await promises(katrien, "Antwoord geven", "Vandaag", "Verstuur")
    await katrien.says("/start")
    await town.machine.ticker.tick()
    await until(town, 8, 29, days=1)
    await katrien.taps("Vernieuw")
    assert "Belofte gemist" not in katrien.text()

    await town.passes(timedelta(minutes=1))
    assert f"Nog niet gedaan, {number}.1: Antwoord geven." in katrien.all_text()
    digest = next(text for text in said_in(town, group) if "De dag in cijfers" in text)
    assert "2 nieuw, 2 open." in digest
    assert "Dringend en nog vrij: 1." in digest
    assert "Vorige werkdag: 1 belofte, 0 nagekomen." in digest
    assert "Te laat: 1 belofte." in digest
    await katrien.says("/start")
    lines = katrien.text().splitlines()
    assert lines.index(next(line for line in lines if line.startswith(f"{number}:"))) < lines.index(
        next(line for line in lines if line.startswith(f"{other}:"))
    )
    assert "Belofte gemist." in katrien.text()
    await until(town, 8, 31, days=1)
    assert any(f"Een belofte bij {number} is twee werkdagen te laat." in text for text in said_in(town, group))

    await katrien.taps("Beloften", f"{number}.1", "Gedaan")
    assert "Jij hebt nu geen belofte." in katrien.text()


async def test_a_promise_goes_along_with_its_request_and_ends_with_it(town: Town) -> None:
    katrien, sara, number = await asked(town)
    bart = await town.coordinator("Bart")
    await promises(katrien, "Langskomen", "Morgen", "Verstuur")
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Geef terug", "Ja, geef terug")
    await until(town, 8, 31, days=1)
    for phone in (katrien, bart):
        assert "Nog niemand heeft deze aanmelding." in phone.all_text()
    await sara.says("/start")
    await sara.taps("Menu", "👤 Mijn aanmelding")
    assert "Sorry" not in sara.text()
    await until(town, 8, 31, days=1)
    await sara.says("/start")
    await sara.taps("Menu", "👤 Mijn aanmelding")
    assert "De dag van een belofte ging voorbij. Sorry." in sara.text(), "also while nobody has it"
    await sara.taps("Wat is beloofd?")
    assert "Dit is nog niet gebeurd. Sorry." in sara.text()
    for phone in (katrien, bart):
        await phone.says("/start")
        await phone.taps("Beloften")
        assert f"Te laat: {number}.1: Langskomen." in phone.text(), "what nobody keeps is everybody's"
        assert "Nog vrij." in phone.text()
    await claims(bart, number)
    await bart.taps("Naar de lijst", "Beloften")
    assert f"{number}.1: Langskomen." in bart.text()
    assert "Bij jou." in bart.text()
    await katrien.says("/start")
    await katrien.taps("Beloften", "Toon die van het team", f"{number}.1")
    assert "Gedaan" not in katrien.buttons()

    await bart.taps(f"{number}.1", "Open de aanmelding")
    await closes(bart)
    await bart.taps("Beloften", "Toon die van het team")
    assert "Er is nu geen belofte." in bart.text()
    told = bart.all_text().count("Nog niet gedaan")
    await until(town, 9, days=4)
    assert bart.all_text().count("Nog niet gedaan") == told


async def test_the_queue_is_filtered_and_shared_out(town: Town) -> None:
    katrien, _, number = await asked(town)
    urgent = await begins(town.phone("Fatma"))
    await urgent.taps(urgent.buttons()[0])
    other = await asks_for_help(urgent, "Fatma")
    await katrien.says("/start")
    await katrien.taps("Filter", "Dringend", "Toon de lijst")
    assert number not in katrien.text()
    assert other in katrien.text()
    assert "Gefilterd: Dringend." in katrien.text()
    await katrien.taps(other, "Naar de lijst")
    assert "Gefilterd: Dringend." in katrien.text()
    await katrien.taps("Filter", "Langer dan 3 dagen", "Toon de lijst")
    assert "Geen aanmelding past hierbij." in katrien.text()
    readings = await reads(town)
    await katrien.taps("Filter", "Toon alles")
    assert number in katrien.text()
    await katrien.taps("Filter", "Waarover")
    assert "Waarover vraagt het gezin hulp?" in katrien.text() or "Er is nu niets om te kiezen." in katrien.text()
    assert await reads(town) == readings, "a list of numbers shows no family"
    await katrien.says("/start")
    await katrien.taps("Verdeling")
    assert "Jij: 1 aanmelding." in katrien.text()
    assert "Nog vrij: 1 aanmelding." in katrien.text()


async def test_nothing_is_planned_about_a_request_and_the_coordinators_hear_its_number(town: Town) -> None:
    katrien, sara, number = await asked(town)
    await katrien.taps("Meld contact", "Ja, er was contact")
    await town.passes(3 * DAY)
    await sara.taps("Ja")
    await town.machine.ticker.tick()
    await town.passes(DAY)
    assert "niets gepland" not in katrien.all_text(), "who is helped is looked at again after a month"
    async with town.machine.db.write() as conn:  # a defect: what was promised is gone
        await conn.execute(delete(work).where(work.c.stream.startswith("referral:")))
    await town.machine.ticker.tick()
    await town.passes(3 * DAY)  # over the weekend
    alarm = next(m.text for m in katrien.messages() if "niets gepland" in m.text)
    assert "Bij 1 aanmelding staat niets gepland." in alarm
    assert number in alarm
    await katrien.says("/start")
    await katrien.taps(number)
    await promises(katrien, "Langskomen", "Morgen", "Verstuur")
    before = len(katrien.messages())
    await town.machine.ticker.tick()
    await until(town, 8, 29, days=1)
    assert len(katrien.messages()) == before


async def test_a_week_in_figures_and_charts_for_who_works_here(town: Town) -> None:
    katrien, sara, _ = await asked(town)
    await closes(katrien)
    await asks_for_help(await begins(town.phone("Fatma")), "Fatma")
    await town.passes(DAY)
    await town.machine.ticker.tick()
    await until(town, 9, days=6)
    week = next(text for text in katrien.all_text().split("Vorige week in cijfers")[1:])
    assert "2 nieuw, 1 opgenomen binnen een werkdag." in week
    assert "De helft wachtte hoogstens een uur." in week
    assert "Recht in orde: 1." in week

    await katrien.says("/cijfers")
    await katrien.taps("Resultaten")
    photos = town.stand_in.cloud.journal.of("sendPhoto")
    assert photos[-1].params["caption"] == "Afgesloten per maand, Ninove. Dezelfde cijfers staan hieronder."
    assert "11/2026: Recht in orde 1. Anders 0." in katrien.text()
    for chart in ("Wachtlijst", "Wachttijden", "Beloften", "Rechten"):
        await katrien.taps(chart)
    assert len(town.stand_in.cloud.journal.of("sendPhoto")) == len(photos) + 4
    await sara.says("/cijfers")
    assert "Dit is voor wie voor een gemeente werkt" in sara.text()


async def test_one_that_is_let_go_is_told_with_its_reason(town: Town) -> None:
    katrien, sara, number = await asked(town)
    await promises(katrien, "Langskomen", "Morgen", "Verstuur")
    await katrien.taps("Dit gaat niet door", "Terug", "Dit gaat niet door", "Het lukt ons niet")
    assert "Genoteerd. Het gezin leest waarom." in katrien.text()
    assert sara.messages()[-1].text == "Er is een bericht voor je."
    await sara.taps("Open het bericht", message=sara.messages()[-1])
    assert "Langskomen, ten laatste op dinsdag 17/11/2026. Dit gaat niet door: het lukt ons niet, sorry." in sara.text()
    await town.passes(3 * DAY)
    assert f"{number}.1" not in katrien.all_text(), "nobody is reminded of it"


async def test_who_will_be_away_on_that_day_is_warned_and_may_go_on(town: Town) -> None:
    katrien, _, number = await asked(town)
    await katrien.taps("Menu", "Meer", "Mijn werk", "Ik ben even weg", "Ik ga later weg")
    await katrien.says("18/11")
    await katrien.says("25/11")
    await katrien.says("/start")
    await katrien.taps(number)
    await promises(katrien, "Langskomen", "donderdag 19/11/2026")
    assert "Je bent dan weg. Kies een andere dag, of ga toch verder." in katrien.text()
    await katrien.says("20/11")
    assert "Toch vrijdag 20/11/2026" in katrien.buttons(), "each such day is asked about"
    await katrien.taps("Toch vrijdag 20/11/2026", "Verstuur")
    assert "Langskomen, ten laatste op vrijdag 20/11/2026." in katrien.text()
    await katrien.taps("Kies een andere dag")
    await katrien.says("25/11")
    assert "woensdag 25/11/2026" in katrien.text(), "that day everybody is back"
    assert "Verplaatst." in katrien.text()
