"""Whom a sentence is about that names nobody: whoever was told of before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.reading.people.focus import Focus
from kg.reading.people.known import Known
from kg.reading.people.late_kin import of_the_living
from kg.reading.people.literature.cites import reported
from kg.reading.people.literature.strangers import without_asides
from kg.reading.people.literature.told import tells_of_a_patient
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.turn import STRANGER, Turn, Turns
from kg.reading.people.unborn import behind_unborn
from kg.reading.people.zones import Zone

_THEY: Final = re.compile(r"(?:They|Their\s(?!parents|father|mother)|These\stwo)\b")
_EARLY: Final = "told before the text names anybody; it names one patient"
_UNNAMED: Final = "the discussion names nobody here; it may be of the patient of the paper"
_REPORTED_HERE: Final = "the paper says that it reports a patient; it names one"
_A_CASE: Final = re.compile(
    r"\b(?:here(?:in)?|we|this\s(?:report|paper|article)|authors?)\b[^.;]{0,60}"
    r"\b(?:report|describe|present|discuss|share|encountered|saw)s?\b"
    r"[^.;]{0,30}?"
    r"\b(?:an?|one|another|the\s(?:first|case))\s(?:[\w-]+\s){0,4}?(?:patient|case|carrier|individual|child|infant|\d{1,2}[\s-]years?[\s-]old)\b"
    r"|:\s(?:an?\s(?:[\w-]+\s){0,2}case(?:\sreport)?"
    r"|(?:report|description)\sof\s(?:an?|one)\s(?:[\w-]+\s)?case)\W*$", re.I
)  # fmt: skip
"""What says that a paper is of one patient."""
_GENETIC: Final = re.compile(
    r"\b(?:genetic\w*|genom\w+|gene|exome|sequenc\w+|panel|variant|mutation|molecular|DNA|[cp]\.)", re.I
)
_MODELS: Final = re.compile(
    r"\b(?:mice|mouse(?!\s(?:anti|monoclonal))|zebrafish|drosophila|transfected|HEK\s?-?\d+\w?|knock-?(?:out|in|down)s?)\b",
    re.I,
)
_AUTOPSY: Final = re.compile(
    r"\b(?:autops|post-?mortem|necrops|neuropatholog|histolog|microscop|macroscop)\w*"
    r"|\bbrain\sweigh",
    re.I,
)
_GENERAL: Final = re.compile(
    r"\b(?:is\san?|are|may|can|often|usually|typically|patients|diseases?|disorders?|syndrome|literature|we|PMID|doi|copyright"
    r"|licen[cs]e\w*|journal|received|accepted|published|keywords?|written|correspond\w*|department|university)\b"
    r"|©|@|\d{4};|\bet\sal\b", re.I
)  # fmt: skip
"""Talk of a disease, or of the paper."""
_SEEN: Final = re.compile(
    r"\b(?:MRI|CT|scans?|imaging|EEG|PET|examin\w+|assessed|evaluat\w+|MMSE|MoCA|DWI)\b|score", re.I
)
"""What was done to somebody of whom the clause behind the semicolon goes on."""
_OTHERS: Final = re.compile(
    r"\b(?:other|further|additional|known|published|different)\s(?:[\w-]+\s){0,3}(?:variants|mutations)\b[^.;]{0,80}"
    r"\b(?:reported|described|published|known|such\sas)\b", re.I
)  # fmt: skip
"""Variants of others."""


def of_nobody_named(focus: Focus, text: str, start: int, end: int, before: Known | None) -> Turns:
    """A sentence without a person: early in a text of nobody yet; else of whoever was told of before."""
    if focus.listed is not None:
        return [(start, focus.listed)]
    if focus.last_together is not None and _THEY.match(text, start):
        return [(start, replace(focus.last_together, others=(), none=False))]
    if len(focus.joint) > 1:
        return [(start, Turn(focus.joint, "told of several together"))]
    if before is None and focus.may_be_early and focus.lead is None and not _GENERAL.search(text, start, end):
        return [(start, Turn(why="nobody is named before it", lone=_EARLY))]
    if before is None and _A_CASE.search(text, start, end):
        return [(start, Turn(lone=_REPORTED_HERE))]
    if reported(text, start, end):
        return [(start, Turn(why="said of what others reported"))]
    if _MODELS.search(text, start, end):
        return [(start, Turn(why="said of animals or cells"))]
    genetic = bool(_GENETIC.search(text, start, end))
    if genetic and _OTHERS.search(text, start, end):
        return [(start, Turn(why="said of variants of others"))]
    if before is not None and before.unborn and focus.lead is not None and before is not focus.lead:
        return [(start, behind_unborn(text, start, end, before, focus.lead))]
    if before is not None and before.of is not None and not genetic and _goes_on(text, start):
        return [(start, Turn((before,)))]
    after_death = focus.gone and bool(_AUTOPSY.search(text, start, end))
    turn = carried(focus, text[start:end], before, genetic, after_death)
    if before is not None and before.dead and not turn.why and focus.lead in turn.persons:
        focus.turn = focus.lead  # so is what follows of the living
    return [(start, turn)]


def _goes_on(text: str, start: int) -> bool:
    """Whether a clause stands behind the semicolon of a sentence that tells how a relative was examined."""
    ahead = text[:start].rstrip()
    return ahead.endswith(";") and _SEEN.search(ahead, max(0, ahead.rfind(". "))) is not None


def carried(focus: Focus, words: str, before: Known | None, genetic: bool = False, after_death: bool = False) -> Turn:
    """Whoever was told of before; a `genetic` test is not of a relative who has died, or of the last of several."""
    if focus.zone.of_world or focus.zone in (Zone.ASIDE, Zone.TITLE):
        return _of_world(focus, words, before)
    person = before or focus.lead or focus.main()
    if (
        person is not None
        and person.of is not None
        and genetic
        and focus.lead is not None
        and (focus.gone or not (person.ages or person.labels))
    ):
        return Turn((focus.lead,), "told behind a relative, whom it may be about")
    if person is None:
        return Turn(why="nobody is named before it")
    apart = focus.lead is not None and focus.lead is not person
    if person.dead and apart and not focus.of_relative and of_the_living(words, 0):
        return Turn((focus.lead,) if focus.lead is not None else ())
    follows = focus.of_relative or after_death or focus.is_case(person)
    if person.of is not None and focus.lead is not None and apart and not follows:
        return Turn((focus.lead,), "told behind a relative, whom it may be about")
    return Turn((person,))


def _of_world(focus: Focus, words: str, before: Known | None) -> Turn:
    """A discussion that tells what was, and of nobody else: of the person told of before, or of the only patient."""
    if before is not None and before.elsewhere:
        if without_asides(words) == words and not focus.in_passing:
            return Turn(why=STRANGER)
        before = focus.turn = None  # what is compared with others is the paper's own, and so is what follows
    told = tells_of_a_patient(words) and (before is not None or focus.zone is Zone.DISCUSSION)
    if told and before is not None:
        return Turn((before,), _UNNAMED)
    if told:
        return Turn(lone=_UNNAMED)
    general = before is not None and focus.zone.of_world
    return Turn(why="a general statement behind one of a person" if general else "")


def is_stranger(text: str, one: PersonMention) -> bool:
    """Whether a mention introduces somebody; an age alone (`At 2 weeks of age`) does not."""
    if one.kind is not MentionKind.DESCRIBED or one.age is None:
        return False
    return (
        bool(one.noun)
        or one.sex is not None
        or (text[one.start] in "Aa" and text[one.start + 1 : one.start + 3] in ("n ", " "))
    )
