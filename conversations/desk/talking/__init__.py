"""The coordinator's side of talking with a family: reviewed phrases, own words, a list of papers, and what was said."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.desk.cases import CaseStep
from conversations.desk.talking import answering, checklist, phrasing, writing

__all__ = ["STEPS"]

STEPS: Mapping[str, CaseStep] = {
    "phrases": answering.PHRASES_STEP,
    "purpose": phrasing.PURPOSE,
    "fill": phrasing.FILL,
    "preview": phrasing.PREVIEW,
    "write": writing.WRITE,
    "check": writing.CHECK,
    "papers": checklist.PAPERS,
    "answers": answering.ANSWERS,
}
