"""Words that may stand between the words of a name, by the kinds of `light.tsv`: how much or whose, and not what."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kg.reading.rows import rows

_KINDS: Final = {row["kind"]: frozenset(row["words"].split(" ")) for row in rows(Path(__file__).parent / "light.tsv")}
BETWEEN: Final = _KINDS["between"]
HOW: Final = _KINDS["how"]
CONJUNCTIONS: Final = _KINDS["conjunction"]
PREPOSITIONS: Final = _KINDS["preposition"]
BARRIERS: Final = _KINDS["barrier"]
VERBS: Final = _KINDS["verb"]
DENIALS: Final = _KINDS["denial"]
PLACES: Final = _KINDS["place"]
"""Words of places of a brain: what scans show may be told of several."""
NOUNS_ON_LY: Final = r"\w*(?:cephaly|dactyly|spondyly|megaly|mely|anomaly|family)\b"
"""A pattern of what ends like an adverb of manner and is none."""
_MANNER: Final = re.compile(rf"(?!{NOUNS_ON_LY}|(?:only|hardly|barely|early)\b)\w{{3,}}ly")


def tells_how(word: str) -> bool:
    """Whether a word says how much or which way: `brisk`, `pathologically`."""
    return word in HOW or bool(_MANNER.fullmatch(word))
