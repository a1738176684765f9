"""Templates in typst, with fonts that come from packages: a fresh machine sets the same page as any other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import fontpkg
import typst

__all__ = ["pictured", "typeset"]

TEMPLATES = Path(__file__).parent / "templates"
FONTS = ("Noto Sans", "Noto Sans Arabic")
PPI = 110.0
"""Pixels per inch of a picture of a page."""


@cache
def _fonts() -> typst.Fonts:
    """Read once: looking through the folders takes longer than setting a page."""
    folders = sorted({fontpkg.path(name).parent for name in FONTS})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def typeset(template: str, data: Mapping[str, Any], *, tags: bool = True) -> bytes:
    """One of our templates as PDF. `data` is JSON there, under `sys.inputs.data`. `tags` tell a screen reader how the
    page is built; of many small cells they weigh more than the text.

    Raises typst.TypstError for a template that does not fit its data: a defect of ours.
    """
    return _made(template, data, "pdf", tags=tags)[0]


def pictured(template: str, data: Mapping[str, Any], *, ppi: float = PPI) -> list[bytes]:
    """The same as pictures, one a page. `ppi`: pixels per inch."""
    return _made(template, data, "png", ppi=ppi)


def _made(
    template: str, data: Mapping[str, Any], form: Literal["pdf", "png"], *, tags: bool = True, ppi: float = PPI
) -> list[bytes]:
    made: bytes | list[bytes] = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format=form,
        ppi=ppi,
        pdf_tags=tags,
    )
    return made if isinstance(made, list) else [made]
