"""Nadia helps two families, and has children herself. Nothing passes between the three files."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from rehearsal.town import Town
from storage import links
from storage.tables import access, consent, household, work
from tests.stories.files_of_families import adopts, gives, helps, in_dutch, takes_up, taps_in_menu
from tests.stories.people import (
    answers_everything,
    asks_for_help,
    begins,
    claims,
    closes,
    is_asked,
    keeps_answers,
    number_in,
)

YES = "Het gezin zegt ja"
OLD = "Deze knop is oud. Kijk onderaan."


async def test_a_helper_keeps_the_files_of_two_families_apart(town: Town) -> None:
    await town.coordinator("Katrien")
    nadia = town.phone("Nadia")
    await begins(nadia)
    assert "Gezin:" not in nadia.text(), "her own file is under no name"
    await helps(nadia, "de buren")
    assert nadia.text().startswith("Gezin: de buren")
    assert "de buren\n" not in [m.text for m in nadia.messages() if not m.from_bot], "what she typed is gone"
    await answers_everything(nadia, urgent=True)
    number = await asks_for_help(nadia, "Ayse", yes=YES)
    assert nadia.text().startswith("Gezin: de buren")

    await helps(nadia, "trap 3")
    assert nadia.text().startswith("Gezin: trap 3")
    assert is_asked(nadia)
    assert "0 van de" not in nadia.text(), "nothing was answered yet"
    seen = nadia.all_text()
    assert "Ayse" not in seen
    assert number not in seen, "the card of the other family is gone from the chat"
    await nadia.says("/menu")
    assert "👤 Vraag hulp" in nadia.buttons(), "this family asked nothing"

    await takes_up(nadia, "de buren")
    await taps_in_menu(nadia, "👤 Mijn aanmelding")
    assert number in nadia.text()
    await nadia.says("/start")
    await nadia.taps("Voor mijn eigen gezin")
    assert "Gezin:" not in nadia.text()
    assert number not in nadia.all_text()


async def test_a_helper_s_own_family_begins_with_nothing_of_a_helped_one(town: Town) -> None:
    """Nadia has no file of her own yet: the plan of the family that she helped last is not hers."""
    nadia = await in_dutch(town.phone("Nadia"))
    await helps(nadia, "de buren")
    await helps(nadia, "trap 3")
    await answers_everything(nadia)
    await keeps_answers(nadia, 0)
    await nadia.says("/start")
    await nadia.taps("Voor mijn eigen gezin")
    assert "In welke gemeente woon je?" in nadia.text()
    await nadia.taps("Menu")
    assert not {"Stappenplan", "👤 Vraag hulp", "Wat we vonden"} & set(nadia.buttons())
    for command in ("/stappenplan", "/antwoorden", "/wissen"):
        await nadia.says(command)
        assert "trap 3" not in nadia.all_text()
    await nadia.says("/start")
    await nadia.taps("Voor mijn eigen gezin", "Ninove", "Ik begin")
    assert is_asked(nadia)
    assert "Gezin:" not in nadia.text()
    await takes_up(nadia, "trap 3")
    await taps_in_menu(nadia, "Stappenplan")
    assert nadia.text().startswith("Gezin: trap 3"), "it is there still, as it was left"


async def test_the_yes_of_the_family_is_recorded_with_who_heard_it(town: Town) -> None:
    nadia = town.phone("Nadia", language_code="fr")
    await nadia.says("/start")
    await nadia.taps("Français")
    await nadia.says("/familles")
    await nadia.says("voisins")
    await nadia.taps("Ninove")
    for meaning in ("read", "yes"):
        shown = next(b.data for b in nadia.inline(nadia.card()) if b.data and b.data.endswith(f":{meaning}"))
        await nadia.forges(shown)
    async with town.machine.db.write() as conn:
        given = (await conn.execute(select(consent))).one()
    assert (given.purpose, given.witness, given.language) == ("screening", nadia.id, "fr")


async def test_a_tap_on_one_family_s_card_that_comes_late_writes_nothing_in_another_s(town: Town) -> None:
    nadia = town.phone("Nadia")
    await helps(await in_dutch(nadia), "de buren")
    late = [button.data for button in nadia.inline(nadia.card()) if button.data]
    await helps(nadia, "trap 3")
    before = nadia.text()
    for data in late:
        await nadia.forges(data)
        assert nadia.text() == before
        assert nadia.toasts()[-1] == OLD


async def test_what_is_asked_later_comes_neutrally_and_opens_the_right_file(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    nadia = await in_dutch(town.phone("Nadia"))
    await helps(nadia, "de buren")
    number = await asks_for_help(nadia, "Ayse", yes=YES)
    await helps(nadia, "trap 3")
    await claims(katrien, number)
    await closes(katrien)
    await town.passes(timedelta(hours=1))
    notice = nadia.message_with("Ga verder")
    assert "Je vraag is afgerond" in notice.text
    assert "buren" not in notice.text
    await nadia.taps("Ga verder", message=notice)
    assert nadia.text().startswith("Gezin: de buren")


async def test_a_reminder_about_one_family_comes_while_another_s_request_runs(town: Town) -> None:
    await town.coordinator("Katrien")
    nadia = await in_dutch(town.phone("Nadia"))
    await helps(nadia, "trap 3")
    await helps(nadia, "de buren")
    await answers_everything(nadia)
    await asks_for_help(nadia, "Ayse", yes=YES)
    await town.passes(timedelta(days=1, hours=1))
    await nadia.taps("Ga verder", message=nadia.message_with("Nu niet"))
    assert nadia.text().startswith("Gezin: trap 3")
    assert is_asked(nadia)


async def test_a_question_about_one_family_is_answered_where_it_stands(town: Town) -> None:
    await town.coordinator("Katrien")
    nadia = await in_dutch(town.phone("Nadia"))
    await helps(nadia, "de buren")
    number = await asks_for_help(nadia, "Ayse", yes=YES)
    await helps(nadia, "trap 3")
    await town.passes(timedelta(days=3, hours=2))
    assert "Heeft iemand al contact gehad met het gezin?" in nadia.all_text(), "she is asked about others, not herself"
    card = nadia.message_with("Liever niet")
    await nadia.taps("Nee, nog niet")
    assert nadia.message_with("Liever niet").id == card.id, "the other file stays open"
    await nadia.taps(nadia.buttons(card)[0], message=card)
    assert nadia.toasts()[-1] == ""
    assert number not in nadia.message_with("Menu").text
    assert nadia.message_with("Menu").text.startswith("Gezin: trap 3")


async def test_how_did_it_go_is_asked_about_one_family_at_a_time(town: Town) -> None:
    question = "Ik beloofde te vragen hoe het ging."
    nadia = await in_dutch(town.phone("Nadia"))
    for label in ("de buren", "trap 3"):
        await helps(nadia, label)
        await answers_everything(nadia)
        await keeps_answers(nadia, 0)
    await town.passes(timedelta(days=14, hours=12))
    first = nadia.message_with("Vertel hoe het ging")
    assert nadia.all_text().count(question) == 1
    assert "Gezin" not in first.text
    await nadia.taps("Vertel hoe het ging")
    assert nadia.text().startswith("Gezin: de buren")
    await town.passes(timedelta(days=2))
    await nadia.taps("Vertel hoe het ging")
    assert nadia.text().startswith("Gezin: trap 3")


async def test_a_question_about_a_family_goes_with_its_file(town: Town) -> None:
    nadia = await in_dutch(town.phone("Nadia"))
    await helps(nadia, "de buren")
    await helps(nadia, "trap 3")
    await answers_everything(nadia)
    await keeps_answers(nadia, 0)
    await town.passes(timedelta(days=2))
    assert "Wil je verdergaan?" in nadia.all_text()
    await town.passes(timedelta(days=6))
    assert "Wil je verdergaan?" not in nadia.all_text(), "the answers of the neighbours were wiped"
    await nadia.says("/gezinnen")
    assert nadia.buttons()[0].startswith("trap 3"), "the other file is there"


async def test_one_that_nobody_answers_gives_way_to_the_other_family(town: Town) -> None:
    nadia = await in_dutch(town.phone("Nadia"))
    for label in ("de buren", "trap 3"):
        await helps(nadia, label)
        await answers_everything(nadia)
        await keeps_answers(nadia, 0)
    await town.passes(timedelta(days=20))
    assert len([m for m in nadia.messages() if "Vertel hoe het ging" in nadia.buttons(m)]) == 1
    await nadia.taps("Vertel hoe het ging")
    assert nadia.text().startswith("Gezin: trap 3")


async def test_a_request_for_a_family_has_its_yes_its_name_and_its_number(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    nadia = await in_dutch(town.phone("Nadia"))
    await helps(nadia, "de buren")
    await nadia.taps("Menu", "👤 Vraag hulp", YES)
    assert "voornaam van de ouder" in nadia.text()
    await nadia.says("Ayse")
    await nadia.taps("Per telefoon")
    assert "nummer van het gezin" in nadia.text()
    await nadia.shares_contact()
    assert "het nummer van iemand anders" in nadia.text(), "her own number is not the family's"
    await nadia.says("0471 12 34 56")
    await nadia.taps(nadia.buttons()[0], "Ja, verstuur")
    await claims(katrien, number_in(nadia.text()))
    assert "0471 12 34 56" in katrien.text()
    async with town.machine.db.write() as conn:
        heard = (await conn.execute(select(consent.c.purpose, consent.c.witness).order_by(consent.c.id))).all()
    assert [tuple(row) for row in heard] == [("screening", nadia.id), ("help", nadia.id)]


async def test_a_family_takes_its_file_and_the_helper_reads_on_because_it_may(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    nadia, ayse = await in_dutch(town.phone("Nadia")), town.phone("Ayse")
    await helps(nadia, "de buren")
    number = await asks_for_help(nadia, "Ayse", yes=YES)
    code = await gives(nadia)
    assert "de buren" not in nadia.text(), "the code says nothing about anybody"
    await ayse.opens(code)
    assert "Kies je taal." in ayse.text()
    await ayse.taps("Nederlands")
    assert "Iemand vulde dit samen met jou in, in Ninove." in ayse.text()
    await ayse.taps("Ja")
    assert "Verantwoordelijk" in ayse.text()
    await ayse.taps("Ja, dat is goed", "Ja")
    assert "Gezin:" not in ayse.text(), "a helper's word is the helper's"
    await taps_in_menu(ayse, "👤 Mijn aanmelding")
    assert number in ayse.text()
    assert "Een gezin heeft nu zijn eigen dossier." in nadia.all_text()
    await takes_up(nadia, "de buren")
    await claims(katrien, number)
    await town.passes(timedelta(days=3, hours=2))
    assert "Heeft iemand al contact met je gehad?" in ayse.all_text()
    assert "Heeft iemand al contact met je gehad?" not in nadia.all_text(), "the family is asked itself now"


async def test_a_family_that_says_no_to_its_helper_is_seen_by_nobody_else(town: Town) -> None:
    nadia, ayse = await in_dutch(town.phone("Nadia")), town.phone("Ayse")
    await helps(nadia, "de buren")
    await answers_everything(nadia)
    await adopts(ayse, await gives(nadia), keep_helper=False)
    assert "de buren" not in nadia.text()
    await nadia.says("/gezinnen")
    assert "de buren" not in nadia.all_text()
    await nadia.says("/start")
    assert "de buren" not in nadia.all_text()
    async with town.machine.db.write() as conn:
        assert list((await conn.execute(select(access.c.chat_id))).scalars()) == [ayse.id]
        streams = select(work.c.stream).where(
            work.c.state == "waiting", work.c.kind.in_(["wipe", "resume", "step_open"])
        )
        assert set((await conn.execute(streams)).scalars()) == {f"chat:{ayse.id}"}
    await town.passes(timedelta(days=8))
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(func.count()).select_from(household)) == 0, "wiped as it was promised"


async def test_a_code_gives_a_file_once(town: Town) -> None:
    nadia, ayse, stranger = await in_dutch(town.phone("Nadia")), town.phone("Ayse"), town.phone("Bo")
    await helps(nadia, "de buren")
    code = await gives(nadia)
    await nadia.opens(code)
    assert "Deze code is voor het gezin." in nadia.text()
    await adopts(ayse, code)
    await stranger.opens(code)
    assert "Deze link werkt niet meer." in stranger.text()
    assert "Is dit dossier van jouw gezin?" not in stranger.all_text()


async def test_a_family_with_a_file_of_its_own_has_two_then_and_chooses(town: Town) -> None:
    nadia, ayse = await in_dutch(town.phone("Nadia")), town.phone("Ayse")
    await begins(ayse)
    await helps(nadia, "de buren")
    await adopts(ayse, await gives(nadia))
    await ayse.says("/start")
    assert [label for label in ayse.buttons() if label.startswith("Ninove, sinds ")] == ["Ninove, sinds 16/11"] * 2
    await ayse.taps("Ninove, sinds 16/11")
    assert is_asked(ayse)


async def test_a_helper_stops_and_what_nobody_else_has_is_gone(town: Town) -> None:
    nadia = await in_dutch(town.phone("Nadia"))
    await helps(nadia, "de buren")
    await helps(nadia, "trap 3")
    await taps_in_menu(nadia, "Over dit gezin")
    await nadia.taps("Kies een ander woord")
    await nadia.says("derde verdiep")
    assert nadia.text().startswith("Gezin: derde verdiep")
    await nadia.taps("Stop met helpen", "Ja")
    assert nadia.buttons()[:2] == ["de buren", "Nieuw gezin"]
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(func.count()).select_from(household)) == 1
    await town.passes(timedelta(days=8))
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(func.count()).select_from(household)) == 0
    await nadia.says("/start")
    assert "de buren" not in nadia.all_text()


async def test_a_helper_who_reads_along_cannot_give_the_file_of_a_family_to_somebody_else(town: Town) -> None:
    """Whoever else is to read it, the family itself lets in."""
    nadia, ayse, other = await in_dutch(town.phone("Nadia")), town.phone("Ayse"), town.phone("Other")
    await helps(nadia, "de buren")
    code = await gives(nadia)
    await adopts(ayse, code)
    await takes_up(nadia, "de buren")
    await taps_in_menu(nadia, "Over dit gezin")
    assert "Geef het dossier" not in nadia.buttons()
    async with town.machine.db.write() as conn:
        family = await conn.scalar(select(access.c.household_id).where(access.c.chat_id == ayse.id))
        late = await links.issue(conn, "adopt", str(family), town.clock.now() + timedelta(days=7))
    await other.opens(late)
    assert "Deze link werkt niet meer." in other.text()
    async with town.machine.db.write() as conn:
        assert set((await conn.execute(select(access.c.chat_id))).scalars()) == {nadia.id, ayse.id}


async def test_a_helper_hears_that_the_code_was_used_whatever_the_family_said(town: Town) -> None:
    nadia, ayse = await in_dutch(town.phone("Nadia")), town.phone("Ayse")
    await helps(nadia, "de buren")
    await adopts(ayse, await gives(nadia), keep_helper=False)
    assert "Een gezin heeft nu zijn eigen dossier." in nadia.all_text(), "as was promised with the code"
    await nadia.taps("Bekijk de lijst")
    assert "Je helpt nu nog geen gezin." in nadia.text()


async def test_what_a_helper_erases_from_a_family_s_file_is_said_exactly(town: Town) -> None:
    """Nadia has a file of her own: from the one of the neighbours, *erase everything* takes that too."""
    await town.coordinator("Katrien")
    nadia = town.phone("Nadia")
    await begins(nadia)
    await asks_for_help(nadia, "Nadia")
    await helps(nadia, "de buren")
    await nadia.says("/wissen")
    assert "Dit wist alles in deze chat, niet alleen dit gezin." in nadia.text()
    assert "Ook je eigen dossier gaat weg, voor elke ouder. Een open vraag om hulp stopt." in nadia.text()
    assert "Wie het dossier zelf heeft of op hulp wacht, houdt het." in nadia.text()
    await nadia.taps("Ja, wis alles")
    async with town.machine.db.write() as conn:
        assert await conn.scalar(select(func.count()).select_from(household)) == 0


async def test_a_helper_without_a_file_of_her_own_reads_nothing_of_one(town: Town) -> None:
    nadia = await in_dutch(town.phone("Nadia"))
    await helps(nadia, "de buren")
    await nadia.says("/wissen")
    assert "niet alleen dit gezin" in nadia.text()
    assert "eigen dossier" not in nadia.text()


async def test_a_family_that_waits_for_help_keeps_its_file_when_its_helper_erases(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    nadia = await in_dutch(town.phone("Nadia"))
    await helps(nadia, "de buren")
    number = await asks_for_help(nadia, "Ayse", yes=YES)
    await nadia.says("/wissen")
    await nadia.taps("Ja, wis alles")
    await katrien.says("/start")
    assert number in katrien.text()


async def test_who_asks_help_for_a_family_is_told_about_the_family(town: Town) -> None:
    katrien = await town.coordinator("Katrien")
    nadia = await in_dutch(town.phone("Nadia"))
    await helps(nadia, "de buren")
    await nadia.taps("Menu", "👤 Vraag hulp")
    assert "Lees dit voor aan het gezin:" in nadia.text()
    await nadia.taps(YES)
    await nadia.says("Ayse")
    assert "Hoe kan de medewerker het gezin bereiken?" in nadia.text()
    await nadia.taps("Per telefoon")
    await nadia.says("0470 11 22 33")
    assert "Wanneer mag de medewerker het gezin bellen?" in nadia.text()
    await nadia.taps("Altijd goed", "Ja, verstuur")
    assert "neemt contact op met het gezin" in nadia.text()
    number = number_in(nadia.text())
    await claims(katrien, number)
    assert "Iemand vraagt hulp." in katrien.text()
    await katrien.taps("Meld contact", "Ja, er was contact")
    await taps_in_menu(nadia, "👤 Mijn aanmelding")
    assert "De medewerker nam al contact op met het gezin." in nadia.text()
