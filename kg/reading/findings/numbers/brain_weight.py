"""The weight of a brain: limits that hold for men and women, and tell nothing between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.reading.findings.numbers.number_told import NumberTold

ATROPHY: Final = "HP:0012444"
"""Brain atrophy."""
_SHRUNK: Final = 1050
_WHOLE: Final = 1300
_WEIGHS: Final = re.compile(
    r"\bbrain(?:s)?(?: (?:at|on|after|of|autopsy|necropsy|fixation|fixed|unfixed|fresh|the|patient|case|her|his|\d))*"
    r" ?(?:weigh(?:ed|s|ing|t)|\(weight)(?: (?:was|of|only|about|approximately|after|fixation|before|just))*[ :=,]*"
    r"(?P<grams>1?[, ]?\d{3})(?![\d,.]\d) ?(?:g|gm|gms|grams?|grammes?)\b",
    re.IGNORECASE,
)


def of_brain_weight(sentence: str) -> Iterator[NumberTold]:
    """A brain that weighs so little that it has shrunk, or so much that it has not.

    >>> [(one.hpo, one.absent) for one in of_brain_weight("The brain weighed 1005 g. Brain weight was 1,390 g.")]
    [('HP:0012444', False), ('HP:0012444', True)]
    """
    for match in _WEIGHS.finditer(sentence):
        grams = int(re.sub(r"\D", "", match["grams"]))
        if grams <= _SHRUNK or grams >= _WHOLE:
            why = f"reckoned: up to {_SHRUNK} g a grown brain has shrunk, from {_WHOLE} g it has not"
            yield NumberTold(ATROPHY, match.start(), match.end(), grams >= _WHOLE, why)
