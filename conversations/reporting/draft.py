"""What a volunteer fills in about a family, kept in the chat's state until it is sent, and forgotten after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from casework import NotAPhoneNumber, own_number
from conversations.asking import wrong_with
from conversations.state import State
from texts import Verbatim

__all__ = [
    "MOST_CHARACTERS",
    "MOST_WORDS",
    "NEUTRAL",
    "PERSONAL",
    "URGENCY",
    "Draft",
    "heeded",
    "hidden",
    "holds_draft",
    "name_in",
    "opened",
    "phone_in",
    "shows_draft",
    "was_heeded",
    "words_in",
]

MOST_CHARACTERS, MOST_WORDS = 300, 40
"""Of the free text: it has to fit on one screen, together with what is said around it."""
MOST_SHOWN, MOST_SHOWN_CHARACTERS = 8, 60
"""Of the free text on the last look, beside everything else."""
MOST_NAMES = 4
URGENCY: Final = "urgency"
"""The choice that corrects how urgent it is; `urgent` itself leads to whom to call, on every screen."""

NEUTRAL: Final = "neutral"
"""The step that shows nothing of what was written."""
PERSONAL: Final = ("name", "phone", "words", "needs")
"""The keys of a state that say something about a family."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The state of a report, read as what it holds."""

    state: State

    @property
    def sealed(self) -> bool:
        """The family was not asked yet."""
        return self.state.text("mode") == "sealed"

    @property
    def name(self) -> str:
        return self.state.text("name")

    @property
    def phone(self) -> str:
        """E.164; empty: through the bot."""
        return self.state.text("phone")

    @property
    def when(self) -> str:
        return self.state.text("when")

    @property
    def urgent(self) -> bool:
        return self.state.data.get("urgent") is True

    @property
    def needs(self) -> tuple[str, ...]:
        return self.state.texts("needs")

    @property
    def words(self) -> str:
        return self.state.text("words")

    @property
    def shown_words(self) -> Verbatim:
        """The free text as far as the last look has room for it; whoever corrects it reads it whole."""
        words = self.words.split()
        short = " ".join(words[:MOST_SHOWN])[:MOST_SHOWN_CHARACTERS]
        return Verbatim(self.words if short == self.words else f"{short}…")

    @property
    def shown_name(self) -> Verbatim:
        return Verbatim(self.name)


def holds_draft(state: State) -> bool:
    """Whether a chat holds something about a family that was not sent yet, here or under what is laid over it."""
    below: State | None = state
    while below is not None:
        if below.dialog == "reporting" and any(below.data.get(key) for key in PERSONAL):
            return True
        below = below.under
    return False


def shows_draft(state: State) -> bool:
    """Whether what is written of a family may stand on the card."""
    return state.dialog == "reporting" and state.step != NEUTRAL and holds_draft(state)


def hidden(state: State) -> State:
    """The report behind a card that says nothing; `opened` brings it back."""
    return state.go(NEUTRAL, at=state.step)


def opened(state: State) -> State:
    """Where the volunteer was in the report."""
    return state.go(state.text("at"))


def heeded(state: State) -> State:
    """The volunteer was shown whom to call: what is written after that goes along."""
    return state.go(state.step, heeded=True) if state.dialog == "reporting" else state


def was_heeded(state: State) -> bool:
    """Whether words of danger were answered before in this report."""
    return state.dialog == "reporting" and state.data.get("heeded") is True


def name_in(typed: str) -> tuple[str, str]:
    """A first name, and the key of what is wrong with it (empty: nothing)."""
    name = " ".join(typed.split())
    return name, wrong_with(name) or ("long" if len(name.split()) > MOST_NAMES else "")


def phone_in(raw: str) -> str:
    """A person's number in E.164; empty where it is none."""
    try:
        return own_number(raw)
    except NotAPhoneNumber:
        return ""


def words_in(typed: str) -> str:
    """A few words on one line; empty where they are too many."""
    words = " ".join(typed.split())
    return words if len(words) <= MOST_CHARACTERS and len(words.split()) <= MOST_WORDS else ""
