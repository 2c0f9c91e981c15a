"""How alike terms are, and sets of terms: Resnik's similarity of terms, averaged over best matches.

The arithmetic of arrays alone: terms are numbers, and `above` leads from each to itself and all that lie above it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.analysis.people import Matrix, Numbers
from kg.analysis.result import Method
from kg.model.words import Meant

Figures = NDArray[np.float64]
RESNIK: Final = "information content of the most informative common ancestor (Resnik P, IJCAI 1995)"
_PHENOMIZER: Final = "Köhler S et al., Am J Hum Genet 2009;85:457-464 (doi:10.1016/j.ajhg.2009.09.003)"


class Measure(Meant):
    """How alike the terms asked for and those of a disease are: averages of each term's best match."""

    BOTH_WAYS = (
        "both ways",
        "Best matches of the terms asked for and of the disease's: the mean of both.",
    )
    ONE_WAY = "one way", "Best matches of the terms asked for alone: what else a disease has does not count."

    @property
    def method(self) -> Method:
        """Its name and where it is published."""
        return Method(name=f"best-match average, {self.value}, of the {RESNIK}", source=_PHENOMIZER)


@dataclass(frozen=True)
class Sets:
    """Sets of terms, none of them empty: the terms of all, one set after another, and where each begins."""

    terms: Numbers
    starts: Numbers

    @cached_property
    def sizes(self) -> Numbers:
        """How many terms each has."""
        return np.diff(self.starts, append=len(self.terms))


def having(above: Matrix, sets: Sets) -> Numbers:
    """In how many of the sets each term is, itself or by one below it."""
    bounds, shape = np.append(sets.starts, len(sets.terms)), (len(sets.starts), above.shape[0])
    member = sparse.csr_array((np.ones(len(sets.terms), dtype=bool), sets.terms, bounds), shape=shape)
    return np.bincount((member @ above).indices, minlength=above.shape[0])


def information_of(having: Numbers, of: int) -> Figures:
    """Information content: minus the natural logarithm of the share of sets that have a term; NaN where none has."""
    found: Figures = np.log(of, dtype=float) - np.log(np.where(having, having, np.nan))
    return found


@dataclass(frozen=True)
class Likeness:
    """How alike terms are, by the `information` of those that lie above both."""

    above: Matrix
    information: Figures

    def up(self, term: int) -> Numbers:
        """A term and all that lie above it."""
        return _row(self.above, term)

    def down(self, term: int) -> Numbers:
        """A term and all that lie below it."""
        return _row(self._below, term)

    @cached_property
    def _below(self) -> Matrix:
        return self.above.T.tocsr()

    def alike(self, asked: Iterable[int]) -> Figures:
        """How alike each of some terms, at least one, is to every term.

        That is the information of the most informative term that lies above both (or is one); 0 where none does.
        """
        return np.stack([self._to_all(one) for one in asked])

    def _to_all(self, term: int) -> Figures:
        found, shared = np.zeros(self.above.shape[0]), self.up(term)
        for one in shared[np.argsort(np.nan_to_num(self.information[shared]), kind="stable")]:
            found[self.down(one)] = self.information[one]
        return np.nan_to_num(found)

    def common(self, one: int, other: int) -> int:
        """The most informative term that lies above both, or is one of them."""
        shared = np.intersect1d(self.up(one), self.up(other))
        return int(shared[np.nan_to_num(self.information[shared]).argmax()])


def _row(matrix: Matrix, number: int) -> Numbers:
    found: Numbers = matrix.indices[matrix.indptr[number] : matrix.indptr[number + 1]]
    return found


def averages(alike: Figures, sets: Sets, measure: Measure) -> Figures:
    """The averages of best matches with each set, of how alike each term asked for (a row) is to each term.

    Row by row: all of them over all terms of all sets would be gigabytes for a few hundred terms.
    """
    there, best = np.zeros(len(sets.starts)), np.zeros(len(sets.terms))
    for row in alike:
        pairs = row[sets.terms]
        there += np.maximum.reduceat(pairs, sets.starts)
        np.maximum(best, pairs, out=best)
    there /= len(alike)
    if measure is Measure.ONE_WAY:
        return there
    back = np.add.reduceat(best, sets.starts) / sets.sizes
    return np.asarray((there + back) / 2)
