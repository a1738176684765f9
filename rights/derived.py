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
    the end of a turn, takes the value away together with the answers themselves."""

    @wraps(derive)
    def kept(catalogue: Catalogue, answers: Answers, /, *args: P.args, **kwargs: P.kwargs) -> T:
        asked = (catalogue, args, kwargs)
        found: tuple[object, T] | None = answers.derived.get(derive)
        if found is not None and found[0] == asked:
            return found[1]
        value = derive(catalogue, answers, *args, **kwargs)
        answers.derived[derive] = (asked, value)
        return value

    return kept
