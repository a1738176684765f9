"""What a family reads from its coordinator through the bot, and a link that no longer works."""

from __future__ import annotations

from collections.abc import Mapping

from casework import UNCLEAR, Answer, Message, MessageKind, Paper
from conversations import home
from conversations.context import Context, Household
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import AnswerMessage, Effect, SaveSteps, TickPapers
from conversations.events import Choice, DialogEvent, Typed
from conversations.moves import heard, reached
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from conversations.talk.partner import talking, tell_staff
from conversations.talk.telling import paper_lines, said
from conversations.talk.writing import at_write, written
from texts import Text, say

__all__ = ["DIALOG", "at_link_gone", "at_message"]

GO_ON = Button("home", say("messages", "Ga verder"))
OWN_WORDS = (MessageKind.WORDS, MessageKind.QUESTION)


def at_message() -> State:
    """The oldest message that waits for an answer."""
    return State("messages", "message")


def at_link_gone() -> State:
    """A kind line for a link that was used up, is too old, or never was one."""
    return State("messages", "link_gone")


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """An answer goes to whoever holds the request; the next message follows, if there is one."""
    if event == Choice("home"):
        return Turn(home.of(context))
    household, message = context.household, _unanswered(context)
    if household is None or message is None or state.step != "message":
        raise Unexpected
    match event:
        case Typed() if message.kind in OWN_WORDS:  # who reads words answers in words
            return written(event, context, message.id)
        case Choice("write"):
            return Turn(at_write(message.id))
        case Choice(choice) if choice.isdecimal():
            return Turn(state, _ticked(message, int(choice), household, context))
        case Choice(choice):
            papers = (TickPapers(message.id, _papers(message, household)),) if choice == "done" else ()
            effects: tuple[Effect, ...] = (
                *papers,
                AnswerMessage(message.id, choice),
                *tell_staff(household),
                *(reached if message.reached_by(choice) else heard)(household.referral, context),
            )
            waits = sum(m.waits for m in household.messages) > 1
            return Turn(at_message() if waits else State("messages", "thanks"), effects)
    raise Unexpected


def _papers(message: Message, household: Household) -> tuple[Paper, ...]:
    """What the family says of each document of a list: here, else in its plan, else it is still to be found."""
    planned = {paper: have for step in household.steps.values() for paper, have in step.papers.items()}
    return tuple(paper.said or planned.get(paper.name, Paper.NEED) for paper in message.papers)


def _ticked(message: Message, place: int, household: Household, context: Context) -> tuple[Effect, ...]:
    """The next word for a document, here and with every step of the plan that asks for it."""
    said_now, ways = list(_papers(message, household)), tuple(Paper)
    if place >= len(said_now):
        return ()
    name = message.papers[place].name
    have = said_now[place] = ways[(ways.index(said_now[place]) + 1) % len(ways)]
    rights = context.pass_catalogue.rights
    asking = {
        key: step
        for key, step in household.steps.items()
        if step.right_id in rights and name in rights[step.right_id].documents_nl
    }
    steps = {key: step.with_paper(name, have) if key in asking else step for key, step in household.steps.items()}
    planned = (SaveSteps(steps),) if asking else ()
    return (TickPapers(message.id, tuple(said_now)), *planned)


def _unanswered(context: Context) -> Message | None:
    messages = context.household.messages if context.household is not None else ()
    return next((message for message in messages if message.waits), None)


def view(state: State, context: Context) -> Screen:
    """The message with its answers, or one kind line."""
    household, message = context.household, _unanswered(context)
    if state.step != "message" or household is None or message is None:
        body = (*_LINES[state.step], *(_photo_line(context) if state.step == "thanks" else ()))
        return Screen("messages", state.step, body, answers=(GO_ON,), ways=(MENU,) if context.chat.language else ())
    body, ticks = said(message), tuple[Button, ...]()
    if message.kind is MessageKind.PAPERS:
        now = _papers(message, household)
        papers = (paper._replace(said=have) for paper, have in zip(message.papers, now, strict=True))
        body = (say("talk", "Heb je deze papieren? Tik op een nummer."), *paper_lines(tuple(papers)))
        ticks = tuple(Button(str(n - 1), say("plan", "{n}: {have}", n=n, have=p.label)) for n, p in enumerate(now, 1))
    answers = _answers(message, context)
    return Screen(
        dialog="messages",
        step="message",
        token=message.id,
        title=say("messages", "Bericht van je gemeente"),
        body=body,
        answers=(*ticks, *(Button(answer.id, answer.label) for answer in answers)) if answers else (GO_ON,),
        ways=(MENU,),
    )


def _answers(message: Message, context: Context) -> tuple[Answer, ...]:
    """The buttons. Where own words were typed in another language than this chat reads, a yes may come from who could
    not read them: that it is not understood comes first."""
    answers = message.answers
    if message.kind not in OWN_WORDS or message.language == context.chat.language:
        return answers
    return (UNCLEAR, *(answer for answer in answers if answer != UNCLEAR))


def _photo_line(context: Context) -> tuple[Text, ...]:
    """Whoever was asked for documents reads that a photo of one can be sent."""
    here = talking(context)
    asked = here is not None and any(message.kind is MessageKind.PAPERS for message in here[0].messages)
    return (say("talk", "Je mag hier ook een foto van zo'n papier sturen."),) if asked else ()


_LINES: Mapping[str, tuple[Text, ...]] = {
    "message": (say("messages", "Er is nu geen bericht dat op antwoord wacht."),),
    "thanks": (say("messages", "Dank je. Je antwoord is doorgegeven."),),
    "link_gone": (say("messages", "Deze link werkt niet meer. Vraag een nieuwe aan wie de link gaf."),),
}

DIALOG = Dialog("messages", tuple(_LINES), advance, view)
