"""The rights report to take along: on paper, as messages, as a file. What is in it, and the screen that offers it."""

from conversations.documents.contents import Contents, Entry, Part, contact_lines, contents_of, holds_something, mine

__all__ = ["Contents", "Entry", "Part", "contact_lines", "contents_of", "holds_something", "mine"]
