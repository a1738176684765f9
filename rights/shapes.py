"""The shapes of the catalogue's files: rights, facts and questions, parameters. Nothing else fits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from rights.conditions import Condition, walk
from rights.dates import MonthDay, NotOpened
from rights.figures import Basis, Figure, SourceRef

__all__ = [
    "NONE",
    "SEARCHED",
    "AmountCase",
    "Claim",
    "ConditionFile",
    "DaysAgo",
    "Deadline",
    "Fact",
    "FigureFile",
    "Given",
    "Id",
    "Minors",
    "NewYear",
    "Question",
    "QuestionChoice",
    "QuestionFile",
    "Received",
    "Right",
    "Sentence",
    "SetValue",
    "Shape",
    "Subject",
    "Theme",
    "ThemeFile",
    "Topic",
    "Words",
    "ZonePart",
    "held_facts",
]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=45)]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=16)]
ChoiceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=12)]
Subject = Literal["household", "adult", "child"]
Level = Literal["federal", "flemish", "municipal"]


def _short(words: int) -> AfterValidator:
    def check(text: str) -> str:
        if (n := len(text.split())) > words:
            raise ValueError(f"this text has {n} words; {words} is the most")
        return text

    return AfterValidator(check)


Sentence = Annotated[str, StringConstraints(min_length=2, pattern=r"[.?]$"), _short(18)]
Phrase = Annotated[str, StringConstraints(min_length=2, pattern=r"[^.?!]$"), _short(7)]
Given = Annotated[str, StringConstraints(min_length=2, pattern=r"[^.?!]$"), _short(8)]
Note = Annotated[str, StringConstraints(min_length=2, pattern=r"[^.?!]$"), _short(13)]
Whose = Annotated[str, StringConstraints(min_length=2, pattern=r"[^.?!]$"), _short(10)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=30)]


class Shape(BaseModel):
    """A part of a catalogue file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


# -- facts and questions ----------------------------------------------------------------------------------------------


class Fact(Shape):
    """One thing that can be known. `status` facts say that something is held; a right may name one as its own."""

    id: Id
    type: Literal["options", "status", "number", "money", "day", "birth"]
    subject: Subject = "household"
    options: tuple[str, ...] = ()
    basis: Basis | None = None
    document_nl: Phrase | None = Field(default=None, description="the paper that settles this fact")
    check_nl: Phrase | None = Field(default=None, description="what to check when this fact lies close to an edge")
    name_nl: Phrase | None = Field(default=None, description="the name of a status")

    @model_validator(mode="after")
    def _fits_type(self) -> Fact:
        if (self.type == "options") != bool(self.options):
            raise ValueError("`options` goes with `type: options`: list every value the fact can have")
        if (self.type == "money") != (self.basis is not None):
            raise ValueError("`basis` goes with `type: money`: taxable_per_year or net_per_month")
        return self

    @property
    def domain(self) -> frozenset[str]:
        """Every option this fact can have."""
        return frozenset({"yes", "no"}) if self.type == "status" else frozenset(self.options)


class Between(Shape):
    """A number from .. to (both included)."""

    from_: int = Field(alias="from")
    to: int


class DaysAgo(Shape):
    """A day between so many days ago and so many (both included), counted from the day of the answer."""

    days_ago: tuple[int, int]


class NeverSet(Shape):
    """A day that never was."""

    never: Literal["true"]


class NewYear(Shape):
    """A day up to 1 January of this year (`before`), or after it and at least so many days ago (`days`)."""

    new_year: Literal["before", "after"]
    days: int = 0


class ZonePart(Shape):
    """Amounts below, in or above the zone of a ceiling. In the label, {from} and {to} are their ends."""

    zone: Id
    part: Literal["below", "in", "above"]


SetValue = str | tuple[str, ...] | Between | DaysAgo | NeverSet | NewYear | ZonePart


class QuestionChoice(Shape):
    """One answer to choose, and the facts it sets: an option, a list of options still possible, a number, a day."""

    label_nl: Label
    answer_nl: Phrase | None = None
    left_nl: Phrase | None = Field(default=None, description="of a list: said where nothing ticked says otherwise")
    sets: dict[str, SetValue] = {}
    else_: dict[str, SetValue] = Field(default={}, alias="else", description="of a list: what it sets if not ticked")

    @model_validator(mode="after")
    def _one_kept(self) -> QuestionChoice:
        if sum(isinstance(value, DaysAgo | NewYear | ZonePart) for value in self.sets.values()) > 1:
            raise ValueError("a choice keeps one day or amount: split it in two questions")
        return self

    @property
    def kept(self) -> DaysAgo | NewYear | ZonePart | None:
        """The value that is worked out when it is chosen, and kept with the answer."""
        return next((v for v in self.sets.values() if isinstance(v, DaysAgo | NewYear | ZonePart)), None)


MOST_TICKED = 28
"""Characters of a line of a list: with the tick before it, it stays as long as a button may be."""
NONE = "none"
"""The choice of a list that says that nothing of it is so."""


class Question(Shape):
    """What asks for facts. `asks` generates choices for one fact: the birth years of all children (and with them how
    many there are), a birth month, a money band. `several`: a list, of which all that is so is ticked."""

    id: QuestionId
    subject: Subject = "household"
    question_nl: Sentence
    about_nl: Phrase = Field(description="what it is about, as a noun: `het inkomen van je gezin`")
    intro_nl: Annotated[str, _short(45)] | None = None
    why_nl: Sentence | None = None
    effort: int = Field(default=1, ge=1, le=5)
    sensitivity: int = Field(default=1, ge=1, le=5)
    only_if: Condition | None = None
    urgency: bool = False
    private: bool = Field(default=False, description="its answer is shared with a coordinator only on a separate yes")
    asks: Literal["birth_years", "birth_month", "money"] | None = None
    fact: str | None = Field(default=None, description="the fact that `asks` is about")
    several: bool = False
    stale_after: int | None = Field(
        default=None, ge=1, description="months after which an answer does not count any more"
    )
    lapses_with: tuple[str, ...] = Field(default=(), description="facts: told otherwise, an earlier answer ends")
    choices: dict[ChoiceId, QuestionChoice] = {}

    @model_validator(mode="after")
    def _asks_or_choices(self) -> Question:
        if (self.asks is None) == (not self.choices):
            raise ValueError("write either `choices`, or `asks` with `fact`")
        if (self.asks is None) != (self.fact is None):
            raise ValueError("`asks` and `fact` go together")
        if self.stale_after is not None and self.subject != "household":
            raise ValueError("`stale_after` goes with a question about the household: only those are put again")
        if self.lapses_with and self.subject != "household":
            raise ValueError("`lapses_with` goes with a question about the household: take it out")
        if {"dk", "skip"} & set(self.choices):
            raise ValueError("`dk` and `skip` are on every question by themselves: take them out")
        return self

    @model_validator(mode="after")
    def _a_list_says_what_is_not_ticked(self) -> Question:
        if not self.several:
            if any(choice.else_ for choice in self.choices.values()):
                raise ValueError("`else` belongs to a list: write `several: true`, or take it out")
            return self
        if NONE not in self.choices or self.choices[NONE].sets:
            raise ValueError("a list needs a choice `none` that sets nothing: what is said when nothing is ticked")
        for name, choice in self.choices.items():
            if name != NONE and not set(choice.sets) & set(choice.else_):
                raise ValueError(f"`{name}` needs `else`: what it means when it is not ticked")
            if len(choice.label_nl) > MOST_TICKED:
                raise ValueError(f"the label of `{name}` is too long for a tick: {MOST_TICKED} is the most")
            if choice.kept is not None:
                raise ValueError(f"`{name}` keeps a day or an amount: ask that in a question of its own")
        return self

    @property
    def sets(self) -> frozenset[str]:
        """The facts that some answer to this question settles."""
        if self.fact is not None:
            return frozenset({self.fact, "children"} if self.asks == "birth_years" else {self.fact})
        return frozenset(fact for choice in self.choices.values() for fact in (*choice.sets, *choice.else_))


class Topic(Shape):
    """Questions that belong together; they are asked in one go."""

    id: Id
    about_nl: Phrase
    questions: tuple[Question, ...] = Field(min_length=1)


class QuestionFile(Shape):
    """`questions/*.yaml`: a topic with its questions, and the facts they ask for."""

    topic: Topic
    facts: tuple[Fact, ...] = ()


class NamedCondition(Shape):
    """A condition that several rights share, under a name."""

    id: Id
    means: Condition
    opens: bool = Field(default=True, description="false: a status in it only shows that it holds, it does not give it")


class ConditionFile(Shape):
    """`conditions/*.yaml`: conditions that several rights share."""

    conditions: tuple[NamedCondition, ...] = Field(min_length=1)


Words = dict[Literal["nl", "fr", "en", "ar"], tuple[str, ...]]
"""Everyday words by which people look for something, per language; they are compared and never shown."""

SEARCHED: tuple[Literal["nl", "fr", "en", "ar"], ...] = ("nl", "fr", "en", "ar")
"""The languages in which every right has such words."""


class Theme(Shape):
    """Rights that a family looks for in one place, by their domains."""

    id: Id
    name_nl: Label
    domains: tuple[Id, ...] = Field(min_length=1)
    words: Words = {}


class ThemeFile(Shape):
    """`themes/*.yaml`: where rights are looked for without a questionnaire, in the order in which they are shown."""

    themes: tuple[Theme, ...] = Field(min_length=1)


class FigureFile(Shape):
    """`parameters/*.yaml`: dated figures."""

    parameters: tuple[Figure, ...]


# -- rights -----------------------------------------------------------------------------------------------------------


class Received(Shape):
    """Money that is received, by the names of figures: from one (nothing, where it is left out) to another. Written as
    one name where both are the same."""

    from_: str | None = Field(default=None, alias="from")
    to: str

    @model_validator(mode="before")
    @classmethod
    def _one_name(cls, raw: object) -> object:
        return {"from": raw, "to": raw} if isinstance(raw, str) else raw


class AmountCase(Shape):
    """What a right brings when a condition holds; `{name}` in its text is one of its figures."""

    when: Condition | None = None
    brings_nl: Sentence
    figures: dict[str, str] = {}
    monthly: Received | None = Field(default=None, description="the name in `figures` that is received every month")
    once: Received | None = Field(default=None, description="what is received in one go, or once a year")
    times: str | None = Field(default=None, description="a number fact that these amounts are multiplied by")

    def figures_read(self) -> tuple[str, ...]:
        """The figures that the amount and its condition read."""
        return self._figures_read

    @cached_property
    def _figures_read(self) -> tuple[str, ...]:
        conditions = () if self.when is None else tuple(walk(self.when))
        return (*(figure for node in conditions for figure in node.figures()), *self.figures.values())


class Deadline(Shape):
    """The last day to ask, counted from a fact or the same day each year; what to say when it has passed."""

    fact: str | None = None
    days: int = 0
    months: int = 0
    age: int | None = Field(default=None, description="for a birth fact: the birthday before which to ask")
    each_year: MonthDay | None = Field(default=None, description="such as 06-01: the same day each year")
    until_nl: Sentence
    late_nl: Sentence | None = None

    @model_validator(mode="after")
    def _counted_from_something(self) -> Deadline:
        if (self.fact is None) != (self.each_year is not None):
            raise ValueError("write `fact` with `days`, `months` or `age`, or `each_year: 06-01`")
        if self.fact is not None and self.late_nl is None:
            raise ValueError("a deadline that passes needs `late_nl`: too late for this one, what about the next")
        return self


class Claim(Shape):
    """How a right is claimed."""

    automatic: bool
    automatic_nl: Sentence | None = None
    todo_nl: tuple[Sentence, ...] = Field(min_length=1, max_length=4)
    url: str | None = None
    deadline: Deadline | None = None


Told = Literal["card", "office", "why", "todo", "documents", "brings", "not_now", "nowhere"]


class Gap(Shape):
    """Something the bot cannot see: what is assumed, whether that makes the verdict *check X*, would a question pay."""

    what: str = Field(description="for who keeps the catalogue: what cannot be seen")
    what_nl: Note | None = Field(default=None, description="the same in Dutch, for the coordinator: what to check")
    assumed: str = Field(description="for who keeps the catalogue: what the bot assumes instead")
    told: Told = Field(description="where the family is told: on the card, under why or what to do, or not")
    question_pays: bool
    doubt_nl: Phrase | None = Field(default=None, description="makes `very likely` into `likely, check ...`")


class Minors(Shape):
    """Whether somebody under 18 can have a right, and on what ground. `source` null: the facts do not say, so it is
    taken for likely or unlikely only, and to be checked."""

    open: Literal["no", "pregnant_or_parent", "yes"]
    note: str = Field(description="for staff: the ground as the source gives it, or what was not found")
    source: SourceRef | None = None


class Right(Shape):
    """One right: who, what, how."""

    id: Id
    level: Level
    domain: Id
    subject: Subject
    unborn: bool = Field(default=False, description="for `subject: child`: also for a child that is expected")
    status: Id | None = Field(default=None, description="the status fact that says this right is held")
    name_nl: Phrase
    names: dict[Literal["fr", "en"], str] = {}
    words: Words = Field(default={}, description="everyday words by which people look for it; never shown")
    gives_nl: Given
    why_nl: Sentence
    changes_nl: Sentence
    office_nl: Phrase | None = Field(default=None, description="who decides, with article; goes with `decides: office`")
    decides: Literal["conditions", "office"] = "conditions"
    urgent: bool = False
    private: bool = Field(default=False, description="that it is likely says something private: shared only on a yes")
    urgent_when: tuple[str, ...] = Field(default=(), description="ids of the urgent question's choices")
    weight: Decimal = Field(gt=0, description="what it brings, in EUR per month, for the order")
    minors: Minors
    who: Condition
    income_of_nl: Whose | None = Field(
        default=None, description="whose income counts, and which; null: no page was found that says so"
    )
    amount: tuple[AmountCase, ...] = Field(min_length=1)
    claim: Claim
    documents_nl: tuple[Phrase, ...] = Field(default=(), max_length=4)
    unlocks: tuple[str, ...] = ()
    does_not_open: tuple[NotOpened, ...] = Field(default=(), description="what many people wrongly expect it to open")
    excludes: tuple[str, ...] = ()
    automatic_with: tuple[str, ...] = Field(default=(), description="statuses with which it comes by itself")
    gaps: tuple[Gap, ...] = ()
    barriers: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = Field(min_length=1, max_length=3)

    @cached_property
    def unsure(self) -> bool:
        """Whether something that the bot cannot see makes a yes no more than likely."""
        return any(gap.doubt_nl for gap in self.gaps)

    def not_opened_on(self, today: date) -> tuple[str, ...]:
        """What it does not open on a day, in the order of the file."""
        return tuple([other.right for other in self.does_not_open if other.hold(today)])

    @property
    def held_fact(self) -> str:
        """The fact that says this right is held."""
        return self.status or self.id

    @model_validator(mode="after")
    def _told_as_said(self) -> Right:
        for gap in self.gaps:
            if (gap.told == "card") != (gap.doubt_nl is not None):
                raise ValueError("`told: card` and `doubt_nl` go together: the card says what to check")
        return self

    @model_validator(mode="after")
    def _fits(self) -> Right:
        if self.decides == "office" and self.office_nl is None:
            raise ValueError("`decides: office` needs `office_nl`, such as `Het OCMW`")
        if self.unborn and self.subject != "child":
            raise ValueError("`unborn` goes with `subject: child`")
        return self


def held_facts(rights: Iterable[Right]) -> dict[str, Fact]:
    """The status facts of rights that have none among the facts of the questions: *I already have this*."""
    return {r.held_fact: Fact(id=r.held_fact, type="status", subject=r.subject) for r in rights}
