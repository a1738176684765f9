"""Random rights over the questions of the real catalogue, and random households that answer consistently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from rights import Catalogue
from rights.answers import Answer, Answers
from rights.household import Household, choice_sets, kept_with_choice
from rights.kleene import Truth
from rights.shapes import NONE, Question, Right
from rights.spans import Known, Span, narrowed
from tests.rights.rights_interviews import TODAY, ninove

OPTIONS = {
    "papers": ["in_order", "procedure", "none"],
    "heating": ["oil", "other"],
    "pregnant": ["no", "early", "late"],
    "income_drop": ["no", "recent", "long"],
    "pays_doctor": ["yes", "no"],
    "home": ["rent", "social", "own", "stay", "shelter"],
}
STATUSES = ["leefloon", "ivt_it_igo", "verhoogde_tegemoetkoming", "out_of_work", "debts", "employee"]
CHILD_STATUSES = ["care_4_points", "care_allowance"]
CEILINGS: list[dict[str, Any]] = [
    {"money": "income_year", "below": {"figure": "st_ceiling_mid"}},
    {
        "money": "income_year",
        "below": {"figure": "vt_year", "step": "vt_year_step", "times": {"of": ["adults", "children"], "minus": 1}},
    },
    {
        "money": "income_year",
        "below": {"figure": "heating_ceiling", "step": "heating_step", "times": {"of": ["children"]}},
    },
    {"money": "income_month", "below": {"figure": "leefloon_3"}},
    {"money": "wage", "below": {"figure": "jobbonus_ceiling"}},
    {"money": "income_month", "below": {"figure": "st_ceiling_large", "via": "net_to_taxable"}},
]

ages = st.tuples(st.integers(0, 18), st.integers(1, 8)).map(lambda a: {"age": {"at_least": a[0], "below": a[0] + a[1]}})
options = st.sampled_from(sorted(OPTIONS)).flatmap(
    lambda fact: st.lists(st.sampled_from(OPTIONS[fact]), min_size=1, max_size=2, unique=True).map(
        lambda chosen: {"fact": fact, "is": chosen}
    )
)
counts = st.tuples(st.sampled_from(["children", "adults"]), st.integers(1, 4)).map(
    lambda n: {"number": n[0], "at_least": n[1]}
)
held = st.sampled_from(STATUSES).map(lambda status: {"held": status})
within = st.integers(10, 90).map(lambda days: {"within": {"fact": "oil_delivery", "days": days}})
since = st.sampled_from(["01-01", "09-01"]).map(lambda day: {"since": "benefit_since", "on": day})
rough = st.integers(1, 17).map(lambda age: {"age": {"below": age, "roughly": True}})
before = st.integers(2010, 2026).map(lambda year: {"born_before": f"{year}-01-01"})
of_a_child = st.one_of(
    ages,
    rough,
    before,
    st.sampled_from(CHILD_STATUSES).map(lambda status: {"held": status}),
)
named = st.builds(
    lambda held, number: {"named": f"named_{held['held']}_{number['number']}", "means": {"any": [held, number]}},
    held=held,
    number=counts.map(lambda count: {**count, "at_least": 2}),
)


some_child = st.tuples(of_a_child, st.integers(1, 2)).map(lambda c: {"some_child": c[0], "at_least": c[1]})
about_the_household = [options, counts, held, within, since, named, st.sampled_from(CEILINGS), some_child]


@cache
def conditions(child: bool) -> st.SearchStrategy[dict[str, Any]]:
    """Condition trees; about a child, its facts may be read directly."""
    leaves: list[st.SearchStrategy[dict[str, Any]]] = [*about_the_household]
    if child:
        leaves += [of_a_child, st.booleans().map(lambda unborn: {"unborn": unborn})]
    return st.recursive(
        st.one_of(leaves),
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda nodes: {"all": nodes}),
            st.lists(inner, min_size=2, max_size=3).map(lambda nodes: {"any": nodes}),
            inner.map(lambda node: {"not": node}),
            inner.map(lambda node: {"office": node}),
        ),
        max_leaves=6,
    )


def a_right(right_id: str, who: dict[str, Any], **other: Any) -> Right:
    """A right with these conditions; the rest is filler."""
    filler = {
        "id": right_id,
        "level": "federal",
        "domain": "income",
        "subject": "household",
        "name_nl": "Een recht",
        "gives_nl": "iets",
        "why_nl": "Daarom is dit er.",
        "changes_nl": "Dit kan veranderen.",
        "office_nl": "Het OCMW",
        "weight": 1,
        "minors": {"open": "no", "note": "filler"},
        "who": who,
        "amount": [{"brings_nl": "Geld of hulp."}],
        "claim": {"automatic": False, "todo_nl": ["Vraag het."]},
        "sources": [{"page": "Een pagina", "date": "2026", "status": "verified"}],
    }
    return Right.model_validate({**filler, **other})


@st.composite
def rights(draw: st.DrawFn, number: int) -> Right:
    child = draw(st.booleans())
    status = None if child else draw(st.sampled_from([None, None, "leefloon", "verhoogde_tegemoetkoming"]))
    deadline = {"fact": "oil_delivery", "days": 60, "until_nl": "Tot {day}.", "late_nl": "Te laat nu."}
    return a_right(
        status or f"right_{number}",
        draw(conditions(child)),
        subject="child" if child else "household",
        unborn=child and draw(st.booleans()),
        status=status,
        decides=draw(st.sampled_from(["conditions", "conditions", "office"])),
        weight=draw(st.integers(1, 100)),
        claim={
            "automatic": False,
            "todo_nl": ["Vraag het."],
            "deadline": draw(st.sampled_from([None, None, deadline])),
        },
    )


def catalogue_of(*drawn: Right) -> Catalogue:
    """These rights over the facts, questions and figures of the real catalogue."""
    real = ninove()
    by_id = {right.id: right for right in drawn}
    facts = dict(real.facts)
    for right in by_id.values():
        template = facts["groeipakket_startbedrag" if right.subject == "child" else "sociaal_internetaanbod"]
        facts.setdefault(right.held_fact, template.model_copy(update={"id": right.held_fact}))
    return replace(real, rights=by_id, facts=facts)


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Up to five random rights over the facts, questions and figures of the real catalogue."""
    return catalogue_of(*(draw(rights(number)) for number in range(draw(st.integers(1, 5)))))


@dataclass(frozen=True)
class World:
    """How a household really is. `choices` are its answers to the questions that have choices, by question and
    subject; incomes are in EUR."""

    births: tuple[date, ...]
    incomes: dict[str, int]
    choices: dict[tuple[str, str], str] = field(hash=False)


def born_in(births: Iterable[date]) -> Answer:
    """The answer to how old the children are."""
    years = sorted(str(born.year) for born in births)
    return Answer("births", "household", "+".join(years) or "none", high=TODAY.isoformat())


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A household whose answers agree with each other: what a question would not be asked for is not answered."""
    ages = draw(st.lists(st.integers(0, 18 * 365), max_size=3))
    births = tuple(sorted(TODAY - timedelta(days=age) for age in ages))
    given = [born_in(births)]
    choices: dict[tuple[str, str], str] = {}
    subjects = ["household", *(f"child.{number}" for number in range(1, len(births) + 1))]
    for question in ninove().questions.values():
        for subject in subjects:
            if not question.choices or question.subject != subject.partition(".")[0]:
                continue
            house = Household(ninove(), Answers(tuple(given)), TODAY)
            if question.only_if is not None and question.only_if.rule(house, subject).truth is Truth.NO:
                continue
            agreeing = [c for c in _choices(question) if _agrees(house, question, subject, c)]
            if agreeing:
                choices[question.id, subject] = draw(st.sampled_from(agreeing))
                given += _choice(question.id, subject, choices[question.id, subject])
    return World(
        births, {"income_year": draw(st.integers(0, 120_000)), "income_month": draw(st.integers(0, 6_000))}, choices
    )


def _choices(question: Question) -> list[str]:
    """Every answer to it; of a list, at most two ticks."""
    names = list(question.choices)
    if not question.several:
        return sorted(names)
    ticked = [name for name in names if name != NONE]
    return [*names, *("+".join(pair) for pair in combinations(ticked, 2))]


def _kept(house: Household, question: Question, choice: str) -> tuple[str | None, str | None] | None:
    return (None, None) if question.several else kept_with_choice(house, question, choice)


def _agrees(house: Household, question: Question, subject: str, choice: str) -> bool:
    """Whether a choice is offered today, and contradicts nothing that is known."""
    kept = _kept(house, question, choice)
    if kept is None:
        return False
    sets = choice_sets(question, Answer(question.id, subject, choice, *kept)) or {}
    known = {fact: house.known(fact, subject) for fact in sets}
    return all(
        before is None or (narrowed(before, new) == new and _overlap(before, new))
        for before, new in ((known[fact], new) for fact, new in sets.items())
    )


def _overlap(before: Known, new: Known) -> bool:
    if isinstance(before, frozenset) and isinstance(new, frozenset):
        return bool(before & new)
    assert isinstance(before, Span)
    assert isinstance(new, Span)
    return not (
        (before.high is not None and new.low is not None and new.low > before.high)
        or (before.low is not None and new.high is not None and new.high < before.low)
    )


@st.composite
def tellings(draw: st.DrawFn, world: World, silence: bool = True) -> Answers:
    """What is true of a household, in any order, money in any bands; with `silence`, only part of it, some declined."""
    given: list[Answer] = []
    for (question_id, subject), choice in world.choices.items():
        given += _choice(question_id, subject, choice)
    given.append(born_in(world.births))
    for number, born in enumerate(world.births, 1):
        month = born.replace(day=1)
        end = min((month + timedelta(days=32)).replace(day=1) - timedelta(days=1), TODAY)
        given.append(Answer("birth_month", f"child.{number}", f"m{born.month}", month.isoformat(), end.isoformat()))
    for question_id, amount in world.incomes.items():
        for _ in range(draw(st.integers(1, 3))):
            low = draw(st.one_of(st.none(), st.integers(0, amount)))
            high = draw(st.one_of(st.none(), st.integers(amount + 1, 200_000)))
            kept = [None if end is None else str(Decimal(end)) for end in (low, high)]
            given.append(Answer(question_id, "household", "b0", *kept))
    if not silence:
        return Answers(tuple(draw(st.permutations(given))))
    told = draw(st.lists(st.sampled_from(given), unique_by=id, max_size=len(given)))
    declined = draw(st.sets(st.integers(0, max(0, len(told) - 1)), max_size=4))
    silent = [Answer(a.question, a.subject, "dk") if n in declined else a for n, a in enumerate(told)]
    return Answers(tuple(silent))


def _choice(question_id: str, subject: str, choice: str) -> list[Answer]:
    kept = _kept(Household(ninove(), Answers(), TODAY), ninove().questions[question_id], choice)
    assert kept is not None
    return [Answer(question_id, subject, choice, *kept)]
