"""The ontology and its slices as documents of a release, each under the names that others import it by.

In the graph they are one, and a term stands with its owner; who follows `owl:imports` wants each as it was written.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.engine.answer import Answer, Form
from kg.engine.written import GRAPH_FORMATS
from kg.names import OWL, PREFIXES, RDF
from kg.triples.turtle import statements

_TURTLE: Final = "text/turtle"
_TYPE, _ONTOLOGY, _VERSION = (ox.NamedNode(one) for one in (f"{RDF}type", f"{OWL}Ontology", f"{OWL}versionIRI"))


@dataclass(frozen=True, slots=True)
class Documents:
    """Files by the IRI and the version IRI of the ontology that each holds; none where there is no release folder."""

    files: Mapping[str, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path | None, names: Iterable[str]) -> Documents:
        """Those among the files of a release folder."""
        paths = [folder / name for name in names if name.endswith(".ttl")] if folder else []
        return cls({iri: path for path in paths for iri in _called(path)})

    def written(self, iri: str, accept: Sequence[str]) -> Answer | None:
        """A document in the first of the accepted types, Turtle as it was written; None for another IRI."""
        path = self.files.get(iri)
        if path is None:
            return None
        kind = next((name for name in accept if name in GRAPH_FORMATS), _TURTLE)
        if kind == _TURTLE:
            return Answer(Form.GRAPH, kind, path.read_bytes())
        # Blank nodes named by their place, so that the bytes repeat.
        lines = "".join(f"{statement} .\n" for statement in statements([path]))
        triples = (one.triple for one in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
        out = io.BytesIO()
        ox.serialize(triples, out, format=GRAPH_FORMATS[kind], prefixes=PREFIXES)
        return Answer(Form.GRAPH, kind, out.getvalue())


def _called(path: Path) -> set[str]:
    """The names of the ontology in a file."""
    every = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    triples = [one for one in every if one.predicate in (_TYPE, _VERSION)]
    own = {one.subject for one in triples if one.object == _ONTOLOGY}
    versions = {one.object for one in triples if one.subject in own and one.predicate == _VERSION}
    return {node.value for node in own | versions if isinstance(node, ox.NamedNode)}
