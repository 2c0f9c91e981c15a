"""All that findings are called: HPO's names, our vocabulary, what curators have matched, and our own tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from kg.lexicon.folds import spelt
from kg.reading.findings.names.abilities import lost_abilities
from kg.reading.findings.names.analytes import of_laboratories
from kg.reading.findings.names.called import CalledSo, name_stems
from kg.reading.findings.names.derived import derived
from kg.reading.findings.names.matched import MatchedText
from kg.reading.findings.names.phrased import phrased
from kg.reading.findings.names.tested import tested_parts
from kg.reading.rows import rows
from kg.sources.absence import PHENOTYPE
from kg.sources.hpo import Hpo

ROOM: Final = Path(__file__).parent
SCOPES: Final[Mapping[str, int]] = {"LABEL": 20, "EXACT": 21, "NARROW": 42, "RELATED": 43, "BROAD": 44}
"""How sure a name of HPO is; those of other tens are never told as alike."""
_ALONE: Final = 40
"""Names from this rank on are those of something near: such a name of one word alone means nothing."""
_SORTS: Final[Mapping[str, Literal["denied", "healthy", "wanted", "examined"]]] = {
    "denied": "denied",
    "healthy": "healthy",
    "wanted": "wanted",
}
_FEW: Final = 2
"""Words of a name that may be said as an adjective."""
_SHORTENED: Final = re.compile(r"[A-Z0-9]{1,5}s?")
_VAGUE: Final = re.compile(r"Abnormal(?:ity of)? ")
"""Terms of a whole organ, right below the root: no finding unless they are denied."""
_MORE: Final = re.compile(
    r"\d|[(;:]|\b(?:after|before|since|for|over|until|from|with|resembling|worse|later|taken|read|in (?:infancy"
    r"|childhood))\b",
    re.IGNORECASE,
)
"""Words behind which a curator's text says more than what it was matched to."""


def all_names(hpo: Hpo, vocabulary: Mapping[str, Any], matched: Iterable[MatchedText]) -> Iterator[CalledSo]:
    """Every name that is looked for; `vocabulary` is the document of `vocabulary.yaml`."""
    for row in rows(ROOM / "notfindings.tsv"):
        yield from (CalledSo(phrase, None, 0, "none") for phrase in row["phrases"].split(", "))
    for row in rows(ROOM / "signs.tsv"):
        if not row["hpo"] or hpo.current(row["hpo"]):
            scan, why = row["scan"] == "yes", row["why"]
            for one in row["phrases"].split(", "):
                for said in (one, *_of_a_person(one)):
                    yield CalledSo(said, row["hpo"] or None, 0, scan=scan, why=why)
    yield from phrased(hpo)
    yield from lost_abilities(hpo)
    yield from of_laboratories(hpo)
    yield from tested_parts(hpo)
    for row in rows(ROOM / "examined.tsv"):
        if hpo.current(row["hpo"]):
            yield from _examined(row)
    for found in vocabulary.get("findings", ()):
        meant = found.get("hpo") or {}
        if meant.get("match") == "exact" and "typical_status" not in found:
            yield CalledSo(re.sub(r" \(.*\)", "", found["label"]), meant["id"], 5, scan=True)
    yield from _of_curators(matched, hpo)
    yield from _of_hpo(hpo)


def _examined(row: Mapping[str, str]) -> Iterator[CalledSo]:
    sort = _SORTS.get(row["told"], "examined")
    poor, rank = row["told"] == "both", 50 if sort == "examined" else 0
    for one in row["phrases"].split(", "):
        yield CalledSo(one, row["hpo"], rank, sort, why=row["why"], poor=poor)


def _of_curators(matched: Iterable[MatchedText], hpo: Hpo) -> Iterator[CalledSo]:
    """What curators matched, always alike, in words that say no more than the finding."""
    meant: dict[frozenset[str], set[str | None]] = defaultdict(set)
    printed: dict[frozenset[str], str] = {}
    for one in matched:
        if not _MORE.search(one.text) and 2 <= len(stems := name_stems(one.text)) <= 5:
            meant[stems].add(one.hpo)
            printed.setdefault(stems, one.text)
    for stems, terms in meant.items():
        (term, *others) = terms
        if term is not None and not others and hpo.current(term) and PHENOTYPE in hpo.ancestors(term):
            yield CalledSo(printed[stems], term, 30)


def _of_hpo(hpo: Hpo) -> Iterator[CalledSo]:
    near = {PHENOTYPE, *(one for one, term in hpo.terms.items() if PHENOTYPE in term.parents)}
    for identifier in sorted(hpo.descendants(PHENOTYPE) - {PHENOTYPE}):
        term = hpo.terms[identifier]
        if term.obsolete:
            continue
        vague = bool(_VAGUE.match(term.label)) and not near.isdisjoint(term.parents)
        sort: Literal["denied", "finding"] = "denied" if vague else "finding"
        yield from derived(term.label, (one.text for one in term.synonyms if one.scope == "EXACT"), identifier)
        names = [("LABEL", term.label, None), *((one.scope, one.text, one.kind) for one in term.synonyms)]
        for scope, text, kind in names:
            rank = SCOPES[scope]
            if kind == "abbreviation" or _SHORTENED.fullmatch(text):
                continue
            if rank < _ALONE or " " in spelt(text):
                yield CalledSo(text, identifier, rank, sort)
                yield from (CalledSo(said, identifier, rank, sort) for said in _of_a_person(text) if sort == "finding")


def _of_a_person(name: str) -> Iterator[str]:
    """A name as it is said of a person, or of a part: `quadriplegic`, `hip dysplastic`."""
    if len(name.split()) > _FEW:
        return
    plain = spelt(name)
    yield from (plain.removesuffix(noun) + adjective for noun, adjective in _adjectives() if plain.endswith(noun))


@lru_cache(1)
def _adjectives() -> tuple[tuple[str, str], ...]:
    return tuple((row["noun"], row["adjective"]) for row in rows(ROOM / "adjectives.tsv"))
