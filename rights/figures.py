"""Dated figures: which value holds on a date, how far it can be trusted, and the zone around a ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from rights.spans import Span, age_on

__all__ = ["Basis", "Figure", "FigureStatus", "FigureValue", "SourceRef", "Zone", "zone_of"]


class Basis(Enum):
    """What an amount counts."""

    TAXABLE_PER_YEAR = "taxable_per_year"
    NET_PER_MONTH = "net_per_month"
    GROSS_PER_MONTH = "gross_per_month"
    PAID_PER_MONTH = "paid_per_month"
    PAID_PER_YEAR = "paid_per_year"
    PAID_ONCE = "paid_once"
    PRICE_PER_MONTH = "price_per_month"
    PER_LITRE = "per_litre"
    PER_KWH = "per_kwh"
    PER_DAY = "per_day"
    PER_WEEK = "per_week"
    PER_HOUR = "per_hour"
    PER_SESSION = "per_session"
    RATIO = "ratio"


FigureStatus = Literal["verified", "unofficial", "unverified"]


class SourceRef(BaseModel):
    """Where something was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    page: str = Field(description="the title of the page")
    url: str | None = Field(default=None, description="https://... or leave it out")
    date: str = Field(description="the date of the page, as 2024, 2024-10 or 2024-10-01; undated if it shows none")
    status: FigureStatus = Field(description="verified, unofficial or unverified")


class FigureValue(BaseModel):
    """One value of a figure, from a date on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    value: Decimal
    valid_from: date
    source: SourceRef
    verified_on: date = Field(description="the day someone last saw this value on that page, or the page's own date")

    @property
    def status(self) -> FigureStatus:
        """How far this value was verified."""
        return self.source.status


class Figure(BaseModel):
    """A parameter: its values over time, its basis, and how often it must be checked (months)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    basis: Basis
    check_nl: str | None = None
    check_every: int = Field(gt=0)
    values: tuple[FigureValue, ...] = Field(min_length=1)

    @field_validator("values")
    @classmethod
    def _oldest_first(cls, values: tuple[FigureValue, ...]) -> tuple[FigureValue, ...]:
        return tuple(sorted(values, key=lambda value: value.valid_from))

    def on(self, today: date) -> FigureValue:
        """The value that holds on a date: the last that began; before the first, the first."""
        return next((value for value in reversed(self.values) if value.valid_from <= today), self.values[0])

    def doubtful(self, today: date) -> bool:
        """Whether the value is unverified, unofficial, or was not checked in time."""
        return self.on(today).status != "verified" or self.late(today)

    def late(self, today: date) -> bool:
        """Whether the value was not checked in time."""
        value = self.on(today)
        months = (today.year - value.verified_on.year) * 12 + today.month - value.verified_on.month
        return months > self.check_every

    def years_old(self, today: date) -> int:
        """Whole years since the last period this figure is known for began."""
        return max(0, age_on(today, self.on(today).valid_from))


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a ceiling may lie, in the basis of the money fact it is compared with. `high` None: no upper end known.

    Its ends are rounded outwards to whole tens (per month) or hundreds (per year), so that they can be button texts."""

    low: Decimal
    high: Decimal | None


# A ceiling may have been indexed since the year it is known for, and a family knows its income roughly.
MARGIN_LOW, MARGIN_HIGH, INDEXED = Decimal("0.9"), Decimal("1.1"), Decimal("1.03")
_PER_YEAR = {
    Basis.TAXABLE_PER_YEAR: Decimal(1),
    Basis.NET_PER_MONTH: Decimal(12),
    Basis.GROSS_PER_MONTH: Decimal(12),
    Basis.PAID_PER_MONTH: Decimal(12),
}
_TAXABLE = {Basis.TAXABLE_PER_YEAR}
_ROUND = {Basis.TAXABLE_PER_YEAR: Decimal(100), Basis.NET_PER_MONTH: Decimal(10), Basis.GROSS_PER_MONTH: Decimal(10)}


def zone_of(ceiling: Span, known_in: Basis, asked_in: Basis, years: int, bridge: Decimal) -> Zone:
    """The zone [0.9 c, 1.1 c x 1.03^years] of a ceiling c, or of a span of ceilings.

    Between a net and a taxable amount lies a factor of 1 up to `bridge`; the zone takes in the whole of it.
    """
    periods = _PER_YEAR[known_in] / _PER_YEAR[asked_in]
    low_bridge = high_bridge = Decimal(1)
    if known_in in _TAXABLE and asked_in not in _TAXABLE:
        low_bridge = 1 / bridge
    elif asked_in in _TAXABLE and known_in not in _TAXABLE:
        high_bridge = bridge
    unit = _ROUND[asked_in]
    low = Decimal(ceiling.low or 0) * MARGIN_LOW * periods * low_bridge
    low = (low / unit).to_integral_value(ROUND_FLOOR) * unit
    if ceiling.high is None:
        return Zone(low, None)
    high = Decimal(ceiling.high) * MARGIN_HIGH * INDEXED**years * periods * high_bridge
    return Zone(low, (high / unit).to_integral_value(ROUND_CEILING) * unit)
