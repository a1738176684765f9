"""The information duty: the full text about data, and its screens."""

from conversations.information.screens import DIALOG, READ, at_contents
from conversations.information.text import OWNER, REVIEW_BY, Section, is_draft, sections

__all__ = ["DIALOG", "OWNER", "READ", "REVIEW_BY", "Section", "at_contents", "is_draft", "sections"]
