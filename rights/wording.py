"""The words that are the same for every right: verdict cards, answers as lines, deadlines, sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from rights.answers import DONT_KNOW, RATHER_NOT, Answer
from rights.bands import band_label, month_label, year_label
from rights.conditions import openers
from rights.figures import Figure, SourceRef
from rights.household import HOUSEHOLD, SOME_CHILD, Household, ticks_of
from rights.library import Catalogue
from rights.nodes import UNBORN
from rights.shapes import NONE, Question, Right, ZonePart
from rights.spans import Span
from rights.views import VerdictKind
from texts import Joined, Money, Text, Verbatim, say

__all__ = [
    "NAMED_AFTER",
    "NO_CHILDREN",
    "answer_line",
    "card",
    "choice_label",
    "kind_name",
    "no_page",
    "question_text",
    "said_of",
    "source_line",
    "subject_label",
    "verified_line",
    "written",
]

NO_CHILDREN = say("birth year", "Geen kinderen")
ALL = 100
"""More pieces than any answer has."""
UNDATED = "undated"
"""The date of a page that shows none."""


def written(context: str, msgid: str, subject: Text | None = None) -> Text:
    """A text of a catalogue file; `{subject}` in it is whom it is about."""
    text = Text(context, msgid)
    return text.having(subject=subject) if subject is not None and "{subject}" in msgid else text


def question_text(house: Household, question: Question, subject: str) -> Text:
    """A question as it is put; `{held}` in it is which of the statuses on which it is asked the household holds, or,
    as long as that is not known, any of them."""
    about = subject_label(house, subject, birth=question.fact == "birth")
    text = written(question.id, question.question_nl, about)
    if question.only_if is None or "{held}" not in question.question_nl:
        return text
    statuses = tuple(dict.fromkeys(openers(question.only_if)))
    held = tuple(status for status in statuses if house.held(status, HOUSEHOLD))
    names = (_in_sentence(house.catalogue, status) for status in held or statuses)
    return text.having(held=Joined(tuple(name for name in names if name is not None), "and" if held else "or"))


def subject_label(house: Household, subject: str, *, birth: bool = False) -> Text | None:
    """Whom a question or verdict is about: "kind 2, geboren in 2024"; None for the household. `birth`: in a sentence
    that itself says "born": "je kind van 2024"."""
    if subject in {HOUSEHOLD, SOME_CHILD}:
        return None
    if subject == UNBORN:
        return say("subject", "de baby die komt")
    kind, number = subject.split(".")
    if kind == "adult":
        return say("subject", "volwassene {n}", n=int(number))
    return _child_label(house, subject, int(number), birth)


def _child_label(house: Household, child: str, n: int, birth: bool) -> Text:
    year = _year_of_birth(house, child)
    if year is None:
        return say("subject", "kind {n}", n=n)
    if not birth:
        return say("subject", "kind {n}, geboren in {year}", n=n, year=year)
    twins = sum(_year_of_birth(house, other) == year for other in house.children()[0]) > 1
    return (
        say("subject", "kind {n} van {year}", n=n, year=year)
        if twins
        else say("subject", "je kind van {year}", year=year)
    )


def _year_of_birth(house: Household, child: str) -> str | None:
    born = house.known("birth", child)
    if not isinstance(born, Span) or born.low is None or born.high is None:
        return None
    first, last = date.fromordinal(int(born.low)), date.fromordinal(int(born.high))
    return str(first.year) if first.year == last.year else None


def _in_sentence(catalogue: Catalogue, status: str) -> Text | None:
    """The name of a status as it stands in a sentence; that of the right where it has none of its own."""
    fact = catalogue.facts[status]
    return catalogue_name(catalogue, status) if fact.name_nl is None else Text(fact.id, fact.name_nl)


def kind_name(kind: VerdictKind) -> Text:
    """The name of a kind of verdict, for lists and reports."""
    return {
        VerdictKind.VERY_LIKELY: say("verdict", "Heel waarschijnlijk"),
        VerdictKind.LIKELY: say("verdict", "Waarschijnlijk, kijk na"),
        VerdictKind.ASK: say("verdict", "Vraag het na"),
        VerdictKind.MAYBE: say("verdict", "Misschien"),
        VerdictKind.ONE_MORE_ANSWER: say("verdict", "Nog een vraag"),
        VerdictKind.AFTER: say("verdict", "Later"),
        VerdictKind.NOT_NOW: say("verdict", "Nu niet"),
    }[kind]


_CARDS: dict[VerdictKind, Text] = {
    VerdictKind.VERY_LIKELY: say("verdict", "Heel waarschijnlijk: {gives}."),
    VerdictKind.LIKELY: say("verdict", "Waarschijnlijk: {gives}. Kijk na: {about}."),
    VerdictKind.ASK: say("verdict", "Vraag het na: {gives}. {about} beslist."),
    VerdictKind.MAYBE: say("verdict", "Misschien: {gives}. Zoek op: {about}."),
    VerdictKind.ONE_MORE_ANSWER: say("verdict", "Nog niet duidelijk: {gives}."),
    VerdictKind.AFTER: say("verdict", "Later misschien: {gives}. Vraag eerst: {about}."),
    VerdictKind.NOT_NOW: say("verdict", "Nu niet: {gives}."),
}
# The kinds whose card names something: what to check, who decides, what to find, what comes first.
NAMED_AFTER = frozenset(kind for kind, text in _CARDS.items() if "{about}" in text.msgid)


def card(kind: VerdictKind, right: Right, about: Text | None) -> Text:
    """The one-sentence card of a verdict. `about` is given for the kinds in NAMED_AFTER."""
    gives = Text(right.id, right.gives_nl)
    if kind in NAMED_AFTER:
        assert about is not None
        return _CARDS[kind].having(gives=gives, about=about)
    return _CARDS[kind].having(gives=gives)


def answer_line(house: Household, answer: Answer, *, hide: bool = False, most: int = ALL) -> Text | None:
    """An answer as a line: "leefloon van het OCMW: nee"; None where the catalogue no longer has the question. `hide`
    leaves out what was answered; of a long list, at most `most` pieces are said."""
    question = house.catalogue.questions.get(answer.question)
    if question is None:
        return None
    said = say("answer", "wat jij koos") if hide else said_of(house.catalogue, answer, most)
    if said is None:
        return None
    about = Text(question.id, question.about_nl)
    subject = subject_label(house, answer.subject)
    if subject is None:
        return say("answer", "{about}: {answer}", about=about, answer=said)
    return say("answer", "{about} van {who}: {answer}", about=about, who=subject, answer=said)


def choice_label(question: Question, choice_id: str, kept: tuple[str | None, str | None]) -> Text:
    """The words of a choice; {from} and {to} in them are the ends of the amounts it means."""
    choice = question.choices[choice_id]
    label = Text(question.id, choice.label_nl)
    if not isinstance(choice.kept, ZonePart):
        return label
    ends = {name: Money(Decimal(end)) for name, end in zip(("from", "to"), kept, strict=True) if end is not None}
    return label.having(**{name: end for name, end in ends.items() if f"{{{name}}}" in choice.label_nl})


_DECLINED = {
    DONT_KNOW: say("answer", "niet geweten"),
    RATHER_NOT: say("answer", "liever niet gezegd"),
}


def said_of(catalogue: Catalogue, answer: Answer, most: int = ALL) -> Text | None:
    """What was answered, without the question; of a long list at most `most` pieces, the last of them how many more
    there are. None where the catalogue no longer has that answer."""
    question = catalogue.questions.get(answer.question)
    if question is None:
        return None
    if answer.choice in _DECLINED:
        return _DECLINED[answer.choice]
    if question.asks is not None:
        return _said_generated(question, answer, most)
    picked = {name: question.choices[name] for name in ticks_of(answer) if name in question.choices}
    told = {fact for choice in picked.values() for fact in choice.sets}
    labels = [
        Text(question.id, choice.left_nl)
        for name, choice in question.choices.items()
        if choice.left_nl is not None and name not in picked and not told & choice.sets.keys()
    ]
    labels += [_said_choice(question, answer, name) for name in picked if not (labels and name == NONE)]
    return _all(labels, most) if picked else None


def _said_choice(question: Question, answer: Answer, name: str) -> Text:
    choice = question.choices[name]
    if choice.answer_nl is not None:
        return Text(question.id, choice.answer_nl)
    return choice_label(question, name, (answer.low, answer.high))


def _all(labels: Sequence[Text], most: int) -> Text:
    """One, or all that was ticked, as far as there is room."""
    if len(labels) > most:
        labels = (*labels[: most - 1], say("answer", "nog {n}", n=len(labels) - most + 1))
    return labels[0] if len(labels) == 1 else say("answer", "{all}", all=Joined(tuple(labels)))


def _said_generated(question: Question, answer: Answer, most: int) -> Text:
    """What a generated choice says; it stays what it was when the figures behind it move."""
    match question.asks:
        case "money":
            return band_label(_amount(answer.low), _amount(answer.high))
        case "birth_month":
            return month_label(date.fromisoformat(answer.low or "").month)
    return NO_CHILDREN if answer.choice == NONE else _all([year_label(year) for year in sorted(ticks_of(answer))], most)


def _amount(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)


_NO_PAGE: tuple[tuple[str, Text], ...] = (
    ("Algemene kennis", say("source", "Nog geen pagina gevonden. Vraag het na.")),
    ("Eigen schatting", say("source", "Eigen schatting. Vraag het na.")),
    ("Eigen berekening", say("source", "Eigen berekening. Vraag het na.")),
)
"""What is said of a source that is no page, by how the catalogue begins it. There it is written for staff."""


def no_page(page: str) -> Text | None:
    """What a family reads of a source that is no page; None for the title of one."""
    return next((text for begin, text in _NO_PAGE if page.startswith(begin)), None)


def source_line(source: SourceRef) -> Text:
    """Page and date of a source, or that there is none."""
    unread = no_page(source.page)
    if unread is not None:
        return say("source", "Bron: {page}", page=unread)
    page = Verbatim(source.page)
    if source.date == UNDATED:
        return say("source", "Bron: {page} (zonder datum).", page=page)
    return say("source", "Bron: {page} ({date}).", page=page, date=source.date)


def verified_line(statuses: set[str]) -> Text:
    """How far what a right rests on was verified, told by its weakest part."""
    lines: dict[str, Callable[[], Text]] = {
        "unverified": lambda: say("source", "Een cijfer is oud of nog niet nagekeken. Vraag het altijd na."),
        "unofficial": lambda: say("source", "Een bedrag komt niet van een officiële pagina. Vraag het altijd na."),
        "verified": lambda: say("source", "Gelezen op een openbare pagina. De regels kunnen veranderd zijn."),
    }
    return next(line() for status, line in lines.items() if status in statuses)


def figure_statuses(figures: tuple[Figure, ...], today: date) -> set[str]:
    """The statuses of the values that hold on a date; an overdue value counts as unverified."""
    return {
        "unverified" if figure.on(today).status == "verified" and figure.doubtful(today) else figure.on(today).status
        for figure in figures
    }


def catalogue_name(catalogue: Catalogue, status_or_right: str) -> Text | None:
    """The name of a right, or of a status; None where neither exists."""
    if (right := catalogue.rights.get(status_or_right)) is not None:
        return Text(right.id, right.name_nl)
    fact = catalogue.facts.get(status_or_right)
    return None if fact is None or fact.name_nl is None else Text(fact.id, fact.name_nl)
