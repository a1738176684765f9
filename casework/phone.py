"""Telephone numbers on which a family can be called."""

from __future__ import annotations

from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from casework.errors import NotAPhoneNumber
from texts import Verbatim, say

__all__ = ["for_display", "own_number"]

HOME: Final = "BE"

# Numbers of people. Free, paid and shared-cost lines belong to services; a family is never asked to pay for one.
OWN_TYPES: Final = frozenset(
    {
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
        PhoneNumberType.PERSONAL_NUMBER,
    }
)


def own_number(raw: str) -> str:
    """A person's own number in E.164, "+32...", from what was typed or shared as a contact.

    Without a country code it is Belgian. A contact that Telegram hands over has its country code without a plus.
    Raises NotAPhoneNumber, whose message does not hold the number.
    """
    for written in (raw, f"+{raw.strip()}"):
        try:
            number = phonenumbers.parse(written, HOME)
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in OWN_TYPES:
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    raise NotAPhoneNumber(
        say("phone", "Dit nummer werkt hier niet. Kijk het even na. Een voorbeeld: {example}.", example=_example())
    )


def for_display(e164: str) -> Verbatim:
    """A number as people write it: Belgian ones as dialled here, others with their country code."""
    number = phonenumbers.parse(e164)
    at_home = phonenumbers.region_code_for_number(number) == HOME
    shape = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return Verbatim(phonenumbers.format_number(number, shape))


def _example() -> Verbatim:
    """The number that the numbering plan sets apart for examples."""
    number = phonenumbers.example_number_for_type(HOME, PhoneNumberType.MOBILE)
    assert number is not None, "the phonenumbers package has an example for every country"
    return for_display(phonenumbers.format_number(number, PhoneNumberFormat.E164))
