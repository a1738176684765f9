"""Photos and documents: both ways, by upload and by file_id, with captions and buttons; and the codes in photos."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
    Update,
)
from telegram.error import BadRequest, NetworkError

from sandbox import ActError, Cloud, StandIn, Upload, User
from sandbox.pictures import codes
from tests.sandbox.pictures import LINK, card, picture

TOO_BIG = "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"
BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="ja")]])


async def _news(bot: Bot) -> list[Update]:
    return list(await bot.get_updates(timeout=0))


async def _heard(bot: Bot) -> Message:
    """What the bot heard last."""
    message = (await _news(bot))[-1].message
    assert message is not None
    return message


async def test_a_document_can_be_downloaded_and_sent_again_by_its_id(
    bot: Bot, cloud: Cloud, chat: int, anna: User
) -> None:
    cloud.open_link(anna.id, "start")
    sent = await bot.send_document(chat, b"%PDF-1.7 rapport", filename="rapport.pdf", caption="Je <b>rapport</b>",
                                   parse_mode="HTML", reply_markup=BUTTON)  # fmt: skip
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption, sent.reply_markup) == ("rapport.pdf", "Je rapport", BUTTON)
    assert [entity.type for entity in sent.caption_entities] == ["bold"]
    file = await bot.get_file(sent.document.file_id)
    assert await file.download_as_bytearray() == b"%PDF-1.7 rapport"
    again = await bot.send_document(anna.id, sent.document.file_id)
    assert again.document == sent.document


async def test_a_photo_comes_in_telegrams_sizes_and_is_sent_again_by_the_id_of_any(bot: Bot, chat: int) -> None:
    sent = await bot.send_photo(chat, picture(1000, 500), caption="Kaart", reply_markup=BUTTON)
    assert [(size.width, size.height) for size in sent.photo] == [(90, 45), (320, 160), (800, 400), (1000, 500)]
    assert (sent.caption, sent.reply_markup) == ("Kaart", BUTTON)
    again = await bot.send_photo(chat, sent.photo[0].file_id)
    assert again.photo == sent.photo
    file = await bot.get_file(sent.photo[1].file_id)
    with Image.open(io.BytesIO(bytes(await file.download_as_bytearray()))) as shown:
        assert (shown.format, shown.size) == ("JPEG", (320, 160))
    (small,) = (await bot.send_photo(chat, picture(40, 30))).photo
    assert (small.width, small.height) == (40, 30)
    widest = (await bot.send_photo(chat, picture(4000, 2000))).photo[-1]
    assert (widest.width, widest.height) == (1280, 640)


@pytest.mark.parametrize(
    ("kind", "given", "text"),
    [
        ("photo", b"no picture", "IMAGE_PROCESS_FAILED"),
        ("photo", picture()[:200], "IMAGE_PROCESS_FAILED"),
        ("photo", picture(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        ("photo", picture(5100, 5000, "JPEG"), "PHOTO_INVALID_DIMENSIONS"),
        ("photo", bytes(10 * 2**20 + 1), TOO_BIG),
        ("photo", b"", "file must be non-empty"),
        ("document", b"", "file must be non-empty"),
        ("document", "unknown-id", "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"),
        ("document", "https://ninove.be/brief.pdf", "failed to get HTTP URL content"),
        ("document", None, "there is no document in the request"),
    ],
)  # fmt: skip
async def test_a_file_that_does_not_do_is_refused(
    stand_in: StandIn, chat: int, kind: str, given: bytes | str | None, text: str
) -> None:
    before = len(stand_in.cloud.messages(chat))
    value = Upload("x", "application/octet-stream", given) if isinstance(given, bytes) else given
    answer = await stand_in.call(f"send{kind}", {"chat_id": chat, kind: value})
    assert (answer["error_code"], answer["description"]) == (400, f"Bad Request: {text}")
    assert len(stand_in.cloud.messages(chat)) == before


async def test_a_file_keeps_its_kind_and_has_its_limits(bot: Bot, stand_in: StandIn, chat: int) -> None:
    document = (await bot.send_document(chat, picture())).document
    assert document is not None
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(chat, document.file_id)
    photo = (await bot.send_photo(chat, picture())).photo[-1]
    with pytest.raises(BadRequest, match="Can't use file of type photo as document"):
        await bot.send_document(chat, photo.file_id)
    large = Upload("groot.zip", "application/zip", bytes(50 * 2**20 + 1))
    answer = await stand_in.call("sendDocument", {"chat_id": chat, "document": large})
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")
    sent = await bot.send_document(chat, bytes(20 * 2**20 + 1))
    assert sent.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(sent.document.file_id)
    with pytest.raises(BadRequest, match="File_id not specified"):
        await bot.get_file("")


async def test_a_caption_is_edited_where_there_is_a_photo(bot: Bot, chat: int) -> None:
    photo = await bot.send_photo(chat, picture(), caption="Kaart")
    edited = await photo.edit_caption("Kaart van <b>Vera</b>", parse_mode="HTML", reply_markup=BUTTON)
    assert isinstance(edited, Message)
    assert (edited.caption, edited.photo, edited.reply_markup) == ("Kaart van Vera", photo.photo, BUTTON)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await photo.edit_caption("Kaart van <b>Vera</b>", parse_mode="HTML", reply_markup=BUTTON)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await photo.edit_caption("x" * 1025)
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await photo.edit_text("Kaart")
    text = await bot.send_message(chat, "Geen kaart")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await text.edit_caption("Kaart")
    kept = await photo.edit_reply_markup(None)
    assert isinstance(kept, Message)
    assert (kept.caption, kept.photo, kept.reply_markup) == ("Kaart van Vera", photo.photo, None)


async def test_the_photo_or_document_of_a_message_is_replaced(bot: Bot, cloud: Cloud, chat: int) -> None:
    message = await bot.send_photo(chat, picture(), caption="Oud")
    new = await message.edit_media(InputMediaPhoto(picture(300, 300), "<i>Nieuw</i>", "HTML"), reply_markup=BUTTON)
    assert isinstance(new, Message)
    assert (new.caption, new.photo[-1].width, new.reply_markup) == ("Nieuw", 300, BUTTON)
    assert [entity.type for entity in new.caption_entities] == ["italic"]
    with pytest.raises(BadRequest, match="Message is not modified"):
        await new.edit_media(InputMediaPhoto(new.photo[0].file_id, "<i>Nieuw</i>", "HTML"), reply_markup=BUTTON)
    text = await bot.send_message(chat, "Wordt een brief")
    brief = await text.edit_media(InputMediaDocument(b"brief", "Je brief", filename="brief.txt"))
    assert isinstance(brief, Message)
    assert brief.document is not None
    assert (brief.document.file_name, brief.caption, brief.text) == ("brief.txt", "Je brief", None)
    with pytest.raises(BadRequest, match="knows photo and document, not video"):
        await text.edit_media(InputMediaVideo(b"film"))
    assert cloud.journal.unknown == ["InputMedia video"]
    cloud.journal.unknown.clear()


@pytest.mark.parametrize(
    ("media", "text"),
    [
        (None, "media not found"),
        ("[]", "media not found"),
        ('{"type": "photo", "media": "attach://nothing"}', "can't parse InputMedia: media not found"),
        ('{"type": "photo"}', "there is no photo in the request"),
        ("{", "can't parse media JSON object"),
    ],
)
async def test_new_media_must_be_there(stand_in: StandIn, bot: Bot, chat: int, media: str | None, text: str) -> None:
    photo = await bot.send_photo(chat, picture())
    params = {"chat_id": chat, "message_id": photo.message_id, "media": media}
    answer = await stand_in.call("editMessageMedia", params)
    assert answer["description"] == f"Bad Request: {text}"


async def test_many_messages_are_deleted_at_once_or_none(bot: Bot, stand_in: StandIn, cloud: Cloud, chat: int) -> None:
    sent = [(await bot.send_message(chat, text)).message_id for text in "abc"]
    assert await bot.delete_messages(chat, [sent[0], 999, sent[2]])
    assert [message.text for message in cloud.visible(chat)] == ["/start", "b"]
    cloud.clock.advance(48 * 3600 + 1)
    young = await bot.send_message(chat, "jong")
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_messages(chat, [young.message_id, sent[1]])
    assert [message.text for message in cloud.visible(chat)] == ["/start", "b", "jong"]
    refused = {
        "[]": "message identifiers are not specified",
        "5": "expected an Array of message identifiers",
        str(list(range(1, 102))): "too many message identifiers specified",
        "[0]": "invalid message identifier specified",
    }
    for numbers, text in refused.items():
        answer = await stand_in.call("deleteMessages", {"chat_id": chat, "message_ids": numbers})
        assert answer["description"] == f"Bad Request: {text}"


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "video", "sticker", "location"])
async def test_a_phone_sends_more_than_text(bot: Bot, cloud: Cloud, chat: int, kind: str) -> None:
    cloud.send_media(chat, chat, kind)
    assert getattr(await _heard(bot), kind)
    with pytest.raises(ActError, match="It can send: document"):
        cloud.send_media(chat, chat, "smell")


async def test_a_chosen_photo_reaches_the_bot_in_sizes_and_with_its_caption(bot: Bot, cloud: Cloud, chat: int) -> None:
    cloud.send_media(chat, chat, "photo", Upload("brief.jpg", "image/jpeg", picture(1000, 500, "JPEG")), "mijn /brief")
    photo = await _heard(bot)
    assert [size.width for size in photo.photo] == [90, 320, 800, 1000]
    assert (photo.text, photo.caption) == (None, "mijn /brief")
    file = await bot.get_file(photo.photo[-1].file_id)
    assert file.file_path is not None
    assert file.file_path.startswith("http")
    with Image.open(io.BytesIO(bytes(await file.download_as_bytearray()))) as shown:
        assert shown.size == (1000, 500)


async def test_a_chosen_document_reaches_the_bot_as_it_is(bot: Bot, cloud: Cloud, chat: int) -> None:
    cloud.send_media(chat, chat, "document", Upload("loonfiche.txt", "text/plain", b"1 200 euro"))
    document = (await _heard(bot)).document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == ("loonfiche.txt", "text/plain", 10)
    assert await (await bot.get_file(document.file_id)).download_as_bytearray() == b"1 200 euro"


@pytest.mark.parametrize(
    ("kind", "chosen", "sentence"),
    [("photo", b"tekst", "no picture"), ("document", b"", "is empty"), ("voice", b"x", "as a photo or as a document")],
)
async def test_a_phone_does_not_send_what_cannot_be_sent(
    cloud: Cloud, chat: int, kind: str, chosen: bytes, sentence: str
) -> None:
    before = cloud.unconfirmed
    with pytest.raises(ActError, match=sentence):
        cloud.send_media(chat, chat, kind, Upload("x.txt", "text/plain", chosen))
    with pytest.raises(ActError, match="too long"):
        cloud.send_media(chat, chat, kind, caption="x" * 1025)
    assert cloud.unconfirmed == before


async def test_the_codes_in_a_photo_can_be_read_in_the_size_that_is_shown(bot: Bot, cloud: Cloud, chat: int) -> None:
    sent = await bot.send_photo(chat, card(LINK, "112"))
    largest = cloud.files.get(sent.photo[-1].file_id)
    assert largest is not None
    assert codes(largest.data) == [LINK, "112"]
    assert codes(picture()) == []


async def test_a_lost_answer_leaves_the_photo_there(bot: Bot, cloud: Cloud, chat: int) -> None:
    cloud.faults.fail("lost", method="sendPhoto")
    with pytest.raises(NetworkError):
        await bot.send_photo(chat, picture(), caption="twee keer?")
    assert cloud.visible(chat)[-1].text == "twee keer?"


async def test_a_copy_has_no_trace_of_where_it_came_from(bot: Bot, stand_in: StandIn, chat: int) -> None:
    cloud = stand_in.cloud
    other = cloud.add_user("An")
    cloud.open_link(other.id, "")
    photo = cloud.send_media(other.id, other.id, "photo", caption="mijn brief")
    copy = await bot.copy_message(chat, other.id, photo.id, caption="Van een gezin")
    made = cloud.message(chat, copy.message_id)
    assert made is not None
    assert made.from_bot
    assert (made.text, made.content) == ("Van een gezin", photo.content)
    assert not {"forward_origin", "forward_from"} & cloud.told(made).keys()
    kept = await bot.copy_message(chat, other.id, photo.id)
    assert cloud.messages(chat)[-1].text == "mijn brief"
    assert kept.message_id == copy.message_id + 1
    await bot.delete_message(other.id, photo.id)
    with pytest.raises(BadRequest, match="to copy not found"):
        await bot.copy_message(chat, other.id, photo.id)
