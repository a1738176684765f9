"""A coordinator's own work: being away for a while, with a colleague who stands in, and leaving the team."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time

from casework import AbsenceAction, AbsenceState
from conversations import leaving
from conversations.context import Context
from conversations.desk import days
from conversations.desk.arranging import absence_moved, absent
from conversations.desk.closed import at_closed
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.events import Choice, DialogEvent, Typed
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from conversations.team import Absence, Colleague
from conversations.towns import named
from followups import BRUSSELS, add_working_days
from texts import Day, Joined, Text, Verbatim, say, say_many

__all__ = ["ASKED", "DIALOG", "HOME", "WHO"]

HOME, ASKED, WHO = State("away", "home"), State("away", "asked"), State("away", "who")

DAYS = (1, 2, 3, 5, 10, 15, 20, 30)
"""After how many working days somebody may say to be back: a day off, a week, a summer."""
NOON = time(12)
DAY, TO, TOWN = "d.", "to.", "t."

AWAY = Button("until", say("away", "Ik ben even weg"))
LATER = Button("from", say("away", "Ik ga later weg"))
FIND = Button("who", say("away", "Vraag een collega"))
RETURN = Button("return", say("away", "Ik ben terug"))
STAY = Button("return", say("away", "Ik ga niet weg"))
QUESTION = Button("asked", say("away", "Invallen voor iemand"))
CLOSED = Button("closed", say("away", "Pas afgesloten"))
MEETINGS = Button("agenda", say("away", "Toon de afspraken"))
PROMISES = Button("ledger", say("away", "Toon de beloften"))
LEAVE = Button("leave", say("away", "Stop als medewerker"))
AGREE = Button("agree", say("away", "Ja, ik val in"))
REFUSE = Button("refuse", say("away", "Nee, dat lukt niet"))


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """One tap, or a day that is typed where one is asked."""
    if isinstance(event, Typed) and state.step in _TYPED:
        return _typed(state, event.text, context)
    if not isinstance(event, Choice):
        raise Unexpected
    if event.choice in {"queue", MEETINGS.choice, PROMISES.choice}:
        return Turn(State("desk", event.choice))
    if event.choice == "back":
        return Turn(HOME)
    if event.choice == "more":
        return Turn(state.go(state.step, page=state.number("page") + 1))
    return _STEPS[state.step](state, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    return _VIEWS[state.step](state, context)


def _mine(context: Context) -> Absence | None:
    return context.team.absence_of(context.chat.id)


def _colleagues(context: Context) -> tuple[Colleague, ...]:
    """Who can stand in: colleagues who are there, each once."""
    towns = sorted({member.municipality for member in context.staff})
    found = [one for town in towns for one in context.team.present(town, (context.chat.id,))]
    return tuple({one.chat: one for one in found}.values())


def _home(_state: State, choice: str, context: Context) -> Turn:
    if choice == CLOSED.choice:
        return Turn(at_closed())
    absence = _mine(context)
    if choice == RETURN.choice and absence is not None:
        return Turn(HOME, absence_moved(absence, AbsenceAction.RETURN))
    return Turn(State("away", choice))


def _home_view(_state: State, context: Context) -> Screen:
    absence = _mine(context)
    asked = (QUESTION,) if context.team.asked(context.chat.id) else ()
    find = (FIND,) if absence is not None and absence.state == AbsenceState.ALONE else ()
    end = RETURN if absence is None or absence.begins is None else STAY
    own = (*find, end, *_in_those_days(absence, context)[1]) if absence is not None else (AWAY,)
    return Screen(
        "away",
        "home",
        _absence(absence, context) if absence is not None else (say("away", "Ga je weg? Zeg het hier."),),
        title=say("away", "Mijn werk"),
        answers=(*own, *asked, CLOSED, LEAVE),
        ways=(Button("queue", say("desk", "Naar de lijst")), MENU),
    )


def _in_those_days(absence: Absence, context: Context) -> tuple[tuple[Text, ...], tuple[Button, ...]]:
    """What is agreed and promised for the days of an absence, counted, and where it stands; with it how many cases stay
    with who is away."""
    begins, me = absence.begins or context.today, context.chat.id
    days = [one.at.astimezone(BRUSSELS).date() for one in context.agenda if one.at is not None]
    meetings = [day for day in days if begins <= day < absence.until]
    promises = [one for one in context.ledger.promises if one.owner == me and begins <= one.day < absence.until]
    cases = [one for one in context.queue if one.claimed_by == me]
    counted = (
        *((say_many("away", "{n} afspraak", "{n} afspraken", len(meetings)),) if meetings else ()),
        *((say_many("away", "{n} belofte", "{n} beloften", len(promises)),) if promises else ()),
        *((say_many("away", "{n} aanmelding bij jou", "{n} aanmeldingen bij jou", len(cases)),) if cases else ()),
    )
    said = (say("away", "In die dagen: {things}.", things=Joined(counted, "and")),) if counted else ()
    return said, (*((MEETINGS,) if meetings else ()), *((PROMISES,) if promises else ()))


def _absence(absence: Absence, context: Context) -> tuple[Text, ...]:
    falls = _in_those_days(absence, context)[0]
    away = say("away", "Je bent terug op {day}.", day=Day(absence.until))
    if absence.begins is not None:
        begins, back = Day(absence.begins), Day(absence.until)
        away = say("away", "Je gaat weg op {begins} en bent terug op {day}.", begins=begins, day=back)
    name = Verbatim(context.team.name_of(absence.stand_in))
    match absence.state:
        case AbsenceState.ASKED:
            return (away, *falls, say("away", "{name} gaf nog geen antwoord.", name=name))
        case AbsenceState.AGREED:
            return (away, *falls, say("away", "{name} valt voor je in.", name=name))
        case _:
            return (
                away,
                *falls,
                say("away", "Niemand valt voor je in. Berichten over jouw aanmeldingen komen bij jou."),
            )


def _typed(state: State, text: str, context: Context) -> Turn:
    """A day that will not do stays in the chat, so that it can be mended."""
    try:
        day = days.typed_day(text, context)
    except days.Wrong as wrong:
        return Turn(state.go(state.step, wrong=wrong.why))
    if day <= (_begins(state) or context.today):
        return Turn(state.go(state.step, wrong="past"))
    return _TYPED[state.step](state, day, context)


def _begins(state: State) -> date | None:
    """The first day that was chosen, if it is not today."""
    chosen = state.text("begins")
    return date.fromisoformat(chosen) if chosen else None


def _from_day(_state: State, day: date, _context: Context) -> Turn:
    return Turn(State("away", "until", {"begins": day.isoformat()}))


def _back_on(state: State, day: date, context: Context) -> Turn:
    begins = _begins(state)
    ahead = begins if begins is not None and begins > context.today else None
    return Turn(WHO if _colleagues(context) else HOME, absent(day, context, ahead))


def _from(state: State, choice: str, context: Context) -> Turn:
    day = days.chosen_day(choice, context)
    return Turn(HOME) if day is None else _from_day(state, day, context)


def _from_view(state: State, context: Context) -> Screen:
    return Screen(
        "away",
        "from",
        (say("away", "Vanaf welke dag ben je weg?"), *days.hint(state, context)),
        title=say("away", "Ik ga later weg"),
        answers=tuple(
            button for button in days.buttons(context) if days.chosen_day(button.choice, context) != context.today
        ),
        ways=(BACK, MENU),
        token=context.today.isoformat(),
    )


def _until(state: State, choice: str, context: Context) -> Turn:
    if choice == LATER.choice:
        return Turn(State("away", "from"))
    day = next(day for day in _days(state, context) if choice == f"{DAY}{day.isoformat()}")
    return _back_on(state, day, context)


def _days(state: State, context: Context) -> tuple[date, ...]:
    begins = _begins(state)
    start = context.now if begins is None else datetime.combine(begins, NOON, BRUSSELS)
    return tuple(add_working_days(start, n).astimezone(BRUSSELS).date() for n in DAYS)


def _until_view(state: State, context: Context) -> Screen:
    begins = _begins(state)
    return Screen(
        "away",
        "until",
        (
            *((say("away", "Je gaat weg op {day}.", day=Day(begins)),) if begins is not None else ()),
            say("away", "Op welke dag ben je terug?"),
            *days.hint(state, context),
        ),
        title=AWAY.label if begins is None else LATER.label,
        answers=tuple(
            Button(f"{DAY}{day.isoformat()}", say("away", "{day}", day=Day(day))) for day in _days(state, context)
        ),
        skips=() if begins is not None else (LATER,),
        ways=(BACK, MENU),
        token=(begins or context.today).isoformat(),
    )


def _who(_state: State, choice: str, context: Context) -> Turn:
    absence = _mine(context)
    if absence is None or absence.state == AbsenceState.AGREED or choice == "nobody":
        return Turn(HOME)
    to = next(one.chat for one in _colleagues(context) if choice == f"{TO}{one.chat}")
    return Turn(HOME, absence_moved(absence, AbsenceAction.ASK, stand_in=to))


def _who_view(state: State, context: Context) -> Screen:
    absence, page = _mine(context), state.number("page")
    open_still = absence is not None and absence.state != AbsenceState.AGREED
    found = _colleagues(context)
    buttons = [Button(f"{TO}{one.chat}", say("away", "{name}", name=Verbatim(one.name))) for one in found]
    body = (
        say("away", "Wie volgt intussen jouw aanmeldingen?"),
        say("away", "Je collega krijgt een vraag en zegt ja of nee."),
    )
    return Screen(
        "away",
        "who",
        (body if found else (_NOBODY,)) if open_still else (say("away", "Hier moet je nu niets kiezen."),),
        title=say("away", "Wie valt in?"),
        answers=paged((*buttons, Button("nobody", say("away", "Niemand"))), page) if open_still else (),
        ways=(BACK, MENU),
        token=str(page),
    )


_NOBODY = say("away", "Er is nog geen collega die kan invallen. Nodig iemand uit: dat staat in het menu.")


def _to_me(context: Context) -> Absence | None:
    """What this chat is asked now; if nothing, for whom it stands in."""
    asked = context.team.asked(context.chat.id)
    return next((one for one in asked if one.state == AbsenceState.ASKED), asked[0] if asked else None)


def _asked(_state: State, choice: str, context: Context) -> Turn:
    absence = _to_me(context)
    if absence is None:
        return Turn(HOME)
    agree = choice == AGREE.choice and absence.state == AbsenceState.ASKED
    return Turn(ASKED, absence_moved(absence, AbsenceAction.AGREE if agree else AbsenceAction.REFUSE))


def _asked_view(_state: State, context: Context) -> Screen:
    absence = _to_me(context)
    title = say("away", "Invallen")
    if absence is None:
        body: tuple[Text, ...] = (say("away", "Je valt nu voor niemand in."),)
        return Screen("away", "asked", body, title=title, ways=(BACK, MENU))
    name, day = Verbatim(context.team.name_of(absence.chat)), Day(absence.until)
    begins = Day(absence.begins) if absence.begins is not None else None
    body = (
        say("away", "Je valt in voor {name}, tot {day}.", name=name, day=day)
        if begins is None
        else say("away", "Je valt in voor {name}, van {begins} tot {day}.", name=name, begins=begins, day=day),
    )
    answers: tuple[Button, ...] = (Button("refuse", say("away", "Het lukt niet meer")),)
    if absence.state == AbsenceState.ASKED:
        body = (
            say("away", "{name} is weg en komt terug op {day}.", name=name, day=day)
            if begins is None
            else say("away", "{name} gaat weg op {begins} en komt terug op {day}.", name=name, begins=begins, day=day),
            say("away", "Volg jij die aanmeldingen? Jij krijgt dan de berichten erover."),
        )
        answers = (AGREE, REFUSE)
    return Screen("away", "asked", body, title=title, answers=answers, ways=(BACK, MENU), token=absence.id)


def _leave(_state: State, choice: str, context: Context) -> Turn:
    place = next((m for m in context.staff if choice == f"{TOWN}{m.municipality}"), None)
    if place is None:
        return Turn(HOME)
    turn = leaving.ended(place, context)
    return replace(turn, state=HOME) if len(context.staff) > 1 else turn


def _leave_view(_state: State, context: Context) -> Screen:
    alone = not _others(context)
    warning = say("away", "Er is geen andere medewerker. Nodig liever eerst iemand uit.")
    return Screen(
        "away",
        "leave",
        (
            say("away", "Wil je stoppen? Je ziet dan meteen geen gezinnen meer."),
            say("away", "Jouw aanmeldingen gaan terug naar de lijst. Het team weet dit dan."),
            *((warning,) if alone else ()),
        ),
        title=say("away", "Stop als medewerker"),
        answers=(
            *(_stop(member.municipality, context) for member in context.staff),
            Button("no", say("away", "Nee, ik blijf")),
        ),
        ways=(BACK, MENU),
    )


def _stop(town: str, context: Context) -> Button:
    return Button(f"{TOWN}{town}", say("away", "Ja, stop in {town}", town=named(town, context)))


def _others(context: Context) -> bool:
    return any(one.chat != context.chat.id for one in context.team.colleagues)


_TYPED: Mapping[str, Callable[[State, date, Context], Turn]] = {"from": _from_day, "until": _back_on}
"""Steps in which a day may be typed."""
_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "home": _home,
    "from": _from,
    "until": _until,
    "who": _who,
    "asked": _asked,
    "leave": _leave,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "home": _home_view,
    "from": _from_view,
    "until": _until_view,
    "who": _who_view,
    "asked": _asked_view,
    "leave": _leave_view,
}


DIALOG = Dialog("away", tuple(_STEPS), advance, view, staff=True)
