"""A mother looks at what is kept of her family, takes a yes back, and takes all of it along."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, select

from rehearsal.town import Phone, Town, open_town
from reports.own_data import OwnData
from storage import audit
from storage.records import EXPORT
from storage.tables import access, consent, note, referral, work
from storage.tables import audit as audit_table
from tests.stories.files_of_families import helps, in_dutch, taps_in_menu, two_parents
from tests.stories.people import answers_everything, asks_for_help, begins, claims, closes, keeps_answers
from tests.stories.volunteers import volunteer

DAY = timedelta(days=1)


def files_in(phone: Phone) -> dict[str, bytes]:
    """The documents that stand in a chat, by their names."""
    cloud = phone.town.stand_in.cloud
    found = {}
    for message in phone.messages():
        document = message.content.get("document")
        if document is not None:
            file = cloud.files.get(document["file_id"])
            assert file is not None
            found[document["file_name"]] = file.data
    return found


async def takes_all(phone: Phone) -> OwnData:
    """Asks for the files, and reads the one for another program."""
    await phone.says("/mijngegevens")
    await phone.taps("Stuur mij alles", "Stuur de bestanden")
    return OwnData.model_validate_json(files_in(phone)["bestand.json"])


async def test_a_mother_reads_who_saw_it_withdraws_and_takes_it_along(tmp_path: Path) -> None:
    async with open_town(tmp_path, over_http=True) as town:
        katrien, sara = await town.coordinator("Katrien"), town.phone("Sara")
        await begins(sara)
        await answers_everything(sara)
        await keeps_answers(sara, 0)
        number = await asks_for_help(sara)
        await sara.says("/mydata")
        assert "zolang de vraag om hulp loopt" in sara.text()
        await sara.taps("Wie las dit?")
        assert "Niemand van de gemeente las dit." in sara.text()
        await town.passes(DAY)
        await claims(katrien, number)
        await katrien.taps("Lees de notities")
        await katrien.says("Belt morgen.")

        await taps_in_menu(sara, "🔒 Jouw gegevens")
        await sara.taps("Wie las dit?")
        assert "Een medewerker van Ninove las de aanmelding, op dinsdag 17/11/2026" in sara.text()
        assert "Katrien" not in sara.all_text(), "a role and a day, never a name"
        await sara.taps("Terug", "Waar ik ja op zei")
        assert {"Rechten zoeken: ja", "Antwoorden bewaren: ja"} <= {*sara.buttons()}

        told = await takes_all(sara)
        assert told.household is not None
        assert told.household.requests[0].number == number
        assert told.household.requests[0].told["first_name"] == "Sara"
        assert [seen.by for seen in told.household.seen].count("staff") >= 1
        words = files_in(sara)["bestand.txt"].decode("utf-8-sig")
        assert number in words
        assert "Naam:" in words
        assert "Een medewerker van" in words
        assert all(line in words for line in told.household.answers_in_words)
        assert len(told.household.answers_in_words) > 10

        await sara.says("/mesdonnees")
        await sara.taps("Waar ik ja op zei", "Hulp ")
        assert "Dan stopt je vraag om hulp." in sara.text()
        await sara.taps("Trek mijn ja in")
        assert "Je zei nee op dinsdag 17/11/2026." in sara.text()
        assert "Trek mijn ja in" not in sara.buttons()
        assert f"{number}: ingetrokken door het gezin." in katrien.all_text()
        async with town.machine.db.write() as conn:
            assert (await conn.execute(select(referral.c.state, referral.c.body))).all() == [("withdrawn", None)]
            assert (await conn.execute(select(note.c.id))).all() == []
            assert await audit.verify(conn)

        await sara.taps("Terug", "Antwoorden bewaren")
        assert "Je antwoorden gaan na 7 dagen." in sara.text()
        await sara.taps("Trek mijn ja in")
        assert "Je zei nee" in sara.text()
        await town.passes(8 * DAY)
        assert "Kies je taal." in sara.text(), "without the yes they go a week after the last tap"
        assert "hoe het ging" not in sara.all_text(), "and nothing is asked any more"


async def test_without_the_first_yes_nothing_is_kept(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    await sara.says("/mijngegevens")
    await sara.taps("Waar ik ja op zei", "Rechten zoeken: ja", "Trek mijn ja in")
    assert "Wil je alles wissen?" in sara.text()
    await sara.taps("Nee, bewaar")
    await sara.says("/mijngegevens")
    await sara.taps("Waar ik ja op zei", "Rechten zoeken: ja", "Trek mijn ja in", "Ja, wis alles")
    assert "Alles is gewist." in sara.text()


async def test_a_no_after_the_end_takes_away_what_was_told(town: Town) -> None:
    katrien, sara = await town.coordinator("Katrien"), town.phone("Sara")
    await begins(sara)
    number = await asks_for_help(sara)
    await claims(katrien, number)
    await closes(katrien)
    await sara.says("/mijngegevens")
    assert "1 vraag om hulp" in sara.text()
    await sara.taps("Waar ik ja op zei", "Hulp in Ninove: ja", "Trek mijn ja in")
    await sara.says("/mijngegevens")
    assert "vraag om hulp" not in sara.text()
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(referral.c.body))).scalars().all() == [None]
        given = (await conn.execute(select(consent.c.given).where(consent.c.purpose.like("help%")))).scalars().all()
    assert given == [True, False]


async def test_a_file_that_is_not_open_any_more_is_not_sent(town: Town) -> None:
    """Omar asks for all of it, and is let go before it goes."""
    _, omar = await two_parents(town)
    await omar.says("/mijngegevens")
    await omar.taps("Stuur mij alles")
    shown = omar.message_with("Stuur de bestanden")
    button = next(b for b in omar.inline(shown) if b.text.startswith("Stuur"))
    town.stand_in.cloud.tap(omar.id, omar.id, shown.id, str(button.data))
    await town.machine.door.poll(0)
    await town.machine.turns.run()
    async with town.machine.db.write() as conn:
        await conn.execute(delete(access).where(access.c.chat_id == omar.id))
    await town.settle()
    assert files_in(omar) == {}
    async with town.machine.db.write() as conn:
        acts = (await conn.execute(select(audit_table.c.act))).scalars().all()
    assert EXPORT not in acts, "what did not go is not recorded as gone"


async def test_a_helper_takes_along_one_file_and_no_other(town: Town) -> None:
    hilde = await in_dutch(town.phone("Hilde"))
    await helps(hilde, "Blauw")
    await helps(hilde, "Groen")
    told = await takes_all(hilde)
    assert told.household is not None
    assert told.household.kind == "helper"
    assert "Blauw" not in json.dumps(told.model_dump(mode="json")), "of the file that is open, and of no other"
    await hilde.says("/mijngegevens")
    await hilde.taps("Waar ik ja op zei", "Rechten zoeken: ja")
    assert "Iemand las de tekst voor." in hilde.text()
    assert "Trek mijn ja in" not in hilde.buttons(), "that yes is the family's"


async def test_staff_and_volunteers_take_along_what_is_kept_of_them(town: Town) -> None:
    katrien, vera = await town.coordinator("Katrien"), await volunteer(town)
    await katrien.says("/mijngegevens")
    assert "Je bent coördinator in Ninove." in katrien.text()
    assert "staat 2 jaar in een logboek" in katrien.text()
    told = await takes_all(katrien)
    assert (told.household, [role.name for role in told.roles]) == (None, ["Katrien"])
    told = await takes_all(vera)
    assert told.roles[0].role == "volunteer"
    assert told.roles[0].about["agreed"].startswith("discretion-")
    assert "Je bent vrijwilliger in" in files_in(vera)["bestand.txt"].decode("utf-8-sig")


async def test_behind_a_pin_nothing_of_it_is_shown_or_sent(town: Town) -> None:
    sara = town.phone("Sara")
    await begins(sara)
    await taps_in_menu(sara, "Code op deze chat")
    await sara.says("2468")
    await sara.says("2468")
    await taps_in_menu(sara, "Verberg dit")
    await sara.says("/mijngegevens")
    assert "Typ je code." in sara.text()
    assert files_in(sara) == {}
    await sara.says("2468")
    await sara.says("/mijngegevens")
    assert "een code op deze chat: ja" in sara.text()
    await sara.taps("Stuur mij alles")
    assert "Ook met een code op de chat kan iemand ze openen." in sara.text()
    async with town.machine.db.write() as conn:
        assert "wipe" in (await conn.execute(select(work.c.kind))).scalars().all()


async def test_a_number_that_was_given_to_the_town_is_not_for_who_reads_along(town: Town) -> None:
    await town.coordinator("Katrien")
    sara, omar = await two_parents(town)
    await answers_everything(sara)
    await asks_for_help(sara, "Sara")
    told = await takes_all(omar)
    assert told.household is not None
    [request] = told.household.requests
    assert "first_name" not in request.told
    assert "phone" not in request.told
    assert "Nog iemand leest mee." in files_in(omar)["bestand.txt"].decode()


async def test_the_family_reads_who_did_what_and_what_the_bot_did_by_itself(town: Town) -> None:
    katrien, sara = await town.coordinator(), await begins(town.phone("Sara"))
    number = await asks_for_help(sara)
    await claims(katrien, number)
    await town.passes(timedelta(days=7))  # nothing was recorded: the bot hands it back
    await sara.says("/mijngegevens")
    await sara.taps("Wie las dit?", "Wie deed wat?")
    assert "De bot: de tijd was om, de aanmelding gaat verder, op " in sara.text()
    assert "Een medewerker van Ninove: de aanmelding opgenomen, op maandag 16/11/2026" in sara.text()
    assert "Je gezin: hulp gevraagd, op maandag 16/11/2026" in sara.text()
    assert "Katrien" not in sara.text()
    async with town.machine.db.write() as conn:
        acts = select(audit_table).where(audit_table.c.act.in_(("submit", "claim", "time_up")))
        who = {row.act: row.actor for row in await conn.execute(acts)}
    assert who == {"submit": 0, "claim": katrien.id, "time_up": audit.BOT}
