"""Texts to files, all or none: each is written aside in full before the first is moved into place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_all(texts: Mapping[Path, str]) -> None:
    """Write every text to its path, with the permissions of the file that stood there.

    Where anything fails before the first move, no file has changed. A link keeps leading to its file.
    """
    aside: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            target = path.resolve()
            fresh = target.with_name(f".{target.name[:100]}-{os.getpid()}.new")
            with fresh.open("x", encoding="utf-8", newline="") as stream:
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
