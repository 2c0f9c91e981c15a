"""Whom each place of a sentence is about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.reading.people.contrast import only, opposed
from kg.reading.people.focus import Focus
from kg.reading.people.mentions import MentionKind, PersonMention
from kg.reading.people.register import Known
from kg.reading.people.zones import Zone

_SEVERAL_KIN: Final = re.compile(
    r"\b(?:parents|siblings|brothers|sisters|children|sons|daughters|aunts|uncles|cousins|relatives|members)$", re.I
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Whom the text is about from a place on; nobody where `persons` is empty."""

    persons: tuple[Known, ...] = ()
    why: str = ""
    early: bool = False
    """Told before anybody is named: of the patient, where the text has but one."""
    all_of: int = 0
    """Said of all patients of the text, if they are so many; -1 for any number."""
    others: tuple[Known, ...] = ()
    """Those of whom the sentence says the contrary (`in her but not in him`)."""
    none: bool = False
    """The sentence says that none of the persons is meant (`in none of the three`)."""


Named = tuple[PersonMention, Known | None]
Turns = list[tuple[int, Turn]]
_PATIENT: Final = re.compile(
    r"patients|cases|probands|siblings|brothers|sisters|children|individuals|boys|girls"
    r"|women|men|twins"
)
_FEW: Final = 10
_WORDS: Final = "two three four five six seven eight nine ten"
_COUNT: Final = {word: number for number, word in enumerate(_WORDS.split(" "), 2)} | {str(n): n for n in range(2, 11)}
_CITES: Final = re.compile(r"\[\d[\d,\s–-]*\]|\bet\sal\b|\bliterature\b|\breview(?:ed)?\b", re.I)
_PIECE: Final = re.compile(r";\s|,\s(?:and|but|while|whereas)\s")
_GENETIC: Final = re.compile(
    r"\b(?:genetic\w*|genom\w+|gene|exome|sequenc\w+|panel|variant|mutation|molecular|DNA|[cp]\.)", re.I
)
_THEY: Final = re.compile(
    r"(?:,?\s(?:who|both|all|also|each)|\s\([^)]{0,40}\))*\s(?:were|are|was|had|have|has|died|developed|show|carr|suffer|live|did|do|tested|presented|remain)"
)
"""What stands behind a word for several relatives where the sentence tells of them."""
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
_RESPECTIVELY: Final = re.compile(r"\brespectively\b", re.I)
_IN_TURN: Final = "the words tell what each has in turn: `respectively`"
_VERB: Final = re.compile(
    r"\b(?:was|were|is|are|had|has|have|carried|carr(?:y|ies)|showed|harbou?red|developed|presented|in)\b", re.I
)
_ITEM: Final = re.compile(r",\s(?:and\s)?(?!respectively)|\sand\s", re.I)
_UNLIKE: Final = re.compile(r"\b(?:unlike|contrast|compared|similar|like|as\sin)\b", re.I)
_OTHERS: Final = re.compile(
    r"\b(?:other|further|additional|known|published|different)\s(?:[\w-]+\s){0,3}(?:variants|mutations)\b[^.;]{0,80}"
    r"\b(?:reported|described|published|known|such\sas)\b", re.I
)  # fmt: skip
"""Variants of others."""
_INSIDE: Final = re.compile(r"[^\s]")
_OPENS: Final = re.compile(
    r"\b(?:inherit\w*|transmit\w*|passed|segregat\w*|matern\w*|patern\w*|de\snovo|himself|herself|in\s(?:him"
    r"|her)\sand)\b",
    re.I,
)
"""Ahead of a relative, where the sentence is of the patient until it names them."""


def turns_of(focus: Focus, text: str, start: int, end: int, who: Sequence[Named], before: Known | None) -> Turns:
    """From which character of a sentence on it is about whom; `before`: who was told of in the one before.

    Who is named to be told apart (`unlike her brother`, `but not in P2`) is not whom it is about.
    """
    against = [(one, person) for one, person in who if person is not None and opposed(text, start, one.start)]
    plain = [named for named in who if named not in against]
    turns = _told_of(focus, text, start, end, plain, before)
    rest = [(one.start, person) for one, person in against if person is not None]
    for one, person in plain:
        if one.kind is MentionKind.LABELLED and person is not None and only(text, one.start, one.end):
            rest += [(one.start, two) for two in _numbered(focus) if two is not person]
    for place, person in rest:
        leads = not any(one.start < place for one, two in plain if two is not None)
        ahead = [turn.persons for at, turn in turns if at <= place]
        here = ahead[-1] if ahead else ()
        turns = [
            (at, replace(turn, others=(*turn.others, person)))
            if turn.persons and person not in turn.persons and (leads or (at <= place and turn.persons == here))
            else (at, turn)
            for at, turn in turns
        ]
    return turns


def _numbered(focus: Focus) -> list[Known]:
    """The patients with labels, where they are few enough that `P3 alone` tells of all others."""
    patients = [one for one in focus.register.patients() if one.labels]
    return patients if len(patients) <= _FEW and focus.zone is Zone.CASES else []


def _told_of(focus: Focus, text: str, start: int, end: int, who: Sequence[Named], before: Known | None) -> Turns:
    singles = [(one, person) for one, person in who if person is not None and one.noun not in ("her", "his", "him")]
    if not singles:
        singles = [(one, person) for one, person in who if person is not None]
    groups = [one for one, _ in who if one.kind is MentionKind.GROUP]
    strangers = [one for one, person in who if person is None and is_stranger(text, one)]
    if not singles:
        if groups:
            return _of_groups(focus, text, start, end, groups, before)
        if strangers:
            return [(start, Turn(why="said of a person of another paper"))]
        if before is None and focus.may_be_early and focus.lead is None and not _GENERAL.search(text, start, end):
            return [(start, Turn(why="nobody is named before it", early=True))]
        genetic = bool(_GENETIC.search(text, start, end))
        if genetic and _OTHERS.search(text, start, end):
            return [(start, Turn(why="said of variants of others"))]
        return [(start, _carried(focus, before, genetic, focus.gone and bool(_AUTOPSY.search(text, start, end))))]
    behind = _in_brackets(text, start, singles)
    if behind:
        return behind
    listed = _listed(focus, text, singles)
    if listed:
        cut = _PIECE.search(text, start, singles[0][0].start)
        if cut and cut.end() >= singles[0][0].start - 12:
            return [(start, _carried(focus, before)), (cut.end(), Turn(tuple(listed)))]
        place = singles[0][0].start, max(one.end for one, _ in singles)
        return in_order(text, start, end, place, listed) or [(start, Turn(tuple(listed)))]
    events: list[tuple[int, Turn]] = []
    distinct = list(dict.fromkeys(id(focus.register.real(person)) for _, person in singles))
    first, first_person = singles[0]
    begins = first.start - start <= 3
    opening = (
        Turn((first_person,), _doubt(focus, first))
        if (len(distinct) == 1 and not (first_person.of is not None and _OPENS.search(text, start, first.start)))
        or begins
        or before is None
        or (first.kind is MentionKind.LABELLED and not _UNLIKE.search(text, start, first.start))
        else _carried(focus, before)
    )
    events.append((start, opening))
    events += [(one.start, Turn((person,), _doubt(focus, one))) for one, person in singles]
    events += [(one.start, Turn(why="said of a person of another paper")) for one in strangers if one.fresh]
    kin = [one for one in groups if _SEVERAL_KIN.search(one.noun) and _THEY.match(text, one.end)]
    events += [(one.start, Turn(why=f"said of several people: {one.noun}")) for one in kin]
    return sorted(events, key=lambda event: event[0])


def _in_brackets(text: str, start: int, singles: Sequence[Named]) -> Turns:
    """`A (patient 1) and B (patients 2 and 3)`: what stands before a bracket with labels is of those."""
    if any(one.kind is not MentionKind.LABELLED for one, _ in singles):
        return []
    events: Turns = []
    at, inside = start, list(singles)
    while inside:
        first = inside[0][0]
        opening, closing = text.rfind("(", at, first.start), text.find(")", first.start)
        if opening < 0 or closing < 0 or not text[at:opening].strip() or _INSIDE.search(text, opening + 1, first.start):
            return []
        here = [person for one, person in inside if one.start < closing and person is not None]
        stop = max(one.end for one, _ in inside if one.start < closing)
        if not re.fullmatch(r"[\s,]*", text[stop:closing]):
            return []
        events.append((at, Turn(tuple(dict.fromkeys(here)))))
        inside = [(one, person) for one, person in inside if one.start >= closing]
        at = closing + 1
    return [*events, (at, Turn((singles[-1][1],) if singles[-1][1] else ()))] if events else []


def is_stranger(text: str, one: PersonMention) -> bool:
    """Whether a mention introduces somebody; an age alone (`At 2 weeks of age`) does not."""
    if one.kind is not MentionKind.DESCRIBED or one.age is None:
        return False
    return (
        bool(one.noun)
        or one.sex is not None
        or (text[one.start] in "Aa" and text[one.start + 1 : one.start + 3] in ("n ", " "))
    )


def _of_groups(
    focus: Focus, text: str, start: int, end: int, groups: Sequence[PersonMention], before: Known | None
) -> Turns:
    """What is said of all persons of the text (`both patients`) is each one's; of other groups it is nobody's."""
    one = groups[0]
    several = Turn(why=f"said of several people: {one.noun.strip()}")
    if len(groups) == 1 and (number := _all_of(text, start, end, one)):
        return [(start, Turn(why=several.why, all_of=number))]
    aside = one.start - start > 20 and text[one.start - 1] == "("
    if aside and _SEVERAL_KIN.search(one.noun):
        return [(start, _carried(focus, before, True)), (one.start, several)]
    behind = one.start > start and _PIECE.search(text, start, one.start)
    if behind and _SEVERAL_KIN.search(one.noun):
        return [(start, _carried(focus, before)), (behind.end(), several)]
    return [(start, several)]


def _all_of(text: str, start: int, end: int, one: PersonMention) -> int:
    """How many persons a group is that may be all of the text: `both`, `all three patients`; 0 for another."""
    ahead = text[max(start, one.start - 24) : one.start]
    if re.search(r"\b(?:of|among|only|least|than|other|except)\s(?:the\s|our\s)?$", ahead, re.I):
        return 0
    if _CITES.search(text, start, end):
        return 0
    words = one.noun.lower().replace("-", " ").split()
    if re.search(r"\b(?:other|published|previous|reported|literature|control|healthy)", one.noun, re.I):
        return 0
    if "both" in words:
        return 2 if words == ["both"] or _PATIENT.fullmatch(words[-1]) else 0
    if words[0] in ("all", "our", "these") and len(words) == 2 and _PATIENT.fullmatch(words[1]):
        return -1
    found = next((_COUNT[word] for word in words if word in _COUNT), 0)
    return found if _PATIENT.fullmatch(words[-1]) and found > 1 else 0


def in_order(text: str, start: int, end: int, place: tuple[int, int], listed: Sequence[Known]) -> Turns:
    """`A and B were seen in patients 1 and 3, respectively`: the first has A, the second B.

    `place` is where the list of persons stands. Where the items share their last words (`frontal and parietal
    lesions`), those are of all.
    """
    told = _RESPECTIVELY.search(text, start, end)
    if not told:
        return []
    low, high = place
    end = len(text[: told.start()].rstrip(" ,;")) if told.start() > high else end
    first = low - start > 12 and not told.start() > high + 12
    verb = _VERB.search(text, start, low) if first else _VERB.search(text, high, end)
    begin, stop = (start, verb.start() if verb else low) if first else (verb.end() if verb else high, end)
    cuts = [begin, *(cut.end() for cut in _ITEM.finditer(text, begin, stop))]
    if len(cuts) != len(listed):
        return []
    whole = Turn(tuple(listed))
    words = [len(text[at:to].split()) for at, to in zip(cuts, [*cuts[1:], stop], strict=True)]
    if not first and words[0] <= 2 and words[-1] >= words[0] + 2 and not re.search(r"\d", text[begin:stop]):
        return [(start, Turn(tuple(listed), _IN_TURN)), (end, whole)]
    events = [(at, Turn((person,))) for at, person in zip(cuts, listed, strict=True)]
    if told.start() > high and not first:
        return [(start, whole), *events, (end, whole)]
    return [*events, (stop, whole)] if first else [(start, whole), *events]


def _doubt(focus: Focus, one: PersonMention) -> str:
    return focus.doubt if one.kind is MentionKind.PRONOUN else ""


def _listed(focus: Focus, text: str, singles: list[tuple[PersonMention, Known]]) -> list[Known]:
    """The persons of a list (`Patients 1 and 3`, `in II-3, II-1 and III:1`) of whom a sentence speaks together."""
    kinds = {one.kind for one, _ in singles}
    named = {MentionKind.LABELLED, MentionKind.RELATIVE, MentionKind.ROLE, MentionKind.PRONOUN}
    if len(singles) < 2 or not kinds <= named:
        return []
    if {MentionKind.ROLE, MentionKind.PRONOUN} & kinds and not re.search(
        r"\band\s", text[singles[0][0].end : singles[-1][0].start + 4]
    ):
        return []
    for (one, _), (two, _) in itertools.pairwise(singles):
        between = text[one.end : two.start]
        if one.end < two.start and not re.fullmatch(
            r"\)?\s?(?:\([A-H]\)\s?)?(?:,|and|&|or|,\sand)?\s?(?:also\s)?(?:in\s)?(?:the\s)?(?:her\s"
            r"|his\s)?\(?",
            between,
        ):
            return []
    return list(dict.fromkeys(focus.register.real(person) for _, person in singles))


def _carried(focus: Focus, before: Known | None, genetic: bool = False, after_death: bool = False) -> Turn:
    """Whoever was told of before; a `genetic` test is not of a relative who has died, or of the last of several."""
    if focus.zone in (Zone.GENERAL, Zone.ASIDE, Zone.TITLE):
        if before is not None and focus.zone is Zone.GENERAL:
            return Turn(why="a general statement behind one of a person")
        return Turn()
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
    if person.of is not None and focus.lead is not None and not focus.of_relative and not after_death:
        return Turn((focus.lead,), "told behind a relative, whom it may be about")
    return Turn((person,))
