"""A reviewed phrase: which one, what is filled in in it, and how the family will read it."""

from __future__ import annotations

from casework import PHRASES, Blank, Message, Phrase, has_phone_number, of_purpose, read
from conversations.context import Case, Context
from conversations.desk.cases import CaseStep, chosen, holds
from conversations.desk.talking.answering import NOT_YOURS, TO_WAYS, at_log, not_typed, sent
from conversations.desk.talking.filling import Option, numbered, options
from conversations.dialog import Turn, Unexpected
from conversations.effects import DeleteMessage
from conversations.events import Choice, DialogEvent, Typed
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.state import State
from texts import Joined, Text, say

__all__ = ["FILL", "PREVIEW", "PURPOSE"]

ON_A_PAGE = 5
"""Options that stand numbered in the text."""
OPTION = "o."


def _ways(case: Case) -> State:
    return State("desk", "phrases", {"case": case.referral.id})


def _phrase(state: State) -> Phrase | None:
    return PHRASES.get(state.text("phrase"))


def _kept(state: State) -> dict[str, str]:
    value = state.data.get("blanks")
    return {key: item for key, item in value.items() if isinstance(item, str)} if isinstance(value, dict) else {}


def _on(state: State, phrase: Phrase, kept: dict[str, str]) -> State:
    """On to what is still to be filled in, else to the preview."""
    step = "preview" if phrase.next_field(kept) is None else "fill"
    return State(
        "desk",
        step,
        {"case": state.text("case"), "purpose": phrase.purpose, "phrase": phrase.id, "blanks": dict(kept)},
    )


# -- which phrase -----------------------------------------------------------------------------------------------------


def _choose(state: State, event: DialogEvent, case: Case, _context: Context) -> Turn:
    if isinstance(event, Typed):
        return Turn(state.go(state.step, typed=True))
    choice = chosen(event)
    if choice == "more":
        return Turn(state.go("purpose", page=state.number("page") + 1))
    phrase = PHRASES.get(choice)
    return Turn(_ways(case) if phrase is None else _on(state, phrase, {}))


def _purpose(state: State, case: Case, context: Context) -> Screen:
    mine = holds(context, case.referral)
    buttons = [Button(phrase.id, phrase.title) for phrase in of_purpose(state.text("purpose"))]
    return Screen(
        dialog="desk",
        step="purpose",
        token=case.referral.id,
        body=(say("desk", "Kies wat je wil zeggen. Het gezin antwoordt met knoppen."), *not_typed(state))
        if mine
        else (NOT_YOURS,),
        answers=paged(buttons, state.number("page")) if mine else (),
        ways=(TO_WAYS, MENU),
    )


# -- what is filled in ------------------------------------------------------------------------------------------------


def _fill(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    phrase, kept = _phrase(state), _kept(state)
    field = phrase.next_field(kept) if phrase is not None else None
    if event == Choice("back") or phrase is None or field is None:
        return Turn(_one_back(state, phrase, kept))
    if event == Choice("more"):
        return Turn(state.go("fill", page=state.number("page") + 1, wrong=""))
    if isinstance(event, Typed):
        if not holds(context, case.referral):
            raise Unexpected
        told = read(field.blank, event.text, context.today)
        if told is None or has_phone_number(event.text):
            return Turn(state.go("fill", wrong="phone" if has_phone_number(event.text) else field.blank))
        return Turn(_on(state, phrase, kept | {field.name: told}), (DeleteMessage(event.message),))
    found, place = options(field.blank, case, context), chosen(event).removeprefix(OPTION)
    if not place.isdecimal() or int(place) >= len(found):
        return Turn(state)
    return Turn(_on(state, phrase, kept | {field.name: found[int(place)].kept}))


def _one_back(state: State, phrase: Phrase | None, kept: dict[str, str]) -> State:
    """To what was filled in last, so that it can be changed; before the first to the phrases of that purpose."""
    done = [field.name for field in phrase.fields if field.name in kept] if phrase is not None else []
    if phrase is None or not done:
        return State("desk", "purpose", {"case": state.text("case"), "purpose": state.text("purpose")})
    return _on(state, phrase, {name: told for name, told in kept.items() if name != done[-1]})


def _fill_view(state: State, case: Case, context: Context) -> Screen:
    phrase, kept = _phrase(state), _kept(state)
    field = phrase.next_field(kept) if phrase is not None else None
    if phrase is None or field is None or not holds(context, case.referral):
        return Screen("desk", "fill", (NOT_YOURS,), token=case.referral.id, ways=(BACK, MENU))
    found = options(field.blank, case, context)
    page = state.number("page")
    lines, buttons = _listed(found, page) if numbered(field.blank) else ((), _buttons(found, page))
    wrong = _WRONG.get(state.text("wrong"))
    return Screen(
        dialog="desk",
        step="fill",
        token=f"{case.referral.id}.{field.name}.{page}",
        body=(phrase.said(kept), *((wrong,) if wrong is not None else ()), field.ask, *lines),
        answers=buttons,
        ways=(BACK, MENU),
        personal=True,
    )


def _buttons(found: tuple[Option, ...], page: int) -> tuple[Button, ...]:
    return paged([Button(f"{OPTION}{n}", option.label) for n, option in enumerate(found)], page)


def _listed(found: tuple[Option, ...], page: int) -> tuple[tuple[Text, ...], tuple[Button, ...]]:
    """A page of options as numbered lines, and their numbers."""
    all_buttons = [Button(f"{OPTION}{n}", say("fill", "{n}", n=n + 1)) for n in range(len(found))]
    buttons = paged(all_buttons, page, ON_A_PAGE)
    shown = [int(b.choice.removeprefix(OPTION)) for b in buttons if b.choice.startswith(OPTION)]
    return tuple(say("fill", "{n}. {option}", n=n + 1, option=found[n].label) for n in shown), buttons


_WRONG = {
    "phone": say("fill", "Zet hier geen telefoonnummer. Het gezin antwoordt in de bot."),
    Blank.DAY: say("fill", "Dat is geen dag. Typ die zoals 24/11."),
    Blank.PAST_DAY: say("fill", "Dat is geen dag. Typ die zoals 24/11."),
    Blank.HOUR: say("fill", "Dat is geen uur. Typ het zoals 14:30."),
    Blank.AMOUNT: say("fill", "Dat is geen bedrag. Typ het zoals 123,45."),
    Blank.WEEKS: say("fill", "Dat is geen getal. Typ het zoals 6."),
    Blank.NAME: say("fill", "Dat is te lang. Typ hoogstens een paar woorden."),
    Blank.PLACE: say("fill", "Dat is te lang. Typ hoogstens een paar woorden."),
    Blank.PER: say("fill", "Kies een knop."),
    Blank.RIGHT: say("fill", "Kies een knop."),
    Blank.PAPER: say("fill", "Kies een knop."),
}


# -- how the family reads it ------------------------------------------------------------------------------------------


def _send(state: State, event: DialogEvent, case: Case, context: Context) -> Turn:
    if isinstance(event, Typed):
        return Turn(state.go(state.step, typed=True))
    phrase, kept = _phrase(state), _kept(state)
    if chosen(event) == "back" or phrase is None or phrase.next_field(kept) is not None:
        return Turn(_one_back(state, phrase, kept))
    message = Message(context.fresh_id, phrase.id, context.now, blanks=kept)
    return Turn(at_log(case), sent(case.referral, message, context))


def _preview(state: State, case: Case, context: Context) -> Screen:
    """What the family will read, with its buttons. The button that sends carries the phrase it sends."""
    phrase = _phrase(state)
    mine = holds(context, case.referral) and phrase is not None
    body: tuple[Text, ...] = (NOT_YOURS,)
    if mine and phrase is not None:
        labels = tuple(answer.label for answer in phrase.answers)
        body = (
            say("desk", "Dit leest het gezin:"),
            phrase.said(_kept(state)),
            say("desk", "Knoppen: {answers}.", answers=Joined(labels, "or")),
            *not_typed(state),
        )
    return Screen(
        dialog="desk",
        step="preview",
        token=case.referral.id,
        body=body,
        answers=(Button(f"send.{state.text('phrase')}", say("desk", "Verstuur")),) if mine else (),
        ways=(BACK, MENU),
        personal=bool(_kept(state)),
    )


PURPOSE = CaseStep(_choose, _purpose)
FILL = CaseStep(_fill, _fill_view)
PREVIEW = CaseStep(_send, _preview)
