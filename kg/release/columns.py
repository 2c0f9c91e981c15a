"""The image of a release (`kg/engine/columns`), made from its lines while they are still in pieces."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.engine.columns.met import Met
from kg.engine.columns.writing import write_met
from kg.release.dataset import InPieces, texts
from kg.release.homes import home


def met_in(lines: Iterable[str] | InPieces) -> Met:
    """Sorted lines by numbers, to which more may come; each triple stands in its home there, too."""
    met = Met(home)
    for text in texts(lines):
        met.take(text)
    met.settle()
    return met


def image_of(met: Met, path: Path, _: object) -> None:
    """Write the image of lines that were numbered, as a file of a release of the same lines."""
    write_met(path, met)
