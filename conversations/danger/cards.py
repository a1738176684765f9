"""What is shown when words of danger were typed: whom to call, and then whatever the person wants.

Shown at once, before anything else is done with what was typed; that itself is kept nowhere. The state holds what kind
of danger it may be, and Telegram's number of the message, so that the person can have it deleted. Nobody is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations import direct, home, minors, towns
from conversations.context import Context
from conversations.danger.matching import Category, Sign, read_table, recognise
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import Count, DeleteMessage, Effect, SetLanguage
from conversations.events import Choice, DialogEvent, Typed
from conversations.helplines import (
    AMBULANCE,
    CAW,
    CHILDREN,
    LISTENING,
    LISTENING_FRENCH,
    MACHINE,
    MISSING_CHILD,
    POISON,
    POLICE,
    SUICIDE,
    VIOLENCE,
    VIOLENCE_FRENCH,
    line,
)
from conversations.home import Hat
from conversations.languages import LANGUAGES
from conversations.screen import MENU, Button, Screen
from conversations.state import State
from texts import Text, Verbatim, say

__all__ = ["DIALOG", "heed"]


@dataclass(frozen=True, slots=True)
class Card:
    """A category: its neutral title (None: nothing stands before the first number), its lines, and what may follow.

    `gentle` is said in place of `now` where nothing seems to be the matter at this moment; `nearby`: with the people of
    the municipality in front; `french`: for who reads French; `chat`: where people can write instead of calling.
    """

    lines: tuple[Text, ...]
    gentle: Text
    now: Text | None = None
    title: Text | None = None
    nearby: bool = False
    french: tuple[Text, ...] = ()
    chat: Button | None = None


def _said(number: str, text: Text) -> Text:
    return line(number, text).line


_POLICE = _said(POLICE, say("danger", "{number}: politie, bij gevaar nu"))
_AT_HOME = _said(VIOLENCE, say("danger", "{number}: praten over thuis, ook zonder naam"))
_AT_HOME_FRENCH = _said(VIOLENCE_FRENCH, say("danger", "{number}: praten over thuis, in het Frans"))
_AMBULANCE = _said(AMBULANCE, say("danger", "{number}: bij gevaar nu"))
_WOUNDED = _said(AMBULANCE, say("danger", "{number}: als iemand gewond is"))
_CAW = _said(CAW, say("helplines", "{number}: CAW, bij schulden, wonen of ruzie"))
_AWEL = _said(CHILDREN, say("helplines", "{number}: Awel, voor kinderen en jongeren"))
_BETTER = say("danger", "Gaat het nu beter? Praten mag altijd.")
_CHAT_AT_HOME = Button("chat", say("danger", "💬 Chat met 1712"), url="https://www.1712.be")

CARDS: Mapping[Category, Card] = {
    Category.MEDICAL: Card(
        (
            _said(POISON, say("danger", "{number}: Antigifcentrum, bij gif of pillen")),
            say("danger", "Aan de telefoon zeggen ze wat je kan doen."),
        ),
        now=_said(AMBULANCE, say("danger", "{number}: bel nu een ziekenwagen")),
        gentle=_said(AMBULANCE, say("danger", "{number}: als het erger wordt. Gaat het beter? Bel je huisarts.")),
    ),
    Category.SUICIDE: Card(
        (
            _said(SUICIDE, say("danger", "{number}: denk je aan doodgaan? Dag en nacht.")),
            _said(LISTENING, say("helplines", "{number}: Tele-Onthaal, iemand die luistert")),
            _AMBULANCE,
        ),
        now=say("danger", "Dit klinkt zwaar. Je bent niet alleen."),
        gentle=_BETTER,
        title=say("danger", "💬 Praat met iemand"),
        french=(_said(LISTENING_FRENCH, say("danger", "{number}: iemand die luistert, in het Frans")),),
        chat=Button("chat", say("danger", "💬 Chat met Tele-Onthaal"), url="https://www.tele-onthaal.be"),
    ),
    Category.CHILD: Card(
        (
            _POLICE,
            _WOUNDED,
            _AT_HOME,
            _AWEL,
            _said(MISSING_CHILD, say("danger", "{number}: een kind is weg")),
        ),
        gentle=_BETTER,
        title=say("danger", "📞 Hulp voor een kind"),
        chat=_CHAT_AT_HOME,
    ),
    Category.VIOLENCE: Card(
        (
            _POLICE,
            _WOUNDED,
            _AT_HOME,
        ),
        gentle=_BETTER,
        title=say("danger", "📞 Opvang en hulp"),
        french=(_AT_HOME_FRENCH,),
        chat=_CHAT_AT_HOME,
    ),
    Category.EVICTION: Card(
        (_CAW, _AMBULANCE),
        now=say("danger", "Wacht niet. Neem je brief mee, als die er is."),
        gentle=say("danger", "Kreeg je een brief? Laat die snel lezen."),
        title=say("danger", "🏠 Je huis"),
        nearby=True,
    ),
    Category.HUNGER: Card(
        (_CAW, _AMBULANCE),
        now=say("danger", "Zeg daar dat er vandaag geen eten is."),
        gentle=_BETTER,
        title=say("danger", "🍞 Eten"),
        nearby=True,
    ),
}


def heed(event: Typed, context: Context) -> Turn | None:
    """The turn for typed words of danger, whatever the person was doing; None where there are none."""
    sign = recognise(event.text)
    if sign is None:
        return None
    shown: dict[str, str | bool | int] = {
        "about": sign.category.value,
        "gentle": sign.gentle,
        "message": event.message,
        "call": _call(sign, context),
    }
    effects: list[Effect] = [Count(f"danger:{sign.category}:{context.today}")]
    known = [language for language in sign.languages if language in LANGUAGES]
    if context.chat.language is None and len(sign.languages) == 1 and known:
        effects.append(SetLanguage(known[0]))
    return Turn(State("danger", "danger", dict(shown)).over(context.chat.state), tuple(effects), fresh=True)


def _call(sign: Sign, context: Context) -> str:
    """The language in which *call 112* is said first: that of the words, where the card will be in another."""
    shown_in = context.chat.language or (sign.languages[0] if len(sign.languages) == 1 else "")
    known = shown_in in LANGUAGES and shown_in in sign.languages
    return "" if known else sign.languages[0]


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """On with what the person was doing, or a request for help, or the message is deleted."""
    match event:
        case Choice("help"):
            young = {"young": True} if minors.is_young(state.under) else {}
            return direct.turn(context, urgent=True, **young, **home.begun(state.under))
        case Choice("wipe"):
            return Turn(state.go("danger", message=0, wiped=True), (DeleteMessage(state.number("message")),))
        case Choice("back"):
            return Turn(state.under if state.under is not None else home.of(context))
    raise Unexpected


def view(state: State, context: Context) -> Screen:
    """Whom to call, first. Who is under 18 reads Awel before the others, but never before an ambulance."""
    about = state.text("about")
    category = Category(about) if about in list(Category) else Category.VIOLENCE
    card, gentle = CARDS[category], bool(state.data.get("gentle"))
    first = card.gentle if gentle else card.now
    awel = (_AWEL,) if minors.is_young(state.under) and category is not Category.MEDICAL else ()
    wipes = (Button("wipe", say("danger", "Wis dit bericht")),) if state.number("message") else ()
    return Screen(
        "danger",
        "danger",
        (
            *_in_their_words(state),
            *awel,
            *(towns.urgent_lines(context) if card.nearby else ()),
            *((first,) if first is not None else ()),
            *(text for text in card.lines if text not in awel),
            *(card.french if context.chat.language == "fr" and not awel else ()),
            MACHINE,
            *_afterwards(category, state),
        ),
        title=card.title,
        answers=(
            *_help(state, context),
            *((card.chat,) if card.chat is not None else ()),
            *wipes,
        ),
        ways=(Button("back", say("danger", "Ga verder")), *((MENU,) if context.chat.language else ())),
        token=category.value,
    )


def _help(state: State, context: Context) -> tuple[Button, ...]:
    """A parent may ask to be called, where somebody would; whose municipality is not known yet is shown whom to ask
    there. A child is not asked for a file, and who works for a town writes about others."""
    if home.hat(context) not in (Hat.FAMILY, None) or minors.is_child(state.under):
        return ()
    family = context.household
    calls = bool(context.staffed) if family is None else family.municipality in context.staffed
    if calls:
        return (Button("help", say("danger", "👤 Bel mij op een werkdag")),)
    return (Button("help", say("danger", "👤 Vraag hulp")),) if family is None else ()


def _afterwards(category: Category, state: State) -> tuple[Text, ...]:
    """About what was typed: that it is gone, or who else may read it."""
    if state.data.get("wiped"):
        return (say("danger", "Je bericht is gewist."),)
    return (say("danger", "Leest er iemand mee? Wis je bericht."),) if category is Category.VIOLENCE else ()


def _in_their_words(state: State) -> tuple[Text, ...]:
    """*Call 112*, in the language that was typed, if the card is in another."""
    words = read_table().languages.get(state.text("call"))
    return (say("danger", "{words}", words=Verbatim(words.call)),) if words is not None else ()


DIALOG = Dialog("danger", ("danger",), advance, view)
