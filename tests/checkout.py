"""The files of this checkout, as tests look them over while others work in it."""

import os
from collections.abc import Iterator
from pathlib import Path

from kg.settings import FOLDERS

ROOT = Path(__file__).parent.parent
KEPT = {ROOT / name for name in (*FOLDERS.values(), "bench", "build", "dist")}
"""What commands make there, and no part of the project."""


def files(*rooms: str, endings: tuple[str, ...] = ("",), under: Path = ROOT) -> Iterator[Path]:
    """Those of the project in some of its folders, or in all, in a fixed order.

    A folder that another process takes away meanwhile is passed by, as `os.walk` does and `Path.rglob` does not.
    """
    for room in rooms or (".",):
        for place, folders, names in os.walk(under / room):
            here = Path(place)
            folders[:] = sorted(one for one in folders if _told(here / one))
            yield from (here / name for name in sorted(names) if name.endswith(endings))


def _told(folder: Path) -> bool:
    return folder.name[0] != "." and folder.name not in ("node_modules", "__pycache__") and folder not in KEPT
