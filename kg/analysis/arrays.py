"""Arrays in a file beside a release: the names of the arrays are its layout, and tell whether this kg can read it."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from kg.files import Damaged


@contextmanager
def arrays(path: Path, names: Collection[str]) -> Iterator[Mapping[str, Any]]:
    """The arrays of a file, each read when it is taken. Raises `Damaged`, also where it holds others than `names`."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as held:
            if {*held.files} != {*names}:
                raise LookupError({*held.files} ^ {*names})
            yield held
    except (BadZipFile, EOFError, LookupError, ValueError, zlib.error) as error:
        raise Damaged(path, "is damaged, or of another kg", "`kg build --force` writes it again") from error


def verify(path: Path, names: Collection[str]) -> None:
    """That a file is whole and can be read. Raises `Damaged`."""
    with arrays(path, names) as held:
        for name in names:
            held[name]
