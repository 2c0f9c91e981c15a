"""A release put in the place of the one that ships, or taken out again; the former stays until the new one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import FaultyInput
from kg.files import aside_of
from kg.lock import held
from kg.sources.pins import TABLE, Pin, own_rows, write_pins
from kg.updates.given import Given

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
SMALLER: Final = 0.9
"""A release with less than this part of the former one's terms or rows is told to be small."""


def put(folder: Path, given: Given) -> Path:
    """Write the file under a name of its own, pin it, and only then take the former one away."""
    name = f"{given.kind}.{given.sha256[:12]}.{given.ending}"
    target = folder / name
    with held(f"kg sources update {given.kind}", folder):
        rows = own_rows(folder)
        former = rows.get(given.kind)
        with aside_of(target) as aside:
            (aside / name).write_bytes(given.raw)
            (aside / name).replace(target)
        about = {"format": given.format, "version": given.version, "sha256": given.sha256, "origin": given.origin}
        write_pins(folder, rows | {given.kind: {"file": name, **about}})
        if former and former["file"] != name:
            (folder / former["file"]).unlink(missing_ok=True)
    return target


def reset(folder: Path, kind: str) -> None:
    """Take the folder's row and its file away, so that what ships is used again; raises `FaultyInput` without one."""
    if kind not in own_rows(folder):
        raise FaultyInput(f"{folder / TABLE} has no row {kind!r}: what ships is in use already")
    with held(f"kg sources reset {kind}", folder):
        rows = own_rows(folder)
        gone = rows.pop(kind)
        write_pins(folder, rows)
        (folder / gone["file"]).unlink(missing_ok=True)


def warnings(given: Given, former: Pin, size: int | None) -> Iterator[str]:
    """What is odd about a release beside the one it would follow, and no fault."""
    if size and given.size < SMALLER * size:
        yield f"it is much smaller than the one in place: {given.size:,} against {size:,}"
    old, new = _DAY.search(former.version), _DAY.search(given.version)
    if old and new and new[0] < old[0]:
        yield f"it is older than the one in place: {given.version} against {former.version}"
    if new is None:
        yield f"its version {given.version!r} tells no day"
