"""The volunteer's own place: reporting a family, how far one's reports are, a card and a leaflet to give away.

Of a family that was reported a volunteer sees how far it is, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from casework import HELD, REFERRAL, ReferralState, Role
from conversations import home, joining
from conversations.context import Context, Member, Report
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import LeaveRole, SendLeaflet, ShowLink
from conversations.events import Choice, DialogEvent
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.towns import named
from followups import BRUSSELS
from texts import Day, Text, Verbatim, say

__all__ = ["DIALOG", "HOME", "at_code", "at_reports", "how_it_works", "place_buttons"]

HOME = State("volunteer", "home")
ON_A_PAGE = 4
TO_HOME = Button("home", say("volunteer", "Naar mijn taken"))
NEW = Button("new", say("volunteer", "Maak een nieuwe code"))
REPORTS = Button("reports", say("volunteer", "Mijn meldingen"))
CODE = "c."

_WAITS = say("volunteer", "{what}: wacht op het gezin")
_RECEIVED = say("volunteer", "{what}: ontvangen")
_HANDLED = say("volunteer", "{what}: wordt opgevolgd")
_CLOSED = say("volunteer", "{what}: afgesloten")

STANDING: Mapping[str, Text] = {
    "sealed": _WAITS,
    ReferralState.SUBMITTED: _RECEIVED,
    ReferralState.REOPENED: _RECEIVED,
    **dict.fromkeys((*HELD, ReferralState.DUPLICATE), _HANDLED),
}
"""All that a volunteer learns of a report; whatever ended it, it is closed."""


def at_reports() -> State:
    """How far one's reports are."""
    return State("volunteer", "reports")


def at_code(report: str) -> State:
    """A report of which the family did not open its code."""
    return State("volunteer", "code", {"report": report})


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """One tap of a volunteer."""
    if not isinstance(event, Choice):
        raise Unexpected
    if event.choice in ("home", "back"):
        return Turn(HOME)
    return _STEPS[state.step](state, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    return _VIEWS[state.step](state, context)


def _home(_state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "report":
            return Turn(State("reporting", "how"))
        case "roster" | "tasks":
            return Turn(State(choice, "list"))
        case "card" | "leaflet":
            several = len(context.volunteer) > 1
            return (
                Turn(State("volunteer", "where", {"what": choice})) if several else _give(choice, context.volunteer[0])
            )
        case _:
            return Turn(State("volunteer", choice))


def _where(state: State, choice: str, context: Context) -> Turn:
    place = next(member for member in context.volunteer if member.municipality == choice)
    return _give(state.text("what"), place)


def _give(what: str, place: Member) -> Turn:
    """The card or the leaflet of a municipality, as a message of its own; the way on stands below it."""
    if what == "card":
        return Turn(State("volunteer", "given"), (ShowLink("card", place.municipality),), fresh=True)
    return Turn(State("volunteer", "given"), (SendLeaflet(place.municipality),), fresh=True)


def _given(_state: State, _choice: str, _context: Context) -> Turn:
    return Turn(HOME)


def _reports(state: State, choice: str, _context: Context) -> Turn:
    if choice.startswith(CODE):
        return Turn(at_code(choice.removeprefix(CODE)))
    return Turn(state.go("reports", page=state.number("page") + 1))


def _code(state: State, choice: str, context: Context) -> Turn:
    """A new code takes the place of the one before."""
    report = _unopened(state, context)
    if choice != NEW.choice or report is None:
        return Turn(at_reports())
    return Turn(state.go("code", shown=True), (ShowLink("adopt", report.unopened),), fresh=True)


def _unopened(state: State, context: Context) -> Report | None:
    """The report that is looked at, if its code is still of use."""
    mine = (report for report in context.reports if report.id == state.text("report"))
    return next((report for report in mine if report.unopened), None)


def _help(_state: State, choice: str, _context: Context) -> Turn:
    return Turn(State("volunteer", choice))


def _role(state: State, choice: str, context: Context) -> Turn:
    if choice == "more":
        return Turn(state.go("role", page=state.number("page") + 1))
    return Turn(State("volunteer", "leave", {"town": _place(state, context).municipality}))


def _leave(state: State, choice: str, context: Context) -> Turn:
    if choice != "yes":
        return Turn(HOME)
    place = _place(state, context)
    others = tuple(member for member in context.members if member != place)
    after = HOME if len(context.volunteer) > 1 else home.start(replace(context, members=others))
    return Turn(after, (LeaveRole(place.municipality, Role.VOLUNTEER),))


def _place(state: State, context: Context) -> Member:
    """The role that is looked at: the one named by the state, else the one of the page."""
    named = (member for member in context.volunteer if member.municipality == state.text("town"))
    return next(named, context.volunteer[state.number("page") % len(context.volunteer)])


def _home_view(_state: State, context: Context) -> Screen:
    return Screen(
        "volunteer",
        "home",
        (say("volunteer", "Wat wil je doen?"),),
        title=say("volunteer", "Dag, {name}", name=Verbatim(context.volunteer[0].name)),
        answers=(
            Button("report", say("volunteer", "Meld een gezin aan")),
            Button("reports", say("volunteer", "Mijn meldingen")),
            Button("roster", say("volunteer", "Vul samen in")),
            *((Button("tasks", say("tasks", "Taken voor jou")),) if context.tasks else ()),
            Button("card", say("volunteer", "Toon mijn kaart")),
            Button("leaflet", say("volunteer", "Stuur de folder")),
            Button("help", say("volunteer", "Hoe werkt dit?")),
            Button("role", say("volunteer", "Mijn rol")),
        ),
        ways=(MENU,),
    )


def _where_view(_state: State, context: Context) -> Screen:
    return Screen(
        "volunteer",
        "where",
        (say("volunteer", "Voor welke gemeente?"),),
        answers=place_buttons(context),
        ways=(BACK, MENU),
    )


def place_buttons(context: Context) -> tuple[Button, ...]:
    """The municipalities in which this chat is a volunteer."""
    return tuple(
        Button(member.municipality, say("town", "{town}", town=named(member.municipality, context)))
        for member in context.volunteer
    )


def _given_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "volunteer",
        "given",
        (say("volunteer", "Hierboven staat wat je vroeg. Je mag het doorgeven of afdrukken."),),
        answers=(TO_HOME,),
        ways=(MENU,),
    )


def _reports_view(state: State, context: Context) -> Screen:
    """By date and, once it is a request, by number: the volunteer may keep that, a name they may not."""
    reports, page = context.reports, state.number("page")
    pages = max(1, -(-len(reports) // ON_A_PAGE))
    start = (page % pages) * ON_A_PAGE
    shown = reports[start : start + ON_A_PAGE]
    lines = tuple(_line(report) for report in shown)
    codes = tuple(Button(f"{CODE}{report.id}", _new_code(report)) for report in shown if report.unopened)
    more = (Button("more", say("volunteer", "Toon meer")),) if pages > 1 else ()
    return Screen(
        "volunteer",
        "reports",
        lines or (say("volunteer", "Je hebt nog geen gezin aangemeld."),),
        title=say("volunteer", "Mijn meldingen"),
        answers=(*codes, *more, TO_HOME),
        ways=(MENU,),
        token=str(page % pages),
    )


def _line(report: Report) -> Text:
    day = Day(report.at.astimezone(BRUSSELS).date())
    what = say("volunteer", "{number}, {day}", number=Verbatim(report.number), day=day) if report.number else day
    over = report.state == "closed" or (report.state in REFERRAL.states and REFERRAL.is_over(report.state))
    line = (_CLOSED if over else STANDING[report.state]).having(what=what)
    return say("volunteer", "{line}. Code nog niet geopend.", line=line) if report.unopened else line


def _new_code(report: Report) -> Text:
    return say("volunteer", "Nieuwe code {number}", number=Verbatim(report.number))


def _code_view(state: State, context: Context) -> Screen:
    """What is left to do of a report whose code nobody opened."""
    report, shown = _unopened(state, context), state.data.get("shown") is True
    body: tuple[Text, ...] = (say("volunteer", "Deze code is niet meer nodig. Je hoeft niets te doen."),)
    if report is not None and shown:
        body = (say("volunteer", "Hierboven staat een nieuwe code. De oude code werkt niet meer."),)
    elif report is not None:
        number = Verbatim(report.number)
        body = (
            say("volunteer", "De code van {number} is nog niet geopend.", number=number),
            say("volunteer", "Zie je het gezin? Toon de code opnieuw."),
        )
    return Screen(
        "volunteer",
        "code",
        body,
        answers=(*((NEW,) if report is not None and not shown else ()), REPORTS),
        ways=(MENU,),
        token=state.text("report"),
    )


def how_it_works() -> tuple[Text, ...]:
    """What a volunteer does here."""
    return (
        say("volunteer", "Is het gezin bij je? Lees voor wat er gebeurt. Zegt het ja, dan meld je aan."),
        say("volunteer", "Nog niet gevraagd? Maak een gesloten briefje. Alleen het gezin kan het openen."),
        say("volunteer", "Je hoort of het aankomt en of iemand helpt. Een taak zie je alleen als het gezin ja zei."),
        say("volunteer", "Is er gevaar? Bel 112."),
    )


def _help_view(_state: State, _context: Context) -> Screen:
    return Screen(
        "volunteer",
        "help",
        how_it_works(),
        title=say("volunteer", "Hoe werkt dit?"),
        answers=(Button("role", say("volunteer", "Wat ik beloofde")), TO_HOME),
        ways=(MENU,),
    )


def _role_view(state: State, context: Context) -> Screen:
    place = _place(state, context)
    more = (Button("more", say("volunteer", "Andere gemeente")),) if len(context.volunteer) > 1 else ()
    return Screen(
        "volunteer",
        "role",
        joining.promise(named(place.municipality, context)),
        title=say("volunteer", "Wat je beloofde"),
        answers=(*more, Button("stop", say("volunteer", "Stop als vrijwilliger")), TO_HOME),
        ways=(MENU,),
        token=place.municipality,
    )


def _leave_view(state: State, context: Context) -> Screen:
    place = _place(state, context)
    return Screen(
        "volunteer",
        "leave",
        (
            say(
                "volunteer",
                "Stop je als vrijwilliger in {town}?",
                town=named(place.municipality, context),
            ),
            say("volunteer", "Je ziet je meldingen dan niet meer. Wat je aanmeldde, loopt gewoon verder."),
        ),
        answers=(Button("yes", say("volunteer", "Ja, ik stop")), Button("no", say("volunteer", "Nee, ik blijf"))),
        ways=(BACK, MENU),
        token=place.municipality,
    )


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "home": _home,
    "where": _where,
    "given": _given,
    "reports": _reports,
    "code": _code,
    "help": _help,
    "role": _role,
    "leave": _leave,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "home": _home_view,
    "where": _where_view,
    "given": _given_view,
    "reports": _reports_view,
    "code": _code_view,
    "help": _help_view,
    "role": _role_view,
    "leave": _leave_view,
}

DIALOG = Dialog("volunteer", tuple(_STEPS), advance, view, volunteer=True)
