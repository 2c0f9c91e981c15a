"""A term and its names, the same value from every format; and what a reader has before the checks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.names import IAO, OIO, OWL, RDFS, SKOS
from kg.sources.ontology.names import curie, matched

DEFINITION: Final = IAO + "0000115"
REPLACED_BY: Final = IAO + "0100001"
EXACT: Final = SKOS + "exactMatch"
EQUIVALENT: Final = "MONDO:equivalentTo"
"""How MONDO marks, as the source of a cross-reference, that it is the same disease."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another name. `scope` is EXACT, BROAD, NARROW or RELATED; `kind` such as layperson, or None."""

    text: str
    scope: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A term as its release gives it. The label of an obsolete term starts with `obsolete `.

    Lists are sorted and hold each thing once: their order means nothing in OWL, and differs between formats.
    `exact` holds those of other vocabularies that are said to be the same, as CURIEs (`OMIM:221820`).
    """

    id: str
    label: str
    definition: str | None = None
    comment: str | None = None
    synonyms: tuple[Synonym, ...] = ()
    parents: tuple[str, ...] = ()
    alternative_ids: tuple[str, ...] = ()
    obsolete: bool = False
    replaced_by: tuple[str, ...] = ()
    consider: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """What a reader found, before it is known to be sound.

    `terms` are (place, term), where the place is a line or an id, and a label may be empty; `faults` are (place, what
    is wrong, what would be right).
    """

    version: str | None = None
    terms: list[tuple[str, OntologyTerm]] = field(default_factory=list)
    faults: list[tuple[str, str, str]] = field(default_factory=list)


def term_of(
    identifier: str, said: Mapping[str, Collection[str]], synonyms: Iterable[Synonym], prefix: str
) -> OntologyTerm:
    """A term from what OWL says of its class, by the IRIs of the properties."""

    def one(predicate: str) -> str | None:
        return min(said.get(predicate, ()), default=None)

    def names(predicate: str) -> tuple[str, ...]:
        return once(map(curie, said.get(predicate, ())))

    return OntologyTerm(
        id=identifier,
        label=one(RDFS + "label") or "",
        definition=one(DEFINITION),
        comment=" ".join(sorted(said.get(RDFS + "comment", ()))) or None,
        synonyms=in_order(synonyms),
        parents=tuple(parent for parent in names(RDFS + "subClassOf") if parent.startswith(f"{prefix}:")),
        alternative_ids=names(OIO + "hasAlternativeId"),
        obsolete="true" in said.get(OWL + "deprecated", ()),
        replaced_by=names(REPLACED_BY),
        consider=names(OIO + "consider"),
        xrefs=once(said.get(OIO + "hasDbXref", ())),
        exact=once(map(matched, said.get(EXACT, ()))),
    )


def once(values: Iterable[str]) -> tuple[str, ...]:
    """Sorted, each once."""
    return tuple(sorted(set(values)))


def in_order(synonyms: Iterable[Synonym]) -> tuple[Synonym, ...]:
    """Synonyms in the order of text, scope and kind, each once."""
    found = tuple(synonyms)
    return found if len(found) < 2 else tuple(sorted(set(found), key=_order))


def _order(one: Synonym) -> tuple[str, str, str]:
    return one.text, one.scope, one.kind or ""
