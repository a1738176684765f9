"""What a phone can send besides text: samples that are always at hand, or a file that somebody chose."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sandbox.errors import ActError
from sandbox.files import Files
from sandbox.journal import Upload
from sandbox.model import Json
from sandbox.pictures import BadPicture, sample

__all__ = ["KINDS", "attached"]

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1
/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 47>>stream
BT /F 24 Tf 60 500 Td (Een brief, als proef.) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
"""


@cache
def _sample_photo() -> Upload:
    return Upload("photo.png", "image/png", sample())


def _photo(files: Files, chosen: Upload | None) -> Json:
    try:
        return {"photo": [size.json() for size in files.keep_photo((chosen or _sample_photo()).data)]}
    except BadPicture:
        raise ActError("This file is no picture that can be sent as a photo. Send it as a document.") from None


def _document(files: Files, chosen: Upload | None) -> Json:
    given = chosen or Upload("brief.pdf", "application/pdf", PDF)
    file = files.keep("document", given.name, given.mime, given.data)
    return {"document": file.json() | {"file_name": file.name, "mime_type": file.mime}}


def _sample_of(kind: str, name: str, mime: str, **more: Any) -> Callable[[Files, Upload | None], Json]:
    def attach(files: Files, _: Upload | None) -> Json:
        return {kind: files.keep(kind, name, mime, f"a {kind} from a phone".encode()).json() | more}

    return attach


KINDS: dict[str, Callable[[Files, Upload | None], Json]] = {
    "photo": _photo,
    "document": _document,
    "voice": _sample_of("voice", "voice.oga", "audio/ogg", duration=3),
    "video": _sample_of("video", "video.mp4", "video/mp4", width=90, height=90, duration=3),
    "sticker": _sample_of(
        "sticker", "sticker.webp", "image/webp",
        type="regular", width=512, height=512, is_animated=False, is_video=False,
    ),
    "location": lambda *_: {"location": {"latitude": 50.8, "longitude": 4.0}},
}  # fmt: skip


def attached(files: Files, kind: str, chosen: Upload | None) -> Json:
    """The content of a message with this attachment. ActError on an unknown kind and on a file that does not fit."""
    if kind not in KINDS:
        raise ActError(f"A phone cannot send {kind!r}. It can send: {', '.join(sorted(KINDS))}.")
    if chosen is not None and kind not in ("photo", "document"):
        raise ActError("A chosen file is sent as a photo or as a document.")
    if chosen is not None and not chosen.data:
        raise ActError(f"{chosen.name} is empty.")
    return KINDS[kind](files, chosen)
