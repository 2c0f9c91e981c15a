"""How papers name a variant: their own words for it, what they claim of it, with or without a person who has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.find import Depth, Ref, Said, stated

_OF: Final = frozenset(
    {
        *("rdfs:label", "kg:reportedIn", "kg:readingDepth", "kg:readIn", "kg:via", "kg:statedAs", "kg:statedProtein"),
        *("kg:statedConsequence", "kg:statedSignificance", "kg:significance", "kg:diseaseClaim", "kg:novel"),
        *("kg:functionalClass", "kg:functionalEffect", "kg:note", "^kg:hasGenotype"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A variant in a paper. Words are the paper's own; `person` is whom it tells of there, if anybody.

    `read_in` is the paper whose text was read, where that is another.
    """

    ref: Ref
    paper: Ref | None
    person: Ref | None
    depth: Depth | None
    read_in: tuple[Ref, ...]
    stated: tuple[str, ...]
    consequence: tuple[str, ...]
    significance: tuple[str, ...]
    claim: str
    novel: bool
    tested: tuple[str, ...]
    notes: tuple[str, ...]


def namings(engine: Engine, mentions: Iterable[Ref]) -> tuple[Naming, ...]:
    """What papers say of a variant where they name it, by paper."""
    found = [_naming(one) for one in stated(engine, ((ref.iri, _OF) for ref in mentions)).values()]
    return tuple(sorted(found, key=lambda one: (one.paper.iri if one.paper else "", one.person is None, one.ref.iri)))


def _naming(said: Said) -> Naming:
    claim, own = said.ref("kg:diseaseClaim"), said.refs("kg:reportedIn")
    tested = [one.label for one in said.refs("kg:functionalClass")]
    return Naming(
        ref=Ref(said.iri, said.label),
        paper=own[0] if own else None,
        person=said.ref("^kg:hasGenotype"),
        depth=said.depth,
        read_in=tuple(one for one in said.refs("kg:readIn") if one not in own),
        stated=said.texts("kg:statedAs") or said.texts("kg:statedProtein"),
        consequence=said.texts("kg:statedConsequence"),
        significance=said.texts("kg:statedSignificance"),
        claim=claim.label if claim else "",
        novel=bool(said.flag("kg:novel")),
        tested=(*tested, *said.texts("kg:functionalEffect")),
        notes=said.texts("kg:note"),
    )
