"""What a cell of a table says of the finding that its column is called: signs, words, marks of footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.reading.found import Bearing

SAID: Final[Mapping[str, Bearing]] = {
    **dict.fromkeys(("+", "++", "+++", "++++", "yes", "y", "present", "✓", "✔", "positive", "pos"), Bearing.PRESENT),
    **dict.fromkeys(("early", "late", "mild", "moderate", "severe", "marked", "slight", "prominent"), Bearing.PRESENT),
    **dict.fromkeys(("subtle", "profound", "occasional", "intermittent", "transient", "frequent"), Bearing.PRESENT),
    **dict.fromkeys(("bilateral", "unilateral", "initial", "progressive", "±", "+/-", "observed"), Bearing.PRESENT),
    **dict.fromkeys(("-", "−", "–", "—", "no", "n", "absent", "✗", "×", "negative", "neg", "none"), Bearing.ABSENT),
    **dict.fromkeys(
        ("punctate", "confluent", "patchy", "diffuse", "focal", "multifocal", "extensive"), Bearing.PRESENT
    ),
    **dict.fromkeys(("asymmetric", "asymmetrical", "symmetric", "symmetrical", "minimal", "minor"), Bearing.PRESENT),
    **dict.fromkeys(
        ("r", "l", "right", "left", "r>l", "l>r", "r > l", "l > r", "r=l", "bilat", "bilaterally"), Bearing.PRESENT
    ),
    **dict.fromkeys(
        ("1+", "2+", "3+", "4+", "trace", "global", "widespread", "isolated", "＋", "●", "+/+", "-/+", "−/+", "–/+"),
        Bearing.PRESENT,
    ),
    **dict.fromkeys(
        ("‒", "―", "－", "-/-", "−/−", "–/–", "nad", "wnl", "no evidence", "not evident", "denied", "negative"),
        Bearing.ABSENT,
    ),
    **dict.fromkeys(("nil", "never", "normal", "intact", "preserved", "unremarkable", "unaffected"), Bearing.ABSENT),
    **dict.fromkeys(("not present", "not observed", "not seen", "not detected", "not found"), Bearing.ABSENT),
}
"""What a cell says of the finding that its column is called."""
_WAY: Final = "|".join(re.escape(one) for one in sorted(SAID, key=len, reverse=True))
_SAYS: Final = re.compile(
    rf"[(\[]?(?P<said>{_WAY})[)\]]?(?:\s?[*†‡§¶#]+|\s?\^\w|(?:(?<=[^\w\s])\s?|(?<=\w\w)\s)[a-h](?:\s?,\s?[a-h])*)?"
    r"(?:\s?\?)?(?:\s*(?:[(\[,;:]|/(?=\s?\d))\s*.*)?\.?",
    re.IGNORECASE | re.DOTALL,
)
"""A sign or a word, the mark of a footnote, and what is added: `+`, `yes a`, `(+)`, `−*`, `yes (mild)`."""
_MORE: Final = re.compile(
    r"(?:\+{1,4}|yes|y|present|mild|moderate|severe|marked|slight|r|l|right|left|bilateral)"
    r"\s(?!.*\b(?:no|not|never|until|but|except|absent|without|or)\b)(?!.*\s[-−–](?:\s|$)).+",
    re.IGNORECASE | re.DOTALL,
)
"""A word or a sign that says yes, and more about it: `+ since 45 y`, `mild bilateral`."""
_WHEN: Final = re.compile(
    r"(?:(?:at|since|from|by|in|onset|aged?)[\s:]+)+(?:\d{1,2}(?:\.\d)?|(?:19|20)\d\d)"
    r"(?:\s?(?:y|yrs?|years?|yo|mo|months?))?\.?"
    r"|\d{1,2}(?:\.\d)?\s?(?:y|yrs?|years|yo)(?: of age)?",
    re.IGNORECASE,
)
"""When it began: it is there."""
_EXPLAINED: Final = re.compile(
    r"(?:^|[;.,]\s*|:\s*)(?P<mark>[^\s,;:=]{1,4})\s?(?:[=:,]|\s(?:indicates|denotes|means|for))\s?"
    r"(?P<meaning>[A-Za-z][\w \-/]{1,40})"
)
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
        if _WHEN.fullmatch(cell.strip()) or _MORE.fullmatch(cell.strip()):
            return CellSaid(Bearing.PRESENT, ("questionable",) if _OPEN.search(cell) else ())
        return None
    bearing = SAID[match["said"].casefold()]
    return CellSaid(bearing, ("questionable",) if _OPEN.search(cell) else ())


def explained(notes: Iterable[str]) -> dict[str, str]:
    """What notes below a table say that its marks mean: `+, present; N, not examined; C = confluent`."""
    return {match["mark"]: match["meaning"].strip() for note in notes for match in _EXPLAINED.finditer(note)}
