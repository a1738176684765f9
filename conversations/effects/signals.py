"""What is done with signals: what families and coordinators tell of what makes a right hard to get."""

from __future__ import annotations

from dataclasses import dataclass

from casework import Answered, Signal

__all__ = ["MoveSignal", "RegisterSignal", "SendSignalSheet", "TakeBackSignals"]


@dataclass(frozen=True, slots=True)
class RegisterSignal:
    """A new signal, and one detached count for each of its codes. Where the family wishes to hear of it (`hears`), it
    is sealed with the key of its file, and its yes is recorded with this version of the text; else nothing of the
    family is kept."""

    signal: Signal
    text_version: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class MoveSignal:
    """What a coordinator did with a signal, already checked against its state table. `moves`: how often it had changed
    when that was decided; a colleague who was sooner goes first. A family that waits for it hears when it is over."""

    signal: str
    action: str
    moves: int
    outcome: str | None = None
    answer: Answered | None = None


@dataclass(frozen=True, slots=True)
class TakeBackSignals:
    """The family takes back a signal, or all of them: its words and the link to it go, the counts stay. With the last
    one the yes ends too."""

    text_version: str
    language: str
    signal: str = ""


@dataclass(frozen=True, slots=True)
class SendSignalSheet:
    """How often each barrier was met in a municipality and a half-year, as a file to take along: `form` is pdf or csv.
    Counted anew when it is sent."""

    municipality: str
    period: str
    form: str

    @property
    def detail(self) -> str:
        """Half-year and form, as they stand in the outbox."""
        return f"{self.period}.{self.form}"
