"""A crate made: its parts, its description and its page; as a folder, or as a ZIP archive of the same bytes."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.export.crate.credit import CITATION, credit
from kg.export.crate.metadata import METADATA, PREVIEW, TERMS, metadata
from kg.export.crate.parts import PARTS, CrateSource
from kg.export.crate.preview import preview
from kg.export.folders import NotOurs, fill_folder
from kg.files import aside_of
from kg.lock import alone_at
from kg.names import BASE
from kg.release import Release
from kg.report import Tell
from kg.settings import data_file

_PACKED: Final = (".gz", ".zip", ".parquet")


def export_crate(
    release: Release, target: Path, beside: Mapping[str, Path], tell: Tell = lambda _: None
) -> list[tuple[str, int, int]]:
    """Write a release with all that belongs to it; a name in .zip gives an archive. Returns parts with files and bytes.

    `beside` are the files of the project that the release was built with (`Inputs.beside`). The same release gives the
    same bytes. Raises `NotOurs` where something else than a former crate would be lost, and `NotThisRelease`.
    """
    source = CrateSource(release, beside)
    if target.suffix.lower() != ".zip":
        fill_folder(target, lambda aside: _fill(source, aside, tell), _former, "file")
        return _size(target)
    target = target.absolute()
    if target.exists() and not _is_crate(target):
        raise NotOurs(f"{target} is no former crate of this project; choose a new name")
    with alone_at(target, "kg export crate"), aside_of(target) as aside:
        root, archive = aside / "crate", aside / target.name
        root.mkdir()
        _fill(source, root, tell)
        tell("archive")
        _pack(root, archive, release.manifest["issued"])
        archive.chmod(0o644)
        archive.replace(target)
        return _size(root)


def _fill(source: CrateSource, root: Path, tell: Tell) -> None:
    made = []
    for part in PARTS:
        tell(part.name.lower())
        (root / part.folder).mkdir()
        made.append((part, tuple(part.fill(source, root))))
    for name in (CITATION, TERMS):
        shutil.copyfile(data_file(name), root / name)
    told = [file for _, files in made for file in files]
    written = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    if strange := sorted(written ^ {CITATION, TERMS, *(file.path for file in told)}):
        raise KgError(f"the crate does not hold what it says: {', '.join(strange)}")
    document = metadata(source.release.manifest, credit(), made, root)
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (root / METADATA).write_text(text + "\n", encoding="utf-8")
    (root / PREVIEW).write_text(preview(document), encoding="utf-8")


def _pack(root: Path, archive: Path, issued: str) -> None:
    """Every file in the order of its name, dated by the release; what is packed already is stored as it is."""
    day = date.fromisoformat(issued)
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            about = zipfile.ZipInfo(path.relative_to(root).as_posix(), (day.year, day.month, day.day, 0, 0, 0))
            about.compress_type = zipfile.ZIP_STORED if path.suffix in _PACKED else zipfile.ZIP_DEFLATED
            about.external_attr, about.create_system = 0o100644 << 16, 3
            about.file_size = path.stat().st_size
            with path.open("rb") as read, packed.open(about, "w") as write:
                shutil.copyfileobj(read, write, 1 << 20)


def _former(folder: Path) -> set[str]:
    """The files of a former crate of ours, as its description names them."""
    try:
        return _named((folder / METADATA).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()


def _is_crate(archive: Path) -> bool:
    try:
        with zipfile.ZipFile(archive) as packed:
            return bool(_named(packed.read(METADATA).decode()))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return False


def _named(text: str) -> set[str]:
    """The files that a description names, where it is one of ours; none where it is not."""
    try:
        graph = json.loads(text)["@graph"]
        root = next(one for one in graph if one["@id"] == "./")
        ours = root["publisher"] == {"@id": BASE}
        files = {str(one["@id"]) for one in graph if one["@type"] == "File"}
    except (ValueError, LookupError, TypeError, StopIteration):
        return set()
    return {METADATA, PREVIEW, *files} if ours else set()


def _size(root: Path) -> list[tuple[str, int, int]]:
    """Each part, with its files and their bytes; then what lies in no part."""
    found: dict[str, list[int]] = {name: [] for name in (*(part.folder for part in PARTS), "description")}
    for path in root.rglob("*"):
        if path.is_file():
            first, *rest = path.relative_to(root).parts
            found[first if rest else "description"].append(path.stat().st_size)
    return [(name, len(sizes), sum(sizes)) for name, sizes in found.items()]
