"""Messages that nobody asked for at that moment, in one table. They are neutral: nothing personal stands in them."""

from __future__ import annotations

from conversations.dialog import NoticeKind
from conversations.notices import (
    careplan,
    colleagues,
    family,
    gathered,
    ledger,
    linking,
    meeting,
    partners,
    roles,
    signals,
    staff,
    team,
    volunteer,
)
from conversations.notices.screens import REPLACED

__all__ = ["KINDS", "REPLACED"]

KINDS: tuple[NoticeKind, ...] = (
    *family.KINDS,
    *linking.KINDS,
    *colleagues.KINDS,
    *meeting.KINDS,
    *roles.KINDS,
    *ledger.KINDS,
    *gathered.KINDS,
    *partners.KINDS,
    *staff.KINDS,
    *team.KINDS,
    *volunteer.KINDS,
    *careplan.KINDS,
    *signals.KINDS,
)
