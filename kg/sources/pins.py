"""The table of pinned sources: which file stands for each, and the checksum that it must have.

What ships is said in kg/reference/sources.yaml. A folder of sources ($KG_SOURCES) may hold rows that stand in the place
of those: `pins.yaml`, beside the files it names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from kg.errors import FaultyInput
from kg.files import checksum, placing
from kg.settings import PACKAGE
from kg.sources.hpo import data_file
from kg.sources.positions import read_yaml

KINDS: Final = ("hp", "hpoa", "mondo")
TABLE: Final = "pins.yaml"
_KEYS: Final = ("file", "format", "version", "sha256", "origin")
_HEAD: Final = (
    "# Written by `kg sources update` and `kg sources reset`. These files stand in the place of those that ship.\n"
)


class State(StrEnum):
    """Whether the file is the one that was pinned."""

    SOUND = "as pinned"
    CHANGED = "changed"
    MISSING = "missing"
    NONE = "none pinned"


@dataclass(frozen=True, slots=True)
class Pin:
    """One row. `path` is None where nothing is pinned; `origin` says where the file came from."""

    kind: str
    title: str
    licence: str
    credit: str
    path: Path | None = None
    format: str = ""
    version: str = ""
    sha256: str = ""
    origin: str = ""
    shipped: bool = True

    def state(self) -> State:
        """Whether the file on disk is the pinned one; reads it whole."""
        if self.path is None:
            return State.NONE
        if not self.path.is_file():
            return State.MISSING
        return State.SOUND if checksum(self.path) == self.sha256 else State.CHANGED

    def fault(self) -> str | None:
        """What is wrong with the file, and what would be right; None where it is the pinned one."""
        state, ways = self.state(), f"`kg sources update {self.kind} FILE_OR_URL --sha256 {self.sha256}`"
        if state in (State.SOUND, State.NONE):
            return None
        what = "is not there" if state is State.MISSING else "is not the file that was pinned: its SHA-256 differs"
        if self.shipped:
            return f"{self.path} {what}; right would be {self.origin} as pyproject.toml names it, or {ways}"
        return f"{self.path} {what}; right would be {ways}, or `kg sources reset {self.kind}`"


def read_pins(folder: Path | None) -> dict[str, Pin]:
    """The table: what ships, and in its place what the folder pins. Raises `FaultyInput` for a broken table."""
    described = shipped_table()
    pins = {kind: _shipped(kind, described[kind]) for kind in KINDS}
    if folder:
        for kind, row in own_rows(folder).items():
            values = {key: row[key] for key in _KEYS if key != "file"}
            pins[kind] = replace(pins[kind], path=folder / row["file"], **values, shipped=False)
    return pins


def shipped_table() -> dict[str, dict[str, Any]]:
    """The rows of kg/reference/sources.yaml."""
    return dict(read_yaml(PACKAGE / "reference" / "sources.yaml").value)


def _shipped(kind: str, row: Mapping[str, Any]) -> Pin:
    about = (row["title"], row["licence"], row["credit"])
    if "pin" not in row:
        return Pin(kind, *about)
    pin = row["pin"]
    origin = f"the package {pin['package']}"
    return Pin(kind, *about, data_file(pin["file"]), pin["format"], pin["version"], pin["sha256"], origin)


def own_rows(folder: Path) -> dict[str, dict[str, str]]:
    """The rows that the folder itself pins; raises `FaultyInput` for a broken table."""
    path = folder / TABLE
    if not path.is_file():
        return {}
    document = read_yaml(path)
    rows = document.value if document.value is not None else {}
    if not isinstance(rows, dict):
        raise FaultyInput(f"{path}: this is no table of sources; right would be what `kg sources update` writes")
    for kind, row in rows.items():
        sound = kind in KINDS and isinstance(row, dict) and all(isinstance(row.get(key), str) for key in _KEYS)
        if not sound or Path(row["file"]).name != row["file"]:
            line = document.line((str(kind),))
            raise FaultyInput(f"{path}:{line}: the row {kind!r} is broken; right would be `kg sources update`")
    return rows


def write_pins(folder: Path, rows: Mapping[str, Mapping[str, str]]) -> None:
    """Write the folder's own rows, or take its table away when there is none; at no moment is the table half."""
    aside, path = folder / f".{TABLE}.new", folder / TABLE
    if not rows:
        path.unlink(missing_ok=True)
        return
    lines = [_HEAD]
    for kind, row in sorted(rows.items()):
        lines += [f"{kind}:\n", *(f"  {key}: {json.dumps(row[key], ensure_ascii=False)}\n" for key in _KEYS)]
    with placing(path, aside):
        aside.write_text("".join(lines), encoding="utf-8")
        aside.replace(path)
