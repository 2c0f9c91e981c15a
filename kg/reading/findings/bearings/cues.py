"""The cues of `cues.tsv`, `judged.tsv`, `denials.tsv`, `doubts.tsv` and `general.tsv`, found in a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from kg.reading.findings.bearings.families import spelled_out
from kg.reading.findings.names.light import NOUNS_ON_LY
from kg.reading.rows import rows

_TABLES: Final = tuple(
    Path(__file__).parent / one for one in ("cues.tsv", "judged.tsv", "denials.tsv", "doubts.tsv", "general.tsv")
)
_MANNER: Final = re.compile(r"\\w\+ly|\[\\w-\]\+ly")
_ADVERB: Final = rf"(?!{NOUNS_ON_LY})[\w-]+ly"
"""What `\\w+ly` in a row means: any adverb, and no finding that ends so."""

_NOT_EXCLUDED: Final = "not excluded"
"""Why what could not be ruled out is doubtful: that denies nothing."""


_SUGGESTED: Final = "suggested, not stated"


class Cue(NamedTuple):
    """What words at `start` to `end` of a sentence say, and of what: `ahead`, `back` or `all`."""

    kind: str
    way: str
    why: str
    start: int
    end: int


def cues(sentence: str) -> tuple[Cue, ...]:
    """All cues of a sentence in its order; of two at one place, the longer one. One inside `nothing` is none."""
    found = [
        Cue(kind, way, why, match.start(), match.end())
        for kind, way, why, pattern in _patterns()
        for match in pattern.finditer(sentence)
    ]
    idle = [(one.start, one.end) for one in found if one.kind == "nothing"]
    told = [
        one
        for one in found
        if one.kind != "nothing"
        and (one.kind in ("poor", "general") or not any(a < one.end and one.start < b for a, b in idle))
    ]
    left = [(one.start, one.end) for one in told if one.why == _NOT_EXCLUDED]
    told = [one for one in told if one.kind != "absent" or not any(a < one.end and one.start < b for a, b in left)]
    denied = [(one.start, one.end) for one in told if one.kind == "absent"]
    plain = [(one.start, one.end) for one in told if one.kind == "absent" and not one.why]
    told = [  # `nothing spoke for` denies, and doubts nothing
        one for one in told if one.why != _SUGGESTED or not any(a <= one.start and one.end <= b for a, b in plain)
    ]
    told = [  # looked for in vain: it is the denial that holds
        one for one in told if one.kind != "not said" or not any(a < one.end and one.start < b for a, b in denied)
    ]
    return tuple(sorted(told, key=lambda one: (one.start, -one.end)))


def idle(sentence: str) -> tuple[tuple[int, int], ...]:
    """Where that stands which looks like a cue and is none."""
    return tuple(
        match.span() for kind, _, _, pattern in _patterns() if kind == "nothing" for match in pattern.finditer(sentence)
    )


@lru_cache(1)
def _patterns() -> tuple[tuple[str, str, str, re.Pattern[str]], ...]:
    by_meaning: dict[tuple[str, str, str], list[str]] = {}
    for row in (row for table in _TABLES for row in rows(table)):
        by_meaning.setdefault((row["kind"], row["way"], row["why"]), []).append(
            _MANNER.sub(lambda _: _ADVERB, spelled_out(row["pattern"]))
        )
    return tuple(
        (
            *meaning,
            re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{one})' for one in patterns)})(?:(?!\w)|(?<=\?))", re.IGNORECASE),
        )
        for meaning, patterns in by_meaning.items()
    )
