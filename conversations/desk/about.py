"""What a request is about, in a line or two of its card: as far as the family agreed to share it when it asked."""

from __future__ import annotations

from casework import ReferralKind, Urgency
from conversations.consent import shares_papers
from conversations.context import Case, Context
from conversations.findings import right_of
from rights import urgency
from texts import Text, say

__all__ = ["about_line", "urgency_of"]


def urgency_of(case: Case, context: Context) -> Text:
    """How soon help is needed, and why, in the words of the family's own answer."""
    label = Urgency(case.referral.urgency).label
    if case.referral.urgency != Urgency.URGENT or not _shared(case):
        return label
    catalogue = context.catalogue.for_municipality(case.referral.municipality)
    question, said = catalogue.urgent_question, urgency(catalogue, case.answers, context.today).ids
    answer = question.choices[said[0]].answer_nl if question is not None and said else None
    if question is None or answer is None:
        return label
    return say("desk", "{urgency}: {why}", urgency=label, why=Text(question.id, answer))


def about_line(case: Case, context: Context) -> Text | None:
    """The right that help was asked with; of several the first, and how many more. None where it was none."""
    if not _shared(case):
        return None
    catalogue = context.catalogue.for_municipality(case.referral.municipality)
    papers = shares_papers(case.referral.purpose)
    found = (right_of(key, catalogue) for key in case.referral.about)
    rights = {right.id: right for right in found if right is not None and (papers or not right.private)}
    if not rights:
        return None
    first, more = next(iter(rights.values())), len(rights) - 1
    name = Text(first.id, first.name_nl)
    if more:
        return say("desk", "Vraagt hulp bij: {right} (+{n}).", right=name, n=more)
    return say("desk", "Vraagt hulp bij: {right}.", right=name)


def _shared(case: Case) -> bool:
    """Whether the family itself asked, with its answers. Of a report it only agreed to what the volunteer wrote."""
    return case.referral.kind != ReferralKind.REPORTED
