"""What can stand in the way of an action on a case: one class per situation, each with a kind sentence to show."""

from __future__ import annotations

from texts import Text, say

__all__ = [
    "AlreadyOver",
    "BrokenTable",
    "CaseworkError",
    "NotAPhoneNumber",
    "NotForThisRole",
    "NotPossibleNow",
    "TextNeeded",
    "UnknownAnswer",
    "UnknownPhrase",
    "UnknownState",
    "WrongOutcome",
]


class BrokenTable(ValueError):
    """A state table contradicts itself; found when the program starts."""


class UnknownState(LookupError):
    """A stored case is in a state that its table does not have."""


class UnknownPhrase(LookupError):
    """Nobody reviewed a phrase with this id."""


class UnknownAnswer(LookupError):
    """The phrase has no such answer button."""


class CaseworkError(Exception):
    """Something a person asked for cannot be done; `text` is what they read."""

    def __init__(self, message: str, text: Text) -> None:
        super().__init__(message)
        self.text = text


class NotPossibleNow(CaseworkError):
    """The case is in a state in which this action does not exist; mostly, somebody else was first."""

    def __init__(self, table: str, state: str, action: str, possible: tuple[str, ...]) -> None:
        super().__init__(
            f"{table} in state {state!r} has no action {action!r}; possible: {', '.join(possible)}",
            say("case", "Dat kan nu niet meer. Er is intussen iets veranderd."),
        )


class AlreadyOver(CaseworkError):
    """The case has ended: nothing changes it any more."""

    def __init__(self, table: str, state: str, action: str) -> None:
        super().__init__(
            f"{table} ended in state {state!r}, so {action!r} does nothing", say("case", "Dit is al afgesloten.")
        )


class NotForThisRole(CaseworkError):
    """Somebody else may do this, this person may not."""

    def __init__(self, action: str, role: str, may: tuple[str, ...]) -> None:
        super().__init__(
            f"a {role} may not {action}; this is for: {', '.join(may)}",
            say("case", "Deze stap is voor iemand anders."),
        )


class TextNeeded(CaseworkError):
    """This action needs a few words with it."""

    def __init__(self, action: str) -> None:
        super().__init__(f"{action!r} needs a text", say("case", "Schrijf er kort iets bij."))


class WrongOutcome(CaseworkError):
    """The outcome is missing, or is not one of those that this action can have."""

    def __init__(self, action: str, outcome: str | None, allowed: tuple[str, ...]) -> None:
        super().__init__(
            f"{action!r} cannot have outcome {outcome!r}; allowed: {', '.join(allowed) or 'none'}",
            say("case", "Kies een resultaat uit de lijst."),
        )


class NotAPhoneNumber(CaseworkError):
    """What was given is no number on which a family can be called. The message never holds the number itself."""

    def __init__(self, text: Text) -> None:
        super().__init__("no number of a person's own phone; expected for example +32 470 ... or 0470 ...", text)
