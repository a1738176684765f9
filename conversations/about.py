"""What the bot says of itself where Telegram shows it: before a person's first tap, and on its profile."""

from __future__ import annotations

from texts import say

__all__ = ["DESCRIPTION", "LONGEST_DESCRIPTION", "LONGEST_SHORT_DESCRIPTION", "SHORT_DESCRIPTION"]

LONGEST_DESCRIPTION, LONGEST_SHORT_DESCRIPTION = 512, 120
"""Characters that Telegram allows (core.telegram.org/bots/api#setmydescription), in every language."""

DESCRIPTION = say(
    "about",
    "Voor gezinnen met jonge kinderen die onze dienst nog niet kennen."
    " Deze machine toont je gratis welke hulp je misschien mist.",
)
"""In the empty chat, above the button START. It names purpose and target group, as the law on languages asks."""

SHORT_DESCRIPTION = say(
    "about", "Voor gezinnen met jonge kinderen. Deze machine toont gratis welke hulp je misschien mist."
)
"""On the bot's profile, and with a link to it."""
