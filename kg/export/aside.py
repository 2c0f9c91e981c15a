"""Folders written aside and moved into place, so that a failure leaves what was there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import KgError


class NotOurs(KgError, FileExistsError):
    """A folder that holds something else than a former export."""


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder beside another one, whose place it takes when all is written; after an error it is gone."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield aside
        aside.chmod(0o755)
        _move(aside, folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _move(aside: Path, folder: Path) -> None:
    """Put a folder in the place of another, which comes back where that fails."""
    former = aside.with_name(f"{aside.name}-former")
    if folder.exists():
        folder.rename(former)
    try:
        aside.rename(folder)
    except BaseException:
        if former.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)


def check_ours(folder: Path, mine: set[str], what: str) -> None:
    """Raises `NotOurs` where a folder holds what is not among the names of a former export: it would be lost."""
    if not folder.exists():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise NotOurs(f"{folder} is no folder")
    there = {one.name: one.is_file() for one in folder.iterdir()}
    if other := sorted(name for name, is_file in there.items() if not is_file or name not in mine):
        raise NotOurs(f"{folder} holds {other[0]}, which is no {what} of a former export; choose a new folder")
