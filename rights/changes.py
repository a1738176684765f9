"""What is different between two reports of one household: after an answer was changed, or if it were."""

from __future__ import annotations

from dataclasses import dataclass

from rights.views import Report, Verdict, VerdictKind

__all__ = ["LIKELY", "Changes", "changes"]

LIKELY = frozenset({VerdictKind.VERY_LIKELY, VerdictKind.LIKELY, VerdictKind.ASK})
"""What a family is told to go and ask for."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The verdicts that changed, in the order of the report. `likely`: worth asking now, and not before. `less`: was
    worth asking, and is not any more. `open`: one more answer would tell, and before it was clear."""

    likely: tuple[Verdict, ...] = ()
    less: tuple[Verdict, ...] = ()
    open: tuple[Verdict, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.likely or self.less or self.open)


def changes(before: Report, after: Report) -> Changes:
    """What the second report says otherwise than the first. What is held is no news, in whichever it is. A verdict that
    the second has no more (a child, a right of another town) is told as the first has it."""
    now = {verdict.key: verdict for verdict in after.verdicts}
    then = {verdict.key: verdict for verdict in before.verdicts}
    asked = {key for key, verdict in now.items() if _waits(verdict)}
    return Changes(
        likely=tuple(v for v in after.verdicts if _likely(v) and not _likely(then.get(v.key))),
        less=tuple(
            now.get(v.key, v)
            for v in before.verdicts
            if _likely(v) and not _likely(now.get(v.key)) and not _held(now.get(v.key)) and v.key not in asked
        ),
        open=tuple(v for v in after.verdicts if _waits(v) and not _waits(then.get(v.key))),
    )


def _likely(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.kind in LIKELY and not verdict.held


def _waits(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.kind is VerdictKind.ONE_MORE_ANSWER and not verdict.held


def _held(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.held
