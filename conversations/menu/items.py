"""The lines of the menu: for whom each is, where it leads, and which of them stand on the first screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from conversations import careplan, home, mydata, roster, second, waiting
from conversations.commands import stop
from conversations.context import Context
from conversations.desk.charting import at_charts
from conversations.dialog import Turn
from conversations.home import Hat, is_about_family
from conversations.meeting.places import AGENDA, LOOK
from conversations.minors import YOUNG, at_age
from conversations.screen import MAX_ANSWERS, Button, paged
from conversations.searching import at_search
from conversations.signals.places import AT_DESK, at_mine, at_rights, may_tell, news
from conversations.state import State
from texts import Text, say

__all__ = ["ITEMS", "Item", "choose", "first", "is_about_family", "named", "rest"]


class Item(NamedTuple):
    """A line of the menu: for whom it is, and where it leads (`state` is where the menu is now)."""

    choice: str
    label: Text
    shown: Callable[[Context], bool]
    go: Callable[[State, Context], Turn]


def _step(step: str) -> Callable[[State, Context], Turn]:
    return lambda state, _context: Turn(state.go(step, page=0))


def _leave(dialog: str, step: str) -> Callable[[State, Context], Turn]:
    return lambda _state, _context: Turn(State(dialog, step))


def _always(_context: Context) -> bool:
    return True


def _known(context: Context) -> bool:
    """There is something in this chat that another reader of the phone must not see."""
    return bool(context.members or context.roster)


def _staff(context: Context) -> bool:
    return home.hat(context) is Hat.COORDINATOR


def _volunteer(context: Context) -> bool:
    return home.hat(context) is Hat.VOLUNTEER


def _admin(context: Context) -> bool:
    return home.hat(context) is Hat.ADMIN


def _partner(context: Context) -> bool:
    return home.hat(context) is Hat.PARTNER


def _hears(context: Context) -> bool:
    """Works here, and has no other place where the messages are stopped."""
    return home.hat(context) in (Hat.COORDINATOR, Hat.ADMIN, Hat.PARTNER)


def _may_code(context: Context) -> bool:
    return home.hat(context) in (Hat.COORDINATOR, Hat.ADMIN) and second.is_offered(context)


def _open(context: Context) -> bool:
    """A household is open, and it is what this chat is about now."""
    return context.household is not None and is_about_family(context)


def _looks_around(context: Context) -> bool:
    """No household is open: whoever is under 18 has none of their own."""
    return context.household is None and is_about_family(context)


def _started(context: Context) -> bool:
    return _open(context) and context.household is not None and bool(context.household.answers)


def _has_plan(context: Context) -> bool:
    return _started(context) and context.household is not None and bool(context.household.steps)


def _screened(context: Context) -> bool:
    """All questions were answered once."""
    return _started(context) and context.household is not None and context.household.screened_at is not None


def _not_started(context: Context) -> bool:
    """Nothing was answered: of all that can change, only the town means something."""
    return _open(context) and not _started(context)


def _not_screened(context: Context) -> bool:
    return _open(context) and not _screened(context)


def _has_no_plan(context: Context) -> bool:
    """Once there is a plan, that stands first, and what was found behind it."""
    return _started(context) and not _has_plan(context)


def _may_plan(context: Context) -> bool:
    return _screened(context) and not _has_plan(context)


def _asked_help(context: Context) -> bool:
    return _open(context) and context.household is not None and context.household.referral is not None


def _waits(context: Context) -> bool:
    return _open(context) and waiting.waits(context)


def _has_appointment(context: Context) -> bool:
    """Something is proposed or agreed."""
    household = context.household
    return _open(context) and household is not None and any(not one.over for one in household.appointments)


def _not_asked_help(context: Context) -> bool:
    return _open(context) and not _asked_help(context)


def _has_care_plan(context: Context) -> bool:
    return _open(context) and careplan.has_plan(context)


def _of_helper(context: Context) -> bool:
    return _open(context) and context.household is not None and context.household.kind == "helper"


def _of_parent(context: Context) -> bool:
    return _open(context) and context.household is not None and context.household.kind == "own"


def _helps(context: Context) -> bool:
    return is_about_family(context) and bool(roster.families(context))


def _helps_nobody(context: Context) -> bool:
    return is_about_family(context) and not roster.families(context)


def _several(context: Context) -> bool:
    """A coordinator may have a family, and anybody may help one."""
    return bool(context.members) or home.several(context)


def _may_tell(context: Context) -> bool:
    return _started(context) and may_tell(context)


def _tell(state: State, context: Context) -> Turn:
    return Turn(at_rights(state.under if state.under is not None else home.of(context)))


def _has_news(context: Context) -> bool:
    return _open(context) and news(context)


def _to_news(state: State, context: Context) -> Turn:
    return Turn(at_mine(state.under if state.under is not None else home.of(context)))


def _ask_help(_state: State, context: Context) -> Turn:
    """Whose request was closed not long ago may go on with it."""
    rested = context.household is not None and context.household.rested is not None
    return Turn(State("helping", "mine" if rested else "consent"))


def _own_data(_state: State, context: Context) -> Turn:
    return Turn(mydata.at_own(context))


def _to_question(_state: State, context: Context) -> Turn:
    return Turn(waiting.first(context) or home.of(context))


def _families(_state: State, context: Context) -> Turn:
    return Turn(roster.at_list(context))


def _before(state: State, context: Context) -> State:
    """The settings of the extra code, over where the menu was opened."""
    return second.at_settings(state.under if state.under is not None else home.of(context), context)


ITEMS = (
    Item("queue", say("menu", "Naar de wachtlijst"), _staff, _leave("desk", "queue")),
    Item("tasks", say("menu", "Naar mijn taken"), _volunteer, _leave("volunteer", "home")),
    Item("invite", say("menu", "Nodig iemand uit"), _staff, _leave("desk", "invite")),
    Item("admin", say("menu", "Beheer de rollen"), _admin, _leave("admin", "home")),
    Item("partner", say("menu", "Naar mijn organisatie"), _partner, _leave("organisation", "home")),
    Item("waits", waiting.WAITS.label, _waits, _to_question),
    Item("news", say("menu", "Er is een antwoord"), _has_news, _to_news),
    Item("go", say("menu", "Ga verder"), is_about_family, lambda _state, context: Turn(home.of(context))),
    Item("found", say("menu", "Wat we vonden"), _has_no_plan, _leave("results", "list")),
    Item("plan", say("menu", "Stappenplan"), _has_plan, _leave("plan", "all")),
    Item("careplan", say("menu", "Zorgplan"), _has_care_plan, _leave("careplan", "plan")),
    Item("request", say("menu", "👤 Mijn aanmelding"), _asked_help, _leave("helping", "mine")),
    Item("request", say("menu", "👤 Vraag hulp"), _not_asked_help, _ask_help),
    Item("meeting", say("menu", "📅 Mijn afspraak"), _has_appointment, lambda _state, _context: Turn(LOOK)),
    Item("urgent", say("menu", "🆘 Dringende hulp"), _always, _step("urgent")),
    Item("language", say("menu", "🌐 Taal"), _always, _step("language")),
    Item("hide", say("menu", "Verberg dit"), _always, _leave("hidden", "card")),
    Item("families", say("menu", "Gezinnen die je helpt"), _helps, _families),
    Item("privacy", say("menu", "🔒 Jouw gegevens"), _always, _own_data),
    Item("found", say("menu", "Wat we vonden"), _has_plan, _leave("results", "list")),
    Item("later", say("menu", "Later verder"), _not_screened, _leave("interview", "paused")),
    Item("young", YOUNG.label, _looks_around, lambda _state, _context: Turn(at_age())),
    Item("switch", say("menu", "Iets anders doen"), _several, _leave("roles", "choose")),
    Item("work", say("menu", "Mijn werk"), _staff, _leave("away", "home")),
    Item("agenda", say("menu", "Mijn afspraken"), _staff, lambda _state, _context: Turn(AGENDA)),
    Item("charts", say("menu", "Cijfers van je team"), _staff, lambda _state, context: Turn(at_charts(context))),
    Item("find", say("find", "Zoek een recht"), _always, lambda _state, context: Turn(at_search(context))),
    Item("answers", say("menu", "✏️ Mijn antwoorden"), _started, _leave("answers", "topics")),
    Item("moved", say("menu", "🏠 Verhuisd"), _not_started, _leave("moving", "town")),
    Item("change", say("menu", "Er is iets veranderd"), _started, _leave("change", "choose")),
    Item("take", say("menu", "📄 Neem je rechten mee"), _screened, _leave("documents", "choose")),
    Item("plan", say("menu", "Stappenplan"), _may_plan, _leave("plan", "all")),
    Item("file", say("menu", "Over dit gezin"), _of_helper, _leave("linking", "file")),
    Item("pin", say("menu", "Code op deze chat"), _known, _leave("hidden", "set")),
    Item("join", say("menu", "Andere ouder"), _of_parent, _leave("linking", "join")),
    Item("readers", say("menu", "Wie leest mee?"), _of_parent, _leave("linking", "readers")),
    Item("later", say("menu", "Later verder"), _screened, _leave("interview", "paused")),
    Item("help_family", roster.HELP.label, _helps_nobody, _families),
    Item("signal", say("menu", "Iets is moeilijk"), _may_tell, _tell),
    Item("erase", say("menu", "Wis alles"), is_about_family, _step("erase")),
    Item("signals", say("menu", "Signalen"), _staff, lambda _state, _context: Turn(AT_DESK)),
    Item("second", say("menu", "Extra code"), _may_code, lambda state, context: Turn(_before(state, context))),
    Item("stop", say("menu", "Stop berichten"), _hears, lambda _state, context: stop(context)),
)
"""In the order of what is needed most: what does not fit on the first screen of the menu stands behind *more*."""

MORE = Button("rest", say("menu", "Meer"))


def _shown(context: Context) -> tuple[Button, ...]:
    return tuple(Button(item.choice, item.label) for item in ITEMS if item.shown(context))


def first(context: Context) -> tuple[Button, ...]:
    """The first screen: eight lines, the last of them leading to the rest where there are more."""
    shown = _shown(context)
    return shown if len(shown) <= MAX_ANSWERS else (*shown[: MAX_ANSWERS - 1], MORE)


def rest(context: Context, page: int) -> tuple[Button, ...]:
    """What stands behind *more*, paged."""
    shown = _shown(context)
    return paged(shown[MAX_ANSWERS - 1 :] if len(shown) > MAX_ANSWERS else shown, page)


def named(context: Context, *choices: str) -> tuple[Button, ...]:
    """These lines, as far as they are for this chat."""
    return tuple(button for button in _shown(context) if button.choice in choices)


def choose(state: State, choice: str, context: Context) -> Turn:
    """Where a line leads."""
    if choice == MORE.choice:
        return Turn(state.go("more", page=0))
    if choice == "more":
        return Turn(state.go("more", page=state.number("page") + 1))
    chosen = next((item for item in ITEMS if item.choice == choice and item.shown(context)), None)
    return chosen.go(state, context) if chosen is not None else Turn(state)
