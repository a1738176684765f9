"""A family gives the number on which it wants to be called."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import NotAPhoneNumber, for_display, own_number

COUNTRIES = ["BE", "FR", "MA", "TR", "RO", "UA", "PL", "BG", "AF", "SY", "US"]


@pytest.mark.parametrize(
    "typed",
    ["0450 00 12 34", "0450/00.12.34", "+32 450 00 12 34", "+32 (0)450 00 12 34", "0032450001234", "32450001234",
     " 0450001234 ", "٠٤٥٠٠٠١٢٣٤"],
)  # fmt: skip
def test_one_number_however_it_is_written(typed: str) -> None:
    assert own_number(typed) == "+32450001234"
    assert for_display("+32450001234").text == "0450 00 12 34"


@pytest.mark.parametrize("region", COUNTRIES)
def test_a_contact_shared_from_a_foreign_phone_is_understood(region: str) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    assert example is not None
    e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    assert own_number(e164) == e164
    assert own_number(e164.removeprefix("+")) == e164  # as Telegram hands a contact over
    shown = for_display(e164).text
    assert shown.startswith("0" if region == "BE" else "+")
    assert own_number(shown) == e164


@pytest.mark.parametrize(
    "typed", ["", "bel mij", "112", "1813", "0800 13 500", "0900 12 345", "0450 00", "0450 00 12 34 56 78", "+", "+32"]
)
def test_what_is_not_a_persons_number_is_asked_again(typed: str) -> None:
    with pytest.raises(NotAPhoneNumber) as raised:
        own_number(typed)
    assert raised.value.text.msgid == "Dit nummer werkt hier niet. Kijk het even na. Een voorbeeld: {example}."
    example = dict(raised.value.text.params)["example"]
    assert example == for_display("+32450001234")


@given(st.from_regex(r"0[1-9][0-9]{11,13}", fullmatch=True))  # longer than any Belgian number
def test_a_refused_number_is_not_repeated_in_the_error(typed: str) -> None:
    with pytest.raises(NotAPhoneNumber) as raised:
        own_number(typed)
    assert typed not in f"{raised.value} {raised.value.text} {raised.value.__cause__} {raised.value.__context__}"


@given(st.text(max_size=30))
def test_an_accepted_number_stays_itself(typed: str) -> None:
    try:
        number = own_number(typed)
    except NotAPhoneNumber:
        return
    assert own_number(number) == number
    assert own_number(for_display(number).text) == number
