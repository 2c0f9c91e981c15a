"""The folder of a report: the page, its figures as SVG and PNG, its tables as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.analysis.held import Held
from kg.export.folders import fill_folder
from kg.export.report.canvas import png, svg
from kg.export.report.outline import sections
from kg.export.report.page import page
from kg.export.report.parts import Grid, Picture, Section
from kg.release import Release
from kg.report import Tell

PAGE: Final = "report.html"
_MARK: Final = '<meta name="generator" content="kg report">'


def export_report(release: Release, folder: Path, tell: Tell = lambda _: None) -> tuple[Path, ...]:
    """Write the report of a release into a folder, which is new, empty or holds a former report; gives its files.

    All is written aside and moved into place. The same release and versions of libraries give the same bytes. Raises
    `NotOurs`.
    """
    held = Held.of_release(release)
    told = sections(held, release.manifest, tell)

    def fill(aside: Path) -> tuple[Path, ...]:
        tell("figures")
        drawn = dict(_figures(told, aside / "figures"))
        _tables(told, aside / "tables")
        about = {**release.manifest, "release": release.folder.name}
        (aside / PAGE).write_text(page(told, drawn, about), encoding="utf-8")
        return tuple(sorted(path.relative_to(aside) for path in aside.rglob("*") if path.is_file()))

    return fill_folder(folder, fill, _former, "part")


def _figures(told: tuple[Section, ...], folder: Path) -> Iterator[tuple[str, bytes]]:
    folder.mkdir()
    for one in (part for section in told for part in section.parts if isinstance(part, Picture)):
        drawn = svg(one.figure)
        (folder / f"{one.name}.svg").write_bytes(drawn)
        (folder / f"{one.name}.png").write_bytes(png(one.figure))
        yield one.name, drawn


def _tables(told: tuple[Section, ...], folder: Path) -> None:
    folder.mkdir()
    for one in (part for section in told for part in section.parts if isinstance(part, Grid)):
        columns, rows = one.file
        with (folder / f"{one.name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([columns, *rows])


def _former(folder: Path) -> set[str]:
    """The files of a former report: those that its page leads to."""
    try:
        text = (folder / PAGE).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return set()
    if _MARK not in text:
        return set()
    return {PAGE, *re.findall(r'href="((?:figures|tables)/[a-z0-9-]+\.(?:svg|png|csv))"', text)}
