"""People who may be described twice: who of them counts, and who is left out for it.

Cases of two papers that may be one person are linked, and so are papers that may describe some of the same people. Of
people who hang together by such links those of one paper count, since cases of one paper are different people: of the
paper read deepest, then of that which says most of them, then of the first by its IRI. The others are left out, so that
nobody counts twice; some of these may be others all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy.sparse.csgraph import connected_components

from kg.analysis.people import Mask, Matrix, People
from kg.analysis.result import LeftOut
from kg.model.words import Depth

_SAME: Final = "kg:possiblySamePatientAs"
_SHARED: Final = "kg:possiblySharesPeopleWith"
_RANK: Final = {one.iri: one.rank for one in Depth}


def once(people: People, who: Mask) -> tuple[Mask, tuple[LeftOut, ...]]:
    """Those of some people who count when nobody may count twice; and the others, each with whom it may be."""
    kept, left_out = who.copy(), list[LeftOut]()
    same = alike(people)
    for group in _groups(same, who):
        stays, *others = sorted(_by_paper(people, group), key=lambda some: _rank(people, some))
        for number in (number for some in others for number in some):
            kept[number] = False
            linked = [one for one in stays if same[[number], [one]][0]] or stays
            left_out.append(
                LeftOut(
                    what=people.ref(number),
                    why="may be a person whom another paper describes, who counts instead",
                    instead=people.ref(linked[0]),
                )
            )
    return kept, tuple(left_out)


def alike(people: People) -> Matrix:
    """Who may be whom, both ways: by links of cases, and anybody of two papers that may share people."""
    stated, reported = people.links[_SAME], people.links["kg:reportedIn"]
    return (stated + stated.T + reported @ sharing(people) @ reported.T).tocsr()


def sharing(people: People) -> Matrix:
    """Which papers may describe some of the same people, both ways."""
    stated = people.links[_SHARED]
    return (stated + stated.T).tocsr()


def paper_of(people: People, number: int) -> int | None:
    """The paper that describes a person, the first by its IRI of several; None where none does."""
    reported = people.links["kg:reportedIn"]
    found = reported.indices[reported.indptr[number] : reported.indptr[number + 1]]
    return int(found.min()) if len(found) else None


def _groups(same: Matrix, who: Mask) -> Iterator[list[int]]:
    numbers = who.nonzero()[0]
    among = same[numbers][:, numbers]
    linked = np.unique(among.nonzero()[0])
    _, labels = connected_components(among[linked][:, linked], directed=False)
    for label in np.unique(labels):
        yield [int(one) for one in numbers[linked[labels == label]]]


def _by_paper(people: People, group: list[int]) -> list[list[int]]:
    found = defaultdict(list)
    for number in group:
        paper = paper_of(people, number)
        found[-1 - number if paper is None else paper].append(number)
    return list(found.values())


def _rank(people: People, some: list[int]) -> tuple[int, int, str]:
    """The lowest counts: read deepest, most said, first by its IRI."""
    depths = [people.iris[one] for one in people.links["kg:readingDepth"][some].indices]
    deepest = max((_RANK[one] for one in depths), default=-1)
    said = sum(people.links[name][some].nnz for name in ("kg:hasFinding", "kg:hasExcludedFinding"))
    return -deepest, -int(said), people.iris[some[0]]
