"""A QR code leads where its link leads."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image

from reports.qr import qr_png, qr_svg

LINK = "https://t.me/rechten_bot?start=" + "Ab-9_" * 8 + "xyz"


@pytest.mark.parametrize("link", [LINK, "https://t.me/a?start=b"])
def test_the_picture_can_be_scanned(link: str) -> None:
    with Image.open(io.BytesIO(qr_png(link))) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    assert [code.text for code in found] == [link]


def test_the_drawing_is_another_one_for_every_link() -> None:
    assert qr_svg(LINK).startswith("<svg")
    assert qr_svg(LINK) != qr_svg(LINK[:-1])
