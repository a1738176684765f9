"""The two messages with which a coordinator reaches a partner: a link to mail, and a code to say on the phone."""

from __future__ import annotations

from datetime import timedelta

from texts import say

__all__ = ["CODE", "LINK", "USES", "VALID"]

VALID = timedelta(days=14)
USES = 30
"""How often the six digits may open it: a partner comes back to read again, a stranger does not go on for ever."""
LINK = (
    say("partner", "De link voor de partner. Mail hem zelf, of lees hem voor."),
    say("partner", "Hij werkt twee weken. Dit bericht gaat na 15 minuten weg."),
)
CODE = (
    say("partner", "De code voor de partner. Zeg ze alleen aan de telefoon."),
    say("partner", "Je ziet ze één keer. Dit bericht gaat na 15 minuten weg."),
)
