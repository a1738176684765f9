"""What is worked out from answers: one answer more leads where all of them together lead, and nothing stays behind."""

from __future__ import annotations

import gc
import weakref

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rights import Answers, Catalogue, answer, hold, next_question, progress, report, undo, urgency
from rights.assessment import assess
from tests.rights.rights_interviews import MOST_QUESTIONS, TODAY, ninove
from tests.rights.rights_worlds import catalogues

walks = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def anew(answers: Answers) -> Answers:
    """The same answers, as storage gives them back."""
    return Answers.from_json(answers.to_json())


def leads_to_the_same(catalogue: Catalogue, answers: Answers) -> None:
    loaded = anew(answers)
    assert assess(catalogue, answers, TODAY).items == assess(catalogue, loaded, TODAY).items
    assert next_question(catalogue, answers, TODAY) == next_question(catalogue, loaded, TODAY)


@walks
@given(st.data(), catalogues() | st.just(ninove()))
def test_one_answer_more_leads_where_all_answers_together_lead(data: st.DataObject, catalogue: Catalogue) -> None:
    answers = Answers()
    for _ in range(MOST_QUESTIONS):
        asked = next_question(catalogue, answers, TODAY)
        if asked is None:
            break
        choice = data.draw(st.sampled_from([*(choice.id for choice in asked.choices), "dk", "skip"]))
        answers = answer(catalogue, answers, asked.key, choice, TODAY)
        leads_to_the_same(catalogue, answers)
        match data.draw(st.sampled_from(["go on", "go on", "go on", "back", "have it"])):
            case "back":
                answers = undo(answers)
            case "have it":
                verdict = data.draw(st.sampled_from(report(catalogue, answers, TODAY).verdicts))
                answers = hold(answers, verdict.right_id, verdict.subject, not verdict.held)
        leads_to_the_same(catalogue, answers)
    found = report(catalogue, anew(answers), TODAY)
    assert progress(catalogue, answers, TODAY) == found.progress
    assert urgency(catalogue, answers, TODAY) == found.urgent


def test_when_the_answers_go_what_was_worked_out_from_them_goes() -> None:
    catalogue, answers = ninove(), Answers()
    for _ in range(4):
        asked = next_question(catalogue, answers, TODAY)
        assert asked is not None
        answers = answer(catalogue, answers, asked.key, asked.choices[-1].id, TODAY)
    house = weakref.ref(assess(catalogue, answers, TODAY).house)
    assert report(catalogue, answers, TODAY).verdicts
    assert house() is not None
    del answers
    gc.collect()
    assert house() is None
