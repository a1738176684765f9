"""One turn's effects being applied: what they share, and what they leave for the end of the turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from casework import Role
from conversations.context import Context
from storage import audit
from storage.keys import KeyRing

__all__ = ["Turnover"]


@dataclass(slots=True)
class Turnover:
    """`chat_changes` go into the chat's row with the new state.

    `erased` gives the chat a new key and nothing else; `renew` a new key for all that it keeps.
    """

    conn: AsyncConnection
    keys: KeyRing
    context: Context
    chat_id: int
    household_id: str | None
    by_person: bool = False
    actor: int | None = None
    """Who acts, where that is not the chat that it is done to."""
    touched: str | None = None
    """The household that was written already as touched by a person."""
    toast: str = ""
    erased: bool = False
    renew: bool = False
    chat_changes: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The moment of the turn."""
        return self.context.now

    def household(self) -> str:
        """The household of the chat. LookupError where there is none: an effect that no dialog may ask for."""
        if self.household_id is None:
            raise LookupError("an effect about a household, in a chat without one")
        return self.household_id

    async def note_act(self, act: str, subject: str, *, by: Role | None = None) -> None:
        """Writes the act in the audit. Of a family only the subject, which means nothing once it is erased. `by`: in
        which role it was done, where that is not what this chat is."""
        actor = audit.actor_of(by, self.actor or self.chat_id)
        await audit.record(self.conn, self.now, actor, act, subject)
