"""A photo or a file of a document: passed on to whoever has the request, and stored nowhere.

Until that person opens it, it stands in the family's chat; where it stands is kept, sealed, and nothing else of it.
"""

from __future__ import annotations

from casework import Message, MessageKind, Place
from conversations import home
from conversations.context import Context
from conversations.dialog import Turn, Unexpected
from conversations.effects import DeleteMessage, SendMessage
from conversations.events import Choice, DialogEvent, Sent
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.talk.partner import talking, tell_staff
from texts import Text, say, say_many

__all__ = ["MOST_PHOTOS", "advance", "offered", "view"]

MOST_PHOTOS = 10
"""As many as Telegram sends together; each is a message of its own."""


def offered(event: Sent, context: Context) -> Turn | None:
    """*Shall I pass this on?*, for a photo or a file while somebody talks with the family; None at any other moment."""
    here = talking(context)
    if here is None or not event.file or not home.is_about_family(context):
        return None
    state, referral = context.chat.state, here[1].id
    at_photos = (state.dialog, state.step) == ("talk", "photo") and state.text("referral") == referral
    numbers = [*(_numbers(state) if at_photos else ()), event.message]
    if len(numbers) > MOST_PHOTOS:
        return Turn(state.go("photo", many=True))
    words = bool(event.words) or (at_photos and state.data.get("words") is True)
    asked = State("talk", "photo", {"referral": referral, "numbers": [*numbers], "words": words})
    return Turn(State("talk", "photo", asked.data, state.under) if at_photos else asked.over(state))


def _numbers(state: State) -> tuple[int, ...]:
    value = state.data.get("numbers")
    return tuple(item for item in value if isinstance(item, int)) if isinstance(value, list) else ()


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """Yes: it waits for whoever has the request. No: it goes from the chat."""
    if not isinstance(event, Choice):
        raise Unexpected
    here, below = talking(context), state.under if state.under is not None else home.of(context)
    if event.choice == "no":
        return Turn(below, tuple(DeleteMessage(number) for number in _numbers(state)))
    if event.choice != "yes" or here is None or here[1].id != state.text("referral"):
        return Turn(below)
    household, referral = here
    sent = tuple(
        Message(
            f"{context.fresh_id}{n}",
            "",
            context.now,
            kind=MessageKind.PHOTO,
            by_family=True,
            place=Place(context.chat.id, number),
        )
        for n, number in enumerate(_numbers(state))
    )
    effects = (*(SendMessage(referral.id, photo) for photo in sent), *tell_staff(household))
    return Turn(State("talk", "passed", under=state.under), effects)


def view(state: State, context: Context) -> Screen:
    """What is done with it, before anything is."""
    n = len(_numbers(state))
    may = talking(context) is not None
    body: tuple[Text, ...] = (
        say_many(
            "talk",
            "Stuur ik dit door naar je medewerker?",
            "Stuur ik deze {n} bestanden door naar je medewerker?",
            n,
        ),
        say("talk", "Ik bewaar het niet. Telegram kan het wel zien."),
        *((say("talk", "Wat je erbij schreef, gaat niet mee."),) if state.data.get("words") else ()),
        *((say("talk", "Meer kan ik niet tegelijk doorsturen."),) if state.data.get("many") else ()),
    )
    return Screen(
        "talk",
        "photo",
        body if may else (say("talk", "Er is nu niemand die dit bekijkt."),),
        title=say("talk", "📄 Een papier"),
        answers=(
            *((Button("yes", say("talk", "Ja, stuur door")),) if may else ()),
            Button("no", say("talk", "Nee, wis het hier")),
        ),
        ways=(BACK, MENU),
        token=str(n),
    )
