"""A consultation about a family: whom to ask, which days to propose, what each answered, and the day that it is."""

from __future__ import annotations

from dataclasses import replace

from casework.consultation import MOST_GUESTS, MOST_MOMENTS, MOST_TOPICS, Consultation
from conversations.careplan.meeting import topic_lines
from conversations.careplan.wording import MOST_ON_BUTTON, days_mark, moment_label
from conversations.desk.careplan.room import KEPT, TO_MEETING, TO_PLAN, TOO_LONG, Desk, care_step, moment_in, ticked
from conversations.desk.cases import chosen
from conversations.dialog import Turn
from conversations.effects import DeleteMessage
from conversations.events import DialogEvent, Typed
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Joined, Moment, Text, Value, Verbatim, say, say_many

__all__ = ["DAYS", "GUESTS", "MEET", "PICK", "SUITS", "TOPICS"]

MOST_IN_NAME = 40
WAYS = (TO_MEETING, TO_PLAN, MENU)
GUEST = Button("care_guests", say("desk care", "Wie komt er?"))
DAY = Button("care_days", say("desk care", "Welke dagen?"))
TOPIC = Button("care_topics", say("desk care", "Waarover?"))
PICKING = Button("care_pick", say("desk care", "Kies de dag"))
SEND = Button("send", say("desk care", "Vraag het gezin"))
HELD = Button("held", say("desk care", "Het overleg is geweest"))
CANCEL = Button("cancel", say("desk care", "Het gaat niet door"))
ANOTHER = Button("more", say("desk care", "Toon een ander"))

SAID = {
    "sent": say("desk care", "Gestuurd. Het gezin krijgt een neutraal bericht."),
    "cancelled": say("desk care", "Het overleg is geschrapt. Het gezin hoort het."),
    "held": say("desk care", "Mooi. Zet wie wat doet als taak in het plan."),
    "kept": KEPT,
    "long": TOO_LONG,
    "full": say("desk care", "De lijst is vol. Dit is niet bewaard."),
    "name": say("desk care", "Die naam is te lang. Typ een korte naam."),
    "date": say("desk care", "Dat lukt niet. Typ een dag en een uur, bijvoorbeeld 24/12 14u30."),
}


def _said(state: State) -> tuple[Text, ...]:
    said = SAID.get(state.text("said"))
    return (said,) if said is not None else ()


def _now(desk: Desk) -> Consultation:
    now = desk.plan.consultation
    return now if now is not None and not now.cancelled else Consultation()


def _keeps(desk: Desk, now: Consultation | None, state: State, *, gone: int = 0, tells: bool = False) -> Turn:
    """The consultation as it is now; `gone`: the typed message that goes."""
    effects = desk.keeps(replace(desk.plan, consultation=now))
    deleted = (DeleteMessage(gone),) if gone else ()
    return Turn(state, (*effects, *deleted, *((desk.tells_family(),) if tells else ())))


def _meet(_state: State, event: DialogEvent, desk: Desk) -> Turn:
    choice, now = chosen(event), _now(desk)
    if choice == SEND.choice:
        return _keeps(desk, replace(now, asked=True), desk.at("care_meet", said="sent"), tells=True)
    if choice == CANCEL.choice:
        gone = replace(now, cancelled=True, picked=None) if now.asked else None
        here = desk.at("care_meet", said="cancelled" if now.asked else "")
        return _keeps(desk, gone, here, tells=now.asked)
    if choice == HELD.choice:
        plan = replace(desk.plan, consultation=None, held=(*desk.plan.held, now))
        return Turn(desk.at("care_meet", said="held"), desk.keeps(plan))
    return Turn(desk.at(choice))


def _meet_view(state: State, desk: Desk) -> Screen:
    now = _now(desk)
    who: tuple[Value, ...] = (
        say("desk care", "het gezin"),
        *(Verbatim(guest.name) for guest in now.guests),
    )
    if now.picked is not None:
        when = say("desk care", "Het overleg is op {moment}.", moment=Moment(now.picked))
    elif not now.moments:
        when = say("desk care", "Stel twee tot vier dagen voor.")
    elif now.waits:
        when = say("desk care", "De vraag is bij het gezin.")
    elif now.suits is not None:
        when = say_many(
            "desk care",
            "Het gezin antwoordde: {n} dag past.",
            "Het gezin antwoordde: {n} dagen passen.",
            len(now.suits),
        )
    else:
        when = say_many("desk care", "{n} dag voorgesteld.", "{n} dagen voorgesteld.", len(now.moments))
    answers = (
        *((SEND,) if now.may_ask else ()),
        *((PICKING,) if now.moments and now.picked is None else ()),
        *((HELD,) if now.picked is not None else ()),
        GUEST,
        *((DAY,) if now.picked is None else ()),
        *((CANCEL,) if now.moments else ()),
    )
    return desk.screen(
        "care_meet",
        say("desk care", "Overleg over {number}"),
        (*_said(state), say("desk care", "Wie: {who}.", who=Joined(who)), when),
        (*(answers if desk.mine else ()), TOPIC),
    )


def _guests(state: State, event: DialogEvent, desk: Desk) -> Turn:
    now = _now(desk)
    if isinstance(event, Typed):
        name = " ".join(event.text.split())
        if not name or len(name) > MOST_IN_NAME:
            return Turn(state.go("care_guests", said="name"))
        if len(now.guests) >= MOST_GUESTS:
            return Turn(state.go("care_guests", said="full"))
        return _keeps(desk, now.with_guest(name), desk.at("care_guests", said="kept"), gone=event.message)
    choice = chosen(event)
    return Turn(desk.at("care_suits", guest=int(choice.removeprefix("g."))))


def _guests_view(state: State, desk: Desk) -> Screen:
    """The organisations; behind each what it answered."""
    names = (
        Button(f"g.{n}", say("desk care", "{name}", name=Verbatim(guest.name[:MOST_ON_BUTTON])))
        for n, guest in enumerate(_now(desk).guests)
    )
    return desk.screen(
        "care_guests",
        say("desk care", "Overleg over {number}"),
        (
            *_said(state),
            say("desk care", "Het gezin komt altijd. Typ de naam van een organisatie."),
            say("desk care", "Antwoordde een organisatie? Kies haar naam."),
        ),
        tuple(names) if desk.mine else (),
        ways=WAYS,
    )


def _suits(state: State, event: DialogEvent, desk: Desk) -> Turn:
    now, choice, place = _now(desk), chosen(event), state.number("guest")
    if place >= len(now.guests):
        return Turn(desk.at("care_meet"))
    moment = int(choice.removeprefix("d."))
    return _keeps(desk, now.guest_says(place, moment), desk.at("care_suits", guest=place))


def _suits_view(state: State, desk: Desk) -> Screen:
    now, place = _now(desk), state.number("guest")
    if place >= len(now.guests):
        return desk.screen("care_suits", say("desk care", "Overleg over {number}"), _said(state), ways=WAYS)
    guest = now.guests[place]
    days = tuple(
        Button(f"d.{n}", ticked(moment_label(moment), n in (guest.suits or ()))) for n, moment in enumerate(now.moments)
    )
    none = say("desk care", "Stel eerst dagen voor.")
    return desk.screen(
        "care_suits",
        say("desk care", "Overleg over {number}"),
        (
            say("desk care", "Welke dagen passen voor {name}?", name=Verbatim(guest.name)),
            *(() if days else (none,)),
        ),
        days if desk.mine else (),
        ways=WAYS,
        mark=f"{place}.{days_mark(now)}",
    )


def _days(state: State, event: DialogEvent, desk: Desk) -> Turn:
    now = _now(desk)
    if not isinstance(event, Typed):
        return Turn(desk.at("care_meet"))
    moment = moment_in(event.text, desk.context.today)
    if moment is None or moment <= desk.context.now:
        return Turn(state.go("care_days", said="date"))
    if len(now.moments) >= MOST_MOMENTS:
        return Turn(state.go("care_days", said="full"))
    return _keeps(desk, now.with_moment(moment), desk.at("care_days", said="kept"), gone=event.message)


def _days_view(state: State, desk: Desk) -> Screen:
    typed = say("desk care", "Typ een dag en een uur, bijvoorbeeld 24/12 14u30. Zo twee tot vier keer.")
    return desk.screen(
        "care_days",
        say("desk care", "Overleg over {number}"),
        (*_said(state), *(moment_label(moment) for moment in _now(desk).moments), *((typed,) if desk.mine else ())),
        ways=WAYS,
    )


def _pick(_state: State, event: DialogEvent, desk: Desk) -> Turn:
    now, choice = _now(desk), chosen(event)
    moment = now.moments[int(choice.removeprefix("d."))]
    return _keeps(desk, replace(now, picked=moment, asked=True), desk.at("care_meet", said="sent"), tells=True)


def _pick_view(_state: State, desk: Desk) -> Screen:
    """Each day with how many it suits: those who come are the family and the organisations."""
    now = _now(desk)
    lines = tuple(_how_many(now, n) for n in range(len(now.moments)))
    return desk.screen(
        "care_pick",
        say("desk care", "Overleg over {number}"),
        lines or (say("desk care", "Stel eerst dagen voor."),),
        tuple(Button(f"d.{n}", moment_label(moment)) for n, moment in enumerate(now.moments)) if desk.mine else (),
        ways=WAYS,
        mark=days_mark(now),
    )


def _how_many(now: Consultation, place: int) -> Text:
    said = (
        say("desk care", "{moment}: past voor {n}, ook voor het gezin.")
        if place in (now.suits or ())
        else say("desk care", "{moment}: past voor {n}.")
    )
    return said.having(moment=Moment(now.moments[place]), n=now.fits(place))


def _topics(state: State, event: DialogEvent, desk: Desk) -> Turn:
    now = _now(desk)
    if not isinstance(event, Typed):
        return Turn(desk.at("care_topics", page=state.number("page") + 1))
    own, _ = desk.own(event)
    if own is None:
        return Turn(state.go("care_topics", said="long"))
    if len(now.topics) >= MOST_TOPICS:
        return Turn(state.go("care_topics", said="full"))
    kept = desk.at("care_topics", page=len(now.topics), said="kept")
    return _keeps(desk, replace(now, topics=(*now.topics, own)), kept, gone=event.message)


def _topics_view(state: State, desk: Desk) -> Screen:
    topics, page = _now(desk).topics, state.number("page")
    typed = (say("desk care", "Typ hier waarover het overleg gaat."),) if desk.mine else ()
    return desk.screen(
        "care_topics",
        say("desk care", "Overleg over {number}"),
        (*_said(state), *topic_lines(topics, page, desk.reader), *typed),
        (ANOTHER,) if len(topics) > 1 else (),
        ways=WAYS,
        mark=str(page),
    )


MEET = care_step(_meet, _meet_view)
GUESTS = care_step(_guests, _guests_view, typed=True)
SUITS = care_step(_suits, _suits_view)
DAYS = care_step(_days, _days_view, typed=True)
PICK = care_step(_pick, _pick_view)
TOPICS = care_step(_topics, _topics_view, typed=True)
