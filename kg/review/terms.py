"""Terms of HPO for a curator who changes one: by its number, or by words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any, Final

from kg.build.inputs import Inputs
from kg.reading.findings.names.matched import matched_texts
from kg.reading.findings.term_search import FoundTerm, TermSearch
from kg.review.fields import NotSaid
from kg.sources.hpo import Hpo, read_hpo
from kg.sources.reference import read_reference

_ID: Final = re.compile(r"HP:\d{7}")
_MOST: Final = 9
Pick = Callable[[Sequence[FoundTerm]], FoundTerm | None]
"""Chooses one of several terms, or none."""


class TermDesk:
    """The terms of the HPO that a build reads. It is read when first asked for, which takes seconds; or `hpo` is it."""

    def __init__(self, inputs: Inputs, hpo: Hpo | None = None) -> None:
        self._inputs, self._hpo, self._lookup, self._reading = inputs, hpo, None, Lock()

    _lookup: TermSearch | None

    def lookup(self) -> TermSearch:
        """All of it, read once."""
        with self._reading:
            if self._lookup is None:
                hpo = self._hpo or self._read()
                vocabulary = read_reference(self._inputs.reference).vocabulary_document
                matched = matched_texts(self._inputs.evidence)
                self._lookup = TermSearch(hpo, vocabulary, matched)
            return self._lookup

    def _read(self) -> Hpo:
        self._inputs.verify("hp")
        return read_hpo(self._inputs.hpo)

    def find(self, words: str) -> tuple[FoundTerm, ...]:
        """The terms that are called so, at most nine, the likeliest first."""
        return self.lookup().terms(words[:200], _MOST) if words.strip() else ()

    def written(self, keys: Mapping[str, Any], pick: Pick) -> dict[str, Any]:
        """Keys as they are written: a term with its label, one in words as the term that is picked.

        Raises `NotSaid` where no term is called so, or none was picked.
        """
        if "hpo" not in keys:
            return dict(keys)
        if keys["hpo"] is None:
            return {**keys, "label": None}
        words = str(keys["hpo"])
        found = self.find(words)
        term = found[0] if found and _ID.fullmatch(words) else pick(found) if found else None
        if term is None:
            what = "none of them was picked" if found else f"no term is called {words!r}"
            raise NotSaid(f"{what}; right would be: other words, or HP: and seven digits")
        return {**keys, "hpo": term.id, "label": term.label}
