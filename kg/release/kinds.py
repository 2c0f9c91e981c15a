"""Which classes things have, as numbers: those that have the same ones are of one group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Self

import numpy as np

from kg.engine.columns.met import Columns
from kg.engine.columns.numbering import different, numbered
from kg.engine.columns.rows import Ids
from kg.names import OBO


@dataclass(frozen=True, slots=True)
class KindsOf:
    """`group` of each term, 0 where it has no class; `groups` have the classes of each, by IRIs, and none of OBO.

    Terms of terminologies are counted as classes, and no more. `subjects` have `classes` of any kind, a row each.
    """

    group: Ids
    groups: tuple[tuple[str, ...], ...]
    subjects: Ids
    classes: Ids

    @classmethod
    def of(cls, terms: Sequence[bytes], columns: Columns, type_: int) -> Self:
        """Those that `columns` tell by the property with this number; a class that is no IRI is none."""
        rows = np.flatnonzero(columns["p"] == type_)
        subjects, classes = columns["s"][rows], columns["o"][rows]
        names = different(classes)
        iris = [one for one in names.tolist() if terms[one].startswith(b"<")]
        told = np.isin(classes, iris)
        subjects, classes = subjects[told], classes[told]
        obo = f"<{OBO}".encode()
        counted = np.array([one for one in iris if not terms[one].startswith(obo)], np.int32)
        group, groups = _grouped(len(terms), subjects, classes, counted)
        called = [terms[one][1:-1].decode() for one in counted.tolist()]
        return cls(group, tuple(tuple(called[place] for place in one) for one in groups), subjects, classes)

    @property
    def typed(self) -> int:
        """How many things have a class, of whatever kind."""
        return len(different(self.subjects))

    def first(self, terms: Sequence[bytes]) -> dict[str, str]:
        """Of each class the first thing with an IRI, in the order of sorted lines."""
        order = np.argsort(self.classes, kind="stable")
        subjects, classes = self.subjects[order], self.classes[order]
        found = dict[str, str]()
        starts = np.flatnonzero(np.diff(classes, prepend=-1)).tolist()
        for start, stop in pairwise([*starts, len(classes)]):
            name, some = int(classes[start]), subjects[start:stop].tolist()
            iris = (terms[one] for one in some if terms[one].startswith(b"<"))
            if least := min((one + b" " for one in iris), default=b""):
                found[terms[name][1:-1].decode()] = least[1:-2].decode()
        return found


def _grouped(size: int, subjects: Ids, classes: Ids, counted: Ids) -> tuple[Ids, list[list[int]]]:
    """The group of each term, and which of the `counted` classes each group has; the first has none."""
    rows = np.isin(classes, counted)
    things, place = numbered(subjects[rows])
    bit = np.searchsorted(counted, classes[rows])
    width = -(-len(counted) // 8) or 1
    marks = np.zeros((len(things), width), np.uint8)
    np.bitwise_or.at(marks, (place, bit >> 3), (1 << (bit & 7)).astype(np.uint8))
    raw = marks.tobytes()
    numbers = defaultdict[bytes, int](count(1).__next__)
    group = np.zeros(size, np.int32)
    group[things] = np.array([numbers[raw[start : start + width]] for start in range(0, len(raw), width)], np.int32)
    every = np.frombuffer(b"".join(numbers), np.uint8).reshape(len(numbers), width)
    bits = np.unpackbits(every, axis=1, bitorder="little")
    return group, [[], *(np.flatnonzero(one).tolist() for one in bits)]
