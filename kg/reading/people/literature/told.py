"""Whether a sentence that names nobody tells of a patient, or speaks of the world."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.number_words import from_to, one_of
from kg.reading.people.literature.strangers import without_asides

_FINITE: Final = re.compile(
    r"\b(?:(?P<told>was|were|had|did|could|showed|revealed|developed|presented|remained|became|began|occurred|appeared|disclosed"
    r"|improved|persisted|resolved|worsened|set\sin|started|stayed|continued|progressed|died|walked|suffered|experienced|lacked"
    r"|demonstrated|confirmed|required|underwent|received|responded|ha(?:s|ve)\s(?:not\s|never\s)?been(?!\s(?:\w+ly\s)?"
    r"(?:reported|described|published|documented|found\sin|mentioned|linked|associated|implicated|shown\sto|attributed|proposed|suggested|(?:seen|observed|noted|recorded)\s(?:in|before|elsewhere|by|so\sfar|previously))))"
    r"|is|are|may|might|can|should|must|will|would|has|have|do|does|remains?|seems?|suggests?|appears?|leads?|causes?|presents?"
    r"|include[sd]?|represents?|occurs?|develops?)\b",
    re.I,
)
_PAST: Final = re.compile(
    r"\s(?P<told>fell|rose|grew|came|went|took|lost|kept|left|felt|gave|got|saw|spoke|sat|stood|held|led|made|\w{2,}ed)\b",
    re.I,
)
"""What else tells of the past, where no verb that is surer stands."""
_OF_OTHERS: Final = re.compile(
    rf"\bin\s(?:\d{{1,3}}|{one_of(from_to(2, 12))}|all|most|some|half|none|others)\b"
    r"(?!\s(?:days?|weeks?|months?|years?|hours?|minutes?|limbs|extremities|fingers|eyes|legs|arms|steps|episodes|directions))|"
    r"\[\d|\bet\sal\b|\d\s?%|\b\d+\s?(?:/|of|out\sof)\s?(?:the\s|their\s)?\d+\b|\bliterature\b|\bprevious(?:ly)?\b|\bpublished\b|\b(?:first|originally|initially"
    r"|recently|commonly|frequently|also)\s(?:reported|described)|\b(?:was|were)\s(?:reported|described|published|documented)\b"
    r"|\bearlier\s(?:reports?|series|studies)\b|\b(?:study|studies|series|cohort|registry|trial|authors?|reports?|variants|mutations)\b"
    r"|\b(?:mouse|mice|murine|rats?|zebrafish|animals?|model|cells?|in\svitro|knock-?(?:out|in|down)|protein|receptor|kinase|signall?ing"
    r"|expression|transcripts?|exclu(?:ded|sion)|consent|approv\w+|differential|statistic\w*|sequenced\susing|syndrome|disorder|patients|famil(?:y|ies))\b",
    re.I,
)
_OF_SOME: Final = re.compile(
    rf"\W*(?:in\s)?(?:{one_of(from_to(1, 5))}|some|most|many|all|both|none|neither|several|half|others?|another"
    r"|the\s(?:others?|former|latter)"
    r"|the\s(?:first|second|third)(?=,|\s(?:was|had|of|one|patient|case|child|developed|died|also)\b))\b"
    r"(?!\s(?:day|week|month|year|hour|time|further|seizure|episode|scan|MRI|occasion|attack))",
    re.I,
)


def tells_of_a_patient(words: str) -> bool:
    """Whether a sentence of a discussion tells what was: in the past, and not of what others found."""
    told = without_asides(words)
    finite = _FINITE.search(told) or _PAST.search(told)
    if finite is None or not finite["told"] or _OF_SOME.match(told):
        return False
    return not _OF_OTHERS.search(told)
