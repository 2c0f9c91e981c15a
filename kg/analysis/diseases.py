"""What HPO's annotations say of every disease: what it has and has not, as arrays; of a release a file, made once.

The graph keeps only the diseases that the reference data name; to rank all of them by likeness takes all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.analysis.arrays import arrays
from kg.analysis.people import Mask, Matrix, Numbers, packed, unpacked
from kg.analysis.similarity import Likeness, Sets, having, information_of
from kg.find.facts import Ref
from kg.names import expand
from kg.sources.hpo import Hpo
from kg.sources.hpoa import Annotated

DISEASES: Final = "diseases.npz"
"""The file of a release."""
PHENOTYPE: Final = "P"
"""The aspect of findings; others are onset and course, inheritance, modifiers, past history."""
VERY_FREQUENT: Final = 0.8
"""The least share of what HPO calls very frequent (HP:0040281)."""
_TEXTS: Final = ("ids", "names", "terms", "labels", "aspects", "about")
_ARRAYS: Final = ("disease", "term", "aspect", "negated", "frequency", "parents", "named")
LAYOUT: Final = (*_TEXTS, *_ARRAYS)
"""The names of the arrays of the file."""


@dataclass(frozen=True)
class AnnotatedDiseases:
    """Diseases and terms by their numbers, their places in `ids` and `terms`; each annotation is a place in arrays.

    `frequency` is a share, the least that fits where only words tell it, NaN where nothing does; `aspect` a place in
    `aspects`; `parents` pairs of terms; `named` the diseases that the reference data name. `about` is the version of
    the annotations, their licence, and how many rows were left out since no term of this HPO is meant by them.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    terms: tuple[str, ...]
    labels: tuple[str, ...]
    aspects: tuple[str, ...]
    about: tuple[str, ...]
    disease: Numbers
    term: Numbers
    aspect: Numbers
    negated: Mask
    frequency: NDArray[np.float64]
    parents: Numbers
    named: Numbers

    @classmethod
    def of(cls, rows: Iterable[Annotated], hpo: Hpo, about: tuple[str, str], named: Iterable[str]) -> Self:
        """Made of annotations in any order; `about` is their version and licence."""
        terms = tuple(sorted(one.id for one in hpo.terms.values() if not one.obsolete))
        number = {iri: place for place, iri in enumerate(terms)}
        current = cache(hpo.resolve)
        kept, left, names = [], 0, dict[str, str]()
        for row in rows:
            names[row.disease] = min(row.name, names.get(row.disease, row.name))
            meant = current(row.hpo)
            left += meant is None
            if meant:
                kept.append((row.disease, number[meant.id], row.aspect, row.negated, row.frequency))
        ids, aspects = tuple(sorted(names)), tuple(sorted({row[2] for row in kept}))
        disease, aspect = ({one: place for place, one in enumerate(some)} for some in (ids, aspects))
        whole = sorted((disease[a], b, aspect[c], d, -1.0 if e is None else e) for a, b, c, d, e in kept)
        columns = np.array(whole, dtype=np.float64).reshape(-1, 5).T
        parents = [(number[one], number[up]) for one in terms for up in hpo.terms[one].parents if up in number]
        return cls(
            ids=ids,
            names=tuple(names[one] for one in ids),
            terms=terms,
            labels=tuple(hpo.terms[one].label for one in terms),
            aspects=aspects,
            about=(*about, str(left)),
            disease=columns[0].astype(np.int64),
            term=columns[1].astype(np.int64),
            aspect=columns[2].astype(np.int64),
            negated=columns[3].astype(bool),
            frequency=np.where(columns[4] < 0, np.nan, columns[4]),
            parents=np.array(parents, dtype=np.int64).reshape(-1, 2),
            named=np.array(sorted(disease[one] for one in named if one in disease), dtype=np.int64),
        )

    def write(self, path: Path) -> None:
        """As a file; the same annotations give the same bytes."""
        arrays: dict[str, Any] = {name: packed(getattr(self, name)) for name in _TEXTS}
        with path.open("wb") as stream:
            np.savez_compressed(stream, **arrays, **{name: getattr(self, name) for name in _ARRAYS})

    def make(self, path: Path, _: object) -> None:
        """As a file of a release, whose lines are not needed."""
        self.write(path)

    @classmethod
    def read(cls, path: Path) -> Self:
        """From a file of a release. Raises `Damaged`."""
        with arrays(path, LAYOUT) as held:
            texts: dict[str, Any] = {name: unpacked(held[name]) for name in _TEXTS}
            return cls(**texts, **{name: held[name] for name in _ARRAYS})

    @classmethod
    def beside(cls, folder: Path) -> Self | None:
        """Those of a release; None where it was made without them."""
        path = folder / DISEASES
        return cls.read(path) if path.exists() else None

    @cached_property
    def number(self) -> dict[str, int]:
        """The place of each term, by its IRI."""
        return {expand(one): place for place, one in enumerate(self.terms)}

    def term_ref(self, term: int) -> Ref:
        """A term as HPO calls it."""
        return Ref(expand(self.terms[term]), self.labels[term])

    def ref(self, disease: int) -> Ref:
        """A disease as the annotations call it."""
        return Ref(expand(self.ids[disease]), self.names[disease])

    @cached_property
    def _closure(self) -> Matrix:
        """From each term to itself and all that lie above it."""
        size = len(self.terms)
        whole = sparse.csr_array(
            (np.ones(len(self.parents), dtype=bool), (self.parents[:, 0], self.parents[:, 1])), shape=(size, size)
        ) + sparse.eye_array(size, dtype=bool, format="csr")
        while (further := whole @ whole).nnz != whole.nnz:
            whole = further
        return whole

    @cached_property
    def annotated(self) -> Numbers:
        """The diseases that have at least one finding, in the order of `sets`."""
        return np.unique(self.disease[self._has])

    @cached_property
    def likeness(self) -> Likeness:
        """How alike terms are, by the findings of diseases."""
        return Likeness(self._closure, information_of(self.having, len(self.annotated)))

    @cached_property
    def having(self) -> Numbers:
        """How many diseases have each term, or one below it."""
        return having(self._closure, self.sets)

    @cached_property
    def _finding(self) -> Mask:
        found: Mask = np.array((*self.aspects, ""))[self.aspect] == PHENOTYPE
        return found

    @cached_property
    def _has(self) -> Mask:
        return np.asarray(self._finding & ~self.negated)

    @cached_property
    def sets(self) -> Sets:
        """The findings of each annotated disease."""
        pairs = np.unique(np.stack([self.disease[self._has], self.term[self._has]], axis=1), axis=0)
        return Sets(pairs[:, 1], np.unique(pairs[:, 0], return_index=True)[1])

    @cached_property
    def _bounds(self) -> Numbers:
        return np.searchsorted(self.disease, np.arange(len(self.ids) + 1))

    def findings(self, disease: int, negated: bool = False, least: float = 0) -> Numbers:
        """The terms that a disease has, or by its annotations has not; those alone that at least a share have."""
        first, end = self._bounds[disease : disease + 2]
        mine = self._finding[first:end] & (self.negated[first:end] == negated)
        if least:
            mine = mine & (np.nan_to_num(self.frequency[first:end]) >= least)
        return np.unique(self.term[first:end][mine])

    def lacking(self, terms: Iterable[int]) -> Numbers:
        """How many of some terms each disease is annotated not to have."""
        rows = self._finding & self.negated & np.isin(self.term, list(terms))
        pairs = np.unique(np.stack([self.disease[rows], self.term[rows]], axis=1), axis=0)
        return np.bincount(pairs[:, 0], minlength=len(self.ids))

    def above(self, terms: Iterable[int]) -> frozenset[int]:
        """Terms with all that lie above them."""
        return frozenset(int(one) for term in terms for one in self.likeness.up(term))

    def below(self, terms: Iterable[int]) -> frozenset[int]:
        """Terms with all that lie below them."""
        return frozenset(int(one) for term in terms for one in self.likeness.down(term))
