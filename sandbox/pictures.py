"""What Telegram does with a picture, and what a phone's camera reads in one."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

__all__ = ["BadPicture", "Size", "codes", "sample", "sizes"]

LONGEST_SIDES = (90, 320, 800, 1280)  # pixels: Telegram's sizes s, m, x and y
MOST_PIXELS_ROUND = 10_000  # width and height together
WIDEST = 20  # the longer side is at most so many times the shorter
JPEG_QUALITY = 87


class BadPicture(ValueError):
    """Data that Telegram takes for no photo. The message is Telegram's own word for it."""


@dataclass(frozen=True, slots=True)
class Size:
    """One size of a photo, as a JPEG file; width and height in pixels."""

    data: bytes
    width: int
    height: int


@lru_cache(maxsize=16)
def sizes(data: bytes) -> tuple[Size, ...]:
    """The sizes that Telegram makes of a picture, the smallest first. Raises BadPicture."""
    picture = _opened(data)
    longest = max(picture.size)
    boxes = [side for side in LONGEST_SIDES if side < longest]
    boxes += [side for side in LONGEST_SIDES if side >= longest][:1]
    return tuple(_jpeg(picture, side) for side in boxes)


def codes(data: bytes) -> list[str]:
    """What the QR codes in a picture hold, from the top down. Raises BadPicture."""
    import zxingcpp  # only who scans needs it, and it does not go quietly at the end of a program

    only = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    found = zxingcpp.read_barcodes(_opened(data), formats=only)
    return [code.text for code in sorted(found, key=lambda code: (code.position.top_left.y, code.position.top_left.x))]


def sample() -> bytes:
    """A photo as a person may send it: a sheet of paper with lines on it. PNG."""
    picture = Image.new("RGB", (900, 1200), "#8a6f52")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((90, 90, 810, 1110), fill="#fbfaf5")
    draw.rectangle((150, 160, 420, 200), fill="#3d4e5a")
    for row in range(14):
        draw.rectangle((150, 280 + 52 * row, 740 - 90 * (row % 5 == 4), 292 + 52 * row), fill="#9aa7b0")
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _opened(data: bytes) -> Image.Image:
    """The picture the right way up and without transparency; its measures are checked before it is unpacked."""
    try:
        with Image.open(io.BytesIO(data)) as found:
            width, height = found.size
            if width + height > MOST_PIXELS_ROUND or max(width, height) > WIDEST * min(width, height):
                raise BadPicture("PHOTO_INVALID_DIMENSIONS")
            upright = ImageOps.exif_transpose(found).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise BadPicture("IMAGE_PROCESS_FAILED") from error
    paper = Image.new("RGBA", upright.size, "white")
    return Image.alpha_composite(paper, upright).convert("RGB")


def _jpeg(picture: Image.Image, longest_side: int) -> Size:
    small = picture.copy()
    small.thumbnail((longest_side, longest_side))
    written = io.BytesIO()
    small.save(written, "JPEG", quality=JPEG_QUALITY)
    return Size(written.getvalue(), *small.size)
