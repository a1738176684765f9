"""Many stories side by side, in processes of their own: each once in Dutch, then in every other language asked for."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from types import TracebackType

import structlog

from locales import SOURCE_LANGUAGE
from rehearsal.golden import play, read_story
from rehearsal.stage import Played

__all__ = ["Plays", "WentAstray"]


class WentAstray(AssertionError):
    """A story does not go as it is written; the message says which, in which language, and where."""


@dataclass(frozen=True, slots=True)
class _Run:
    played: Played
    trouble: str = ""


class Plays:
    """Starts to play at once; `of` waits for one story. A context: at its end nothing is played any more."""

    def __init__(self, wanted: Mapping[Path, Iterable[str]]) -> None:
        """`wanted`: the languages of each story, besides Dutch."""
        workers = max(1, min(cpu_count() or 1, len(wanted)))
        self._pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_hush)
        self._runs: dict[Path, Future[Mapping[str, _Run]]] = {
            file: self._pool.submit(_in_languages, file, sorted({*languages} - {SOURCE_LANGUAGE}))
            for file, languages in wanted.items()
        }

    def of(self, file: Path, language: str = SOURCE_LANGUAGE) -> Played:
        """A story in a language, of those asked for. Raises WentAstray where it does not go as it is written."""
        runs = self._runs[file].result()
        run = runs[SOURCE_LANGUAGE]  # without it there is none in another language
        if not run.trouble:
            run = runs[language]
        if run.trouble:
            raise WentAstray(run.trouble)
        return run.played

    def __enter__(self) -> Plays:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)


def _in_languages(file: Path, others: Iterable[str]) -> Mapping[str, _Run]:
    runs = {SOURCE_LANGUAGE: _run(file, SOURCE_LANGUAGE, ())}
    if not runs[SOURCE_LANGUAGE].trouble:
        runs |= {language: _run(file, language, runs[SOURCE_LANGUAGE].played.taps) for language in others}
    return runs


def _run(file: Path, language: str, taps: Iterable[str]) -> _Run:
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _Run(asyncio.run(play(read_story(file), Path(folder), language, tuple(taps))))
    except Exception as error:
        where = "".join(f" (at {note})" for note in getattr(error, "__notes__", ()))
        return _Run(Played(), f"{file.name} does not go as it is written, in {language}{where}: {error!r}")


def _hush() -> None:
    """What the machine logs about the troubles in a story is part of that story."""
    structlog.configure(processors=[_drop])


def _drop(_logger: object, _name: str, _event: object) -> str:
    raise structlog.DropEvent
