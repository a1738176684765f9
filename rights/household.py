"""A household on a date: what its answers make known, and why the rest is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

from rights.answers import DONT_KNOW, RATHER_NOT, Answer, Answers, Held
from rights.figures import Zone, zone_of
from rights.kleene import Cause, Opened, Ruling, Truth
from rights.library import Catalogue
from rights.nodes import UNBORN, Node
from rights.remembering import Remembered
from rights.shapes import NONE, Between, DaysAgo, NeverSet, NewYear, Question, SetValue, Subject, ZonePart
from rights.spans import NEVER, Known, Span, day_span, narrowed

__all__ = ["HOUSEHOLD", "SOME_CHILD", "TICKED", "Household", "choice_sets", "contrary", "kept_with_choice", "ticks_of"]

HOUSEHOLD = "household"
SOME_CHILD = "child"  # the children, before they are known one by one
CHILDREN, ADULTS, PREGNANT = "children", "adults", "pregnant"
MOST_REFINED = 2  # how often money is asked; what is still open then is a matter of closeness
DECLINES = frozenset({DONT_KNOW, RATHER_NOT})
_FIRST_DAY = date(1900, 1, 1)
_NONE: Mapping[str, list[tuple[Question, str]]] = MappingProxyType({})
TICKED = "+"
"""What stands between the ticked choices of a list, in the answer."""


class Household:
    """The facts of a household, derived from (catalogue, answers, date). Implements `conditions.House`."""

    def __init__(self, catalogue: Catalogue, answers: Answers, today: date) -> None:
        self.catalogue, self.answers, self.today = catalogue, answers, today
        self._of_household = catalogue.of_household
        self._shared = catalogue.shared
        self._known: dict[tuple[str, str], Known] = {}
        self._declined: set[tuple[str, str]] = set()
        self._answered: dict[tuple[str, str], Answer] = {}
        self._zones, self._doubts = _of_day(catalogue, today)
        self.remembered = Remembered()
        self.stirred: frozenset[str] = frozenset()
        """The facts that the last answer made known otherwise, or that other questions can settle since."""
        self._settling: set[tuple[str, str]] = set()  # the facts whose questions are being looked for
        self._guessed: set[tuple[str, str]] = set()  # those among them that were needed for it: half the truth
        for item in answers.items:
            self._add(item)

    # -- reading -------------------------------------------------------------------------------------------------------

    def known(self, fact: str, subject: str) -> Known | None:
        """What is known of a fact for this subject (or the household, where it is the household's)."""
        if fact in self._shared:
            return self._known.get((fact, HOUSEHOLD))
        own = self._known.get((fact, subject))
        return self._known.get((fact, HOUSEHOLD)) if own is None and subject != UNBORN else own

    def place(self, fact: str, subject: str) -> str:
        """Whose fact it is."""
        return HOUSEHOLD if fact in self._shared else subject

    def answered(self, question: str, subject: str) -> Answer | None:
        """The last answer to a question, or None."""
        return self._answered.get((question, subject))

    def held(self, fact: str, subject: str) -> bool:
        """Whether a status is held, by an answer or by *I already have this*."""
        return self.known(fact, subject) == frozenset({"yes"})

    def children(self) -> tuple[tuple[str, ...], bool]:
        """The children one by one, and whether there may be more than these."""
        span = self._known.get((CHILDREN, HOUSEHOLD))
        return _children(int(span.low or 0), span.exact) if isinstance(span, Span) else ((), True)

    def subjects(self, kind: Subject) -> tuple[str, ...]:
        """The subjects of a kind; `child` alone stands for children not known yet."""
        if kind == "household":
            return (HOUSEHOLD,)
        if kind == "adult":
            span = self._known.get((ADULTS, HOUSEHOLD))
            return tuple(f"adult.{n}" for n in range(1, int((span.low if isinstance(span, Span) else 1) or 1) + 1))
        children, _ = self.children()
        return children if (CHILDREN, HOUSEHOLD) in self._known else (SOME_CHILD,)

    def expects_child(self) -> Truth:
        """Whether a child is expected."""
        known = self._known.get((PREGNANT, HOUSEHOLD))
        if not isinstance(known, frozenset) or ("no" in known and len(known) > 1):
            return Truth.UNKNOWN
        return Truth.NO if known == frozenset({"no"}) else Truth.YES

    def zone(self, fact: str, figure: str, step: str | None, times: Span, via: str | None) -> Zone:
        """The zone of a ceiling on the date, in the basis of a money fact."""
        key = (fact, figure, step, times.low, times.high, via)
        if key not in self._zones:
            self._zones[key] = self._zone(fact, figure, step, times, via)
        return self._zones[key]

    def _zone(self, fact: str, figure: str, step: str | None, times: Span, via: str | None) -> Zone:
        figures = self.catalogue.figures
        base, basis = figures[figure].on(self.today).value, self.catalogue.facts[fact].basis
        assert basis is not None
        more = figures[step].on(self.today).value if step else Decimal(0)
        ceiling = Span(base + more * (times.low or 0), None if times.high is None else base + more * times.high)
        bridge = figures[via].on(self.today).value if via else Decimal(1)
        return zone_of(ceiling, figures[figure].basis, basis, figures[figure].years_old(self.today), bridge)

    def doubtful(self, figure: str) -> bool:
        """Whether a figure cannot be trusted on the date."""
        found = self._doubts.get(figure)
        if found is None:
            found = self._doubts[figure] = self.catalogue.figures[figure].doubtful(self.today)
        return found

    def open_by(self, fact: str, subject: str) -> Cause:
        """Why a fact is not known well enough."""
        place = self.place(fact, subject)
        remembered = self.remembered.opened.get(fact)
        found = None if remembered is None else remembered.get(place)
        if found is None:
            declined = (fact, place) in self._declined or (fact, HOUSEHOLD) in self._declined
            if declined:
                opened = Opened.DECLINED
            elif self.questions_for(fact, place):
                opened = Opened.ASK
            else:  # a band of money that was refined enough lies close to what is left open
                known = self.catalogue.facts[fact].type == "money" and self.known(fact, place)
                opened = Opened.ZONE if known else Opened.DECLINED
            found = Cause(opened, fact, place)
            if not self._guessed:
                self.remembered.opened.setdefault(fact, {})[place] = found
        return found

    def ruling(self, node: Node, subject: str) -> Ruling:
        """What a condition says. What says the same for every member is worked out once."""
        return self.rulings((node,), subject)[0]

    def rulings(self, nodes: Iterable[Node], subject: str, settled_by: Truth | None = None) -> list[Ruling]:
        """What each of these conditions says, in their order; none after one that says `settled_by` for a reason that
        could not be smaller."""
        said: list[Ruling] = []
        of_household, of_all = self._of_household, self.remembered.rulings_of(HOUSEHOLD)
        own = of_all if subject == HOUSEHOLD else self.remembered.rulings_of(subject)
        for node in nodes:
            mark = node.mark
            shared = own is of_all or mark in of_household
            worked_out = of_all if shared else own
            found = worked_out.get(mark)
            if found is None:
                found = node.rule(self, HOUSEHOLD if shared else subject)
                if not self._guessed:
                    worked_out[mark] = found
            said.append(found)
            if found.truth is settled_by and found.smallest:
                break
        return said

    def questions_for(self, fact: str, place: str) -> list[tuple[Question, str]]:
        """Every question that can still settle a fact, and of whom it is asked; those whose turn it is first. A
        question about the household may settle a fact of every child at once."""
        key = (fact, place)
        found = self.remembered.askable.get(fact, _NONE).get(place)
        if found is None and key in self._settling:  # a question cannot be its own condition
            self._guessed.add(key)
            return []
        if found is None:
            self._settling.add(key)
            found = self._questions_for(fact, place)
            self._settling.discard(key)
            self._guessed.discard(key)
            if not self._guessed:
                self.remembered.askable.setdefault(fact, {})[place] = found
        return found

    def _questions_for(self, fact: str, place: str) -> list[tuple[Question, str]]:
        kind = None if place in {SOME_CHILD, UNBORN} else place.partition(".")[0]
        found = [
            (question, HOUSEHOLD if question.subject == HOUSEHOLD else place)
            for question in self.catalogue.asked_by[fact]
            if kind is not None and question.subject in {HOUSEHOLD, kind}
        ]
        found = [(question, asked) for question, asked in found if self._may_ask(question, asked)]
        if len(found) > 1:
            found.sort(key=lambda pair: self.deferred(*pair))
        return found

    def deferred(self, question: Question, place: str) -> bool:
        """Whether it is not known yet that a question makes sense."""
        return question.only_if is not None and self.ruling(question.only_if, place).truth is not Truth.YES

    def _may_ask(self, question: Question, place: str) -> bool:
        """Not answered yet (bands of money may be refined, at most twice in all), and its condition is not a no."""
        answer = self._answered.get((question.id, place))
        if answer is not None and (question.asks != "money" or answer.choice in DECLINES):
            return False
        if answer is not None and self._asked_enough(question):
            return False
        if question.asks == "birth_month" and ("birth", place) not in self._known:
            return False
        if question.only_if is None:
            return True
        ruling = self.ruling(question.only_if, place)
        declined = bool(ruling.causes) and all(cause.opened is Opened.DECLINED for cause in ruling.causes)
        return ruling.truth is Truth.YES or (ruling.truth is Truth.UNKNOWN and not declined)

    def _asked_enough(self, question: Question) -> bool:
        given = sum(isinstance(item, Answer) and item.question == question.id for item in self.answers.items)
        return given >= MOST_REFINED

    # -- taking in -----------------------------------------------------------------------------------------------------

    def grown(self, answers: Answers) -> Household:
        """The household with one more item, the last of these answers: the same as a household of all of them."""
        more = Household(self.catalogue, Answers(), self.today)
        more.answers = answers
        more.learn(self)
        more._add(answers.items[-1])
        more._remember(self, self.catalogue.about(answers.items[-1]))
        return more

    def learn(self, other: Household) -> None:
        """Everything that another household knows."""
        self._known, self._declined, self._answered = (
            other._known.copy(),
            other._declined.copy(),
            other._answered.copy(),
        )

    def _remember(self, other: Household, answered: frozenset[str]) -> None:
        """What was worked out of the household as it was, but for what reads these facts, or what hangs on them."""
        catalogue, was = self.catalogue, other.remembered
        shaken, marks = catalogue.shaken_by(answered)
        self.remembered = was.without(shaken, marks)
        stirred, to_do = set(answered), [*answered]
        while to_do:
            for fact in catalogue.asked_after[to_do.pop()]:
                asked = [*was.askable.get(fact, _NONE).items()]
                if fact not in stirred and any(self.questions_for(fact, place) != before for place, before in asked):
                    stirred.add(fact)
                    to_do.append(fact)
        left = marks.difference(*(catalogue.conditions_on[fact] for fact in stirred))
        self.remembered.take_back(was, shaken - stirred, left)
        self.stirred = frozenset(stirred)

    def _add(self, item: Answer | Held) -> None:
        if isinstance(item, Held):
            self._hold(item)
        else:
            self._take(item)

    def _hold(self, item: Held) -> None:
        right = self.catalogue.rights.get(item.right)
        fact = right.held_fact if right else item.right
        if fact in self.catalogue.facts:
            self._known[fact, self.place(fact, item.subject)] = frozenset({"yes" if item.held else "no"})

    def _take(self, answer: Answer) -> None:
        question = self.catalogue.questions.get(answer.question)
        if question is None:
            return  # an earlier catalogue asked this; it has no effect any more
        if answer.choice in DECLINES:
            self._answered[question.id, answer.subject] = answer
            self._declined |= {(fact, answer.subject) for fact in question.sets}
            return
        if question.asks == "birth_years":
            sets = _births(answer) or {}
        else:
            found = _generated(question, answer) if question.asks else choice_sets(question, answer)
            # a household's answer about a child's fact is about every child
            sets = {(fact, self.place(fact, answer.subject)): known for fact, known in (found or {}).items()}
        if not sets:
            return
        self._answered[question.id, answer.subject] = answer
        for about, known in sets.items():
            self._known[about] = narrowed(self._known.get(about), known)


@lru_cache(maxsize=16)
def _of_day(catalogue: Catalogue, today: date) -> tuple[dict[tuple[object, ...], Zone], dict[str, bool]]:  # noqa: ARG001
    """The zones of ceilings and the figures in doubt that were looked up: the same for every family on a day."""
    return {}, {}


@lru_cache(maxsize=64)
def _children(count: int, exact: bool) -> tuple[tuple[str, ...], bool]:
    return tuple(f"child.{number}" for number in range(1, count + 1)), not exact


def choice_sets(question: Question, answer: Answer) -> dict[str, Known] | None:
    """The facts that an authored choice makes known; None for a choice the question no longer has."""
    picked = ticks_of(answer)
    if not question.choices.keys() >= set(picked) or (len(picked) != 1 and not question.several):
        return None
    left = (one.else_ for name, one in question.choices.items() if name not in picked)
    unticked, ticked = _known(left, answer), _known((question.choices[name].sets for name in picked), answer)
    return None if ticked is None or unticked is None else unticked | ticked


def contrary(question: Question) -> frozenset[frozenset[str]]:
    """The pairs of choices of a list that say of one fact what cannot both be so: two adults, and three or more."""
    nothing = Answer(question.id, HOUSEHOLD, NONE)
    says: dict[str, list[tuple[str, Known | None]]] = {}
    for name, choice in question.choices.items():
        for fact, value in choice.sets.items():
            says.setdefault(fact, []).append((name, _meant(value, nothing)))
    pairs = (pair for about in says.values() for pair in combinations(about, 2))
    return frozenset(frozenset({one, other}) for (one, first), (other, second) in pairs if _apart(first, second))


def _apart(first: Known | None, second: Known | None) -> bool:
    if isinstance(first, frozenset) and isinstance(second, frozenset):
        return first.isdisjoint(second)
    if isinstance(first, Span) and isinstance(second, Span):
        return any(
            one.high is not None and other.low is not None and one.high < other.low
            for one, other in ((first, second), (second, first))
        )
    return False


def _known(given: Iterable[Mapping[str, SetValue]], answer: Answer) -> dict[str, Known] | None:
    """What several choices say together; None where the days or amounts that were kept with the answer are no such."""
    sets: dict[str, Known] = {}
    for values in given:
        for fact, value in values.items():
            known = _meant(value, answer)
            if known is None:
                return None
            sets[fact] = narrowed(sets.get(fact), known)
    return sets


def _meant(value: SetValue, answer: Answer) -> Known | None:
    match value:
        case Between():
            return Span(value.from_, value.to)
        case NeverSet():
            return NEVER
        case ZonePart():
            return _amounts(answer)
        case DaysAgo() | NewYear():
            return _days(answer)
        case tuple():
            return frozenset(value)
    return Span(int(value), int(value)) if value.isdigit() else frozenset({value})


def ticks_of(answer: Answer) -> tuple[str, ...]:
    """What was ticked: of a question that is no list, the one choice."""
    return tuple(answer.choice.split(TICKED))


def kept_with_choice(house: Household, question: Question, choice_id: str) -> tuple[str | None, str | None] | None:
    """What a choice means on the day of the answer, to keep with it: ISO dates or EUR. None: it means nothing today,
    so it is not offered."""
    value, today = question.choices[choice_id].kept, house.today
    new_year = date(today.year, 1, 1)
    match value:
        case DaysAgo(days_ago=(nearest, farthest)):
            return (today - timedelta(days=farthest)).isoformat(), (today - timedelta(days=nearest)).isoformat()
        case NewYear(new_year="before"):
            return _FIRST_DAY.isoformat(), new_year.isoformat()
        case NewYear():
            first, last = new_year + timedelta(days=1), today - timedelta(days=value.days)
            return (first.isoformat(), last.isoformat()) if first <= last else None
        case ZonePart():
            fact = next(name for name, given in question.choices[choice_id].sets.items() if given is value)
            zone = house.zone(fact, value.zone, None, Span(0, 0), None)
            low = None if value.part == "below" else zone.low if value.part == "in" else zone.high
            high = zone.low if value.part == "below" else zone.high if value.part == "in" else None
            return None if low is None else str(low), None if high is None else str(high)
    return None, None


def _days(answer: Answer) -> Span | None:
    try:
        return day_span(date.fromisoformat(answer.low or ""), date.fromisoformat(answer.high or ""))
    except ValueError:
        return None


def _births(answer: Answer) -> dict[tuple[str, str], Known] | None:
    """How many children there are, and the year of birth of each, the oldest first; none was born after the answer."""
    years = [] if answer.choice == NONE else sorted(ticks_of(answer))
    try:
        told = date.fromisoformat(answer.high or "")
        spans = [day_span(date(int(year), 1, 1), min(date(int(year), 12, 31), told)) for year in years]
    except ValueError:
        return None
    births: dict[tuple[str, str], Known] = {("birth", f"child.{n}"): span for n, span in enumerate(spans, 1)}
    return {(CHILDREN, HOUSEHOLD): Span(len(years), len(years)), **births}


def _generated(question: Question, answer: Answer) -> dict[str, Known] | None:
    """The fact that a generated choice makes known, from what was kept with the answer."""
    assert question.fact is not None
    if question.asks == "birth_month":
        days = _days(answer)
        return None if days is None else {question.fact: days}
    amounts = _amounts(answer)
    return None if amounts is None else {question.fact: amounts}


def _amounts(answer: Answer) -> Span | None:
    try:
        low = None if answer.low is None else Decimal(answer.low)
        high = None if answer.high is None else Decimal(answer.high)
    except InvalidOperation:
        return None
    return Span(low, high)
