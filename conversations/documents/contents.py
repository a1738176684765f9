"""What a family takes along: its rights in the order of the results, each with what a desk and a family need of it.

There is no name in it, no answer that was given, and nothing that tells whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

from casework import Paper, Step, StepState
from conversations import findings
from conversations.context import Context
from conversations.findings import household_of, report_of
from conversations.lists import GROUPS, together
from rights import Catalogue, ContactPoint, Municipality, Report, Verdict, VerdictKind, hours_text
from rights.shapes import Right
from rights.wording import verified_line
from texts import Joined, Text, Verbatim, mapping_of, say

__all__ = ["Contents", "Entry", "Part", "contact_lines", "contents_of", "mine"]

WHOLE = ("urgent", "sure", "likely")
"""The groups that stand there in full. Of the others somebody decides first: they stand there in short."""
SHORT = ("ask", "maybe")

TITLES: Mapping[str, Text] = {
    "urgent": say("document", "Dringend: begin hier"),
    **{name: GROUPS[name].title for name in GROUPS if name != "urgent"},
}
"""Titles for paper: the sign on a screen is a picture there that no font has."""

APPLY = say("document", "Dag. Wie kan mij helpen om dit aan te vragen: {right}?")
ASK = say("document", "Dag. Kan mijn gezin dit krijgen: {right}? Ik wil het graag laten nakijken.")
SURE = frozenset({VerdictKind.VERY_LIKELY, VerdictKind.LIKELY})
"""Kinds of verdict with which somebody comes to ask the right itself."""

AT_THE_TOWN = frozenset({"Het OCMW", "Je gemeente"})
"""Who decides, where that is found at the contact point of the municipality."""

READ_IN_PUBLIC = verified_line({"verified"})
"""Of most rights; what is said of a weaker source stands at the right itself."""


NO_STEPS: Mapping[str, Step] = MappingProxyType({})
"""Of a family without a plan."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A right as it is taken along, for everybody in the household for whom the same is said.

    `papers` is what to bring, one by one, with what the family said of it in its plan (None: nothing yet), and `bring`
    the same as a sentence: `todo` does not name that again. `desk`
    is what to say at a desk, where it is read in Dutch. `doubt` tells that a source is weak. `standing` is how far it
    is in the plan, where it stands there.
    """

    verdicts: tuple[Verdict, ...]
    right: Right
    name: Text
    why: Text
    amount: tuple[Text, ...]
    todo: tuple[Text, ...]
    papers: tuple[tuple[Text, Paper | None], ...]
    bring: Text | None
    where: tuple[Text, ...]
    site: Text | None
    desk: Text
    doubt: Text | None
    standing: Text | None = None

    @property
    def verdict(self) -> Verdict:
        """The first of them, for what is the same of all."""
        return self.verdicts[0]


@dataclass(frozen=True, slots=True)
class Part:
    """A group of the results; `whole`: each right in full."""

    group: str
    title: Text
    line: Text
    entries: tuple[Entry, ...]

    @property
    def whole(self) -> bool:
        return self.group in WHOLE


@dataclass(frozen=True, slots=True)
class Contents:
    """All that is taken along. `town` is None for who lives where the bot is not at home."""

    report: Report
    on: date
    town: Municipality | None
    parts: tuple[Part, ...]
    held: tuple[Text, ...]
    total: tuple[Text, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to take along."""
        return bool(self.parts or self.held)

    @property
    def contact(self) -> ContactPoint | None:
        """Where to go with it; None where nothing is known that a family can use."""
        return self.town.contact if self.town is not None and self.town.contact.name else None

    @property
    def not_now(self) -> tuple[Verdict, ...]:
        """What does not fit now: no paper is spent on it."""
        return findings.later(self.report)


def contents_of(
    found: Report,
    catalogue: Catalogue,
    town: Municipality | None,
    on: date,
    *,
    steps: Mapping[str, Step] = NO_STEPS,
    unclear: bool = False,
) -> Contents:
    """What a report comes to on paper. `catalogue` is the pass that it was made with, `steps` is the family's plan.

    What waits for an answer is left out, for it is clear sooner in the chat than at a desk; with `unclear` it stands
    there too, for who can ask the family.
    """
    made, worth = partial(_entry, catalogue=catalogue, town=town, steps=steps), tuple if unclear else _clear
    parts = (
        Part(name, TITLES[name], GROUPS[name].line, tuple(map(made, _alike(worth(GROUPS[name].holds(found)), steps))))
        for name in (*WHOLE, *SHORT)
    )
    return Contents(
        report=found,
        on=on,
        town=town,
        parts=tuple(part for part in parts if part.entries),
        held=tuple(_named(verdicts) for verdicts in _alike(findings.held(found))),
        total=together(found),
    )


def mine(context: Context) -> Contents:
    """Of the household that is open in a chat. Raises NoHousehold."""
    steps = household_of(context).steps
    return contents_of(report_of(context), context.pass_catalogue, context.town, context.today, steps=steps)


def _clear(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    return tuple(v for v in verdicts if v.kind is not VerdictKind.ONE_MORE_ANSWER)


def _alike(verdicts: Iterable[Verdict], steps: Mapping[str, Step] = NO_STEPS) -> list[tuple[Verdict, ...]]:
    """In their order; a right of which the same is said for several children stands there once."""
    groups: dict[object, list[Verdict]] = {}
    for verdict in verdicts:
        said = (
            *(verdict.right_id, verdict.kind, verdict.sentence, verdict.todo, verdict.brings, verdict.until),
            _standing(verdict, steps),
        )
        groups.setdefault(said, []).append(verdict)
    return [tuple(group) for group in groups.values()]


def _standing(verdict: Verdict, steps: Mapping[str, Step]) -> Text | None:
    """How far a right that is not held is in the plan; what was let go is not in it."""
    step = steps.get(verdict.key)
    if verdict.held or step is None or step.state in (StepState.GRANTED, StepState.DROPPED):
        return None
    return step.state.label


def _named(verdicts: tuple[Verdict, ...]) -> Text:
    """The name of a right, with everybody for whom it is."""
    who = tuple(verdict.subject_label for verdict in verdicts if verdict.subject_label is not None)
    if not who:
        return verdicts[0].name
    return say("results", "{right}, {who}", right=verdicts[0].name, who=who[0] if len(who) == 1 else Joined(who))


def _entry(
    verdicts: tuple[Verdict, ...], *, catalogue: Catalogue, town: Municipality | None, steps: Mapping[str, Step]
) -> Entry:
    verdict = verdicts[0]
    right = catalogue.rights[verdict.right_id]
    said = {paper: state for v in verdicts if v.key in steps for paper, state in steps[v.key].papers.items()}
    papers = tuple((Text(right.id, paper), said.get(paper)) for paper in right.documents_nl)
    name, doubt = _named(verdicts), verdict.source[-1]
    return Entry(
        verdicts=verdicts,
        right=right,
        name=name,
        why=Text(right.id, right.why_nl),
        amount=tuple(line for line in verdict.brings if not _names_rights(line)),
        todo=verdict.todo[:-1] if papers else verdict.todo,  # the last line of it says what to bring
        papers=papers,
        bring=verdict.todo[-1] if papers else None,
        where=_where(right, town),
        site=_site(right),
        desk=(APPLY if verdict.kind in SURE else ASK).having(right=name),
        doubt=None if doubt == READ_IN_PUBLIC else doubt,
        standing=_standing(verdict, steps),
    )


def _names_rights(line: Text) -> bool:
    """Whether a line tells what else a right opens, or does not: that stands there under its own name."""
    return line.context == "verdict" and "rights" in mapping_of(line)


def _where(right: Right, town: Municipality | None) -> tuple[Text, ...]:
    """Who to go to, and when the door is open, as far as that is known."""
    contact = town.contact if town is not None and town.contact.name else None
    at_town = right.level == "municipal" if right.office_nl is None else right.office_nl in AT_THE_TOWN
    lines: tuple[Text, ...] = ()
    if at_town and contact is not None:
        lines = contact_lines(contact)
    elif right.office_nl is not None:
        lines = (say("document", "{office}.", office=Text(right.id, right.office_nl)),)
    return lines


def _site(right: Right) -> Text | None:
    return say("document", "Website: {page}", page=Verbatim(right.claim.url)) if right.claim.url else None


def contact_lines(point: ContactPoint) -> tuple[Text, ...]:
    """What is known of a contact point, without signs that paper does not have."""
    known = (
        (say("document", "{name}."), "name", point.name),
        (say("document", "Adres: {address}."), "address", point.address),
        (say("document", "Telefoon: {phone}."), "phone", point.phone),
    )
    lines = tuple(text.having(**{param: Verbatim(value)}) for text, param, value in known if value)
    return (*lines, *((say("document", "Open: {hours}.", hours=hours_text(point.hours)),) if point.hours else ()))
