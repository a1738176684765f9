"""The rights report to take along: on paper, as messages, as a file. What is in it, and the screen that offers it."""

from conversations.documents.contents import Contents, Entry, Part, contact_lines, contents_of, mine
from conversations.documents.messages import DocumentMessage, Line, document_messages
from conversations.documents.steps import CAPTIONS, DIALOG, FILE_NAME, FORMS, at_choice

__all__ = [
    "CAPTIONS",
    "DIALOG",
    "FILE_NAME",
    "FORMS",
    "Contents",
    "DocumentMessage",
    "Entry",
    "Line",
    "Part",
    "at_choice",
    "contact_lines",
    "contents_of",
    "document_messages",
    "mine",
]
