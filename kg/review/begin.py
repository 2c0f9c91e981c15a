"""From a text to its evidence file: a new one, or proposals put into the one that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import FaultyInput
from kg.model.citation import Citation
from kg.names import slug
from kg.papers.held import HeldFile, held_in, plain
from kg.papers.one_paper import PaperNamed
from kg.papers.skeleton import file_name
from kg.papers.writing import alone_with, write_all
from kg.reading.propose import PaperReader
from kg.report import Report
from kg.review.candidates import LISTS, Ruling, candidates_in
from kg.review.merging import merged
from kg.review.same_text import title_tells
from kg.sources.positions import value_of, yaml_of
from kg.sources.sheet import breaches
from kg.texts.text import Text

_WIDTH = 116
_DOES = "kg paper read"


class NotBegun(FaultyInput):
    """A text from which no evidence file could be written; nothing was."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The file that holds the proposals, whether it is new, what it gained of each kind, what to know of the text."""

    path: Path
    started: bool
    counts: Mapping[str, int]
    told: tuple[str, ...]


def begin(text: Text, folder: Path, reader: PaperReader, day: date, name: str | None = None) -> Begun:
    """Write what a text may say into its paper's file in `folder`; `name` is that of a file there.

    A paper that has a file gains what is new to it; a file of another paper is never written over. Raises `NotBegun`.
    """
    if not folder.is_dir():
        raise NotBegun(f"there is no folder {folder}")
    if name is not None and (Path(name).name != name or not name.endswith(".yaml") or name.startswith(".")):
        raise NotBegun(
            f"{name!r} is no name of an evidence file; right would be: one like toy-2020-1.yaml, in {folder}"
        )
    file = reader.read(text, day)
    # A file of this paper may be started meanwhile: who is alone in the folder knows that none is.
    with alone_with(_DOES, folder):
        held = _held(folder, text, str(file["paper"]["title"]), name)
        path = held.path if held else folder / (name or _name(text, file))
        if held is None and path.exists():
            what = f"{path.name} is there, and is of another paper than {text.file}"
            fix = "--as with a name of its own, or with that one where it is the same"
            raise NotBegun(f"{what}; right would be: {fix}")
        with alone_with(_DOES, path):
            counts = _put(path, _new(file, text.file, folder) if held is None else None, file, day)
        if not counts and held is None:
            told = "; ".join((*file["paper"]["why"], "nothing was written"))
            raise NotBegun(f"{text.file}: nothing was found that could be proposed: {told}")
    return Begun(path, held is None, counts, text.told)


def _put(path: Path, new: str | None, file: Mapping[str, Any], day: date) -> Mapping[str, int]:
    """Write a new file, or what is proposed beside what a file says; how many candidates it gained of each kind."""
    before = path.read_bytes().decode("utf-8") if new is None else ""
    made = merged(before, file, day) if new is None else new
    known = {(one.place, one.what) for one in breaches(path, before)} if before else set()
    if faults := [str(one) for one in breaches(path, made) if (one.place, one.what) not in known]:
        raise NotBegun("\n".join(faults))
    counts = _gained(before, made)
    if made != before and (counts or new is None):
        write_all({path: made})
    return counts


def _gained(before: str, made: str) -> Mapping[str, int]:
    """How many candidates stand open that did not before, by what they are."""
    counts = _open(made) - (_open(before) if before else Counter())
    return {name: counts[name] for name in ("cases", "quoted", *LISTS) if counts[name]}


def _open(made: str) -> Counter[str]:
    return Counter(one.list for one in candidates_in(value_of(made)) if one.verdict is Ruling.OPEN)


def _held(folder: Path, text: Text, title: str, name: str | None) -> HeldFile | None:
    """The file of this paper: the one that was named, else by identifiers, else by its title."""
    report = Report()
    there = held_in(folder, report)
    if report.fatal:
        raise NotBegun("\n".join(map(str, report.fatal)))
    cited = text.citation or Citation(1, title=title)
    if name is not None:
        named = next((one for one in there if one.path.name == name), None)
        if named is not None and (told := _of_file(named).apart(PaperNamed.of_text(text))):
            raise NotBegun(
                f"{name} is of another paper than {text.file}: {told}; right would be: the file of that paper"
            )
        return named
    mine = [one for one in there if one.is_of(cited)] or [
        one for one in there if one.titled_as(cited) and title_tells(one.document.value, text)
    ]
    if len(mine) > 1:
        names = " and ".join(one.path.name for one in mine)
        raise NotBegun(f"{text.file} is the paper of {names}; right would be: one file for one paper, or its name")
    return mine[0] if mine else None


def _of_file(held: HeldFile) -> PaperNamed:
    return PaperNamed.of_evidence(held.path.name, held.paper)


def _name(text: Text, file: Mapping[str, Any]) -> str:
    if text.citation and text.citation.identifiers:
        return file_name(text.citation)
    return f"{slug(plain(file['paper']['title']), 60)}.yaml"


def _new(file: Mapping[str, Any], source: str, folder: Path) -> str:
    head = ["# yaml-language-server: $schema=schema.json"] if (folder / "schema.json").is_file() else []
    shown = "".join(sign if sign.isprintable() else "?" for sign in source)
    head.append(f"# Proposed by `kg paper read` from {shown}; nothing here counts until a person has accepted it.")
    return "\n".join([*head, yaml_of(dict(file), _WIDTH, ordered=False)])
