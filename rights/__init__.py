"""Rights as data: the catalogue, the interview that asks only what can still change a verdict, and the verdicts.

Everything is a function of (catalogue, answers, date). No clock, no storage, no network.
"""

from rights.answers import DONT_KNOW, RATHER_NOT, Answer, Answers, hold, undo
from rights.errors import CatalogueError, UnknownAnswer
from rights.interview import answer, next_question, tick, ticked
from rights.library import Catalogue
from rights.loading import load_catalogue
from rights.municipalities import ContactPoint, LanguageOffer, Municipality
from rights.opening_hours import hours_text
from rights.passes import ELSEWHERE
from rights.reporting import progress, report, summary, urgency
from rights.retention import Data, Span, Term, Terms
from rights.signoff import fingerprint, unsigned
from rights.strict_yaml import TEXT_KEYS, YamlText, yaml_texts
from rights.totals import total_of
from rights.views import Asked, Brings, Choice, Estimate, Progress, Report, Source, Ticks, Urgency, Verdict, VerdictKind
from rights.wording import kind_name

__all__ = [
    "DONT_KNOW",
    "ELSEWHERE",
    "RATHER_NOT",
    "TEXT_KEYS",
    "Answer",
    "Answers",
    "Asked",
    "Brings",
    "Catalogue",
    "CatalogueError",
    "Choice",
    "ContactPoint",
    "Data",
    "Estimate",
    "LanguageOffer",
    "Municipality",
    "Progress",
    "Report",
    "Source",
    "Span",
    "Term",
    "Terms",
    "Ticks",
    "UnknownAnswer",
    "Urgency",
    "Verdict",
    "VerdictKind",
    "YamlText",
    "answer",
    "fingerprint",
    "hold",
    "hours_text",
    "kind_name",
    "load_catalogue",
    "next_question",
    "progress",
    "report",
    "summary",
    "tick",
    "ticked",
    "total_of",
    "undo",
    "unsigned",
    "urgency",
    "yaml_texts",
]
