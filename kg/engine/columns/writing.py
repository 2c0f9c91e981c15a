"""The image of a dataset, written from its lines: terms numbered in order, triples sorted four ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias
from zlib import crc32

import numpy as np

from kg.engine.columns import layout
from kg.engine.columns.met import Columns, Met
from kg.engine.columns.numbering import different
from kg.engine.columns.rows import Ids

FORMAT: Final = 2
_LINES: Final = 50_000
"""Lines of one text: some 10 MB."""
_FORMER: Final = {"ops": "pso", "pos": "ops", "spo": "pso"}
"""Each order is a former one, sorted by one more column with what was before kept."""
_Spelled: TypeAlias = list[bytes]


def write_image(path: Path, lines: Iterable[str]) -> None:
    """Write the image of N-Quads, each triple in one graph, in any order."""
    every, met = iter(lines), Met()
    for some in iter(lambda: "".join(islice(every, _LINES)), ""):
        met.take(some.encode())
    write_met(path, met)


def write_met(path: Path, met: Met) -> None:
    """The same of lines that were numbered."""
    spelled, columns = met.in_order()
    starts = _starts(np.fromiter(map(len, spelled), np.int64, len(spelled)))
    about = {"format": FORMAT, "quads": len(columns["s"]), "graphs": different(columns["g"]).tolist()}
    places = _places(len(spelled), int(starts[-1]), columns)
    layout.write(path, places, _arrays(spelled, starts, columns), about)


def _places(terms: int, text: int, columns: Columns) -> dict[str, layout.Place]:
    """What stands in the file, in the order of `_arrays`."""
    found = {"text": ("|u1", text), "starts": ("<i8", terms + 1), "codes": ("<u4", terms), "coded": ("<i4", terms)}
    quads, predicates = len(columns["s"]), len(different(columns["p"]))
    for order in ("pso", "pos", "spo", "ops"):
        first, *rest = tuple(order)
        of_predicates = first == "p"
        if of_predicates:
            found[f"{order}.names"] = "<i4", predicates
        found[f"{order}.starts"] = "<i8", (predicates if of_predicates else terms) + 1
        found |= {f"{order}.{one}": ("<i4", quads) for one in (*rest, "g")}
        if of_predicates:
            found[f"{order}.different"] = "<i4", predicates
    return found


def _arrays(spelled: _Spelled, starts: layout.Array, columns: Columns) -> Iterator[layout.Array | _Spelled]:
    """Each array when it is wanted, so that few are held at once."""
    yield spelled
    yield starts
    yield from _hashed(spelled)
    sorted_ = _Orders(columns)
    for order in ("pso", "pos", "spo", "ops"):
        at = sorted_[order]
        first, *rest = tuple(order)
        sizes = np.bincount(columns[first], minlength=len(spelled))
        names = np.flatnonzero(sizes).astype(np.int32)
        of_predicates = first == "p"
        if of_predicates:
            yield names
        parts = _starts(sizes[names] if of_predicates else sizes)
        yield parts
        for one in (*rest, "g"):
            yield columns[one][at]
        if of_predicates:
            yield _different(parts, columns[rest[0]][at])


def _hashed(spelled: _Spelled) -> tuple[layout.Array, Ids]:
    """The checksums of all terms in order, and whose they are: by these terms are found."""
    codes = np.fromiter(map(crc32, spelled), np.uint32, len(spelled))
    order = np.argsort(codes, kind="stable")
    return codes[order], order.astype(np.int32)


class _Orders(dict[str, Ids]):
    """The places of the triples in each order, made when it is asked for."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def __missing__(self, order: str) -> Ids:
        if order not in _FORMER:
            found = np.lexsort([self._columns[one] for one in reversed(order)]).astype(np.int32)
        else:
            former = self[_FORMER[order]]
            found = former[np.argsort(self._columns[order[0]][former], kind="stable")]
        self[order] = found
        return found


def _starts(sizes: layout.Array) -> layout.Array:
    """Where each part begins, the last one the end."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _different(starts: layout.Array, column: layout.Array) -> Ids:
    """How many different terms a sorted column has in each part; no part is empty."""
    new = np.ones(len(column), np.int64)
    new[1:] = column[1:] != column[:-1]
    new[starts[:-1]] = 1
    return np.add.reduceat(new, starts[:-1]).astype(np.int32) if len(column) else np.empty(0, np.int32)
