"""What a term's page shows beyond the statements about it: its meaning, its place, and where it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.find import FindingFacts, Frequency, Page, Ref
from kg.find.things import Fact, Thing
from kg.names import KG, OBO, OIO, RDFS, SKOS

_DEFINITION: Final = OBO + "IAO_0000115"
_SYNONYMS: Final = tuple(f"{OIO}has{scope}Synonym" for scope in ("Exact", "Related", "Broad", "Narrow"))
SEEN: Final = 50
"""Findings on one page of a term."""
_PARENT: Final = RDFS + "subClassOf"
_CARE, _MEANT = SKOS + "scopeNote", RDFS + "seeAlso"


@dataclass(frozen=True, slots=True)
class TermPart:
    """The part; `cares` say what may mislead about the term, `meant` are the words of ours that hold what is meant.

    `labels` are those of the papers and persons of the findings `seen`, `carriers` counts affected carriers.
    """

    definition: str
    cares: tuple[str, ...]
    meant: tuple[Ref, ...]
    synonyms: tuple[str, ...]
    parents: tuple[Ref, ...]
    children: tuple[Ref, ...]
    seen: Page[FindingFacts] | None
    labels: Mapping[str, str]
    carriers: Frequency | None
    most: int = SEEN


def term_part(
    thing: Thing,
    children: tuple[Ref, ...],
    seen: Page[FindingFacts] | None,
    labels: Mapping[str, str],
    carriers: Frequency | None = None,
) -> TermPart:
    """The part of a thing, read from what is said of it."""
    parents = (_ref(fact) for fact in thing.values(_PARENT) if fact.other.kind == "iri")
    return TermPart(
        definition=next((fact.other.value for fact in thing.values(_DEFINITION)), ""),
        cares=tuple(fact.other.value for fact in thing.values(_CARE)),
        meant=tuple(_ref(fact) for fact in thing.values(_MEANT) if fact.other.value.startswith(KG)),
        synonyms=tuple(sorted({fact.other.value for name in _SYNONYMS for fact in thing.values(name)})),
        parents=tuple(dict.fromkeys(parents)),
        children=children,
        seen=seen,
        labels=labels,
        carriers=carriers,
    )


def _ref(fact: Fact) -> Ref:
    return Ref(fact.other.value, fact.label)
