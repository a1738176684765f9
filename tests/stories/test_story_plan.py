"""A family's step plan: what it chooses, tells and has in the end; and a bot that asks, but never too often."""

from __future__ import annotations

import itertools
import re
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from conversations.registry import NUDGES
from rehearsal.town import Phone, Town
from rights import load_catalogue
from storage.tables import notice, outcome
from tests.stories.people import answers_everything, asks_for_help, begins, keeps_answers
from tests.stories.test_story_dates import kept

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY
HOW_WAS_IT = "Het duurt één minuut."
MARKS = ("○ ", "◐ ", "● ", "✕ ")


async def planned(phone: Phone, *places: int) -> list[str]:
    """A family that keeps its answers and begins with the rights at these places. Returns what stands in its plan."""
    await begins(phone)
    await answers_everything(phone)
    await keeps_answers(phone, *places)
    return steps(phone)


def steps(phone: Phone) -> list[str]:
    """The steps on the card of the plan, with their marks."""
    return [label for label in phone.buttons() if label.startswith(MARKS)]


async def counted(town: Town) -> list[tuple[str, str, str]]:
    async with town.machine.db.write() as conn:
        found = await conn.execute(select(outcome.c.right, outcome.c.outcome, outcome.c.band).order_by(outcome.c.id))
        return [(row.right, row.outcome, row.band) for row in found]


async def nudges(town: Town) -> list[datetime]:
    """When the bot wrote to the family by itself."""
    async with town.machine.db.write() as conn:
        query = select(notice.c.at).where(notice.c.kind.in_(sorted(NUDGES))).order_by(notice.c.at)
        return list((await conn.execute(query)).scalars())


async def test_a_family_tries_applies_and_has_it_and_the_bot_asks_at_each_its_time(town: Town) -> None:
    sara = town.phone("Sara")
    [first] = await planned(sara, 0)
    assert "○" in first
    assert "0 van de 1 in orde" in sara.text()
    await sara.taps(first, "Het lukte nog niet")
    assert "Je probeerde het al." in sara.text()
    await town.restart()
    await town.passes(WEEK - HOUR)
    assert HOW_WAS_IT not in sara.all_text()
    await town.passes(2 * HOUR)
    assert HOW_WAS_IT in sara.text(), "a week after it was tried"
    await sara.taps("Vertel hoe het ging", "Ik vroeg het aan")
    assert "Dank je." in sara.text()
    await sara.says("/plan")
    assert [label[0] for label in steps(sara)] == ["◐"]
    await town.passes(29 * DAY)
    assert sara.all_text().count(HOW_WAS_IT) == 1
    await town.restart()
    await town.passes(4 * DAY)
    assert sara.all_text().count(HOW_WAS_IT) == 2, "a month after it was asked for"
    await sara.taps("Vertel hoe het ging", "Het is in orde", "Bekijk mijn plan")
    assert "1 van de 1 in orde" in sara.text()
    await sara.taps(steps(sara)[0])
    assert "Dit is in orde." in sara.text()
    told = await counted(town)
    assert [what for _, what, _ in told] == ["tried", "applied", "granted"]
    assert {right for right, _, _ in told} <= set(load_catalogue().rights), "figures count rights, not whose child"
    await town.passes(60 * DAY)
    assert sara.all_text().count(HOW_WAS_IT) == 2, "what is in order is asked about no more"


async def test_what_is_granted_is_what_the_family_says_that_it_has(town: Town) -> None:
    sara = town.phone("Sara")
    [first] = await planned(sara, 0)
    await sara.taps(first, "Dat had ik al")
    assert "Dit is in orde." in sara.text()
    assert [what for _, what, _ in await counted(town)] == ["had"]
    await sara.says("/start")
    name = first.removeprefix("○ ")
    assert not any(name in label for label in sara.buttons()), "it is no right that is missed any more"
    await sara.says("/plan")
    await sara.taps("● ", "Toch nog niet")
    assert "Nog te beginnen." in sara.text()
    await sara.says("/start")
    await sara.says("/plan")
    assert [label[0] for label in steps(sara)] == ["○"]


async def test_a_refusal_is_nobodys_fault_and_leads_to_help(town: Town) -> None:
    await town.coordinator()
    sara = town.phone("Sara")
    [first] = await planned(sara, 0)
    await sara.taps(first, "Het werd geweigerd")
    assert "Het ligt niet aan jou." in sara.text()
    assert "Je mag altijd vragen waarom." in sara.text()
    assert "Bewaar de brief." in sara.text()
    await sara.taps("Help me hiermee", "Terug")
    assert "Dit werd geweigerd." in sara.text(), "who does not go on finds the step again"
    await sara.taps("Help me hiermee", "Nee, nu niet", "Help me hiermee", "Ja, dat mag", "Nee, liever niet")
    await sara.says("Sara")
    await sara.taps("Via deze chat")
    assert "Hulp bij: " in sara.text()
    await sara.taps("Ja, verstuur")
    await sara.says("/plan")
    assert "Geen stap loopt nu." in sara.text(), "what was refused does not count against the family"
    await sara.taps("✕ ", "Probeer opnieuw")
    assert "Nog te beginnen." in sara.text()


async def test_one_message_asks_about_all_steps_and_help_is_offered_at_once(town: Town) -> None:
    await town.coordinator()
    sara = town.phone("Sara")
    await planned(sara, 0, 1, 2)
    await town.passes(14 * DAY + 2 * HOUR)
    assert sara.all_text().count(HOW_WAS_IT) == 1
    await sara.taps("Vertel hoe het ging", "Het is in orde", "Vraag het later", "Het lukte nog niet")
    assert "Het ligt niet aan jou." in sara.text()
    await sara.taps("Ja, vraag hulp", "Ja, dat mag", "Nee, liever niet")
    await sara.says("Sara")
    await sara.taps("Via deze chat", "Ja, verstuur")
    assert "Je vraag is verstuurd" in sara.text()
    await sara.says("/plan")
    assert "1 van de 3 in orde" in sara.text()


async def test_documents_are_ticked_and_stay_so_after_a_restart(town: Town) -> None:
    sara = town.phone("Sara")
    for label in await planned(sara, *range(7)):
        await sara.says("/plan")
        await sara.taps(label)
        if "📄 Papieren" in sara.buttons():
            break
    await sara.taps("📄 Papieren", "1: zoek ik nog")
    assert "1. " in sara.text()
    assert "heb ik" in sara.text()
    await town.restart()
    await sara.taps("1: heb ik")
    assert "hulp nodig" in sara.text()
    assert "Help me hiermee" in sara.buttons()
    await sara.taps("1: hulp nodig", "1: zoek ik nog", "Terug")
    assert re.search(r"Papieren: 1 van de \d", sara.text())


async def test_a_right_goes_into_the_plan_from_its_card_and_what_is_dropped_leaves_it(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    await answers_everything(sara)
    await sara.taps(sara.buttons()[0], "Zet in mijn plan")
    assert "Nog te beginnen." in sara.text()
    await sara.taps("Stop hiermee", "Nee, ga verder")
    assert "Nog te beginnen." in sara.text(), "a tap by mistake lets nothing go"
    await sara.taps("Stop hiermee", "Ja, stop hiermee")
    assert "Je plan is nog leeg." in sara.text()
    assert await counted(town) == [], "nobody said that the answers may be kept"
    await town.passes(3 * DAY)
    assert HOW_WAS_IT not in sara.all_text()


async def test_a_last_day_goes_into_the_calendar_and_says_nothing_of_what_it_is_for(town: Town) -> None:
    sara = await kept(town.phone("Sara"))
    await sara.says("/plan")
    await sara.taps("Kies een recht")
    await sara.taps(*sara.buttons()[:6], "Klaar")
    names = [label[2:] for label in steps(sara)]
    for label in steps(sara):
        await sara.says("/plan")
        await sara.taps(label)
        if "📅 In mijn agenda" in sara.buttons():
            break
    said = re.search(r"Ten laatste op \w+ (\d\d)/(\d\d)/(\d{4})", sara.text())
    assert said is not None
    await sara.taps("📅 In mijn agenda")
    sent = next(message for message in reversed(sara.messages()) if "document" in message.content)
    document = sent.content["document"]
    assert document["file_name"] == "agenda.ics"
    file = town.stand_in.cloud.files.get(document["file_id"])
    assert file is not None
    data = file.data
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert event.decoded("dtstart") == date(int(said[3]), int(said[2]), int(said[1]))
    assert str(event["summary"]) == "Niet vergeten"
    assert not any(name.encode() in data for name in names), "a phone is often shared"


async def test_over_four_months_a_family_is_written_to_at_most_twice_a_week(town: Town) -> None:
    """Steps that are chosen, moved and forgotten at all kinds of moments, with last days that come near."""
    sara = await kept(town.phone("Sara"))
    for n in range(8):
        await sara.says("/plan")
        await sara.taps("Kies een recht")
        if "Klaar" in sara.buttons() and len(sara.buttons()) > 3:
            await sara.taps(sara.buttons()[0], "Klaar")
        if n % 3 == 1 and steps(sara):
            await sara.taps(steps(sara)[0])
            await sara.taps("Het lukte nog niet" if "Het lukte nog niet" in sara.buttons() else "Terug")
        if n == 4:
            await town.restart()
        await town.passes(2 * DAY)
    await town.passes(100 * DAY)
    told = await nudges(town)
    assert len(told) >= 4, "it does ask"
    for first, third in zip(told, told[2:], strict=False):
        assert third - first >= WEEK, f"three within a week: {told}"


@pytest.mark.parametrize(("often", "apart"), [("1 keer per week", WEEK), ("1 keer per maand", 30 * DAY)])
async def test_a_family_says_how_often_it_may_be_written_to(town: Town, often: str, apart: timedelta) -> None:
    sara = await kept(town.phone("Sara"))
    await sara.says("/plan")
    await sara.taps("Hoe vaak schrijf ik?", often)
    assert f"Nu koos je: {often}." in sara.text()
    await sara.taps("Terug", "Kies een recht")
    await sara.taps(sara.buttons()[0], "Klaar")
    await town.passes(90 * DAY)
    told = await nudges(town)
    assert told
    assert all(then - first >= apart for first, then in itertools.pairwise(told)), told


async def test_never_is_never_until_the_family_says_otherwise(town: Town) -> None:
    await town.coordinator()
    sara = town.phone("Sara")
    await planned(sara, 0)
    await sara.says("/plan")
    await sara.taps("Hoe vaak schrijf ik?", "Nooit")
    await town.passes(40 * DAY)
    assert await nudges(town) == []
    await asks_for_help(sara)
    await town.passes(5 * DAY)
    assert "Heeft iemand al contact met je gehad?" in sara.all_text(), "a check on staff comes all the same"
    await sara.says("/plan")
    await sara.taps("Hoe vaak schrijf ik?", "2 keer per week")
    await town.passes(3 * DAY)
    assert HOW_WAS_IT in sara.all_text(), "the question was not lost"


async def test_the_question_comes_in_the_language_of_that_day(town: Town) -> None:
    sara = town.phone("Sara")
    await planned(sara, 0)
    await sara.says("/taal")
    await sara.taps("English")
    await town.passes(15 * DAY)
    calls = [call.params["text"] for call in town.stand_in.cloud.journal.of("sendMessage") if call.chat == sara.id]
    assert "I promised to ask how it went." in calls[-1]


async def test_a_plan_without_a_family_leads_home(town: Town) -> None:
    sara = town.phone("Sara")
    await sara.says("/start")
    await sara.taps("Nederlands")
    await sara.says("/plan")
    assert "In welke gemeente woon je?" in sara.text()


async def test_a_family_that_corrects_itself_counts_once(town: Town) -> None:
    sara = await answers_everything(await begins(town.phone("Sara")))
    await keeps_answers(sara, 0)
    await sara.says("/plan")
    await sara.taps(sara.buttons()[0])
    for _ in range(2):
        await sara.taps("Het is in orde", "Toch nog niet")
    for _ in range(2):
        await sara.taps("Het lukte nog niet")
    async with town.machine.db.write() as conn:
        counted = (await conn.execute(select(outcome.c.outcome))).scalars().all()
    assert sorted(counted) == ["granted", "tried"]


async def test_an_offer_of_help_is_not_lost_by_tapping_an_old_question(town: Town) -> None:
    await town.coordinator()
    sara = town.phone("Sara")
    await planned(sara, 0, 1)
    await town.passes(14 * DAY + 2 * HOUR)
    await sara.taps("Vertel hoe het ging", "Het lukte nog niet")
    assert "Wil je dat iemand je helpt?" in sara.text()
    await town.passes(8 * DAY)
    await sara.taps("Vertel hoe het ging")
    assert "Wil je dat iemand je helpt?" in sara.text()
    await sara.taps("Nu niet")
    assert "Hoe ging het?" in sara.text(), "the other step is asked about all the same"


async def test_who_is_refused_reads_that_the_letter_matters_and_keeps_the_offer_while_looking_at_it(town: Town) -> None:
    sara = town.phone("Sara")
    await planned(sara, 0)
    await town.passes(14 * DAY + 2 * HOUR)
    await sara.taps("Vertel hoe het ging", "Het werd geweigerd")
    assert "Daarin staat hoe je in beroep kan gaan, en tot wanneer." in sara.text()
    await sara.taps("Ja, vraag hulp")
    assert "Hulp in Ninove" in sara.text(), "nobody of the town reads along here"
    await sara.taps("Terug")
    assert "Wil je dat iemand je helpt?" in sara.text()


async def test_who_does_not_want_to_tell_now_reads_when_it_is_asked_again(town: Town) -> None:
    sara = town.phone("Sara")
    await planned(sara, 0)
    for _ in range(2):
        asked = sara.all_text().count(HOW_WAS_IT)
        await town.passes(14 * DAY + 2 * HOUR)
        assert sara.all_text().count(HOW_WAS_IT) == asked + 1
        await sara.taps("Nu niet")
        [*_, said] = re.findall(r"Rond \w+ (\d\d)/(\d\d)/(\d{4}) vraag ik het opnieuw.", sara.all_text())
        told = (await nudges(town))[-1]
        assert date(*map(int, reversed(said))) - told.date() == 14 * DAY
    await town.passes(14 * DAY + 2 * HOUR)
    await sara.taps("Nu niet")
    assert "Ik vraag dit nu niet meer. Vertellen kan altijd." in sara.all_text()
    asked = sara.all_text().count(HOW_WAS_IT)
    await town.passes(30 * DAY)
    assert sara.all_text().count(HOW_WAS_IT) == asked


async def test_who_stops_with_one_step_is_asked_about_the_next(town: Town) -> None:
    sara = town.phone("Sara")
    await planned(sara, 0, 1)
    await town.passes(14 * DAY + 2 * HOUR)
    await sara.taps("Vertel hoe het ging", "Stop hiermee", "Nee, ga verder")
    first = sara.text()
    await sara.taps("Stop hiermee", "Ja, stop hiermee")
    assert "Hoe ging het?" in sara.text()
    assert sara.text() != first, "another step"
    await sara.taps("Stop hiermee", "Ja, stop hiermee")
    assert "Dank je." in sara.text()
