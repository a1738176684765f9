"""One error per situation; each says what was met and what to do."""

from __future__ import annotations

__all__ = ["CatalogueError", "UnknownAnswer"]


class CatalogueError(ValueError):
    """A catalogue file cannot be used: which file, which key, what was found, what to write instead."""

    def __init__(self, file: str, key: str, found: str, instead: str) -> None:
        self.file, self.key, self.found, self.instead = file, key, found, instead
        place = f"{file}: {key}" if key else file
        super().__init__(f"{place}: {found}. Write instead: {instead}.")


class UnknownAnswer(ValueError):
    """An answer to something that is not being asked now: forged, stale, or a choice the question does not have."""

    def __init__(self, asked_key: str, choice_id: str, asked_now: str | None) -> None:
        self.asked_key, self.choice_id, self.asked_now = asked_key, choice_id, asked_now
        super().__init__(f"{choice_id!r} does not answer {asked_key!r}: asked now is {asked_now!r}")
