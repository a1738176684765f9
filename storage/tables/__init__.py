"""The tables. What is sealed is a LargeBinary and unreadable without its key; what stands in clear is listed, with the
reason, in docs/reference/storage.md."""

from __future__ import annotations

from storage.tables.base import metadata
from storage.tables.careplans import careplan
from storage.tables.casework import message, note, referral, sealed
from storage.tables.families import access, chat, consent, household, watch
from storage.tables.machine import audit, counter, notice, outbox, outcome, seen, shred, work
from storage.tables.teams import link, member, signoff, team_group

__all__ = [
    "access",
    "audit",
    "careplan",
    "chat",
    "consent",
    "counter",
    "household",
    "link",
    "member",
    "message",
    "metadata",
    "note",
    "notice",
    "outbox",
    "outcome",
    "referral",
    "sealed",
    "seen",
    "shred",
    "signoff",
    "team_group",
    "watch",
    "work",
]
