"""People of a table put into an evidence file as proposals: new cases, or more facts of a case that is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from kg.errors import FaultyInput
from kg.papers.one_paper import PaperNamed
from kg.papers.writing import alone_with, write_all
from kg.reading.printed_cells import same
from kg.review.bulk import Addition, all_added
from kg.review.dated import revised
from kg.review.words import in_words
from kg.sources.positions import value_of
from kg.sources.schema import EvidenceFile
from kg.sources.sheet import breaches, read_sheet
from kg.texts.text import Text

Entry = dict[str, Any]
_LISTS: Final = ("quoted", "variants", "phenotypes", "imaging")


@dataclass(frozen=True, slots=True)
class PeoplePut:
    """What became of the people of a table; `told` is what could not be put into the file."""

    started: int
    completed: int
    facts: int
    told: tuple[str, ...] = ()


def put_people(path: Path, cases: Sequence[Entry], text: Text, day: date) -> PeoplePut:
    """Write the cases into an evidence file, revised on a day; raises `FaultyInput`, and then the file is as it was."""
    with alone_with("kg paper table", path):
        return _put(path, cases, text, day)


def _put(path: Path, cases: Sequence[Entry], text: Text, day: date) -> PeoplePut:
    sheet, faults = read_sheet(path)
    if sheet is None or faults:
        raise FaultyInput("\n".join(map(str, sorted(faults))))
    _same_paper(sheet.file, path, text)
    raw = path.read_bytes().decode("utf-8")
    held, told = value_of(raw).get("cases") or [], list[str]()
    put: list[Addition] = []
    known = {same(name): number for number, one in enumerate(held) for name in _names(one)}
    completed = facts = 0
    for case in cases:
        if (number := known.get(same(case["label"]))) is not None:
            fresh = {kind: [*_fresh(held[number], kind, case.get(kind, ()))] for kind in _LISTS}
            put += [(("cases", number, kind), entries) for kind, entries in fresh.items()]
            told += [f"not put into {path.name}, as a note is no proposal: {one}" for one in case.get("notes", ())]
            completed, facts = completed + any(fresh.values()), facts + sum(map(len, fresh.values()))
    new = [case for case in cases if same(case["label"]) not in known]
    made = all_added(raw, [*put, (("cases",), new)])
    facts += sum(len(case.get(kind, ())) for case in new for kind in _LISTS)
    if made != raw:
        made = revised(made, day)
        if found := breaches(path, made):
            raise FaultyInput("\n".join(map(str, found)))
        write_all({path: made})
    return PeoplePut(len(new), completed, facts, tuple(told))


def _same_paper(file: EvidenceFile, path: Path, text: Text) -> None:
    mine, theirs = PaperNamed.of_evidence(path.name, file.paper.model_dump()), PaperNamed.of_text(text)
    if told := mine.apart(theirs):
        what = f"{path.name} is of another paper than {text.file}: {told}"
        raise FaultyInput(f"{what}; right would be: --into with the evidence file of that paper")


def _names(case: Entry) -> list[str]:
    return [str(case["label"]), *map(str, case.get("also_labelled") or ())]


def _fresh(case: Entry, kind: str, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Those entries that the case does not have; one that contradicts it says so."""
    there = case.get(kind) or []
    for one in entries:
        of_cell = [old for old in there if (old.get("place"), old.get("quote")) == (one["place"], one["quote"])]
        if any(not old.get("proposed") or _facts(old) == _facts(one) for old in of_cell):
            continue
        if of_cell:  # the mapping was mended since: what it said before waits beside it, or was refused
            yield _doubted(one, f"an earlier mapping read the same cell as {in_words(kind, _facts(of_cell[0]))}")
            continue
        if kind == "quoted":
            held = case.get(one["key"])
            if held is None or not _equal(held, one["value"]):
                yield one if held is None else _doubted(one, f"the file says {held}")
        elif kind == "variants":
            if not any(old.get(key) and old.get(key) == one.get(key) for old in there for key in ("coding", "protein")):
                yield one
        else:
            alike = [old for old in there if _told_of(old) == _told_of(one) and not old.get("proposed")]
            if not any(old["status"] == one["status"] for old in alike):
                yield _doubted(one, f"the file says {alike[0]['status']}") if alike else one


def _equal(held: object, value: object) -> bool:
    return same(str(held)) == same(str(value)) or held == value


def _told_of(entry: Entry) -> tuple[object, ...]:
    return entry.get("hpo") or same(entry["text"]), entry.get("modality"), entry.get("sequence"), entry.get("region")


def _facts(entry: Entry) -> Entry:
    return {key: said for key, said in entry.items() if key not in ("quote", "place", "proposed", "why")}


def _doubted(entry: Entry, why: str) -> Entry:
    return {**entry, "why": [*entry.get("why", ()), why]}
