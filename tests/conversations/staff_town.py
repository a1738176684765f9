"""A town in memory: the little that storage does for coordinators and the families that asked them for help.

Every turn goes through `conversations.route`, and every state through JSON, as it does between two taps in real life.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from casework import REFERRAL, Role, Step, apply, begun, reference
from conversations import route
from conversations.context import Case, Chat, Context, Household, Invitation, Member, Message, Note, Notice, Referral
from conversations.dialog import Turn
from conversations.effects import (
    AddMember,
    AddNote,
    AnswerMessage,
    CloseNotice,
    DeleteMessage,
    Effect,
    EraseEverything,
    LiftReferral,
    MoveReferral,
    Notify,
    SaveAnswers,
    SaveSteps,
    Schedule,
    SendMessage,
    SetLanguage,
)
from conversations.events import Due, Event, Opened, Tap, Typed
from conversations.registry import NOTICES
from conversations.screen import Button, Screen
from conversations.state import State
from locales import translator
from rights import Answers, answer, load_catalogue, next_question
from texts import Text

__all__ = [
    "BART",
    "ELS",
    "FATIMA",
    "GROUP",
    "JOHN",
    "MIRA",
    "MONDAY",
    "Person",
    "Town",
    "all_answered",
    "catalogue",
    "chosen",
    "dutch",
    "labels",
    "later",
    "words",
]

ELS, BART, MIRA = 501, 502, 503
"""Els and Bart coordinate in Ninove, Mira in Voorbeeldstad."""

FATIMA, JOHN = 901, 902
"""Parents of Ninove."""

GROUP = -77

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

catalogue = cache(load_catalogue)


def dutch(text: Text) -> str:
    """A text as it is read, without the marks of its direction."""
    return translator("nl").say(text).replace("\u2068", "").replace("\u2069", "")


def words(screen: Screen) -> str:
    """Title and body of a screen, a line each."""
    title = (screen.title,) if screen.title is not None else ()
    return "\n".join(dutch(text) for text in (*title, *screen.body))


def labels(screen: Screen) -> list[str]:
    """What stands on the buttons, in reading order."""
    return [dutch(button.label) for button in screen.buttons]


@cache
def all_answered(municipality: str = "ninove") -> Answers:
    """A family that lives on a wage, ticked nothing else of a list, and always took the first choice."""
    here, answers, today = catalogue().for_municipality(municipality), Answers(), MONDAY.date()
    while (asked := next_question(here, answers, today)) is not None:
        first = asked.choices[0] if asked.ticks is None or asked.key == "livelihood" else asked.ticks.none
        answers = answer(here, answers, asked.key, first.id, today)
    return answers


def chosen(*keys: str, at: datetime = MONDAY, unanswered: int = 0) -> dict[str, Step]:
    """A plan with these rights, as a family that chose them at that moment has it."""
    return {key: replace(begun(key.partition(".")[2], at), unanswered=unanswered) for key in keys}


@dataclass
class Town:
    """Who there is, what was asked, what was sent."""

    now: datetime = MONDAY
    referrals: dict[str, Referral] = field(default_factory=dict)
    families: dict[int, Household] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    members: dict[int, tuple[Member, ...]] = field(default_factory=dict)
    links: dict[str, Invitation] = field(default_factory=dict)
    notes: dict[str, tuple[Note, ...]] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    scheduled: list[Schedule] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)
    done: list[Effect] = field(default_factory=list)
    ids: int = 0

    def coordinator(self, chat: int, name: str, municipality: str = "ninove") -> Person:
        """Somebody who joined before, at the queue."""
        self.members[chat] = (Member(municipality, Role.COORDINATOR, name),)
        self.chats[chat] = Chat(chat, "nl", state=State("desk", "queue"))
        return Person(self, chat)

    def person(self, chat: int) -> Person:
        """Anybody with a phone."""
        self.chats.setdefault(chat, Chat(chat))
        return Person(self, chat)

    def family(self, chat: int, **changes: object) -> Person:
        """A parent in Ninove who answered everything."""
        household = Household(f"h{chat}", "ninove", all_answered(), touched_at=self.now, screened_at=self.now)
        self.families[chat] = replace(household, **changes)  # type: ignore[arg-type]
        self.chats[chat] = Chat(chat, "nl", state=State("results", "list"))
        return Person(self, chat)

    def asks_help(self, chat: int, **changes: object) -> Referral:
        """A parent's request, in the queue of Ninove."""
        number = len(self.referrals) + 1
        asked = Referral(
            id=f"r{number}",
            number=reference("ninove", number, 2026),
            municipality="ninove",
            kind="asked_help",
            urgency="normal",
            state=REFERRAL.initial,
            submitted_at=self.now,
            first_name="Fatima",
            phone="+32470123456",
            way="own_phone",
            when="morning",
            purpose="help",
        )
        referral = replace(asked, **changes)  # type: ignore[arg-type]
        self.referrals[referral.id] = referral
        if chat not in self.families:
            self.family(chat)
        self._family_has(chat, referral)
        return referral

    def _family_has(self, chat: int, referral: Referral) -> None:
        still = None if REFERRAL.is_over(referral.state) else _bare(referral)
        self.families[chat] = replace(self.families[chat], referral=still)

    # -- a turn -------------------------------------------------------------------------------------------------------

    def turn(self, chat: int, event: Event) -> Turn:
        """One event of a chat: what storage would load, the turn, what storage would do."""
        turn = route.advance(event, self.context(chat, event))
        self.done = list(turn.effects)
        for effect in turn.effects:
            self._apply(effect, chat, event)
        state = State.from_json(json.loads(json.dumps(turn.state.to_json())))
        was = self.chats.get(chat, Chat(chat))
        self.chats[chat] = replace(was, state=state, revision=was.revision + 1)
        return turn

    def context(self, chat: int, event: Event | None = None) -> Context:
        """The world of one chat; nothing of others."""
        self.ids += 1
        who, members = self.chats.get(chat, Chat(chat, "nl")), self.members.get(chat, ())
        towns = {member.municipality for member in members}
        mine = [r for r in self.referrals.values() if r.municipality in towns and not REFERRAL.is_over(r.state)]
        token = event.token if isinstance(event, Opened) else who.state.text("token")
        family = self.families.get(chat)
        return Context(
            now=self.now,
            chat=replace(who, household=family.id if family is not None else None),
            catalogue=catalogue(),
            served=("ninove", "voorbeeldstad"),
            staffed=frozenset(m.municipality for members in self.members.values() for m in members),
            household=family,
            members=members,
            queue=tuple(_bare(referral) for referral in mine),
            case=self._case(who.state.text("case"), towns),
            notice=self._notice_of(event),
            invitation=self.links.get(token),
            referral=self._subject_of(event),
            fresh_id=f"m{self.ids}",
            bot_username="rechten_bot",
        )

    def _case(self, referral: str, towns: set[str]) -> Case | None:
        row = self.referrals.get(referral)
        if row is None or row.municipality not in towns:
            return None
        family = next((h for h in self.families.values() if h.referral and h.referral.id == referral), None)
        if family is None:
            return Case(row, Answers())
        return Case(row, family.answers, self.notes.get(referral, ()), family.messages)

    def _notice_of(self, event: Event | None) -> Notice | None:
        if not isinstance(event, Tap) or not event.data.startswith("notice:"):
            return None
        return self.notices.get(event.data.split(":")[2])

    def _subject_of(self, event: Event | None) -> Referral | None:
        if not isinstance(event, Due) or event.subject not in self.referrals:
            return None
        return _bare(self.referrals[event.subject])

    def _apply(self, effect: Effect, chat: int, event: Event) -> None:
        match effect:
            case SetLanguage(code):
                self.chats[chat] = replace(self.chats[chat], language=code)
            case AddMember(municipality, role, name):
                assert self.links.pop(self.chats[chat].state.text("token")).municipality == municipality
                self.members[chat] = (*self.members.get(chat, ()), Member(municipality, role, name))
            case MoveReferral():
                self._move(effect, chat)
            case LiftReferral(referral):
                self._put(replace(self.referrals[referral], lifted=True))
            case AddNote(referral, text):
                self._note(referral, text, chat)
            case SendMessage(referral, sent):
                self._message(referral, sent)
            case AnswerMessage(message, chosen):
                household = self.families[chat]
                now = self.now
                told = (
                    replace(m, answer=chosen, answered_at=now) if m.id == message else m for m in household.messages
                )
                self.families[chat] = replace(household, messages=tuple(told))
            case SaveSteps() | SaveAnswers():
                self._keep(effect, chat)
            case CloseNotice(notice, chosen):
                self.notices[notice] = replace(self.notices[notice], chosen=chosen)
            case Schedule():
                self.scheduled.append(effect)
            case DeleteMessage(message):
                self.deleted.append(message)
            case EraseEverything():
                self.families.pop(chat, None)
        del event

    def _keep(self, effect: SaveSteps | SaveAnswers, chat: int) -> None:
        told = {"steps": effect.steps} if isinstance(effect, SaveSteps) else {"answers": effect.answers}
        self.families[chat] = replace(self.families[chat], **told)

    def _move(self, move: MoveReferral, chat: int) -> None:
        row = self.referrals[move.referral]
        target = apply(REFERRAL, row.state, move.action, move.role, text=move.text, outcome=move.outcome)
        holder = {"claim": chat, "hand_back": None}.get(move.action, row.claimed_by)
        name = self.members[chat][0].name if holder == chat and chat in self.members else row.claimed_name
        if move.text:
            self._note(move.referral, move.text, chat)
        moved = replace(row, state=target, revision=row.revision + 1, outcome=move.outcome)
        self._put(replace(moved, claimed_by=holder, claimed_name=name if holder else ""))

    def withdraws(self, referral: str, chat: int) -> None:
        """A family takes its request back, somewhere out of sight."""
        self._move(MoveReferral(referral, "withdraw", "withdrawn", Role.FAMILY), chat)

    def _note(self, referral: str, text: str, chat: int) -> None:
        self.notes[referral] = (*self.notes.get(referral, ()), Note(self.now, self.members[chat][0].name, text))

    def _put(self, row: Referral) -> None:
        self.referrals[row.id] = row
        for chat, household in list(self.families.items()):
            if household.referral is not None and household.referral.id == row.id:
                self._family_has(chat, row)

    def _message(self, referral: str, message: Message) -> None:
        for chat, household in list(self.families.items()):
            if household.referral is not None and household.referral.id == referral:
                self.families[chat] = replace(household, messages=(*household.messages, message))

    # -- what arrives -------------------------------------------------------------------------------------------------

    def sent(self) -> list[Notify]:
        """The notices that the last turn asked for."""
        return [effect for effect in self.done if isinstance(effect, Notify)]

    def arrives(self, kind: str, ref: str = "") -> Notice:
        """A notice as it stands in somebody's chat."""
        referral = self.referrals.get(ref)
        notice = Notice(f"n{len(self.notices) + 1}", kind, ref, referral=None if referral is None else _bare(referral))
        self.notices[notice.id] = notice
        return notice

    def notice_screen(self, notice: Notice, chat: int) -> Screen:
        """How a notice looks in a chat by now."""
        now = self.notices[notice.id]
        return NOTICES[now.kind].view(now, replace(self.context(chat), notice=now))

    def due(self, chat: int, kind: str, fence: str, subject: str = "") -> Turn:
        """The moment of a follow-up comes."""
        return self.turn(chat, Due(kind, subject or str(chat), fence))

    def copy(self) -> Town:
        """The same town, to try something in. Answers never change: both have the same, with what was worked out."""
        return deepcopy(self, {id(family.answers): family.answers for family in self.families.values()})


def _bare(referral: Referral) -> Referral:
    """A referral without its personal part."""
    return replace(referral, first_name=None, phone=None, way=None, when=None, about=())


def _labelled(screen: Screen, label: str | Text) -> Button:
    said = label if isinstance(label, str) else dutch(label)
    return next(button for button in screen.buttons if dutch(button.label) == said)


@dataclass
class Person:
    """Somebody who taps and types."""

    town: Town
    chat: int

    @property
    def screen(self) -> Screen:
        """The card in this chat."""
        return route.view(self.town.context(self.chat))

    @property
    def reads(self) -> str:
        """The words of the card."""
        return words(self.screen)

    @property
    def buttons(self) -> list[str]:
        """The buttons of the card."""
        return labels(self.screen)

    @property
    def state(self) -> State:
        """Where the chat is."""
        return self.town.chats[self.chat].state

    def tap(self, label: str | Text) -> Turn:
        """Taps the button with these words on it."""
        return self.press(self.screen, _labelled(self.screen, label))

    def press(self, screen: Screen, button: Button) -> Turn:
        """Taps a button of a screen, which may be an old one."""
        return self.town.turn(self.chat, Tap(screen.data(button), message=1))

    def forge(self, data: str) -> Turn:
        """Sends callback data that no button need carry."""
        return self.town.turn(self.chat, Tap(data, message=1))

    def taps_notice(self, notice: Notice, label: str) -> Turn:
        """Taps a button of a notice."""
        screen = self.town.notice_screen(notice, self.chat)
        return self.press(screen, _labelled(screen, label))

    def types(self, text: str, message: int = 10) -> Turn:
        """Types a message."""
        return self.town.turn(self.chat, Typed(text, message))

    def opens(self, token: str = "") -> Turn:
        """Opens the bot, by a link or by /start."""
        return self.town.turn(self.chat, Opened(token, message=2))

    def opens_case(self, referral: Referral) -> Turn:
        """Opens a case from the queue."""
        screen = self.screen
        return self.press(screen, next(b for b in screen.buttons if b.choice == f"r.{referral.id}"))


def later(**units: float) -> datetime:
    """A moment after the Monday on which these stories begin."""
    return MONDAY + timedelta(**units)
