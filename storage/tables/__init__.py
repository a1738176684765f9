"""The tables. What is sealed is a LargeBinary and unreadable without its key; what stands in clear is listed, with the
reason, in docs/reference/storage.md."""

from __future__ import annotations

from storage.tables.appointments import appointment
from storage.tables.base import metadata
from storage.tables.careplans import careplan
from storage.tables.casework import message, note, referral, sealed
from storage.tables.colleagues import absence, offer
from storage.tables.families import access, chat, consent, household, watch
from storage.tables.helpers import care_helper
from storage.tables.likenesses import likeness, twin
from storage.tables.machine import audit, counter, notice, outbox, outcome, seen, shred, work
from storage.tables.partners import handover
from storage.tables.promises import promise
from storage.tables.signals import barrier, signal
from storage.tables.teams import link, member, signoff, team_group

__all__ = [
    "absence",
    "access",
    "appointment",
    "audit",
    "barrier",
    "care_helper",
    "careplan",
    "chat",
    "consent",
    "counter",
    "handover",
    "household",
    "likeness",
    "link",
    "member",
    "message",
    "metadata",
    "note",
    "notice",
    "offer",
    "outbox",
    "outcome",
    "promise",
    "referral",
    "sealed",
    "seen",
    "shred",
    "signal",
    "signoff",
    "team_group",
    "twin",
    "watch",
    "work",
]
