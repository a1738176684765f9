"""The screens on which a family reads a sealed report and answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import for_display
from conversations.context import Context, Sealed
from conversations.languages import choose_lines, language_buttons
from conversations.reporting.views import needs_line
from conversations.screen import BACK, MENU, Button, Screen
from conversations.sealed.reading import runs
from conversations.state import State
from conversations.tongues import is_offered
from conversations.towns import ask_there, named, site_there
from followups import BRUSSELS, due_at
from texts import Day, Text, Verbatim, say

__all__ = ["AFTER_VIEWS", "VIEWS", "gone", "language_view"]

GO_ON = Button("home", say("sealed", "Ga verder"))
CHOOSE = Button("who", say("sealed", "Kies ja of nee"))
LATER = Button("later", say("sealed", "Later"))
WIPE = Button("no", say("sealed", "Nee, wis het"))

ERRORS: Mapping[str, Text] = {
    "empty": say("asking", "Ik zie nog geen naam. Typ alleen je voornaam."),
    "long": say("asking", "Die naam is te lang. Typ alleen je voornaam."),
    "digits": say("asking", "Een naam heeft geen cijfers. Typ alleen je voornaam."),
    "not_phone": say("asking", "Dit nummer lukt niet. Kijk het even na."),
    "not_own": say("asking", "Dat is het nummer van iemand anders."),
}


def language_view(state: State, context: Context) -> Screen:
    place = context.catalogue.municipalities.get(context.sealed.municipality) if context.sealed is not None else None
    offered = tuple(button for button in language_buttons() if is_offered(button.choice, place))
    return Screen("sealed", state.step, choose_lines(), answers=offered, ways=(MENU,))


def gone(state: State, context: Context) -> Screen:
    """The program forgot the link, or the report is answered or too old: both read the same."""
    mine = context.sealed is not None
    return Screen(
        "sealed",
        state.step,
        (
            (say("sealed", "Dit briefje schreef jij. Alleen het gezin opent het. Geef de code door."),)
            if mine
            else (
                say("sealed", "Open de link nog eens, of scan de code opnieuw. Dan zie je het briefje."),
                say("sealed", "Lukt het niet? Dan is het briefje al beantwoord of gewist."),
            )
        ),
        title=say("sealed", "🔒 Een gesloten briefje"),
        answers=(GO_ON,),
        ways=(MENU,),
    )


def _read_view(_state: State, told: Sealed, _context: Context) -> Screen:
    phone = (
        say("sealed", "Telefoon: {phone}", phone=for_display(told.phone))
        if told.phone
        else say("sealed", "Zonder telefoonnummer")
    )
    return Screen(
        "sealed",
        "read",
        (
            say("sealed", "Een vrijwilliger schreef dit voor jou. Nog niemand anders las het."),
            say("sealed", "Voornaam: {name}", name=Verbatim(told.first_name)),
            phone,
            needs_line(told.needs),
        ),
        title=say("sealed", "🔒 Een gesloten briefje"),
        answers=(
            *((Button("words", say("sealed", "Lees de tekst")),) if told.words else ()),
            CHOOSE,
            LATER,
        ),
        ways=(MENU,),
    )


def _words_view(_state: State, told: Sealed, _context: Context) -> Screen:
    return Screen(
        "sealed",
        "words",
        (say("sealed", "{words}", words=Verbatim(told.words)),),
        title=say("sealed", "Dit schreef de vrijwilliger"),
        answers=(CHOOSE, LATER),
        ways=(BACK, MENU),
    )


def _who_view(_state: State, told: Sealed, context: Context) -> Screen:
    if told.municipality not in context.staffed:
        return _nobody_view(told, context)
    town = named(told.municipality, context)
    if runs(told, context):
        body: tuple[Text, ...] = (
            say("sealed", "Er loopt al een aanmelding voor je gezin in {town}.", town=town),
            say("sealed", "Vertel dit gerust aan de medewerker. Wis daarna het briefje."),
        )
        answers: tuple[Button, ...] = (WIPE, LATER)
    else:
        body = (
            say("sealed", "Alleen een medewerker van {town} leest dit. Alleen om je te helpen.", town=town),
            say("sealed", "Zeg je ja? Dan neemt die contact op. Later stoppen kan altijd."),
            say("sealed", "Zeg je nee? Dan is alles gewist. Je verliest geen enkel recht."),
            say("sealed", "Geen antwoord? Na twee weken is het ook weg."),
        )
        answers = (
            Button("yes", say("sealed", "Ja, geef door")),
            Button("change", say("sealed", "Verander naam of nummer")),
            WIPE,
            LATER,
        )
    return Screen(
        "sealed",
        "who",
        body,
        title=say("sealed", "Mag dit naar {town}?", town=town),
        answers=answers,
        ways=(BACK, MENU),
    )


def _nobody_view(told: Sealed, context: Context) -> Screen:
    town = told.municipality
    return Screen(
        "sealed",
        "who",
        (
            say("sealed", "In {town} leest nu niemand zulke briefjes. Ga er zelf naartoe.", town=named(town, context)),
            *ask_there(town, context),
        ),
        title=say("helping", "Hulp in {town}", town=named(town, context)),
        answers=(*site_there(town, context), WIPE, LATER),
        ways=(BACK, MENU),
    )


def _change_view(_state: State, told: Sealed, _context: Context) -> Screen:
    return Screen(
        "sealed",
        "change",
        (
            say("sealed", "Voornaam: {name}", name=Verbatim(told.first_name)),
            say("sealed", "Telefoon: {phone}", phone=for_display(told.phone))
            if told.phone
            else say("sealed", "Zonder telefoonnummer"),
        ),
        title=say("sealed", "Wat wil je veranderen?"),
        answers=(Button("name", say("sealed", "Mijn voornaam")), Button("phone", say("sealed", "Mijn nummer"))),
        ways=(BACK, MENU),
    )


def _name_view(state: State, _told: Sealed, _context: Context) -> Screen:
    return Screen(
        "sealed",
        "name",
        (
            *_error(state),
            say("asking", "Wat is je voornaam? Typ die hier."),
            say("asking", "Ik haal je bericht daarna weg uit de chat."),
        ),
        title=say("asking", "👤 Je voornaam"),
        ways=(BACK, MENU),
    )


def _phone_view(state: State, _told: Sealed, _context: Context) -> Screen:
    return Screen(
        "sealed",
        "phone",
        (*_error(state), say("sealed", "Typ je nummer. Ik haal het daarna weg uit de chat.")),
        title=say("asking", "📞 Je telefoon"),
        answers=(Button("none", say("sealed", "Liever via deze chat")),),
        ways=(BACK, MENU),
    )


def _error(state: State) -> tuple[Text, ...]:
    error = ERRORS.get(state.text("error"))
    return (error,) if error is not None else ()


def _sent_view(context: Context) -> Screen:
    referral = context.household.referral if context.household is not None else None
    known = (
        (
            say("helping", "Je nummer is {number}.", number=Verbatim(referral.number)),
            say(
                "sealed",
                "Een medewerker neemt contact op. Op {day} vraag ik of dat al gebeurde.",
                day=Day(due_at("contacted", referral.submitted_at).astimezone(BRUSSELS).date()),
            ),
        )
        if referral is not None
        else ()
    )
    return Screen(
        "sealed",
        "sent",
        (
            *known,
            say("sealed", "Wil je intussen zien welke rechten je gezin misschien mist?"),
        ),
        title=say("sealed", "✅ Doorgegeven"),
        answers=(Button("go", say("sealed", "Ja, ik begin")), Button("mine", say("sealed", "Nu niet"))),
        ways=(MENU,),
        official=True,
    )


def _wiped_view(_context: Context) -> Screen:
    return Screen(
        "sealed",
        "wiped",
        (
            say("sealed", "Goed. Alles is gewist. Niemand las het."),
            say("sealed", "De vrijwilliger hoort alleen dat het afgesloten is."),
            say("sealed", "Wil je ooit zelf kijken? Dat kan hier altijd."),
        ),
        title=say("sealed", "Gewist"),
        answers=(GO_ON,),
        ways=(MENU,),
    )


VIEWS: Mapping[str, Callable[[State, Sealed, Context], Screen]] = {
    "read": _read_view,
    "words": _words_view,
    "who": _who_view,
    "change": _change_view,
    "name": _name_view,
    "phone": _phone_view,
}
AFTER_VIEWS: Mapping[str, Callable[[Context], Screen]] = {"sent": _sent_view, "wiped": _wiped_view}
