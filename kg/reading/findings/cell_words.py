"""What a cell of a table says of the finding that its column is called: signs, words, marks of footnotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.reading.found import Bearing

SAID: Final[Mapping[str, Bearing]] = {
    **dict.fromkeys(("+", "++", "+++", "++++", "yes", "y", "present", "✓", "✔", "positive", "pos"), Bearing.PRESENT),
    **dict.fromkeys(("early", "late", "mild", "moderate", "severe", "marked", "slight", "prominent"), Bearing.PRESENT),
    **dict.fromkeys(("subtle", "profound", "occasional", "intermittent", "transient", "frequent"), Bearing.PRESENT),
    **dict.fromkeys(("bilateral", "unilateral", "initial", "progressive", "±", "+/-", "observed"), Bearing.PRESENT),
    **dict.fromkeys(("-", "−", "–", "—", "no", "n", "absent", "✗", "×", "negative", "neg", "none"), Bearing.ABSENT),
    **dict.fromkeys(("nil", "never", "normal", "intact", "preserved", "unremarkable", "unaffected"), Bearing.ABSENT),
    **dict.fromkeys(("not present", "not observed", "not seen", "not detected", "not found"), Bearing.ABSENT),
}
"""What a cell says of the finding that its column is called."""
_WAY: Final = "|".join(re.escape(one) for one in sorted(SAID, key=len, reverse=True))
_SAYS: Final = re.compile(
    rf"[(\[]?(?P<said>{_WAY})[)\]]?(?:\s?[*†‡§¶#]+|\s?\^\w|(?:(?<=[^\w\s])\s?|(?<=\w\w)\s)[a-h](?:\s?,\s?[a-h])*)?"
    r"(?:\s?\?)?(?:\s*[(\[,;:]\s*.*)?\.?",
    re.IGNORECASE | re.DOTALL,
)
"""A sign or a word, the mark of a footnote, and what is added: `+`, `yes a`, `(+)`, `−*`, `yes (mild)`."""
_OPEN: Final = re.compile(r"\?|±|\+/-|\b(?:possibl[ey]|probabl[ey]|suspected|questionable|doubtful|equivocal)\b", re.I)


@dataclass(frozen=True, slots=True)
class CellSaid:
    """What a cell says of a finding that is called elsewhere, and why that is doubtful."""

    bearing: Bearing
    why: tuple[str, ...] = ()


def cell_says(cell: str) -> CellSaid | None:
    """What a cell says, if it is one of these words; a blank, a question mark or a number says nothing."""
    match = _SAYS.fullmatch(cell.strip())
    if match is None:
        return None
    bearing = SAID[match["said"].casefold()]
    return CellSaid(bearing, ("questionable",) if _OPEN.search(cell) else ())
