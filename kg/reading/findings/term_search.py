"""Terms by words, for whoever writes a file by hand: an exact name first, then all words, then what is like it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from kg.lexicon.folds import spelt
from kg.reading.findings.names.called import CalledSo, name_stems
from kg.reading.findings.names.every_name import all_names
from kg.reading.findings.names.index import TermIndex
from kg.reading.findings.names.matched import MatchedText
from kg.sources.absence import PHENOTYPE
from kg.sources.hpo import Hpo

MOST: Final = 12
"""Terms that are shown, unless more are asked for."""
_ID: Final = re.compile(r"(?:.*\b)?HP[:_]\d{7}", re.IGNORECASE)
_ALIKE: Final = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTerm:
    """A term: the name that `matched` the words, and how; in how many entries of our evidence it `used`, and papers."""

    id: str
    label: str
    matched: str
    how: str
    used: int = 0
    papers: int = 0
    rewrite: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundKey:
    """A key of the imaging vocabulary: of a finding, region, modality or sequence; `hpo` is the term of a finding."""

    table: str
    key: str
    label: str
    hpo: str | None = None


class TermSearch:
    """Looks terms up in a release of HPO, with what our evidence and vocabulary call them."""

    def __init__(self, hpo: Hpo, vocabulary: Mapping[str, Any], matched: Iterable[MatchedText]) -> None:
        self.hpo, self._vocabulary = hpo, vocabulary
        texts = [one for one in matched if one.hpo]
        self._used = Counter(one.hpo for one in texts)
        self._papers = {(one.hpo, one.paper) for one in texts}
        self._index = TermIndex.of(
            one for one in all_names(hpo, vocabulary, texts) if one.sort == "finding" and one.hpo
        )

    def terms(self, words: str, most: int = MOST) -> tuple[FoundTerm, ...]:
        """The terms that are called so, the likeliest first; an id or its address is followed to the current term."""
        if _ID.fullmatch(words.strip()):
            return tuple(self._by_id(words.strip()))
        found: dict[str, FoundTerm] = {}
        for how, names in self._ways(words):
            for name in sorted(names, key=self._order):
                if name.hpo:
                    found.setdefault(name.hpo, self._told(name.hpo, name.text, how))
            if len(found) >= most or (found and how == "all words"):
                break
        return tuple(found.values())[:most]

    def keys(self, words: str) -> tuple[FoundKey, ...]:
        """The keys of the imaging vocabulary whose label or key has all the words."""
        wanted = name_stems(words)
        tables = ("findings", "regions", "regions_without_uberon", "modalities", "sequences")
        return tuple(
            FoundKey(
                table="regions" if table.startswith("regions") else table,
                key=row["key"],
                label=row.get("label", ""),
                hpo=(row.get("hpo") or {}).get("id"),
            )
            for table in tables
            for row in self._vocabulary.get(table, ())
            if wanted and wanted <= name_stems(f"{row['key'].replace('_', ' ')} {row.get('label', '')}")
        )

    def _ways(self, words: str) -> Iterator[tuple[str, list[CalledSo]]]:
        wanted, stems = spelt(words), name_stems(words)
        same = list(self._index.named(stems))
        yield "name", [one for one in same if spelt(one.text) == wanted]
        yield "same words", same
        yield "all words", list(self._index.having(stems)) if stems else []
        yield "like it", [one for name in self._near(stems) for one in self._index.having(name)]

    def _near(self, stems: frozenset[str]) -> Iterator[frozenset[str]]:
        """The stems with each that no name has in the place of one that is spelt nearly so."""
        known = self._index.stems()
        mended = {next(iter([one] if one in known else get_close_matches(one, known, 1, _ALIKE)), "") for one in stems}
        if mended and "" not in mended and mended != stems:
            yield frozenset(mended)
        yield from (frozenset({one}) for one in sorted(stems, key=len, reverse=True) if one in known)

    def _order(self, name: CalledSo) -> tuple[int, int, int, str]:
        return (-self._used[name.hpo], len(name.text), name.rank, name.text)

    def _by_id(self, written: str) -> Iterator[FoundTerm]:
        current = self.hpo.resolve(written)
        if current is not None:
            yield self._told(current.id, self.hpo.terms[current.id].label, "id", current.rewrite)

    def obsolete(self, written: str) -> str | None:
        """In words, what an id is that leads to no current term; None where it is no id of a term at all."""
        match = re.search(r"\d{7}", written) if _ID.fullmatch(written.strip()) else None
        term = self.hpo.get(f"HP:{match[0]}") if match else None
        if term is None or not term.obsolete:
            return None
        instead = self.hpo.instead(term)
        return f"{term.id} is obsolete" + (f"; right would be: {instead}" if instead else ", and nothing stands for it")

    def _told(self, identifier: str, matched: str, how: str, rewrite: str | None = None) -> FoundTerm:
        if PHENOTYPE not in self.hpo.ancestors(identifier):
            rewrite = "; ".join(
                filter(None, (rewrite, "it is no phenotype: it says how, when or by which inheritance"))
            )
        return FoundTerm(
            id=identifier,
            label=self.hpo.terms[identifier].label,
            matched=matched,
            how=how,
            used=self._used[identifier],
            papers=sum(one == identifier for one, _ in self._papers),
            rewrite=rewrite,
        )
