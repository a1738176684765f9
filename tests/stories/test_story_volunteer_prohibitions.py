"""What a volunteer may not do, and what is left to somebody who stopped being one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from rehearsal.town import Phone, Town, open_town
from rights import Data, load_catalogue
from storage.tables import household, link, member, referral
from storage.tables import notice as notices
from tests.stories.people import claims, confirmed_group, number_in
from tests.stories.volunteers import code_in, reports, seals, volunteer

PRIVATE = ("Sara", "0470", "470112233", "babymelk")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as town:
        yield town


async def reported(town: Town) -> tuple[Phone, Phone, str]:
    """Katrien has a team group, Vera has reported Sara; the number of the request."""
    katrien = await town.coordinator()
    await confirmed_group(town, katrien)
    vera = await volunteer(town)
    await reports(vera, words="Er is geen babymelk.")
    return katrien, vera, number_in(vera.text())


async def id_of(town: Town) -> str:
    async with town.machine.db.write() as conn:
        return str((await conn.execute(select(referral.c.id))).scalar_one())


async def test_the_button_of_the_team_group_opens_nothing_for_a_volunteer(town: Town) -> None:
    _, vera, _ = await reported(town)
    case = await id_of(town)
    for address in (f"desk-{case}", "desk"):
        await vera.opens(f"https://t.me/{town.machine.bot.username}?start={address}")
        assert vera.text().startswith("Dag, Vera")
    for data in (
        f"desk:case:{case}:claim",
        f"desk:queue:0:r.{case}",
        "desk:invite::ninove.coordinator",
        f"desk:needs:{case}:case",
        f"desk:confirm:{case}:right_obtained",
    ):
        await vera.forges(data)
    assert not [word for word in PRIVATE if word in vera.all_text()]
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(referral.c.state, referral.c.claimed_by))).one() == ("submitted", None)
        assert (await conn.execute(select(link).where(link.c.purpose == "invite", link.c.uses_left > 0))).all() == []


async def test_a_notice_of_somebody_else_does_nothing(town: Town) -> None:
    katrien, vera, number = await reported(town)
    piet = await volunteer(town, "Piet")
    await claims(katrien, number)
    async with town.machine.db.write() as conn:
        told = select(notices.c.id).where(notices.c.chat_id == vera.id, notices.c.kind == "report_handled")
        notice = (await conn.execute(told)).scalar_one()
    await piet.forges(f"notice:report_handled:{notice}:open")
    assert piet.text().startswith("Dag, Piet")
    await vera.taps("Bekijk mijn meldingen")
    assert number in vera.text()


async def test_a_volunteer_sees_no_report_of_another_and_nothing_of_what_was_written(town: Town) -> None:
    _, vera, number = await reported(town)
    piet = await volunteer(town, "Piet")
    await vera.taps("Naar mijn taken")
    code = await seals(vera, "Samira")
    await piet.taps("Mijn meldingen")
    assert "Je hebt nog geen gezin aangemeld." in piet.text()
    await vera.taps("Naar mijn taken", "Mijn meldingen")
    assert number in vera.text()
    assert not [word for word in (*PRIVATE, "Samira") if word in vera.all_text()]
    assert code.rpartition("=")[2] not in piet.all_text()


async def test_who_is_no_volunteer_reports_nobody(town: Town) -> None:
    await town.coordinator()
    john = town.phone("John")
    await john.says("/start")
    await john.taps("Nederlands")
    for data in ("volunteer:home::card", "reporting:how::sealed", "reporting:sure::send", "sealed:who::yes"):
        await john.forges(data)
    assert "In welke gemeente woon je?" in john.text()
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(referral))).all() == []
        assert (await conn.execute(select(household))).all() == []
        assert (await conn.execute(select(link).where(link.c.purpose == "card"))).all() == []


async def test_a_former_volunteer_has_nothing_left_and_hears_nothing(town: Town) -> None:
    katrien, vera, number = await reported(town)
    await vera.taps("Naar mijn taken", "Meld een gezin aan", "Nee, nog niet gevraagd", "Schrijf het briefje")
    await vera.says("Samira")
    old = vera.card()
    await vera.says("/start")
    await vera.taps("Mijn rol", "Stop als vrijwilliger", "Ja, ik stop")
    assert "In welke gemeente woon je?" in vera.text()
    async with town.machine.db.write() as conn:
        assert (await conn.execute(select(member.c.chat_id).where(member.c.role == "volunteer"))).all() == []
    for button in vera.inline(old):
        town.stand_in.cloud.tap(vera.id, vera.id, old.id, str(button.data), forged=True)
    await vera.forges("volunteer:home::report")
    await vera.forges("volunteer:reports::home")
    await claims(katrien, number)
    await town.passes(timedelta(days=1))
    assert "melding van jou" not in vera.all_text()
    assert "In welke gemeente woon je?" in vera.text()


async def test_a_role_that_ends_in_the_middle_of_a_report_takes_the_report_along(town: Town) -> None:
    """Another phone of the same account, or somebody who ends the role: the next tap finds no volunteer any more."""
    await town.coordinator()
    vera = await volunteer(town)
    await vera.taps("Meld een gezin aan", "Nee, nog niet gevraagd", "Schrijf het briefje")
    await vera.says("Samira")
    async with town.machine.db.write() as conn:
        await conn.execute(member.delete().where(member.c.chat_id == vera.id))
    await vera.forges("reporting:phone::none")
    await vera.says("/start")
    assert "Samira" not in vera.all_text()
    assert "In welke gemeente woon je?" in vera.text()


async def test_links_that_are_used_up_forged_or_too_old_open_nothing(town: Town) -> None:
    await town.coordinator()
    vera = await volunteer(town)
    fresh = await seals(vera, "Samira")
    for token in (fresh[:-1], fresh + "x", fresh.rpartition("=")[0] + "="):
        stranger = town.phone("Someone")
        await stranger.opens(token)
        assert "Samira" not in stranger.all_text()
    await town.passes(load_catalogue().terms[Data.SEALED_REPORT].time + timedelta(minutes=1))
    late = town.phone("Late")
    await late.opens(fresh)
    assert "Deze link werkt niet meer." in late.all_text()


async def test_a_coordinator_reads_no_sealed_report_in_the_queue_nor_by_an_old_button(town: Town) -> None:
    katrien, vera = await town.coordinator(), await volunteer(town)
    await seals(vera, "Samira", "0470 11 22 33")
    await katrien.says("/start")
    assert "Er wacht nu niemand." in katrien.text()
    for data in ("sealed:read::who", "sealed:who::yes"):
        await katrien.forges(data)
    assert "Samira" not in katrien.all_text()
    assert code_in(vera)
