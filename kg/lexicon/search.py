"""Free text over labels, synonyms, titles, variant names and the papers' own words: ranked, with what matched marked.

FTS5 ranks by BM25; what is called just so comes first, and of equals what the graph uses most.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import islice, product
from math import log10
from typing import Final

from kg.lexicon.changes import Changes
from kg.lexicon.hgvs import looks, printed
from kg.lexicon.identifiers import identifiers
from kg.lexicon.kinds import SearchKind
from kg.lexicon.volume import Volume
from kg.lexicon.words import Texts

MARKS: Final = ("<mark>", "</mark>")
_BEGIN, _END = "\x02", "\x03"
_WORD: Final = re.compile(r"[^\W_]+")
_SIGNED: Final = re.compile(r"\d[+_-]\d")
_MOST_WORDS: Final = 20
_JUST_SO: Final = 100
_STEM, _ENDING = 4, 3
_SOME: Final = 30
_LIKELY: Final = 300
_ALIKE: Final = 0.5
_CLOSEST: Final = 400
"""Texts that are looked at while a name is typed: BM25 puts short ones first, and names are short."""
_BEGINS: Final = 2.0
_WEIGHTS: Final = {
    **dict.fromkeys(("label", "title", "id", "name"), 1.0),
    "synonym": 0.9,
    "author": 0.8,
    "words": 0.6,
    "related": 0.5,
}
"""How much a match in each kind of text counts."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found. `highlight` is HTML: the text escaped, with `<mark>` around what matched."""

    iri: str
    kind: SearchKind
    score: float
    matched: str
    text: str
    highlight: str


@dataclass(frozen=True, slots=True)
class Search:
    """The texts of an index."""

    volume: Volume
    texts: Texts
    changes: Changes | None = None

    def hits(self, text: str, kinds: Collection[SearchKind] = ()) -> tuple[Hit, ...]:
        """All that matches, best first: every word, the last one also as a beginning; a variant in any spelling.

        Words leave aside the signs that tell one change from another, so those are compared as they are written.
        """
        change = self.changes.read(text) if self.changes else None
        ways = [text, *(one for one in (change.coding, change.protein) if one)] if change else [text]
        wanted = self._match(*ways)
        if not wanted:
            return ()
        called = set(self.changes.things(change)) if self.changes and change else None
        signs = [signed for way in ways if (signed := _signs(way)) is not None]
        plain, best = " ".join(_WORD.findall(text.lower())), dict[str, Hit]()
        for iri, kind, matched, found, marked, rank, uses in self._rows(wanted, kinds):
            if called is not None and kind == SearchKind.VARIANT.name:
                if iri not in called:
                    continue
            elif not any(_has(found, words, kind) for words in signs):
                continue
            # BM25 is below zero, and lower is better.
            just_so = " ".join(_WORD.findall(found.lower())) == plain
            score = (_JUST_SO * just_so - rank) * _WEIGHTS[matched] + log10(1 + (uses or 0)) / 2
            if iri not in best or score > best[iri].score:
                best[iri] = Hit(iri, SearchKind[kind], round(score, 6), matched, found, _shown(marked))
        return tuple(sorted(best.values(), key=ordered))

    def some(self, text: str, kinds: Collection[SearchKind]) -> tuple[Hit, ...]:
        """What has some of the words of a text, or words that begin so, the likest first; never of a change."""
        words = [word for word in _WORD.findall(text.lower())[:_MOST_WORDS] if len(word) >= _STEM and word.isalpha()]
        if looks(text) or identifiers(text) or not words:
            return ()
        wanted = " OR ".join(f'"{word[: max(_STEM, len(word) - _ENDING)]}"*' for word in words)
        rows = sorted(self._rows(wanted, kinds), key=lambda row: row[5])[:_LIKELY]
        found = {}
        for iri, kind, matched, name, marked, rank, _ in rows:
            alike = SequenceMatcher(None, text.lower(), name.lower()).ratio()
            if alike > _ALIKE and iri not in found:
                found[iri] = Hit(iri, SearchKind[kind], -rank, matched, name, _shown(marked))
        return tuple(sorted(found.values(), key=ordered))

    def mended(self, text: str) -> Iterator[str]:
        """A text with the words that are in no text here as those they may have been, the likest first.

        Never a name of a change, an identifier or a number.
        """
        words = _WORD.findall(text)[:_MOST_WORDS]
        unknown = {word: self.texts.near(word.lower()) for word in words if not self.texts.has(word)}
        if not unknown or not all(unknown.values()) or looks(text) or identifiers(text):
            return
        if self.changes and self.changes.read(text):
            return
        for ways in islice(product(*(unknown.get(word, (word,)) for word in words)), _SOME):
            yield " ".join(ways)

    def likeliest(self, text: str, kinds: Collection[SearchKind]) -> list[tuple[str, str, str]]:
        """IRI, label and the text that matched, of things with every word of a text that is still being typed.

        What begins so comes first, then what the graph speaks of most; a name before a word in a title.
        """
        wanted = self._match(text)
        if not wanted:
            return []
        chosen, start = [one.name for one in kinds], " ".join(_WORD.findall(text.lower()))
        rows = self.volume.rows(
            f"SELECT things.iri, matched, text, rank, label, uses FROM (SELECT iri, matched, text, rank FROM said "  # noqa: S608
            f"WHERE said MATCH ? AND kind IN ({', '.join('?' * len(chosen))}) ORDER BY rank LIMIT ?) AS found "
            f"JOIN things ON things.iri = found.iri WHERE NOT old",
            *(wanted, *chosen, _CLOSEST),
        )
        best = dict[str, tuple[float, str, str, str]]()
        for iri, matched, found, rank, label, uses in rows:
            plain = " ".join(_WORD.findall(found.lower()))
            begins = _BEGINS * plain.startswith(start) + _JUST_SO * (plain == start)
            score = (begins - rank) * _WEIGHTS[matched] + (4 * log10(1 + uses) if uses else -_BEGINS)
            if iri not in best or score > best[iri][0]:
                best[iri] = score, iri, label, found
        return [row[1:] for row in sorted(best.values(), key=lambda row: (-row[0], len(row[2]), row[1]))]

    def _rows(self, wanted: str, kinds: Iterable[SearchKind]) -> Sequence[tuple[str, str, str, str, str, float, int]]:
        chosen = [one.name for one in kinds or SearchKind]
        return self.volume.rows(
            f"SELECT iri, kind, matched, text, highlight(said, 3, ?, ?), bm25(said), "  # noqa: S608
            f"(SELECT uses FROM things WHERE things.iri = said.iri) FROM said "
            f"WHERE said MATCH ? AND kind IN ({', '.join('?' * len(chosen))})",
            *(_BEGIN, _END, wanted, *chosen),
        )

    def _match(self, *given: str) -> str:
        """A query of FTS5: each word in quotes, so that nothing of the text is read as a command."""
        ways = []
        for way in dict.fromkeys(given):
            words = _WORD.findall(way)[:_MOST_WORDS]
            ends = ["*" if at == len(words) else "" for at in range(1, len(words) + 1)]
            groups = [
                " OR ".join(f'"{one}"{end}' for one in self.texts.spellings(word))
                for word, end in zip(words, ends, strict=True)
            ]
            if groups:
                ways.append(" AND ".join(f"({group})" for group in groups))
        return " OR ".join(f"({way})" for way in ways)


def ordered(hit: Hit) -> tuple[float, int, str]:
    """The best first."""
    return -hit.score, len(hit.text), hit.iri


def plainly(iri: str, kind: SearchKind, name: str, score: float) -> Hit:
    """A thing that was found by a name of which no text here has the words."""
    return Hit(iri, kind, score, "name", name, escape(name))


def _signs(text: str) -> list[tuple[str, bool]]:
    """The words in which each sign counts, and whether that is so of variants alone."""
    words = _joined(text).split()
    return [(word, not looks(word)) for word in words if looks(word) or _SIGNED.search(word)]


def _has(found: str, words: list[tuple[str, bool]], kind: str) -> bool:
    """Whether what was found has the changes of a text sign by sign, and a variant what may begin one."""
    counted = [word for word, of_variants in words if not of_variants or kind == SearchKind.VARIANT.name]
    return all(re.search(rf"(?<![\w*+-]){re.escape(one)}", _joined(found)) for one in counted)


def _joined(text: str) -> str:
    """Without the spaces that print has around the signs of a change."""
    return re.sub(r"\s*([+_>-])\s*", r"\1", printed(text).lower())


def _shown(marked: str) -> str:
    return escape(marked).replace(_BEGIN, MARKS[0]).replace(_END, MARKS[1])
