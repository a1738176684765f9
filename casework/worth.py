"""What a right that is in order brings, as a band: the figures of a town say no more than that."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from rights import Brings

__all__ = ["BANDS", "UNKNOWN", "band_of"]

BANDS: Final[tuple[tuple[Decimal, str], ...]] = (
    (Decimal(25), "0-25"),
    (Decimal(50), "25-50"),
    (Decimal(100), "50-100"),
    (Decimal(250), "100-250"),
    (Decimal(500), "250-500"),
)
"""EUR per month: below which amount a band ends, and its name."""

HIGHEST: Final = "500+"
UNKNOWN: Final = ""
"""No amount per month is known or shown, or it is not money that comes every month."""


def band_of(brings: Brings) -> str:
    """The band of what is received every month, in EUR. Of an estimate the low end counts: never more than is sure."""
    if brings.monthly is None:
        return UNKNOWN
    return next((name for edge, name in BANDS if brings.monthly.low < edge), HIGHEST)
