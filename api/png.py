"""SVG to PNG: the only importer of resvg. Letters are of a font that matplotlib brings, so everywhere alike."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import resvg_py

_FONT: Final = "DejaVu Sans"
_FILES: Final = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
SCALE: Final = 2
"""Pixels of a unit: pictures go into slides."""


@cache
def _fonts() -> list[str]:
    # Where they lie is asked without loading matplotlib, which takes a while and wants a folder to write to.
    found = find_spec("matplotlib")
    folders = found.submodule_search_locations if found else None
    return [str(Path(one) / "mpl-data" / "fonts" / "ttf" / name) for one in folders or () for name in _FILES]


def png(svg: str) -> bytes:
    """A drawing on white. Raises `ValueError` for what is no SVG."""
    found: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        font_files=_fonts(),
        skip_system_fonts=True,
        font_family=_FONT,
        sans_serif_family=_FONT,
        background="#ffffff",
        zoom=SCALE,
    )
    return found
