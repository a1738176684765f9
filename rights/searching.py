"""Finding rights by the words that people use, in any of the languages, with the mistakes that people make.

What is typed is only compared: nothing of it is kept, and what comes out are ids of rights.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rights.library import Catalogue
from rights.shapes import Right
from texts.plain import plain

__all__ = ["Search", "search"]

MOST_FOUND = 14
LONGEST = 200
"""Characters of what was typed that are looked at; who writes more tells a story."""
MOST_WORDS = 12
FEW_WORDS = 5
"""A text of more words is no search, wherever it was typed."""

OWN, OF_THEME, OF_GIFT = 1.0, 0.6, 0.5
"""What a word counts that stands among the right's own words and names, its theme's, or in what it gives."""
LEAST, OF_BEST, SURE = 0.45, 0.55, 0.8
"""A right is found from this score on, if it comes so near to the best; the best one is meant from SURE on."""
ALIKE = 0.7
"""From here on two words are taken for the same."""
UNKNOWN_WORD = 0.4
"""The weight of a word that nothing is like: a typing mistake beyond repair, or a word about something else."""
PHRASE = 0.25
"""What is added where all words of an expression were typed."""

_SAYS_NOTHING = """
    hallo hoi dag goeiedag dank bedankt gaat goed wel bonjour salut merci hello hi thanks thank مرحبا شكرا سلام
    aan als ben bij dan dat de die dit een en er heb hebben het hoe hulp ik in is je kan kom krijg krijgen maar mag met
    mijn moet naar niet nodig of om ons onze op te van vinden voor waar wat we wie wil zijn zoek zoeken vraag vragen
    aide aider ai avec avoir besoin cherche comment dans de des du est et je la le les ma mes mon nous obtenir ou par
    pas peux pour puis que qui sans sont sur un une veux
    ja nee iemand niemand iets alles mij me helpen jij jou hebt heeft gisteren morgen vandaag thuis kost
    oui non quelqu quelque personne aidez vous plait
    yes no someone somebody anybody anyone please
    نعم لا احد شخص ساعدوني
    about am an and are can find for from get have help how in is it me my need not of on or our please some the to want
    we what where with
    في من على الى عن مع هل هو هي انا نحن كيف اين ما ماذا اريد احتاج مساعده هذا هذه لي عندي ابحث
"""
_FILLER = frozenset(plain(_SAYS_NOTHING, " ").split())
"""Words that say nothing of what is looked for."""

_ARTICLE = re.compile("^(?:وال|فال|بال|كال|لل|ال)(?=.{3})")
"""What Arabic writes onto the word that follows."""


@dataclass(frozen=True, slots=True)
class Search:
    """Ids of the rights found, the best first. `sure`: a few words were typed, all of them words of rights, and they
    mean the first of these."""

    rights: tuple[str, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Index:
    """The words of a pass: per word, what it counts for each right; and per right the expressions of several words."""

    words: Mapping[str, Mapping[str, float]]
    phrases: Mapping[str, tuple[frozenset[str], ...]]


def search(catalogue: Catalogue, typed: str) -> Search:
    """The rights of a pass that fit what was typed. Depends on nothing but its arguments, and keeps nothing."""
    wanted = list(dict.fromkeys(_words(typed[:LONGEST])))[:MOST_WORDS]
    if not wanted:
        return Search()
    index = _index(catalogue)
    alike = {word: dict(_alike(word, index)) for word in wanted}
    scores = _scores(catalogue, index, alike)
    best = max(scores.values(), default=0.0)
    rights = catalogue.rights
    found = sorted(
        (name for name, score in scores.items() if score >= max(LEAST, OF_BEST * best)),
        key=lambda name: (-round(scores[name], 2), -rights[name].weight, name),
    )
    all_meant = all(max(near.values(), default=0.0) >= ALIKE for near in alike.values())
    return Search(tuple(found[:MOST_FOUND]), best >= SURE and all_meant and len(wanted) <= FEW_WORDS)


def _scores(catalogue: Catalogue, index: _Index, alike: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Per right, how much of what was typed is about it: rare words count more than those of many rights."""
    total = 0.0
    scores: dict[str, float] = defaultdict(float)
    for near in alike.values():
        of_right: dict[str, float] = defaultdict(float)
        for known, likeness in near.items():
            for name, counts in index.words[known].items():
                of_right[name] = max(of_right[name], likeness * counts)
        among = sum(score >= ALIKE for score in of_right.values())
        weight = log(1 + len(catalogue.rights) / among) if among else UNKNOWN_WORD
        total += weight
        for name, score in of_right.items():
            scores[name] += weight * score
    typed = {known for near in alike.values() for known, likeness in near.items() if likeness >= ALIKE}
    return {
        name: score / total + (PHRASE if any(phrase <= typed for phrase in index.phrases[name]) else 0)
        for name, score in scores.items()
    }


def _alike(word: str, index: _Index) -> Iterator[tuple[str, float]]:
    """The known words that a typed one may mean, with how alike they are, up to 1."""
    for known in index.words:
        likeness = _likeness(word, known)
        if likeness:
            yield known, likeness
    most = _mistakes(len(word))
    if most:
        for known, mistakes, _ in process.extract(
            word, index.words.keys(), scorer=OSA.distance, score_cutoff=most, limit=None
        ):
            if mistakes and len(known) > most + 2 and not _likeness(word, known):
                yield known, 0.95 - mistakes / len(word)


def _likeness(word: str, known: str) -> float:
    """Of words without mistakes: the same, the beginning of the other, or a part of it (Dutch joins words). The more of
    the longer word the shorter one is, the more alike they are."""
    if word == known:
        return 1.0
    shorter, longer = sorted((word, known), key=len)
    part = len(shorter) / len(longer)
    if known.startswith(word) and len(word) >= 3:
        return 0.65 + 0.35 * part
    if len(shorter) >= 5 and shorter in longer:
        return 0.5 + 0.4 * part
    return 0.5 + 0.35 * part if word.startswith(known) and (len(known) >= 4 or part >= 0.75) else 0.0


def _mistakes(length: int) -> int:
    """How many letters may be wrong, left out, put in or turned round in a word of this length."""
    return 0 if length < 4 else 1 if length < 6 else 2 if length < 10 else 3


@lru_cache(maxsize=32)
def _index(catalogue: Catalogue) -> _Index:
    words: dict[str, dict[str, float]] = defaultdict(dict)
    phrases: dict[str, tuple[frozenset[str], ...]] = {}
    for right in catalogue.rights.values():
        own = [list(_words(text)) for text in _own(right)]
        phrases[right.id] = tuple(frozenset(found) for found in own if len(found) > 1)
        told = ((OWN, [word for found in own for word in found]), (OF_GIFT, _words(right.gives_nl)))
        themes = (theme for theme in catalogue.themes if right.domain in theme.domains)
        of_themes = ((OF_THEME, _words(" ".join((theme.name_nl, *_flat(theme.words.values()))))) for theme in themes)
        for counts, found_words in (*told, *of_themes):
            for word in found_words:
                words[word][right.id] = max(words[word].get(right.id, 0.0), counts)
    return _Index(words, phrases)


def _own(right: Right) -> tuple[str, ...]:
    return (right.name_nl, *right.names.values(), *_flat(right.words.values()))


def _flat(words: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for some in words:
        yield from some


def _words(text: str) -> Iterator[str]:
    """The words of a text as they are compared: without capitals, accents and articles, less those that say nothing. A
    number is nobody's search: it is a code, a date or a telephone."""
    for word in plain(text, " ").split():
        bare = _ARTICLE.sub("", word)
        if len(bare) > 1 and not bare.isdecimal() and bare not in _FILLER and word not in _FILLER:
            yield bare
