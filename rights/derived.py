"""What is worked out from answers is kept with them, and nowhere else: it is asked for several times a turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from rights.answers import Answers
from rights.library import Catalogue

__all__ = ["kept_with_answers"]

T = TypeVar("T")
P = ParamSpec("P")


def kept_with_answers(
    derive: Callable[Concatenate[Catalogue, Answers, P], T],
) -> Callable[Concatenate[Catalogue, Answers, P], T]:
    """The same function, which remembers its last value in the answers that it was worked out from. So an erase, or
    the end of a turn, takes the value away together with the answers themselves. What follows from no answers at all is
    about nobody: it is kept with the catalogue, for every family starts there."""

    @wraps(derive)
    def kept(catalogue: Catalogue, answers: Answers, /, *args: P.args, **kwargs: P.kwargs) -> T:
        asked = (catalogue, args, kwargs)
        derived = answers.derived if answers else catalogue.of_nobody
        found: tuple[object, T] | None = derived.get(derive)
        if found is not None and found[0] == asked:
            return found[1]
        value = derive(catalogue, answers, *args, **kwargs)
        derived[derive] = (asked, value)
        return value

    return kept
