"""Notices to coordinators, in private: a number and what to do, never who it is about. No mute holds back a check on
staff."""

from __future__ import annotations

from collections.abc import Callable

from casework import Deed, waiting
from conversations.context import Context, Notice, Referral
from conversations.desk import at_case, at_figures, figures
from conversations.dialog import NoticeKind, Silence, Turn
from conversations.effects import LeaveGroup, SetTeamGroup
from conversations.notices.screens import notice_screen, stay
from conversations.screen import MAX_ANSWERS, Button, Screen
from followups import fence
from texts import Text, Verbatim, say, say_many

__all__ = ["GROUP_LEFT", "KINDS", "about", "private"]

GROUP_LEFT = "left"
"""Instead of a choice about a group: the bot is not in it any more."""

OPEN = Button("open", say("notice", "Open de aanmelding"))


def about(line: Callable[[Referral, Context], Text], *, opens: bool = True) -> Callable[[Notice, Context], Screen]:
    """A notice about one referral: a line with its number and, while there is something to open, a button."""

    def view(notice: Notice, context: Context) -> Screen:
        if notice.referral is None:
            return notice_screen(notice, say("notice", "Deze aanmelding is er niet meer. Je hoeft niets te doen."))
        return notice_screen(notice, line(notice.referral, context), answers=(OPEN,) if opens else ())

    return view


def _open(notice: Notice, _choice: str, _context: Context) -> Turn:
    """Opens the case for who still has a role; the desk decides whether that role covers it."""
    return Turn(at_case(notice.ref))


def _unclaimed(referral: Referral, context: Context) -> Text:
    return say(
        "notice",
        "{number}: {waiting}. Nog niemand nam dit op.",
        number=Verbatim(referral.number),
        waiting=waiting(context.now, referral.since),
    )


def _reply(referral: Referral, _context: Context) -> Text:
    return say("notice", "{number}: het gezin antwoordde.", number=Verbatim(referral.number))


def _lifted(referral: Referral, _context: Context) -> Text:
    return say(
        "notice", "{number}: het gezin zegt dat er nog geen contact was. Neem contact op.", number=_number(referral)
    )


def _family_muted(referral: Referral, _context: Context) -> Text:
    return say("notice", "{number}: het gezin krijgt nu geen berichten. Bel als dat kan.", number=_number(referral))


def _unreachable(referral: Referral, _context: Context) -> Text:
    return say("notice", "{number}: het gezin is niet bereikbaar in de bot. Bel als dat kan.", number=_number(referral))


def _no_contact_yet(referral: Referral, _context: Context) -> Text:
    return say(
        "notice",
        "{number}: er staat nog geen contact bij. Het gezin zit niet in de bot. Kijk hoe je het bereikt.",
        number=_number(referral),
    )


def _unsure(referral: Referral, _context: Context) -> Text:
    return say(
        "notice",
        "{number}: een bericht aan het gezin kwam misschien niet aan. Bel als dat kan.",
        number=_number(referral),
    )


def _go_on(referral: Referral, _context: Context) -> Text:
    return say(
        "notice", "{number}: er staat nog geen contact bij. Lukt het niet? Geef terug.", number=_number(referral)
    )


def _still_helping(referral: Referral, _context: Context) -> Text:
    return say("notice", "{number}: er kwam lang niets nieuws bij. Hoe staat het?", number=_number(referral))


def _wait_over(referral: Referral, _context: Context) -> Text:
    return say("notice", "{number}: het wachten is voorbij. Kijk wat nu kan.", number=_number(referral))


def _came_back(referral: Referral, _context: Context) -> Text:
    return say("notice", "{number}: staat weer in de lijst, want er was nog geen contact.", number=_number(referral))


def _reopened(referral: Referral, _context: Context) -> Text:
    return say("notice", "{number}: is weer open. Jij volgde dit eerder op.", number=_number(referral))


def _erased(referral: Referral, _context: Context) -> Text:
    return say("notice", "{number}: gewist door het gezin. Je hoeft niets te doen.", number=_number(referral))


def _withdrawn(referral: Referral, _context: Context) -> Text:
    return say("notice", "{number}: ingetrokken door het gezin. Je hoeft niets te doen.", number=_number(referral))


def _moved_away(referral: Referral, _context: Context) -> Text:
    return say(
        "notice",
        "{number}: het gezin is verhuisd en vraagt elders hulp. Je hoeft niets te doen.",
        number=_number(referral),
    )


def _joined(referral: Referral, _context: Context) -> Text:
    return say("notice", "{number}: hier hoort nu ook een andere aanmelding bij.", number=_number(referral))


def _number(referral: Referral) -> Verbatim:
    return Verbatim(referral.number)


def _team_group(notice: Notice, context: Context) -> Screen:
    """*Is this the team group?*: one yes for each municipality that this person coordinates."""
    if notice.chosen == GROUP_LEFT:
        left = say("notice", "De bot zit niet meer in die groep. Voeg de bot opnieuw toe als je wil.")
        return notice_screen(notice, left)
    towns = _coordinated(context)
    yes = tuple(Button(_yes_to(town), _yes(town, context)) for town in towns[: MAX_ANSWERS - 1])
    return notice_screen(
        notice,
        say("notice", "De bot zit nu in een groep. Is dit jouw teamgroep?"),
        say("notice", "Iedereen in de groep ziet dan nummers van aanmeldingen."),
        answers=(*yes, Button("no", say("notice", "Nee, verlaat de groep"))),
    )


def _coordinated(context: Context) -> list[str]:
    return sorted({member.municipality for member in context.staff})


def _yes_to(town: str) -> str:
    """The choice for a municipality: short, however long its id is."""
    return f"y.{fence(town)}"


def _yes(town: str, context: Context) -> Text:
    municipality = context.catalogue.municipalities.get(town)
    return say("notice", "Ja, van {town}", town=Verbatim(municipality.name if municipality is not None else town))


def _confirmed(notice: Notice, choice: str, context: Context) -> Turn:
    group, turn = int(notice.ref), stay(context)
    if choice == "no":
        return Turn(turn.state, (LeaveGroup(group),), card=False)
    towns = [town for town in _coordinated(context) if _yes_to(town) == choice]
    made = tuple(SetTeamGroup(town, group) for town in towns)
    if (turn.state.dialog, turn.state.step) == ("desk", "welcome") and made:  # it says how to make a group
        return Turn(turn.state.go("welcome", grouped=True), made, fresh=True)
    return Turn(turn.state, made, card=False)


def _figures(notice: Notice, context: Context) -> Screen:
    """Figures of a municipality that nobody checked in time: how many, what that does, and whom to give the list."""
    n, town = figures.how_many(notice.ref, context), figures.name_of_town(notice.ref, context)
    if not n:
        return notice_screen(
            notice, say("notice", "{town}: alle cijfers zijn nu nagekeken. Je hoeft niets te doen.", town=town)
        )
    return notice_screen(
        notice,
        say_many(
            "notice",
            "{town}: {n} cijfer werd niet op tijd nagekeken.",
            "{town}: {n} cijfers werden niet op tijd nagekeken.",
            n,
            town=town,
        ),
        say("notice", "Daarom zegt de bot minder zeker of een recht past."),
        say("notice", "Geef de lijst door aan wie de cijfers bijhoudt."),
        answers=(Button("figures", say("notice", "Bekijk de cijfers")),),
    )


def _to_figures(notice: Notice, _choice: str, _context: Context) -> Turn:
    """The list, for who still has a role; the desk decides of which municipality."""
    return Turn(at_figures(notice.ref))


def private(name: str, view: Callable[[Notice, Context], Screen], *, opens: bool = True) -> NoticeKind:
    """A kind of notice to one coordinator, which may open its case."""
    return NoticeKind(name, view, _open if opens else None, silence=Silence.NEVER, deed=Deed.READ_QUEUE)


KINDS = (
    private("unclaimed", about(_unclaimed)),
    private("reply", about(_reply)),
    private("lifted", about(_lifted)),
    private("family_muted", about(_family_muted)),
    private("unreachable", about(_unreachable)),
    private("unsure", about(_unsure)),
    private("no_contact_yet", about(_no_contact_yet)),
    private("joined", about(_joined)),
    private("go_on", about(_go_on)),
    private("still_helping", about(_still_helping)),
    private("wait_over", about(_wait_over)),
    private("came_back", about(_came_back)),
    private("reopened", about(_reopened)),
    private("erased", about(_erased, opens=False), opens=False),
    private("withdrawn", about(_withdrawn, opens=False), opens=False),
    private("moved_away", about(_moved_away, opens=False), opens=False),
    NoticeKind("figures", _figures, _to_figures, silence=Silence.NEVER, deed=Deed.READ_QUEUE),
    NoticeKind("team_group", _team_group, _confirmed, unasked=False, silence=Silence.NEVER, deed=Deed.CONFIRM_GROUP),
)
