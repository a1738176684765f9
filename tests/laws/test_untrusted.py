"""Forged, foreign, stale and role-less taps, links and contacts do nothing, and are answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from rehearsal.town import Phone, Town, open_town
from sandbox import Call
from storage.tables import audit, member, metadata, note, notice, referral
from tests.stories.people import asks_for_help, begins, claims, confirmed_group

TOWNS = ("ninove", "voorbeeldstad")
OLD = "Deze knop is oud. Kijk onderaan."
GONE = "Deze aanmelding is er niet meer."
LINK_GONE = "Deze link werkt niet meer."

ODD_DATA = (
    "",
    ":",
    ":::",
    "::::::::",
    "desk",
    "desk:case",
    "notice",
    "notice:",
    "notice::::",
    "notice:contacted::yes",
    "menu:erase::yes",
    "nowhere:nothing::x",
    "interview:ask:urgent:a.none:more",
    "\x00",
    "ش" * 20,
    "👩‍👧:\u202e\u2066::\u2069",
    "'; DROP TABLE referral; --",
    "{number.__class__}",
    "%s%n%d",
    "a" * 64,
    "z" * 5_000,
)
"""What a changed app can send in place of a button's data."""


class Village:
    """Two towns: Katrien coordinates in Ninove, Mira in the other one; Sarafina asked for help in Ninove."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.katrien: Phone
        self.mira: Phone
        self.sara: Phone
        self.omar: Phone
        self.number = ""
        self.case = ""

    async def build(self) -> None:
        self.katrien = await self.town.coordinator("Katrien")
        self.mira = await self.town.coordinator("Mira", "voorbeeldstad")
        self.sara, self.omar = self.town.phone("Sarafina"), self.town.phone("Omar")
        for parent in (self.sara, self.omar):
            await begins(parent)
        self.number = await asks_for_help(self.sara, "Sarafina")
        async with self.town.machine.db.write() as conn:
            self.case = (await conn.execute(select(referral.c.id))).scalar_one()

    async def facts(self) -> dict[str, object]:
        """What an act that does nothing leaves as it was."""
        async with self.town.machine.db.write() as conn:
            moved = (await conn.execute(select(referral.c.state, referral.c.revision, referral.c.claimed_by))).all()
            answered = (await conn.execute(select(notice.c.id, notice.c.chosen).order_by(notice.c.id))).all()
            sizes = {
                table.name: await conn.scalar(select(func.count()).select_from(table))
                for table in metadata.sorted_tables
                if table.name in {"household", "chat", "member", "note", "message", "team_group", "consent"}
            }
        return {"referrals": moved, "notices": answered, **sizes}

    async def forged(self, who: Phone, data: str) -> str:
        """The toast that answers forged data; nothing may have changed by it."""
        before, card = await self.facts(), who.text()
        answered = len(self.town.stand_in.cloud.journal.of("answerCallbackQuery"))
        await who.forges(data)
        assert await self.facts() == before, f"{data!r} did something"
        assert who.text() == card, f"{data!r} led somewhere"
        answers = self.town.stand_in.cloud.journal.of("answerCallbackQuery")
        assert len(answers) == answered + 1, "a tap is always answered, once"
        return str(answers[-1].params.get("text") or "")


@pytest.fixture
async def village(tmp_path: Path) -> AsyncIterator[Village]:
    async with open_town(tmp_path, over_http=True, served=TOWNS) as town:
        village = Village(town)
        await village.build()
        yield village


async def test_odd_data_does_nothing_for_parent_and_coordinator(village: Village) -> None:
    for data in ODD_DATA:
        for who in (village.sara, village.katrien):
            assert await village.forged(who, data) == OLD, repr(data)


async def test_a_parent_who_sends_the_desk_s_buttons_gets_nowhere(village: Village) -> None:
    case = village.case
    for data in (
        "desk:queue:0:own",
        f"desk:queue:0:r.{case}",
        f"desk:case:{case}:claim",
        f"desk:case:{case}:report",
        f"desk:confirm:{case}:right_obtained",
        f"desk:preview:{case}:send.hello",
        f"desk:neutral:{case}:open",
    ):
        for parent in (village.omar, village.sara):
            assert await village.forged(parent, data) == OLD
    assert "Sarafina" not in village.omar.all_text()


async def test_a_colleague_of_another_town_opens_no_case_of_this_one(village: Village) -> None:
    mira, case = village.mira, village.case
    await mira.says("/start")
    assert village.number not in mira.text(), "her queue is that of her own town"
    for data in (f"desk:queue:0:r.{case}", f"desk:case:{case}:claim", f"desk:neutral:{case}:open"):
        assert await village.forged(mira, data) == OLD
    before = await village.facts()
    await mira.opens(f"https://t.me/{village.town.machine.bot.username}?start=desk-{case}")
    assert GONE in mira.text()
    assert await village.facts() == before
    assert await village.forged(mira, f"desk:case:{case}:claim") == GONE
    await mira.says("een notitie?")
    await mira.taps("Terug", "Naar de lijst")
    assert "Sarafina" not in mira.all_text()
    assert village.number not in mira.all_text()
    async with village.town.machine.db.write() as conn:
        reads = select(func.count()).where(audit.c.actor == mira.id, audit.c.act.startswith("read"))
        assert await conn.scalar(reads) == 0
        assert await conn.scalar(select(func.count()).select_from(note)) == 0


async def test_a_parent_with_the_link_of_a_case_comes_home(village: Village) -> None:
    await village.omar.opens(f"https://t.me/{village.town.machine.bot.username}?start=desk-{village.case}")
    assert "Sarafina" not in village.omar.all_text()
    assert GONE not in village.omar.text()


async def test_links_of_cases_that_never_were_open_nothing(village: Village) -> None:
    for token in ("desk-", "desk-nothing", f"desk-{village.case}0", "desk", "x" * 64, "-_-", "menu"):
        await village.omar.opens(f"https://t.me/{village.town.machine.bot.username}?start={token}")
        assert "Sarafina" not in village.omar.all_text()
        await village.mira.opens(f"https://t.me/{village.town.machine.bot.username}?start={token}")
        assert village.number not in village.mira.all_text()
    await village.omar.says("/start ش <b> ; DROP TABLE link")
    assert LINK_GONE in village.omar.text()


async def test_an_ex_colleague_s_old_card_opens_nothing(village: Village) -> None:
    katrien = village.katrien
    await claims(katrien, village.number)
    assert "Sarafina" in katrien.text()
    data = [button.data for button in katrien.inline(katrien.card())]
    async with village.town.machine.db.write() as conn:
        await conn.execute(member.delete().where(member.c.chat_id == katrien.id))
    for item in (*data, f"desk:case:{village.case}:contact"):
        assert item is not None
        await katrien.forges(item)
        assert "Sarafina" not in katrien.all_text()
    async with village.town.machine.db.write() as conn:
        assert await conn.scalar(select(referral.c.state)) == "claimed", "and changes nothing"
    await katrien.says("een notitie van vroeger")
    assert "Sarafina" not in katrien.all_text()


async def test_the_button_of_somebody_else_s_notice_does_nothing(village: Village) -> None:
    town = village.town
    await town.passes(timedelta(days=3, hours=1))
    asked = village.sara.message_with("Nee, nog niet")
    no = next(button.data for button in village.sara.inline(asked) if button.text == "Nee, nog niet")
    assert no is not None
    assert await village.forged(village.omar, no) == OLD
    assert await village.forged(village.katrien, no) == OLD
    told = village.katrien.message_with("Open de aanmelding")
    opens = next(button.data for button in village.katrien.inline(told) if button.data)
    assert await village.forged(village.omar, opens) == OLD
    assert await village.forged(village.mira, opens) == OLD


async def test_a_notice_acts_once(village: Village) -> None:
    await village.town.passes(timedelta(days=3, hours=1))
    asked = village.sara.message_with("Nee, nog niet")
    no = next(button.data for button in village.sara.inline(asked) if button.text == "Nee, nog niet")
    assert no is not None
    await village.sara.taps("Ja", message=asked)
    assert await village.forged(village.sara, no) == "Dit is al gekozen."


async def test_an_old_button_of_one_s_own_does_nothing_any_more(village: Village) -> None:
    first = [button.data for button in village.omar.inline(village.omar.card())]
    await village.omar.taps(village.omar.buttons()[village.omar.buttons().index("Weet ik niet") - 1])
    for data in first:
        if data is not None and not data.endswith((":menu", ":back", ":why")):
            assert await village.forged(village.omar, data) == OLD


async def test_an_invitation_works_once_for_one_person(village: Village) -> None:
    invitation = await village.town.invitation()
    bart, omar = village.town.phone("Bart"), village.omar
    await bart.opens(invitation)
    await omar.opens(invitation)
    await bart.says("Bart")
    assert "Welkom, Bart" in bart.text()
    await omar.says("Omar")
    assert LINK_GONE in omar.text()
    await village.town.phone("Late").opens(invitation)
    async with village.town.machine.db.write() as conn:
        joined = (await conn.execute(select(member.c.chat_id))).scalars().all()
    assert set(joined) == {village.katrien.id, village.mira.id, bart.id}


async def test_an_expired_or_mistyped_invitation_gives_no_role(village: Village) -> None:
    invitation, omar = await village.town.invitation(), village.omar
    await omar.opens(invitation[:-1])
    assert LINK_GONE in omar.text()
    await village.town.passes(timedelta(days=7, minutes=1))
    late = village.town.phone("Late")
    await late.opens(invitation)
    assert LINK_GONE in late.text()
    await late.says("Late")
    await late.says("/start")
    assert "Kies je taal." in late.text()


async def test_an_invitation_that_expires_while_the_name_is_typed_gives_no_role(village: Village) -> None:
    late = village.town.phone("Late")
    await late.opens(await village.town.invitation())
    await village.town.passes(timedelta(days=7, minutes=1))
    await late.says("Late")
    assert LINK_GONE in late.text()


async def test_a_contact_is_worth_nothing_where_none_was_asked(village: Village) -> None:
    before = await village.facts()
    await village.omar.shares_contact(village.sara.id)
    assert "Niemand leest wat je hier typt." in village.omar.text()
    await village.katrien.shares_contact()
    assert await village.facts() == before


async def test_commands_and_taps_in_a_group_do_nothing(village: Village) -> None:
    town, katrien = village.town, village.katrien
    group = await confirmed_group(town, katrien)
    cloud = town.stand_in.cloud
    cloud.add_member(group, village.omar.id)
    await town.settle()
    before, said = await village.facts(), len(cloud.messages(group))
    lines = ("/start", "/wissen", "/stop", f"/start desk-{village.case}", "/menu@rechten_sandbox_bot")
    for line in lines:
        cloud.send(village.omar.id, group, line)
        await town.settle()
    assert len(cloud.messages(group)) == said + len(lines), "the bot says nothing there"
    chats, answers = before.pop("chat"), len(cloud.journal.of("answerCallbackQuery"))
    for data in (f"desk:case:{village.case}:claim", "menu:erase::yes", "notice:contacted:x:yes"):
        cloud.tap(village.omar.id, group, 1, data, forged=True)
        cloud.tap(katrien.id, group, 1, data, forged=True)
        await town.settle()
    assert len(cloud.journal.of("answerCallbackQuery")) == answers + 6, "every tap is answered"
    after = await village.facts()
    assert isinstance(chats, int)
    assert after.pop("chat") in (chats, chats + 1), "at most the group itself is known by now"
    assert after == before
    assert calls_with(town, "Sarafina", group) == []


def calls_with(town: Town, word: str, chat: int) -> list[Call]:
    """The calls to a chat in which a word stands."""
    return [call for call in town.stand_in.cloud.journal.calls if call.chat == chat and word in str(call.params)]
