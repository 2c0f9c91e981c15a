"""Running text as sentences, by rules: no full stop of an abbreviation, an initial or a number ends one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 1500
"""Characters after which a sentence is cut at the next space, so that no text costs more than its length."""
_ABBREVIATION: Final = re.compile(
    r"figs?|tabs?|refs?|drs?|prof|mr|mrs|ms|st|vs|ca|cf|al|e\.?g|i\.?e|eg|approx|nos?|vol|dept|resp|incl|etc|suppl|ext"
    r"|sec|pts?|yrs?|mo|wk|inc|ltd|hosp|jr|sr"
)
_MAY_END: Final = re.compile(r"etc|al|no|pts?|yrs?|mo|wk")
"""Those behind which a sentence may end, where what follows begins with a capital."""
_STOP: Final = re.compile(r"[.!?][\"'”’)\]]*(?=\s|$)|\n+|[•▪●]|(?<=\s)[-–]\s(?=[A-Z])")
_LAST_WORD: Final = re.compile(r"(?:^|[\s(\[\"'“])([A-Za-z](?:[A-Za-z.]*[A-Za-z])?)$")
_PLAIN: Final = r"\s[a-z]{2,}[\s,;]"
"""Behind an initial that is somebody: `while C. uses sticks`."""
_BEHIND: Final = re.compile(r"\b(?:in|of|to|by|for|from|than)\s$", re.I)
_NEW: Final = re.compile(r"\s(?:He|She|His|Her|The|In|At|This|It|On|Both|No|Neither|By|After)\s")
"""`not searched for in B. His firstborn`."""
_GOES_ON: Final = re.compile(r"\s*[a-z0-9(\[]")
_STARTS: Final = re.compile(r"\s*[\"'“(\[]*[A-Z0-9À-Þ]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without the spaces around it.

    >>> text = "She was 38.5 years (Fig. 2). No tremor. T2. MRI was normal"
    >>> [text[start:end] for start, end in sentences(text)]
    ['She was 38.5 years (Fig. 2).', 'No tremor.', 'T2.', 'MRI was normal']
    """
    start = 0
    for match in _STOP.finditer(text):
        end = match.end()
        if match[0][0] in ".!?" and not _ends(text, start, match.start(), end):
            continue
        yield from _pieces(text, start, end)
        start = end
    yield from _pieces(text, start, len(text))


def _ends(text: str, start: int, dot: int, end: int) -> bool:
    """Whether the mark at `dot` ends the sentence that began at `start`."""
    if text[dot] != "." or end >= len(text):
        return True
    word = _LAST_WORD.search(text, max(start, dot - 12), dot)
    if word is None:
        return bool(_STARTS.match(text, end)) or not _GOES_ON.match(text, end)
    last = word[1].lower()
    if _ABBREVIATION.fullmatch(last) and (not _MAY_END.fullmatch(last) or _GOES_ON.match(text, end)):
        return False
    if last in ("b", "d") and re.match(r"\s+\d", text[end : end + 3]):  # born, died: `brother d. 49`
        return False
    if len(word[1]) == 1 and word[1].isupper():  # an initial: J. Smith
        titled = re.search(r"\b(?:Mrs?|Ms|Miss|Dr)\.?\s$", text[max(0, word.start(1) - 6) : word.start(1)])
        goes_on = re.match(r"\s[a-z(]" if titled else _PLAIN, text[end : end + 20])
        by_letter = not titled and _BEHIND.search(text[max(0, word.start(1) - 8) : word.start(1)])
        if by_letter and _NEW.match(text, end):
            return True
        return not goes_on and (not _STARTS.match(text, end) or text[word.start(1) - 1 : word.start(1)].isdigit())
    return not re.match(r"\s+[a-z]", text[end : end + 3])


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = text.find(" ", start + LONGEST, end)
        if cut < 0:
            break
        yield from _stripped(text, start, cut)
        start = cut
    if end - start > 2 * LONGEST:  # a single word of that length is no language
        return
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    first, last = start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
    if first < last:
        yield first, last
