"""Pictures for tests: plain ones, and cards with QR codes."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image

__all__ = ["LINK", "card", "picture"]

LINK = "https://t.me/rechten_sandbox_bot?start=gezin_1"


def picture(width: int = 1000, height: int = 500, kind: str = "PNG", colour: str = "#a0c0e0") -> bytes:
    """A plain picture."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(written, kind)
    return written.getvalue()


def card(*texts: str) -> bytes:
    """A transparent PNG with QR codes one below the other, as a program makes them."""
    sheet = Image.new("RGBA", (500, 500 * len(texts)))
    for place, text in enumerate(texts):
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
        sheet.paste(Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=8)), (40, 40 + 500 * place))
    written = io.BytesIO()
    sheet.save(written, "PNG")
    return written.getvalue()
