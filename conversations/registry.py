"""All dialogs and kinds of notice, in one readable list. Tests read it: a new step needs a golden conversation."""

from __future__ import annotations

from collections.abc import Mapping

from conversations import (
    admin,
    adopting,
    away,
    careplan,
    danger,
    desk,
    direct,
    documents,
    helping,
    hiding,
    information,
    interview,
    joining,
    life,
    linking,
    meeting,
    menu,
    messages,
    minors,
    moving,
    mydata,
    notices,
    organisation,
    outcomes,
    plan,
    promised,
    recheck,
    reporting,
    results,
    roles,
    roster,
    sealed,
    searching,
    second,
    summary,
    supposing,
    talk,
    tasks,
    volunteer,
    welcome,
    wishes,
)
from conversations.dialog import Dialog, NoticeKind
from conversations.partnering import family as handover
from conversations.partnering import partner
from conversations.signals import counts
from conversations.signals import desk as signals
from conversations.signals import family as signal

__all__ = ["DIALOGS", "NOTICES", "NUDGES"]

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
        documents.DIALOG,
        recheck.DIALOG,
        helping.DIALOG,
        direct.DIALOG,
        minors.DIALOG,
        wishes.DIALOG,
        danger.DIALOG,
        information.DIALOG,
        messages.DIALOG,
        meeting.DIALOG,
        promised.DIALOG,
        talk.DIALOG,
        outcomes.DIALOG,
        plan.DIALOG,
        careplan.DIALOG,
        menu.DIALOG,
        searching.DIALOG,
        moving.DIALOG,
        summary.DIALOG,
        life.DIALOG,
        supposing.DIALOG,
        mydata.DIALOG,
        hiding.DIALOG,
        joining.DIALOG,
        volunteer.DIALOG,
        tasks.DIALOG,
        reporting.DIALOG,
        sealed.DIALOG,
        desk.DIALOG,
        away.DIALOG,
        second.DIALOG,
        admin.DIALOG,
        handover.DIALOG,
        organisation.DIALOG,
        partner.DIALOG,
        signal.DIALOG,
        signals.DIALOG,
        counts.DIALOG,
    )
}

NOTICES: Mapping[str, NoticeKind] = {kind.name: kind for kind in notices.KINDS}
NUDGES = frozenset(kind.name for kind in NOTICES.values() if kind.nudge)
"""Kinds of notice that a family gets no more often than it allows."""
