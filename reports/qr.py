"""A link as a QR code, readable from a phone's screen and from paper."""

from __future__ import annotations

from io import BytesIO

import segno

__all__ = ["qr_png", "qr_svg"]

MODULE = 10
"""Pixels per square: sharp on a small screen, and well under what Telegram takes for a photo."""
QUIET_ZONE = 4
"""Squares of white around the code, which ISO/IEC 18004 asks for."""


def _code(link: str) -> segno.QRCode:
    """With a quarter of it to spare (level Q): paper is folded, screens are scratched."""
    return segno.make_qr(link, error="q")


def qr_png(link: str) -> bytes:
    """A picture for a chat."""
    picture = BytesIO()
    _code(link).save(picture, kind="png", scale=MODULE, border=QUIET_ZONE)
    return picture.getvalue()


def qr_svg(link: str) -> str:
    """A drawing for paper; the page around it is its quiet zone."""
    return str(_code(link).svg_inline(scale=1, border=0, omitsize=True, dark="#000"))
