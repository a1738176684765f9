"""Lists of commands per scope and language, and which one a phone shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.errors import bad_request
from sandbox.model import Chat

__all__ = ["CommandLists", "Commands", "Scope"]

Commands = tuple[tuple[str, str], ...]
Scope = tuple[str, int | None, int | None]

_SCOPES = {
    "default": (), "all_private_chats": (), "all_group_chats": (), "all_chat_administrators": (),
    "chat": ("chat_id",), "chat_administrators": ("chat_id",), "chat_member": ("chat_id", "user_id"),
}  # fmt: skip


class CommandLists:
    """What setMyCommands was told."""

    def __init__(self) -> None:
        self._lists: dict[tuple[Scope, str], Commands] = {}

    @staticmethod
    def scope(value: Mapping[str, Any] | None) -> Scope:
        """A `BotCommandScope`, checked."""
        value = value or {"type": "default"}
        kind = str(value.get("type"))
        if kind not in _SCOPES:
            raise bad_request("can't parse BotCommandScope: Unsupported type specified")
        for key in _SCOPES[kind]:
            if key not in value:
                raise bad_request(f"can't parse BotCommandScope: {key} is empty")
        return kind, _number(value.get("chat_id")), _number(value.get("user_id"))

    def put(self, scope: Scope, language: str, commands: Commands) -> None:
        """Replace one list; an empty one takes it away."""
        if commands:
            self._lists[scope, language] = commands
        else:
            self._lists.pop((scope, language), None)

    def get(self, scope: Scope, language: str) -> Commands:
        """One list, exactly as it was set."""
        return self._lists.get((scope, language), ())

    def shown(self, chat: Chat, user_id: int, language: str | None) -> Commands:
        """What this person sees in this chat: the nearest scope that has a list, in their language before any other."""
        admin = chat.members.get(user_id) in ("creator", "administrator")
        private = chat.type == "private"
        scopes: list[Scope] = [("chat_member", chat.id, user_id)] if not private else []
        if not private and admin:
            scopes.append(("chat_administrators", chat.id, None))
        scopes.append(("chat", chat.id, None))
        if not private and admin:
            scopes.append(("all_chat_administrators", None, None))
        scopes.append(("all_private_chats" if private else "all_group_chats", None, None))
        scopes.append(("default", None, None))
        code = (language or "").split("-")[0].lower()
        for scope in scopes:
            for spoken in (code, ""):
                if found := self.get(scope, spoken):
                    return found
        return ()


def _number(value: object) -> int | None:
    if value is None:
        return None
    try:
        return int(str(value))
    except ValueError:
        raise bad_request("chat not found") from None
