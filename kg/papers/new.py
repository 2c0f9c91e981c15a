"""From a file of citations to evidence files: those that are missing are started, those that are there completed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import FaultyInput
from kg.model.citation import IDENTIFIERS, Citation
from kg.papers.citations import read_citations
from kg.papers.complete import NotInPlace, completed
from kg.papers.held import HeldFile, held_in, plain
from kg.papers.skeleton import FIELDS, file_name, skeleton
from kg.papers.writing import alone_with, write_all
from kg.report import Fault, Report


class BadCitations(FaultyInput):
    """Citations that cannot become evidence files; `report` lists every fault, and nothing was written."""

    def __init__(self, report: Report) -> None:
        super().__init__("\n".join(map(str, report)))
        self.report = report


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file and a catalogue say differently; the file keeps its word."""

    field: str
    held: object
    found: object


@dataclass(frozen=True, slots=True)
class FileChange:
    """What became of one citation: `started` says whether its file is new; `added` names the fields it was given."""

    path: Path
    started: bool
    added: tuple[str, ...] = ()
    differs: tuple[Difference, ...] = ()


def new_papers(source: Path, folder: Path, day: date) -> tuple[tuple[FileChange, ...], Report]:
    """Start or complete a file in `folder` for every record of an XML file; warnings stand in the report.

    Raises `BadCitations` where anything is wrong with any of them; then nothing is written.
    """
    if not folder.is_dir():
        raise FaultyInput(f"there is no folder {folder}")
    report = Report()
    cited = read_citations(source, report)
    with alone_with("kg paper new", folder):
        theirs = [held.path for held in held_in(folder, Report()) if any(map(held.is_of, cited))]
        with alone_with("kg paper new", *theirs):
            return _all_written(source, cited, folder, day, report), report


def _all_written(
    source: Path, cited: Sequence[Citation], folder: Path, day: date, report: Report
) -> tuple[FileChange, ...]:
    there = held_in(folder, report)
    changes, texts = [], {}
    for one in cited:
        mine = [held for held in there if held.is_of(one)]
        if mine:
            change, text = _completed(source.name, one, mine, day, report)
        else:
            change, text = _started(source.name, one, folder, there, day, report)
        changes.append(change)
        if text is not None:
            if change.path in texts:
                _note(report, source.name, one, f"an earlier record goes to {change.path.name} too", "each paper once")
            texts[change.path] = text
    if report.fatal:
        raise BadCitations(report)
    write_all(texts)
    return tuple(changes)


def _note(report: Report, file: str, one: Citation, what: str, fix: str, fatal: bool = True) -> None:
    report.add(Fault(file, one.line, "the record", what, fix, "paper-new", fatal))


def _started(
    file: str, one: Citation, folder: Path, there: Sequence[HeldFile], day: date, report: Report
) -> tuple[FileChange, str]:
    path = folder / file_name(one)
    if path.exists():
        _note(report, file, one, f"{path.name} is there and names another paper", "its identifiers in that file")
    for held in there:
        if held.titled_as(one):
            what = f"{held.path.name} has the same title and none of its identifiers"
            fix = f"if it is the same paper, {_ids(one)} in that file, and only that file"
            _note(report, file, one, what, fix, fatal=False)
    added = tuple(name for name in FIELDS if getattr(one, name))
    return FileChange(path, True, added), skeleton(one, file, folder, day)


def _ids(one: Citation) -> str:
    return ", ".join(f'{name}: "{held}"' for name, held in one.identifiers.items())


def _completed(
    file: str, one: Citation, mine: Sequence[HeldFile], day: date, report: Report
) -> tuple[FileChange, str | None]:
    held = mine[0]
    if len(mine) > 1:
        names = " and ".join(other.path.name for other in mine)
        _note(report, file, one, f"its identifiers lead to {names}", "one file for one paper: merge them")
    known = {name: getattr(one, name) for name in FIELDS}
    facts = {name: value for name, value in known.items() if value and held.paper.get(name) is None}
    differs = tuple(_differences(held, one))
    text = None
    if facts:
        try:
            text = completed(held, facts, day)
        except NotInPlace as error:
            told = ", ".join(f"{name}: {value}" for name, value in facts.items())
            _note(report, file, one, f"{held.path.name} cannot be completed: {error}", f"by hand: {told}")
    return FileChange(held.path, False, tuple(facts), differs), text


def _differences(held: HeldFile, one: Citation) -> Iterator[Difference]:
    for name in FIELDS:
        mine, found = held.paper.get(name), getattr(one, name)
        if mine is not None and found and not _same(name, str(mine), found, one):
            yield Difference(name, mine, found)
    if held.paper.get("title_read") is False and one.title:
        yield Difference("title_read", False, one.title)


def _same(name: str, mine: str, found: object, one: Citation) -> bool:
    if name in IDENTIFIERS:
        return mine.strip().lower() == str(found).lower()
    if name == "journal":
        return plain(mine) in {plain(other) for other in one.journals}
    if name == "first_author":  # a file may add the name in its own script
        return f"{plain(mine)} ".startswith(f"{plain(str(found))} ")
    return plain(mine) == plain(str(found))
