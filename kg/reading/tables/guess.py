"""The mapping a table is started with: what each column may be, marked as guessed. What is not sure is not guessed."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from kg.reading.findings.findings import find_findings
from kg.reading.findings.lexis import Lexis
from kg.reading.found import Bearing, FoundFinding
from kg.reading.tables.form import same
from kg.reading.tables.people import PersonCell, people_of
from kg.texts.text import Passage, Place, PrintedTable, Text

_HERE: Final = Path(__file__).parent
_GUESSED: Final = "  # guessed"
_MOST_MET: Final = 12
_ABSENT_BESIDE: Final = "absent beside +"
"""A dash denies where the same column has a plus; alone it may stand for nothing known."""
_UNITS: Final = {"years": r"\b(?:years?|yrs?|y)\b", "months": r"\b(?:months?|mos?)\b"}
_OF_FINDINGS: Final = ("hpo", "label", "modality", "sequence", "region")
_PERSON: Final = re.compile(r"(?:(?:patient|case|subject|individual|proband|p|pt|[ivx]+)\W*)?[\divx]+\W*\w?", re.I)


def started(printed: PrintedTable, source: str, gene: str | None, lexis: Lexis) -> str:
    """The text of a mapping for a table; `gene` is that whose variants are likely."""
    side = _side_by_side(printed)
    table = people_of(printed, "columns" if side else "rows")
    guesses = [_column(head, [row[at] for row in table.people], lexis) for at, head in enumerate(table.heads)]
    lines = [
        f"# How the columns of {_text(printed.label)} of {_text(source)} are read.",
        "# Mend what is wrong, then run `kg paper table` again with --map and this file. A blank cell says nothing.",
        "# Columns: label, family, sex, age_at_onset, age_at_examination, age_at_imaging, age_at_death, variant,",
        "# zygosity, finding, imaging (with modality), findings (free text), notes, ignore.",
        f"table: {_text(printed.label)}",
        *([f"people: columns{_GUESSED}"] if side else ["people: rows"]),
        *([f"gene: {gene}{_GUESSED}"] if gene and any("column: variant" in one[1] for one in guesses) else []),
        "columns:",
    ]
    return "\n".join([*lines, *(line for one in guesses for line in one), ""])


def _side_by_side(table: PrintedTable) -> bool:
    """Whether the heads of all columns but the first are people's labels, and the first column names what is told."""
    named = [_kind(row[0]) for row in table.rows if row]
    return (
        len(table.columns) > 2
        and all(_PERSON.fullmatch(head.strip()) for head in table.columns[1:])
        and any(kind not in (None, "label") for kind in named)
    )


def _kind(head: str) -> str | None:
    heads = _table("heads.tsv")
    return heads.get(("", _bare(head))) or heads.get(("", _bare(head.replace(" > ", " "))))


def _bare(head: str) -> str:
    """A head without its group, its unit and its signs."""
    plain = re.sub(r"[(\[].*?[)\]]", " ", head.rpartition(" > ")[2].casefold())
    plain = re.sub(r",\s*(?:years?|yrs?|months?|y|m)\b.*", " ", plain)
    return " ".join(re.findall(r"\w+", plain))


def _column(head: str, cells: Iterable[PersonCell], lexis: Lexis) -> list[str]:
    met = Counter(cell.text for cell in cells)
    finding = None if _kind(head) else _finding(head, met, lexis)
    kind = _kind(head) or (("imaging" if finding.seen_on is not None else "finding") if finding else None)
    lines = [f"- head: {_text(head)}", f"  column: {kind}{_GUESSED}" if kind else "  column: ignore"]
    if kind and kind.startswith("age"):
        unit = [name for name, words in _UNITS.items() if re.search(words, head.casefold())]
        lines += [f"  unit: {unit[0]}{_GUESSED}"] if len(unit) == 1 else []
    if finding:
        facts = {"hpo": finding.hpo, "label": finding.label, **(finding.seen_on or {})}
        lines += [f"  {key}: {_text(facts[key])}{_GUESSED}" for key in _OF_FINDINGS if facts.get(key)]
    lines += _words(kind, met) if kind and kind not in ("label", "family", "findings", "notes") else []
    return [*lines, *_met(met)]


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
    yield from (f"  {key}: {_text(words)}{_GUESSED}" for key, words in lists.items())
    yield from (f"  means: {_text(means)}{_GUESSED}" for _ in range(bool(means)))


def _met(met: Counter[str]) -> Iterator[str]:
    """The values a column has, the most frequent first, as a comment."""
    shown = [f"{_text(word[:60]) if word else 'blank'} {count}" for word, count in met.most_common(_MOST_MET)]
    more = [f"{len(met) - _MOST_MET} other values"] if len(met) > _MOST_MET else []
    yield f"  # met: {', '.join((*shown, *more))}"


def _text(value: object) -> str:
    """A value on one line, whatever signs it holds; JSON is YAML, and `no` stays a text."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in text)


@cache
def _table(name: str) -> Mapping[tuple[str, str], str]:
    """A table beside this module: by (column, word) what it means; heads have no column."""
    with (_HERE / name).open(encoding="utf-8", newline="") as stream:
        rows = [*csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
    return {((row[0], same(row[1])) if len(row) == 3 else ("", row[0])): row[-1] for row in rows}
