"""A family tells what made a right hard, if it wants to, and how: without its name, or so that it hears what came of
it. Nothing is kept before its yes, and *not now* costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zlib import crc32

from casework import (
    CODES,
    TICKED,
    Barrier,
    Signal,
    codes_of,
    has_phone_number,
)
from casework.own_words import MAX_WORDS, tidy
from conversations import findings, home, privacy
from conversations.context import Context, Household
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import DeleteMessage, TakeBackSignals
from conversations.events import Choice, DialogEvent, Typed
from conversations.findings import household_of, report_of
from conversations.languages import SOURCE
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.signalled import FAMILY
from conversations.signals.moving import registered
from conversations.signals.places import MINE
from conversations.signals.words import answer_lines, codes_line, right_name, words_line, wrong_lines
from conversations.state import State
from conversations.towns import town_name
from texts import Text, say

__all__ = ["DIALOG", "tickable"]

ON_A_PAGE = 7
"""Lines of a list, with the one that turns the page; one more ends it."""

GENERAL = Button("general", say("signal", "Niet over één recht"))
TOLD = Button("mine", say("signal", "Wat ik al vertelde"))
DONE = Button("done", say("interview", "Klaar"))
RATHER_NOT = Button("skip", say("skips", "Liever niet"))
NO_WORDS = Button("on", say("signal", "Nee, ga verder"))
COUNT = Button("count", say("signal", "Ja, zonder mijn naam"))
HEAR = Button("hear", say("signal", "Ja, en laat iets horen"))
NOT_NOW = Button("no", say("signal", "Nu niet"))
ON = Button("on", say("signal", "Ga verder"))
KEEP = Button("keep", say("signal", "Bewaar mijn antwoorden"))
TAKE_BACK = Button("take_back", say("signal", "Neem dit terug"))
SURE = Button("sure", say("signal", "Ja, neem het terug"))


def _before(state: State, context: Context) -> State:
    """Where the family was when it began; home where that was nowhere in particular."""
    here = state.data.get("before")
    return State.from_json(here) if isinstance(here, dict) else home.of(context)


def _advance(state: State, event: DialogEvent, context: Context) -> Turn:
    if isinstance(event, Typed) and state.step == "words":
        return _written(state, event, context)
    if not isinstance(event, Choice):
        raise Unexpected
    return _STEPS[state.step](state, event.choice, context)


def _view(state: State, context: Context) -> Screen:
    return _VIEWS[state.step](state, context)


# -- which right ------------------------------------------------------------------------------------------------------


def _mark(right: str) -> str:
    """Short: the ids of rights are long, and a button carries the mark of the file too."""
    return f"{crc32(right.encode()):08x}"


def _rights(context: Context) -> tuple[str, ...]:
    """What is in the plan first, then what was found."""
    planned = (step.right_id for step in household_of(context).steps.values())
    found = (verdict.right_id for verdict in findings.follows(report_of(context)))
    known = context.pass_catalogue.rights
    return tuple(dict.fromkeys(right for right in (*planned, *found) if right in known))


def _about(state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "back":
            return Turn(_before(state, context))
        case "more":
            return Turn(state.go("about", page=state.number("page") + 1))
        case TOLD.choice:
            return Turn(state.go("mine", page=0))
    right = next((right for right in _rights(context) if _mark(right) == choice), "")
    return Turn(state.go("codes", right=right, page=0))


def _about_view(state: State, context: Context) -> Screen:
    told = (TOLD,) if context.signals.mine else ()
    rights = [Button(_mark(right), right_name(right, context)) for right in _rights(context)]
    return Screen(
        FAMILY,
        "about",
        (say("signal", "Iets maakte het moeilijk? Laat het weten."), say("signal", "Over welk recht gaat het?")),
        title=_TITLE,
        answers=(*paged(rights, state.number("page"), ON_A_PAGE - len(told)), GENERAL, *told),
        ways=(BACK, MENU),
        token=str(state.number("page")),
    )


_TITLE = say("signal", "Wat maakt het moeilijk?")

# -- what made it hard ------------------------------------------------------------------------------------------------


def tickable(code: Barrier, picked: tuple[Barrier, ...], label: Text) -> Button:
    """A line of the list, with a mark where it is ticked."""
    return Button(code, say("interview", "✅ {label}", label=label) if code in picked else label)


def _codes(state: State, choice: str, context: Context) -> Turn:
    picked = codes_of(state.texts("codes"))
    match choice:
        case "back":
            return Turn(_before(state, context))
        case "more":
            return Turn(state.go("codes", page=state.number("page") + 1))
        case RATHER_NOT.choice:
            return Turn(state.go("choose", codes=[Barrier.PREFER_NOT.value]))
        case DONE.choice:
            return Turn(state.go("choose"))
    code = Barrier(choice)
    ticked = [one.value for one in picked if one is not code] if code in picked else [*picked, code]
    return Turn(state.go("codes", codes=[str(one) for one in ticked if one != Barrier.PREFER_NOT]))


def _codes_view(state: State, context: Context) -> Screen:
    picked, page = codes_of(state.texts("codes")), state.number("page")
    ticked = tuple(code for code in picked if code in TICKED)
    listed = [tickable(code, ticked, CODES[code].button) for code in TICKED]
    return Screen(
        FAMILY,
        "codes",
        (
            say("signal", "Wat maakt het moeilijk? Kies er zoveel als je wil."),
            say("signal", "Het ligt niet aan jou."),
        ),
        title=right_name(state.text("right"), context),
        answers=paged(listed, page),
        end=DONE if ticked else None,
        skips=() if ticked else (RATHER_NOT,),
        ways=(BACK, MENU),
        token=str(page),
    )


# -- what happens with it, and the yes --------------------------------------------------------------------------------


def _told_now(state: State, choice: str, context: Context, words: str = "") -> Turn:
    """The signal is kept as the family chose: own words only where it is kept with its file."""
    signal = Signal(
        id=context.fresh_id,
        municipality=household_of(context).municipality,
        right=state.text("right"),
        codes=codes_of(state.texts("codes")),
        month="",
        hears=choice == HEAR.choice,
        words=words,
        language=(context.chat.language or SOURCE) if words else "",
    )
    effects = registered(signal, context, version=privacy.VERSION, language=context.chat.language or SOURCE)
    return Turn(State(FAMILY, "done", {"said": choice, "before": _before(state, context).to_json()}), effects)


def _choose(state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "back":
            return Turn(state.go("codes"))
        case NOT_NOW.choice:
            return Turn(_before(state, context))
        case HEAR.choice:
            return Turn(state.go("words", wrong=""))
    return _told_now(state, choice, context)


def _choose_view(_state: State, context: Context) -> Screen:
    """Before any own words: nobody types for nothing."""
    return Screen(
        FAMILY,
        "choose",
        (
            say("signal", "{town} wil weten wat moeilijk loopt, om het beter te maken.", town=town_name(context)),
            say("signal", "Zonder naam: we bewaren alleen gemeente, recht, reden en maand. Terugnemen kan niet."),
            say(
                "signal",
                "Iets horen: we bewaren het bij je gezin. "
                "Een medewerker leest het, zonder je naam. Terugnemen kan altijd.",
            ),
        ),
        title=say("signal", "Mag dit zo?"),
        answers=(COUNT, HEAR, NOT_NOW),
        ways=(BACK, MENU),
    )


# -- own words, of who wants to hear of it ----------------------------------------------------------------------------


def _written(state: State, event: Typed, context: Context) -> Turn:
    """What is too long stays in the chat, so that it can be shortened; what will do goes out of it."""
    text = tidy(event.text)
    if text is None or has_phone_number(text):
        return Turn(state.go("words", wrong="long" if text is None else "phone"))
    told = _told_now(state, HEAR.choice, context, text)
    return Turn(told.state, (DeleteMessage(event.message), *told.effects))


def _words(state: State, choice: str, context: Context) -> Turn:
    if choice == "back":
        return Turn(state.go("choose"))
    return _told_now(state, HEAR.choice, context)


_TITLE_WORDS = say("signal", "Wil je er iets bij schrijven?")


def _words_view(state: State, _context: Context) -> Screen:
    return Screen(
        FAMILY,
        "words",
        (
            *wrong_lines(state.text("wrong"), MAX_WORDS),
            say("signal", "Het hoeft niet."),
            say("signal", "Een medewerker leest het en ziet je taal, niet je naam. Schrijf dus geen namen."),
            say("signal", "Ik haal je bericht daarna weg uit de chat."),
        ),
        title=_TITLE_WORDS,
        answers=(NO_WORDS,),
        ways=(BACK, MENU),
    )


def _done(state: State, choice: str, context: Context) -> Turn:
    return Turn(State("results", "keep") if choice == KEEP.choice else _before(state, context))


def _done_view(state: State, context: Context) -> Screen:
    """Who hears of it only as long as the file is there, and may keep that."""
    household = household_of(context)
    keep: tuple[Button, ...] = ()
    body: tuple[Text, ...] = (say("signal", "Dank je. Je naam staat er niet bij."),)
    if state.text("said") == HEAR.choice:
        body = (
            say("signal", "Dank je. Het antwoord komt in deze chat."),
            say("signal", "Je vindt het terug in het menu, bij Iets is moeilijk."),
        )
        if not household.kept and household.referral is None:
            body = (*body, say("signal", "Als je antwoorden gewist worden, gaat dit mee weg."))
            keep = (KEEP,) if household.screened_at is not None else ()
    return Screen(FAMILY, "done", body, answers=(ON, *keep), ways=(MENU,))


# -- what was told, and what came of it -------------------------------------------------------------------------------


def _at(state: State, context: Context) -> Signal | None:
    mine = context.signals.mine
    return mine[state.number("page") % len(mine)] if mine else None


def _mine(state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "back":
            return Turn(_before(state, context))
        case "more":
            return Turn(state.go("mine", page=state.number("page") + 1))
        case ON.choice:
            return Turn(home.of(context))
    return Turn(state.go("sure"))


def _mine_view(state: State, context: Context) -> Screen:
    signal = _at(state, context)
    if signal is None:
        nothing = (say("signal", "Hier staat nu niets."),)
        return Screen(FAMILY, "mine", nothing, title=_TOLD, answers=(ON,), ways=(BACK, MENU))
    more = (Button("more", say("ways", "Toon meer")),) if len(context.signals.mine) > 1 else ()
    back = (TAKE_BACK,) if household_of(context).takes_back else ()
    return Screen(
        FAMILY,
        "mine",
        (*_told(signal, household_of(context)), *_came(signal, context)),
        title=right_name(signal.right, context),
        answers=(ON, *more, *back),
        ways=(BACK, MENU),
        token=signal.id,
    )


def _told(signal: Signal, household: Household) -> tuple[Text, ...]:
    """What the family said. Where somebody else has the file too, only the answer: it may have been told in secret."""
    if not household.alone:
        return ()
    return (codes_line(signal.codes), *(() if signal.over else words_line(signal)))


def _came(signal: Signal, context: Context) -> tuple[Text, ...]:
    if signal.answer is not None:
        return (say("signal", "Antwoord van {town}:", town=town_name(context)), *answer_lines(signal.answer))
    if signal.outcome is not None:
        return (signal.state.label, say("signal", "Waarom: {why}.", why=signal.outcome.label))
    return (signal.state.label,)


_TOLD = say("signal", "Wat je vertelde")


def _sure(state: State, choice: str, context: Context) -> Turn:
    signal = _at(state, context)
    if choice == "back" or signal is None or not household_of(context).takes_back:
        return Turn(state.go("mine"))
    return Turn(
        MINE.go("back", before=_before(state, context).to_json()),
        (TakeBackSignals(privacy.VERSION, context.chat.language or SOURCE, signal.id),),
    )


def _sure_view(state: State, context: Context) -> Screen:
    signal = _at(state, context)
    answered = signal is not None and signal.answer is not None
    goes = say("signal", "Het antwoord gaat ook weg.") if answered else say("signal", "Dan komt er geen antwoord meer.")
    return Screen(
        FAMILY,
        "sure",
        (say("signal", "Zeker? Wat je vertelde, gaat weg."), goes),
        title=TAKE_BACK.label,
        answers=(SURE,) if signal is not None else (),
        ways=(Button("back", say("signal", "Nee, laat het staan")), MENU),
        token=signal.id if signal is not None else "",
    )


def _back(state: State, _choice: str, context: Context) -> Turn:
    return Turn(_before(state, context))


def _back_view(_state: State, _context: Context) -> Screen:
    return Screen(
        FAMILY,
        "back",
        (
            say("signal", "Teruggenomen. Je woorden en je antwoord zijn weg."),
            say("signal", "Alleen een getal blijft, zonder je naam."),
        ),
        answers=(ON,),
        ways=(MENU,),
    )


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "about": _about,
    "codes": _codes,
    "words": _words,
    "choose": _choose,
    "done": _done,
    "mine": _mine,
    "sure": _sure,
    "back": _back,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "about": _about_view,
    "codes": _codes_view,
    "words": _words_view,
    "choose": _choose_view,
    "done": _done_view,
    "mine": _mine_view,
    "sure": _sure_view,
    "back": _back_view,
}

DIALOG = Dialog(FAMILY, tuple(_STEPS), _advance, _view, household=True)
