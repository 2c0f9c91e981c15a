"""A text that introduces nobody and says she or he."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.found import Spot
from kg.reading.people.sections import zones
from kg.reading.people.zones import Zone
from kg.texts.text import PassageKind, Text

_OFTEN: Final = 3
_SHE_OR_HE: Final = re.compile(r"(?<!or\s)\b(?:[Ss]he|[Hh]e)\b(?!\s?(?:/|or\s))")


def untold(text: Text) -> tuple[Spot, str] | None:
    """The first `she` or `he` of the part that tells of patients, and its sex; for a text that introduces nobody.

    Where no part is marked as that, it is the abstract, or what is taken for it, if it says so again and again.
    """
    for part, often in ((Zone.CASES, 1), (Zone.ABSTRACT, _OFTEN)):
        found = [
            (Spot(number, match.start(), match.end()), "female" if match[0].lower() == "she" else "male")
            for number, (passage, zone) in enumerate(zip(text.passages, zones(text), strict=True))
            if zone is part and passage.kind is not PassageKind.HEADING
            for match in _SHE_OR_HE.finditer(passage.text)
        ]
        if len(found) >= often:
            return found[0]
    return None
