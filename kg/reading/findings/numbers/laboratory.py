"""Values of a laboratory beside the range that is printed with them, or beside the word that judges them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal

from kg.reading.findings.names.analytes import Analyte, analytes
from kg.reading.findings.numbers.number_told import NumberTold

_Way = Literal["high", "low", "normal"]
_ELSEWHERE: Final = re.compile(
    r"\b(?:CSF|cerebrospinal|liquor|spinal fluid|urin\w+|stool|spectroscop\w+|MRS)\b", re.IGNORECASE
)
"""Before a value: it is not of blood."""
_NUMBER: Final = r"\d+(?:[.,]\d+)*"
_VALUE: Final = re.compile(
    r"(?: ?\([^()\d]{1,30}\))?(?: ?[:=,])?(?: (?:levels?|concentrations?|counts?|activity|values?|was|were|is|of|at"
    r"|to|had|has|been|be|measured|found|rose|fell|dropped|only|about|approximately|around|\w+ly|elevated|raised|increased"
    rf"|high|low|reduced|decreased))*(?: ?[:=])? ?(?P<value>{_NUMBER})"
    r"(?P<unit>(?: ?[x×*·] ?10\S{0,4})?(?: ?/ ?\w{1,3}(?: ?[³3])?"
    r"| ?[^\s\d()\[\];,:][^\s()\[\];,]{0,12}(?: ?/ ?\w{1,4})?(?: [³3])?)?)"
)
"""What stands between a name and its number, the number and its unit: `(AST) was raised at 115 U/L`."""
_NORMAL: Final = (
    r"(?:(?:the )?(?:normal|reference|ref\.?|N|NR|RR|NV)(?: (?:range|values?|levels?|limits?|interval))?"
    r"|(?:upper|lower) limit(?: of normal)?)[ :=,.]*(?:of |is |was |being )?"
)
_BOUNDS: Final = (
    rf"(?:(?P<least>{_NUMBER})(?: ?[^\s()\d,;–-]{{1,8}})? ?(?:-|–|—|to|and) ?(?P<most>{_NUMBER})"
    rf"|(?:<|≤|up to|under|below|less than|at most) ?(?P<under>{_NUMBER})"
    rf"|(?:>|≥|over|above|more than|at least) ?(?P<over>{_NUMBER}))"
)
_RANGE: Final = re.compile(
    rf" ?[(\[] ?(?P<said>{_NORMAL})?{_BOUNDS}[^()\[\]]{{0,25}}[)\]]"
    rf"|,? ?[(\[]?(?:{_NORMAL}){_BOUNDS.replace('P<', 'P<o_')}"
)
_JUDGED: Final = re.compile(
    r" ?[(\[](?:\w+ly )?(?:(?P<high>high|elevated|raised|increased|H|↑+)|(?P<low>low|reduced|decreased|L|↓+)"
    r"|(?P<normal>normal|N|within normal limits))[)\]]"
    r"|(?:[- ]fold| ?times| ?[x×]) (?P<times>(?:the )?(?:upper )?(?:limits?|normal|reference|ULN))"
)
_OF_CELLS: Final = re.compile(r"mm|[µμu]l|mcl", re.IGNORECASE)
"""Units in which a point parts thousands."""
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def of_laboratory(sentence: str) -> Iterator[NumberTold]:
    """What values tell that stand beside the range in which they should be, or beside a word that judges them.

    >>> [(one.hpo, one.absent) for one in of_laboratory("Creatinine 3.2 mg/dL (normal 0.6-1.2), ALT 26 U/L (N: 0-45).")]
    [('HP:0003259', False), ('HP:0031964', True)]
    """
    names, meant = _names()
    for name in names.finditer(sentence):
        value = _VALUE.match(sentence, name.end())
        if not value or _ELSEWHERE.search(sentence, 0, name.start()):
            continue
        judged = _in_words(sentence, value) or _in_range(sentence, value)
        if judged is None:
            continue
        way, why, end = judged
        plain = name[0].replace("-", " ")
        analyte = meant.get(plain) or meant[plain.lower()]
        if term := {"high": analyte.high, "low": analyte.low, "normal": analyte.normal}[way]:
            yield NumberTold(term, name.start(), end, way == "normal", why)


def _in_words(sentence: str, value: re.Match[str]) -> tuple[_Way, str, int] | None:
    match = _JUDGED.match(sentence, value.end("value")) or _JUDGED.match(sentence, value.end())
    if match is None:
        return None
    way: _Way = "high" if match["high"] or match["times"] else "low" if match["low"] else "normal"
    return way, "", match.end()


def _in_range(sentence: str, value: re.Match[str]) -> tuple[_Way, str, int] | None:
    """What the range says; a range that nobody calls normal may be that of several values, and denies nothing."""
    match = _RANGE.match(sentence, value.end())
    if match is None:
        return None
    cells = bool(_OF_CELLS.search(value["unit"]))
    told = _read(value["value"], cells=cells)
    least, most = (
        _read(match[lower] or match[f"o_{lower}"] or match[bound] or match[f"o_{bound}"], cells=cells)
        for lower, bound in (("least", "over"), ("most", "under"))
    )
    why = f"reckoned: from the printed range {match[0].strip(' ,()[]')}"
    if most is not None and told is not None and told > most:
        return "high", why, match.end()
    if least is not None and told is not None and told < least:
        return "low", why, match.end()
    return ("normal", why, match.end()) if match["said"] or not match[0].strip().startswith(("(", "[")) else None


def _read(printed: str | None, *, cells: bool) -> float | None:
    if printed is None:
        return None
    if _THOUSANDS.fullmatch(printed) and (cells or "," in printed):
        return float(printed.replace(",", "").replace(".", ""))
    whole, *rest = printed.replace(",", ".").split(".")
    return float(f"{whole}.{''.join(rest)}")


@lru_cache(1)
def _names() -> tuple[re.Pattern[str], Mapping[str, Analyte]]:
    """A pattern of all names, the longest first, and what each means; short ones in their own letters."""
    meant: dict[str, Analyte] = {}
    for one in analytes():
        meant.update(dict.fromkeys(one.short, one))
        for phrase in one.phrases:
            meant[phrase] = meant[phrase.lower()] = one
    told = sorted(meant, key=len, reverse=True)
    forms = (re.escape(one).replace(r"\ ", "[ -]") for one in told)
    shapes = (f"(?i:{form})" if one.islower() and len(one) > 3 else form for one, form in zip(told, forms, strict=True))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(shapes)})(?![\w+-])"), meant
