"""Words that may stand between the words of a name, by the kinds of `light.tsv`: how much or whose, and not what."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.reading.rows import rows

_KINDS: Final = {row["kind"]: frozenset(row["words"].split(" ")) for row in rows(Path(__file__).parent / "light.tsv")}
BETWEEN: Final = _KINDS["between"]
HOW: Final = _KINDS["how"]
CONJUNCTIONS: Final = _KINDS["conjunction"]
PREPOSITIONS: Final = _KINDS["preposition"]
BARRIERS: Final = _KINDS["barrier"]
