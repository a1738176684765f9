"""Notices in a team group: number, kind, urgency, how long it waits, and a button to the private chat. Nothing else."""

from __future__ import annotations

from casework import ReferralKind, Urgency, waiting
from conversations.context import Context, Notice
from conversations.dialog import Group, NoticeKind, Silence
from conversations.links import desk_token
from conversations.notices.screens import notice_screen
from conversations.screen import Button, Screen
from texts import Text, Verbatim, say

__all__ = ["KINDS"]


def _team(name: str, headline: Text) -> NoticeKind:
    """A kind of notice in the group: a headline, and what the group may know of the request."""

    def view(notice: Notice, context: Context) -> Screen:
        referral = notice.referral
        if referral is None:
            return notice_screen(notice, say("team", "Deze aanmelding is er niet meer."))
        return notice_screen(
            notice,
            headline.having(number=Verbatim(referral.number)),
            say(
                "team",
                "{kind}. {urgency}. {waiting}.",
                kind=ReferralKind(referral.kind).label,
                urgency=Urgency(referral.urgency).label,
                waiting=waiting(context.now, referral.since),
            ),
            answers=(Button("desk", say("team", "Open in privé"), _desk_link(referral.id, context)),),
        )

    return NoticeKind(name, view, silence=Silence.NEVER, shown_in=Group.TEAM)


def _desk_link(referral: str, context: Context) -> str:
    """Opens the private chat. The id in it opens nothing by itself: the role of who taps decides."""
    return f"https://t.me/{context.bot_username}?start={desk_token(referral)}"


KINDS = (
    _team("new_referral", say("team", "Nieuwe aanmelding {number}.")),
    _team("lifted_team", say("team", "Nog geen contact bij {number}, zegt het gezin.")),
    _team("reopened_team", say("team", "{number} is weer open.")),
    _team("unclaimed_team", say("team", "Nog niemand nam {number} op.")),
    _team("promise_team", say("team", "Een belofte bij {number} is twee werkdagen te laat.")),
)
