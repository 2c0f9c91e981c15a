"""Which release a store holds, by the store's own word: asked before it is read, and before it is written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from kg.names import BASE, KG, mint

RELEASE: Final = mint("graph", "release")
"""The graph in which a release says what it is: it is loaded last."""
LEDGER: Final = BASE + ".well-known/loading"
"""The graph that a store has as long as it is loaded: of which release, and how far each graph is."""
OF: Final = "http://purl.org/dc/terms/source"
ASKED: Final = f"""SELECT ?whole ?partly WHERE {{
  {{ GRAPH <{RELEASE}> {{ ?whole a <{KG}Release> }} }} UNION {{ GRAPH <{LEDGER}> {{ <{LEDGER}> <{OF}> ?partly }} }}
}}"""


@dataclass(frozen=True, slots=True)
class HeldRelease:
    """`whole` is the IRI of a release that is all there, `partly` of one that is being loaded or was left half-way."""

    whole: str = ""
    partly: str = ""

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, object]]) -> Self:
        """From the answer to `ASKED`. While one is loaded, none is there."""
        partly = next((str(row["partly"]) for row in rows if "partly" in row), "")
        return cls("" if partly else next((str(row["whole"]) for row in rows if "whole" in row), ""), partly)

    def __str__(self) -> str:
        if self.partly:
            return f"release {named(self.partly)} half-way: it is being loaded, or was left so"
        return f"release {named(self.whole)}" if self.whole else "no release"


def named(iri: str) -> str:
    """A release as people name it: the end of its IRI."""
    return iri.rpartition("/")[2]
