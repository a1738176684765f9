"""Notices among coordinators: a number at most, and no name. Who asks, and what, stands behind the button."""

from __future__ import annotations

from collections.abc import Callable

from conversations import away, home
from conversations.context import Context, Notice, Referral
from conversations.dialog import NoticeKind, Silence, Turn
from conversations.notices.screens import notice_screen
from conversations.notices.staff import about, private
from conversations.screen import Button, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["KINDS"]

LOOK = Button("look", say("notice", "Bekijk de vraag"))


def _line(text: Text) -> Callable[[Referral, Context], Text]:
    return lambda referral, _context: text.having(number=Verbatim(referral.number))


def _offered(notice: Notice, _context: Context) -> Screen:
    if notice.referral is None:
        return notice_screen(notice, say("notice", "Deze aanmelding is er niet meer. Je hoeft niets te doen."))
    number = Verbatim(notice.referral.number)
    return notice_screen(
        notice, say("notice", "Een collega vraagt of jij {number} overneemt.", number=number), answers=(LOOK,)
    )


def _to_offer(notice: Notice, _choice: str, context: Context) -> Turn:
    return Turn(State("desk", "asked", {"case": notice.ref}) if context.staff else home.of(context))


def _arranged(name: str, text: Text, button: Button | None = None, place: State | None = None) -> NoticeKind:
    """A kind of notice about an absence, with a button to where something can be done."""

    def view(notice: Notice, _context: Context) -> Screen:
        return notice_screen(notice, text, answers=(button,) if button is not None else ())

    def advance(_notice: Notice, _choice: str, context: Context) -> Turn:
        return Turn(place if place is not None and context.staff else home.of(context))

    return NoticeKind(name, view, advance if button is not None else None, silence=Silence.NEVER)


_TAKEN = _line(say("notice", "{number}: je collega neemt dit over. Jij hoeft niets meer te doen."))
_NOT_TAKEN = _line(say("notice", "{number}: je collega kan dit nu niet overnemen. Alles blijft zoals het is."))
_SILENT = _line(say("notice", "{number}: je collega antwoordde niet. Alles blijft zoals het is."))

KINDS = (
    NoticeKind("offered", _offered, _to_offer, silence=Silence.NEVER),
    private("offer_accepted", about(_TAKEN, opens=False), opens=False),
    private("offer_refused", about(_NOT_TAKEN)),
    private("offer_lapsed", about(_SILENT)),
    _arranged("stand_in", say("notice", "Een collega vraagt of jij wil invallen."), LOOK, away.ASKED),
    _arranged("stand_in_yes", say("notice", "Een collega volgt jouw aanmeldingen als je weg bent.")),
    _arranged(
        "stand_in_no",
        say("notice", "Je collega kan niet invallen. Vraag gerust iemand anders."),
        Button("who", say("notice", "Vraag een collega")),
        away.WHO,
    ),
    _arranged(
        "stand_in_now",
        say("notice", "Vanaf vandaag val je in voor een collega."),
        Button("look", say("notice", "Bekijk")),
        away.ASKED,
    ),
    _arranged("absence_over", say("notice", "De afwezigheid is voorbij. Alles is weer zoals ervoor.")),
)
