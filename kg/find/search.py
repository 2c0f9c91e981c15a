"""Free text over labels, synonyms, titles, variant names and the papers' own words: ranked, with what matched marked.

The index is SQLite's FTS5 (BM25) in memory, read from the graph once: a release never changes.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import Enum
from html import escape
from typing import Final

from kg.engine import Engine
from kg.find.changes import Changes
from kg.find.hgvs import looks, printed
from kg.find.resolve import CONCEPTS
from kg.find.spelling import PROLOGUE
from kg.names import contract

MARKS: Final = ("<mark>", "</mark>")
_BEGIN, _END = "\x02", "\x03"
_WORD: Final = re.compile(r"[^\W_]+")
_SIGNED: Final = re.compile(r"\d[+_-]\d")
_MOST_WORDS: Final = 20
_MOST_MISSPELT: Final = 5
_ALIKE: Final = 0.4
_ALIKE_WORD: Final = 0.75
_PAGE: Final = 100_000
"""Rows of one query while the index is read: some 30 MB."""


class SearchKind(Enum):
    """What can be found: the pattern of its things, and for each kind of text the properties that hold it."""

    TERM = (
        f"VALUES ?concept {{ {CONCEPTS} }} ?x a ?concept FILTER(isIRI(?x) && NOT EXISTS {{ ?x owl:deprecated true }})",
        "?x rdfs:label ?label . ?x oio:hasExactSynonym|skos:altLabel ?synonym . ?x oio:hasRelatedSynonym ?related",
    )
    PAPER = ("?x a kg:Paper", "?x rdfs:label ?title . ?x bibo:pmid|bibo:doi|kg:pmcid ?id . ?x kg:firstAuthor ?author")
    CASE = ("?x a kg:Case", "?x rdfs:label ?label")
    VARIANT = (
        "?x a kg:Variant",
        "?x rdfs:label ?label . ?x kg:hgvs|kg:hgvsProtein ?name . ?named kg:ofVariant ?x ; kg:statedAs ?words",
    )
    OBSERVATION = (
        "?x a ?seen . VALUES ?seen { kg:PhenotypeObservation kg:ImagingObservation }",
        "?x kg:statedAs ?words",
    )
    STATISTIC = ("?x a kg:CohortStatistic", "?x rdfs:label ?label")
    GENE = ("?x a kg:Gene", "?x rdfs:label ?label . ?x kg:fullName ?name . ?x skos:altLabel ?synonym")

    def __init__(self, things: str, texts: str) -> None:
        self.things, self.texts = things, texts


_WEIGHTS: Final = {
    "label": 1.0,
    "title": 1.0,
    "id": 1.0,
    "name": 1.0,
    "synonym": 0.9,
    "author": 0.8,
    "words": 0.6,
    "related": 0.5,
}
"""How much a match in each kind of text counts."""
_CITED: Final = (SearchKind.TERM, SearchKind.PAPER, SearchKind.VARIANT, SearchKind.GENE)
"""What people know by an identifier."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found. `highlight` is HTML: the text escaped, with `<mark>` around what matched."""

    iri: str
    kind: SearchKind
    score: float
    matched: str
    text: str
    highlight: str


class Index:
    """All texts of a graph, ready to be searched by any number of threads."""

    def __init__(self, rows: Iterator[tuple[str, str, str, str]], changes: Changes | None = None) -> None:
        self._lock = threading.Lock()
        self._changes = changes
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(
            "CREATE VIRTUAL TABLE said USING fts5(iri UNINDEXED, kind UNINDEXED, matched UNINDEXED, text, "
            'tokenize = "unicode61 remove_diacritics 2")'
        )
        self._base.executemany("INSERT INTO said VALUES (?, ?, ?, ?)", rows)
        self._base.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(said, row)")
        self._words = frozenset(word for (word,) in self._base.execute("SELECT term FROM vocabulary"))

    @classmethod
    def of(cls, engine: Engine) -> Index:
        """Read the texts of a graph."""
        return cls(_texts(engine), Changes(engine))

    def search(self, text: str, kinds: Collection[SearchKind] = ()) -> tuple[Hit, ...]:
        """All that matches, best first: every word, the last one also as a beginning; a variant in any spelling.

        Words leave aside the signs that tell one change from another, so those are compared as they are written.
        """
        change = self._changes.read(text) if self._changes else None
        ways = [text, *(one for one in (change.coding, change.protein) if one)] if change else [text]
        wanted = _match(*ways)
        if not wanted:
            return ()
        chosen = [one.name for one in kinds or SearchKind]
        with self._lock:
            rows = self._base.execute(
                f"SELECT iri, kind, matched, text, highlight(said, 3, ?, ?), bm25(said) FROM said "  # noqa: S608
                f"WHERE said MATCH ? AND kind IN ({', '.join('?' * len(chosen))})",
                (_BEGIN, _END, wanted, *chosen),
            ).fetchall()
        plain = " ".join(_WORD.findall(text.lower()))
        best: dict[str, Hit] = {}
        called = self._changes.things(change) if self._changes and change else None
        for iri, kind, matched, found, marked, rank in rows:
            named = called if kind == SearchKind.VARIANT.name else None
            if not (any(_has(found, way, kind) for way in ways) if named is None else iri in named):
                continue
            # BM25 is below zero, and lower is better; a text that is just what was asked comes first.
            score = -rank * _WEIGHTS[matched]
            score += 100 * _WEIGHTS[matched] if " ".join(_WORD.findall(found.lower())) == plain else 0
            if iri not in best or score > best[iri].score:
                best[iri] = Hit(iri, SearchKind[kind], round(score, 6), matched, found, _shown(marked))
        return tuple(sorted(best.values(), key=lambda one: (-one.score, len(one.text), one.iri)))

    def similar(self, name: str, kind: SearchKind, most: int = 5) -> tuple[str, ...]:
        """Things of a kind with a text that is like a name, most alike first: for a name that nothing has."""
        words = [word for word in _WORD.findall(name.lower())[:_MOST_WORDS] if len(word) > 1]
        if not words:
            return ()
        unknown = [word for word in words if word not in self._words][:_MOST_MISSPELT]
        meant = [f'"{near}"' for word in unknown for near in self._near(word)]
        begun = " OR ".join([*meant, *(f'"{word[: max(3, len(word) - 3)]}"*' for word in words)])
        with self._lock:
            rows = self._base.execute(
                "SELECT iri, text FROM said WHERE said MATCH ? AND kind = ? ORDER BY bm25(said) LIMIT 300",
                (begun, kind.name),
            ).fetchall()
        alike = sorted(
            ((SequenceMatcher(None, name.lower(), text.lower()).ratio(), iri) for iri, text in rows), reverse=True
        )
        return tuple(dict.fromkeys(iri for ratio, iri in alike if ratio > _ALIKE))[:most]

    def _near(self, word: str) -> list[str]:
        """Words of the graph that are spelt like one that is none."""
        likely = sorted(one for one in self._words if abs(len(one) - len(word)) < 3)
        return get_close_matches(word, likely, 3, _ALIKE_WORD)


def _has(found: str, text: str, kind: str) -> bool:
    """Whether what was found has the changes of a text sign by sign, and a variant what may begin one."""
    variant = kind == SearchKind.VARIANT.name
    words = [one for one in _joined(text).split() if looks(one) or (variant and _SIGNED.search(one))]
    return all(re.search(rf"(?<![\w*+-]){re.escape(one)}", _joined(found)) for one in words)


def _joined(text: str) -> str:
    """Without the spaces that print has around the signs of a change."""
    return re.sub(r"\s*([+_>-])\s*", r"\1", printed(text).lower())


def _match(*given: str) -> str:
    """A query of FTS5: each word in quotes, so that nothing of the text is read as a command."""
    ways = []
    for way in dict.fromkeys(given):
        words = _WORD.findall(way)[:_MOST_WORDS]
        if words:
            ways.append("(" + " AND ".join(f'"{word}"' for word in words) + "*)")
    return " OR ".join(ways)


def _shown(marked: str) -> str:
    return escape(marked).replace(_BEGIN, MARKS[0]).replace(_END, MARKS[1])


def _texts(engine: Engine, page: int = _PAGE) -> Iterator[tuple[str, str, str, str]]:
    branches = [
        f'{{ {found} BIND("{kind.name}" AS ?kind) BIND("{matched}" AS ?matched) }}'
        for kind in SearchKind
        if kind is not SearchKind.OBSERVATION
        for matched, found in _patterns(kind)
    ]
    seen = set()
    for row in engine.rows(
        f"{PROLOGUE} SELECT DISTINCT ?x ?kind ?matched ?text WHERE {{ {' UNION '.join(branches)} }}"
    ):
        iri, name = row["x"].value, row["kind"].value
        yield iri, name, row["matched"].value, row["text"].value
        if iri not in seen and SearchKind[name] in _CITED:
            seen.add(iri)
            yield iri, name, "id", contract(iri)
    yield from _observed(engine, page)


def _observed(engine: Engine, page: int) -> Iterator[tuple[str, str, str, str]]:
    """The words of observations, in parts: a cohort has more of these than one answer may hold."""
    for matched, found in _patterns(SearchKind.OBSERVATION):
        counted = engine.rows(f"{PROLOGUE} SELECT (COUNT(*) AS ?n) WHERE {{ {found} }}")
        for part in _parts(int(counted[0]["n"].value), page):
            for row in engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x ?text WHERE {{ {found} {part} }}"):
                yield row["x"].value, SearchKind.OBSERVATION.name, matched, row["text"].value


def _patterns(kind: SearchKind) -> Iterator[tuple[str, str]]:
    """What a text is to the things of a kind, and the pattern of `?x` and its `?text`."""
    for pattern in kind.texts.split(" . "):
        matched = pattern.rpartition("?")[2].strip()
        yield matched, f"{kind.things} . {pattern.replace(f'?{matched}', '?text')}"


def _parts(size: int, page: int) -> Iterator[str]:
    """Filters that together let every `?x` through once, each about a page; by digest, as sorting is dear."""
    parts = min(-(-size // page), 256)
    if parts < 2:
        yield ""
        return
    bounds = [f"{256 * part // parts:02x}" for part in range(parts)]
    for low, high in zip(bounds, [*bounds[1:], "g"], strict=True):
        yield f'BIND(SUBSTR(MD5(STR(?x)), 1, 2) AS ?part) FILTER(?part >= "{low}" && ?part < "{high}")'
