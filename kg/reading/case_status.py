"""What is told of a case once its findings and variants stand with it: whether it was tested, and is well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.model.words import GeneticStatus, Status
from kg.reading.entries import Entry, noted
from kg.reading.found import FoundPerson, Spot
from kg.reading.parents_told import both_negative, both_well
from kg.reading.people.facts_of import WELL
from kg.texts.text import Text

_UNTESTED: Final = "the text names no test of this relative"
_SEEN_WELL: Final = "told to be well; no onset and no sign is told of them"
_BOTH: Final = "said of both parents"
_PARENTS: Final = frozenset({"mother", "father"})


def tell_status(text: Text, one: FoundPerson, case: Entry, several: bool) -> None:
    """Add to a case whether the person was tested and whether they are well, where no words of theirs say it.

    `several`: the text describes more patients than one, among whom somebody may be well.
    """
    told = [*_tested(text, one, case), *_well(text, one, case, several)]
    if told:
        case.setdefault("quoted", []).extend(told)


def _tested(text: Text, one: FoundPerson, case: Entry) -> Iterator[Entry]:
    """A relative of whom the text names no test has the status of the variant that they have, if any."""
    if not one.relative or _says(one, "genetic_status"):
        return
    has = next((entry for entry in case.get("variants", ()) if not entry.get("presumed")), None)
    why: tuple[str, ...] = (_UNTESTED,)
    spot, value = one.spot, GeneticStatus.NOT_INDIVIDUALLY_TESTED
    if has:
        why, value = (), GeneticStatus.CONFIRMED
    elif one.relative in _PARENTS and (place := both_negative(text)):
        spot, why, value = place, (_BOTH,), GeneticStatus.NEGATIVE
    status = noted(text, spot, why, {"key": "genetic_status", "value": str(value)})
    yield status | ({key: has[key] for key in ("quote", "place", "why") if key in has} if has else {})


def _well(text: Text, one: FoundPerson, case: Entry, several: bool) -> Iterator[Entry]:
    signs = any(sign["status"] == str(Status.PRESENT) for sign in case.get("phenotypes", ()))
    if signs or _says(one, "affected") or _says(one, "age_at_onset") or _says(one, "onset"):
        return
    seen = next((fact.spot for fact in one.stated if fact.key == WELL), None)
    place: Spot | None = seen if several else None
    why = _SEEN_WELL
    if place is None and one.relative in _PARENTS:
        place, why = both_well(text), _BOTH
    if place is not None:
        yield noted(text, place, (why,), {"key": "affected", "value": False})


def _says(one: FoundPerson, key: str) -> bool:
    return any(fact.key == key for fact in one.stated)
