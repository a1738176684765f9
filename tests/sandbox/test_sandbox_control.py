"""What the page asks of the sandbox, over HTTP."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import Forbidden

from sandbox import Cloud, StandIn, User
from tests.sandbox.pictures import LINK, card

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
    bot_shown = {"running": True, "username": "rechten_sandbox_bot", "name": "Rechtenbot", "description": {}}
    assert state["bot"] == bot_shown
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
    shown = {"id": 1, "kind": "429", "chat": chat, "method": None, "times": 2, "retry_after": 9}
    assert set_faults["faults"] == [shown]
    answer = await stand_in.call("sendMessage", {"chat_id": chat, "text": "hallo"})
    assert answer["parameters"] == {"retry_after": 9}
    async with page.session.get("/sandbox/faults") as response:
        assert (await response.json())["faults"][0]["times"] == 1
    await page.post("faults", {"kind": "drop", "method": "sendPhoto"})
    assert [fault["kind"] for fault in (await page.state())["faults"]] == ["429", "drop"]
    assert [fault["kind"] for fault in (await page.post("faults/clear", {"id": 1}))["faults"]] == ["drop"]
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


async def test_the_page_hears_of_a_fault_when_it_is_set_and_when_it_is_met(
    page: Page, stand_in: StandIn, cloud: Cloud, chat: int
) -> None:
    async with page.session.get("/sandbox/events") as stream:
        await stream.content.readuntil(b"\n\n")
        cloud.faults.fail("500", method="sendMessage")
        cloud.faults.fail("duplicate", chat=chat)
        await stand_in.call("sendMessage", {"chat_id": chat, "text": "hallo"})
        cloud.send(chat, chat, "dubbel")
        events = [json.loads((await stream.content.readuntil(b"\n\n"))[6:]) for _ in range(5)]
    heard = [(event["met"], len(event["faults"])) for event in events if event["type"] == "faults"]
    assert heard == [
        (None, 1),
        (None, 2),
        ({"kind": "500", "method": "sendMessage", "chat": chat}, 1),
        ({"kind": "duplicate", "method": None, "chat": chat}, 0),
    ]


async def test_a_document_is_saved_from_the_page_and_never_opened_as_a_page_of_it(
    page: Page, bot: Bot, chat: int
) -> None:
    await bot.send_document(chat, b"<script>1</script>", filename="verslag één.html")
    document = (await page.state())["chats"][str(chat)]["messages"][-1]["document"]
    async with page.session.get(document["url"]) as response:
        assert await response.read() == b"<script>1</script>"
        assert response.content_disposition is not None
        assert response.content_disposition.type == "attachment"
        assert response.content_disposition.filename == "verslag één.html"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with page.session.get("/sandbox/files/documents/nothing") as response:
        assert response.status == 404


async def test_a_photo_is_shown_and_its_code_is_read(page: Page, bot: Bot, cloud: Cloud, chat: int) -> None:
    await bot.send_photo(chat, card(LINK), caption="Scan mij")
    await bot.send_document(chat, card(LINK), filename="kaart.png")
    await bot.send_document(chat, b"brief", filename="brief.txt")
    photo, drawn, brief = (await page.state())["chats"][str(chat)]["messages"][-3:]
    async with page.session.get(photo["photo"]["url"]) as response:
        assert (response.content_type, response.content_disposition) == ("image/jpeg", None)
    for file in (photo["photo"], drawn["document"]):
        assert await page.post("scan", {"file": file["file_id"]}) == {"codes": [LINK]}
    assert (drawn["document"]["picture"], brief["document"]["picture"]) == (True, False)
    assert "no picture" in (await page.post("scan", {"file": brief["document"]["file_id"]}, status=409))["error"]
    assert "not there" in (await page.post("scan", {"file": "FILE-photo-999999"}, status=409))["error"]
    await page.post(f"phones/{chat}/open", {"link": LINK})
    assert cloud.visible(chat)[-1].text == "/start gezin_1"


async def test_a_chosen_file_is_sent_from_the_page(page: Page, bot: Bot, chat: int) -> None:
    chosen = {"name": "brief.png", "mime": "image/png", "data": base64.b64encode(card(LINK)).decode()}
    await page.post(f"phones/{chat}/media", {"chat": chat, "kind": "photo", "caption": "mijn brief", **chosen})
    await page.post(f"phones/{chat}/media", {"chat": chat, "kind": "document", **chosen})
    photo, document = [update.message for update in await bot.get_updates(timeout=0)][-2:]
    assert photo is not None
    assert (photo.caption, photo.photo[-1].width) == ("mijn brief", 500)
    assert document is not None
    assert document.document is not None
    assert (document.document.file_name, document.document.mime_type) == ("brief.png", "image/png")
    wrong = {"chat": chat, "kind": "photo", "name": "x", "data": "geen base64!"}
    assert "base64" in (await page.post(f"phones/{chat}/media", wrong, status=400))["error"]


async def test_the_page_shows_what_the_bot_says_of_itself(page: Page, bot: Bot) -> None:
    await bot.set_my_description("Wat we doen")
    await bot.set_my_description("ماذا نفعل", language_code="ar")
    assert (await page.state())["bot"]["description"] == {"": "Wat we doen", "ar": "ماذا نفعل"}


async def test_blocking_and_unblocking_reach_the_bot_from_a_phone_and_from_a_group(
    page: Page, bot: Bot, cloud: Cloud, chat: int, anna: User
) -> None:
    group = cloud.add_group("Team Ninove", anna.id).id
    await page.post(f"groups/{group}/bot", {"by": anna.id, "present": True})
    for path, off, on in (
        (f"phones/{chat}/block", {"blocked": True}, {"blocked": False}),
        (f"groups/{group}/bot", {"by": anna.id, "present": False}, {"by": anna.id, "present": True}),
    ):
        where = chat if "phones" in path else group
        await page.post(path, off)
        with pytest.raises(Forbidden):
            await bot.send_message(where, "hallo")
        await page.post(path, on)
        await bot.send_message(where, "hallo")
        told = [update.my_chat_member for update in await bot.get_updates(timeout=0) if update.my_chat_member]
        statuses = [(t.old_chat_member.status, t.new_chat_member.status) for t in told if t.chat.id == where]
        assert statuses[-2:] == [("member", "kicked"), ("kicked", "member")]


async def test_a_page_that_listens_does_not_keep_the_stand_in_from_stopping(stand_in: StandIn, page: Page) -> None:
    async with page.session.get("/sandbox/events") as stream:
        await stream.content.readuntil(b"\n\n")
        await stand_in.stop()
        assert await stream.content.read() == b""
