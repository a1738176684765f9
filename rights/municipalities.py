"""The shape of `municipality.yaml`: who to ask, which languages and why, who answers for the data."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from rights.opening_hours import OpeningHours
from rights.shapes import Given, Id, Sentence, Shape

__all__ = ["SOURCE_LANGUAGE", "ContactPoint", "Controller", "DataProtection", "LanguageOffer", "Municipality"]

SOURCE_LANGUAGE = "nl"
"""Always offered: the law makes it the language of a Flemish municipality."""


def _phone(number: str) -> str:
    if re.fullmatch(r"\+?[0-9][0-9 ]{1,18}[0-9]", number) is None:
        raise ValueError("write a phone number in digits and spaces, such as 051 80 59 00")
    return number


Known = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=120)]
Phone = Annotated[str, AfterValidator(_phone)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class ContactPoint(Shape):
    """A public contact point; what is not known is null and shown to nobody."""

    name: Known | None
    phone: Phone | None = None
    address: Known | None = None
    hours: OpeningHours | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None

    @model_validator(mode="after")
    def _on_the_map(self) -> ContactPoint:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("`latitude` and `longitude` go together")
        if self.latitude is not None and not (self.name and self.address):
            raise ValueError("a place on the map has a `name` and an `address` too")
        return self


class LanguageOffer(Shape):
    """Why some languages other than Dutch are offered, and to whom: what the language law asks a municipality to say.

    An offer with the same id and words in several municipalities is translated once."""

    id: Id
    codes: tuple[LanguageCode, ...] = Field(min_length=1)
    purpose_nl: Sentence
    target_nl: Given = Field(description="the target group, as a noun")


class Controller(Shape):
    """Who answers for the data: municipality and OCMW are two legal persons, so both are named."""

    town: Known
    ocmw: Known


class DataProtection(Shape):
    """The data protection officer, and which version of the information text they signed off, when."""

    name: Known | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    information_version: str | None = None
    information_signed_on: date | None = None

    @model_validator(mode="after")
    def _both(self) -> DataProtection:
        if (self.information_version is None) != (self.information_signed_on is None):
            raise ValueError("`information_version` and `information_signed_on` go together")
        return self


class Municipality(Shape):
    """One municipality, without its own rights, changes and figures: those are files beside it."""

    id: Id
    name: Known
    invented: bool = False
    language_regime: Literal["dutch_only", "facilities_fr"]
    languages: tuple[LanguageOffer, ...] = Field(default=(), description="languages other than Dutch, with the reason")
    contact_points: tuple[ContactPoint, ...] = Field(min_length=1, description="the first is the one families are told")
    controller: Controller
    dpo: DataProtection = DataProtection()
    without: tuple[str, ...] = Field(default=(), description="rights of the common pass that do not exist here")

    @model_validator(mode="after")
    def _languages_fit(self) -> Municipality:
        codes = [code for offer in self.languages for code in offer.codes]
        if SOURCE_LANGUAGE in codes:
            raise ValueError("Dutch is always there: take `nl` out of `codes`")
        if len(codes) != len(set(codes)):
            raise ValueError("a language stands in two offers: keep it in one")
        if self.language_regime == "facilities_fr" and "fr" not in codes:
            raise ValueError("a municipality with French facilities offers French: add `fr` to an offer")
        return self

    @property
    def contact(self) -> ContactPoint:
        """The contact point that families are told."""
        return self.contact_points[0]

    @property
    def reachable(self) -> bool:
        """Whether a family can be told where to go: a name, and a phone or an address."""
        return bool(self.contact.name and (self.contact.phone or self.contact.address))

    @property
    def language_codes(self) -> tuple[str, ...]:
        """The languages offered here, Dutch first."""
        return (SOURCE_LANGUAGE, *(code for offer in self.languages for code in offer.codes))

    def language_offer(self, code: str) -> LanguageOffer | None:
        """Why and to whom a language is offered here; None for Dutch and for one that is not offered."""
        return next((offer for offer in self.languages if code in offer.codes), None)

    def information_signed(self, version: str) -> bool:
        """Whether a named data protection officer signed off this version of the information text."""
        return bool(self.dpo.name and self.dpo.email and self.dpo.information_version == version)
