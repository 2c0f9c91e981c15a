"""Drawing: the only importer of matplotlib. The same figure gives the same bytes of SVG."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font

INK: Final = "#222222"
GREY: Final = "#b8b8b8"
COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Told apart by most who see few colours (Okabe M, Ito K, Color Universal Design)."""
_STYLE: Final[dict[Any, Any]] = {
    "svg.hashsalt": "csf1r-kg",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.5,
}
_DPI: Final = 200


@contextmanager
def canvas(width: float, height: float) -> Iterator[tuple[Figure, Any]]:
    """A figure with one pair of axes, in inches."""
    with rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasAgg(figure)
        yield figure, figure.subplots()


def svg(figure: Figure) -> bytes:
    """As SVG without a date, letters as outlines, so that it looks the same wherever it is opened."""
    with rc_context(_STYLE):
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        return out.getvalue()


def png(figure: Figure) -> bytes:
    """As PNG for slides and manuscripts."""
    with rc_context(_STYLE):
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=_DPI, metadata={"Software": None})
        return out.getvalue()


@lru_cache(1)
def _letters() -> frozenset[int]:
    return frozenset(get_font(findfont("DejaVu Sans")).get_charmap())


def lettered(text: str, longest: int = 60) -> str:
    """A text as the font can write it: other scripts become a sign for a letter, what is too long is cut."""
    written = "".join(one if ord(one) in _letters() else "□" for one in text).replace("$", r"\$")
    return written if len(written) <= longest else written[: longest - 1] + "…"
