"""What a person who is typing into a search box may mean: things that readers look for, each with its sort in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.engine import Engine
from kg.lexicon import Lexicon, Named, SearchKind
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import KG, OBO

SOUGHT: Final = (
    *(SearchKind.TERM, SearchKind.PAPER, SearchKind.CASE, SearchKind.VARIANT),
    *(SearchKind.GENE, SearchKind.FAMILY, SearchKind.PART),
)
"""What people look for by name; nobody calls a single finding or a figure so."""
_FIRST: Final = {
    OBO + "HP_": "finding",
    OBO + "MONDO_": "disease",
    OBO + "UBERON_": "region of the body",
    OBO + "SO_": "kind of change",
    OBO + "GENO_": "genetics",
    OBO + "ECO_": "evidence",
    "https://omim.org/": "disease",
    "http://www.orpha.net/": "disease",
    KG: "defined class",
}
_KINDS: Final = {
    "Case": "person",
    "Modality": "kind of scan",
    "Sequence": "sequence of a scan",
    "ProteinDomain": "protein domain",
    "Region": "region of the brain",
    "Class": "term",
}


@dataclass(frozen=True, slots=True)
class Sought:
    """A thing with the words it was found by, where its label does not hold them."""

    iri: str
    label: str
    kind: str
    found: str


def suggested(engine: Engine, text: str, most: int) -> tuple[Sought, ...]:
    """The likeliest things, best first; of the words of our ontology those that it defines."""
    near = Lexicon.of(engine).suggest(text, SOUGHT, 2 * most)
    ours = _defined(engine, [one.iri for one, _ in near if one.iri.startswith(KG)])
    kept = [pair for pair in near if not pair[0].iri.startswith(KG) or pair[0].iri in ours]
    return tuple(
        Sought(one.iri, one.label, sort_of(one), "" if found.lower() in one.label.lower() else found)
        for one, found in kept[:most]
    )


def sort_of(one: Named) -> str:
    """What sort of thing it is, as a reader would say."""
    first = next((word for start, word in _FIRST.items() if one.iri.startswith(start)), "")
    return first or _KINDS.get(one.kind) or one.kind.lower()


def _defined(engine: Engine, words: Sequence[str]) -> set[str]:
    """Those of some words of our ontology that it defines by what must hold: findings, groups of people."""
    if not words:
        return set()
    values = " ".join(map(reference, words))
    rows = engine.rows(
        f"{PROLOGUE} SELECT DISTINCT ?word WHERE {{ VALUES ?word {{ {values} }} ?word owl:equivalentClass ?how }}"
    )
    return {row["word"].value for row in rows}
