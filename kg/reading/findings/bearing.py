"""What the words around a finding say of it: that it is there, that it is not, or that it is somebody else's.

Rules in the manner of ConText (Harkema et al., J Biomed Inform 2009) and NegEx (Chapman et al., 2001): a cue reaches
over its sentence until a word that ends it. The cues are rows of `cues.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from kg.reading.findings.cues import Cue, cues, idle
from kg.reading.findings.relatives import RelativeNamed, kin, labels, patients_sex, pronoun, sex, tells
from kg.reading.found import Bearing
from kg.texts.text import Passage, PassageKind

GENERAL_SECTIONS: Final = re.compile(
    r"introduction|background|discussion|conclusion|review|literature|objective|purpose|aims?\b|differential",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r",\s*(?:and |her |his |the |there )?(?:[\w-]+ ){0,2}$", re.IGNORECASE)
_SAID_OF_IT: Final = re.compile(
    r"\s*(?:was|were|is|are|developed|appeared|began|occurred|became|started|worsened|persisted"
    r"|progressed)\b(?! (?:not|absent|normal|seen|noted"
    r"|present|observed|found|detected|reported|evident))",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    r"[\s:,;.()]*(?:$|[,;:(.]|(?:was|were|is|are|had|has|remained|appeared|and|or|in|on|of|at|to|for|as|examination|functions?|testing|responses?"
    r"|results?|both|all|normal|normally|unremarkable|intact|preserved|spared|fell|scores?|scored|declined|tasks?|tests?"
    r"|performance|part|did|not|resulted|appeared|well|within|below|failed|deteriorated|worsened|kept|became|by|with"
    r"|reveal\w*|show\w*|proved|came|could|looked|seemed|felt|reacted|reactive|responded|moved|lay|ranged|stayed|caused|posed|gave|without|equal|round|proceeded|functioned|worked|speed|profile|study|studies|values?|levels?|free|performed|done|taken|obtained|carried|any|one|two|three|more|than)\b)",
    re.IGNORECASE,
)
"""What may follow what is examined: memory was, but not memory aids."""
_TOLD: Final = "reported by others"
_HISTORY: Final = "told as history"
_AND: Final = re.compile(r"(?:,| and|, and)(?: [\w’'-]+){0,3} ?", re.IGNORECASE)
_NEAR: Final = 60
_ESSAY: Final = 1000
"""Characters of a text that would name a person if it were about one."""
_PERSON: Final = re.compile(
    r"\byears?[- ]old\b|\b(?:the|our|this) (?:\w+ )?patient\b|\bproband|\bindex (?:case|patient)"
    r"|\b(?:patient|case) [A-Z]?\d|\b\d{1,2} ?(?:(?-i:[FM])|yo|y/o)\b|\baged \d|\b(?:wo)?man\b|\bboy\b|\bgirl\b"
    r"|\bs?he (?:was|had|is|has)\b",
    re.IGNORECASE,
)
_VERB: Final = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|showed|shows|gave|revealed|developed|presented|experienced"
    r"|demonstrated|but|and (?:she|he|her|his)|although"
    r"|while|whereas|however|with|without)\b|;",
    re.IGNORECASE,
)
_PATIENT: Final = re.compile(r"\b(?:patient|proband|index case|our case|patient \d+)\b(?![’']s)", re.IGNORECASE)
_TITLED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mister)\b\.? [A-Z]")
_SPOKEN: Final = re.compile(r"\b(?:she|he|her|him)\b", re.IGNORECASE)
_PART: Final = re.compile(r"([A-Z][\w ]{3,30})(?:\.|:)(?:\s|$)")
"""A heading at the start of a line: `Background:`, `Case.`"""
_EXCEPT: Final = re.compile(r"\b(?:except(?: for)?|apart from|other than|besides) (?:[\w-]+ ){0,2}$", re.IGNORECASE)
_HEAD: Final = re.compile(r"(?:[\w:-]+ ?){1,3}[.:]?")
"""A heading at the start of a line, which is about nobody yet: `Patient 2.`"""
_LISTED: Final = re.compile(r"\b(?:or|nor)\b", re.IGNORECASE)
_ASIDE: Final = re.compile(
    r",\s*(?:which|who|that|where)\b[^,;]*,|,\s*(?:she|he|they|we|I)\b [^,;]{0,30},"
    r"|\s(?:that|which) (?:her|his|the|an?|she|he|they|we|I|others|our|some)\b[^,;.]{0,40}?\b(?:had |has |have )?"
    r"(?:report|describ|not(?:ed|ic)|seen|saw|thought|told|mention|observ|suspect|complain|believ|sp[eo]k|found|looked"
    r"|claim|fear|diagnos|recall|remember)\w*(?: (?:of|about|for|in \w+))?\s*$",
    re.IGNORECASE,
)
"""A clause of its own between a finding and what is said of it: `seizures, which are rare, were not seen`, `the tremor
that his wife had reported could not be confirmed`."""
_ELSEWHERE: Final = re.compile(r"\b(?:which|that|who|whose|not previously|not before)\b", re.IGNORECASE)
_LATER: Final = re.compile(
    r"\s(?:before|previously|earlier) (?:was|were|is|are|had|appeared|became)\b"
    r"|[^,;]{0,40}?,? (?:but|yet|and then|before it|then)"
    r" (?:(?:later|then|it|they|had|has|subsequently|soon) )*"
    r"(?:appear|develop|occur|emerg|becam|set in|present|evident|follow|ensu|arose|manifest)",
    re.IGNORECASE,
)
"""After a denial: it came later."""
_HAPPENED: Final = re.compile(
    r"\b(?:(?:had|have|has) )?(?:occurred|appeared|developed|started|beg[au]n|arose|arisen|happened"
    r"|been (?:noted|seen|present|reported|observed|described|diagnosed|documented|recorded|treated))\b",
    re.IGNORECASE,
)
_BUT: Final = re.compile(
    r"[^.;]{0,60}?\b(?:but|yet|although|though|whereas|while|and|except|save|however),? "
    r"(?:(?:it|they|this|for|that|was|were|is|clearly|markedly|slightly|mildly|severely|moderately|totally|completely"
    r"|partly|somewhat|only|entirely) )*"
    r"(?:absent|lost|reduced|impaired|decreased|diminished|abnormal|weak|defective|missing|deficient|abolished|poor"
    r"|slow(?:ed)?|unsteady|attenuated|blunted)\b",
    re.IGNORECASE,
)
"""After what is normal: elsewhere it is not."""
_CAUSE: Final = re.compile(
    r"\b(?:causes?|a?etiolog\w+|reasons?|origins?|explanations?|mimics?) (?:of|for) "
    r"(?:the |her |his |an? )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
"""What is ruled out is a cause of it: `other causes of dementia were excluded`."""
_OPENS: Final = re.compile(r"[\s,]*(?:whether|that|if)?\s*", re.IGNORECASE)
_OPEN: Final = "left open"
_ODD: Final = "a word of denial or doubt beside it was not understood"
_UNDERSTOOD: Final = frozenset(("absent", "doubt", "not said"))
_DENIAL: Final = re.compile(
    r"\b(?:nothing|nowhere|nobody|no[- ]one|none|never|not|nor|neither|without|den(?:y|ies|ied|ying|ials?)|disclaim\w*"
    r"|disavow\w*|negat(?:e|ed|es|ing|ion)|refut\w*|disprov\w*|contradict\w*|lack\w*|absen(?:t|ce)|missing|wanting|vain"
    r"|fruitless|unfounded|unproven|unconfirmed|unlikely|doubt\w*|dubious|supposed\w*|alleged\w*|rumou?r\w*|false(?:ly)?"
    r"|wrong(?:ly)?|mistak\w*|disput\w*|disagree\w*|retract\w*|reject\w*|dismiss\w*|hypothetical\w*|hardly|scarcely"
    r"|barely|seldom|elusive|undetect\w*|unseen|unfelt|questioned|instead|exonerat\w*|exempt\w*)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(
    r"[;,:()]|\b(?:but|and|who|which|that|because|as|while|whereas|although|though|with|so|when|after|before|since|despite"
    r"|due|until|from|where|for)\b",
    re.IGNORECASE,
)
"""What parts a clause from the next, for a word that no rule knows."""
_NEXT: Final = 25
"""Characters behind `absence of` within which that begins which is absent."""


_ITEMS: Final = re.compile(r"[,/]|\b(?:and|or|nor|as well as)\b", re.IGNORECASE)
_WHOSE: Final = frozenset(("the", "a", "an", "her", "his", "their", "of", "both", "all", "in", "with", "to", "for"))
_WHEN: Final = frozenset(("during", "after", "before", "at", "on", "by", "from", "under", "than", "as", "but", "that"))
_IN_ITEM: Final = 3
"""Words that an item of a list has at most."""


@dataclass(frozen=True, slots=True)
class Borne:
    """What is said of a finding, whose it is, and why that is doubtful."""

    bearing: Bearing = Bearing.PRESENT
    relative: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceSaid:
    """A sentence with its cues and relatives; `general` where it tells of nobody in particular."""

    text: str
    cues: tuple[Cue, ...]
    kin: tuple[RelativeNamed, ...]
    general: bool = False
    carried: str | None = None
    idle: tuple[tuple[int, int], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def of(self, start: int, end: int, *, examined: bool = False) -> Borne:
        """What is said of a finding at `start` to `end`; of what is `examined`, that it is normal, hence no finding."""
        told = [one for one in self.cues if self._reaches(one, start, end)]
        kinds = {one.kind for one in told}
        why = tuple(dict.fromkeys(one.why for one in told if one.why))
        denied = any(
            (one.kind == "absent" and not (_OPEN in why and one.why)) or (examined and one.kind == "normal")
            for one in told
        )
        if "not said" in kinds and not denied:
            return Borne(Bearing.ELSEWHERE, None, why)
        if not kinds & _UNDERSTOOD and not examined and self._odd(start, end):
            why = (*why, _ODD)
        if relative := self._whose(start, end):
            if denied:
                return Borne(Bearing.ABSENT, relative, tuple(one for one in why if one != _HISTORY))
            return Borne(Bearing.ELSEWHERE, relative, tuple(one for one in why if one != _HISTORY))
        if self.general or "not said" in kinds:
            return Borne(Bearing.ELSEWHERE, None, tuple(one for one in why if one != _ODD))
        if denied:
            return Borne(Bearing.ABSENT, None, tuple(one for one in why if one != _HISTORY))
        return Borne(Bearing.PRESENT, None, why)

    def together(self, relative: str | None) -> Iterator[str]:
        """The other relatives of whom it is told too: `his mother and maternal uncle both had dementia`."""
        for first, last in pairwise(one for one in self.kin if one.who != "family"):
            between = self.text[first.start + len(first.who) : last.start]
            if last.who == relative and first.who != relative and _AND.fullmatch(between):
                yield first.who

    def beside(self, spans: Sequence[tuple[int, int]]) -> SentenceSaid:
        """The same without the cues within what a finding is called: `absent reflexes` denies nothing else."""
        idle = (*self.idle, *spans)
        own = [one for one in self.cues if any(start <= one.start < end for start, end in spans)]
        bare = [one for one in self.cues if _bare(one, self.text, spans)]
        return replace(
            self,
            cues=tuple(one for one in self.cues if one not in own and one not in bare),
            idle=idle,
            spans=tuple(spans),
        )

    def but(self, cue: Cue) -> int | None:
        """Where it goes on that what is normal is not so elsewhere: `intact on the right, but lost on the left`."""
        match = _BUT.match(self.text, cue.end)
        return match.end() if match else None

    def judged(self, start: int, end: int) -> Cue | None:
        """The nearest cue that says of what is examined that it is normal, or poor."""
        if not _GOES_ON.match(self.text, end):
            return None
        near = [
            one
            for one in self.cues
            if one.kind in ("normal", "poor") and one.start - end < _NEAR and start - one.end < _NEAR
        ]
        reaching = [
            one
            for one in near
            if self._reaches(one, start, end)
            and (
                ":" not in self.text[end : one.start]
                if one.way == "back"
                else _right_before(self.text[one.end : start])
            )
        ]
        return min(reaching, key=lambda one: (max(one.start - end, start - one.end), one.start), default=None)

    def _reaches(self, cue: Cue, start: int, end: int) -> bool:
        if cue.way == "ahead" and cue.end <= start:
            return not self._ended(cue, start, end)
        if cue.way == "back" and cue.start >= end:
            if cue.kind == "absent" and _CAUSE.search(self.text, 0, start):
                return False
            between = _ASIDE.sub(",", self.text[end : cue.start])
            if cue.kind == "absent" and (_ELSEWHERE.search(between) or _LATER.match(self.text, cue.end)):
                return False
            if cue.kind == "past":
                between = _HAPPENED.sub("", between)
            return len(between) < 120 and not _VERB.search(between) and not _EXCEPT.search(self.text[:start])
        return False

    def _odd(self, start: int, end: int) -> bool:
        """Whether a word of denial or doubt that no cue explains stands in the same clause."""
        return any(
            not _PARTS.search(self.text[one.end() : start] if one.end() <= start else self.text[end : one.start()])
            for one in _DENIAL.finditer(self.text)
            if (one.end() <= start or end <= one.start())
            and not any(cue.start < one.end() and one.start() < cue.end and self._spent(cue) for cue in self.cues)
            and not any(low < one.end() and one.start() < high for low, high in self.idle)
        )

    def _spent(self, cue: Cue) -> bool:
        """Whether a cue says something of a finding here; one that judges what is examined always does."""
        if cue.kind not in ("absent", "doubt") or _LATER.match(self.text, cue.end):
            return True
        return any(self._reaches(cue, low, high) for low, high in self.spans)

    def _ended(self, cue: Cue, start: int, end: int) -> bool:
        between = self.text[cue.end : start]
        if cue.why == _TOLD:  # what somebody tells is a clause of its own
            return ";" in between
        if cue.kind == "absent" and _CAUSE.search(between):
            return True
        ends = [one for one in self.cues if one.kind == "end" and cue.end <= one.start < start]
        if ends and cue.kind in ("doubt", "past") and _OPENS.fullmatch(self.text, cue.end, ends[0].start):
            ends = ends[1:]  # `possibly there was`
        if ";" in between or ends:
            return True
        comma = _OWN.search(between)
        return bool(comma and _SAID_OF_IT.match(self.text, end) and not _LISTED.search(between[comma.start() :]))

    def _whose(self, start: int, end: int) -> str | None:
        for one in reversed(self.kin):
            if one.start < start <= one.end and not (one.back and "," in self.text[one.start : start]):
                return one.who
        for one in self.kin:
            if one.back and end <= one.start and not _VERB.search(self.text[end : one.start]):
                return one.who
        return self.carried


def _bare(cue: Cue, text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether it is a part that is absent, and none of the findings behind it."""
    if not text[cue.start : cue.end].lower().startswith(("absence of", "exclusion of")):
        return False
    behind = min((start for start, _ in spans if start >= cue.end), default=len(text))
    return behind - cue.end > _NEXT


def _other(sentence: str, who: str) -> bool:
    """Whether a sentence speaks of one of the other sex only."""
    spoken = {"female" if one[0].lower() in ("she", "her") else "male" for one in _SPOKEN.finditer(sentence)}
    return len(spoken) == 1 and sex(who) not in (*spoken, None)


def _right_before(between: str) -> bool:
    """Whether what is examined stands right behind a word on it, or is one of a list: normal tone, power and gait."""
    *items, last = ([one for one in item.split() if one not in _WHOSE] for item in _ITEMS.split(between.lower()))
    return len(last) <= 1 and not _WHEN.intersection(last) and all(len(one) <= _IN_ITEM for one in items)


@dataclass(slots=True)
class BearingReader:
    """Reads the sentences of a text in their order, and knows of whom the last one spoke."""

    _sex: str | None = None
    _labels: dict[str, str] = field(default_factory=dict)
    _nobodys: bool = False
    _first: bool = True
    _theirs: bool = False
    _last: str | None = None
    _aside: bool = False

    def begin(self, passages: Sequence[Passage]) -> None:
        """Know the patient's sex, where the text tells only one, and which labels are those of relatives."""
        told = set()
        for one in passages:
            told.add(patients_sex(one.text))
            self._labels |= labels(one.text)
        told.discard(None)
        long = sum(len(one.text) for one in passages) > _ESSAY
        self._nobodys = long and not any(_PERSON.search(one.text) for one in passages)
        self._sex = told.pop() if len(told) == 1 else None

    def paragraph(self) -> None:
        """A new paragraph speaks of nobody yet."""
        self._last, self._first, self._theirs, self._aside = None, True, False, False

    def read(self, sentence: str, passage: Passage) -> SentenceSaid:
        """One sentence, with what it says of whom."""
        found, relatives = cues(sentence), kin(sentence, self._labels)
        person = any(one.kind == "person" for one in found)
        general = any(one.kind == "general" for one in found)
        if part := _PART.match(sentence):
            self._aside = bool(GENERAL_SECTIONS.match(part[1]))
        section = GENERAL_SECTIONS.search(passage.place.section) and passage.kind is not PassageKind.CAPTION
        carried = self._carried(sentence, relatives, found)
        nobody = not person and not carried and (general or self._aside or bool(section) or self._nobodys)
        return SentenceSaid(sentence, found, relatives, nobody, carried, idle(sentence))

    def _carried(self, sentence: str, relatives: tuple[RelativeNamed, ...], found: tuple[Cue, ...]) -> str | None:
        """The relative of whom the sentence goes on to speak without a name.

        After `Her mother ...` at the head of a paragraph that is all until the patient is named; elsewhere only
        where the pronoun cannot be the patient's.
        """
        subjects = [one.who for one in relatives if not one.back]
        first = self._first and not _HEAD.fullmatch(sentence)
        self._first &= not first
        if first:
            self._theirs = bool(subjects) and not _PATIENT.search(sentence[: relatives[0].start])
        if subjects:
            self._last = next((one for one in reversed(subjects) if one != "family"), None)
            return None
        if _PATIENT.search(sentence) or _TITLED.search(sentence):
            self._last = None
        said = pronoun(sentence)
        if tells(sentence):
            return None
        if self._last is None or _other(sentence, self._last) or (said and sex(self._last) not in (said, None)):
            self._last = None
            return None
        if self._theirs or (said and said != self._sex and sex(self._last) == said):
            return self._last
        self._last = None
        return None
