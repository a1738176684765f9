"""The screens of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import CallMoment, Need, for_display, named_needs
from conversations.context import Context
from conversations.languages import SOURCE, language_buttons
from conversations.reporting.draft import NEUTRAL, URGENCY, Draft, was_heeded
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.towns import ask_there, named, site_there
from conversations.volunteer import place_buttons
from texts import Text, Verbatim, say

__all__ = ["VIEWS", "needs_line"]

TO_HOME = Button("home", say("reporting", "Naar mijn taken"))

ERRORS: Mapping[str, Text] = {
    "empty": say("reporting", "Ik zie nog geen naam. Typ alleen de voornaam."),
    "long": say("reporting", "Die naam is te lang. Typ alleen de voornaam."),
    "digits": say("reporting", "Een naam heeft geen cijfers. Typ alleen de voornaam."),
    "not_phone": say("reporting", "Dit nummer lukt niet. Kijk het even na."),
    "yours": say("reporting", "Dat is jouw eigen nummer. Typ het nummer van het gezin."),
    "wordy": say("reporting", "Dat is te lang. Schrijf het in hoogstens 40 woorden."),
}
"""What went wrong with what was typed or shared, said kindly."""


def needs_line(needs: tuple[str, ...]) -> Text:
    """What is needed, in one line."""
    known = named_needs(needs)
    return (
        say("reporting", "Nodig: niet ingevuld") if known is None else say("reporting", "Nodig: {needs}", needs=known)
    )


def _error(state: State) -> tuple[Text, ...]:
    error = ERRORS.get(state.text("error"))
    return (error,) if error is not None else ()


def _how(_state: State, _context: Context) -> Screen:
    return Screen(
        "reporting",
        "how",
        (say("reporting", "Weet het gezin dat je dit doet?"),),
        title=say("reporting", "👤 Meld een gezin aan"),
        answers=(
            Button("told", say("reporting", "Ja, het is bij mij")),
            Button("sealed", say("reporting", "Nee, nog niet gevraagd")),
        ),
        ways=(BACK, MENU),
    )


def _town(_state: State, context: Context) -> Screen:
    return Screen(
        "reporting",
        "town",
        (say("reporting", "In welke gemeente woont het gezin?"),),
        answers=place_buttons(context),
        ways=(BACK, MENU),
    )


def _nobody(state: State, context: Context) -> Screen:
    """No coordinator would read a report: the public contact point, and nothing is asked."""
    town = state.text("town")
    return Screen(
        "reporting",
        "nobody",
        (
            say("reporting", "In {town} leest nu niemand meldingen via de bot.", town=named(town, context)),
            *ask_there(town, context),
        ),
        title=say("helping", "Hulp in {town}", town=named(town, context)),
        answers=(*site_there(town, context), TO_HOME),
        ways=(MENU,),
    )


def _closed(_state: State, _context: Context) -> Screen:
    return Screen(
        "reporting",
        "closed",
        (
            say("reporting", "Schrijf een gesloten briefje. Jij geeft de code aan het gezin."),
            say("reporting", "Alleen het gezin kan het openen. Geen medewerker weet ervan."),
            say("reporting", "Zegt het gezin ja? Dan gaat het briefje naar een medewerker."),
            say("reporting", "Zegt het nee, of niets? Dan is alles weg na twee weken."),
        ),
        title=say("reporting", "🔒 Nog niet gevraagd"),
        answers=(Button("go", say("reporting", "Schrijf het briefje")),),
        ways=(BACK, MENU),
    )


def _tongue(_state: State, _context: Context) -> Screen:
    return Screen(
        "reporting",
        "tongue",
        (say("reporting", "In welke taal lees je het voor? Het Nederlands staat er altijd bij."),),
        title=say("reporting", "🌐 Taal van het gezin"),
        answers=language_buttons(),
        ways=(BACK, MENU),
    )


def _consent(state: State, context: Context) -> Screen:
    """Read to the family, in its language: the volunteer taps what the family says."""
    town = named(state.text("town"), context)
    return Screen(
        "reporting",
        "consent",
        (
            say("aloud", "Een medewerker van {town} kan je gezin helpen.", town=town),
            say("aloud", "Wat geven we door? Je voornaam, hoe we je bereiken en wat er nodig is."),
            say("aloud", "Alleen medewerkers van {town} lezen het. Alleen om je te helpen.", town=town),
            say("aloud", "Nee zeggen mag. Je verliest dan niets. Later stoppen kan ook."),
            say("aloud", "Is dat goed voor jou?"),
        ),
        title=say("aloud", "Lees dit samen"),
        answers=(
            Button("yes", say("reporting", "Het gezin zegt ja")),
            Button("no", say("reporting", "Het gezin zegt nee")),
        ),
        ways=(BACK, MENU),
        token=state.text("aloud"),
        aloud=state.text("aloud") or SOURCE,
    )


def _refused(_state: State, _context: Context) -> Screen:
    return Screen(
        "reporting",
        "refused",
        (
            say("reporting", "Goed. Er gaat niets door en er is niets bewaard."),
            say("reporting", "Je kan wel de folder geven. Het gezin kiest zelf wanneer."),
        ),
        answers=(TO_HOME,),
        ways=(MENU,),
    )


def _name(state: State, _context: Context) -> Screen:
    draft = Draft(state)
    keep = (Button("same", say("asking", "Houd {name}", name=draft.shown_name)),) if draft.name else ()
    return Screen(
        "reporting",
        "name",
        (
            *_error(state),
            say("reporting", "Wat is de voornaam van de ouder? Typ die hier."),
            say("reporting", "Ik haal je bericht daarna weg uit de chat."),
        ),
        title=say("reporting", "👤 Voornaam"),
        answers=keep,
        ways=(BACK, MENU),
    )


def _phone(state: State, _context: Context) -> Screen:
    sealed = Draft(state).sealed
    without = say("reporting", "Zonder nummer") if sealed else say("reporting", "Via de bot")
    return Screen(
        "reporting",
        "phone",
        (
            *_error(state),
            say("reporting", "Op welk nummer is de ouder bereikbaar? Typ het hier."),
            say("reporting", "Ik haal je bericht daarna weg uit de chat."),
            *(() if sealed else (say("reporting", "Via de bot kan ook. Dan opent het gezin straks zelf de code."),)),
        ),
        title=say("reporting", "📞 Telefoon"),
        answers=(Button("none", without),),
        ways=(BACK, MENU),
    )


def _when(_state: State, _context: Context) -> Screen:
    moments = (moment for moment in CallMoment if moment is not CallMoment.RATHER_MESSAGE)
    return Screen(
        "reporting",
        "when",
        (say("reporting", "Wanneer mag de medewerker bellen?"),),
        title=say("reporting", "📅 Belmoment"),
        answers=tuple(Button(moment.value, moment.label) for moment in moments),
        ways=(BACK, MENU),
    )


def _urgent(_state: State, _context: Context) -> Screen:
    return Screen(
        "reporting",
        "urgent",
        (
            say("reporting", "Is er deze week iets dringend? Geen eten, geen warmte, geen dak?"),
            say("reporting", "Is er nu gevaar? Bel 112. Wacht niet op de bot."),
        ),
        title=say("reporting", "⚠️ Dringend?"),
        answers=(Button("yes", say("reporting", "Ja, dringend")), Button("no", say("reporting", "Nee, niet dringend"))),
        ways=(BACK, MENU),
    )


def _needs(state: State, _context: Context) -> Screen:
    picked = state.texts("needs")
    buttons = (
        Button(need, say("reporting", "✅ {need}", need=need.label) if need in picked else need.label) for need in Need
    )
    return Screen(
        "reporting",
        "needs",
        (say("reporting", "Kies wat past. Meer dan één mag."),),
        title=say("reporting", "Wat is er nodig?"),
        answers=tuple(buttons),
        end=Button("done", say("reporting", "Verder")),
        ways=(BACK, MENU),
    )


def _words(state: State, _context: Context) -> Screen:
    draft = Draft(state)
    read_by = (
        say("reporting", "Het gezin leest dit eerst. Na een ja leest de medewerker het.")
        if draft.sealed
        else say("reporting", "De medewerker leest dit. Het gezin mag het horen.")
    )
    written = (Verbatim(draft.words),) if draft.words else ()
    again = not written and was_heeded(state)
    return Screen(
        "reporting",
        "words",
        (
            *_error(state),
            *(say("reporting", "Je schreef: {words}", words=words) for words in written),
            *(() if written or state.text("error") else (say("reporting", "Wil je er iets bij schrijven? Typ het."),)),
            *((say("reporting", "Je tekst is nog niet bewaard. Typ hem nog eens, als je wil."),) if again else ()),
            *(() if written else (read_by,)),
        ),
        title=say("reporting", "💬 In enkele woorden"),
        answers=(
            *((Button("keep", say("reporting", "Houd dit")),) if written else ()),
            Button("none", say("reporting", "Zonder tekst")),
        ),
        ways=(BACK, MENU),
    )


def _sure(state: State, context: Context) -> Screen:
    draft, town = Draft(state), named(state.text("town"), context)
    reached = say("reporting", "Telefoon: {phone}", phone=for_display(draft.phone)) if draft.phone else None
    through_bot = say("reporting", "Zonder telefoonnummer") if draft.sealed else say("reporting", "Contact: via de bot")
    moment = (
        (say("reporting", "Wanneer: {moment}", moment=CallMoment(draft.when).label),)
        if draft.phone and draft.when and not draft.sealed
        else ()
    )
    urgent = (say("reporting", "⚠️ Dringend"),) if draft.urgent else ()
    goes = (
        say("reporting", "Alleen het gezin kan dit openen.")
        if draft.sealed
        else say("reporting", "Dit gaat naar een medewerker van {town}.", town=town)
    )
    return Screen(
        "reporting",
        "sure",
        (
            say("reporting", "Voornaam: {name}", name=draft.shown_name),
            reached or through_bot,
            *moment,
            *urgent,
            needs_line(draft.needs),
            *((say("reporting", "Tekst: {words}", words=draft.shown_words),) if draft.words else ()),
            goes,
        ),
        title=say("reporting", "Klopt dit?"),
        answers=(
            Button("send", say("reporting", "Sluit het briefje") if draft.sealed else say("reporting", "Ja, verstuur")),
            Button("fix", say("reporting", "Verbeter")),
            Button("stop", say("reporting", "Gooi dit weg")),
        ),
        ways=(BACK, MENU),
    )


def _fix(state: State, _context: Context) -> Screen:
    draft = Draft(state)
    told = () if draft.sealed else (Button(URGENCY, say("reporting", "Dringend of niet")),)
    when = () if draft.sealed or not draft.phone else (Button("when", say("reporting", "Het belmoment")),)
    return Screen(
        "reporting",
        "fix",
        (say("reporting", "Wat wil je verbeteren?"),),
        answers=(
            Button("name", say("reporting", "De voornaam")),
            Button("phone", say("reporting", "De telefoon")),
            *when,
            *told,
            Button("needs", say("reporting", "Wat er nodig is")),
            Button("words", say("reporting", "De tekst")),
        ),
        ways=(BACK, MENU),
    )


def _neutral(_state: State, _context: Context) -> Screen:
    return Screen(
        "reporting",
        NEUTRAL,
        (say("reporting", "Wat je schreef, is hier verborgen. Zo leest niemand mee."),),
        title=say("reporting", "👤 Meld een gezin aan"),
        answers=(Button("open", say("reporting", "Ga verder")),),
        ways=(MENU,),
    )


def _sent(state: State, context: Context) -> Screen:
    """The number is all that the volunteer keeps of it."""
    made = next((report for report in context.reports if report.id == state.text("report")), None)
    number = (say("reporting", "Het nummer is {number}.", number=Verbatim(made.number)),) if made is not None else ()
    urgent = state.data.get("urgent") is True
    return Screen(
        "reporting",
        "sent",
        (
            *number,
            say("reporting", "Opent het gezin de code? Dan kan een medewerker schrijven. De code werkt een week.")
            if state.data.get("code")
            else say("reporting", "Een medewerker neemt contact op met het gezin."),
            say("reporting", "Hierboven staat een code. Het gezin opent ze op zijn eigen telefoon."),
            say("reporting", "Namen en nummers staan niet meer in deze chat."),
            *((say("reporting", "Kan het niet wachten? Bel dan nu een nummer."),) if urgent else ()),
        ),
        title=say("reporting", "✅ Het gezin is aangemeld"),
        answers=(*((Button("urgent", say("reporting", "🆘 Toon de nummers")),) if urgent else ()), TO_HOME),
        ways=(MENU,),
    )


def _shut(_state: State, _context: Context) -> Screen:
    return Screen(
        "reporting",
        "shut",
        (
            say("reporting", "Hierboven staat de code voor het gezin. Geef ze binnen twee weken."),
            say("reporting", "Jij kan het briefje niet meer lezen. Ook wij niet."),
            say("reporting", "Je hoort het als het gezin ja zegt."),
        ),
        title=say("reporting", "🔒 Het briefje is dicht"),
        answers=(TO_HOME,),
        ways=(MENU,),
    )


def _theirs(_state: State, _context: Context) -> Screen:
    return Screen(
        "reporting",
        "theirs",
        (say("reporting", "Deze code is voor het gezin. Laat het gezin ze openen op zijn eigen telefoon."),),
        answers=(TO_HOME,),
        ways=(MENU,),
    )


VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "how": _how,
    "town": _town,
    "nobody": _nobody,
    "closed": _closed,
    "tongue": _tongue,
    "consent": _consent,
    "refused": _refused,
    "name": _name,
    "phone": _phone,
    "when": _when,
    "urgent": _urgent,
    "needs": _needs,
    "words": _words,
    "sure": _sure,
    "fix": _fix,
    NEUTRAL: _neutral,
    "sent": _sent,
    "shut": _shut,
    "theirs": _theirs,
}
