"""Who a child before birth is: a person of its own, never its mother; of a young patient, who was one, or a sibling."""

from __future__ import annotations

import re
from typing import Final

from kg.reading.people.focus import Focus, tell_sex
from kg.reading.people.known import Known
from kg.reading.people.mentions import PersonMention
from kg.reading.people.mentions.labels import NUMBERED, ROMAN
from kg.reading.people.met_sentence import MetSentence
from kg.reading.people.turn import Turn
from kg.reading.people.zones import Zone

_GROWN: Final = 13
_YOUNG: Final = re.compile(r"child|infant|neonate|newborn|baby|toddler|girl|boy|fo?etus|teenager|adolescent|schoolboy")
_ANOTHER: Final = re.compile(
    r"\b(?:another|other|last|later|latest|next|subsequent|following|further|previous|prior|earlier|current|recent|ongoing)"
    r"\s(?:\w+\s)?(?:pregnanc|gestation)|\bagain\spregnant|\bpregnant\s(?:again|with\s(?:her|their|a)\s(?:second|third|fourth|next))|\b(?:was|is|became)\spregnant\b"
    r"|\bterminat\w+|\babort(?:ed|us)\b|\binterrupt(?:ed|ion)\sof\s(?:the\s)?pregnanc|\bpregnanc\w+\s(?:was\s)?(?:\w+\s)?interrupted|\bstill-?born\b",
    re.I,
)
"""What says that the child before birth is another than the patient."""
_LABEL: Final = re.compile(
    rf"\b(?:pregnanc(?:y|ies)|gestation|fo?etus|conceptus|abortus)(?:\s?[(\[,:]\s?|\s)(?P<label>(?i:{NUMBERED})|{ROMAN})"
)

_DIED: Final = re.compile(
    r"\b(?:terminat|abort|autops|post-?mortem|necrops|still-?b|miscarr|interrupt)\w*|\b(?:intra-?uterine|f[oe]+tal)\s(?:death|demise)|\bin\sutero\sdeath",
    re.I,
)
_OF_ONE_UNBORN: Final = re.compile(
    r"\b(?:autops|post-?mortem|necrops|histolog|microscop|macroscop|gestation|polyhydramn|oligohydramn|oligo-?amn|amnio|placent|(?:pre|ante)natal|ultraso|sonogr|biparietal|breech)\w*"
    r"|\b(?:germinal|ganglionic\seminence|femur\slength|repeat\sscan|(?:femur|lung|kidney)\ssections?)\b"
    r"|\bexternal\s(?:examination|inspection)\b|\bbrain\sweigh", re.I
)  # fmt: skip
_BEHIND: Final = "told behind a child before birth, whom it may be about"


def behind_unborn(text: str, start: int, end: int, one: Known, lead: Known) -> Turn:
    """Whom a sentence is about that names nobody behind one of a child before birth: the child that was examined after
    death, else rather the patient again.
    """
    if text[:start].rstrip().endswith(";") or _OF_ONE_UNBORN.search(text, start, end):
        return Turn((one,))
    if _DIED.search(text, 0, end):
        return Turn((one,), "told behind a child before birth, of whom it may not be")
    return Turn((lead,), _BEHIND)


def unborn(focus: Focus, said: MetSentence, one: PersonMention) -> Known | None:
    """The person meant by `the fetus`; None where it is nobody of this text."""
    lead = focus.lead or focus.main()
    if known := next((two for two in (focus.turn, lead) if two is not None and two.unborn), None):
        return _told(focus, known, one)
    if labelled := [*_LABEL.finditer(said.text, 0, said.end)]:
        known = focus.register.labelled(labelled[-1]["label"])
        if known is not None:
            known.noun = known.noun or one.kin
            return _told(focus, known, one)
    if lead is None or said.cited or said.refers or lead.elsewhere:
        return None
    young = _is_young(lead)
    if young and not _ANOTHER.search(said.text, 0, said.end):
        return None  # what was seen of the patient before birth
    theirs = [two for two in focus.register.persons() if two.unborn and two.of is not None]
    fits = [two for two in theirs if two.of is not None and focus.register.real(two.of) is lead]
    if fits or len(theirs) == 1:
        return _told(focus, (fits or theirs)[-1], one)
    if focus.zone.of_world or focus.zone in (Zone.TITLE, Zone.ASIDE):
        return None
    kin, sort = ("sibling", "unborn") if young else (one.kin, "")
    return _told(focus, focus.register.add(Known(spot=focus.spot(one), kin=kin, sort=sort, of=lead, noun=one.kin)), one)


def _told(focus: Focus, person: Known, one: PersonMention) -> Known:
    if one.sex:
        tell_sex(focus, person, one)
    return person


def _is_young(one: Known) -> bool:
    if one.ages:
        return min(one.ages) < _GROWN
    return _YOUNG.fullmatch(one.noun) is not None
