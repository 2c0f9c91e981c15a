"""The findings of a text: what is named, what is said of it, whose it is, and on which scan it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.reading.findings.bearing import BearingReader, Borne, SentenceSaid
from kg.reading.findings.counted import is_counted
from kg.reading.findings.cues import Cue
from kg.reading.findings.lexis import Lexis
from kg.reading.findings.measured import NumberTold, measured
from kg.reading.findings.scans import ScanReader, Seeing
from kg.reading.findings.shortened import in_short, shortened
from kg.reading.findings.stems import words
from kg.reading.findings.terms import CalledHere, CalledSo
from kg.reading.found import Bearing, FoundFinding, Spot
from kg.reading.sentences import sentences
from kg.texts.text import Passage, PassageKind, Text

_SILENT: Final = frozenset({PassageKind.TITLE, PassageKind.HEADING})
"""Passages that name what the text is about, and state nothing."""
_SCALE: Final = re.compile(
    r"[\s-]+(?:and \w+ )?(?:rating |severity |symptoms? |impact )?(?:scale|inventory|questionnaire|score|scores"
    r"|rating|index|battery|test|clinic|ward|unit"
    r"|centre|center|protocol|screen|society|association|trial|registry|gene|genes|panel|guidelines?|specialist|research)s?\b",
    re.IGNORECASE,
)
TAKEN_BACK: Final = "taken back"
"""Why a diagnosis is doubtful that the text itself takes back."""
BRIGHT: Final = frozenset({"HP:0030890", "HP:0040328", "HP:0040329", "HP:0040330", "HP:0030892", "HP:0030891"})
"""Hyperintensity of cerebral white matter on MRI, and those below it that a text may mean."""
ON_DIFFUSION: Final = "HP:0032615"
"""Abnormal diffusion weighted cerebral MRI morphology: what such a hyperintensity is on that sequence."""
WHITE_MATTER_OF: Final = {
    **{f"{lobe}_lobe": f"{lobe}_wm" for lobe in ("frontal", "parietal", "temporal", "occipital")},
    "frontal and parietal lobes": "frontal and parietal white matter",
}
"""The place of a change of white matter that is told by its lobe."""
_BASAL: Final = ("basal_ganglion", "basal ganglia", "caudate", "putamen", "globus_pallidus")
_STEM: Final = ("brainstem", "pons", "medulla", "medullary_pyramid", "periventricular, brainstem")
GREY: Final[Mapping[str, str]] = {
    **dict.fromkeys(_BASAL, "HP:0012751"),
    "thalamus": "HP:0012696",
    **dict.fromkeys(_STEM, "HP:0012747"),
    **dict.fromkeys(("cerebellum", "cerebellar_dentate_nucleus"), "HP:6000416"),
    **dict.fromkeys(("spinal_cord", "cervical_cord"), "HP:0040272"),
}
"""The term of a bright signal in a place that is no white matter of the cerebrum."""
_GREY: Final = re.compile(
    r"\bclaustr(?:um|a|al)\b|\b(?:pre)?cune(?:us|i)\b|\bgyr(?:us|i|al)\b|(?<!sub)(?<!\w)cort(?:ex|ices|ical)\b"
    r"|\bgr[ea]y[- ]matter\b|\bamygdal\w+|\bhippocamp\w+|\binsula\w*|\boperculum\b|\bmening\w+|\bnerves?\b",
    re.IGNORECASE,
)
_WHITE: Final = re.compile(
    r"white[- ]matter|subcortical|periventricular|centrum|corona radiata|leukoencephalopathy|callos|tracts?\b|capsule",
    re.IGNORECASE,
)
_SIGNAL: Final = re.compile(r"hyperintens|hyper-?signal|high signal|bright", re.IGNORECASE)
_DWI: Final = re.compile(r"\bDWI\b|diffusion[- ]weighted", re.IGNORECASE)
_FIRST: Final = re.compile(
    r"\b(?:present(?:ed|ing) (?:initially )?with|first (?:symptoms?|signs?|complaints?|manifestations?|noticed"
    r"|developed|presented|experienced)"
    r"|initial (?:symptoms?|signs?|complaints?|manifestations?|presentations?)|began with|started with"
    r"|beg[au]n to|heralded by|onset (?:of|with)"
    r"|because of|referred (?:for|with|because)|came to (?:\w+ )?attention)\b",
    re.IGNORECASE,
)
_LATER: Final = re.compile(
    r";|\b(?:followed by|later|then|subsequent(?:ly)?|after(?:wards)?|developed)\b", re.IGNORECASE
)
_FIRST_BEHIND: Final = re.compile(
    r"\b(?:(?:was|were) (?:the |her |his )?(?:first|initial)|as (?:the |her |his )?(?:first|initial)"
    r"|at (?:onset|presentation)|had begun|had started)\b",
    re.IGNORECASE,
)
_AGE: Final = re.compile(
    r"\b(?:at (?:the )?age (?:of )?|at (?=\d+ years)|aged |when (?:she|he) was "
    r"|by (?:the )?age (?:of )?)(?P<years>\d{1,3}(?:\.\d+)?)(?! (?:months?|weeks?|days?))\b",
    re.IGNORECASE,
)
_DEATH: Final = re.compile(r"\b(?:died|dead|death|passed away)\b", re.IGNORECASE)
_SIDES: Final = {
    "left": "left",
    "right": "right",
    "bilateral": "bilateral",
    "bilaterally": "bilateral",
    "both": "bilateral",
}
_BEFORE: Final = re.compile(r"\b(?P<side>left|right|bilateral)(?:[- ]sided)?\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_WITHIN: Final = re.compile(r"\b(?P<side>left|right|bilateral(?:ly)?|both)\b", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r"\s*(?:(?:of|in|on|at|affecting|involving) (?:the |her |his )?)?(?P<side>left|right|both|bilaterally)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    r"; |, (?:and|but|while|whereas|with)\b(?! (?:an? )?(?:[\w-]+ ){1,2}"
    r"(?:distribution|predomin|predilect|pattern|emphasis|accentuat))"
    r"|\b(?:but|whereas|while)\b(?! (?:asymm|symm|left|right|bilateral|predominant|mainly|more))"
    r"|, (?=(?:there|she|he)\b)",
    re.IGNORECASE,
)


_ONCE: Final = re.compile(
    r"[^.;,]{0,30}?\b(?:(?:until|till|up to)(?! the end| (?:her|his) death| death| last| now| today)|before"
    r"|at (?:the age of )?\d+(?:\.\d+)? months)\b",
    re.IGNORECASE,
)
"""Behind a word of health: it was so once, or was learned."""


def find_findings(text: Text, lexis: Lexis) -> tuple[FoundFinding, ...]:
    """Every finding in the running text, in its order. Tables are read by columns, elsewhere."""
    return of_persons(text, all_named(text, lexis))


def all_named(text: Text, lexis: Lexis) -> tuple[FoundFinding, ...]:
    """Every finding in the running text, those of which a figure of a group is told among them."""
    return tuple(_taken_back([*_found(text, lexis)]))


def _taken_back(found: list[FoundFinding]) -> Iterator[FoundFinding]:
    """The findings, with a doubt at each diagnosis that a later sentence takes back."""
    last: dict[tuple[str | None, str | None], Spot] = {
        (one.hpo, one.relative): one.spot for one in found if one.hpo and TAKEN_BACK in one.why
    }
    for one in found:
        later = last.get((one.hpo, one.relative))
        late = later and one.spot < later and one.bearing is Bearing.PRESENT and TAKEN_BACK not in one.why
        yield replace(one, why=(*one.why, TAKEN_BACK)) if late else one


def of_persons(text: Text, found: Iterable[FoundFinding]) -> tuple[FoundFinding, ...]:
    """The findings that stand beside no number of people who have them."""
    return tuple(one for one in found if not _counted(text.passages[one.spot.passage].text, one))


def _counted(text: str, one: FoundFinding) -> bool:
    begins = one.sentence.start
    return is_counted(text[begins : one.sentence.end], one.spot.start - begins, one.spot.end - begins)


def _found(text: Text, lexis: Lexis) -> Iterator[FoundFinding]:
    reader, scans = BearingReader(), ScanReader(lexis.reference.vocabulary)
    reader.begin(text.passages)
    scans.begin(text.passages)
    short = shortened(text, lexis.index)
    for number, passage in enumerate(text.passages):
        if passage.kind in _SILENT:
            continue
        reader.paragraph()
        scans.paragraph(passage)
        for start, end in sentences(passage.text):
            yield from _sentence(Spot(number, start, end), passage, reader, scans, lexis, short)


def _sentence(
    spot: Spot,
    passage: Passage,
    reader: BearingReader,
    scans: ScanReader,
    lexis: Lexis,
    short: Mapping[str, CalledSo],
) -> Iterator[FoundFinding]:
    sentence = passage.text[spot.start : spot.end]
    said, seeing = reader.read(sentence, passage), scans.read(sentence)
    colon = scans.label_end(sentence)
    told = tuple(one for one in words(sentence) if one.start != colon)
    called: list[CalledHere] = []
    spans: list[tuple[int, int]] = []
    judged: list[Cue | None] = []
    there = lexis.index.find(told)
    there = sorted((*there, *in_short(sentence, told, short, there)), key=lambda one: one.words)
    for one in _specific(there, lexis):
        start, end = told[one.words[0]].start, told[one.words[-1]].end
        cue = said.judged(start, end) if one.name.sort == "examined" else None
        if one.name.sort == "healthy" and _ONCE.match(sentence, end):
            continue
        again = one.name.hpo == ON_DIFFUSION and called and called[-1].name.hpo == ON_DIFFUSION
        if (
            one.name.sort == "none"
            or seeing.course(start, end)
            or (one.name.sort == "examined" and (cue is None or (cue.kind == "poor" and not one.name.poor)))
            or (one.name.sort == "denied" and said.of(start, end).bearing is not Bearing.ABSENT)
            or (again and start - spans[-1][1] < 25)
        ):
            continue
        called.append(one)
        spans.append((start, end))
        judged.append(cue)
    said = said.beside(spans)
    for one, (start, end), cue in zip(called, spans, judged, strict=True):
        if not _SCALE.match(sentence, end):
            finding = _finding(one, (start, end), spans, sentence, spot, said, seeing, lexis, cue)
            yield finding
            yield from (replace(finding, relative=other) for other in said.together(finding.relative))
    for number in measured(sentence):
        if not any(start < number.end and number.start < end for start, end in spans):
            yield _of_number(number, sentence, spot, said, lexis)


def _of_number(number: NumberTold, sentence: str, spot: Spot, said: SentenceSaid, lexis: Lexis) -> FoundFinding:
    start, end = number.start, number.end
    borne = said.of(start, end)
    if borne.bearing is not Bearing.ELSEWHERE:
        borne = replace(borne, bearing=Bearing.ABSENT if number.absent else Bearing.PRESENT)
    return FoundFinding(
        spot=Spot(spot.passage, spot.start + start, spot.start + end),
        sentence=spot,
        text=sentence[start:end],
        hpo=number.hpo,
        label=lexis.label(number.hpo),
        bearing=borne.bearing,
        relative=borne.relative,
        age=_age(sentence),
        why=tuple(dict.fromkeys(filter(None, (*borne.why, number.why)))),
    )


def _of_health(borne: Borne) -> Borne:
    """What is said of a finding by a word that says it is not there: afebrile, not oriented."""
    if borne.bearing is Bearing.ABSENT:
        return replace(borne, bearing=Bearing.ELSEWHERE if borne.relative else Bearing.PRESENT)
    return replace(borne, bearing=Bearing.ABSENT) if borne.relative or borne.bearing is Bearing.PRESENT else borne


def _specific(called: list[CalledHere], lexis: Lexis) -> list[CalledHere]:
    """Without those whose term lies above that of another with which they share a word, or that stands right before."""
    above = [
        one
        for one in called
        for other in called
        if one.name.hpo and other.name.hpo and one.name.hpo != other.name.hpo
        if set(one.words) & set(other.words) or one.words[0] - other.words[-1] == 1
        if one.name.hpo in lexis.hpo.ancestors(other.name.hpo)
    ]
    return [one for one in called if one not in above]


def _finding(
    called: CalledHere,
    span: tuple[int, int],
    spans: list[tuple[int, int]],
    sentence: str,
    spot: Spot,
    said: SentenceSaid,
    seeing: Seeing,
    lexis: Lexis,
    cue: Cue | None,
) -> FoundFinding:
    start, end = span
    but = said.but(cue) if cue and cue.kind == "normal" else None
    borne = said.of(start, end, examined=cue is not None and cue.kind == "normal" and but is None)
    if called.name.sort == "healthy":
        lost = said.judged(start, end)
        borne = borne if lost and lost.kind == "poor" else _of_health(borne)
    hpo = called.name.hpo
    seen = _seen(hpo, seeing.at(start, end, _clause(sentence, span, spans)), called, lexis)
    if cue:
        start, end = min(start, cue.start), max(end, but or cue.end)
    if seen and (hpo in BRIGHT or (hpo is None and _SIGNAL.search(sentence, *span))):
        hpo = _bright(hpo, seen, sentence[slice(*_clause(sentence, span, spans))])
    if seen and hpo == ON_DIFFUSION:
        _of_diffusion(seen, sentence)
    why = [*borne.why, called.name.why, *(f"it may be {lexis.hpo.shown(other)}" for other in called.others)]
    if seen and borne.bearing is Bearing.ABSENT:  # what is not there looks like nothing
        seen = {fact: value for fact, value in seen.items() if fact in ("modality", "sequence", "region")}
    return FoundFinding(
        spot=Spot(spot.passage, spot.start + start, spot.start + end),
        sentence=spot,
        text=sentence[start:end],
        hpo=hpo,
        label=lexis.label(hpo),
        bearing=borne.bearing,
        relative=borne.relative,
        initial=_initial(sentence, start, end),
        age=_age(sentence),
        side=_side(sentence, start, end) if not seen else None,
        seen_on=seen,
        why=tuple(dict.fromkeys(filter(None, why))),
    )


def _seen(hpo: str | None, facts: dict[str, str], called: CalledHere, lexis: Lexis) -> dict[str, str] | None:
    """The facts of an imaging entry, or None for a sign."""
    own = lexis.modality.get(hpo or "")
    if own is None and not (
        called.name.scan
        or hpo in lexis.brain
        or (hpo in lexis.tissue and facts.get("modality") == "neuropathology")
        or (hpo in lexis.bone and facts.get("modality") in ("radiograph", "CT"))
    ):
        return None
    modality = facts.get("modality")
    if called.name.why and modality is None:
        return None
    if own not in (None, "unspecified") and (modality is None or modality == "unspecified"):
        modality = own
    if hpo not in lexis.white_matter and hpo != ON_DIFFUSION:
        facts.pop("contrast", None)
    if hpo in lexis.white_matter and (region := facts.get("region")) in WHITE_MATTER_OF:
        facts["region"] = WHITE_MATTER_OF[region]
    return {**facts, "modality": modality or "unspecified"}


def _bright(hpo: str | None, seen: dict[str, str], clause: str) -> str | None:
    """The term of what is bright: on diffusion, in grey matter, or in the white matter as it is named."""
    if seen.get("sequence") in ("DWI", "ADC"):
        return ON_DIFFUSION
    region = seen.get("region", "")
    if region in GREY and not _WHITE.search(clause):
        return GREY[region]
    return None if _GREY.search(clause) and not _WHITE.search(clause) else hpo


def _of_diffusion(seen: dict[str, str], sentence: str) -> None:
    """What is restricted is seen on a diffusion sequence, whichever was named before."""
    if seen.get("sequence") not in ("DWI", "ADC", "DTI", None):
        del seen["sequence"]
    if _DWI.search(sentence):
        seen["sequence"] = "DWI"


def _clause(sentence: str, span: tuple[int, int], spans: list[tuple[int, int]]) -> tuple[int, int]:
    """From behind the finding before to the next one, or the end of the clause."""
    start = max((end for _, end in spans if end <= span[0]), default=0)
    end = min((start for start, _ in spans if start >= span[1]), default=len(sentence))
    for match in _CLAUSE.finditer(sentence, start, end):
        if match.end() <= span[0]:
            start = match.end()
        elif match.start() >= span[1]:
            end = match.start()
            break
    return start, end


def _side(sentence: str, start: int, end: int) -> str | None:
    """The side told right before, in, or right behind a finding."""
    told = {
        match["side"].lower() for match in (_BEFORE.search(sentence, 0, start), _BEHIND.match(sentence, end)) if match
    }
    told |= {match["side"].lower() for match in _WITHIN.finditer(sentence, start, end)}
    sides = {_SIDES[one] for one in told}
    return sides.pop() if len(sides) == 1 else None


def _age(sentence: str) -> float | None:
    """The one age that is told, unless it is that of a death."""
    found = [
        one for one in _AGE.finditer(sentence) if not _DEATH.search(sentence, max(0, one.start() - 40), one.start())
    ]
    years = {float(one["years"]) for one in found}
    return years.pop() if len(years) == 1 and max(years) <= 120 else None


def _initial(sentence: str, start: int, end: int) -> bool:
    for one in _FIRST.finditer(sentence):
        if one.start() < start and not _LATER.search(sentence, one.end(), max(start, one.end())):
            return True
    return any(end <= one.start() and one.start() - end < 40 for one in _FIRST_BEHIND.finditer(sentence))
