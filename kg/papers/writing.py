"""Evidence files written: one process at a time, and each file whole or as it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from kg.files import placing
from kg.lock import LOCK, alone, alone_at


@contextmanager
def alone_with(what: str, *places: Path) -> Iterator[None]:
    """Be the only one who writes these evidence files, or starts files in these folders; others wait.

    Whoever changes what a file says reads it in here too. A link is locked where it leads.
    """
    with ExitStack() as held:
        # Everybody takes them in one order, a folder before its files, so that no two wait for each other.
        for place in sorted({one.resolve() for one in places}):
            held.enter_context(alone(place / LOCK, what) if place.is_dir() else alone_at(place, what))
        yield


def write_all(texts: Mapping[Path, str]) -> None:
    """Write each text aside, then move all into place, with the permissions of the files that stood there.

    Where anything fails before the first move, no file has changed. A link keeps leading to its file.
    """
    aside: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            target = path.resolve()
            fresh = target.with_name(f".{target.name[:100]}-{os.getpid()}.new")
            with placing(target, fresh), fresh.open("x", encoding="utf-8", newline="") as stream:
                aside[fresh] = target
                stream.write(text)
            if target.exists():
                shutil.copymode(target, fresh)
        for fresh, target in aside.items():
            fresh.replace(target)
    finally:
        for fresh in aside:
            with suppress(FileNotFoundError):
                fresh.unlink()
