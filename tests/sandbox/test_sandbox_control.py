"""What the page asks of the sandbox, over HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from sandbox import Cloud, StandIn, User

Json = dict[str, Any]


class Page:
    """A page that is open in a browser."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def post(self, path: str, body: Json | None = None, status: int = 200) -> Json:
        async with self.session.post(f"/sandbox/{path}", json=body or {}) as response:
            answer: Json = await response.json()
            assert response.status == status, answer
            return answer

    async def state(self) -> Json:
        async with self.session.get("/sandbox/state") as response:
            state: Json = await response.json()
            return state


@pytest.fixture
async def page(stand_in: StandIn) -> AsyncIterator[Page]:
    async with aiohttp.ClientSession(stand_in.url) as session:
        yield Page(session)


async def test_a_parent_gets_a_phone_and_talks_with_the_bot(page: Page, bot: Bot, cloud: Cloud) -> None:
    phone = await page.post("phones", {"first_name": "Fatma", "language_code": "ar", "role": "parent"})
    number = phone["id"]
    assert (phone["role"], phone["chats"], phone["blocked"]) == ("parent", [number], False)
    await page.post(f"phones/{number}/open", {"link": "https://t.me/rechten_sandbox_bot"})
    keys = ReplyKeyboardMarkup([[KeyboardButton("Deel mijn nummer", request_contact=True)]], one_time_keyboard=True)
    await bot.send_message(number, "Mag ik je nummer?", reply_markup=keys)
    await page.post(f"phones/{number}/contact", {"chat": number})
    buttons = InlineKeyboardMarkup(
        [[InlineKeyboardButton("Ja", callback_data="ja")], [InlineKeyboardButton("Site", url="https://ninove.be")]]
    )
    card = await bot.send_message(number, "<b>Klaar?</b>", parse_mode="HTML", reply_markup=buttons)
    await page.post(f"phones/{number}/tap", {"chat": number, "message": card.message_id, "data": "ja"})
    await page.post(f"phones/{number}/send", {"chat": number, "text": "dank je"})
    await page.post(f"phones/{number}/media", {"chat": number, "kind": "photo"})
    updates = await bot.get_updates(timeout=0)
    assert [bool(u.callback_query) for u in updates] == [False, False, True, False, False]
    state = await page.state()
    start, asked, contact, shown, thanks, photo = state["chats"][str(number)]["messages"]
    assert (start["from"], start["from_name"], start["text"]) == (number, "Fatma", "/start")
    assert asked["reply_keyboard"]["rows"] == [[{"text": "Deel mijn nummer", "request_contact": True}]]
    assert asked["reply_keyboard"]["one_time"] is True
    assert contact["contact"]["user_id"] == number
    assert shown["from"] == "bot"
    assert shown["entities"] == [{"type": "bold", "offset": 0, "length": 6}]
    assert shown["inline"] == [[{"text": "Ja", "data": "ja"}], [{"text": "Site", "url": "https://ninove.be"}]]
    assert (thanks["text"], photo["photo"]["width"], shown["edited"]) == ("dank je", 900, False)
    assert state["bot"] == {"running": True, "username": "rechten_sandbox_bot", "name": "Rechtenbot"}
    await page.post(f"phones/{number}/block", {"blocked": True})
    assert (await page.state())["phones"][0]["blocked"] is True
    assert cloud.unconfirmed == 6


async def test_staff_join_with_an_invitation(page: Page, stand_in: StandIn, cloud: Cloud) -> None:
    refusal = await page.post("phones", {"first_name": "Anna", "role": "coordinator"}, status=409)
    assert "Nobody can be invited" in refusal["error"]
    asked: list[tuple[str, str]] = []

    async def invite(role: str, municipality: str) -> str:
        asked.append((role, municipality))
        return "https://t.me/rechten_sandbox_bot?start=uitnodiging"

    stand_in.invite = invite
    phone = await page.post("phones", {"first_name": "Anna", "role": "coordinator", "municipality": "ninove"})
    assert asked == [("coordinator", "ninove")]
    assert phone["role"] == "coordinator"
    assert [message.text for message in cloud.visible(phone["id"])] == ["/start uitnodiging"]


async def test_a_team_group_is_made_filled_and_moved(page: Page, cloud: Cloud, anna: User, fatma: User) -> None:
    group = await page.post("groups", {"title": "Team Ninove", "creator": anna.id})
    number = group["id"]
    assert (group["type"], group["bot_in"], group["members"]) == ("group", False, [anna.id])
    await page.post(f"groups/{number}/members", {"user": fatma.id})
    await page.post(f"groups/{number}/bot", {"by": anna.id, "present": True})
    state = await page.state()
    assert state["chats"][str(number)]["bot_in"] is True
    assert [message["from"] for message in state["chats"][str(number)]["messages"]] == ["system", "system"]
    assert number in next(phone for phone in state["phones"] if phone["id"] == fatma.id)["chats"]
    moved = await page.post(f"groups/{number}/migrate")
    state = await page.state()
    assert state["phones"][0]["chats"].count(number) == 0
    assert state["chats"][str(moved["id"])]["type"] == "supergroup"
    await page.post(f"groups/{moved['id']}/bot", {"by": anna.id, "present": False})
    assert not cloud.chats[moved["id"]].holds(cloud.bot.id)


async def test_the_page_hears_what_happens(page: Page, stand_in: StandIn, bot: Bot, cloud: Cloud, chat: int) -> None:
    async with page.session.get("/sandbox/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readuntil(b"\n\n")
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="ja")]])
        await bot.send_chat_action(chat, "typing")
        card = await bot.send_message(chat, "Vraag", reply_markup=markup)
        await bot.answer_callback_query(cloud.tap(chat, chat, card.message_id, "ja"), "Genoteerd", show_alert=True)
        await card.edit_text("Volgende")
        await card.delete()
        await bot.set_my_commands([BotCommand("start", "Begin")])
        cloud.add_group("Team", chat)
        cloud.block(chat)
        cloud.clock.advance(60)
        stand_in.set_running(True)
        events = [json.loads((await stream.content.readuntil(b"\n\n"))[6:]) for _ in range(10)]
    kinds = [event["type"] for event in events]
    assert kinds == ["typing", "message", "answer", "edit", "delete", "commands", "chat", "phone", "clock", "bot"]
    by_kind = {event["type"]: event for event in events}
    assert by_kind["typing"]["chat"] == chat
    assert by_kind["message"]["message"]["text"] == "Vraag"
    assert by_kind["answer"]["user"] == chat
    assert (by_kind["answer"]["text"], by_kind["answer"]["alert"]) == ("Genoteerd", True)
    assert (by_kind["edit"]["message"]["text"], by_kind["edit"]["message"]["edited"]) == ("Volgende", True)
    assert (by_kind["delete"]["chat"], by_kind["delete"]["message"]) == (chat, card.message_id)
    assert by_kind["commands"]["phones"][0]["commands"] == [{"command": "start", "description": "Begin"}]
    assert by_kind["phone"]["phone"]["blocked"] is True
    assert by_kind["clock"]["offset"] == 60
    assert by_kind["bot"]["bot"]["running"] is True


async def test_the_bot_is_killed_and_started_from_the_page(page: Page, stand_in: StandIn) -> None:
    assert "cannot be stopped" in (await page.post("bot", {"action": "kill"}, status=409))["error"]
    done: list[str] = []

    async def kill() -> None:
        done.append("killed")

    async def start() -> None:
        done.append("started")

    stand_in.on_kill, stand_in.on_start = kill, start
    assert (await page.post("bot", {"action": "start"}))["bot"]["running"] is True
    assert (await page.post("bot", {"action": "kill"}))["bot"]["running"] is False
    assert done == ["started", "killed"]
    assert "kill or start" in (await page.post("bot", {"action": "dance"}, status=400))["error"]


async def test_faults_are_set_shown_and_cleared(page: Page, stand_in: StandIn, chat: int) -> None:
    set_faults = await page.post("faults", {"kind": "429", "chat": chat, "times": 2, "retry_after": 9})
    assert set_faults["faults"] == [{"kind": "429", "chat": chat, "method": None, "times": 2, "retry_after": 9}]
    answer = await stand_in.call("sendMessage", {"chat_id": chat, "text": "hallo"})
    assert answer["parameters"] == {"retry_after": 9}
    async with page.session.get("/sandbox/faults") as response:
        assert (await response.json())["faults"][0]["times"] == 1
    assert (await page.post("faults/clear"))["faults"] == []
    assert "A fault has a kind" in (await page.post("faults", {"kind": "404"}, status=400))["error"]


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        ("phones/1/send", {"chat": 1, "text": "hallo"}, 409, "There is no phone 1"),
        ("phones/x/send", {}, 400, "An id is a number"),
        ("phones/5000000001/send", {"chat": 5000000001}, 400, "`text` is missing"),
        ("phones/5000000001/send", {"chat": 5000000001, "text": " "}, 409, "There is nothing to send"),
        ("phones/5000000001/tap", {"chat": 5000000001, "message": 9, "data": "x"}, 409, "not there any more"),
        ("groups/5000000001/migrate", {}, 409, "This is a private chat"),
        ("clock", {}, 400, "Say how far"),
        ("clock", {"seconds": -5}, 409, "only moves forward"),
        ("clock", {"to": "next_due"}, 409, "nothing due"),
        ("clock/report", {"now": "noon"}, 400, "is a moment like"),
        ("nothing", {}, 404, "is not something the sandbox has"),
    ],
)
@pytest.mark.usefixtures("fatma")
async def test_a_mistake_is_told_in_a_sentence(page: Page, path: str, body: Json, status: int, sentence: str) -> None:
    assert sentence in (await page.post(path, body, status=status))["error"]


async def test_no_page_of_elsewhere_can_drive_the_sandbox(page: Page, cloud: Cloud) -> None:
    url = "/sandbox/phones"
    body = json.dumps({"first_name": "Mallory"})
    async with page.session.post(url, data=body, headers={"Content-Type": "text/plain"}) as response:
        assert response.status == 415
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:80"):
        async with page.session.post(url, json={"first_name": "Mallory"}, headers={"Host": host}) as response:
            assert response.status == 403
    for host in ("localhost:1", "[::1]:8080", "127.0.0.1"):
        async with page.session.get("/sandbox/state", headers={"Host": host}) as response:
            assert response.status == 200
    assert len(cloud.users) == 1


async def test_the_page_is_served_and_nothing_beside_it(page: Page) -> None:
    async with page.session.get("/") as response:
        assert response.status == 200
        assert response.content_type == "text/html"
        assert response.headers["Cache-Control"] == "no-cache"
    async with page.session.get("/page/%2e%2e/server.py") as response:
        assert response.status == 404


async def test_a_document_can_be_opened_from_the_page(page: Page, bot: Bot, chat: int) -> None:
    await bot.send_document(chat, b"inhoud", filename="rapport.pdf")
    document = (await page.state())["chats"][str(chat)]["messages"][-1]["document"]
    async with page.session.get(document["url"]) as response:
        assert await response.read() == b"inhoud"


async def test_a_page_that_listens_does_not_keep_the_stand_in_from_stopping(stand_in: StandIn, page: Page) -> None:
    async with page.session.get("/sandbox/events") as stream:
        await stream.content.readuntil(b"\n\n")
        await stand_in.stop()
        assert await stream.content.read() == b""
