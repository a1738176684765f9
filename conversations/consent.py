"""What a family agrees to when it asks for help, as recorded with its referral."""

from __future__ import annotations

__all__ = ["PAPERS_QUESTION", "purpose", "recipient", "shares_papers"]

PAPERS_QUESTION = "papers"
"""The question about residence papers: its answer goes along only on a separate yes."""

_HELP, _HELP_WITH_PAPERS = "help", "help+papers"


def purpose(papers: bool) -> str:
    """What the coordinator may use the data for: to help; `papers`: the answer about papers may be read too."""
    return _HELP_WITH_PAPERS if papers else _HELP


def shares_papers(recorded: str) -> bool:
    """Whether a recorded purpose covers the answer about papers."""
    return recorded == _HELP_WITH_PAPERS


def recipient(municipality: str) -> str:
    """Who may read it: the coordinators of one municipality, by its id."""
    return f"coordinator:{municipality}"
