"""Notices to somebody about their own role. Whoever ended it is not named."""

from __future__ import annotations

from casework import Role
from conversations.context import Context, Notice
from conversations.dialog import NoticeKind, Silence
from conversations.notices.screens import notice_screen
from conversations.screen import Screen
from conversations.towns import named
from texts import say

__all__ = ["KINDS"]

_ENDED = {
    Role.COORDINATOR: say("notice", "Je rol als coördinator in {town} is gestopt."),
    Role.VOLUNTEER: say("notice", "Je rol als vrijwilliger in {town} is gestopt."),
    Role.PARTNER: say("notice", "Je rol als partner in {town} is gestopt."),
}
_ANY = say("notice", "Je rol in {town} is gestopt.")


def _ended(notice: Notice, context: Context) -> Screen:
    town, _, role = notice.ref.partition(":")
    told = _ENDED.get(Role(role), _ANY) if role in set(Role) else _ANY
    return notice_screen(
        notice,
        told.having(town=named(town, context)),
        say("notice", "Je ziet hier niets meer van dat werk. Klopt dit niet? Vraag het aan je gemeente."),
    )


def _reset(notice: Notice, context: Context) -> Screen:
    return notice_screen(
        notice,
        say(
            "notice",
            "Je extra code is afgezet, door wie de rollen van {town} beheert.",
            town=named(notice.ref, context),
        ),
        say("notice", "Zet ze weer aan in het menu: Extra code."),
    )


KINDS = (
    NoticeKind("role_ended", _ended, silence=Silence.NEVER),
    NoticeKind("code_reset", _reset, silence=Silence.NEVER),
)
