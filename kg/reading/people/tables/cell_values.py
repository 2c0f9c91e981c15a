"""What one cell says under one key of a case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kg.reading.printed_cells import age_in

Told = tuple[str, str | float | bool, tuple[str, ...]]
"""A key of a case, its value, and why that is doubtful."""
_SEXES: Final = {
    **dict.fromkeys(("f", "w", "fem", "female", "woman", "girl", "lady", "♀"), "female"),
    **dict.fromkeys(("m", "male", "man", "boy", "gentleman", "♂"), "male"),
}
_WORDS_OF_SEX: Final = "|".join(sorted(_SEXES, key=len, reverse=True))
SEX: Final = re.compile(rf"(?<![A-Za-z])(?:{_WORDS_OF_SEX})(?![A-Za-z])", re.I)
_YES: Final = re.compile(r"(?:\+|yes|y|positive|familial|present|pos)", re.I)
_NO: Final = re.compile(r"(?:[-−–]|no|n|negative|sporadic|absent|neg|none)", re.I)
_MARKS: Final = re.compile(
    r"\s?[*†‡§¶#]+$|\s?\([^()\d]*\)$|(?<=\d)\s?[,;]\s?[A-Za-z][^\d]*$|^(?:at|aged)\s", re.I
)  # fmt: skip
"""What may stand beside an age or a sex in its cell: a footnote, what happened then."""
_PERIODS: Final = {
    **dict.fromkeys(("birth", "congenital"), "congenital"),
    **dict.fromkeys(("prenatal", "antenatal"), "prenatal"),
    **dict.fromkeys(("neonatal", "newborn", "neonatal period"), "neonatal"),
    **dict.fromkeys(("infancy", "infantile"), "infancy"),
    "childhood": "childhood",
}
_ENDED: Final = re.compile(
    r"(?P<died>died|death|deceased|dead|†)|\b(?P<alive>alive|living)\b"
    r"|^(?P<well>unaffected|asymptomatic|healthy|pre-?symptomatic)\b", re.I
)  # fmt: skip
_WHEN: Final = re.compile(
    r"\W{0,3}(?:at\s|aged\s|age\s|the\s|of\s)*(?P<age>\d{1,3}(?:[.,]\d)?\s?(?:years?|yrs?|y|months?|mos?)?\b)"
    r"(?!\s?(?:years?\s|yrs?\s|y\s|months?\s)?(?:after|later|from|since|post))", re.I
)  # fmt: skip
_WILD: Final = r"(?:wt|wild[\s-]?type)"
_NON_CARRIER: Final = re.compile(rf"(?:non-?\s?carrier|negative|no|{_WILD}(?:\s?/\s?{_WILD})?)", re.I)
_UNTESTED: Final = re.compile(r"(?:not\stested|untested|n\.?t\.?|not\sgenotyped|declined)", re.I)


def cell_values(key: str | None, head: str, cell: str) -> Iterator[Told]:
    """What a cell under a head that names this key says; nothing where it is no plain value."""
    if key is None:
        return
    if key.startswith("age"):
        yield from _age(key, head, cell)
    else:
        yield from _READERS[key](head, cell)


def _age(key: str, head: str, cell: str) -> Iterator[Told]:
    plain = _MARKS.sub("", _MARKS.sub("", cell)).strip(" .")
    age = age_in(plain, "months" if re.search(r"\b(?:months?|mo)\b", head, re.I) else "years")
    if age is not None and age.years is not None:
        yield key, age.years, (f"printed {cell}",) if age.why else ()
    elif key == "age_at_onset" and (period := _PERIODS.get(plain.lower())):
        yield "onset", period, ()


def _sex(head: str, cell: str) -> Iterator[Told]:
    if told := _SEXES.get(_MARKS.sub("", cell).strip(" .").lower()):
        yield "sex", told, ()


def _outcome(head: str, cell: str) -> Iterator[Told]:
    """Whether somebody died or was alive, and at what age; that they have no sign of the disease."""
    match = _ENDED.search(cell)
    if match is None:
        if re.match("affect", head, re.I) and _NO.fullmatch(cell):
            yield "affected", False, ()
    elif match["well"]:
        yield "affected", False, ()
    elif when := _WHEN.match(cell, match.end()):
        yield from _age("age_at_death" if match["died"] else "age_at_examination", head, when["age"])


def _history(head: str, cell: str) -> Iterator[Told]:
    if _YES.fullmatch(cell) or _NO.fullmatch(cell):
        yield "family_history", "familial" if _YES.fullmatch(cell) else "sporadic", ()


def _origin(head: str, cell: str) -> Iterator[Told]:
    if re.search(r"[A-Za-z]{3}", cell) and len(cell) < 60:
        yield "origin", cell, ()


def _consanguinity(head: str, cell: str) -> Iterator[Told]:
    if _YES.fullmatch(cell):
        yield "consanguinity", "parents consanguineous", ()


def _genetic(head: str, cell: str) -> Iterator[Told]:
    if _NON_CARRIER.fullmatch(cell):
        yield "genetic_status", "negative", ()
    elif _UNTESTED.fullmatch(cell):
        yield "genetic_status", "not individually tested", ()


_READERS: Final[Mapping[str, Callable[[str, str], Iterator[Told]]]] = {
    "sex": _sex,
    "outcome": _outcome,
    "family_history": _history,
    "origin": _origin,
    "consanguinity": _consanguinity,
    "genetic_status": _genetic,
}
