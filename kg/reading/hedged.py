"""Words that leave open whether something is so: `may carry it`, `whether she carries it is not known`."""

from __future__ import annotations

import re
from typing import Final

_HEDGES: Final = re.compile(
    r"\b(?:may|might|whether|if|unless|(?:could|would|can)(?!\sbe\s(?:\w+\s)?(?:shown|found|detected|confirmed|identified|demonstrated|verified|established"
    r"|proved|traced))|risks?|chances?|probabilit(?:y|ies)|likelihood|possib(?:le|ly|ility)|perhaps|to\s(?:see|know|learn|find\sout)"
    r"|suspected(?:\s\w+)?\sto)\b(?:(?!\b(?:and|but)\b)[^.;:]){0,60}$", re.I
)  # fmt: skip


def hedged(text: str, start: int, at: int) -> bool:
    """Whether the words of a clause ahead of a place say that what stands there may not be so.

    >>> hedged("Her son may carry it", 0, 12), hedged("It could be detected in her son", 0, 21)
    (True, False)
    """
    return _HEDGES.search(text, max(start, at - 110), at) is not None
