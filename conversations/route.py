"""Who a chat is, and which dialog answers. The one door of the core: an event and a context in, a turn out."""

from __future__ import annotations

from dataclasses import replace

from conversations import (
    danger,
    desk,
    files,
    groups,
    helping,
    hiding,
    home,
    links,
    reach,
    reporting,
    searching,
    second,
    talk,
)
from conversations.commands import COMMANDS, READING
from conversations.context import Context
from conversations.dialog import Dialog, Turn, Unexpected
from conversations.due import advance_due
from conversations.effects import (
    CloseNotice,
    Effect,
    EndContactRequest,
    RenewKey,
    SetMuted,
    SwitchHousehold,
    Toast,
)
from conversations.events import (
    BotAdded,
    BotRemoved,
    Choice,
    Command,
    Due,
    Event,
    Migrated,
    Opened,
    PartnerAnswered,
    Reachable,
    Sent,
    Shared,
    Tap,
    Typed,
)
from conversations.menu import LEADING
from conversations.partnering import partner
from conversations.registry import DIALOGS, NOTICES
from conversations.screen import Screen
from conversations.state import State

__all__ = ["advance", "view"]

NOTICE = "notice"
"""What callback data of a notice starts with, where that of a card has the name of its dialog."""


def view(context: Context) -> Screen:
    """What the chat's card shows now."""
    context = _at_home(context)
    dialog = DIALOGS[context.chat.state.dialog]
    screen = dialog.view(context.chat.state, context)
    return screen if dialog.needs is not None else files.filed(screen, context)


def advance(event: Event, context: Context) -> Turn:
    """One turn. Never raises for anything a person can do; an exception is a defect of ours."""
    match event:
        case BotAdded() | BotRemoved() | Migrated():
            return groups.advance(event, context)
        case Due():
            return _put_away(context.chat.state, advance_due(event, context))
        case PartnerAnswered():
            return partner.heard(event, context)
        case Reachable(now):
            return reach.advance(now, context)
    if context.chat.id < 0:  # what people write in a team group is theirs
        return Turn(context.chat.state, card=False)
    before = context.chat.state
    context, elsewhere = (context, ()) if hiding.is_shut(context) else _at_hand(event, context)
    turn = _person(event, _at_home(context))
    if not turn.card:  # answered where it stands: the file that is open stays open
        turn, elsewhere = replace(turn, state=before), ()
    turn = _put_away(before, turn)
    turn = hiding.kept_shut(replace(turn, effects=(*elsewhere, *turn.effects)), event, context)
    turn = hiding.hides_itself(replace(turn, state=desk.marked(turn.state, context)), context)
    if not context.chat.reachable:  # who writes to us can be reached
        turn = replace(turn, effects=(*reach.back(context), *turn.effects))
    return turn


def _at_hand(event: Event, context: Context) -> tuple[Context, tuple[Effect, ...]]:
    """A notice about another family of the roster opens that family's file first, at its beginning: nothing that was
    begun for the one passes to the other."""
    family = context.household
    if not isinstance(event, Tap) or context.notice is None or family is None or family.id == context.chat.household:
        return context, ()
    context = replace(context, chat=replace(context.chat, household=family.id))
    opened = replace(context.chat, state=home.wearing(home.Hat.FAMILY, context))
    return replace(context, chat=opened), (SwitchHousehold(family.id),)


def _put_away(before: State, turn: Turn) -> Turn:
    """The request for a phone number goes with its step, whatever led away from it; and with a report that a volunteer
    wrote, all by which it could still be read."""
    if reporting.holds_draft(before) and not reporting.holds_draft(turn.state):
        turn = replace(turn, effects=(*turn.effects, RenewKey()))
    if not helping.waits_for_contact(before) or helping.waits_for_contact(turn.state):
        return turn
    if any(isinstance(effect, EndContactRequest) for effect in turn.effects):
        return turn
    return replace(turn, effects=(EndContactRequest(), *turn.effects))


def _at_home(context: Context) -> Context:
    """Takes a chat home whose step is gone (an older version's), or whose role or household for it is. So does a state
    of a household that another chat closed here: nothing of it stands in the next one that opens."""
    state = context.chat.state
    dialog = DIALOGS.get(state.dialog)
    if (
        dialog is not None
        and not (context.chat.overtaken and _is_about_file(state))
        and state.step in dialog.steps
        and (dialog.needs is None or context.doing(dialog.needs))
        and (not dialog.household or context.household is not None)
    ):
        return _before_its_door(context, dialog)
    return replace(context, chat=replace(context.chat, state=home.of(context)))


def _before_its_door(context: Context, dialog: Dialog) -> Context:
    """Where a second factor guards the step, the chat stands before its door until a code was typed."""
    state = context.chat.state
    if state.step not in dialog.guarded or second.is_open(context):
        return context
    return replace(context, chat=replace(context.chat, state=second.at_door(state, context)))


def _is_about_file(state: State) -> bool:
    """Whether a state, or what lies under it, belongs to one household and may hold something of it."""
    return any(at is not None and at.dialog in DIALOGS and DIALOGS[at.dialog].household for at in (state, state.under))


def _person(event: Event, context: Context) -> Turn:
    match event:
        case Opened():
            woken: tuple[Effect, ...] = (SetMuted(False),) if context.chat.muted else ()
            turn = links.advance(event, context)
            return replace(turn, effects=(*woken, *turn.effects), fresh=True)
        case Tap():
            return _tap(event, context)
        case Command():
            return replace(_command(event, context), fresh=True)
        case Typed() | Shared():
            in_danger = _heeded(event, context)
            if in_danger is not None:
                return in_danger
            try:
                turn = DIALOGS[context.chat.state.dialog].advance(context.chat.state, event, context)
            except Unexpected:
                turn = _unread(context, event.text if isinstance(event, Typed) else "")
            return replace(turn, fresh=True)
        case Sent():
            in_danger = _heeded(Typed(event.words, event.message), context) if event.words else None
            turn = in_danger or talk.offered(event, context) or _unread(context)
            return replace(turn, fresh=True)
        case _:
            raise AssertionError(f"no route for {type(event).__name__}")


def _heeded(event: Typed | Shared, context: Context) -> Turn | None:
    """Words of danger come before whatever was asked, but for staff, who write about cases. A volunteer, who writes
    about a family, and a family that writes to its coordinator, read once whom to call, and can then write it all the
    same."""
    state = context.chat.state
    if (
        isinstance(event, Shared)
        or DIALOGS[state.dialog].staff
        or reporting.was_heeded(state)
        or talk.was_heeded(state)
    ):
        return None
    turn = danger.heed(event, context)
    if turn is None or turn.state.under is None:
        return turn
    return replace(turn, state=replace(turn.state, under=talk.heeded(reporting.heeded(turn.state.under))))


def _command(event: Command, context: Context) -> Turn:
    command = COMMANDS.get(event.name)
    if command is None or (context.chat.language is None):
        return _unread(context)
    if event.words and event.name in READING:
        in_danger = _heeded(Typed(event.words, event.message), context)
        return in_danger if in_danger is not None else READING[event.name](event.words, context)
    return command(context)


def _unread(context: Context, typed: str = "") -> Turn:
    """Nobody reads what is typed here: said kindly, with the menu, or with the rights that it surely means."""
    state = context.chat.state
    if context.chat.language is None:
        return Turn(state)
    found = searching.meant(typed, context) if typed else None
    return Turn(found if found is not None else State("menu", "unread").over(state))


def _tap(event: Tap, context: Context) -> Turn:
    state = context.chat.state
    if event.data.startswith(f"{NOTICE}:"):
        return _tap_notice(event, context)
    choice = view(context).choice_of(event.data)
    if choice is None:
        too_late = DIALOGS[state.dialog].too_late
        return Turn(state, (Toast(too_late(state, event.data, context) if too_late else "old"),))
    leading = LEADING.get(choice)
    if leading is not None:
        return Turn(State("menu", leading).over(state))
    return DIALOGS[state.dialog].advance(state, Choice(choice), context)


def _tap_notice(event: Tap, context: Context) -> Turn:
    state, notice = context.chat.state, context.notice
    kind = NOTICES.get(notice.kind) if notice is not None else None
    if notice is None or kind is None or kind.advance is None:
        return Turn(state, (Toast("old"),))
    if kind.deed is not None and not context.doing(kind.deed):  # the role that it was for has ended
        return Turn(state, (Toast("old"),))
    if notice.chosen is not None:
        return Turn(state, (Toast("done_before"),))
    choice = kind.view(notice, context).choice_of(event.data)
    if choice is None:
        return Turn(state, (Toast("old"),))
    turn = kind.advance(notice, choice, context)
    return replace(turn, effects=(CloseNotice(notice.id, choice), *turn.effects), fresh=True)
