"""A family's chat without a database: effects are applied by hand, the state goes through JSON between two steps."""

from __future__ import annotations

import json
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count

from casework import REFERRAL, Role, apply, reference
from conversations import route
from conversations.context import Chat, Context, Entry, Household, Referral
from conversations.dialog import Turn
from conversations.effects import (
    AllowRecheck,
    Effect,
    EraseEverything,
    KeepAnswers,
    LeaveHousehold,
    MarkScreened,
    MoveReferral,
    OpenHousehold,
    RelabelHousehold,
    SaveAnswers,
    SaveSteps,
    SetLanguage,
    SetMuted,
    SetPace,
    SubmitReferral,
    SwitchHousehold,
)
from conversations.events import Command, Event, Opened, Shared, Tap, Typed
from conversations.screen import Screen
from conversations.state import State
from locales import translator
from rights import Answers, Catalogue, load_catalogue
from texts import Text

__all__ = ["MONDAY", "World", "catalogue", "dutch", "words_of"]

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@cache
def catalogue() -> Catalogue:
    """The catalogue that comes with the bot."""
    return load_catalogue()


def dutch(text: Text) -> str:
    """A text as a Dutch reader sees it."""
    return translator("nl").say(text)


def words_of(screen: Screen) -> int:
    """How many words stand on a screen, title and body."""
    texts = (*screen.body, screen.title) if screen.title is not None else screen.body
    return sum(len(dutch(text).split()) for text in texts)


class World:
    """One chat, driven through `route` as a person would: by what stands on the screen."""

    def __init__(self, *, staffed: bool = True, language: str | None = None) -> None:
        self._ids = count(1)
        self.context = Context(
            now=MONDAY,
            chat=Chat(7, language=language),
            catalogue=catalogue(),
            served=("ninove", "voorbeeldstad"),
            staffed=frozenset({"ninove"}) if staffed else frozenset(),
            fresh_id=self._fresh(),
        )
        self.effects: list[Effect] = []
        """Of the last event."""
        self._shown: tuple[Context, Screen] | None = None
        self.files: dict[str, Household] = {}
        """The households of the roster that are not open now, as they were left."""

    def another(self) -> World:
        """A second world that stands where this one stands, and goes its own way."""
        twin = copy(self)
        twin.files, twin._ids = dict(self.files), copy(self._ids)
        return twin

    def _fresh(self) -> str:
        return f"id{next(self._ids)}"

    @property
    def state(self) -> State:
        """Where the chat is."""
        return self.context.chat.state

    @property
    def household(self) -> Household:
        """The open household."""
        assert self.context.household is not None
        return self.context.household

    @property
    def screen(self) -> Screen:
        """What the chat shows; worked out once for each context."""
        if self._shown is None or self._shown[0] is not self.context:
            self._shown = self.context, route.view(self.context)
        return self._shown[1]

    @property
    def read(self) -> str:
        """What the person reads, in Dutch."""
        screen = self.screen
        texts = (screen.title, *screen.body) if screen.title is not None else screen.body
        return "\n".join(dutch(text) for text in texts)

    @property
    def choices(self) -> list[str]:
        """The choices on the screen, in reading order."""
        return [button.choice for button in self.screen.buttons if button.url is None]

    def at(self, dialog: str, step: str) -> bool:
        """Whether the screen is this step."""
        return (self.screen.dialog, self.screen.step) == (dialog, step)

    def tap(self, *choices: str) -> World:
        """Taps one button after another; each must stand on the screen."""
        for choice in choices:
            screen = self.screen
            button = next((b for b in screen.buttons if b.choice == choice and b.url is None), None)
            assert button is not None, f"{choice!r} is not on {screen.dialog}:{screen.step}, which has {self.choices}"
            self.send(Tap(screen.data(button), 1))
        return self

    def type(self, text: str) -> World:
        """Types a line."""
        return self.send(Typed(text, 55))

    def command(self, name: str) -> World:
        """Types a slash command."""
        return self.send(Command(name, 56))

    def start(self) -> World:
        """/start without a link."""
        return self.send(Opened("", 57))

    def share(self, phone: str, *, own: bool = True) -> World:
        """Shares a contact."""
        return self.send(Shared(phone, own, 58))

    def send(self, event: Event) -> World:
        """One turn: its effects are applied, its state is written and read again."""
        turn: Turn = route.advance(event, self.context)
        self.effects = list(turn.effects)
        for effect in turn.effects:
            self._apply(effect)
        kept = State.from_json(json.loads(json.dumps(turn.state.to_json())))
        chat = replace(self.context.chat, state=kept, revision=self.context.chat.revision + 1)
        self.context = replace(self.context, chat=chat, fresh_id=self._fresh())
        if self.context.household is not None:
            self._household(touched_at=self.context.now)
        return self

    def wait(self, **time: float) -> World:
        """Lets time pass."""
        self.context = replace(self.context, now=self.context.now + timedelta(**time))
        return self

    def answer_all(self, pick: str = "first", most: int = 80) -> World:
        """Answers every question: `first` or `last` of its answers, or `dk` or `skip`."""
        for _ in range(most):
            if not (self.at("interview", "ask") or self.at("interview", "calls")):
                return self
            if self.at("interview", "calls"):
                self.tap("go")
                continue
            self.answer_one(pick)
        raise AssertionError("the interview does not end")

    def answer_one(self, pick: str) -> World:
        """One question: `first` or `last` of its answers (of a list: nothing, or much of it), `dk` or `skip`."""
        answers = [button.choice for button in self.screen.answers if button.choice != "more"]
        end = self.screen.end
        if pick not in ("first", "last"):
            return self.tap(pick)
        if end is None:
            return self.tap(answers[0 if pick == "first" else -1])
        listed = [*(button.choice for button in self.screen.grid), *answers]
        for choice in listed[::3] if pick == "last" else ():
            self.tap(choice)
        return self.tap(end.choice)

    def tell_papers(self, most: int = 80) -> World:
        """Answers that the papers are in order, and *don't know* to the rest."""
        for _ in range(most):
            if self.at("results", "list"):
                return self
            self.tap("go") if self.at("interview", "calls") else self.answer_one(
                "first" if self.screen.token.startswith("papers") else "dk"
            )
        raise AssertionError("the interview does not end")

    def begin(self, town: str = "ninove", language: str = "nl") -> World:
        """From /start to the first question."""
        return self.start().tap(language, town, "start")

    def refer(self) -> World:
        """A request that is sent, through the bot. From any screen with *ask help*."""
        self.tap("help", "yes")
        if self.at("helping", "papers"):
            self.tap("no")
        return self.type("Amina").tap("through_bot", "send")

    def _household(self, **changes: object) -> None:
        self.context = replace(self.context, household=replace(self.household, **changes))  # type: ignore[arg-type]

    def _put_by(self) -> None:
        """The open file is laid aside."""
        if self.context.household is not None:
            self.files[self.household.id] = self.household

    def _rostered(self, **changes: object) -> None:
        """The entry of the open file changes."""
        entries = (
            replace(entry, **changes) if entry.household == self.household.id else entry  # type: ignore[arg-type]
            for entry in self.context.roster
        )
        self.context = replace(self.context, roster=tuple(entries))

    def _chat(self, **changes: object) -> None:
        self.context = replace(self.context, chat=replace(self.context.chat, **changes))  # type: ignore[arg-type]

    def _apply(self, effect: Effect) -> None:  # noqa: PLR0912 - a case for each effect
        match effect:
            case SetLanguage(language):
                self._chat(language=language)
            case SetMuted(muted):
                self._chat(muted=muted)
            case OpenHousehold() | SwitchHousehold() | RelabelHousehold() | LeaveHousehold():
                self._apply_to_files(effect)
            case SaveAnswers(answers):
                self._household(answers=Answers.from_json(json.loads(json.dumps(answers.to_json()))))
            case MarkScreened():
                self._household(screened_at=self.context.now)
            case KeepAnswers(kept):
                self._household(kept=kept)
            case SaveSteps(steps):
                self._household(steps=steps)
            case SetPace(pace):
                self._household(pace=pace)
            case AllowRecheck(given):
                self._household(recheck=given)
            case SubmitReferral() as sent:
                self._household(
                    referral=Referral(
                        id=sent.id,
                        number=reference(self.household.municipality, 42, 2026),
                        municipality=self.household.municipality,
                        kind=sent.kind,
                        urgency=sent.urgency,
                        state=REFERRAL.initial,
                        submitted_at=self.context.now,
                    )
                )
            case MoveReferral(_, action, outcome):
                referral = self.household.referral
                assert referral is not None
                state = apply(REFERRAL, referral.state, action, Role.FAMILY, outcome=outcome)
                over = REFERRAL.is_over(state)
                self._household(referral=None if over else replace(referral, state=state))
            case EraseEverything():
                self.context = replace(self.context, household=None, roster=(), chat=Chat(self.context.chat.id))
            case _:
                pass

    def _apply_to_files(self, effect: OpenHousehold | SwitchHousehold | RelabelHousehold | LeaveHousehold) -> None:
        match effect:
            case OpenHousehold(id, municipality, kind=kind, label=label):
                self._put_by()
                new = Household(id, municipality, Answers(), self.context.now, kind=kind, label=label)
                entry = Entry(id, kind, municipality, label, self.context.now)
                self.context = replace(self.context, household=new, roster=(*self.context.roster, entry))
                self._chat(household=id)
            case SwitchHousehold(id):
                self._put_by()
                self.context = replace(self.context, household=None if id is None else self.files[id])
                self._chat(household=id)
            case RelabelHousehold(label):
                self._household(label=label)
                self._rostered(label=label)
            case LeaveHousehold():
                left = self.household.id
                roster = tuple(entry for entry in self.context.roster if entry.household != left)
                self.context = replace(self.context, household=None, roster=roster)
                self._chat(household=None)
