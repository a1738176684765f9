"""Taking a role by a one-time link: what the role asks, and the name that colleagues see.

A coordinator and an admin type a name, a partner's worker the organisation before it. A volunteer first promises
discretion, then says which languages they speak, and, if they want to, where they are active and for whom.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import Role
from conversations import home, messages
from conversations.context import Context, Invitation
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import AddMember, DeleteMessage, Effect, SetLanguage
from conversations.events import Choice, DialogEvent, Typed
from conversations.languages import LANGUAGES, OTHER, SOURCE, WISHES, choose_lines, language_buttons, spoken
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from texts import Text, Value, Verbatim, say

__all__ = ["DIALOG", "MAX_NAME_CHARACTERS", "PROMISE_VERSION", "ROLES", "at_join", "promise"]

MAX_NAME_CHARACTERS = 30
MAX_ABOUT_CHARACTERS = 60
PROMISE_VERSION = "discretion-2026-11-22"
"""Kept with the volunteer: change it with every change of what is promised."""

ROLES = (Role.COORDINATOR, Role.VOLUNTEER, Role.PARTNER, Role.ADMIN)
"""What a link can make of somebody."""
IN_DUTCH: Mapping[str, str] = {Role.COORDINATOR: "join", Role.ADMIN: "join", Role.PARTNER: "org"}
"""Who works in Dutch, and the first step of joining; a volunteer chooses a language first."""
SPOKEN = tuple(dict.fromkeys([*LANGUAGES, *(code for code in WISHES if code != OTHER), OTHER]))
DONE = Button("done", say("joining", "Klaar"))
SKIP = Button("skip", say("joining", "Sla over"))


def at_join(token: str, invitation: Invitation, context: Context) -> tuple[State, tuple[Effect, ...]]:
    """The first step. The link stays unused until all is answered, so that who leaves can come back by it.

    A volunteer chooses a language first; staff and partners work in Dutch.
    """
    held = {"token": token, "municipality": invitation.municipality}
    if invitation.role in IN_DUTCH:
        held["role"] = invitation.role
        step, dutch = IN_DUTCH[invitation.role], context.chat.language is None
        return State("joining", step, dict(held)), (SetLanguage(SOURCE),) if dutch else ()
    return State("joining", "promise", dict(held)), ()


def promise(town: Value) -> tuple[Text, ...]:
    """What a volunteer promises."""
    return (
        say("joining", "Je helpt gezinnen in {town} de weg te vinden.", town=town),
        say("joining", "Wat een gezin vertelt, blijft bij jou. Je vertelt het niet verder."),
        say("joining", "Je bewaart zelf geen namen of nummers."),
        say("joining", "Zonder ja van het gezin geef je niets door."),
        say("joining", "Het gezin kiest. Jij beslist niets."),
    )


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """One step of joining. Whose link no longer holds reads so, kindly."""
    if context.invitation is None:
        if isinstance(event, Typed | Choice):
            return Turn(messages.at_link_gone())
        raise Unexpected
    if _asks_language(state, context):
        choice = _choice(event)
        return Turn(state, (SetLanguage(choice),) if choice in LANGUAGES else ())
    return _STEPS[state.step](state, event, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    if _asks_language(state, context):
        return Screen("joining", state.step, choose_lines(), answers=language_buttons(), ways=(MENU,))
    return _VIEWS[state.step](state, context)


def _asks_language(state: State, context: Context) -> bool:
    return context.chat.language is None and not state.text("role")


def _choice(event: DialogEvent) -> str:
    """The choice of a tap. Raises Unexpected for anything else."""
    if not isinstance(event, Choice):
        raise Unexpected
    return event.choice


def _join(state: State, event: DialogEvent, context: Context) -> Turn:
    """A typed name gives the chat its role."""
    invitation = context.invitation
    if not isinstance(event, Typed) or invitation is None:
        raise Unexpected
    name = _name_in(event)
    if not name:
        return Turn(state.go("join", again=True))
    about = {"organisation": state.text("org")} if state.text("org") else {}
    effects = (AddMember(invitation.municipality, invitation.role, name, about), DeleteMessage(event.message))
    if invitation.role == Role.COORDINATOR:
        return Turn(State("desk", "welcome", {"municipality": invitation.municipality}), effects)
    return Turn(home.wearing(home.Hat(invitation.role), context), effects)


def _org(state: State, event: DialogEvent, _context: Context) -> Turn:
    """The organisation comes before the name: without one nobody is a partner."""
    if not isinstance(event, Typed):
        raise Unexpected
    typed = " ".join(event.text.split())
    if not 0 < len(typed) <= MAX_ABOUT_CHARACTERS:
        return Turn(state.go("org", again=True))
    return Turn(state.go("join", again=False, org=typed))


def _name_in(event: Typed) -> str:
    """The first name that was typed; empty where it is none."""
    name = " ".join(event.text.split())
    return name if len(name) <= MAX_NAME_CHARACTERS else ""


def _promise(state: State, event: DialogEvent, context: Context) -> Turn:
    return Turn(state.go("speaks", page=0)) if _choice(event) == "yes" else Turn(home.of(context))


def _speaks(state: State, event: DialogEvent, _context: Context) -> Turn:
    choice, picked = _choice(event), state.texts("speaks")
    match choice:
        case "back":
            return Turn(state.go("promise"))
        case "more":
            return Turn(state.go("speaks", page=state.number("page") + 1))
        case "done":
            return Turn(state.go("name", again=False))
    left: list[str] = [code for code in picked if code != choice]
    return Turn(state.go("speaks", speaks=[*left] if choice in picked else [*picked, choice]))


def _about(key: str, before: str, after: str) -> Callable[[State, DialogEvent, Context], Turn]:
    """A step in which a few words are typed, or skipped."""

    def step(state: State, event: DialogEvent, _context: Context) -> Turn:
        if isinstance(event, Typed):
            typed = " ".join(event.text.split())
            if len(typed) > MAX_ABOUT_CHARACTERS:
                return Turn(state.go(key, again=True))
            return Turn(state.go(after, again=False, **{key: typed}))
        return Turn(state.go(before if _choice(event) == "back" else after, again=False))

    return step


def _name(state: State, event: DialogEvent, _context: Context) -> Turn:
    """The name comes first of what is typed: whoever is asked something types that."""
    if not isinstance(event, Typed):
        return Turn(state.go("speaks" if _choice(event) == "back" else "name", again=False))
    name = _name_in(event)
    if not name:
        return Turn(state.go("name", again=True))
    return Turn(state.go("area", again=False, name=name), (DeleteMessage(event.message),))


def _group(state: State, event: DialogEvent, context: Context) -> Turn:
    """The last answer makes the chat a volunteer, if the link still holds at this moment."""
    invitation = context.invitation
    turn = _about("group", "area", "group")(state, event, context)
    if invitation is None or turn.state.step == "area" or turn.state.data.get("again"):
        return turn
    about = {
        "languages": " ".join(state.texts("speaks")),
        "area": state.text("area"),
        "organisation": turn.state.text("group"),
        "agreed": PROMISE_VERSION,
    }
    told = {key: value for key, value in about.items() if value}
    joined = AddMember(invitation.municipality, invitation.role, state.text("name"), told)
    return Turn(State("volunteer", "home"), (joined,))


def _town(state: State, context: Context) -> Verbatim:
    town = context.catalogue.municipalities.get(state.text("municipality"))
    return Verbatim(town.name if town is not None else "")


def _join_view(state: State, context: Context) -> Screen:
    town = _town(state, context)
    return Screen(
        dialog="joining",
        step="join",
        title=_TITLES.get(state.text("role"), _TITLES[Role.COORDINATOR]).having(town=town),
        body=(*_told(state.text("role"), town), _name_question(state)),
        ways=(MENU,),
    )


_TITLES: Mapping[str, Text] = {
    Role.COORDINATOR: say("joining", "Coördinator in {town}"),
    Role.ADMIN: say("joining", "Beheerder in {town}"),
    Role.PARTNER: say("joining", "Partner in {town}"),
}


def _told(role: str, town: Verbatim) -> tuple[Text, ...]:
    """What goes with a role, before it is taken."""
    if role == Role.PARTNER:
        return (
            say("joining", "Je ziet alleen wat een gezin met je organisatie deelt."),
            say("joining", "Wat je leest, blijft bij jou. Je hebt beroepsgeheim of discretieplicht."),
        )
    if role == Role.ADMIN:
        return (
            say("joining", "Je nodigt mensen uit voor {town} en stopt hun rol. Gezinnen zie je niet.", town=town),
            say("joining", "De bot onthoudt wat je doet."),
        )
    return (
        say("joining", "Gezinnen uit {town} vragen hier hulp. Andere gezinnen zie je niet.", town=town),
        say("joining", "Wat je leest, blijft bij jou. Je hebt beroepsgeheim of discretieplicht."),
        say("joining", "De bot onthoudt welke gegevens je opent."),
    )


def _org_view(state: State, context: Context) -> Screen:
    long = (say("joining", "Enkele woorden zijn genoeg."),) if state.data.get("again") else ()
    town = _town(state, context)
    question = say("joining", "Voor welke organisatie werk je? Typ de naam hier.")
    return Screen(
        "joining",
        "org",
        (*_told(Role.PARTNER, town), *long, question),
        title=_TITLES[Role.PARTNER].having(town=town),
        ways=(MENU,),
    )


def _name_question(state: State) -> Text:
    if state.data.get("again"):
        return say("joining", "Die naam is te lang. Typ alleen je voornaam.")
    return say("joining", "Welke voornaam zien je collega's? Typ die hier.")


def _promise_view(state: State, context: Context) -> Screen:
    return Screen(
        "joining",
        "promise",
        (*promise(_town(state, context)), say("joining", "Beloof je dit?")),
        title=say("joining", "Vrijwilliger in {town}", town=_town(state, context)),
        answers=(Button("yes", say("joining", "Ja, ik beloof dit")), Button("no", say("joining", "Nee, toch niet"))),
        ways=(MENU,),
    )


def _speaks_view(state: State, _context: Context) -> Screen:
    picked, page = state.texts("speaks"), state.number("page")
    buttons = [
        Button(code, say("joining", "✅ {language}", language=spoken(code)) if code in picked else spoken(code))
        for code in SPOKEN
    ]
    return Screen(
        "joining",
        "speaks",
        (say("joining", "Welke talen spreek je met gezinnen? Meer dan één mag."),),
        answers=paged(buttons, page),
        end=DONE,
        ways=(BACK, MENU),
        token=str(page),
    )


def _area_view(state: State, _context: Context) -> Screen:
    return _about_screen(state, say("joining", "In welke wijk of buurt kom je? Typ het hier."))


def _group_view(state: State, _context: Context) -> Screen:
    return _about_screen(state, say("joining", "Voor welke organisatie kom je? Typ de naam hier."))


def _about_screen(state: State, question: Text) -> Screen:
    long = (say("joining", "Dat is te lang. Enkele woorden zijn genoeg."),) if state.data.get("again") else ()
    return Screen("joining", state.step, (*long, question), answers=(SKIP,), ways=(BACK, MENU))


def _name_view(state: State, _context: Context) -> Screen:
    return Screen("joining", "name", (_name_question(state),), ways=(BACK, MENU))


_STEPS: Mapping[str, Callable[[State, DialogEvent, Context], Turn]] = {
    "join": _join,
    "org": _org,
    "promise": _promise,
    "speaks": _speaks,
    "name": _name,
    "area": _about("area", "name", "group"),
    "group": _group,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "join": _join_view,
    "org": _org_view,
    "promise": _promise_view,
    "speaks": _speaks_view,
    "area": _area_view,
    "group": _group_view,
    "name": _name_view,
}

DIALOG = Dialog("joining", tuple(_STEPS), advance, view)
