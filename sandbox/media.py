"""Bot API methods on photos and documents: send, edit, download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.cloud import Cloud
from sandbox.composing import caption_text, edit_message, open_chat, own_message, post
from sandbox.errors import ApiError, bad_request
from sandbox.files import File
from sandbox.journal import Upload
from sandbox.model import MEDIA, Json
from sandbox.params import Params
from sandbox.pictures import BadPicture

__all__ = ["MEDIA_METHODS"]

MOST_BYTES_OF_A_PHOTO = 10 * 2**20
MOST_BYTES_OF_A_DOCUMENT = 50 * 2**20
MOST_BYTES_TO_DOWNLOAD = 20 * 2**20


def _content(cloud: Cloud, kind: str, given: Upload | str | None) -> Json:
    """What a message with this photo or document holds: a new file, or one that is there, by its id."""
    if isinstance(given, Upload):
        return _uploaded(cloud, kind, given)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = cloud.files.get(given)
    if file is None:
        raise bad_request("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return _photo(cloud.files.sizes_of(file)) if kind == "photo" else _document(file)


def _uploaded(cloud: Cloud, kind: str, given: Upload) -> Json:
    size = len(given.data)
    if not size:
        raise bad_request("file must be non-empty")
    if size > MOST_BYTES_OF_A_DOCUMENT:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "document":
        return _document(cloud.files.keep(kind, given.name, given.mime, given.data))
    if size > MOST_BYTES_OF_A_PHOTO:
        most = f"the maximum size is {MOST_BYTES_OF_A_PHOTO} bytes"
        raise bad_request(f"file of size {size} bytes is too big for a photo; {most}")
    try:
        return _photo(cloud.files.keep_photo(given.data))
    except BadPicture as error:
        raise bad_request(str(error)) from None


def _photo(sizes: tuple[File, ...]) -> Json:
    return {"photo": [size.json() for size in sizes]}


def _document(file: File) -> Json:
    return {"document": file.json() | {"file_name": file.name, "mime_type": file.mime}}


def _send(kind: str) -> Callable[[Cloud, Params], Json]:
    def send(cloud: Cloud, params: Params) -> Json:
        chat = open_chat(cloud, params)
        caption = caption_text(cloud, params)
        return post(cloud, chat, params, caption, _content(cloud, kind, params.upload(kind)))

    return send


def edit_caption(cloud: Cloud, params: Params) -> Json:
    """editMessageCaption."""
    message = own_message(cloud, params)
    if MEDIA.isdisjoint(message.content):
        raise bad_request("there is no caption in the message to edit")
    return edit_message(cloud, message, params, caption_text(cloud, params))


def edit_media(cloud: Cloud, params: Params) -> Json:
    """editMessageMedia: another photo or document with its own caption, also in place of a text."""
    message = own_message(cloud, params)
    media = params.nested("media")
    if not isinstance(media, Mapping):
        raise bad_request("media not found" if not media else "can't parse InputMedia: expected an Object")
    kind = media.get("type")
    if kind not in ("photo", "document"):
        cloud.journal.unknown.append(f"InputMedia {kind}")
        raise bad_request(f"can't parse InputMedia: the stand-in knows photo and document, not {kind}")
    inner = Params({**params.values, **media})
    if str(media.get("media", "")).startswith("attach://") and not isinstance(inner.upload("media"), Upload):
        raise bad_request("can't parse InputMedia: media not found")
    caption = caption_text(cloud, inner)
    return edit_message(cloud, message, params, caption, _content(cloud, kind, inner.upload("media")))


def get_file(cloud: Cloud, params: Params) -> Json:
    """getFile; its path is served at /file/bot<token>/<path>."""
    if not params.text("file_id"):
        raise bad_request("file_id not specified")
    file = cloud.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > MOST_BYTES_TO_DOWNLOAD:
        raise bad_request("file is too big")
    known = file.json()
    return {key: known[key] for key in ("file_id", "file_unique_id", "file_size")} | {"file_path": file.path}


MEDIA_METHODS: dict[str, Callable[[Cloud, Params], Any]] = {
    "sendDocument": _send("document"),
    "sendPhoto": _send("photo"),
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "getFile": get_file,
}
