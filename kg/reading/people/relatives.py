"""Relatives: whose they are, and whether a sentence tells something of them, or only that they told or came along."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kg.reading.people.focus import Focus, describe, stranger, tell_sex
from kg.reading.people.known import Known
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.mentions.unborn import UNBORN
from kg.reading.people.mentions.words import rank_of
from kg.reading.people.met_sentence import MetSentence
from kg.reading.people.other_way import SIBLINGS, the_other_way
from kg.reading.people.owners import is_owner_told
from kg.reading.people.pair_told import of_pair
from kg.reading.people.unborn import unborn
from kg.reading.people.whose import owner_of
from kg.reading.people.worded import patterns_of
from kg.reading.people.zones import Zone

_THEN: Final = (
    r"(?:,[^,.;]{0,40},)?\s(?:(?:had|has|could|would)\s(?!the\b|an\b))?"
    r"(?:(?:also|first|further|never|not|still|only|always|later|clearly)\s)*"
)
"""Between a word for a relative and what they do."""
_TOLD: Final = patterns_of(Path(__file__).parent / "relatives_told.tsv", then=_THEN)
_WHOSE: Final = re.compile(r"\b(?:patient|proband|proposit|index)", re.I)
_CHILD: Final = ("son", "daughter")
_SAYS: Final = {what: words for (what,), words in _TOLD.items()}


def informs(text: str, at: int) -> bool:
    """Whether a word for relatives, up to there, is followed by what they saw or told of the patient."""
    return _SAYS["says"].match(text, at) is not None


def complains(text: str, at: int) -> bool:
    """Whether a word for relatives that begins there stands behind what they tell: `the complaint of the parents`."""
    return _SAYS["telling"].search(text[max(0, at - 40) : at]) is not None


def tells_of_another(text: str, one: PersonMention) -> bool:
    """Whether a relative who is named only tells of the patient; a parent who denies something does so, too."""
    parent = one.kin in ("mother", "father")
    return (
        informs(text, one.end)
        or complains(text, one.start)
        or (parent and _SAYS["parent denies"].match(text, one.end) is not None)
    )


def relative_meant(focus: Focus, said: MetSentence, index: int, has_label: bool) -> Known | None:
    """The relative whom a mention of a sentence means; None for one who only tells of the patient."""
    one, text = said.met[index], said.text
    if one.kin == UNBORN:
        return unborn(focus, said, one)
    if one.noun == "pair":
        return of_pair(focus, one)
    parents = text[one.start : one.end].lower() == "parents"
    if text[one.start - 1 : one.start] == "(" and not (parents or _SAYS["age"].match(text, one.end)):
        return None  # says of the one before it whose relative they are
    if tells_of_another(text, one) and not _SAYS["at age"].search(text, one.end, said.end):
        return None
    if said.refers and one.of in ("the", "a", "an", ""):
        return None
    return relative(focus, one, _told_of(said, index, has_label))


def _told_of(said: MetSentence, index: int, has_label: bool) -> bool:
    """Whether a sentence tells something of a relative, who does more in it than tell or come along."""
    one, text = said.met[index], said.text
    later = (two.start for two in said.met[index + 1 :] if two.kind is MentionKind.RELATIVE and two.start > one.start)
    stop = next(later, said.end)
    joint = re.match(r"\s?(?:,|and)\s", text[one.end : one.end + 6]) is not None
    told_of = (
        has_label
        or one.age is not None
        or _SAYS["told"].search(text, one.start, said.end if joint else stop)
        or _SAYS["age"].match(text, one.end)
        or _SAYS["was"].search(text, one.end, min(stop, one.end + 60))
        or (not text[said.start : one.start].strip() and _SAYS["did"].match(text, one.end))
        or _SAYS["passed on"].search(text, max(said.start, one.start - 50), one.start)
    )
    by_them = _SAYS["by"].search(text[max(said.start, one.start - 14) : one.start])
    came_along = by_them and _SAYS["informs"].search(text, max(said.start, one.start - 40), one.start)
    return bool(told_of) and not came_along and not said.cited


def relative(focus: Focus, one: PersonMention, told_of: bool) -> Known | None:
    """The person who is somebody's relative: one who is known, or a new one if something is told of them."""
    owner = owner_of(focus, one)
    if owner is not None and owner.of is not None and owner.counted and one.of == "the" and owner.kin in SIBLINGS:
        owner = focus.register.real(owner.of)  # the mother of both
    if owner is not None and owner.elsewhere:
        return stranger(focus, one)
    if (other := the_other_way(focus, owner, one)) is not None:
        return other
    known = focus.register.relative(owner, one)
    if known is not None:
        return describe(focus, known, one) if one.age is not None else known
    siblings = [two for two in focus.register.patients() if two.kin == one.kin]
    ranked = [two for two in siblings if two.sort and rank_of(two.sort) == rank_of(one.sort)]
    if len(ranked) == 1 and one.of not in ("her", "his"):
        return ranked[0]
    alike = [two for two in siblings if two is not owner]
    if len(alike) == 1 and owner is not None and owner.of is None:
        return alike[0]
    if owner is not None and owner.kin and one.kin == owner.kin and owner.of is None and one.of in ("the", ""):
        if not one.sort:
            return owner
        return describe(focus, focus.register.add(Known(spot=focus.spot(one), kin=one.kin, sort=one.sort)), one)
    owner = owner or _not_yet_told_of(focus, one, told_of)
    if owner is not None and one.of == "the" and one.kin in _CHILD and _is_open(owner):
        owner.kin = owner.noun = one.kin  # `The mother died. The son, a clerk, fell ill`
        return describe(focus, owner, one)
    by_name = focus.zone is Zone.DISCUSSION and one.of in ("her", "his")
    if not told_of or owner is None or (focus.zone.of_world and not by_name) or focus.zone in (Zone.TITLE, Zone.ASIDE):
        return None
    if one.of in ("the", "") and owner.of is not None:
        return None
    person = focus.register.add(Known(spot=focus.spot(one), kin=one.kin, sort=one.sort, of=owner, noun=one.kin))
    if one.sex:
        tell_sex(focus, person, one)
    return describe(focus, person, one)


def other_kin(focus: Focus, text: str, before: PersonMention, one: PersonMention) -> Known | None:
    """The patient whose relative somebody is who was just told of as another's: `her brother, father of Patient 4,`."""
    if not (before.kind is one.kind is MentionKind.RELATIVE) or text[before.end : one.start] not in (", ", ", the "):
        return None
    whose = is_owner_told(one.of) or re.search(r"\d", one.of)
    owner = owner_of(focus, one) if whose else None
    return owner if owner is not None and not owner.elsewhere and focus.is_case(owner) else None


def _is_open(one: Known) -> bool:
    """Whether nothing is told yet of who a patient is."""
    return not (one.sure or one.labels or one.kin or one.sex or one.ages or one.noun)


def _not_yet_told_of(focus: Focus, one: PersonMention, told_of: bool) -> Known | None:
    """The patient of a report that tells of the parents first; who it is stays open."""
    ahead = told_of and focus.zone is Zone.CASES and focus.may_be_early and not focus.register.persons()
    if not ahead or (one.kin not in ("mother", "father", *_CHILD) and not _WHOSE.search(one.of)):
        return None
    if one.of[:3].lower() not in ("the", "our", "thi"):
        return None
    focus.lead = focus.register.add(Known(spot=focus.spot(one), sure=False, by_kin=True))
    return focus.lead
