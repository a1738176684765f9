"""The message that asks for the person's own phone number: one of its own, for its button needs a keyboard."""

from __future__ import annotations

from texts import say

__all__ = ["ASK", "BUTTON", "THANKS"]

ASK = say("contact", "Druk op de knop om je nummer te delen.")
BUTTON = say("contact", "Deel mijn nummer")
THANKS = say("contact", "Dank je.")
