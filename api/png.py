"""SVG to PNG: the only importer of resvg. Letters are of a font that matplotlib brings, so everywhere alike."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import matplotlib
import resvg_py

_FONT: Final = "DejaVu Sans"
_FILES: Final = [
    str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
]
SCALE: Final = 2
"""Pixels of a unit: pictures go into slides."""


def png(svg: str) -> bytes:
    """A drawing on white. Raises `ValueError` for what is no SVG."""
    found: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        font_files=_FILES,
        skip_system_fonts=True,
        font_family=_FONT,
        sans_serif_family=_FONT,
        background="#ffffff",
        zoom=SCALE,
    )
    return found
