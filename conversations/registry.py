"""All dialogs and kinds of notice, in one readable list. Tests read it: a new step needs a golden conversation."""

from __future__ import annotations

from collections.abc import Mapping

from conversations import (
    adopting,
    danger,
    desk,
    direct,
    helping,
    hiding,
    information,
    interview,
    joining,
    linking,
    menu,
    messages,
    minors,
    moving,
    notices,
    outcomes,
    recheck,
    reporting,
    results,
    roles,
    roster,
    sealed,
    volunteer,
    welcome,
    wishes,
)
from conversations.dialog import Dialog, NoticeKind

__all__ = ["DIALOGS", "NOTICES"]

DIALOGS: Mapping[str, Dialog] = {
    dialog.name: dialog
    for dialog in (
        welcome.DIALOG,
        roles.DIALOG,
        roster.DIALOG,
        linking.DIALOG,
        adopting.DIALOG,
        interview.DIALOG,
        results.DIALOG,
        recheck.DIALOG,
        helping.DIALOG,
        direct.DIALOG,
        minors.DIALOG,
        wishes.DIALOG,
        danger.DIALOG,
        information.DIALOG,
        messages.DIALOG,
        outcomes.DIALOG,
        menu.DIALOG,
        moving.DIALOG,
        hiding.DIALOG,
        joining.DIALOG,
        volunteer.DIALOG,
        reporting.DIALOG,
        sealed.DIALOG,
        desk.DIALOG,
    )
}

NOTICES: Mapping[str, NoticeKind] = {kind.name: kind for kind in notices.KINDS}
