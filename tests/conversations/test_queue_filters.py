"""Filters of the queue, and charts in which a small number does not point at a family."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from conversations.charts import chart, lines
from conversations.context import Chat, Context, Referral
from conversations.desk.filters import carried, line_of, passes, reads_topics, view_by
from conversations.desk.load import view as who_has_what
from conversations.dialog import Turn
from conversations.ledger import Ledger
from conversations.state import State
from tests.conversations.staff_town import BART, ELS, MONDAY, catalogue, dutch, labels, words


def request(number: int, **more: object) -> Referral:
    one = Referral(f"r{number}", f"NIN-26-000{number}", "ninove", "reported", "normal", "submitted", MONDAY)
    return replace(one, **more)  # type: ignore[arg-type]


ROWS = (
    request(1, urgency="urgent", interpreter="ar"),
    request(2, needs=("food", "money"), submitted_at=MONDAY - timedelta(days=4)),
    request(3, about=("h.leefloon",), claimed_by=ELS, claimed_name="Els"),
    request(4, claimed_by=BART, claimed_name="Bart"),
)
HERE = Context(now=MONDAY, chat=Chat(ELS, "nl"), catalogue=catalogue(), queue=ROWS)
QUEUE = State("desk", "queue")


def shown(**filters: object) -> list[str]:
    state = QUEUE.go("queue", **filters)  # type: ignore[arg-type]
    return [row.id for row in ROWS if passes(state, row, HERE)]


def test_each_filter_shows_what_it_says_and_two_show_what_both_do() -> None:
    assert shown() == ["r1", "r2", "r3", "r4"]
    assert shown(only_urgent=True) == ["r1"]
    assert shown(only_long=True) == ["r2"]
    assert shown(by_language="ar") == ["r1"]
    assert shown(by_topic="n.food") == ["r2"]
    assert shown(only_urgent=True, only_long=True) == []
    theme = next(t.id for t in catalogue().themes if catalogue().rights["leefloon"].domain in t.domains)
    assert shown(by_topic=f"t.{theme}") == ["r3"]


def test_what_is_chosen_is_said_and_only_what_is_there_can_be_chosen() -> None:
    said = line_of(QUEUE.go("queue", only_urgent=True, by_language="ar", by_topic="n.food"), HERE)
    assert said is not None
    assert dutch(said) == "Gefilterd: Dringend · Arabisch · Eten of luiers."
    assert labels(view_by(State("desk", "filter_by", {"by": "by_language"}), HERE))[:-2] == [
        "Arabisch",
        "Maakt niet uit",
    ]
    assert "Geld of rekeningen" in labels(view_by(State("desk", "filter_by", {"by": "by_topic"}), HERE))


def test_what_was_told_is_opened_only_while_a_filter_needs_it() -> None:
    assert not reads_topics(QUEUE)
    assert not reads_topics(QUEUE.go("queue", only_urgent=True, only_long=True))
    assert reads_topics(QUEUE.go("queue", by_language="ar"))
    assert not reads_topics(State("desk", "case", {"case": "r1", "by_language": "ar"}))
    assert reads_topics(State("desk", "filter_by", {"by": "by_topic"}))


def test_a_filter_holds_while_a_case_is_open_and_not_outside_the_desk() -> None:
    state = QUEUE.go("queue", only_urgent=True)
    case = carried(state, Turn(State("desk", "case", {"case": "r1"}))).state
    assert case.data == {"only_urgent": True, "case": "r1"}
    assert carried(case, Turn(QUEUE)).state.data == {"only_urgent": True}
    assert carried(state, Turn(State("menu", "menu"))).state.data == {}


def test_who_has_how_much_names_everybody_of_the_team() -> None:
    here = replace(HERE, ledger=Ledger(team={ELS: "Els", BART: "Bart", 7: "Mira"}))
    assert words(who_has_what(State("desk", "load"), here)).splitlines() == [
        "Verdeling",
        "Bart: 1 aanmelding.",
        "Jij: 1 aanmelding.",
        "Mira: 0 aanmeldingen.",
        "Nog vrij: 2 aanmeldingen.",
    ]


def test_a_small_number_of_one_right_is_said_nowhere() -> None:
    made = chart("rights", {"leefloon": 4, "groeipakket_basisbedrag": 1, "no_such_right": 9}, HERE)
    assert all(bar.few and bar.parts == (0,) for bar in made.bars)
    assert all(dutch(line).endswith("minder dan 5.") for line in lines(made))
    whole = chart("rights", {"leefloon": 5}, HERE)
    assert [dutch(line) for line in lines(whole)] == ["Leefloon: 5."]
