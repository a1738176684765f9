"""A local stand-in for Telegram: the Bot API over HTTP, people with phones, a page, and a clock that can be moved.

It imports nothing of the bot. Only `commands/` and tests start it.
"""

from __future__ import annotations

from sandbox.clock import Clock
from sandbox.cloud import Cloud
from sandbox.errors import ActError, ApiError, Dropped
from sandbox.faults import Fault, FaultKind
from sandbox.journal import Call, Upload
from sandbox.model import Button, Chat, Keyboard, KeyboardRemove, KeyButton, Message, User
from sandbox.server import StandIn
from sandbox.text import Entity

__all__ = [
    "ActError",
    "ApiError",
    "Button",
    "Call",
    "Chat",
    "Clock",
    "Cloud",
    "Dropped",
    "Entity",
    "Fault",
    "FaultKind",
    "KeyButton",
    "Keyboard",
    "KeyboardRemove",
    "Message",
    "StandIn",
    "Upload",
    "User",
]
