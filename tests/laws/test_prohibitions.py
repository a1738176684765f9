"""Twenty things that nobody may do, each tried over HTTP. Nothing is done, nothing is shown, and the answer is kind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
import pytest_asyncio
from sqlalchemy import select

from rehearsal.town import Phone, open_town
from storage.tables import audit, chat, household, member, notice, referral
from tests.laws.forbidden_town import PRIVATE, Village, admin, desk_data
from tests.stories.files_of_families import adopts, gives, helps, joins, taps_in_menu
from tests.stories.people import asks_for_help, begins, claims, confirmed_group

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOWNS = ("ninove", "voorbeeldstad")
LINK_GONE = "Deze link werkt niet meer."
GONE = "Deze aanmelding is er niet meer."


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def village(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Village]:
    """One town for all: whatever is tried, the next test finds it as it was."""
    folder: Path = tmp_path_factory.mktemp("village")
    async with open_town(folder, over_http=True, served=TOWNS, second_factor="optional") as town:
        yield await Village(town).build()


async def data_of(phone: Phone) -> list[str]:
    """What the buttons of a card carry, but for those that every card has."""
    found = [str(button.data) for button in phone.inline(phone.card()) if button.data]
    return [data for data in found if not data.endswith((":menu", ":back"))]


async def test_1_a_volunteer_opens_no_notes(village: Village) -> None:
    vera, case = village.vera, village.case
    await village.tries(vera, *desk_data(case), f"desk:notes:{case}:more", f"desk:case:{case}:notes")
    async with village.nothing(vera):
        await vera.opens(village.link(f"desk-{case}"))
        await vera.says("een notitie bij het gezin?")


async def test_2_a_volunteer_reads_no_queue(village: Village) -> None:
    async with village.nothing(village.vera, shows=(*PRIVATE, village.number)):
        await village.vera.says("/wachtlijst")
        assert "Dit is voor wie voor een gemeente werkt" in village.vera.text()
        await village.vera.opens(village.link("desk"))
        await village.forge(village.vera, "desk:queue:0:own", "menu:menu::queue", "roles:choose:0:coordinator")


async def test_3_an_admin_reads_no_case(village: Village) -> None:
    async with village.nothing(village.anna, shows=(*PRIVATE, village.number)):
        await village.forge(village.anna, *desk_data(village.case), f"notice:reply:{village.case}:open")
        await village.anna.says("/wachtlijst")
        assert "Dit is voor wie voor een gemeente werkt" in village.anna.text()


async def test_4_an_admin_opens_no_link_of_a_case(village: Village) -> None:
    async with village.nothing(village.anna, shows=(*PRIVATE, village.number)):
        for token in (f"desk-{village.case}", "desk"):
            await village.anna.opens(village.link(token))
            assert village.anna.text().startswith("Dag, Anna")


async def test_5_and_6_a_former_coordinator_s_old_card_and_old_notice_are_dead(village: Village) -> None:
    """Access goes at once: the card does not wait for a tap, nor does a request that was held stay out of reach."""
    oscar = await village.town.coordinator("Oscar")
    _, number, case = await village.family("Jamila")
    await claims(oscar, number)
    assert "Jamila" in oscar.text()
    card, old = oscar.card(), [*await data_of(oscar)]
    notices = [button for message in oscar.messages() for button in oscar.inline(message)]
    await village.anna.says("/start")
    await village.anna.taps("Medewerkers", "Oscar", "Stop deze rol", "Ja, stop deze rol")
    assert "Jamila" not in oscar.all_text(), "what stood open goes without a tap"
    assert "Je rol" in oscar.all_text(), "and the person is told"
    async with village.nothing(oscar, shows=(*PRIVATE, "Jamila")):
        for data in (*old, *(str(button.data) for button in notices if button.data), *desk_data(case)):
            village.town.stand_in.cloud.tap(oscar.id, oscar.id, card.id, data, forged=True)
        await village.town.settle()
        async with village.town.machine.db.write() as conn:
            mine = select(notice.c.id, notice.c.kind).where(notice.c.chat_id == oscar.id)
            for row in (await conn.execute(mine)).all():
                old.append(f"notice:{row.kind}:{row.id}:open")
        await village.forge(oscar, *old)
        await oscar.opens(village.link(f"desk-{case}"))
        await oscar.says("een notitie van vroeger")
    async with village.town.machine.db.write() as conn:
        assert (await conn.execute(select(member.c.id).where(member.c.chat_id == oscar.id))).all() == []


async def test_7_a_coordinator_of_another_town_opens_no_case_by_its_id(village: Village) -> None:
    mira, case = village.mira, village.case
    await mira.says("/start")
    async with village.nothing(mira, shows=(*PRIVATE, village.number)):
        await village.forge(mira, f"desk:queue:0:r.{case}", f"desk:case:{case}:claim")
        await mira.opens(village.link(f"desk-{case}"))
        assert GONE in mira.text()
        await village.forge(mira, *desk_data(case))
        await mira.says("een notitie?")


async def test_8_a_colleague_who_does_not_hold_a_case_only_reads_it(village: Village) -> None:
    """The team may read; to close, to write, to note and to take the file are its holder's."""
    bart, case = village.bart, village.case
    await bart.opens(village.link(f"desk-{case}"))
    assert "Sarafina" in bart.text()
    labels = set(bart.buttons())
    assert not labels & {"Meld contact", "Schrijf via de bot", "Sluit af", "Neem dit op je"}
    before = await village.facts()
    for step in ("close", "confirm", "phrases", "preview", "take"):
        await village.forge(
            bart, *(data for data in desk_data(case) if f":{step}:" in data or data.endswith(f":{step}"))
        )
    await bart.taps("Lees het rapport")
    assert "📄 Als bestand" not in bart.buttons()
    await village.forge(bart, f"desk:report:{case}:take", f"desk:take:{case}:pdf", f"desk:take:{case}:json")
    await bart.taps("Terug", "Lees de notities")
    await bart.says("Ik was hier ook.")
    after = await village.facts()
    assert {k: v for k, v in after.items() if k != "reads"} == {k: v for k, v in before.items() if k != "reads"}
    assert not [m for m in bart.messages() if m.content.get("document")], "no file came"
    await bart.says("/start")


async def test_9_a_parent_makes_up_data_of_the_desk_in_vain(village: Village) -> None:
    await village.tries(village.omar, *desk_data(village.case), f"desk:case:{village.omars_case}:claim")
    async with village.nothing(village.omar):
        await village.omar.opens(village.link(f"desk-{village.case}"))
        await village.omar.says("/wachtlijst")
    await village.tries(
        village.omar,
        "admin:home::members",
        "admin:member:x:end",
        "desk:invite::ninove.coordinator",
    )


async def test_10_a_parent_opens_no_file_of_another_family_by_its_id(village: Village) -> None:
    async with village.town.machine.db.write() as conn:
        other = await conn.scalar(
            select(household.c.id)
            .join(referral, referral.c.household_id == household.c.id)
            .where(referral.c.id == village.case)
        )
    await village.omar.says("/gezinnen")
    await village.tries(
        village.omar,
        f"roster:list:0:f.{other}",
        f"roles:choose:0:o.{other}",
        f"roles:choose::o.{other}",
        f"roster:label::{other}",
    )
    async with village.nothing(village.omar):
        await village.omar.opens(village.link(str(other)))
        assert LINK_GONE in village.omar.text()
    async with village.town.machine.db.write() as conn:
        mine = await conn.scalar(select(chat.c.household_id).where(chat.c.id == village.omar.id))
    assert mine != other


async def test_11_a_helper_does_not_withdraw_for_a_family_that_has_its_own_chat(village: Village) -> None:
    """A family that took its file ends its request itself; its helper goes on reading, and no further."""
    hilde, nora = village.town.phone("Hilde"), village.town.phone("Nora")
    await hilde.says("/start")
    await hilde.taps("Nederlands")
    await helps(hilde, "de buren")
    await asks_for_help(hilde, "Nora", yes="Het gezin zegt ja", papers="Het gezin zegt ja")
    await hilde.taps("Menu", "👤 Mijn aanmelding", "Trek mijn vraag in")
    yes = next(str(b.data) for b in hilde.inline(hilde.card()) if hilde.plain(b.text) == "Ja, trek in")
    await hilde.taps("Nee, laat staan")
    await adopts(nora, await gives(hilde), keep_helper=True)
    async with village.nothing(hilde):
        await taps_in_menu(hilde, "👤 Mijn aanmelding")
        assert "Trek mijn vraag in" not in hilde.buttons()
        await village.forge(hilde, yes, "helping:withdraw::yes", "helping:mine::withdraw")
        await hilde.says("/mijngegevens")
        await hilde.taps("Waar ik ja op zei", "Hulp in Ninove: ja")
        assert "Trek mijn ja in" not in hilde.buttons()
    await taps_in_menu(nora, "👤 Mijn aanmelding")
    assert "Trek mijn vraag in" in nora.buttons(), "the family itself may"


async def test_12_a_parent_who_was_let_go_taps_an_old_card_in_vain(village: Village) -> None:
    fatou, driss = village.town.phone("Fatou"), village.town.phone("Driss")
    await begins(fatou)
    await joins(fatou, driss)
    await fatou.taps("Ja, die mag meelezen", "Terug")
    await driss.taps("Bekijk het antwoord", "Ga verder")
    number = await asks_for_help(fatou, "Fatou")
    await taps_in_menu(driss, "👤 Mijn aanmelding")
    assert number in driss.text()
    old = await data_of(driss)
    await driss.taps("Trek mijn vraag in")
    old += await data_of(driss)
    await taps_in_menu(fatou, "Wie leest mee?")
    await fatou.taps("Andere ouder, sinds 16/11", "Ja")
    assert number not in driss.all_text()
    async with village.nothing(driss, shows=(*PRIVATE, number)):
        await village.forge(driss, *old)
        await driss.says("/plan")
        await driss.says("/mijngegevens")


async def test_13_a_family_s_message_is_opened_by_nobody_else(village: Village) -> None:
    katrien, sara, omar = village.katrien, village.sara, village.omar
    await katrien.opens(village.link(f"desk-{village.case}"))
    await katrien.taps("Schrijf via de bot", "Contact maken", "Begroet het gezin", "Verstuur")
    async with village.town.machine.db.write() as conn:
        told = select(notice.c.id).where(notice.c.chat_id == sara.id, notice.c.kind == "message")
        message = (await conn.execute(told)).scalar_one()
    buttons = [str(b.data) for m in sara.messages() for b in sara.inline(m) if b.data and message in b.data]
    for other in (omar, village.mira, village.vera, village.anna):
        await village.tries(other, f"notice:message:{message}:open", *buttons)
    await katrien.says("/start")


async def test_14_an_invitation_that_is_used_or_expired_gives_no_role(village: Village) -> None:
    used = [await village.town.invitation(role=role) for role in ("coordinator", "admin")]
    for link, name in zip(used, ("Ruth", "Rosa"), strict=True):
        phone = village.town.phone(name)
        await phone.opens(link)
        await phone.says(name)
    late, stranger = await village.town.invitation(role="admin"), village.town.phone("Zoé")
    async with village.nothing(stranger):
        for link in (*used, used[0][:-1], f"{late}x"):
            await stranger.opens(link)
            assert LINK_GONE in stranger.text()
            await stranger.says("Zoé")
    await village.town.passes(timedelta(days=7, minutes=1))
    async with village.nothing(stranger):
        await stranger.opens(late)
        assert LINK_GONE in stranger.text()
        await stranger.says("Zoé")


async def test_15_a_volunteer_invites_nobody_and_nobody_invites_above_themselves(village: Village) -> None:
    vera, katrien, anna, pia = village.vera, village.katrien, village.anna, village.pia
    every = [
        f"{where}:{town}.{role}"
        for where in ("desk:invite:0", "admin:invite:0")
        for town in TOWNS
        for role in ("coordinator", "volunteer", "admin", "partner")
    ]
    for who in (vera, pia, village.omar):
        await village.tries(who, *every)
    await katrien.says("/start")
    await taps_in_menu(katrien, "Nodig iemand uit")
    assert "Een beheerder" not in katrien.buttons()
    await village.tries(
        katrien, *(data for data in every if data.endswith("admin") or "voorbeeldstad" in data), shows=()
    )
    await anna.says("/start")
    await anna.taps("Nodig iemand uit")
    assert "Een beheerder" not in anna.buttons(), "only the command line makes an admin"
    await village.tries(anna, *(data for data in every if data.endswith("admin") or "voorbeeldstad" in data))


async def test_16_and_18_the_data_of_a_private_card_is_nobody_else_s(village: Village) -> None:
    """A forwarded card has its buttons' data with it: they belong to the chat that they were made for."""
    town, katrien = village.town, village.katrien
    group = await confirmed_group(town, katrien)
    cloud = town.stand_in.cloud
    cloud.add_member(group, village.omar.id)
    await town.settle()
    await katrien.opens(village.link(f"desk-{village.case}"))
    assert "Sarafina" in katrien.text()
    data = await data_of(katrien)
    said = len([m for m in cloud.messages(group) if m.from_bot])
    async with village.nothing(village.omar):
        for item in data:
            for who in (village.omar, katrien):
                cloud.tap(who.id, group, 1, item, forged=True)
        await town.settle()
    assert len([m for m in cloud.messages(group) if m.from_bot]) == said, "the group hears nothing"
    for other in (village.omar, village.vera, village.anna, village.pia, village.mira):
        await village.tries(other, *data)
    await katrien.says("/start")


async def test_17_a_coordinator_opens_nothing_of_a_family_that_withdrew_or_erased(village: Village) -> None:
    katrien = village.katrien
    for name, away in (("Lamine", "withdraw"), ("Zohra", "erase")):
        phone, _, case = await village.family(name)
        await katrien.opens(village.link(f"desk-{case}"))
        await katrien.taps("Neem dit op je")
        assert name in katrien.text()
        old = await data_of(katrien)
        if away == "withdraw":
            await taps_in_menu(phone, "👤 Mijn aanmelding")
            await phone.taps("Trek mijn vraag in", "Ja, trek in")
        else:
            await phone.says("/wissen")
            await phone.taps("Ja, wis alles")
        assert name not in katrien.all_text(), "the card goes at once"
        async with village.nothing(katrien, shows=(name,)):
            await village.forge(katrien, *old, f"desk:queue:0:r.{case}")
            await katrien.opens(village.link(f"desk-{case}"))
            assert GONE in katrien.text()
            await village.forge(katrien, *old)


async def test_19_a_family_that_muted_or_blocked_the_bot_gets_nothing(village: Village) -> None:
    katrien, town = village.katrien, village.town
    for name, away in (("Mamadou", "/stop"), ("Bilal", "")):
        phone, _, case = await village.family(name)
        if away:
            await phone.says(away)
        else:
            town.stand_in.cloud.block(phone.id)
            await town.settle()
        sent = len([m for m in town.stand_in.cloud.messages(phone.id) if m.from_bot])
        await katrien.opens(village.link(f"desk-{case}"))
        await katrien.taps("Neem dit op je", "Schrijf via de bot", "Contact maken", "Begroet het gezin", "Verstuur")
        await town.settle()
        assert len([m for m in town.stand_in.cloud.messages(phone.id) if m.from_bot]) == sent
    await katrien.says("/start")


async def test_20_a_partner_reads_no_queue_and_no_case(village: Village) -> None:
    pia = village.pia
    async with village.nothing(pia, shows=(*PRIVATE, village.number)):
        await pia.says("/wachtlijst")
        assert "Dit is voor wie voor een gemeente werkt" in pia.text()
        for token in ("desk", f"desk-{village.case}"):
            await pia.opens(village.link(token))
            assert "Je hoeft nu niets te doen." in pia.text()
        await village.forge(pia, *desk_data(village.case), "admin:home::members", "volunteer:home::report")


async def test_21_a_locked_phone_shows_nothing_by_an_old_button(village: Village) -> None:
    phone, number, _ = await village.family("Amina")
    await taps_in_menu(phone, "Code op deze chat")
    await phone.says("2468")
    await phone.says("2468")
    await phone.taps("Ga verder")
    await taps_in_menu(phone, "👤 Mijn aanmelding")
    assert number in phone.text()
    old = await data_of(phone)
    await phone.says("/menu")
    await phone.taps("Verberg dit")
    async with village.nothing(phone, shows=(*PRIVATE, number, "Amina")):
        await village.forge(phone, *old, "helping:withdraw::yes", "menu:erase::yes")
        for line in ("/plan", "/mijngegevens", "/wissen", "1111"):
            await phone.says(line)


async def test_22_a_desk_without_its_second_factor_opens_no_case(village: Village) -> None:
    """Turned on, a case opens only after a code: by no old button, no link, no notice; the numbers stay."""
    ruben = await village.town.coordinator("Ruben")
    _, _, case = await village.family("Soumaya")
    await taps_in_menu(ruben, "Extra code")
    await ruben.taps("Zet aan")
    secret = next(line for line in ruben.all_text().split() if len(line) == 32 and line.isalnum())
    await ruben.says(pyotp.TOTP(secret).at(village.town.clock.now()))
    await ruben.taps("Ik schreef ze op")
    await village.town.passes(timedelta(hours=12, minutes=1))
    await ruben.says("/start")
    assert "open aanmeldingen" in ruben.text(), "the queue has numbers only, and stays"
    async with village.nothing(ruben, shows=(*PRIVATE, "Soumaya")):
        await ruben.opens(village.link(f"desk-{case}"))
        assert "Typ de code van je app." in ruben.text()
        await village.forge(ruben, *desk_data(case))
        await ruben.opens(village.link(f"desk-{case}"))
        await ruben.says("000000")
        await ruben.says("een notitie")
    await ruben.says(pyotp.TOTP(secret).at(village.town.clock.now()))
    assert "Soumaya" in ruben.text()
    async with village.town.machine.db.write() as conn:
        acts = (await conn.execute(select(audit.c.act).where(audit.c.actor == ruben.id))).scalars().all()
    assert len([act for act in acts if act.startswith("read")]) == 1


async def test_23_an_admin_of_another_town_ends_no_role_here(village: Village) -> None:
    """The list is that of one's own town, and a button of it means nothing elsewhere."""
    await village.anna.says("/start")
    await village.anna.taps("Medewerkers", "Bart")
    mine = await data_of(village.anna)
    await village.anna.taps("Stop deze rol")
    mine += await data_of(village.anna)
    await village.anna.says("/start")
    marc = await admin(village.town, "Marc", "voorbeeldstad")
    await marc.taps("Medewerkers")
    assert not {"Bart", "Katrien"} & set(marc.buttons())
    await village.tries(marc, *mine)
