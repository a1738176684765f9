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


@cache
def _font_folders() -> list[Path]:
    return sorted({fontpkg.path(name).parent for name in FONTS})


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """One of our templates as PDF. `data` is JSON there, under `sys.inputs.data`.

    Raises typst.TypstError for a template that does not fit its data: a defect of ours.
    """
    return _made(template, data, "pdf")[0]


def pictured(template: str, data: Mapping[str, Any]) -> list[bytes]:
    """The same as pictures, one a page."""
    return _made(template, data, "png")


def _made(template: str, data: Mapping[str, Any], form: Literal["pdf", "png"]) -> list[bytes]:
    made: bytes | list[bytes] = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_font_folders(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format=form,
        ppi=110.0,
    )
    return made if isinstance(made, list) else [made]
