"""Rights as data: the catalogue, the interview that asks only what can still change a verdict, and the verdicts.

Everything is a function of (catalogue, answers, date). No clock, no storage, no network.
"""

from rights.answers import DONT_KNOW, RATHER_NOT, Answer, Answers, hold, undo
from rights.changes import LIKELY, Changes, Standing, changes, standing
from rights.editing import (
    answered_again,
    answers_told,
    asked_again,
    confirmed,
    given_to,
    keys_moved,
    lost_with,
    next_place,
    replaced,
    with_a_child,
)
from rights.errors import CatalogueError, UnknownAnswer
from rights.household import DECLINES, ticks_of
from rights.interview import answer, asking, next_question, tick, ticked
from rights.library import Catalogue
from rights.loading import load_catalogue
from rights.municipalities import ContactPoint, LanguageOffer, Municipality
from rights.opening_hours import hours_text
from rights.passes import ELSEWHERE
from rights.reporting import progress, report, summary, urgency
from rights.retention import Data, Span, Term, Terms
from rights.searching import Search, search
from rights.signoff import fingerprint, unsigned
from rights.single import by_itself, in_general, only, settled, verdicts_of
from rights.staleness import months_old, stale, without_stale
from rights.starting import to_start_with
from rights.strict_yaml import TEXT_KEYS, YamlText, yaml_texts
from rights.totals import total_of
from rights.views import Asked, Brings, Choice, Estimate, Progress, Report, Source, Ticks, Urgency, Verdict, VerdictKind
from rights.wording import kind_name, no_page, said_of

__all__ = [
    "DECLINES",
    "DONT_KNOW",
    "ELSEWHERE",
    "LIKELY",
    "RATHER_NOT",
    "TEXT_KEYS",
    "Answer",
    "Answers",
    "Asked",
    "Brings",
    "Catalogue",
    "CatalogueError",
    "Changes",
    "Choice",
    "ContactPoint",
    "Data",
    "Estimate",
    "LanguageOffer",
    "Municipality",
    "Progress",
    "Report",
    "Search",
    "Source",
    "Span",
    "Standing",
    "Term",
    "Terms",
    "Ticks",
    "UnknownAnswer",
    "Urgency",
    "Verdict",
    "VerdictKind",
    "YamlText",
    "answer",
    "answered_again",
    "answers_told",
    "asked_again",
    "asking",
    "by_itself",
    "changes",
    "confirmed",
    "fingerprint",
    "given_to",
    "hold",
    "hours_text",
    "in_general",
    "keys_moved",
    "kind_name",
    "load_catalogue",
    "lost_with",
    "months_old",
    "next_place",
    "next_question",
    "no_page",
    "only",
    "progress",
    "replaced",
    "report",
    "said_of",
    "search",
    "settled",
    "stale",
    "standing",
    "summary",
    "tick",
    "ticked",
    "ticks_of",
    "to_start_with",
    "total_of",
    "undo",
    "unsigned",
    "urgency",
    "verdicts_of",
    "with_a_child",
    "without_stale",
    "yaml_texts",
]
