"""Which requests of the queue are shown: what was chosen stands in the state of this chat, and nowhere else.

It is kept while a case is open, and gone with the next `/start`. What help is asked for, and in which language, stands
sealed in a request: it is opened only while a filter needs it, and what is shown is a list of numbers all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from casework import Need, Urgency
from conversations.context import Context, Referral
from conversations.desk.cases import TO_QUEUE, chosen
from conversations.dialog import Turn
from conversations.events import DialogEvent
from conversations.findings import right_of
from conversations.gathering import ONLY_TOLD, why_of
from conversations.languages import spoken
from conversations.screen import MENU, Button, Screen, paged
from conversations.state import State
from rights import Catalogue
from texts import Text, say, say_many

__all__ = [
    "advance",
    "advance_by",
    "carried",
    "filtered",
    "line_of",
    "passes",
    "reads_topics",
    "view",
    "view_by",
]

LONG = timedelta(days=3)
LANGUAGE, TOPIC = "by_language", "by_topic"
URGENT, WAITS = "only_urgent", "only_long"
KEPT = (ONLY_TOLD, URGENT, WAITS, LANGUAGE, TOPIC)
"""What of the state of a desk says what is shown."""

NEED, THEME = "n.", "t."
"""What a topic starts with: what a volunteer reported as needed, or a theme of the rights asked about."""
CHOICES = 6


def carried(before: State, turn: Turn) -> Turn:
    """The turn, with what is shown of the queue kept as it was, unless this turn changed it."""
    state = turn.state
    if state.dialog != "desk" or before.dialog != "desk":
        return turn
    kept = {name: before.data[name] for name in KEPT if name in before.data}
    return replace(turn, state=replace(state, data={**kept, **state.data})) if kept else turn


def reads_topics(state: State) -> bool:
    """Whether what was told in requests must be opened for what a chat shows now."""
    if state.dialog != "desk":
        return False
    chosen_by = state.text(LANGUAGE) or state.text(TOPIC)
    return state.step == "filter_by" or (state.step in ("queue", "filter") and bool(chosen_by))


def filtered(state: State) -> bool:
    """Whether only some of the queue is shown."""
    return any(state.data.get(name) for name in KEPT)


def passes(state: State, row: Referral, context: Context) -> bool:
    """Whether a request is shown."""
    return (
        not (state.data.get(ONLY_TOLD) and not why_of(context.reminders, row.id))
        and not (state.data.get(URGENT) and row.urgency != Urgency.URGENT)
        and not (state.data.get(WAITS) and context.now - row.submitted_at <= LONG)
        and state.text(LANGUAGE) in ("", row.interpreter)
        and (not state.text(TOPIC) or state.text(TOPIC) in _topics(row, context.catalogue))
    )


def line_of(state: State, context: Context) -> Text | None:
    """What is shown, in a line; None where all is."""
    line: Text | None = None
    for kind in CHOOSERS:
        label = kind.now(state, context)
        if label is not None:
            line = label if line is None else say("desk", "{some} · {another}", some=line, another=label)
    return say("desk", "Gefilterd: {line}.", line=line) if line is not None else None


def _topics(row: Referral, catalogue: Catalogue) -> tuple[str, ...]:
    """What help is asked for: needs as reported, rights by their themes."""
    needs = (f"{NEED}{need}" for need in row.needs if need in set(Need))
    rights = (right for key in row.about if (right := right_of(key, catalogue)) is not None)
    themes = (f"{THEME}{theme.id}" for right in rights for theme in catalogue.themes if right.domain in theme.domains)
    return tuple(dict.fromkeys((*needs, *themes)))


# -- which of them, on a screen of its own -----------------------------------------------------------------------------


class Chooser(NamedTuple):
    """A filter: its button, and what it shows now (None: nothing is chosen)."""

    choice: str
    label: Text
    now: Callable[[State, Context], Text | None]


def _flag(name: str, label: Text) -> Callable[[State, Context], Text | None]:
    return lambda state, _context: label if state.data.get(name) else None


def _language(state: State, _context: Context) -> Text | None:
    return spoken(state.text(LANGUAGE)) if state.text(LANGUAGE) else None


def _topic(state: State, context: Context) -> Text | None:
    return _topic_label(state.text(TOPIC), context.catalogue) if state.text(TOPIC) else None


def _topic_label(topic: str, catalogue: Catalogue) -> Text:
    kind, name = topic[:2], topic[2:]
    if kind == NEED and name in set(Need):
        return Need(name).label
    theme = next((theme for theme in catalogue.themes if theme.id == name), None)
    return Text(theme.id, theme.name_nl) if theme is not None else say("desk", "Iets anders")


_TOLD = say("desk", "Wat op mij wacht")
_URGENT, _LONG = say("desk", "Dringend"), say("desk", "Langer dan 3 dagen")
CHOOSERS = (
    Chooser(ONLY_TOLD, _TOLD, _flag(ONLY_TOLD, _TOLD)),
    Chooser(URGENT, _URGENT, _flag(URGENT, _URGENT)),
    Chooser(WAITS, _LONG, _flag(WAITS, _LONG)),
    Chooser(LANGUAGE, say("desk", "Taal van de tolk"), _language),
    Chooser(TOPIC, say("desk", "Waarover"), _topic),
)
CLEAR = Button("clear", say("desk", "Toon alles"))


def advance(state: State, event: DialogEvent, _context: Context) -> Turn:
    """A filter is turned on or off, or chosen on a screen of its own."""
    choice = chosen(event)
    match choice:
        case "clear":
            return Turn(state.go("queue", page=0, **dict.fromkeys(KEPT, "")))
        case "show":
            return Turn(state.go("queue", page=0))
        case "only_told" | "only_urgent" | "only_long":
            return Turn(state.go("filter", **{choice: not state.data.get(choice)}))
        case _:
            return Turn(state.go("filter_by", by=choice, page=0))


def view(state: State, context: Context) -> Screen:
    """The filters, with what each shows now."""
    n = sum(passes(state, row, context) for row in context.queue)
    answers = tuple(Button(kind.choice, _chooser_label(kind, state, context)) for kind in CHOOSERS)
    return Screen(
        dialog="desk",
        step="filter",
        token="",
        title=say("desk", "Filter de lijst"),
        body=(
            say("desk", "Kies welke aanmeldingen je wil zien."),
            say_many("desk", "Nu {n} aanmelding.", "Nu {n} aanmeldingen.", n),
        ),
        answers=(*answers, Button("show", say("desk", "Toon de lijst")), *((CLEAR,) if filtered(state) else ())),
        ways=(TO_QUEUE, MENU),
    )


def _chooser_label(kind: Chooser, state: State, context: Context) -> Text:
    now = kind.now(state, context)
    return kind.label if now is None else say("desk", "✅ {choice}", choice=now)


def advance_by(state: State, event: DialogEvent, _context: Context) -> Turn:
    """One of the languages or topics that there are, or any."""
    choice, by = chosen(event), state.text("by")
    if choice == "more":
        return Turn(state.go("filter_by", page=state.number("page") + 1))
    if by not in (LANGUAGE, TOPIC) or choice == "back":
        return Turn(state.go("filter"))
    return Turn(state.go("filter", **{by: "" if choice == "any" else choice}))


def view_by(state: State, context: Context) -> Screen:
    """What can be chosen: only what is in the queue now."""
    languages = state.text("by") == LANGUAGE
    found = _languages_in(context) if languages else _topics_in(context)
    page = state.number("page")
    none = say("desk", "Niemand vraagt een tolk.") if languages else say("desk", "Er is nu niets om te kiezen.")
    pick = say("desk", "Welke taal vraagt het gezin?") if languages else say("desk", "Waarover vraagt het gezin hulp?")
    buttons = paged([Button(choice, label) for choice, label in found.items()], page, CHOICES)
    return Screen(
        dialog="desk",
        step="filter_by",
        token=f"{state.text('by')}.{page}",
        title=say("desk", "Filter de lijst"),
        body=(pick if found else none,),
        answers=(*buttons, Button("any", say("desk", "Maakt niet uit"))),
        ways=(Button("back", say("ways", "Terug")), MENU),
    )


def _languages_in(context: Context) -> Mapping[str, Text]:
    return {row.interpreter: spoken(row.interpreter) for row in context.queue if row.interpreter}


def _topics_in(context: Context) -> Mapping[str, Text]:
    found = dict.fromkeys(topic for row in context.queue for topic in _topics(row, context.catalogue))
    return {topic: _topic_label(topic, context.catalogue) for topic in sorted(found)}
