"""What the family answered, by topic: each answer can be given once more, and what that changes is said at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from conversations import again, differences, home, life, planning
from conversations.again import keyed, place_of, sheet_of, tapped
from conversations.context import Context
from conversations.dialog import Turn, of_taps
from conversations.findings import household_of, report_of, urgency_of
from conversations.screen import BACK, MAX_ANSWERS, MENU, Button, Screen, paged
from conversations.state import Json, State
from rights import Answer, answers_told, lost_with, months_old, stale, urgency
from texts import Text, say, say_many

__all__ = ["DIALOG", "TOPICS"]

TOPICS = State("answers", "topics")

PLACE = "q."
"""What the choice of an answer starts with."""
TOPIC = "t."
"""What the choice of a topic starts with."""

MOST_LINES, MOST_PIECES = 3, 3
"""Answers on one screen, and pieces of an answer to a list: more would be a wall."""

TITLE = say("answers", "✏️ Mijn antwoorden")
OLD = Button("old", say("answers", "Kijk na wat oud is"))
ASKED_ANEW = say("answers", "Een deel van je andere antwoorden past nu niet meer. Dat vraag ik opnieuw.")
WHAT_IF = Button("whatif", say("answers", "Wat als ...?"))
CHANGED = Button("change", say("answers", "Er is iets veranderd"))


def _settled(state: State, context: Context) -> State:
    """The state, or the topics where its own is empty, or its question is about nobody who is there any more."""
    if state.step == "topic" and state.text("topic") not in _topics(context):
        return TOPICS
    if state.step == "ask" and sheet_of(context).asked(state) is None:
        return TOPICS
    return state


def _topics(context: Context) -> Mapping[str, Sequence[tuple[Answer, Text]]]:
    """The answers that can be read, by topic, in the order of the questions."""
    catalogue = context.pass_catalogue
    topics: dict[str, list[tuple[Answer, Text]]] = {}
    for given, line in answers_told(catalogue, household_of(context).answers, context.today, MOST_PIECES):
        topics.setdefault(catalogue.topic_of[given.question].id, []).append((given, line))
    return topics


# -- taps -------------------------------------------------------------------------------------------------------------


def _on_topics(state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "back":
            return Turn(home.of(context))
        case "more":
            return Turn(state.go("topics", page=state.number("page") + 1))
        case OLD.choice:
            return Turn(life.begun("old", context))
        case CHANGED.choice:
            return Turn(State("change", "choose"))
        case WHAT_IF.choice:
            return Turn(State("whatif", "choose"))
    return Turn(State("answers", "topic", {"topic": choice.removeprefix(TOPIC)}))


def _on_topic(state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(TOPICS)
    if choice == "more":
        return Turn(state.go("topic", page=state.number("page") + 1))
    place = place_of(choice.removeprefix(PLACE))
    return Turn(sheet_of(context).at(_at_topic(state), "ask", place))


def _at_topic(state: State) -> State:
    return State("answers", "topic", {"topic": state.text("topic")})


def _on_question(state: State, choice: str, context: Context) -> Turn:
    sheet = sheet_of(context)
    asked = sheet.asked(state)
    if asked is None:
        return Turn(TOPICS)
    tap = tapped(state, asked, choice)
    if tap.state is not None:
        return Turn(tap.state)
    if tap.choice == "back":
        return Turn(_at_topic(state))
    answers = sheet.answered(state, tap.choice)
    saved = planning.told_anew(context, answers)
    if urgency(context.pass_catalogue, answers, context.today) and not urgency_of(context):
        return Turn(State("interview", "calls"), saved)
    lost: list[Json] = [*lost_with(context.pass_catalogue, sheet.answers, answers)]
    return Turn(State("answers", "changed", {**differences.keeping(report_of(context)), "lost": lost}), saved)


def _on_changed(state: State, choice: str, _context: Context) -> Turn:
    return differences.onward(state, choice) or Turn(TOPICS)


# -- screens ----------------------------------------------------------------------------------------------------------


def _topics_view(state: State, context: Context) -> Screen:
    topics, catalogue, page = _topics(context), context.pass_catalogue, state.number("page")
    names = {topic.id: Text(topic.id, topic.about_nl) for topic in catalogue.topic_of.values()}
    buttons = [Button(f"{TOPIC}{name}", names[name]) for name in topics]
    old = _old(context)
    below = (*((OLD,) if old else ()), CHANGED, WHAT_IF)
    return Screen(
        "answers",
        "topics",
        (
            say("answers", "Tik op een onderwerp. Je ziet wat je zei en je kunt het veranderen.")
            if topics
            else say("answers", "Er zijn nog geen antwoorden."),
            *((_too_old(old),) if old else ()),
        ),
        title=TITLE,
        answers=(*paged(buttons, page, most=MAX_ANSWERS - len(below)), *below),
        ways=(BACK, MENU),
        token=str(page),
    )


def _old(context: Context) -> int:
    """How many answers are too old to count, and worth asking again."""
    sheet = sheet_of(context)
    old = stale(sheet.catalogue, sheet.answers, sheet.today)
    return sum(sheet.next((given.question,), TOPICS) is not None for given in old)


def _too_old(number: int) -> Text:
    return say_many("answers", "{n} antwoord is oud. Klopt het nog?", "{n} antwoorden zijn oud. Klopt dat nog?", number)


def _topic_view(state: State, context: Context) -> Screen:
    told = _topics(context).get(state.text("topic"), ())
    pages = max(1, -(-len(told) // MOST_LINES))
    page = state.number("page") % pages
    start = page * MOST_LINES
    shown = [(number, *pair) for number, pair in enumerate(told, 1)][start : start + MOST_LINES]
    return Screen(
        "answers",
        "topic",
        (
            *(_numbered(number, given, line, context) for number, given, line in shown),
            say("answers", "Tik op een cijfer om dat te veranderen."),
        ),
        title=TITLE,
        grid=tuple(
            Button(f"{PLACE}{keyed((given.question, given.subject))}", say("answers", "{n}", n=number))
            for number, given, _ in shown
        ),
        answers=(Button("more", say("ways", "Toon meer")),) if pages > 1 else (),
        ways=(BACK, MENU),
        token=f"{state.text('topic')}.{page}",
    )


def _numbered(number: int, given: Answer, line: Text, context: Context) -> Text:
    """An answer with its number, and how long ago it was given where that is a month or more."""
    months = months_old(given, context.today)
    if not months:
        return say("answers", "{number}. {line}", number=number, line=line)
    return say_many(
        "answers",
        "{number}. {line} (van {n} maand geleden)",
        "{number}. {line} (van {n} maanden geleden)",
        months,
        number=number,
        line=line,
    )


def _question_view(state: State, context: Context) -> Screen:
    sheet = sheet_of(context)
    asked = sheet.asked(state)
    if asked is None:
        return _topics_view(TOPICS, context)
    return again.screen("answers", state, sheet, asked, same=False)


def _changed_view(state: State, context: Context) -> Screen:
    title, now = say("answers", "Dit is aangepast"), report_of(context)
    asked = sheet_of(context).next(state.texts("lost"), TOPICS) is not None
    before, below = differences.kept_in(state), differences.below(context)
    return differences.screen(state, title, before, (now,), answers=below, mark=ASKED_ANEW if asked else None)


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "topics": _on_topics,
    "topic": _on_topic,
    "ask": _on_question,
    "changed": _on_changed,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "topics": _topics_view,
    "topic": _topic_view,
    "ask": _question_view,
    "changed": _changed_view,
}

DIALOG = of_taps("answers", _STEPS, _VIEWS, _settled, household=True)
