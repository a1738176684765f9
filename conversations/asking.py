"""The steps in which a family asks for help: consent, first name, how and when it can be reached, and a last look."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import CallMoment, ContactWay, NotAPhoneNumber, ReferralKind, Urgency, for_display, own_number
from conversations import consent, home, minors, privacy
from conversations.context import Context
from conversations.dialog import Turn, Unexpected
from conversations.effects import (
    AskForContact,
    Audience,
    DeleteMessage,
    EndContactRequest,
    LeaveHousehold,
    Notify,
    SubmitReferral,
)
from conversations.events import Choice, DialogEvent, Shared, Typed
from conversations.findings import household_of, report_of, right_of
from conversations.languages import SOURCE, autonym
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from conversations.timers import started
from conversations.towns import town_name
from texts import Text, Verbatim, say

__all__ = ["STEPS", "VIEWS", "asked_from", "before", "for_another", "wrong_with"]

MAX_NAME_CHARACTERS = 40

KINDS: Mapping[str, ReferralKind] = {"help": ReferralKind.ASKED_HELP, "stuck": ReferralKind.DID_NOT_MANAGE}
"""By what the state carries; asking for help is the usual one."""

ERRORS: Mapping[str, Text] = {
    "empty": say("asking", "Ik zie nog geen naam. Typ alleen je voornaam."),
    "long": say("asking", "Die naam is te lang. Typ alleen je voornaam."),
    "digits": say("asking", "Een naam heeft geen cijfers. Typ alleen je voornaam."),
    "not_own": say("asking", "Dat is het nummer van iemand anders."),
    "not_phone": say("asking", "Dit nummer lukt niet. Kijk het even na."),
}
"""What went wrong with what was typed or shared, said kindly."""


def asked_from(here: State, asking: State) -> State:
    """Asking for help, begun at a card: who does not go on finds that card again."""
    return asking.go(asking.step, before=here.to_json())


def before(state: State, context: Context) -> State:
    """Where the family was when it began to ask; home where that was nowhere in particular."""
    here = state.data.get("before")
    return State.from_json(here) if isinstance(here, dict) else home.of(context)


def _consent(state: State, event: DialogEvent, context: Context) -> Turn:
    if _choice(event) != "yes":
        if state.data.get("young"):  # under 18 a file is only there for this request
            return Turn(minors.at_rights(), (LeaveHousehold(),))
        return Turn(before(state, context))
    told = consent.told_private(context.pass_catalogue, household_of(context).answers)
    return Turn(state.go("papers" if told else "name", papers=False))


def _papers(state: State, event: DialogEvent, _context: Context) -> Turn:
    choice = _choice(event)
    return Turn(state.go("consent") if choice == "back" else state.go("name", papers=choice == "yes"))


def _name(state: State, event: DialogEvent, _context: Context) -> Turn:
    if isinstance(event, Typed):
        name = " ".join(event.text.split())
        gone = DeleteMessage(event.message)
        error = wrong_with(name)
        if error:
            return Turn(state.go("name", error=error), (gone,))
        return Turn(state.go("way", name=name, error=""), (gone,))
    return Turn(state.go("consent" if _choice(event) == "back" else "way", error=""))


def wrong_with(name: str) -> str:
    """The key of the error in a first name, empty if there is none."""
    if any(char.isdigit() for char in name):
        return "digits"
    if len(name) > MAX_NAME_CHARACTERS:
        return "long"
    return "" if any(char.isalpha() for char in name) else "empty"


def _way(state: State, event: DialogEvent, context: Context) -> Turn:
    match _choice(event):
        case "back":
            return Turn(state.go("name"))
        case ContactWay.OWN_PHONE:
            return Turn(state.go("phone", error=""), () if for_another(context) else (AskForContact(),))
    return _through_bot(state)


def _through_bot(state: State) -> Turn:
    """No phone number is kept; there is no hour to choose."""
    reached = state.go("sure", way=ContactWay.THROUGH_BOT, phone="", when=CallMoment.RATHER_MESSAGE, error="")
    return Turn(reached.go("sure", interpreter=state.text("speaks")))


def for_another(context: Context) -> bool:
    """Whether a helper taps for the family beside them: its yes, its name and its number are asked, not theirs."""
    return household_of(context).helped


def _phone(state: State, event: DialogEvent, context: Context) -> Turn:
    """Only a person's own number: the contact that Telegram vouches for, or what they type themselves. A helper's own
    contact is not the family's."""
    match event:
        case Choice("back"):
            return Turn(state.go("way", error=""))
        case Choice():
            return _through_bot(state)
        case Shared(own=own, message=message) if not own or for_another(context):
            return Turn(state.go("phone", error="not_own"), (DeleteMessage(message),))
        case Shared(phone=raw, message=message) | Typed(text=raw, message=message):
            try:
                phone = own_number(raw)
            except NotAPhoneNumber:
                return Turn(state.go("phone", error="not_phone"), (DeleteMessage(message),))
            reached = state.go("when", way=ContactWay.OWN_PHONE, phone=phone, error="")
            shared = isinstance(event, Shared)
            return Turn(reached, (EndContactRequest(message) if shared else DeleteMessage(message),))


def _when(state: State, event: DialogEvent, context: Context) -> Turn:
    """Whoever reads another language than Dutch is asked about an interpreter; what they read is never passed on.
    Whoever already asked for one (`speaks`) is not asked again."""
    choice = _choice(event)
    if choice == "back":
        return Turn(state.go("way"))
    if state.text("speaks"):
        return Turn(state.go("sure", when=choice, interpreter=state.text("speaks")))
    return Turn(state.go("sure" if context.chat.language == SOURCE else "interpreter", when=choice))


def _interpreter(state: State, event: DialogEvent, context: Context) -> Turn:
    choice = _choice(event)
    if choice == "back":
        return Turn(state.go("when"))
    return Turn(state.go("sure", interpreter=(context.chat.language or "") if choice == "yes" else ""))


def _sure(state: State, event: DialogEvent, context: Context) -> Turn:
    match _choice(event):
        case "back":
            return Turn(state.go("when" if state.text("phone") else "way"))
        case "fix":
            return Turn(state.go("name"))
    return _submit(state, context)


def _submit(state: State, context: Context) -> Turn:
    """The request, what was promised with it, and a word to the team: that there is one, nothing more."""
    household, referral = household_of(context), context.fresh_id
    urgent = report_of(context).urgent or state.data.get("urgent")
    urgency = Urgency.URGENT if urgent else Urgency.NORMAL
    return Turn(
        State("helping", "sent", home.passed_on(state.data)),
        (
            SubmitReferral(
                id=referral,
                kind=KINDS.get(state.text("kind"), ReferralKind.ASKED_HELP),
                urgency=urgency,
                first_name=state.text("name"),
                phone=state.text("phone") or None,
                way=state.text("way"),
                when=state.text("when"),
                about=state.texts("about"),
                recipient=consent.recipient(household.municipality),
                purpose=consent.purpose(bool(state.data.get("papers"))),
                text_version=privacy.VERSION,
                language=context.chat.language or SOURCE,
                interpreter=state.text("interpreter"),
                witnessed=for_another(context),
            ),
            *started(referral, context.now),
            Notify(Audience("team", municipality=household.municipality, referral=referral), "new_referral", referral),
        ),
    )


def _choice(event: DialogEvent) -> str:
    """The choice of a tap. Raises Unexpected for anything else."""
    if not isinstance(event, Choice):
        raise Unexpected
    return event.choice


def _consent_view(_state: State, context: Context) -> Screen:
    asked = say("asking", "Het gezin zegt ja") if for_another(context) else say("asking", "Ja, dat mag")
    return Screen(
        "helping",
        "consent",
        (
            *_read_out(context),
            say("asking", "Wie helpt? Een medewerker van {town}.", town=town_name(context)),
            say("asking", "Wat geef ik door? Je voornaam, hoe we je bereiken, je rechten en je antwoorden."),
            say("asking", "Waarom? Alleen om je hiermee te helpen."),
            say("asking", "Je kan later altijd nog stoppen. Is dat goed?"),
        ),
        title=say("asking", "👤 Hulp vragen"),
        answers=(
            Button("yes", asked),
            Button("no", say("asking", "Nee, nu niet")),
        ),
        ways=(BACK, MENU),
    )


def _read_out(context: Context) -> tuple[Text, ...]:
    """What is asked of the family, in words to the family, is read to it by whoever helps."""
    return (say("asking", "Lees dit voor aan het gezin:"),) if for_another(context) else ()


def _papers_view(_state: State, context: Context) -> Screen:
    return Screen(
        "helping",
        "papers",
        (
            *_read_out(context),
            say("asking", "Je vertelde ook iets over je papieren."),
            say("asking", "Mag de medewerker van {town} dat lezen?", town=town_name(context)),
            say("asking", "Nee is ook goed. Hulp krijg je dan ook."),
        ),
        title=say("asking", "📄 Je papieren"),
        answers=(Button("yes", say("asking", "Ja, dat mag")), Button("no", say("asking", "Nee, liever niet"))),
        ways=(BACK, MENU),
    )


def _name_view(state: State, context: Context) -> Screen:
    name, another = state.text("name"), for_another(context)
    question = say("asking", "Wat is je voornaam? Typ die hier.")
    return Screen(
        "helping",
        "name",
        (
            *_error(state),
            say("asking", "Wat is de voornaam van de ouder? Typ die hier.") if another else question,
            say("asking", "Ik haal je bericht daarna weg uit de chat."),
        ),
        title=say("asking", "👤 Voornaam van de ouder") if another else say("asking", "👤 Je voornaam"),
        answers=(Button("same", say("asking", "Houd {name}", name=Verbatim(name))),) if name else (),
        ways=(BACK, MENU),
    )


def _way_view(_state: State, context: Context) -> Screen:
    own = (
        say("asking", "Hoe kan de medewerker je bereiken?"),
        say("asking", "Via deze chat: je krijgt een bericht en antwoordt met knoppen."),
    )
    family = (
        say("asking", "Hoe kan de medewerker het gezin bereiken?"),
        say("asking", "Via deze chat: jij krijgt het bericht en vertelt het aan het gezin."),
    )
    return Screen(
        "helping",
        "way",
        family if for_another(context) else own,
        title=say("asking", "💬 Contact"),
        answers=tuple(Button(way.value, way.label) for way in ContactWay),
        ways=(BACK, MENU),
    )


def _phone_view(state: State, context: Context) -> Screen:
    another = for_another(context)
    own = (
        say("asking", "Deel je eigen nummer met de knop onderaan."),
        say("asking", "Of typ je nummer. Ik haal het daarna weg uit de chat."),
    )
    family = (say("asking", "Typ het nummer van het gezin. Ik haal het daarna weg uit de chat."),)
    return Screen(
        "helping",
        "phone",
        (*_error(state), *(family if another else own)),
        title=say("asking", "📞 Telefoon van het gezin") if another else say("asking", "📞 Je telefoon"),
        answers=(Button("bot", say("asking", "Toch via deze chat")),),
        ways=(BACK, MENU),
    )


def _when_view(_state: State, context: Context) -> Screen:
    own = say("asking", "Wanneer mag de medewerker je bellen?")
    family = say("asking", "Wanneer mag de medewerker het gezin bellen?")
    return Screen(
        "helping",
        "when",
        (family if for_another(context) else own,),
        title=say("asking", "📅 Belmoment"),
        answers=tuple(Button(moment.value, moment.label) for moment in CallMoment),
        ways=(BACK, MENU),
    )


def _interpreter_view(_state: State, context: Context) -> Screen:
    own = say("asking", "Wil je een tolk? Een tolk spreekt jouw taal aan de telefoon.")
    family = say("asking", "Wil het gezin een tolk? Een tolk spreekt de taal van het gezin aan de telefoon.")
    return Screen(
        "helping",
        "interpreter",
        (
            family if for_another(context) else own,
            say("asking", "De medewerker regelt dat, als het kan."),
        ),
        title=say("asking", "Samen praten"),
        answers=(
            Button("yes", say("asking", "Ja, {language}", language=autonym(context.chat.language or SOURCE))),
            Button("no", say("asking", "Nee, Nederlands lukt")),
        ),
        ways=(BACK, MENU),
    )


def _sure_view(state: State, context: Context) -> Screen:
    phone, about, interpreter = state.text("phone"), state.texts("about"), state.text("interpreter")
    reached = (
        (
            say("asking", "Telefoon: {phone}", phone=for_display(phone)),
            say("asking", "Wanneer: {moment}", moment=CallMoment(state.text("when")).label),
        )
        if phone
        else (say("asking", "Contact: via deze chat"),)
    )
    return Screen(
        "helping",
        "sure",
        (
            say("asking", "Voornaam: {name}", name=Verbatim(state.text("name"))),
            *reached,
            *((say("asking", "Tolk: {language}", language=autonym(interpreter)),) if interpreter else ()),
            *_about_line(about, context),
            say("asking", "Dit gaat naar een medewerker van {town}.", town=town_name(context)),
        ),
        title=say("asking", "Klopt dit?"),
        answers=(Button("send", say("asking", "Ja, verstuur")), Button("fix", say("asking", "Verbeter"))),
        ways=(BACK, MENU),
        official=True,
    )


def _about_line(about: tuple[str, ...], context: Context) -> tuple[Text, ...]:
    """With what help is asked: the first right by its name, and how many more."""
    found = (right_of(key, context.pass_catalogue) for key in about)
    names = list({right.id: Text(right.id, right.name_nl) for right in found if right is not None}.values())
    if not names:
        return ()
    if len(names) == 1:
        return (say("asking", "Hulp bij: {right}", right=names[0]),)
    return (say("asking", "Hulp bij: {right} en nog {n}", right=names[0], n=len(names) - 1),)


def _error(state: State) -> tuple[Text, ...]:
    error = ERRORS.get(state.text("error"))
    return (error,) if error is not None else ()


STEPS: Mapping[str, Callable[[State, DialogEvent, Context], Turn]] = {
    "consent": _consent,
    "papers": _papers,
    "name": _name,
    "way": _way,
    "phone": _phone,
    "when": _when,
    "interpreter": _interpreter,
    "sure": _sure,
}

VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "consent": _consent_view,
    "papers": _papers_view,
    "name": _name_view,
    "way": _way_view,
    "phone": _phone_view,
    "when": _when_view,
    "interpreter": _interpreter_view,
    "sure": _sure_view,
}
