"""What looks like a share of people and is none: grades, scores, numbers of pages, what is known in general."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.figures.counts import PEOPLE, THINGS
from kg.reading.figures.share_forms import parts_of

_NO_GROUP: Final = re.compile(
    r"\b(?:strength|power|MRC|score[ds]?|scored|points|(?<!\bsome\s)(?<!\bany\s)(?<!\bone\s)(?<!\bthis\s)(?<!\bthat\s)point|MMSE|MoCA|Mini-Mental|Montreal|FAB|scale|EDSS|mRS|Rankin)\b[^;.]{0,50}$"
    r"|\b(?:grade[ds]?|examination|items?|vision|acuity|slices?|segments?|figure|fig|table|blood\spressure|titer|titre"
    r"|subtests?|subscales?|inventory|questionnaire|battery|span|fluency|recall|naming|percentile|index|quotient"
    r"|dilution|day|saturation|ejection|confidence|sensitivity|identity|homology|purity)\b[^,;.()]{0,30}$"
    r"|\b(?:battery|inventory|questionnaire|subtests?)\b[^;.()]{0,40}\(\s?$",
    re.IGNORECASE,
)
_TEST: Final = re.compile(
    r"\b(?:tests?|BNT|HDS-?R|ACE(?:-?(?:R|III))?|RAVLT|WAIS|WMS|CDR|ADAS|GCS|UPDRS|total)\b"
    r"[^,;.()]{0,30}(?<!\bin )(?<!among )(?<!\bof )$",
    re.IGNORECASE,
)
"""A test is told with its points: `Boston Naming Test 57/60`."""
_WHO: Final = re.compile(
    rf"\s?(?:[(\[]|[\w-]+\s){{0,4}}?(?:{PEOPLE}|\d|had|have|show\w*|were|was|developed|presented|suffered|experienced|carried"
    r"|exhibited|reported|with|died|in|of)\b|\s?[(\[]",
    re.IGNORECASE,
)
"""What a share of people goes on with."""
_ABOUT: Final = re.compile(
    r"\b(?:about|approximately|approx\.?|around|nearly|almost|roughly|some|circa|ca\.?|up to|over"
    r"|more than|less than|at least|between)\s(?:in\s)?$",
    re.IGNORECASE,
)
_NO_GROUP_AFTER: Final = re.compile(
    r"[\s,;(]{0,3}\d+(?:st|nd|rd|th)\s(?:per)?centile|\s?(?:strength|power|on\sthe\s(?:MRC|Mini|MMSE|Montreal|MoCA)|slices?|MRC|(?:of\s)?(?:normal|expected"
    r"|confidence|CI\b)|[\s-]?(?:CI\b|confidence|credible|prediction|limits\sof|UI\b|HDI\b|LOA\b)"
    r"|(?:in|of)\s(?:the\s)?(?:upper|lower|right|left|proximal|distal)\s(?:limb|extremit|arm|leg))", re.I
)  # fmt: skip
_ANSWERED: Final = re.compile(
    r"\b(?:named|recalled|remembered|repeated|copied|reached|obtained|attained|got|scoring|gave|wrote"
    r"|read|did)\s(?:(?:only|just)\s)?$", re.I
)  # fmt: skip
"""`She named 11 of 15`."""
_EXCEPT: Final = re.compile(
    r"(?:\s(?:of\s(?:them|these|those|us|ours)|(?:[\w-]+\s){0,2}?" + PEOPLE + r"))?,?\s(?:but|except"
    r"|save|bar|other\sthan|apart\sfrom)\b", re.I
)  # fmt: skip
"""`In none of them except the second` counts one that it does not number."""
_GENERAL: Final = re.compile(
    r"\b(?:is|are|may|can|might|will|said|thought|held|known|tends?|occurs?|appears?)\b[^;:]*$", re.I
)
_ONE_IN: Final = re.compile(r"\b(?:one|1)\sin\s$", re.I)
_IN_TURN: Final = re.compile(r"\brespectively\b", re.I)
_AMONG: Final = re.compile(r"\b(?:of|among|from|for)\s$", re.I)
_AMONG_THEM: Final = re.compile(r"\b(?:in|of|among|by|for)\s$", re.I)
_DATED: Final = re.compile(r"\b(?:on|since|until|dated|before|after)\s$", re.I)
_LIMBS: Final = re.compile(
    r"\b(?:\w*pare(?:sis|tic)|\w*plegi[ac]|weak(?:ness)?|strength|power|limbs?|legs?|arms?|proximal|distal|(?:dorsi)?flexion|flexors?|extensors?|extension|abduction"
    r"|muscles?|grip|quadriceps|iliopsoas|deltoid)\b",
    re.IGNORECASE,
)


def is_of_no_people(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether what a form of shares matched in the sentence from `start` to `end` is something else."""
    form, told = parts_of(match)
    first, last = match.span()
    ahead = max(start, first - 60)
    if _NO_GROUP.search(text, ahead, first) or _NO_GROUP_AFTER.match(text, last) or _TEST.search(text, ahead, first):
        return True
    if form in ("percent_of", "in_percent") and _ABOUT.search(text, max(start, first - 20), first):
        return True  # what is known of the disease, counted nowhere
    if form == "every" and _AMONG.search(text, max(start, first - 20), first):
        return True  # all of whom a sentence tells
    if form == "of" and _ONE_IN.search(text, max(start, first - 12), first):
        return True  # one in four of them
    if form == "part_of" and (
        _ABOUT.search(text, max(start, first - 20), first) or _GENERAL.search(text, start, first)
    ):
        return True  # what is known of the disease
    if form in ("of", "slash") and (
        _ANSWERED.search(text, max(start, first - 20), first) or _of_things(text, match, start)
    ):
        return True
    if told.get("n", "").lower() in ("none", "no", "not one") and _EXCEPT.match(text, last):
        return True
    if form == "in_turn" and not _IN_TURN.search(text, last, end):
        return True
    if form == "slash" and _DATED.search(text, start, first):
        return True
    if form != "split" and not re.sub(r"[\W_]", "", text[start:first] + text[last:end]):
        return True  # the number of a page
    if first == start and form == "of" and told["n"].isdigit() and not _WHO.match(text, last):
        return True  # the number of a page before the rest of a sentence
    if form != "slash" or "p" in told:
        return False
    if _is_one_of_scores(text, match, start, end):
        return True
    highest = (5,) if _AMONG_THEM.search(text, ahead, first) else (4, 5)
    grade = int(told["n"]) <= int(told["d"]) in highest
    return grade and bool(_LIMBS.search(text, max(start, first - 60), min(end, last + 50)))  # strength of 4/5


def _of_things(text: str, match: re.Match[str], start: int) -> bool:
    """Whether the number of all is one of things told before: `five foci were seen; four of the five persisted`."""
    all_ = parts_of(match)[1].get("d", "")
    return bool(re.search(rf"\b{re.escape(all_)}\s(?:[\w-]+\s){{0,2}}?{THINGS}\b", text[start : match.start()], re.I))


def _is_one_of_scores(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether it stands in brackets with others of other wholes: `(attention 14/18, memory 22/26)`."""
    opens = text.rfind("(", start, match.start())
    closes = text.find(")", match.end(), end)
    if opens < 0 or closes < 0 or ")" in text[opens : match.start()]:
        return False
    inside = text[opens:closes]
    wholes = re.findall(r"\d\s?/\s?(\d+)", inside)
    scored = len(wholes) > 2 and len(set(wholes)) > 1 and "%" not in inside
    return scored and not re.search(rf"\b{PEOPLE}\b", inside, re.I)
