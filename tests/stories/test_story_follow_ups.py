"""What was promised for later: asked, recalled and wiped at its time, and never when people are left in peace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework import Role
from followups import first_allowed
from rehearsal.town import Phone, Town, open_town
from storage.audit import actor_of
from storage.tables import audit
from tests.stories.people import (
    answers_everything,
    asks_for_help,
    begins,
    claims,
    closes,
    confirmed_group,
    is_asked,
    keeps_answers,
    said_in,
    sent_between,
)

TUESDAY_BEFORE_ARMISTICE_DAY = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 13, 15, 0, tzinfo=UTC)
SATURDAY_EVENING = datetime(2026, 11, 14, 18, 30, tzinfo=UTC)
CONTACT = "Heeft iemand al contact met je gehad?"
HALFWAY = "Wil je verdergaan?"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def times_asked(town: Town) -> int:
    return sum(CONTACT in str(call.params["text"]) for call in town.stand_in.cloud.journal.of("sendMessage"))


async def screened(phone: Phone) -> Phone:
    await begins(phone)
    return await answers_everything(phone)


async def test_nobody_was_in_touch_so_the_request_goes_to_the_top_and_the_team_hears_it(town: Town) -> None:
    katrien, sara, omar = await town.coordinator(), town.phone("Sara"), town.phone("Omar")
    group = await confirmed_group(town, katrien)
    await begins(omar)
    first = await asks_for_help(omar, "Omar")
    await town.passes(HOUR)
    await begins(sara)
    second = await asks_for_help(sara)
    await claims(katrien, second)
    await katrien.taps("Meld contact", "Ja, er was contact")
    await town.passes(3 * DAY)
    assert CONTACT in sara.text(), "whatever staff recorded, the family is asked"
    await sara.taps("Nee, nog niet")
    assert "De collega's weten het nu." in sara.text()
    assert f"Nog geen contact bij {second}, zegt het gezin." in said_in(town, group)[-1]
    assert f"{second}: het gezin zegt dat er nog geen contact was." in katrien.text()
    await katrien.says("/start")
    assert katrien.text().index(second) < katrien.text().index(first), "it is on top now"
    await katrien.taps(second)
    assert "Het gezin zegt: nog geen contact gehad." in katrien.text()
    asked = sara.all_text().count(CONTACT)
    await town.passes(3 * DAY + 20 * HOUR)
    assert sara.all_text().count(CONTACT) == asked, "three days later is a Sunday"
    await town.passes(2 * HOUR)
    assert sara.all_text().count(CONTACT) == asked + 1, "so it is asked again on Monday morning"


async def test_who_says_no_in_the_evening_reads_when_staff_will_hear_it(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    await begins(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    await town.passes(3 * DAY + 12 * HOUR)
    await sara.taps("Nee, nog niet")
    assert "weten het nu" not in sara.text()
    assert "De collega's horen het op vrijdag 20/11/2026 om 08:30." in sara.text()
    before = len(katrien.messages())
    await town.passes(10 * HOUR)
    assert len(katrien.messages()) == before
    await town.passes(HOUR)
    assert f"{number}: het gezin zegt dat er nog geen contact was." in katrien.text(), "and then she did"


async def test_without_a_group_the_holder_hears_once_that_nobody_was_in_touch(town: Town) -> None:
    katrien, bart, sara = await town.coordinator(), await town.coordinator("Bart"), town.phone("Sara")
    await begins(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    await town.passes(3 * DAY)
    before = len(katrien.messages())
    await sara.taps("Nee, nog niet")
    assert len(katrien.messages()) == before + 1
    assert f"{number}: het gezin zegt dat er nog geen contact was." in katrien.text()
    assert f"Nog geen contact bij {number}, zegt het gezin." in bart.text()


async def test_somebody_was_in_touch_and_nothing_more_is_asked(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    await begins(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    await town.passes(3 * DAY)
    await sara.taps("Ja")
    assert "Fijn. Dank je." in sara.text()
    await town.passes(5 * DAY)
    assert sara.all_text().count(CONTACT) == 1


async def test_an_answer_through_the_bot_is_contact_by_the_family_s_own_act(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    await begins(sara)
    await claims(katrien, await asks_for_help(sara))
    await katrien.taps("Schrijf via de bot", "Contact maken", "Stel een tolk voor", "Verstuur")
    await town.passes(4 * HOUR)
    await sara.taps("Open het bericht", "Ja")
    await katrien.taps("Open de aanmelding")
    assert "Contact gehad, we helpen" in katrien.text()
    assert "Meld contact" not in katrien.buttons()
    async with town.machine.db.write() as conn:
        actors = (await conn.execute(select(audit.c.actor).where(audit.c.act == "contact"))).scalars().all()
    assert list(actors) == [actor_of(Role.FAMILY, sara.user.id)]
    await town.passes(8 * DAY)
    assert CONTACT not in sara.all_text()
    assert "nog geen contact" not in katrien.all_text()


@pytest.mark.parametrize(("phrase", "said"), [("Begroet het gezin", "Bel mij"), ("Vraag een belmoment", "Altijd goed")])
async def test_who_waits_for_a_call_is_asked_only_after_a_silence(town: Town, phrase: str, said: str) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    await begins(sara)
    await claims(katrien, await asks_for_help(sara))
    await katrien.taps("Schrijf via de bot", "Contact maken", phrase, "Verstuur")
    await town.passes(4 * HOUR)
    await sara.taps("Open het bericht", said)
    await town.passes(3 * DAY)
    assert CONTACT not in sara.all_text(), "the family said something"
    await town.passes(4 * DAY)
    assert CONTACT in sara.all_text(), "and then nothing more came"


async def test_a_message_that_waits_for_an_answer_is_no_contact_yet(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    await begins(sara)
    await claims(katrien, await asks_for_help(sara))
    await katrien.taps("Schrijf via de bot", "Contact maken", "Stel een tolk voor", "Verstuur")
    await town.passes(3 * DAY + HOUR)
    assert CONTACT in sara.all_text()


async def test_who_does_not_answer_is_asked_three_times_and_then_left_in_peace(town: Town) -> None:
    await town.coordinator()
    sara = town.phone()
    await begins(sara)
    await asks_for_help(sara)
    await town.passes(6 * DAY + HOUR)
    assert times_asked(town) == 1, "three days after the first time is a Sunday"
    await town.passes(DAY)
    assert times_asked(town) == 2
    assert [sara.buttons(m)[0] for m in sara.messages() if "Nee, nog niet" in sara.buttons(m)] == ["Ja"], "one is open"
    assert sara.text() == CONTACT
    await town.passes(30 * DAY)
    assert times_asked(town) == 3
    assert sara.all_text().count(CONTACT) == 1, "an older one that nobody answered is no question any more"


async def test_an_answer_to_the_newest_question_settles_the_later_ones(town: Town) -> None:
    await town.coordinator()
    sara = town.phone()
    await begins(sara)
    await asks_for_help(sara)
    await town.passes(7 * DAY)
    await sara.taps("Ja")
    await town.passes(30 * DAY)
    assert times_asked(town) == 2


async def test_a_request_of_friday_afternoon_is_recalled_on_monday_and_tuesday(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True, start=FRIDAY) as town:
        katrien, bart, sara = await town.coordinator(), await town.coordinator("Bart"), town.phone()
        group = await confirmed_group(town, katrien)
        await begins(sara)
        number = await asks_for_help(sara)
        await town.passes(3 * DAY - HOUR)
        assert len(said_in(town, group)) == 1, "the weekend does not count"
        await town.passes(2 * HOUR)
        assert f"Nog niemand nam {number} op." in said_in(town, group)[-1]
        assert number not in bart.all_text()
        await town.passes(DAY)
        for colleague in (katrien, bart):
            assert f"{number}: Wacht 4 dagen. Nog niemand nam dit op." in colleague.text()


async def test_armistice_day_does_not_count_as_a_working_day(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True, start=TUESDAY_BEFORE_ARMISTICE_DAY) as town:
        katrien, sara = await town.coordinator(), town.phone()
        await begins(sara)
        number = await asks_for_help(sara)
        await town.passes(DAY + 23 * HOUR)
        assert "Nog niemand nam" not in katrien.all_text()
        await town.passes(2 * HOUR)
        assert f"Nog niemand nam {number} op." in katrien.text()
        assert sent_between(town, datetime(2026, 11, 10, 23, tzinfo=UTC), datetime(2026, 11, 11, 23, tzinfo=UTC)) == []


async def test_a_claimed_request_is_not_recalled_and_one_that_is_handed_back_is(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone()
    await begins(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    await town.passes(2 * DAY)
    assert "Nog niemand nam" not in katrien.all_text()
    await katrien.says("/start")
    await katrien.taps(number, "Meer", "Geef terug", "Ja, geef terug")
    await town.passes(DAY + HOUR)
    assert f"Nog niemand nam {number} op." in katrien.all_text()


async def test_a_whole_week_nothing_unasked_comes_at_night_on_sunday_or_on_a_holiday(tmp_path: Path) -> None:
    """Saturday evening, half past seven: everything that is started now would fall due at a bad hour."""
    async with open_town(tmp_path, over_http=True, start=SATURDAY_EVENING) as town:
        katrien, sara, omar = await town.coordinator(), town.phone("Sara"), town.phone("Omar")
        group = await confirmed_group(town, katrien)
        await screened(sara)
        await keeps_answers(sara, 0)
        await asks_for_help(sara)
        await begins(omar)
        await town.passes(timedelta(seconds=1))
        asked_until = town.clock.now()
        await town.passes(16 * DAY)
        calls = [c for c in town.stand_in.cloud.journal.of("sendMessage") if c.time > asked_until]
        assert {c.chat for c in calls} >= {sara.id, omar.id, katrien.id, group}, "everyone was written to"
        for call in calls:
            assert first_allowed(call.time) == call.time, f"{call.time}: {call.params['text']!r}"


async def test_who_stops_halfway_is_reminded_once(town: Town) -> None:
    sara = town.phone()
    await begins(sara)
    await sara.taps(sara.buttons()[0])
    await town.passes(DAY - HOUR)
    assert HALFWAY not in sara.all_text()
    await town.passes(2 * HOUR)
    assert HALFWAY in sara.text()
    await sara.taps("Ga verder")
    assert is_asked(sara) or "bellen" in sara.text()
    await town.passes(6 * DAY)
    assert sara.all_text().count(HALFWAY) == 1


async def test_who_went_on_by_itself_is_reminded_a_day_after_the_last_tap(town: Town) -> None:
    sara = town.phone()
    await begins(sara)
    await town.passes(20 * HOUR)
    await sara.says("/start")
    await town.passes(20 * HOUR)
    assert HALFWAY not in sara.all_text()
    await town.passes(7 * HOUR)
    assert HALFWAY in sara.all_text()


async def test_who_has_finished_is_not_reminded(town: Town) -> None:
    sara = town.phone()
    await screened(sara)
    await town.passes(6 * DAY)
    assert HALFWAY not in sara.all_text()


async def test_answers_that_may_not_be_kept_go_seven_days_after_the_last_tap(town: Town) -> None:
    sara = town.phone()
    await screened(sara)
    await sara.taps("Verder", "Nee, bewaar ze niet")
    await town.passes(3 * DAY)
    await sara.says("/menu")
    await town.passes(7 * DAY - HOUR)
    await sara.taps("Wat we vonden")
    assert "We denken dat dit bij je gezin past." in sara.text(), "the last tap was less than seven days ago"
    before = town.clock.now()
    await town.passes(7 * DAY + HOUR)
    edited = sent_between(town, before + HOUR, town.clock.now())
    calls = town.stand_in.cloud.journal.of("sendMessage")
    assert [call for call in calls if call.time > before + HOUR] == [], "nothing is said of it, nothing is asked"
    assert len(edited) == 1, "only the card, which showed what was found, is edited without a sound"
    assert "dit bij je gezin past" not in sara.text()
    await sara.says("/start")
    assert "Kies je taal." in sara.text()
    await sara.taps("Nederlands", "Ninove", "Ik begin")
    assert is_asked(sara)


async def test_no_question_about_answers_that_were_wiped_stays_in_the_chat(town: Town) -> None:
    sara = town.phone()
    await begins(sara)
    await town.passes(6 * DAY)
    assert "Je antwoorden staan er nog." in sara.all_text()
    await town.passes(DAY + HOUR)
    assert "Je antwoorden staan er nog." not in sara.all_text()
    assert [m for m in sara.messages() if "Nu niet" in sara.buttons(m)] == []


async def test_answers_that_nobody_chose_to_keep_go_as_well(town: Town) -> None:
    sara = town.phone()
    await begins(sara)
    await town.passes(7 * DAY + HOUR)
    await sara.says("/start")
    assert "Kies je taal." in sara.text()


async def test_answers_that_may_be_kept_are_there_after_a_month(town: Town) -> None:
    sara = town.phone()
    await screened(sara)
    await keeps_answers(sara, 0)
    await town.passes(30 * DAY)
    await sara.says("/start")
    assert "Wat we vonden" in sara.text()


async def test_who_takes_back_its_yes_is_wiped_seven_days_after_the_last_tap(town: Town) -> None:
    sara = town.phone()
    await screened(sara)
    await keeps_answers(sara, 0)
    await town.passes(10 * DAY)
    await sara.says("/mijngegevens")
    await sara.taps("Waar ik ja op zei", "Antwoorden bewaren", "Trek mijn ja in")
    await town.passes(7 * DAY + HOUR)
    await sara.says("/start")
    assert "Kies je taal." in sara.text(), "the end that the yes planned is a year away"


async def test_an_open_request_keeps_the_answers_until_it_is_closed(town: Town) -> None:
    katrien, sara = await town.coordinator(), town.phone("Sara")
    await begins(sara)
    number = await asks_for_help(sara)
    await town.passes(8 * DAY)
    await claims(katrien, number)
    assert "Sara, bereikbaar via de bot" in katrien.text()
    await closes(katrien)
    await town.passes(8 * DAY)
    await sara.says("/start")
    assert "Kies je taal." in sara.text()
