"""A file of named arrays, mapped and not read: a header in JSON, then each array at a multiple of 64 bytes."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.errors import KgError

Array: TypeAlias = NDArray[Any]
Place: TypeAlias = tuple[str, int]
"""Of what type an array is, as numpy writes it, and how many it holds."""
_MAGIC: Final = b"kgcolumn"
_ALIGNED: Final = 64


class NoImage(KgError, ValueError):
    """A file that is no image of a dataset, or not a whole one."""


def write(path: Path, places: Mapping[str, Place], arrays: Iterable[Array | Iterable[bytes]], about: Any) -> None:
    """Write arrays in the order of their places, each as it comes; bytes may come in parts. `about` is any JSON."""
    table, at = {}, 0
    for name, (kind, length) in places.items():
        size = length * np.dtype(kind).itemsize
        table[name] = [kind, at, size]
        at += -(-size // _ALIGNED) * _ALIGNED
    header = json.dumps({"about": about, "arrays": table}).encode()
    with path.open("wb") as out:
        out.write(_MAGIC + len(header).to_bytes(8, "little") + header)
        out.write(bytes(-out.tell() % _ALIGNED))
        for array in arrays:
            if isinstance(array, np.ndarray):
                out.write(np.ascontiguousarray(array).data.cast("B") if array.size else b"")
            else:
                out.writelines(array)
            out.write(bytes(-out.tell() % _ALIGNED))


def mapped(path: Path) -> tuple[Any, dict[str, Array], mmap.mmap]:
    """What is said about the arrays, and each of them; raises `NoImage`. All processes share the pages."""
    try:
        with path.open("rb") as file:
            held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size = int.from_bytes(held[8:16], "little")
        if held[:8] != _MAGIC:
            raise ValueError
        header = json.loads(held[16 : 16 + size])
        first = -(-(16 + size) // _ALIGNED) * _ALIGNED
        found = {
            name: np.frombuffer(held, kind, length // np.dtype(kind).itemsize, first + at)
            for name, (kind, at, length) in header["arrays"].items()
        }
        return header["about"], found, held
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoImage(f"{path} is no image of a dataset; `kg build` makes one") from error
