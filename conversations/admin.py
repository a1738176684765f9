"""The admin of a municipality: who has a role there, who may come, and which figures nobody checked. No family, no
queue and no case ever comes in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework import Deed, Policy, Role, invited_by
from conversations import leaving
from conversations.context import Context, Member
from conversations.desk import figures, inviting
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.effects import Audience, Notify, RemoveMember, ResetFactor, ShowLink
from conversations.events import Choice, DialogEvent
from conversations.screen import BACK, MENU, Button, Screen, paged
from conversations.signals.places import at_counts
from conversations.staffing import RoleHolder
from conversations.state import State
from conversations.towns import named
from followups import BRUSSELS, fence
from rights.signoff import unsigned
from texts import Day, Text, Verbatim, say, say_many

__all__ = ["DIALOG", "HOME", "how_it_works"]

HOME = State("admin", "home")
ON_A_PAGE = 7
MARK = 10
"""Characters that name a colleague in a button: Telegram's id of somebody is nobody's business."""
TO_HOME = Button("home", say("admin", "Naar beheer"))

ROLES: Mapping[str, Text] = {
    Role.COORDINATOR: say("admin", "coördinator"),
    Role.VOLUNTEER: say("admin", "vrijwilliger"),
    Role.PARTNER: say("admin", "partner"),
    Role.ADMIN: say("admin", "beheerder"),
}


def how_it_works() -> tuple[Text, ...]:
    """What an admin does here."""
    return (
        say("admin", "Je nodigt coördinatoren, vrijwilligers en partners uit. Je kan hun rol ook stoppen."),
        say("admin", "Gezinnen en aanmeldingen zie je niet."),
    )


def advance(state: State, event: DialogEvent, context: Context) -> Turn:
    """A tap of an admin."""
    if not isinstance(event, Choice):
        raise Unexpected
    settled = _settled(state, context)
    if event.choice == "home" or (event.choice == "back" and settled.step != "end"):
        return Turn(HOME)
    return _STEPS[settled.step](settled, event.choice, context)


def view(state: State, context: Context) -> Screen:
    """The screen of a step."""
    settled = _settled(state, context)
    return _VIEWS[settled.step](settled, context)


def _settled(state: State, context: Context) -> State:
    """The state; whose colleague is gone meanwhile is at the list again."""
    about_somebody = state.step in ("member", "end")
    return State("admin", "members") if about_somebody and _chosen(state, context) is None else state


def _mark(colleague: RoleHolder) -> str:
    return fence("colleague", str(colleague.chat), colleague.municipality, colleague.role)[:MARK]


def _chosen(state: State, context: Context) -> RoleHolder | None:
    return next((one for one in context.staffing.holders if _mark(one) == state.text("who")), None)


def _mine(context: Context) -> tuple[Member, ...]:
    return context.doing(Deed.SEE_MEMBERS)


def _may_end(colleague: RoleHolder, context: Context) -> bool:
    """Whether this chat may end that role: one that it could give, in a municipality of its own."""
    return any(
        member.municipality == colleague.municipality and colleague.role in invited_by(member.role)
        for member in context.doing(Deed.END_ROLES)
    )


def _may_reset(colleague: RoleHolder, context: Context) -> bool:
    here = any(m.municipality == colleague.municipality for m in context.doing(Deed.RESET_CODES))
    return here and colleague.coded and colleague.chat != context.chat.id


def _home(_state: State, choice: str, _context: Context) -> Turn:
    return Turn(at_counts(HOME) if choice == "signals" else State("admin", choice))


def _members(state: State, choice: str, _context: Context) -> Turn:
    if choice == "more":
        return Turn(state.go("members", page=state.number("page") + 1))
    return Turn(State("admin", "member", {"who": choice.removeprefix("m.")}))


def _member(state: State, choice: str, context: Context) -> Turn:
    colleague = _chosen(state, context)
    if choice == "reset" and colleague is not None and _may_reset(colleague, context):
        told = Notify(Audience("chat", chat=colleague.chat), "code_reset", colleague.municipality)
        return Turn(state.go("member", done=True), (ResetFactor(colleague.chat, colleague.municipality), told))
    return Turn(state.go("end") if choice == "end" else State("admin", "members"))


def _end(state: State, choice: str, context: Context) -> Turn:
    """The role ends with a yes; whose it was is told, and sees nothing of it from this moment on."""
    colleague = _chosen(state, context)
    if choice != "yes" or colleague is None or not _may_end(colleague, context):
        return Turn(state.go("member"))
    ended = RemoveMember(colleague.chat, colleague.municipality, colleague.role)
    told = Notify(
        Audience("chat", chat=colleague.chat), "role_ended", f"{colleague.municipality}:{colleague.role}"[:40]
    )
    return Turn(State("admin", "members"), (ended, told))


def _invite(state: State, choice: str, context: Context) -> Turn:
    if choice == "more":
        return Turn(state.go("invite", page=state.number("page") + 1, shown=False))
    subject = inviting.subject_of(choice, _mine(context))
    return Turn(state.go("invite", shown=True), (ShowLink("invite", subject),), fresh=True) if subject else Turn(state)


def _figures(state: State, choice: str, _context: Context) -> Turn:
    step = "town" if choice == "other" else "page"
    return Turn(state.go("figures", **{"page": 0, step: state.number(step) + 1}))


def _leave(state: State, choice: str, context: Context) -> Turn:
    return leaving.leave(state, choice, _mine(context), context)


def _home_view(_state: State, context: Context) -> Screen:
    return Screen(
        "admin",
        "home",
        (say("admin", "Wat wil je doen?"),),
        title=say("admin", "Dag, {name}", name=Verbatim(_mine(context)[0].name)),
        answers=(
            Button("members", say("admin", "Medewerkers")),
            Button("invite", say("admin", "Nodig iemand uit")),
            Button("figures", say("admin", "Cijfers")),
            Button("signals", say("admin", "Signalen in cijfers")),
            leaving.STOP,
        ),
        ways=(MENU,),
    )


def _members_view(state: State, context: Context) -> Screen:
    """Everybody by name and role. Names of families never stand here."""
    buttons = [
        Button(f"m.{_mark(one)}", say("admin", "{name}, {role}", name=Verbatim(one.name or "?"), role=ROLES[one.role]))
        for one in context.staffing.holders
        if one.role in ROLES
    ]
    return Screen(
        "admin",
        "members",
        (
            say_many("admin", "{n} rol in je gemeente.", "{n} rollen in je gemeente.", len(buttons)),
            say("admin", "Kies iemand."),
        ),
        title=say("admin", "Medewerkers"),
        answers=paged(buttons, state.number("page"), ON_A_PAGE),
        ways=(BACK, MENU),
        token=str(state.number("page")),
    )


def _member_view(state: State, context: Context) -> Screen:
    colleague = _chosen(state, context)
    assert colleague is not None, "settled"
    own = colleague.chat == context.chat.id
    return Screen(
        "admin",
        "member",
        (
            _role_line(colleague, context),
            say("admin", "Sinds {day}.", day=Day(colleague.since.astimezone(BRUSSELS).date())),
            *_coded(colleague, context),
            *((say("admin", "Dit ben jij. Stoppen doe je bij Beheer."),) if own else ()),
            *((_RESET,) if state.data.get("done") else ()),
        ),
        title=say("admin", "{name}", name=Verbatim(colleague.name or "?")),
        answers=(
            *((Button("end", say("admin", "Stop deze rol")),) if _may_end(colleague, context) and not own else ()),
            *((Button("reset", say("admin", "Zet de code af")),) if _may_reset(colleague, context) else ()),
            Button("list", say("admin", "Naar de lijst")),
        ),
        ways=(BACK, MENU),
        token=_mark(colleague),
    )


def _role_line(colleague: RoleHolder, context: Context) -> Text:
    town = named(colleague.municipality, context)
    return say("admin", "Rol: {role} in {town}.", role=ROLES.get(colleague.role, Verbatim("?")), town=town)


def _coded(colleague: RoleHolder, context: Context) -> tuple[Text, ...]:
    if context.staffing.second is Policy.OFF or colleague.role not in (Role.COORDINATOR, Role.ADMIN):
        return ()
    return (say("admin", "Extra code: aan.") if colleague.coded else say("admin", "Extra code: uit."),)


def _end_view(state: State, context: Context) -> Screen:
    colleague = _chosen(state, context)
    assert colleague is not None, "settled"
    holds, name = colleague.role == Role.COORDINATOR, Verbatim(colleague.name or "?")
    return Screen(
        "admin",
        "end",
        (
            _role_line(colleague, context),
            say("admin", "Stop je deze rol? Dan ziet {name} hier meteen niets meer.", name=name),
            *((say("admin", "Aanmeldingen van deze collega gaan terug naar de wachtlijst."),) if holds else ()),
        ),
        title=say("admin", "{name}", name=Verbatim(colleague.name or "?")),
        answers=(Button("yes", say("admin", "Ja, stop deze rol")), Button("no", say("admin", "Nee, laat zo"))),
        ways=(BACK, MENU),
        token=_mark(colleague),
    )


def _invite_view(state: State, context: Context) -> Screen:
    shown = (inviting.SHOWN,) if state.data.get("shown") else ()
    return Screen(
        "admin",
        "invite",
        (*shown, inviting.QUESTION),
        title=inviting.TITLE,
        answers=(*paged(inviting.buttons(_mine(context), context), state.number("page"), ON_A_PAGE), TO_HOME),
        ways=(BACK, MENU),
        token=str(state.number("page")),
    )


def _figures_view(state: State, context: Context) -> Screen:
    """How many figures nobody checked in time, which ones, and how many nobody signed off."""
    mine = _mine(context)
    town = mine[state.number("town") % len(mine)].municipality
    rows, page = figures.late(town, context), state.number("page")
    lines = paged([Button(str(at), figures.line(row)) for at, row in enumerate(rows)], page, figures.ON_A_PAGE - 1)
    here = context.catalogue.for_municipality(town)
    open_ones = len(unsigned(here, context.signed, context.today))
    signed = say_many(
        "admin", "{n} cijfer is nog niet goedgekeurd.", "{n} cijfers zijn nog niet goedgekeurd.", open_ones
    )
    n = figures.how_many(town, context)
    return Screen(
        "admin",
        "figures",
        (
            signed if open_ones else _ALL_SIGNED if context.signed is not None else _NO_GATE,
            say_many(
                "admin", "{n} cijfer werd niet op tijd nagekeken:", "{n} cijfers werden niet op tijd nagekeken:", n
            )
            if n
            else say("admin", "Alle cijfers zijn op tijd nagekeken."),
            *(line.label for line in lines if line.choice != "more"),
        ),
        title=say("admin", "Cijfers van {town}", town=named(town, context)),
        answers=(
            *(line for line in lines if line.choice == "more"),
            *((Button("other", say("admin", "Andere gemeente")),) if len(mine) > 1 else ()),
        ),
        ways=(BACK, MENU),
        token=f"{town}.{page}",
    )


_RESET = say("admin", "De extra code is afgezet. Je collega zet ze zelf weer aan.")
_ALL_SIGNED = say("admin", "Alle cijfers zijn goedgekeurd.")
_NO_GATE = say("admin", "Hier is geen goedkeuring nodig: dit is een oefenversie.")


def _leave_view(state: State, context: Context) -> Screen:
    return leaving.leave_view(state, _mine(context), context)


_STEPS: Mapping[str, Callable[[State, str, Context], Turn]] = {
    "home": _home,
    "members": _members,
    "member": _member,
    "end": _end,
    "invite": _invite,
    "figures": _figures,
    "leave": _leave,
}
_VIEWS: Mapping[str, Callable[[State, Context], Screen]] = {
    "home": _home_view,
    "members": _members_view,
    "member": _member_view,
    "end": _end_view,
    "invite": _invite_view,
    "figures": _figures_view,
    "leave": _leave_view,
}

DIALOG = Dialog(
    "admin", tuple(_STEPS), advance, view, deed=Deed.SEE_MEMBERS, guarded=("members", "member", "end", "invite")
)
