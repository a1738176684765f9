"""The second factor: a code of the app opens once and for a working day; guesses are slowed down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
from hypothesis import given
from hypothesis import strategies as st

from casework.second import OPEN_FOR, PERIOD, WAIT, WRONG_TRIES, Factor, Tried, address, digest, recovery, tried

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ON = Factor(SECRET, on=True)


def code(at: datetime = NOW) -> str:
    return pyotp.TOTP(SECRET).at(at)


def test_a_right_code_opens_for_twelve_hours_and_no_longer() -> None:
    opened, result = tried(ON, f" {code()[:3]} {code()[3:]} ", NOW)
    assert result is Tried.RIGHT
    assert opened.is_open(NOW)
    assert opened.is_open(NOW + OPEN_FOR - timedelta(seconds=1))
    assert not opened.is_open(NOW + OPEN_FOR)
    assert not replace(opened, on=False).is_open(NOW)


@given(st.integers(-2, 2), st.integers(-2, 2))
def test_a_code_is_right_about_its_own_time_and_never_again(first: int, second: int) -> None:
    """Whatever was used, neither it nor an older code counts afterwards."""
    used, result = tried(ON, code(NOW + first * PERIOD), NOW)
    assert (result is Tried.RIGHT) == (abs(first) <= 1)
    _, again = tried(used, code(NOW + second * PERIOD), NOW)
    newer = second > first or result is not Tried.RIGHT
    assert (again is Tried.RIGHT) == (abs(second) <= 1 and newer)


def test_five_wrong_tries_wait_a_quarter_and_a_right_code_does_not_count_meanwhile() -> None:
    factor = ON
    for number in range(1, WRONG_TRIES + 1):
        factor, result = tried(factor, "000000x", NOW)
        assert result is (Tried.WAIT if number == WRONG_TRIES else Tried.WRONG)
    assert tried(factor, code(), NOW) == (factor, Tried.WAIT)
    late = NOW + WAIT
    opened, result = tried(factor, code(late), late)
    assert result is Tried.RIGHT
    assert opened.wrong == 0


def test_a_recovery_code_opens_once_however_it_is_typed() -> None:
    codes = recovery(SECRET, "chance")
    assert len(set(codes)) == len(codes) == 8
    assert not set(codes) & set(recovery(SECRET, "another chance"))
    kept = replace(ON, codes=tuple(digest(one) for one in codes))
    assert not [one for one in codes if one in str(kept.codes)], "only a digest is kept"
    opened, result = tried(kept, codes[3].upper().replace("-", " "), NOW)
    assert result is Tried.RIGHT
    assert len(opened.codes) == 7
    assert tried(opened, codes[3], NOW)[1] is Tried.WRONG


def test_the_app_reads_who_asks_and_nobody_s_name() -> None:
    assert address(SECRET, "aanmeldingen", "@bot").startswith("otpauth://totp/%40bot:aanmeldingen?secret=" + SECRET)


@given(st.text(max_size=20))
def test_nothing_else_that_is_typed_opens(typed: str) -> None:
    digits = "".join(typed.split())
    right = digits.isdecimal() and "".join(str(int(char)) for char in digits) in {
        code(NOW + step * PERIOD) for step in (-1, 0, 1)
    }
    assert (tried(ON, typed, NOW)[1] is Tried.RIGHT) == right
