"""What each column of a table of people may hold, by its head and the values met, as lines of a mapping."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kg.reading.findings.findings import find_findings
from kg.reading.findings.lexis import Lexis
from kg.reading.found import Bearing, FoundFinding
from kg.reading.printed_cells import same
from kg.reading.tables.people import PersonCell
from kg.texts.text import Passage, Place, Text

_HERE: Final = Path(__file__).parent
GUESSED: Final = "  # guessed"
_MOST_MET: Final = 12
_ABSENT_BESIDE: Final = "absent beside +"
"""A dash denies where the same column has a plus; alone it may stand for nothing known."""
_UNITS: Final = {"years": r"\b(?:years?|yrs?|y)\b", "months": r"\b(?:months?|mos?)\b"}
_OF_FINDINGS: Final = ("hpo", "label", "modality", "sequence", "region")


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column as the mapping starts with it; no `kind` where nothing is sure."""

    kind: str | None
    lines: tuple[str, ...]


def kind_of(head: str) -> str | None:
    """What a head says that its column is."""
    heads = _table("heads.tsv")
    return heads.get(("", _bare(head))) or heads.get(("", _bare(head.replace(" > ", " "))))


def _bare(head: str) -> str:
    """A head without its group, its unit and its signs."""
    plain = re.sub(r"[(\[].*?[)\]]", " ", head.rpartition(" > ")[2].casefold())
    plain = re.sub(r",\s*(?:years?|yrs?|months?|y|m)\b.*", " ", plain)
    return " ".join(re.findall(r"\w+", plain))


def guess_column(head: str, cells: Iterable[PersonCell], lexis: Lexis, label: bool = False) -> ColumnGuess:
    """What a column may be; a `label` where the table stands so that it must be."""
    met = Counter(cell.text for cell in cells)
    named = "label" if label else kind_of(head)
    finding = None if named else _finding(head, met, lexis)
    kind = named or (("imaging" if finding.seen_on is not None else "finding") if finding else None)
    lines = [f"- head: {one_line(head)}", f"  column: {kind}{GUESSED}" if kind else "  column: ignore"]
    if kind and kind.startswith("age"):
        unit = [name for name, words in _UNITS.items() if re.search(words, head.casefold())]
        lines += [f"  unit: {unit[0]}{GUESSED}"] if len(unit) == 1 else []
    if finding:
        facts = {"hpo": finding.hpo, "label": finding.label, **(finding.seen_on or {})}
        lines += [f"  {key}: {one_line(facts[key])}{GUESSED}" for key in _OF_FINDINGS if facts.get(key)]
    lines += _words(kind, met) if kind and kind not in ("label", "family", "findings", "notes") else []
    return ColumnGuess(kind, (*lines, *_met(met)))


def _finding(head: str, met: Mapping[str, int], lexis: Lexis) -> FoundFinding | None:
    """The one finding whose name the whole head is, where some cells say yes or no."""
    said = _table("words.tsv")
    if not any(("finding", same(word)) in said for word in met):
        return None
    name = " ".join(re.sub(r"[(\[].*?[)\]]", " ", head.rpartition(" > ")[2]).split())
    found = find_findings(Text(file="", passages=(Passage(text=name, place=Place()),)), lexis)
    sure = [one for one in found if one.hpo and one.bearing is Bearing.PRESENT and not one.why]
    whole = [one for one in sure if not re.search(r"\w", name[: one.spot.start] + name[one.spot.end :])]
    return whole[0] if len(found) == len(whole) == 1 else None


def _words(column: str, met: Mapping[str, int]) -> Iterator[str]:
    """What the cells of a column may mean, as lines; a word that nothing is known of is in none."""
    kind = "finding" if column == "imaging" else column
    said, lists, means = _table("words.tsv"), dict[str, list[str]](), dict[str, str]()
    plus = any(said.get((kind, same(word))) == "present" for word in met)
    for word in filter(None, met):
        meaning = said.get((kind, same(word))) or said.get(("any", same(word)))
        if meaning == _ABSENT_BESIDE:
            meaning = "absent" if plus else None
        if meaning in ("present", "absent", "not known"):
            lists.setdefault(meaning.replace(" ", "_"), []).append(word)
        elif meaning:
            means[word] = meaning
    yield from (f"  {key}: {one_line(words)}{GUESSED}" for key, words in lists.items())
    yield from (f"  means: {one_line(means)}{GUESSED}" for _ in range(bool(means)))


def _met(met: Counter[str]) -> Iterator[str]:
    """The values a column has, the most frequent first, as a comment."""
    shown = [f"{one_line(word[:60]) if word else 'blank'} {count}" for word, count in met.most_common(_MOST_MET)]
    more = [f"{len(met) - _MOST_MET} other values"] if len(met) > _MOST_MET else []
    yield f"  # met: {', '.join((*shown, *more))}"


def one_line(value: object) -> str:
    """A value on one line, whatever signs it holds; JSON is YAML, and `no` stays a text."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in text)


@cache
def _table(name: str) -> Mapping[tuple[str, str], str]:
    """A table beside this module: by (column, word) what it means; heads have no column."""
    with (_HERE / name).open(encoding="utf-8", newline="") as stream:
        rows = [*csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
    return {((row[0], same(row[1])) if len(row) == 3 else ("", row[0])): row[-1] for row in rows}
