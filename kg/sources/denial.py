"""What a short text of a finding says of itself by its words: that it was denied, was normal, or is a loss.

Only plain texts are judged, those that say one thing; a clause more, and nothing is concluded. A loss of what people
normally have is a finding, though it begins with "no": speech, response to a drug, the ability to walk.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal

Sense = Literal["denied", "normal", "lost"]


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_BEFORE: Final = _any_case(
    r"(?:.{0,60}?(?::|\b(?:there (?:was|were|is|are)|had|has|shows|showed|reveals|revealed|demonstrate[sd]|disclosed"
    r"|found))\s+)?"
)
_FURTHER: Final = _any_case(
    r";|\b(?:but|except|until|till|then|although|though|however|other than|apart|besides|that|which|where|only|later"
    r"|yet|instead|just|despite|because|due)\b"
)
"""Words behind which a text says something more, or less."""
_NO: Final = _any_case(
    r"(?:(?:no|without|neither|none of|never (?:had|developed|experienced)|denie[sd]|denying|free (?:of|from)"
    r"|negative for)\s+(?:any |the |an? |evidence of |history of |signs? of |symptoms? of )*)(?P<thing>.+)"
)
_NOT: Final = _any_case(r"(?:was |were |is |are )?not (?P<thing>.+)")
_ABSENT: Final = _any_case(r"(?:absent|absence of|lack of)\s+(?P<thing>.+)")
_NORMAL: Final = _any_case(
    r"(?:normal(?! (?:pressure|tension|appearing|looking|sized?|variant|for|to|at|before|after)\b)|unremarkable|intact"
    r"|preserved|spared)(?:\s\S.*)?"
)
_BARE: Final = _any_case(r"(?P<thing>no|none|nil|absent|negative|denied|not (?:present|seen|found))")
_AFTER: Final = r"(?:,|:| was| were| is| are)?\s+"
_NO_AFTER: Final = _any_case(
    rf"(?P<thing>.+?){_AFTER}(?:denied|negative|ruled out|not (?:seen|found|present|observed|noted|detected|reported))"
)
_ABSENT_AFTER: Final = _any_case(rf"(?P<thing>.+?){_AFTER}absent")
_NOT_AFTER: Final = _any_case(
    rf".+?{_AFTER}not (?P<thing>normal|unremarkable|intact|preserved|spared|within normal limits)"
)
_NORMAL_AFTER: Final = _any_case(
    rf"(?:(?!\b(?:not|near|otherwise|nearly|almost)\b).)+?{_AFTER}"
    r"(?:normal|unremarkable|intact|preserved|spared|within normal limits)"
)
_BAD: Final = _any_case(
    r"\b(?:abnormal\w*|anomal\w*|malform\w*|problems?|difficult\w*|disturb\w*|disorders?|disease|deficits?|impair\w*|loss"
    r"|lack|absence|decline|delays?|lesions?|atroph\w*|enhanc\w*|calcif\w*|hyper\w+|hypo\w+|restrict\w*|involuntary"
    r"|pathologic\w*|primitive|weakness|pain|seizures?|involvement)\b"
)
_COURSE: Final = _any_case(
    r"(?:(?:significant|clear|clinical|further|much|marked|sustained|lasting)\s+)*"
    r"(?:longer|more|less|fewer|doubt|changes?(?: in\b.*| of\b.*)?$|response|improvement|benefit|effect|recovery"
    r"|relief|remission|progress\b|better|able\b|ability|reaction|normal\b|within normal|unremarkable|intact|preserved"
    r"|spared)"
)
"""What is lost, or stays away, in someone who is ill."""
_ABLE: Final = _any_case(
    r"\b(?:speech|speak\w*|words?|verbal|vocali\w+|language|communicat\w+|contact|fixat\w+|tracking|head control"
    r"|walk\w*|stand\w*|sit\w*|crawl\w*|swallow\w*|voluntary|spontaneous|purposeful|reflex\w*|interest|motivation|initiative"
    r"|insight|appetite|sleep|sensation|awareness|recollection|understanding|independen\w+|orient\w+|responsive|alert"
    r"|teeth|hair|menses|pulses?)\b"
)
_LOSS: Final = _any_case(
    r"\b(?:absen\w*|agenesis|aplasia|loss|lack\w*|inabilit\w*|unable|no|not|without|non\w*|fail\w*|missing|deficien\w*"
    r"|mut(?:e|ism)|never|a(?:kine|reflex|pha|pra|gnos|nosm|lex|graph|men|path|bul)\w*)\b"
)


def is_loss(name: str) -> bool:
    """Whether the name of a term is that of something missing.

    >>> is_loss("Loss of speech"), is_loss("Areflexia"), is_loss("Seizure")
    (True, True, False)
    """
    return bool(_LOSS.search(name))


def sense(text: str, is_finding: Callable[[str], bool] = lambda _: False) -> tuple[Sense, str] | None:
    """What a text says by its words, with the thing of which it says so; None where it is a finding as any other.

    `is_finding` knows the names of findings, whatever words are in them.

    >>> sense("no tremor"), sense("Tremor was denied."), sense("gait: normal")
    (('denied', 'tremor'), ('denied', 'Tremor'), ('normal', 'gait: normal'))
    >>> sense("no longer able to walk"), sense("normal pressure hydrocephalus")
    (('lost', 'longer able to walk'), None)
    """
    plain = " ".join(text.split()).rstrip(".")
    if is_finding(plain):
        return None
    rest = plain[match.end() :] if (match := _BEFORE.match(plain)) else plain
    no = _NO.fullmatch(plain) or _NO.fullmatch(rest)
    if no and is_finding(no["thing"]):
        return "denied", no["thing"]
    if _FURTHER.search(plain) or not _one_list(plain):
        return None
    if found := no or _NO_AFTER.fullmatch(plain) or _BARE.fullmatch(rest):
        thing = found["thing"]
        return ("denied" if _bad(thing, is_finding) or not _good(thing) else "lost"), thing
    if found := _NOT.fullmatch(rest) or _NOT_AFTER.fullmatch(plain):
        return ("lost", found["thing"]) if _good(found["thing"]) and not _bad(found["thing"], is_finding) else None
    if found := _ABSENT.fullmatch(rest) or _ABSENT_AFTER.fullmatch(plain):
        return ("denied", found["thing"]) if _bad(found["thing"], is_finding) else None
    if (_NORMAL.fullmatch(rest) or _NORMAL_AFTER.fullmatch(plain)) and " with " not in plain:
        return "normal", plain
    return None


def _one_list(text: str) -> bool:
    """Whether commas part members of one list: short, or with "or" before the last."""
    _, *further = text.split(",")
    return all(len(part.split()) <= 3 for part in further) or bool(
        re.search(r"\b(?:or|nor)\b", text.rpartition(",")[2])
    )


def _bad(thing: str, is_finding: Callable[[str], bool]) -> bool:
    return bool(_BAD.search(thing)) or is_finding(thing) or is_finding(thing.removesuffix("s"))


def _good(thing: str) -> bool:
    return bool(_COURSE.match(thing) or _ABLE.search(thing))
