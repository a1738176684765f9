"""A consultation, on the family's side: which days suit, when it is, and what it wants to talk about."""

from __future__ import annotations

from dataclasses import replace

from casework import Role
from casework.consultation import MOST_TOPICS, Consultation
from casework.own_words import Own
from conversations.careplan.room import PLAN, Care, Step, chosen, own, thanked
from conversations.careplan.wishes import TOO_LONG
from conversations.careplan.wording import days_mark, moment_label, own_words
from conversations.context import Context
from conversations.dialog import Turn
from conversations.events import DialogEvent, Typed
from conversations.languages import SOURCE
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from texts import Joined, Moment, Text, Value, Verbatim, say

__all__ = ["MEETING", "TOPIC", "topic_lines"]

TOPICS = Button("topics", say("care", "Waarover praten we?"))
ANOTHER = Button("more", say("care", "Toon een ander"))


def _advance(state: State, event: DialogEvent, care: Care, context: Context) -> Turn:
    now, choice = care.plan.consultation, chosen(event)
    if now is None or choice == "back":
        return Turn(PLAN)
    if choice == TOPICS.choice:
        return Turn(state.go("topic", page=0, said=""))  # what was ticked so far goes along
    if choice in ("done", "none"):
        ticked = () if choice == "none" else _ticked(state, now)
        plan = replace(care.plan, consultation=replace(now, suits=ticked))
        return Turn(thanked(plan), (*care.keeps(plan, context), care.tells()))
    places = {*_ticked(state, now)} ^ {int(choice.removeprefix("d."))}
    return Turn(state.go("meet", ticked=[str(now.moments[n]) for n in sorted(places)]))


def _ticked(state: State, now: Consultation) -> tuple[int, ...]:
    """The places of the days that are ticked, or that the family said before. Days are kept as they are: their places
    move when another one is proposed."""
    if "ticked" not in state.data:
        return now.suits or ()
    return tuple(n for n, moment in enumerate(now.moments) if str(moment) in state.texts("ticked"))


def _view(state: State, care: Care, _context: Context) -> Screen:
    now = care.plan.consultation
    if now is None or not now.asked:
        return _screen("meet", (say("care", "Er is nu geen overleg gepland."),))
    if now.cancelled:
        return _screen("meet", (say("care", "Het overleg gaat niet door. Je medewerker zegt je meer."),))
    if now.picked is not None:
        return _screen(
            "meet", (say("care", "Het overleg is op {moment}.", moment=Moment(now.picked)), _guests(now)), (TOPICS,)
        )
    ticked = _ticked(state, now)
    days = (_day(n, n in ticked, now) for n in range(len(now.moments)))
    ends = Button("done", say("care", "Klaar")) if ticked else Button("none", say("care", "Geen enkele past"))
    return _screen(
        "meet",
        (_guests(now), say("care", "Welke dagen passen voor jou? Tik alles aan wat past.")),
        (*days, ends, TOPICS),
        days_mark(now),
    )


def _day(place: int, ticked: bool, now: Consultation) -> Button:
    label = moment_label(now.moments[place])
    return Button(f"d.{place}", say("care", "✅ {label}", label=label) if ticked else label)


def _guests(now: Consultation) -> Text:
    names: tuple[Value, ...] = (say("care", "jij"), say("care", "je medewerker"))
    return say("care", "Wie komt: {who}.", who=Joined((*names, *(Verbatim(guest.name) for guest in now.guests))))


def _screen(step: str, body: tuple[Text, ...], answers: tuple[Button, ...] = (), token: str = "") -> Screen:
    return Screen(
        "careplan",
        step,
        body,
        title=say("care", "Samen overleggen"),
        answers=answers,
        ways=(BACK, MENU),
        token=token,
    )


def topic_lines(topics: tuple[Own, ...], page: int, reader: str) -> tuple[Text, ...]:
    """One of the things to talk about, with who wrote it; goes round."""
    if not topics:
        return (say("care", "Er staat nog niets op de lijst."),)
    topic = topics[page % len(topics)]
    by = say("care", "Van het gezin:") if topic.by is Role.FAMILY else say("care", "Van de medewerker:")
    return (by, *own_words(topic, reader))


def _topic(state: State, event: DialogEvent, care: Care, context: Context) -> Turn:
    now = care.plan.consultation
    if now is None or chosen(event) == "back":
        return Turn(state.go("meet"))
    if not isinstance(event, Typed):
        return Turn(state.go("topic", page=state.number("page") + 1, said=""))
    words, gone = own(event, Role.FAMILY, context)
    if words is None:
        return Turn(state.go("topic", said="long"))
    if len(now.topics) >= MOST_TOPICS:
        return Turn(state.go("topic", said="full"))
    plan = replace(care.plan, consultation=replace(now, topics=(*now.topics, words)))
    kept = state.go("topic", page=len(now.topics), said="kept")
    return Turn(kept, (*care.keeps(plan, context), *gone, care.tells()))


def _topic_view(state: State, care: Care, context: Context) -> Screen:
    now = care.plan.consultation
    topics = now.topics if now is not None else ()
    said = SAID.get(state.text("said"))
    return _screen(
        "topic",
        (
            *((said,) if said is not None else ()),
            *topic_lines(topics, state.number("page"), context.chat.language or SOURCE),
            *((say("care", "Typ hier waarover jij wil praten."),) if now is not None else ()),
        ),
        (ANOTHER,) if len(topics) > 1 else (),
        token=str(state.number("page")),
    )


SAID = {
    "long": TOO_LONG,
    "full": say("care", "De lijst is vol. Dit is niet bewaard."),
    "kept": say("care", "Bewaard. Je bericht is hier gewist."),
}

MEETING = Step(_advance, _view)
TOPIC = Step(_topic, _topic_view, typed=True)
