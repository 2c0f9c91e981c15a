"""What the shares of a sentence are of: the findings beside them, unless they are of a course or of people chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.reading.figures.beside import finding_beside
from kg.reading.figures.counted_sentence import CountedSentence
from kg.reading.figures.printed_share import PrintedShare
from kg.reading.found import Bearing, FoundFinding

_JOINED: Final = re.compile(
    r"[\s,;)\]]*(?:(?:and|or|nor|as\swell\sas|plus|&)\s)?(?:(?:in|only|even)\s)*[(\[]?\s?", re.I
)
_IN_A_LIST: Final = re.compile(r"\s?(?:,|(?:,\s?)?\b(?:or|nor|and)\b)\s(?:(?:a|an|any|the)\s)?(?:[\w-]+\s)?", re.I)
_ALSO: Final = re.compile(r"\s?(?:,|(?:,\s?)?\band\b)\s(?:(?:a|an|the)\s)?(?:[\w-]+\s)?", re.I)
_RESPECTIVELY: Final = re.compile(r"\brespectively\b", re.I)
_AGAIN: Final = re.compile(
    r"[\s,;)(\[\]]*(?:(?:and|but|again|still|later|then|also|only|just|even|was|were|is|had|been|being|found|seen|present"
    r"|noted|observed|recorded|reported|documented|detected|identified|evident|common|frequent|rare|rarer|less|more|often"
    r"|frequently|commonly|equally|in|of|among|at|than|by|versus|vs\.?|v|as|compared|with|to|against|the|our|these|those"
    r"|all|women|men|females|males|boys|girls|children|adults|carriers|patients|controls|others|rest|last|first|second"
    r"|visit|follow-up|onset|examination|baseline|presentation|published|previously|healthy|symptomatic|asymptomatic"
    r"|higher|lower|study|series|cohort|bilateral|asymmetric|symmetric)[\s,;)(\[\]]+)*", re.I
)  # fmt: skip
"""Words between two shares of one finding: `(8/19) than in men (`, `none of the 31 at first, was found in 11/28`."""
_COMPARED: Final = re.compile(
    r"[\s),;(]*(?:and\s|being\s|again\s)*(?:(?:(?:more|less|equally|as|no)\s){1,2}(?:often|frequent\w*|common\w*|rare\w*)[^;.:]*"
    r"|vs\.?|versus|against|(?:as\s)?compared\s(?:with|to))[\s(\[]*(?:in\s)?", re.I
)  # fmt: skip
"""Of the same finding in others: `(29%), more often in women than men (6/14 vs`."""
_WHOSE: Final = re.compile(
    r"[\s,)\]]*(?:[\w-]+\s){0,2}?(?:had|have|showed|developed|were|was|with|died|underwent)\b", re.I
)
_NO: Final = re.compile(
    r"\b(?:no|not|never|without|denied|lacked|lacking|free\sof|(?:absence|lack)\sof)\s(?:(?:have|had|show|any|the|an?|overt|clear"
    r"|report|develop|signs?\sof|evidence\sof|history\sof)\s){0,3}$", re.I
)  # fmt: skip
_ABSENT: Final = re.compile(r"\b(?:absent|not|never|lacking|missing|excluded)\b(?!\sonly)", re.I)
_SPARED: Final = re.compile(r"\b(?:spared|intact|preserved|unaffected|unremarkable|were\snormal|was\snormal)\b", re.I)


def findings_of(sentence: CountedSentence, shares: Sequence[PrintedShare]) -> list[tuple[FoundFinding, ...]]:
    """The findings of each share of a sentence, none where what it is of is nothing known."""
    listed = _respectively(sentence, shares)
    found: list[tuple[FoundFinding, ...]] = []
    for index, share in enumerate(shares):
        low = shares[index - 1].end if index else sentence.start
        high = shares[index + 1].start if index + 1 < len(shares) else sentence.end
        one = listed.get(index) or finding_beside(sentence, share, low, high, _before_it(shares, found, index))
        if one is not None and one.relative:
            one = None  # a family history of it is another share
        if one is None:
            again = index and _goes_on(sentence, share, low, high)
            found.append(found[-1] if again else ())
        else:
            found.append((one, *_with(sentence, share, one, low, high)))
    return found


def _before_it(
    shares: Sequence[PrintedShare], found: Sequence[tuple[FoundFinding, ...]], index: int
) -> FoundFinding | None:
    """The finding that stood behind the share before, as those of a list do: `12 had seizures and 5 tremor`."""
    last = found[-1] if index and found[-1] else ()
    return last[-1] if last and last[0].spot.start >= shares[index - 1].start else None


def _respectively(sentence: CountedSentence, shares: Sequence[PrintedShare]) -> dict[int, FoundFinding]:
    """`Seizures and tremor were seen in 7/12 and 3/12, respectively`: each its own, in order."""
    if len(shares) < 2 or not _RESPECTIVELY.search(sentence.text, sentence.start, sentence.end):
        return {}
    joined = all(_JOINED.fullmatch(sentence.text, one.end, two.start) for one, two in pairwise(shares))
    before = [one for one in sentence.findings if one.spot.end <= shares[0].start]
    return dict(enumerate(before)) if joined and len(before) == len(shares) else {}


def _goes_on(sentence: CountedSentence, share: PrintedShare, low: int, high: int) -> bool:
    """Whether a share is of the finding of the share before it."""
    if any(low <= one.spot.start < high for one in sentence.findings) or share.form in ("of_whom", "counted"):
        return False
    if _COMPARED.fullmatch(sentence.text, low, share.start):
        return True
    return bool(_AGAIN.fullmatch(sentence.text, low, share.start)) and not _WHOSE.match(sentence.text, share.end)


def _with(sentence: CountedSentence, share: PrintedShare, one: FoundFinding, low: int, high: int) -> list[FoundFinding]:
    """The other findings of a list of which none, or all, have each."""
    if share.numerator == 0 and one.spot.start < share.start:
        return _listed_ahead(sentence, one, low)
    if not share.of_none_or_all or one.spot.start < share.start:
        return []
    way = _IN_A_LIST if share.numerator == 0 else _ALSO
    found, last = [], one
    for two in sentence.findings:
        if last.spot.end <= two.spot.start < high and two.bearing is not Bearing.ELSEWHERE:
            if not way.fullmatch(sentence.text, last.spot.end, two.spot.start):
                break
            found.append(two)
            last = two
    return found


def _listed_ahead(sentence: CountedSentence, one: FoundFinding, low: int) -> list[FoundFinding]:
    """`Neither ataxia nor chorea was seen in any of the 15`."""
    found, first = [], one
    for two in reversed(sentence.findings):
        if low <= two.spot.start and two.spot.end <= first.spot.start:
            if not _IN_A_LIST.fullmatch(sentence.text, two.spot.end, first.spot.start):
                break
            found.append(two)
            first = two
    return found


def is_denied(sentence: CountedSentence, share: PrintedShare, finding: FoundFinding) -> bool:
    """Whether those who are counted have not the finding: `5 of 12 had no seizures`, `tremor was absent in 5/12`."""
    text, start, end = sentence.text, finding.spot.start, finding.spot.end
    if share.numerator == 0:
        return False
    if finding.bearing is Bearing.ABSENT or _NO.search(text, max(sentence.start, start - 25), start):
        return True
    if end > share.start:
        return False
    return bool(_ABSENT.search(text[end : share.start]) or _SPARED.search(text[start : share.start]))
