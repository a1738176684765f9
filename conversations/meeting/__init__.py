"""Appointments between a family and its coordinator: proposed, agreed, moved and looked back at, through the bot."""

from __future__ import annotations

from conversations.meeting.screens import DIALOG

__all__ = ["DIALOG"]
