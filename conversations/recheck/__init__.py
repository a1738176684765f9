"""A household's rights are looked at again, if the family said yes: what is new is told, and why it is new now."""

from conversations.recheck.places import after_keeping, asking
from conversations.recheck.screens import DIALOG

__all__ = ["DIALOG", "after_keeping", "asking"]
