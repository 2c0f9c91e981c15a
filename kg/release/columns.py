"""The image of a release (`kg/engine/columns`), made from its lines while they are still in pieces."""

from __future__ import annotations

from pathlib import Path

from kg.engine.columns.writing import write_texts
from kg.release.dataset import InPieces
from kg.release.homes import home


def write_columns(path: Path, lines: InPieces) -> None:
    """Write the image of sorted lines; each triple stands in its home there, too."""
    write_texts(path, lines.texts(), home)
