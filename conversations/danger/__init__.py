"""Danger: a reviewed table of words, and the card that is shown at once when somebody types them."""

from conversations.danger.cards import DIALOG, heed
from conversations.danger.matching import TABLE, Category, Sign, read_table, recognise

__all__ = ["DIALOG", "TABLE", "Category", "Sign", "heed", "read_table", "recognise"]
