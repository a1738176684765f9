"""What a family agrees to when it asks for help, as recorded with its referral."""

from __future__ import annotations

from rights import Answers, Catalogue
from rights.answers import DONT_KNOW, RATHER_NOT, Answer

__all__ = ["purpose", "recipient", "shares_papers", "told_private"]

_HELP, _HELP_WITH_PAPERS = "help", "help+papers"


def purpose(papers: bool) -> str:
    """What the coordinator may use the data for: to help; `papers`: the answer about papers may be read too."""
    return _HELP_WITH_PAPERS if papers else _HELP


def shares_papers(recorded: str) -> bool:
    """Whether a recorded purpose covers the answer about papers."""
    return recorded == _HELP_WITH_PAPERS


def told_private(catalogue: Catalogue, answers: Answers) -> bool:
    """Whether a private question (papers) was answered and not skipped: it goes along only on a separate yes."""
    return any(
        isinstance(item, Answer)
        and item.choice not in (DONT_KNOW, RATHER_NOT)
        and item.question in catalogue.questions
        and catalogue.questions[item.question].private
        for item in answers
    )


def recipient(municipality: str) -> str:
    """Who may read it: the coordinators of one municipality, by its id."""
    return f"coordinator:{municipality}"
