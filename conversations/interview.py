"""The check: one question at a time on one card. The question follows from the answers; the state holds only a page."""

from __future__ import annotations

from collections.abc import Sequence

from conversations import privacy, towns
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import Effect, MarkScreened, SaveAnswers
from conversations.events import Choice, DialogEvent
from conversations.findings import household_of, progress_of, urgency_of
from conversations.helplines import ILL, helplines_for, is_danger
from conversations.keeping import said
from conversations.screen import BACK, MENU, SKIPS, Button, Screen, paged
from conversations.state import State
from rights import (
    DECLINES,
    Answer,
    Answers,
    Asked,
    Data,
    Ticks,
    answer,
    asking,
    next_question,
    said_of,
    tick,
    ticked,
    ticks_of,
    undo,
    urgency,
)
from texts import Joined, Text, say

__all__ = ["ANSWER", "DIALOG", "DONE", "MOST_SAID", "WHY", "before_question", "buttons", "doubled", "skips", "you_said"]

ASK, RESULTS = State("interview", "ask"), State("results", "list")

WHY = Button("why", say("ways", "Waarom?"))
GO_ON = Button("go", say("interview", "Ga verder"))

DONE = "done"
ANSWER = "a."
"""What the choice of an answer starts with, so that none can be taken for a way out."""
MOST_SAID = 4
"""Of a list that was ticked, so many pieces are said."""


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """An answer is saved and the next question follows from it; after the last one come the results."""
    if not isinstance(event, Choice):
        raise Unexpected
    return _STEPS[state.step](state, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    return _VIEWS[state.step](state, context)


def _asked(context: Context) -> Asked | None:
    return next_question(context.pass_catalogue, household_of(context).answers, context.today)


def _ask(state: State, choice: str, context: Context) -> Turn:
    answers, asked = household_of(context).answers, _asked(context)
    if choice == "back":
        return _back(context)
    if asked is None:
        return _finish(context)
    if choice == "why":
        return Turn(state.go("why"))
    if choice == "more":
        return Turn(state.go("ask", page=state.number("page") + 1))
    chosen = choice.removeprefix(ANSWER)
    if asked.ticks is not None and choice.startswith(ANSWER):
        return Turn(_at(asked, context, tick(asked, _picked(state, asked, context), chosen), _was(state)))
    if choice == DONE:
        chosen = ticked(asked, _picked(state, asked, context))
    given = answer(context.pass_catalogue, answers, asked.key, chosen, context.today)
    return _answered(given.given_on(context.today), context)


def _back(context: Context) -> Turn:
    """To the last question, with what was said to it. A family that saw its whole list goes back to that: there it
    changes an answer where it stands, and loses none."""
    household, catalogue = household_of(context), context.pass_catalogue
    if household.screened_at is not None:
        return Turn(RESULTS)
    answers = undo(household.answers)
    saved = (SaveAnswers(answers),)
    given = next((item for item in reversed(household.answers.items) if isinstance(item, Answer)), None)
    found = asking(catalogue, answers, context.today)
    if given is None or found is None or (found[1].id, found[2]) != (given.question, given.subject):
        return Turn(ASK, saved)
    ticks = () if found[0].ticks is None or given.choice in DECLINES else ticks_of(given)
    return Turn(_at(found[0], context, ticks, Answers((given,))), saved)


def _at(asked: Asked, context: Context, ticks: Sequence[str], was: Answers) -> State:
    """At a question, with what is ticked of it and what was said to it before. It belongs to one family."""
    return ASK.go("ask", file=household_of(context).id, at=asked.key, ticks=[*ticks], was=[*was.to_json()])


def _is_at(state: State, asked: Asked, context: Context) -> bool:
    """Whether what a state holds is about this question to this family: meanwhile another one may be asked."""
    return (state.text("file"), state.text("at")) == (household_of(context).id, asked.key)


def _picked(state: State, asked: Asked, context: Context) -> tuple[str, ...]:
    """What is ticked of a list, and can be ticked still."""
    if not _is_at(state, asked, context):
        return ()
    known = {choice.id for choice in asked.choices}
    return tuple(name for name in state.texts("ticks") if name in known)


def _was(state: State) -> Answers:
    """What was said before to the question that a state is at: one answer, or none."""
    rows = state.data.get("was")
    return Answers.from_json(rows if isinstance(rows, list) else ())


def you_said(said: Text | None) -> tuple[Text, ...]:
    """The line that says what was answered before, where something was."""
    return () if said is None else (say("again", "Je zei: {answer}.", answer=said),)


def _answered(answers: Answers, context: Context) -> Turn:
    """Where an answer leads: to people to call if it is urgent, else to the next question or to the results."""
    if urgency(context.pass_catalogue, answers, context.today) and not urgency_of(context):
        return Turn(State("interview", "calls"), (SaveAnswers(answers),))
    if next_question(context.pass_catalogue, answers, context.today) is not None:
        return Turn(ASK, (SaveAnswers(answers),))
    return _finish(context, SaveAnswers(answers))


def _finish(context: Context, *effects: Effect) -> Turn:
    first = household_of(context).screened_at is None
    return Turn(RESULTS, (*effects, MarkScreened()) if first else effects)


def _why(state: State, _choice: str, _context: Context) -> Turn:
    return Turn(state.go("ask"))


def _calls(state: State, choice: str, _context: Context) -> Turn:
    """On with the questions: those of one right, where only that one is checked."""
    if choice == "help":
        return Turn(State("helping", "consent"))
    right = state.text("right")
    return Turn(State("find", "check", {"right": right}) if right else ASK)


def _paused(_state: State, _choice: str, _context: Context) -> Turn:
    return Turn(ASK)


def _ask_view(state: State, context: Context) -> Screen:
    asked = _asked(context)
    if asked is None:
        return Screen(
            "interview",
            "ask",
            (say("interview", "Alle vragen zijn klaar."),),
            answers=(Button("results", say("interview", "Bekijk wat past")),),
            ways=(MENU,),
        )
    looked_at = state.go("ask", ticks=[*_picked(state, asked, context)])
    grid, answers, end = buttons(looked_at, asked)
    begun = len(household_of(context).answers) > 0
    # What must be read before the question stands before it; else the question itself stands out.
    body = (
        *before_question(asked, helped=household_of(context).helped),
        *doubled(looked_at, asked),
        *_said_before(state, asked, context),
    )
    return Screen(
        "interview",
        "ask",
        (*body, _progress(context)) if begun else body,
        title=asked.text if asked.intro is None else None,
        grid=grid,
        answers=answers,
        end=end,
        skips=skips(looked_at),
        ways=(*((BACK,) if begun else ()), WHY, MENU),
        token=asked.key,
    )


def before_question(asked: Asked, *, helped: bool) -> tuple[Text, ...]:
    """What must be read before a question, and then the question; not the question where it stands alone, as a title.
    `helped`: somebody beside the family taps for it, and reads along; that is said where it is private."""
    seen = (say("interview", "Wie je helpt, ziet je antwoord wel. Overslaan mag."),) if helped and asked.private else ()
    return seen if asked.intro is None else (asked.intro, *seen, asked.text)


def _said_before(state: State, asked: Asked, context: Context) -> tuple[Text, ...]:
    if not _is_at(state, asked, context):
        return ()
    before = (given for given in _was(state) if isinstance(given, Answer))
    return tuple(line for given in before for line in you_said(said_of(context.pass_catalogue, given, MOST_SAID)))


def skips(state: State) -> tuple[Button, ...]:
    """The ways past a question. None where something is ticked: they would throw that away."""
    return () if state.texts("ticks") else SKIPS


def buttons(state: State, asked: Asked) -> tuple[tuple[Button, ...], tuple[Button, ...], Button | None]:
    """What can be answered: years in a grid, anything else below it; of a list, what is ticked has its marks, and one
    button ends it."""
    if asked.ticks is None:
        plain = tuple(Button(f"{ANSWER}{choice.id}", choice.label) for choice in asked.choices)
        return (), paged(plain, state.number("page")), None
    picked = state.texts("ticks")
    listed = tuple(_tickable(f"{ANSWER}{choice.id}", choice.label, picked.count(choice.id)) for choice in asked.choices)
    done = Button(DONE, _done(asked.ticks, len(picked)))
    return (listed, (), done) if asked.ticks.each > 1 else ((), listed, done)


def _tickable(choice: str, label: Text, times: int) -> Button:
    if times == 0:
        return Button(choice, label)
    once = say("interview", "✅ {label}", label=label)
    return Button(choice, once if times == 1 else say("interview", "✅ {n}x {label}", n=times, label=label))


def doubled(state: State, asked: Asked) -> tuple[Text, ...]:
    """What was ticked twice is asked after: a nervous second tap makes no twins unseen."""
    picked = state.texts("ticks") if asked.ticks is not None else ()
    twice = tuple(choice.label for choice in asked.choices if picked.count(choice.id) > 1)
    if not twice:
        return ()
    years = Joined(twice)
    return (say("interview", "Meer dan 1 kind van {years}? Zo niet: tik tot het vinkje weg is.", years=years),)


def _done(ticks: Ticks, number: int) -> Text:
    return say("interview", "Klaar") if number else ticks.none.label


def _progress(context: Context) -> Text:
    progress = progress_of(context)
    return say("interview", "{clear} van de {total} rechten duidelijk", clear=progress.clear, total=progress.total)


def _why_view(_state: State, context: Context) -> Screen:
    asked = _asked(context)
    return Screen(
        "interview",
        "why",
        asked.why if asked is not None else (say("interview", "Alle vragen zijn klaar."),),
        title=say("interview", "Waarom deze vraag?"),
        ways=(BACK, MENU),
        token=asked.key if asked is not None else "",
    )


def _calls_view(_state: State, context: Context) -> Screen:
    """In danger the numbers come first; in need the people of the town do."""
    urgent = urgency_of(context).ids
    numbers, nearby = helplines_for(urgent), towns.urgent_lines(context)
    if ILL in urgent:
        nearby = (say("interview", "Is de dokter te duur, of heb je geen papieren? Het OCMW kan helpen."), *nearby)
    body = (*numbers, *nearby) if is_danger(urgent) else (*nearby, *numbers)
    return Screen(
        "interview",
        "calls",
        body,
        title=say("interview", "🆘 Deze mensen kan je nu bellen"),
        answers=(GO_ON, Button("help", say("interview", "Vraag hulp"))),
        ways=(MENU,),
    )


def _paused_view(_state: State, context: Context) -> Screen:
    kept, terms = household_of(context).kept, context.catalogue.terms
    return Screen(
        "interview",
        "paused",
        (
            say("interview", "Neem je tijd. Je antwoorden blijven staan."),
            privacy.kept_text(kept, terms)
            if kept
            else say("interview", "Na {term} zonder tik wissen we ze.", term=said(terms[Data.ANSWERS].span)),
        ),
        title=say("interview", "Tot later"),
        answers=(GO_ON,),
        ways=(MENU,),
    )


_STEPS = {"ask": _ask, "why": _why, "calls": _calls, "paused": _paused}
_VIEWS = {"ask": _ask_view, "why": _why_view, "calls": _calls_view, "paused": _paused_view}

DIALOG = Dialog("interview", tuple(_STEPS), advance, view, household=True)
