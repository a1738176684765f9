"""A person's own data: what is kept until when, who read it, every yes, and the file with all of it."""

from conversations.mydata.screens import DIALOG, at_own

__all__ = ["DIALOG", "at_own"]
