"""Who may do what: what the one table does not list is denied, and the page that shows it is the table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casework import INVITES, MAY, Deed, Role, invited_by, may

PAGE = Path(__file__).parent.parent.parent / "docs/reference/roles.md"
UNKNOWN = ("gardener", "", "Coordinator", "family", "system")
"""Roles of nobody: mistyped, an older version's, or of who needs no role."""


@pytest.mark.parametrize("role", UNKNOWN)
def test_a_role_that_is_not_listed_may_nothing(role: str) -> None:
    assert not any(may(role, deed) for deed in Deed)
    assert invited_by(role) == ()


def test_an_admin_comes_to_no_family_and_a_partner_to_nothing_but_handovers() -> None:
    families = {Deed.READ_QUEUE, Deed.READ_CASES, Deed.HOLD_CASES, Deed.REPORT_FAMILIES}
    assert not MAY[Role.ADMIN] & families
    assert MAY[Role.PARTNER] == {Deed.ANSWER_HANDOVERS}
    assert not MAY[Role.VOLUNTEER] & {Deed.READ_QUEUE, Deed.READ_CASES, Deed.HOLD_CASES}


def test_every_deed_is_somebody_s_and_nobody_invites_above_themselves() -> None:
    assert set().union(*MAY.values()) == set(Deed)
    assert not any(Role.ADMIN in invited for invited in INVITES.values())
    assert Role.VOLUNTEER not in INVITES
    assert Role.PARTNER not in INVITES


def test_the_page_shows_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*?\|((?: *x? *\|){4})$", PAGE.read_text(), re.MULTILINE)
    shown = {deed: [cell.strip() == "x" for cell in marks.split("|")[:4]] for deed, marks in rows}
    order = (Role.COORDINATOR, Role.VOLUNTEER, Role.ADMIN, Role.PARTNER)
    assert shown == {str(deed): [may(role, deed) for role in order] for deed in Deed}
