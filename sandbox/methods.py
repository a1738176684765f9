"""The table of Bot API methods, and those about the bot itself, chats and the webhook."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sandbox.cloud import Cloud
from sandbox.commands import CommandLists
from sandbox.composing import known_chat, open_chat
from sandbox.copying import COPYING
from sandbox.errors import bad_request, forbidden
from sandbox.media import MEDIA_METHODS
from sandbox.model import Json
from sandbox.params import Params
from sandbox.sending import SENDING
from sandbox.store import Webhook

__all__ = ["METHODS", "Method"]

Method = Callable[[Cloud, Params], Any]

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


def get_me(cloud: Cloud, _: Params) -> Json:
    """getMe."""
    return cloud.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_webhook(cloud: Cloud, params: Params) -> bool:
    """setWebhook; an empty url takes it away. http is accepted, as by a local Bot API server."""
    url, secret = params.text("url"), params.text("secret_token")
    if url and not re.match(r"https?://[^/\s]+", url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if params.flag("drop_pending_updates"):
        cloud.updates.forget()
    cloud.updates.allow(params.nested("allowed_updates"))
    connections = min(max(params.number("max_connections", 40), 1), 100)
    cloud.set_webhook(Webhook(url, secret, connections) if url else Webhook())
    return True


def delete_webhook(cloud: Cloud, params: Params) -> bool:
    """deleteWebhook."""
    if params.flag("drop_pending_updates"):
        cloud.updates.forget()
    cloud.set_webhook(Webhook())
    return True


def webhook_info(cloud: Cloud, _: Params) -> Json:
    """getWebhookInfo."""
    hook = cloud.webhook
    body: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": cloud.unconfirmed}
    if hook.url:
        body["max_connections"] = hook.max_connections
    if hook.last_error_at is not None:
        body["last_error_date"] = int(hook.last_error_at.timestamp())
        body["last_error_message"] = hook.last_error
    if cloud.updates.allowed:
        body["allowed_updates"] = list(cloud.updates.allowed)
    return body


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def set_commands(cloud: Cloud, params: Params) -> bool:
    """setMyCommands."""
    scope, language = CommandLists.scope(params.nested("scope")), _language(params)
    commands = []
    for value in params.nested("commands") or ():
        name, description = str(value.get("command", "")).lstrip("/"), str(value.get("description", "")).strip()
        if not _COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append((name, description))
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    cloud.commands.put(scope, language, tuple(commands))
    cloud.tell("commands")
    return True


def delete_commands(cloud: Cloud, params: Params) -> bool:
    """deleteMyCommands."""
    cloud.commands.put(CommandLists.scope(params.nested("scope")), _language(params), ())
    cloud.tell("commands")
    return True


def get_commands(cloud: Cloud, params: Params) -> list[Json]:
    """getMyCommands."""
    found = cloud.commands.get(CommandLists.scope(params.nested("scope")), _language(params))
    return [{"command": name, "description": description} for name, description in found]


def _set_profile(key: str, limit: int) -> Method:
    def set_it(cloud: Cloud, params: Params) -> bool:
        text = params.text(key).strip()
        if len(text) > limit:
            raise bad_request(f"the specified bot {key.replace('_', ' ')} is too long")
        cloud.profile[key, _language(params)] = text
        cloud.tell("bot")
        return True

    return set_it


def _get_profile(key: str) -> Method:
    return lambda cloud, params: {key: cloud.profile.get((key, _language(params)), "")}


def set_menu_button(cloud: Cloud, params: Params) -> bool:
    """setChatMenuButton."""
    button = params.nested("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    cloud.menu_buttons[known_chat(cloud, params).id if "chat_id" in params.values else None] = button
    return True


def get_chat(cloud: Cloud, params: Params) -> Json:
    """getChat."""
    chat = known_chat(cloud, params)
    if chat.type != "private":
        open_chat(cloud, params)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return cloud.chat_told(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_member(cloud: Cloud, params: Params) -> Json:
    """getChatMember."""
    chat = open_chat(cloud, params)
    user = cloud.users.get(params.number("user_id"))
    if user is None:
        raise bad_request("user not found")
    return cloud.member_told(user, chat.members.get(user.id, "left"))


def get_administrators(cloud: Cloud, params: Params) -> list[Json]:
    """getChatAdministrators."""
    chat = open_chat(cloud, params)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [
        cloud.member_told(cloud.users[user_id], status)
        for user_id, status in chat.members.items()
        if status in ("creator", "administrator") and user_id != cloud.bot.id
    ]


def leave_chat(cloud: Cloud, params: Params) -> bool:
    """leaveChat."""
    chat = known_chat(cloud, params)
    if chat.type == "private":
        raise bad_request("chat not found")
    if not chat.holds(cloud.bot.id):
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    cloud.bot_leaves(chat)
    return True


# Names in lower case, as Telegram does not mind the case. getUpdates is not here: it waits (see `polling`).
METHODS: dict[str, Method] = {
    name.lower(): method
    for name, method in {
        **SENDING,
        **MEDIA_METHODS,
        **COPYING,
        "getMe": get_me,
        "setWebhook": set_webhook,
        "deleteWebhook": delete_webhook,
        "getWebhookInfo": webhook_info,
        "setMyCommands": set_commands,
        "deleteMyCommands": delete_commands,
        "getMyCommands": get_commands,
        "setMyName": _set_profile("name", 64),
        "setMyDescription": _set_profile("description", 512),
        "setMyShortDescription": _set_profile("short_description", 120),
        "getMyName": _get_profile("name"),
        "getMyDescription": _get_profile("description"),
        "getMyShortDescription": _get_profile("short_description"),
        "setChatMenuButton": set_menu_button,
        "leaveChat": leave_chat,
        "getChat": get_chat,
        "getChatMember": get_member,
        "getChatAdministrators": get_administrators,
    }.items()
}
