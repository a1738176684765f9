"""The rights report as messages, in the words of one reader: what is said at a desk stands there in Dutch."""

from __future__ import annotations

import html

from conversations.documents import Contents, DocumentMessage, document_messages
from locales import SOURCE_LANGUAGE, Translator, translator

__all__ = ["rights_messages"]


def rights_messages(contents: Contents, language: str) -> tuple[str, ...]:
    """Each message as Telegram takes it (HTML), in the order in which they are sent."""
    return tuple(_message(message, translator(language)) for message in document_messages(contents))


def _message(message: DocumentMessage, words: Translator) -> str:
    dutch = translator(SOURCE_LANGUAGE)
    blocks = [
        "\n".join(html.escape((dutch if line.dutch else words).say(line.text), quote=False) for line in lines)
        for lines in message.paragraphs
    ]
    return "\n\n".join([f"<b>{html.escape(words.say(message.title), quote=False)}</b>", *blocks])
