"""Which screens are shown to anybody while something is played."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from conversations.screen import Screen
from conversations.tongues import Tongue
from handlers.render import Rendered, render
from locales import Translator

__all__ = ["recorded"]


@contextmanager
def recorded(screens: dict[Screen, None]) -> Iterator[None]:
    """Every screen that is shown to anybody meanwhile, as a card or as a notice."""

    def recording(screen: Screen, words: Translator, *beside: Tongue) -> Rendered:
        screens[screen] = None
        return render(screen, words, *beside)

    with patch("delivery.compose.render", recording):
        yield
