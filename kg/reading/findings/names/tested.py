"""What is tested and found too strong, too weak or not there: each row of `tested.tsv` in all words that say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.reading.findings.names.called import CalledSo
from kg.reading.rows import rows
from kg.sources.hpo import Hpo

_TABLE: Final = Path(__file__).parent / "tested.tsv"
_SAID: Final = {
    "more": (
        *("increased", "brisk", "brisker", "exaggerated", "hyperactive", "lively", "heightened", "overactive", "vivid"),
        *("accentuated", "enhanced", "polykinetic", "sharp", "jumpy", "animated", "enlivened"),
    ),
    "less": (
        *("reduced", "weak", "weakened", "weaker", "hypoactive", "depressed", "sluggish", "attenuated", "blunted"),
        *("subdued", "hard to obtain", "hard to elicit", "difficult to obtain", "difficult to elicit"),
        *("impaired", "limited", "restricted", "loss of", "limitation of", "restriction of", "decline"),
    ),
    "none": (
        *("absent", "absence of", "lost", "loss of", "abolished", "abolition of", "not elicitable", "not elicited"),
        *("could not be elicited", "could not elicit", "not obtained", "not obtainable", "unobtainable", "no"),
        *("could not be obtained", "could be obtained no", "non elicitable", "unelicitable", "not present", "missing"),
        "not found",
    ),
}
"""Loss is the lack of all, where a term says just that; else it is less."""
_NO_TERM: Final = "-"
_LOWER: Final = 25
"""The rank of a name that is made here: behind those that are printed by HPO for just this."""


def tested_parts(hpo: Hpo) -> Iterator[CalledSo]:
    """`brisk knee jerks`, `ankle reflexes could not be elicited`, and whatever else says so."""
    for row in rows(_TABLE):
        for way, said in _SAID.items():
            term = row[way]
            if not term or (term != _NO_TERM and not hpo.current(term)):
                continue
            for name in row["tested"].split(", "):
                for one in said:
                    if way != "less" or one != "loss of" or not row["none"]:
                        yield CalledSo(f"{one} {name}", None if term == _NO_TERM else term, _LOWER)
