"""What stands on a partner's page and not on its card in the bot. Partners read it in Dutch."""

from __future__ import annotations

from texts import say

__all__ = [
    "AGREED",
    "ASKED",
    "BACK",
    "CANNOT",
    "CODE",
    "CODE_HINT",
    "HELPING",
    "KEPT",
    "OPEN",
    "OVER",
    "RESULT",
    "THANKS",
    "TRY_AGAIN",
    "WHY",
]

ASKED = say("partner", "Een coördinator vraagt of jullie een gezin kunnen helpen.")
CODE = say("partner", "Code")
CODE_HINT = say("partner", "De 6 cijfers die je aan de telefoon kreeg.")
OPEN = say("partner", "Open")
AGREED = say("partner", "Het gezin zei ja.")
HELPING = say("partner", "Jullie helpen dit gezin. Meld later hoe het afliep.")
CANNOT = say("partner", "Kan het niet?")
WHY = say("partner", "Waarom niet? Alleen de coördinator leest dit.")
RESULT = say("partner", "Hoe liep het af?")
KEPT = say("partner", "Je antwoord is bewaard.")
THANKS = say("partner", "Dank je. Je antwoord is bewaard.")
OVER = say("partner", "Je kan dit venster sluiten. Hier staat niets meer over het gezin.")
BACK = say("partner", "Terug naar de gegevens")
TRY_AGAIN = say("partner", "Dat lukte niet. Vul het nog eens in.")
