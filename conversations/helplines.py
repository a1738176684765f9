"""Who can be called at once, and for what. Short free numbers of Flanders; hours are not promised here.

Sources, read in public pages of 2019-2025: aalter.be/noodoproepen (112, 101), 1712.be (1712), hbvl.be 30/11/2021
(1813), focus-wtv.be 5/8/2025 (106), politie.be/5405 (102), hbvl.be 2020 and caw.be/faq (CAW and JAC),
antigifcentrum in hln.be 2020 (070 245 245), childfocus.be (116 000), ecouteviolencesconjugales.be (0800 30 030, 107).
Every municipality calls them once before it begins.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from texts import Text, Verbatim, say

__all__ = [
    "AMBULANCE",
    "CAW",
    "CHILDREN",
    "HELPLINES",
    "ILL",
    "LISTENING",
    "LISTENING_FRENCH",
    "MACHINE",
    "MISSING_CHILD",
    "PAGES",
    "POISON",
    "POLICE",
    "SUICIDE",
    "VIOLENCE",
    "VIOLENCE_FRENCH",
    "Helpline",
    "helplines_for",
    "helplines_on",
    "is_danger",
    "line",
]

AMBULANCE, POLICE, VIOLENCE, SUICIDE = "112", "101", "1712", "1813"
LISTENING, CHILDREN, CAW = "106", "102", "0800 13 500"
POISON, MISSING_CHILD = "070 245 245", "116 000"
VIOLENCE_FRENCH, LISTENING_FRENCH = "0800 30 030", "107"


@dataclass(frozen=True, slots=True)
class Helpline:
    """A number and what it is for; the number stands first on its line."""

    number: str
    line: Text


def line(number: str, text: Text) -> Helpline:
    """A helpline; `{number}` in its text is the number."""
    return Helpline(number, text.having(number=Verbatim(number)))


HELPLINES: tuple[tuple[Helpline, ...], ...] = (
    (
        line(AMBULANCE, say("helplines", "{number}: ziekenwagen of brandweer")),
        line(POLICE, say("helplines", "{number}: politie")),
        line(VIOLENCE, say("helplines", "{number}: praten over geweld")),
        line(SUICIDE, say("helplines", "{number}: denken aan zelfdoding")),
    ),
    (
        line(CAW, say("helplines", "{number}: CAW, bij schulden, wonen of ruzie")),
        line(CHILDREN, say("helplines", "{number}: Awel, voor kinderen en jongeren")),
        line(LISTENING, say("helplines", "{number}: Tele-Onthaal, iemand die luistert")),
    ),
)
"""Danger first, then people to talk to; one screen each."""

PAGES = len(HELPLINES)

UNSAFE, ILL = "not_safe", "ill"
DANGER = frozenset({UNSAFE, ILL})
"""Answers to *is something about to happen?* that may mean danger now; the others mean a need."""

MACHINE = say("helplines", "Ik ben een machine. Ik bel niemand.")


def helplines_on(page: int) -> tuple[Text, ...]:
    """The lines of one screen (from 0; goes round), with what to know about them first."""
    return (
        MACHINE,
        *(helpline.line for helpline in HELPLINES[page % PAGES]),
        say("helplines", "Deze nummers zijn gratis."),
    )


def helplines_for(urgent: Collection[str]) -> tuple[Text, ...]:
    """Whom to call for what is about to happen (ids of the urgent question's choices), and nobody else: the police and
    who listens are for who is not safe. In need, help before 112."""
    danger, need = HELPLINES
    lines = danger if UNSAFE in urgent else danger[:1]
    if not is_danger(urgent):
        lines = (need[0], *lines)
    return (MACHINE, *(helpline.line for helpline in lines))


def is_danger(urgent: Collection[str]) -> bool:
    """Whether somebody may be in danger now."""
    return bool(DANGER & set(urgent))
