"""Names that follow from a label of HPO: what a laboratory measures, antibodies, and parts of the body.

`Elevated circulating ferritin concentration` is raised ferritin; `ferritin was normal` denies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.reading.findings.names.called import DERIVED, CalledSo

_MEASURE: Final = r"(?: (?:concentration|level|levels|activity|count|titer)(?: or activity)?)"
_SAMPLE: Final = r"(?: (?:circulating|blood|serum|plasma))?"
_ANALYTE: Final = re.compile(
    rf"(?P<way>Increased|Elevated|High|Decreased|Reduced|Low|Abnormal){_SAMPLE}(?P<what>(?: [^ ]+){{1,4}}?)"
    rf"(?:{_MEASURE}|(?<=phosphatase))",
)
"""A label of what is measured; of its sample only cerebrospinal fluid and urine are part of what it is called."""
_ELSEWHERE: Final = re.compile(r"\b(?:tissue|hepatic|liver|muscle|fibroblast|leukocyte|brain|surface|proportion)\b")
_WAYS: Final = {
    "Increased": ("increased", "high"),
    "Elevated": ("increased", "high"),
    "High": ("increased", "high"),
    "Decreased": ("reduced", "low"),
    "Reduced": ("reduced", "low"),
    "Low": ("reduced", "low"),
    "Abnormal": ("abnormal",),
}
_ANTIBODY: Final = re.compile(r"(?:Anti-?)?(?P<what>.{2,40}?) (?:auto)?antibody positivity", re.IGNORECASE)
_PART: Final = re.compile(
    r"Abnormal(?:ity of)?(?: the)? (?P<what>[^,()]+?)(?: (?:morphology|physiology|size|shape|structure))?"
)
_WORDS: Final = 3
"""Words of a part that is examined under its own name."""
_VAGUE: Final = frozenset(
    (
        "cell",
        "band cell",
        "circulating protein",
        "protein",
        "enzyme",
        "circulating enzyme",
        "muscle",
        "nervous system",
        "hand",
        "limb",
        "ear",
        "head",
        "neck",
        "glucose",
    )
)
"""Parts that are named in every other sentence, mostly of one person's one side, or of a laboratory's."""
_SIGN: Final = 50
"""The rank of what is examined in our tables: what HPO has a label for comes behind it."""


def derived(label: str, names: Iterable[str], hpo: str) -> Iterator[CalledSo]:
    """What follows from the label of a term and from the exact names beside it.

    >>> [one.text for one in derived("Elevated circulating ferritin concentration", (), "HP:0003281")]
    ['increased ferritin', 'high ferritin', 'ferritin']
    """
    for name in dict.fromkeys((label, *names)):
        if match := _ANTIBODY.fullmatch(name):
            yield from _antibodies(match["what"], hpo)
        elif (match := _ANALYTE.fullmatch(name)) and not _ELSEWHERE.search(match["what"]):
            if (what := match["what"].strip()) in _VAGUE:
                continue
            for way in _WAYS[match["way"]]:
                yield CalledSo(f"{way} {what}", hpo, DERIVED - 1)
            yield CalledSo(what, hpo, _SIGN + (2 if match["way"] != "Abnormal" else 1), "examined")
    match = _PART.fullmatch(label)
    if match and match["what"] not in _VAGUE and not _ANALYTE.fullmatch(label) and len(match["what"].split()) <= _WORDS:
        yield CalledSo(match["what"], hpo, DERIVED, "examined")


def _antibodies(what: str, hpo: str) -> Iterator[CalledSo]:
    for one in {what, *what.split("/")}:
        for name in (f"anti {one}", f"anti {one} antibodies", f"{one} antibodies", f"antibodies against {one}"):
            if name.startswith("anti ") or len(one) > 1:
                yield CalledSo(name, hpo, _SIGN + 1, "examined")
        yield CalledSo(f"{one} antibodies positive", hpo, DERIVED - 1)
        yield CalledSo(f"anti {one} positive", hpo, DERIVED - 1)
        yield CalledSo(f"anti {one} antibodies positive", hpo, DERIVED - 1)
