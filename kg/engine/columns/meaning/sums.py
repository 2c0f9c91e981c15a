"""SUM and AVG of integers and decimals by adding, where floating point is exact; else the engine does it."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.engine.columns.meaning import asked
from kg.engine.columns.numbering import numbered
from kg.engine.columns.rows import UNBOUND, Ids, Places
from kg.engine.columns.terms import QueryTerms

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_NUMBER: Final = re.compile(rf'"([+-]?\d{{1,15}})(?:\.(\d{{1,9}}))?"\^\^<{re.escape(_XSD)}(integer|decimal)>')
_EXACT: Final = 2**53
"""Below this every whole number is one of floating point, and so is each sum on the way."""


def summed(function: str, group: Places, values: Ids, count: int, terms: QueryTerms) -> Ids | None:
    """SUM or AVG of each group, unbound where a value is; None where adding would not be exact."""
    bound = values != UNBOUND
    numbers, place = numbered(values[bound])
    read = [_NUMBER.fullmatch(term or "") for term in terms.spelled(numbers)]
    found = [one for one in read if one is not None]
    if len(found) < len(read) or not found:
        return None
    places = max(len(one[2] or "") for one in found)
    scaled = [int(one[1] + (one[2] or "").ljust(places, "0")) for one in found]
    if max(map(abs, scaled)) * len(place) >= _EXACT:
        return None
    group_of = group[bound]
    sums = np.bincount(group_of, np.array(scaled, np.float64)[place], count).astype(np.int64)
    fraction = np.bincount(group_of, np.array([one[3] == "decimal" for one in found], np.float64)[place], count) > 0
    spelled = [_spelled(*one, places) for one in zip(sums.tolist(), fraction.tolist(), strict=True)]
    if function == "AVG":
        spelled = _shared(spelled, np.bincount(group_of, minlength=count))
    answer = terms.numbers(spelled)
    answer[group[~bound]] = UNBOUND
    return answer


def _spelled(scaled: int, fraction: bool, places: int) -> str:
    """A sum as the engine writes it: no zeros at the end of a fraction."""
    if not fraction:
        return f'"{scaled // 10**places}"^^<{_XSD}integer>'
    whole, rest = divmod(abs(scaled), 10**places)
    tail = str(rest).rjust(places, "0").rstrip("0")
    sign = "-" if scaled < 0 else ""
    return f'"{sign}{whole}{"." if tail else ""}{tail}"^^<{_XSD}decimal>'


def _shared(sums: list[str], counts: NDArray[np.intp]) -> list[str]:
    """Each sum divided by its count, as the engine divides; of nothing, 0."""
    pairs = {(total, number) for total, number in zip(sums, counts.tolist(), strict=True) if number}
    asking = sorted(pairs)
    table = [("?s", [total for total, _ in asking]), ("?n", [str(number) for _, number in asking])]
    found = dict(zip(asking, asked.results("?s / ?n", table), strict=True))
    nothing = f'"0"^^<{_XSD}integer>'
    return [found.get(pair) or nothing for pair in zip(sums, counts.tolist(), strict=True)]
