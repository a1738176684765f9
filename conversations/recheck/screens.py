"""The question whether a household may be looked at again, and what is new for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations import privacy
from conversations.context import Context, News
from conversations.dialog import Turn, of_taps
from conversations.effects import AllowRecheck, SaveAnswers
from conversations.findings import household_of, report_of
from conversations.languages import SOURCE
from conversations.lists import LIST, short
from conversations.recheck.places import home_of_plan
from conversations.screen import BACK, MENU, Button, Screen
from conversations.state import State
from rights import Verdict, VerdictKind, without_stale
from rights.news import Because
from rights.watching import is_likely
from texts import Day, Text, say

__all__ = ["DIALOG"]

ON_A_PAGE = 3
"""Three rights with their reasons fill a screen."""

YES = Button("yes", say("recheck", "Ja, kijk opnieuw"))
NO = Button("no", say("recheck", "Nee, dank je"))
QUESTION = Button("ask", say("recheck", "Beantwoord de vraag"))
ALL = Button("all", say("recheck", "Bekijk al je rechten"))


def _ask(state: State, choice: str, context: Context) -> Turn:
    family = household_of(context)
    back = home_of_plan(bool(family.steps))
    if state.text("from") == "mydata":
        back = State("mydata", "consents").over(LIST)
    if choice == "back" or not family.kept or family.recheck is (choice == "yes"):
        return Turn(back)
    return Turn(back, (AllowRecheck(choice == "yes", privacy.VERSION, context.chat.language or SOURCE),))


def _ask_view(_state: State, context: Context) -> Screen:
    allowed = household_of(context).recheck
    chosen = {
        None: (),
        True: (say("recheck", "Nu koos je: ja."),),
        False: (say("recheck", "Nu koos je: nee."),),
    }
    return Screen(
        "recheck",
        "ask",
        (
            say("recheck", "Mag ik je rechten later opnieuw bekijken?"),
            say("recheck", "Een kind wordt ouder. Een regel verandert. Dan past er soms iets nieuws."),
            say("recheck", "Je krijgt dan een bericht, hoogstens 1 keer per maand."),
            say("recheck", "Stoppen kan altijd: Menu, Jouw gegevens."),
            *chosen[allowed],
        ),
        title=say("recheck", "Later opnieuw kijken"),
        answers=(YES, NO),
        ways=(BACK, MENU),
    )


def _news(context: Context) -> list[tuple[News, Verdict]]:
    """What was told last, as far as it is still so."""
    now = {verdict.key: verdict for verdict in report_of(context).verdicts if not verdict.held}
    news = [(one, now[one.key]) for one in household_of(context).watch.news if one.key in now]
    return [(one, v) for one, v in news if is_likely(v) or (one.asks and v.kind is VerdictKind.ONE_MORE_ANSWER)]


def _told(state: State, choice: str, context: Context) -> Turn:
    match choice:
        case "back" | "all":
            return Turn(LIST)
        case "more":
            return Turn(state.go("news", page=state.number("page") + 1))
        case "ask":
            answers = household_of(context).answers
            known = without_stale(context.pass_catalogue, answers, context.today)
            return Turn(State("interview", "ask"), (SaveAnswers(known),) if known != answers else ())
    return Turn(State("results", "card", {"right": choice, "from": "news"}))


def _news_view(state: State, context: Context) -> Screen:
    news, found = _news(context), report_of(context)
    pages = max(1, -(-len(news) // ON_A_PAGE))
    page = state.number("page") % pages
    here = news[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    more = (Button("more", say("recheck", "Toon meer")),) if pages > 1 else ()
    question = (QUESTION,) if any(one.asks for one, _ in here) else ()
    return Screen(
        "recheck",
        "news",
        (_intro(here), *(_line(one, short(verdict, found)) for one, verdict in here)),
        title=say("recheck", "Nieuw voor je gezin"),
        answers=(*(Button(v.key, short(v, found)) for one, v in here if not one.asks), *question, *more, ALL),
        ways=(BACK, MENU),
        token=str(page),
    )


def _intro(news: list[tuple[News, Verdict]]) -> Text:
    if not news:
        return say("recheck", "Er is nu niets nieuws meer.")
    if all(one.asks for one, _ in news):
        return say("recheck", "Misschien past er iets nieuws bij je gezin.")
    return say("recheck", "Dit past nu waarschijnlijk bij je gezin:")


def _line(one: News, right: Text) -> Text:
    """One right, and why it is new."""
    reason = one.reason
    if one.asks:
        return say("recheck", "{right}: daarvoor vraag ik iets opnieuw.", right=right)
    match reason.because:
        case Because.AGE:
            return say("recheck", "{right}: je kind wordt {years} jaar.", right=right, years=reason.years)
        case Because.HIGHER if reason.on is not None:
            return say("recheck", "{right}: sinds {day} is de grens hoger.", right=right, day=Day(reason.on))
        case Because.DAY:
            return say("recheck", "{right}: dat kan vanaf nu.", right=right)
    return say("recheck", "{right}: de regels zijn veranderd.", right=right)


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {"ask": _ask, "news": _told}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {"ask": _ask_view, "news": _news_view}

DIALOG = of_taps("recheck", _STEPS, _VIEWS, household=True)
