"""The shapes of `partners.yaml` and of `profiles/`: whom a municipality works with, and what may be passed on to whom.

A profile says what is the same for every pair of such organisations; the agreement is signed by one partner.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, model_validator

from rights.municipalities import Known
from rights.shapes import Given, Id, Shape

__all__ = ["PASSED", "Agreement", "Organisation", "Partner", "PartnerFile", "Passed", "ProfileFile"]

Passed = Literal["name", "address", "phone", "email", "call_moment", "interpreter", "needs"]
"""All that can ever be passed on to a partner. A profile allows some of it; what has no word here cannot be sent."""
PASSED: tuple[Passed, ...] = get_args(Passed)
Organisation = Literal[
    "municipality", "ocmw", "caw", "kind_en_gezin", "huis_van_het_kind", "health_fund", "school", "association"
]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=120)]
PartnerId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=16)]


class Agreement(Shape):
    """What both organisations signed about passing data on."""

    name: Known
    signed_on: date
    expires: date

    @model_validator(mode="after")
    def _in_order(self) -> Agreement:
        if self.expires <= self.signed_on:
            raise ValueError("`expires` comes after `signed_on`")
        return self


class Partner(Shape):
    """One organisation that families of this municipality can be handed over to. What is not known is null."""

    id: PartnerId
    name: Known
    kind: Organisation
    email: Email | None = None
    agreement: Agreement | None = Field(default=None, description="without one nothing is passed on")


class PartnerFile(Shape):
    """The partners of one municipality. `desk`: what kind of organisation its coordinators work for."""

    desk: Organisation = "municipality"
    partners: tuple[Partner, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> PartnerFile:
        ids = [partner.id for partner in self.partners]
        if len(ids) != len(set(ids)):
            raise ValueError("two partners have the same id: give each its own")
        return self


class ProfileFile(Shape):
    """What one kind of organisation may pass on to another."""

    id: Id
    sender: Organisation = Field(alias="from")
    receiver: Organisation = Field(alias="to")
    fields: tuple[Passed, ...] = Field(min_length=1)
    purpose_nl: Given = Field(description="what for, as a noun; the family reads it before its yes")
    basis: str = Field(min_length=10, description="the legal basis, with its law")
    text_version: str = Field(description="the version of the text that the family reads")
    readable_days: int = Field(default=90, ge=14, le=365, description="how long the partner may read it")
    expires: date = Field(description="the day from which nobody may use it unless it was looked at again")

    @model_validator(mode="after")
    def _fields_once(self) -> ProfileFile:
        if len(self.fields) != len(set(self.fields)):
            raise ValueError("a field stands twice: keep one")
        return self
