"""Two readings of one paper beside each other: who is who, where they differ, and how well they agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kg.audit.differences import VALUES, TwoReadings, differences
from kg.audit.kappa import ReadersAgree, agreement
from kg.audit.named import term_key, variant_key
from kg.audit.pairing import own
from kg.audit.readers import OneReading, PeopleMatched, PersonPair, matched, reading_of, unlike_papers
from kg.errors import FaultyInput
from kg.papers.writing import alone_with, write_all
from kg.review.dated import revised
from kg.review.edits import added, removed
from kg.sources.hpo import Hpo
from kg.sources.positions import value_of
from kg.sources.schema import ImagingFile, PhenotypeFile, VariantFile

NOTHING: Final = "not recorded"
DIFFER: Final = "two readers differ: "


@dataclass(frozen=True, slots=True)
class Compared:
    """What two readers have alike and what they have not; `unlike` where the files look to be of two papers."""

    one: OneReading
    other: OneReading
    people: PeopleMatched
    differ: tuple[TwoReadings, ...]
    agree: tuple[ReadersAgree, ...]
    unlike: str | None = None


def compare(one: Path, other: Path, hpo: Hpo, proposed: bool = False) -> Compared:
    """Two evidence files of one paper; raises `FaultyInput` where one breaks its format or they are of two papers."""
    mine, theirs = reading_of(one, proposed), reading_of(other, proposed)
    unlike = unlike_papers(mine, theirs)
    people = matched(mine, theirs)
    differ = differences(mine, theirs, people, hpo)
    return Compared(mine, theirs, people, differ, tuple(_agreements(people.pairs)), unlike)


def _agreements(pairs: tuple[PersonPair, ...]) -> Iterator[ReadersAgree]:
    signs = [
        answer for pair in pairs for answer in _answers(_signs(pair.one.phenotypes), _signs(pair.other.phenotypes))
    ]
    counted = f"each term that either has of a person both have: present, absent or {NOTHING}"
    yield agreement("findings", counted, signs)
    scans = [answer for pair in pairs for answer in _answers(_scans(pair.one.imaging), _scans(pair.other.imaging))]
    counted = f"each term with modality and region that either has of a person both have: present, absent or {NOTHING}"
    yield agreement("imaging", counted, scans)
    for key in VALUES:
        values = [(_word(getattr(pair.one, key)), _word(getattr(pair.other, key))) for pair in pairs]
        if any(word != NOTHING for pair in values for word in pair):
            yield agreement(key.replace("_", " "), f"each person both have; {NOTHING} is an answer", values)
    carried = [(_variants(pair.one.variants), _variants(pair.other.variants)) for pair in pairs]
    zygosity = [(mine[key], theirs[key]) for mine, theirs in carried for key in mine.keys() & theirs.keys()]
    if any(word != NOTHING for pair in zygosity for word in pair):
        yield agreement("zygosity", f"each variant both have of a person; {NOTHING} is an answer", zygosity)


def _answers(one: dict[object, str], other: dict[object, str]) -> list[tuple[str, str]]:
    return [(one.get(key, NOTHING), other.get(key, NOTHING)) for key in {**one, **other}]


def _signs(entries: list[PhenotypeFile]) -> dict[object, str]:
    return {term_key(one): str(one.status) for one in own(entries)}


def _scans(entries: list[ImagingFile]) -> dict[object, str]:
    return {(term_key(one), one.modality, one.region): str(one.status) for one in own(entries)}


def _variants(entries: list[VariantFile]) -> dict[str, str]:
    return {variant_key(one): _word(one.zygosity) for one in entries}


def _word(value: object) -> str:
    return NOTHING if value is None else str(value)


def doubted(path: Path, found: Compared, day: date) -> tuple[int, int]:
    """Write each difference as a doubt into the first file, and take out those of the same reader that are settled.

    How many came and went. Raises `NotEditable`, or `FaultyInput` where they look to be of two papers; then the file
    is as it was.
    """
    if found.unlike:
        raise FaultyInput(f"no doubt was written into {path.name}, as {found.unlike}")
    with alone_with("kg paper compare --write", path):
        return _doubted(path, found, day)


def _doubted(path: Path, found: Compared, day: date) -> tuple[int, int]:
    text = path.read_bytes().decode("utf-8")
    end = f"; the other reading is {found.other.name}"
    wanted = {(f"{DIFFER}{in_words(one, found)}{end}", _about(one, found)): one for one in found.differ}
    there = [(str(one["text"]), str(one.get("about", "paper"))) for one in value_of(text).get("doubts") or ()]
    gone = [
        at for at, one in enumerate(there) if one[0].startswith(DIFFER) and one[0].endswith(end) and one not in wanted
    ]
    made = text
    for at in reversed(gone):
        made = removed(made, ("doubts", at))
    fresh = [{"text": said, "about": about} for said, about in wanted if (said, about) not in there]
    made = added(made, ("doubts",), *fresh) if fresh else made
    if made != text:
        write_all({path: revised(made, day)})
    return len(fresh), len(gone)


def in_words(one: TwoReadings, found: Compared) -> str:
    """A difference as people read it."""
    said = [
        f"{name} has {value or 'none'}" for name, value in ((found.one.name, one.one), (found.other.name, one.other))
    ]
    return f"{one.what}: {', '.join(said)}"


def _about(one: TwoReadings, found: Compared) -> str:
    """What a doubt may be about: nobody whom a build does not know."""
    kind, _, label = one.about.partition(":")
    return "paper" if kind == "case" and label not in found.one.built else one.about
