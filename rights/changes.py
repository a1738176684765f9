"""What is different between two reports of one household: after an answer was changed, or if it were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rights.views import Report, Verdict, VerdictKind

__all__ = ["LIKELY", "Changes", "Standing", "changes", "standing"]

LIKELY = frozenset({VerdictKind.VERY_LIKELY, VerdictKind.LIKELY, VerdictKind.ASK})
"""What a family is told to go and ask for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stood, in no more than the keys of verdicts: `likely` those worth asking, `open` those that one more
    answer would tell. A chat keeps this where it may not keep the answers."""

    likely: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """The verdicts that changed, in the order of the report. `likely`: worth asking now, and not before. `less`: the
    keys of those that were worth asking and are not any more; a child, or a right of another town, may be gone. `open`:
    one more answer would tell, and before it was clear."""

    likely: tuple[Verdict, ...] = ()
    less: tuple[str, ...] = ()
    open: tuple[Verdict, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.likely or self.less or self.open)


def standing(found: Report) -> Standing:
    """How things stand in a report; what is held is not among it."""
    return Standing(
        tuple(verdict.key for verdict in found.verdicts if _likely(verdict)),
        tuple(verdict.key for verdict in found.verdicts if _waits(verdict)),
    )


def changes(before: Standing, after: Report) -> Changes:
    """What a report says otherwise than things stood. What is held now is no news."""
    now = {verdict.key: verdict for verdict in after.verdicts}
    return Changes(
        likely=tuple(v for v in after.verdicts if _likely(v) and v.key not in before.likely),
        less=tuple(key for key in before.likely if _is_less(now, key)),
        open=tuple(v for v in after.verdicts if _waits(v) and v.key not in before.open),
    )


def _is_less(now: Mapping[str, Verdict], key: str) -> bool:
    verdict = now.get(key)
    return verdict is None or not (verdict.held or _likely(verdict) or _waits(verdict))


def _likely(verdict: Verdict) -> bool:
    return verdict.kind in LIKELY and not verdict.held


def _waits(verdict: Verdict) -> bool:
    return verdict.kind is VerdictKind.ONE_MORE_ANSWER and not verdict.held
