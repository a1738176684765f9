"""The step plan of a family as it stands on a day, and what is to be done when the family moves a step.

What a family has is said by its answers alone (`rights.hold`): a step is in order if its right is held.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from casework import Paper, Step, StepAction, StepSource, StepState, band_of, begun, moved
from conversations.context import Context, Household
from conversations.effects import CountOutcome, Effect, SaveAnswers, SaveSteps, Schedule
from conversations.findings import household_of, report_of
from followups import first_allowed
from rights import Answers, Verdict, hold, keys_moved, to_start_with
from texts import say

__all__ = [
    "AFTER_REFUSAL",
    "MOST_UNANSWERED",
    "Planned",
    "act",
    "asked_now",
    "begin",
    "due",
    "going",
    "had",
    "later",
    "not_had",
    "plan_of",
    "planned",
    "promised",
    "suggested",
    "tick",
    "told_anew",
]

MOST_UNANSWERED = 3
"""Times that a step is asked about without an answer; more would be nagging."""

TOGETHER = timedelta(days=3)
"""What is due so soon after something else is asked along with it."""

SHOWN = (
    StepState.TRIED,
    StepState.OPEN,
    StepState.APPLIED,
    StepState.GRANTED,
    StepState.REFUSED,
)
"""The order of a plan: what the family can do something about, what waits, what ended. What was let go is not shown."""


AFTER_REFUSAL = (
    say("plan", "Je mag altijd vragen waarom."),
    say("plan", "Bewaar de brief. Daarin staat hoe je in beroep kan gaan, en tot wanneer."),
)
"""What a family can do about a decision. The ways differ by who decides; the letter names its own."""


class Planned(NamedTuple):
    """A step with its right as it stands today."""

    key: str
    step: Step
    verdict: Verdict


def plan_of(context: Context) -> tuple[Planned, ...]:
    """Every step of the family, in the order of `SHOWN` and, within that, of what it chose first. What the report does
    not have any more is left out, and so is what was granted and is not held."""
    household = context.household
    if household is None or not household.steps:
        return ()
    now = {verdict.key: verdict for verdict in report_of(context).verdicts}
    found = [
        Planned(key, _today(step, now[key]), now[key])
        for key, step in household.steps.items()
        if key in now and (now[key].held or step.state is not StepState.GRANTED)
    ]
    shown = (item for item in found if item.step.state in SHOWN)
    return tuple(sorted(shown, key=lambda item: SHOWN.index(item.step.state)))


def _today(step: Step, verdict: Verdict) -> Step:
    known = replace(step, right_id=verdict.right_id)
    if not verdict.held or step.state is StepState.GRANTED:
        return known
    return replace(known, state=StepState.GRANTED, ask_at=None)


def planned(context: Context, key: str) -> Planned | None:
    """The step with this key; None where it is not in the plan."""
    return next((item for item in plan_of(context) if item.key == key), None)


def going(context: Context) -> tuple[Planned, ...]:
    """The steps that have not ended."""
    return tuple(item for item in plan_of(context) if not item.step.over)


def suggested(context: Context) -> tuple[Verdict, ...]:
    """What the family can put in its plan, in the order in which it does well to begin."""
    taken = {item.key for item in plan_of(context)}
    doable = to_start_with(context.pass_catalogue, report_of(context).verdicts, context.today)
    return tuple(verdict for verdict in doable if verdict.key not in taken)


# -- asking -----------------------------------------------------------------------------------------------------------


def due(context: Context) -> tuple[Planned, ...]:
    """The steps that are to be asked about now, in one message; none unless one of them is due by itself."""
    asked = [item for item in going(context) if item.step.unanswered < MOST_UNANSWERED]
    soon = [item for item in asked if _asked_by(item.step, context, TOGETHER)]
    return tuple(soon) if any(_asked_by(item.step, context) for item in soon) else ()


def asked_now(context: Context) -> tuple[Planned, ...]:
    """The steps of which the family may say now how it went: they are due, or were asked about without an answer."""
    return tuple(item for item in going(context) if item.step.unanswered or _asked_by(item.step, context))


def _asked_by(step: Step, context: Context, ahead: timedelta = timedelta()) -> bool:
    return step.ask_at is not None and step.ask_at <= context.now + ahead


def promised(context: Context, steps: Mapping[str, Step]) -> tuple[Schedule, ...]:
    """When the family is asked next how it went, with these steps; nothing where it is not asked."""
    household = household_of(context)
    asked = [
        (step.ask_at, step.timer)
        for step in steps.values()
        if step.ask_at is not None and step.unanswered < MOST_UNANSWERED
    ]
    if not asked or not household.kept:
        return ()
    at, kind = min(asked)
    return (Schedule(kind, max(at, first_allowed(context.now)), household.id),)


# -- what the family does ---------------------------------------------------------------------------------------------


def begin(context: Context, keys: Iterable[str]) -> tuple[Effect, ...]:
    """These rights go into the plan, as new steps; what is in it and has not ended stays as it is."""
    household = household_of(context)
    verdicts = {verdict.key: verdict for verdict in report_of(context).verdicts}
    open_now = {item.key for item in going(context)}
    new = {
        key: _anew(household, verdicts[key], context)
        for key in keys
        if key in verdicts and not verdicts[key].held and key not in open_now
    }
    kept = {key: step for key, step in household.steps.items() if key not in new}
    return _saved(context, {**kept, **new}) if new else ()


def act(context: Context, key: str, action: str, source: StepSource | None = None) -> tuple[Effect, ...]:
    """The family did something about a step. What is in order is held in its answers from now on, and there only."""
    item = planned(context, key)
    if item is None or item.step.over:
        return ()
    step = moved(item.step, action, context.now, source)
    right, verdict = item.verdict.right_id, item.verdict
    granted = step.state is StepState.GRANTED
    answers = hold(household_of(context).answers, right, verdict.subject, True) if granted else None
    outcome = "had" if granted and step.source is StepSource.HAD else str(step.state)
    new = outcome not in step.counted
    counted = (CountOutcome(right, outcome, band_of(verdict.money)),) if new else ()
    step = replace(step, counted=(*step.counted, *((outcome,) if new else ())))
    held: tuple[Effect, ...] = (SaveAnswers(answers),) if answers is not None else ()
    return (*held, *_saved(context, {**household_of(context).steps, key: step}), *counted)


def later(context: Context, key: str) -> tuple[Effect, ...]:
    """Nothing to tell yet: the step is asked about again when its state says so, counted from now."""
    item = planned(context, key)
    if item is None or item.step.over:
        return ()
    step = item.step.asked_later(context.now, answered=True)
    return _saved(context, {**household_of(context).steps, key: step})


def tick(context: Context, key: str, paper: str) -> tuple[Effect, ...]:
    """A document of a step: to be found, in hand, or help is needed, in turn."""
    item = planned(context, key)
    if item is None:
        return ()
    ways = tuple(Paper)
    now = ways.index(item.step.papers.get(paper, Paper.NEED))
    step = household_of(context).steps[key].with_paper(paper, ways[(now + 1) % len(ways)])
    return (SaveSteps({**household_of(context).steps, key: step}),)


def had(context: Context, verdict: Verdict) -> tuple[Effect, ...]:
    """*I already have this*, of a right that may stand in the plan."""
    item = planned(context, verdict.key)
    if item is not None and not item.step.over:
        before = item.step.state is StepState.OPEN
        return act(context, verdict.key, StepAction.GRANT, StepSource.HAD if before else None)
    return (SaveAnswers(hold(household_of(context).answers, verdict.right_id, verdict.subject, True)),)


def not_had(context: Context, verdict: Verdict) -> tuple[Effect, ...]:
    """*Not yet after all*: the right is not held any more. A step that it stands in is a new one from now on."""
    household = household_of(context)
    answers: Answers = hold(household.answers, verdict.right_id, verdict.subject, False)
    if verdict.key not in household.steps:
        return (SaveAnswers(answers),)
    steps = {**household.steps, verdict.key: _anew(household, verdict, context)}
    return (SaveAnswers(answers), *_saved(context, steps))


def told_anew(context: Context, answers: Answers) -> tuple[Effect, ...]:
    """Answers that were changed; a step about a child goes along with that child, or ends where it is not there."""
    household = household_of(context)
    moved = keys_moved(context.pass_catalogue, household.answers, answers)
    steps = {now: step for was, step in household.steps.items() if (now := moved.get(was, was)) is not None}
    return (SaveAnswers(answers), *(_saved(context, steps) if steps != household.steps else ()))


def _anew(household: Household, verdict: Verdict, context: Context) -> Step:
    """A new step; what stands in the figures of an earlier one about the same right is not counted once more."""
    before = household.steps.get(verdict.key)
    return replace(begun(verdict.right_id, context.now), counted=before.counted if before is not None else ())


def _saved(context: Context, steps: Mapping[str, Step]) -> tuple[Effect, ...]:
    return (SaveSteps(steps), *promised(context, steps))
