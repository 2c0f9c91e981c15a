"""Writing a folder that others may hold already: aside, then into its place, and only over a former export."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from kg.errors import KgError
from kg.files import replacing
from kg.lock import alone_at

T = TypeVar("T")


class NotOurs(KgError, FileExistsError):
    """A place that holds something else than a former export."""


def fill_folder(folder: Path, fill: Callable[[Path], T], former: Callable[[Path], Collection[str]], what: str) -> T:
    """Let `fill` write a folder aside and put it in its place; a failure leaves what was there.

    The place is new, empty, or holds a former export: files that `former` names (as paths within it), and no others,
    since they would be lost. `what` is what the export calls its files. Raises `NotOurs`.
    """
    folder = folder.absolute()
    _check(folder, former, what)
    with alone_at(folder, "kg export"), replacing(folder) as aside:
        return fill(aside)


def _check(folder: Path, former: Callable[[Path], Collection[str]], what: str) -> None:
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise NotOurs(f"{folder} is no folder")
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    files = {name for name, path in there.items() if path.is_symlink() or not path.is_dir()}
    own = set(former(folder)) if files else set()
    above = {parent.as_posix() for name in own for parent in Path(name).parents}
    links = {name for name, path in there.items() if path.is_symlink()}
    if other := sorted((there.keys() - own - above) | links):
        raise NotOurs(f"{folder} holds {other[0]}, which is no {what} of a former export; choose a new folder")
