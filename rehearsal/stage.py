"""The stage of the golden conversations: what people can do in a story, and what they read after it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from sqlalchemy import delete, select

from conversations.context import Context
from conversations.dialog import Turn
from conversations.events import Event
from conversations.languages import LANGUAGES
from conversations.route import advance, view
from conversations.screen import FILE, Screen
from followups import BRUSSELS
from locales import translator
from rehearsal.figures import ceilings, raised
from rehearsal.recording import recorded
from rehearsal.second import App, without_chance
from rehearsal.town import CODE, DIGITS, ISOLATES, Phone, Town
from sandbox import Button, Message
from storage.contexts import load
from storage.tables import chat, notice, work

__all__ = ["Played", "Stage", "Step"]

ROLES = "coordinator|volunteer|admin|partner"
UNITS = {"minute": 1, "hour": 60, "day": 1440}
MOST_QUESTIONS = 60
QUESTION = "interview:ask:"
INTERPRETER = "helping:interpreter:"
ALL, TICK = f"{QUESTION}done", ":a."
"""What ends a list of which several may be ticked, and what ticks one."""
DONT_KNOW = "Weet ik niet"
MORE, DONE = "Toon meer", "Klaar"
ID = re.compile(r"[0-9a-f]{16,}|(?<=^t\.)[\w-]{4}$")


@dataclass(frozen=True)
class Step:
    """What happened, and what each person read after it (only those whose chat changed)."""

    do: str
    reads: Mapping[str, str]


@dataclass
class Played:
    """A story that was played: its steps, the taps by what they mean, and what it visited."""

    steps: list[Step] = field(default_factory=list)
    taps: list[str] = field(default_factory=list)
    visited: set[tuple[str, str]] = field(default_factory=set)
    notices: set[str] = field(default_factory=set)
    screens: dict[Screen, None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Seen:
    """A button that stood in a chat."""

    message: int
    label: str
    data: str


class Stage:
    """Plays acts. In Dutch a tap is found by its label; in another language by what it meant in the Dutch run."""

    def __init__(self, town: Town, answers: Mapping[str, Mapping[str, str]], language: str, taps: Sequence[str]):
        self.town = town
        self.played = Played()
        self._answers = answers
        self._language = language
        self._taps = deque(taps)
        self._phones: dict[str, Phone] = {}
        self._groups: dict[str, int] = {}
        self._links: dict[str, str] = {}
        self._texts: dict[str, dict[int, str]] = {}
        self._buttons: dict[str, list[_Seen]] = {}
        self._languages: dict[int, str | None] = {}
        self._answered: dict[str, list[str]] = {}
        self._calls = 0
        self._app = App()
        self._acts: Sequence[tuple[str, Callable[..., Awaitable[None]]]] = (
            (r"(\d+) (minute|hour|day)s? pass(?:es)?", self._time),
            (r"a new month begins", self._month),
            (r"a new working day begins", self._morning),
            (r"every limit rises by (\d+) %", self._limits_rise),
            (r"the bot is killed and starts again", self._restart),
            (r"the line to (\w+) breaks", self._line_breaks),
            (r"what was planned about requests is lost", self._plans_lost),
            (r"(\w+) answers (?:the questions|(\d+) questions?)", self._answers_questions),
            (r"(\w+) types the code of the app", self._types_code),
            (r"(\w+) types the digits of (\w+)", self._digits),
            (r"(\w+) types (.+)", self._types),
            (r"(\w+) and (\w+) tap (.+) at the same moment", self._tap_together),
            (r"(\w+) taps (.+) twice", self._taps_twice),
            (r"(\w+) taps (.+) while the bot stumbles", self._taps_in_trouble),
            (r"(\w+) taps the old button (.+)", self._taps_old),
            (r"(\w+) taps (.+) under (.+)", self._taps_button),
            (r"(\w+) taps (.+)", self._taps_button),
            (r"(\w+) shares the own number", self._shares),
            (r"(\w+) shares the number of (\w+)", self._shares),
            (rf"(\w+) opens an invitation(?: as ({ROLES}))?(?: of (\w+))?", self._invitation),
            (r"(\w+) opens the invitation of (\w+)", self._used_invitation),
            (r"(\w+) opens the code of (\w+)", self._code),
            (r"(\w+) opens the button of (.+)", self._group_button),
            (r"(\w+) adds the bot to the group (.+)", self._adds_bot),
            (r"(\w+) sends a (photo|voice|sticker|document)", self._media),
            (r"(\w+) (blocks|unblocks) the bot", self._block),
        )

    async def act(self, do: str) -> None:
        """One act, and what everybody reads after it. ValueError for an act that is not in the list."""
        found = next(((run, m) for pattern, run in self._acts if (m := re.fullmatch(pattern, do, re.DOTALL))), None)
        if found is None:
            raise ValueError(f"no such act: {do!r}")
        with ExitStack() as here:
            here.enter_context(recorded(self.played.screens))
            if self._language == "nl":  # whoever reads another language in a story: the golden file shows the Dutch
                here.enter_context(patch("delivery.compose.translator", lambda _: translator("nl")))
            await found[0](*found[1].groups())
        for name in self._phones:
            await self._past_interpreter(name)
        await self._look()
        self.played.steps.append(Step(do, dict(self._news())))

    # --- acts ------------------------------------------------------------------------------------------------------

    async def _time(self, number: str, unit: str) -> None:
        await self.town.passes(timedelta(minutes=int(number) * UNITS[unit]))

    async def _month(self) -> None:
        """Morning on its first working day."""
        await self.town.month_begins()

    async def _morning(self) -> None:
        """When the quiet hours of the next working day end."""
        await self.town.morning_begins()

    async def _limits_rise(self, percent: str) -> None:
        """A new version of the catalogue, from today on: what the index of prices does."""
        on = self.town.clock.now().astimezone(BRUSSELS).date()
        whole = self.town.machine.turns.world.catalogue
        times = dict.fromkeys(ceilings(whole, on), 1 + Decimal(percent) / 100)
        await self.town.restart(catalogue=raised(whole, times, on))

    async def _restart(self) -> None:
        await self.town.restart()

    async def _plans_lost(self) -> None:
        """A defect that must not be: the bot itself has to notice."""
        async with self.town.machine.db.write() as conn:
            await conn.execute(delete(work).where(work.c.stream.startswith("referral:"), work.c.state == "waiting"))

    async def _line_breaks(self, name: str) -> None:
        """Telegram does not say whether the next message arrived."""
        self.town.stand_in.cloud.faults.fail("timeout", chat=self._phone(name).id, method="sendMessage")

    async def _answers_questions(self, name: str, number: str | None) -> None:
        """Goes through the check: what the story says for each question, else *don't know*."""
        for _ in range(int(number or MOST_QUESTIONS)):
            question = self._question(name)
            if question is None:
                return
            await self._answer(name, question)

    async def _answer(self, name: str, question: str) -> None:
        asked = _plain(self._phone(name).card().text)
        if self._language == "nl":
            labels = await self._chosen(name, self._answers.get(name, {}).get(question, DONT_KNOW))
        else:
            labels = await self._replayed(name)
        self._answered.setdefault(name, []).append(f"{asked}\n[{' + '.join(labels)}]")

    async def _chosen(self, name: str, wanted: str) -> list[str]:
        """Taps what the story says: of a list all that it says ("2021 + 2023"), and then that this is all."""
        labels, listed = [], self._is_list(name)
        for label in wanted.split(" + "):
            while not self._stands(name, label) and self._stands(name, MORE):
                await self._taps_button(name, MORE)
            chosen = self._named(name, label)
            await self._tap(name, chosen)
            labels.append(chosen.label)
        if listed and TICK in chosen.data:
            await self._taps_button(name, DONE)
        return labels

    async def _replayed(self, name: str) -> list[str]:
        """Taps what was meant in the Dutch run."""
        labels: list[str] = []
        listed = self._is_list(name)
        while True:
            meaning = self._taps.popleft()
            chosen = self._meant(name, meaning)
            await self._tap(name, chosen)
            if meaning.endswith(":more"):
                continue
            if not (labels and meaning == ALL):
                labels.append(chosen.label)
            if not (listed and TICK in meaning):
                return labels

    def _is_list(self, name: str) -> bool:
        """Whether several may be ticked in what is asked now."""
        return any(_meaning(button.data) == ALL for button in self._standing(name))

    def _question(self, name: str) -> str | None:
        """The id of the question that stands on the card."""
        data = [b.data for b in self._phone(name).inline(self._phone(name).card()) if b.data]
        question = next((d for d in data if d.startswith(QUESTION)), None)
        return question.removeprefix(QUESTION).rpartition(":")[0].partition(FILE)[0] if question else None

    async def _types(self, name: str, text: str) -> None:
        await self._phone(name).says(text)

    async def _types_code(self, name: str) -> None:
        phone = self._phone(name)
        await phone.says(self._app.code(phone, self.town.clock.now()))

    async def _digits(self, name: str, other: str) -> None:
        """The newest six digits that the bot showed on another phone, as they are said on the phone."""
        await self._phone(name).says(self._phone(other).digits())

    async def _taps_button(self, name: str, label: str, words: str = "") -> None:
        await self._tap(name, self._named(name, label, under=words))

    async def _past_interpreter(self, name: str) -> None:
        """Who reads Dutch is not asked about an interpreter; whoever is, in another run of that story, wants none."""
        if not self._taps or self._taps[0].startswith(INTERPRETER):
            return
        no = next((b for b in self._standing(name) if _meaning(b.data) == f"{INTERPRETER}no"), None)
        if no is not None:
            await self._tap(name, no)

    async def _taps_twice(self, name: str, label: str) -> None:
        button = self._named(name, label)
        self._send(name, button)
        await self._tap(name, button, record=False)

    async def _tap_together(self, one: str, other: str, label: str) -> None:
        self._send(one, self._named(one, label))
        await self._tap(other, self._named(other, label))

    async def _taps_old(self, name: str, label: str) -> None:
        """A button that stood there before: a slow phone still shows it."""
        await self._tap(name, self._named(name, label, gone=True))

    async def _taps_in_trouble(self, name: str, label: str) -> None:
        """Every turn of this person fails until the bot gives up on it."""
        person = self._phone(name).id

        def stumbling(event: Event, context: Context) -> Turn:
            if context.chat.id == person:
                raise RuntimeError("a defect of ours")
            return advance(event, context)

        with patch("delivery.turns.advance", stumbling):
            await self._tap(name, self._named(name, label))
            await self.town.passes(timedelta(minutes=2))

    async def _shares(self, name: str, other: str | None = None) -> None:
        await self._phone(name).shares_contact(self._phone(other).id if other else None)

    async def _invitation(self, name: str, role: str | None, municipality: str | None) -> None:
        self._links[name] = await self.town.invitation((municipality or "Ninove").lower(), role or "coordinator")
        await self._phone(name).opens(self._links[name])

    async def _used_invitation(self, name: str, other: str) -> None:
        await self._phone(name).opens(self._links[other])

    async def _code(self, name: str, other: str) -> None:
        """The newest code that the bot showed on another phone."""
        await self._phone(name).opens(self._phone(other).code())

    async def _group_button(self, name: str, title: str) -> None:
        shown = self.town.stand_in.cloud.visible(self._groups[title])
        url = next(b.url for m in reversed(shown) for row in m.inline or () for b in row if b.url)
        await self._phone(name).opens(url)

    async def _adds_bot(self, name: str, title: str) -> None:
        cloud = self.town.stand_in.cloud
        self._groups[title] = cloud.add_group(title, self._phone(name).id).id
        cloud.add_bot(self._groups[title], self._phone(name).id)
        await self.town.settle()

    async def _media(self, name: str, kind: str) -> None:
        self.town.stand_in.cloud.send_media(self._phone(name).id, self._phone(name).id, kind)
        await self.town.settle()

    async def _block(self, name: str, what: str) -> None:
        act = self.town.stand_in.cloud.block if what == "blocks" else self.town.stand_in.cloud.unblock
        act(self._phone(name).id)
        await self.town.settle()

    # --- buttons ---------------------------------------------------------------------------------------------------

    def _phone(self, name: str) -> Phone:
        if name not in self._phones:
            self._phones[name] = self.town.phone(name)
        return self._phones[name]

    def _standing(self, name: str, under: str = "") -> Iterator[_Seen]:
        """The buttons in a chat (of the messages with these words), the newest message first."""
        phone = self._phone(name)
        for message in reversed(phone.messages()):
            if under in _plain(message.text):
                yield from (_Seen(message.id, _plain(b.text), b.data) for b in phone.inline(message) if b.data)

    def _stands(self, name: str, label: str) -> bool:
        """Whether the newest card has this button."""
        return any(label_fits(b, label) for b in self._phone(name).inline(self._phone(name).card()))

    def _named(self, name: str, label: str, *, under: str = "", gone: bool = False) -> _Seen:
        """The button that is meant: by its label (the beginning is enough), else by what the Dutch tap meant."""
        buttons = list(reversed(self._buttons.get(name, []))) if gone else list(self._standing(name, under))
        if self._language != "nl":
            return self._meant(name, self._taps.popleft(), gone=gone)
        exact = [b for b in buttons if b.label == label]
        found = exact or [b for b in buttons if b.label.startswith((label, f"✅ {label}"))]
        assert found, f"{name} sees no button {label!r}; there are {[b.label for b in buttons]}"
        return found[0]

    def _meant(self, name: str, meaning: str, *, gone: bool = False) -> _Seen:
        if meaning == "welcome:language:nl":
            meaning = f"welcome:language:{self._language}"
        buttons = reversed(self._buttons.get(name, [])) if gone else self._standing(name)
        found = next((b for b in buttons if _meaning(b.data) == meaning), None)
        assert found is not None, f"{name} sees no button that means {meaning!r}"
        return found

    def _send(self, name: str, button: _Seen, *, record: bool = True) -> None:
        if record:
            self.played.taps.append(_meaning(button.data))
        person = self._phone(name).id
        self.town.stand_in.cloud.tap(person, person, button.message, button.data, forged=True)

    async def _tap(self, name: str, button: _Seen, *, record: bool = True) -> None:
        self._send(name, button, record=record)
        await self.town.settle()
        self._buttons.setdefault(name, []).extend(self._standing(name))

    # --- what is read ----------------------------------------------------------------------------------------------

    async def _look(self) -> None:
        """Which steps and notices people are at now."""
        machine = self.town.machine
        async with machine.db.write() as conn:
            ids = (await conn.execute(select(chat.c.id).where(chat.c.id > 0))).scalars().all()
            for chat_id in ids:
                context = await load(conn, machine.keys, machine.turns.world, chat_id, now=machine.clock.now())
                state, screen = context.chat.state, view(context)
                self.played.visited |= {(state.dialog, state.step), (screen.dialog, screen.step)}
                self._languages[chat_id] = context.chat.language
            self.played.notices |= set((await conn.execute(select(notice.c.kind).distinct())).scalars())

    def _news(self) -> Iterator[tuple[str, str]]:
        """What stands in a chat now that did not stand there before, as it reads."""
        toasts = self._toasts()
        chats = {name: phone.messages() for name, phone in self._phones.items()}
        chats |= {title: self.town.stand_in.cloud.visible(group) for title, group in self._groups.items()}
        for name, messages in chats.items():
            now = {message.id: _as_read(message) for message in messages if message.from_bot and message.text}
            before = self._texts.get(name, {})
            fresh = [text for id_, text in now.items() if id_ not in before or _changed(before[id_], text)]
            self._texts[name] = now
            said = [*self._answered.pop(name, []), *toasts.get(name, []), *fresh]
            if said:
                yield name, "\n\n".join([*self._reading(name), *said])

    def _reading(self, name: str) -> Iterator[str]:
        """Says it where somebody reads another language than Dutch; the golden file shows the Dutch all the same."""
        language = self._languages.get(self._phones[name].id) if name in self._phones else None
        if self._language == "nl" and language not in (None, "nl"):
            yield f"({LANGUAGES[language].autonym})"

    def _toasts(self) -> dict[str, list[str]]:
        """The short lines over the chat since the last look, by person."""
        cloud, said = self.town.stand_in.cloud, dict[str, list[str]]()
        calls = cloud.journal.calls
        names = {phone.id: name for name, phone in self._phones.items()}
        for call in calls[self._calls :]:
            if call.method.lower() == "answercallbackquery" and call.params.get("text"):
                name = names[cloud.queries[call.params["callback_query_id"]].user_id]
                said.setdefault(name, []).append(f"(over the chat: {_plain(call.params['text'])})")
        self._calls = len(calls)
        return said


def label_fits(button: Button, label: str) -> bool:
    """Whether a label means this button: the beginning is enough."""
    return _plain(button.text).startswith(label)


def _meaning(data: str) -> str:
    """What a button means, whatever its language and its random id: dialog, step and choice."""
    dialog, step, _, choice = (*data.split(":", 3), "", "", "")[:4]
    return f"{dialog}:{step}:{ID.sub('*', choice)}"


def _plain(text: str) -> str:
    return ISOLATES.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")


def _changed(before: str, now: str) -> bool:
    """Whether there is something new to read; an old card that only lost its buttons has nothing new."""
    return not before.startswith(now)


def _as_read(message: Message) -> str:
    lines = [DIGITS.sub("(six digits)", without_chance(CODE.sub("(a link)", message.text or "")))]
    for row in message.inline or ():
        lines.append("  ".join(f"[{button.text}]" for button in row))
    if message.reply_keyboard is not None and hasattr(message.reply_keyboard, "rows"):
        lines += ["  ".join(f"({button.text})" for button in row) for row in message.reply_keyboard.rows]
    return _plain("\n".join(lines))
