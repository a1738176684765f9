"""Families that nobody knows, for `benchmarks.interviews` and `benchmarks.steps`.

The shares below are assumptions about families whom the bot is for (young children, a lower income more often than
not), written down before the first measurement; no source gives them. They compare ways of asking, not families.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from rights.screening import Described, Value

__all__ = ["TODAY", "TOWN", "a_family", "families"]

TODAY = date(2026, 11, 15)
TOWN = "ninove"
SEED = 4

CHILDREN = {1: 45, 2: 37, 3: 13, 4: 5}
ADULTS = {1: 27, 2: 67, 3: 6}
PREGNANT = {"no": 88, "early": 5, "late": 7}
PAPERS = {"in_order": 92, "procedure": 5, "none": 3}
BENEFITS = {
    "none": 58,
    "verhoogde_tegemoetkoming": 12,
    "leefloon": 7,
    "ivt_it_igo": 4,
    "out_of_work": 12,
    "debts": 3,
    "two": 4,
}
WITH_PAPERS = {"leefloon", "ivt_it_igo", "verhoogde_tegemoetkoming"}
WORK = {"employee": 68, "self_employed": 8, "both": 3, "student": 3, "none": 18}
SPECIAL = {"none": 80, "extra_needs": 9, "care": 7, "foster": 2, "orphan": 2}
HOME = {"rent": 42, "social": 12, "own": 38, "stay": 5, "shelter": 3}
HEATING = {"oil": 23, "other": 77}
CHILDCARE = {"no": 50, "income": 38, "fixed": 12}
MAINTENANCE = {"paid": 30, "unpaid": 18, "once": 5, "untitled": 27, "none": 20}
DROP = {"no": 76, "recent": 14, "long": 10}
SOCIAL_LIST = {"no": 65, "short": 24, "long": 11}
INCOMES = {
    (8_000, 20_000): 14,
    (20_000, 30_000): 20,
    (30_000, 40_000): 20,
    (40_000, 50_000): 16,
    (50_000, 70_000): 18,
    (70_000, 120_000): 12,
}
YOUNGEST = {(0, 3): 52, (3, 6): 28, (6, 12): 14, (12, 18): 6}
T = TypeVar("T")
DONT_KNOW = 0.06
"""How often a fact is not known."""


def _one(random: Random, shares: Mapping[T, int]) -> T:
    return random.choices(list(shares), weights=list(shares.values()))[0]


def a_family(random: Random) -> Described:
    """One family, as it is; some of its facts are known to nobody."""
    low, high = _one(random, YOUNGEST)
    births = [TODAY - timedelta(days=random.randint(low * 365, high * 365 - 1))]
    for _ in range(_one(random, CHILDREN) - 1):
        earliest = max(births[-1] - timedelta(days=6 * 365), TODAY - timedelta(days=18 * 365 - 5))
        births.append(earliest + timedelta(days=random.randint(0, max(0, (births[-1] - earliest).days - 300))))
    income = Decimal(random.randint(*_one(random, INCOMES)))
    drop, benefit, work, special = (_one(random, shares) for shares in (DROP, BENEFITS, WORK, SPECIAL))
    held = {"out_of_work", "ivt_it_igo"} if benefit == "two" else {benefit}
    day = TODAY - timedelta(days=random.randint(1, 1500))
    facts: dict[str, Value] = {
        "adults": Decimal(_one(random, ADULTS)),
        "pregnant": _one(random, PREGNANT),
        "papers": "in_order"
        if benefit in {"leefloon", "ivt_it_igo", "verhoogde_tegemoetkoming"}
        else _one(random, PAPERS),
        "benefit_since": TODAY - timedelta(days=random.randint(1, 1500)),
        "employee": "yes" if work in {"employee", "both"} else "no",
        "self_employed": "yes" if work in {"self_employed", "both"} else "no",
        "student": "yes" if work == "student" else "no",
        "wage": Decimal(random.randint(1_900, 4_800)),
        "income_year": income,
        "income_drop": drop,
        "income_month": (income / 12 * Decimal("0.8") * (1 if drop == "no" else Decimal("0.55"))).quantize(Decimal(1)),
        "home": _one(random, HOME),
        "moved": day,
        "social_list": _one(random, SOCIAL_LIST),
        "heating": _one(random, HEATING),
        "oil_delivery": TODAY - timedelta(days=random.randint(1, 300)),
        "shared_heat": "yes" if random.random() < 0.2 else "no",
        "extra_needs": "yes" if special in {"extra_needs", "care"} else "no",
        "any_care": "yes" if special == "care" else "no",
        "foster": "yes" if special == "foster" else "no",
        "orphan": "one" if special == "orphan" else "no",
        "childcare": _one(random, CHILDCARE),
        "maintenance": _one(random, MAINTENANCE),
        "pays_doctor": "no",
    }
    statuses = ("leefloon", "ivt_it_igo", "verhoogde_tegemoetkoming", "out_of_work", "debts")
    facts |= {name: "yes" if name in held else "no" for name in statuses}
    children: list[Mapping[str, Value]] = [{"birth": born} for born in births]
    if special == "care":
        points = Decimal(random.choice([5, 8, 13, 20]))
        cared: dict[str, Value] = {"care_allowance": "yes", "care_4_points": "yes", "care_points": points}
        none: dict[str, Value] = {"care_allowance": "no"}
        children = [{**child, **(none if number else cared)} for number, child in enumerate(children)]
    known = {name: value for name, value in facts.items() if random.random() >= DONT_KNOW}
    return Described(TOWN, known, tuple(children))


def families(how_many: int) -> list[Described]:
    """The same families each time."""
    random = Random(SEED)
    return [a_family(random) for _ in range(how_many)]
