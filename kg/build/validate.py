"""The SHACL gate: what is asserted must fit its shapes. The only importer of pyshacl."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyshacl
import rdflib
from pyshacl.errors import ConstraintLoadError, ShapeLoadError
from rdflib.namespace import SH

from kg.errors import FaultyInput


class UnusableShapes(FaultyInput):
    """A shape itself is at fault, so nothing was checked."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that does not fit. `path` is None where a whole node is at fault; `value` is in N-Triples."""

    focus: str
    path: str | None
    message: str
    shape: str
    value: str | None = None


def shape_graph(folder: Path) -> rdflib.Graph:
    """Every shape file of a folder as one graph."""
    graph = rdflib.Graph(bind_namespaces="none")
    for file in sorted(folder.glob("*.ttl")):
        graph.parse(file, format="turtle")
    return graph


def validate(nt: bytes, shapes: Path) -> tuple[Violation, ...]:
    """Check N-Triples against the shapes of a folder; every violation, sorted. Raises `UnusableShapes`.

    Nothing is inferred first: `sh:targetClass` reaches what is typed with that very class, as evidence writes it.
    """
    data = rdflib.Graph(bind_namespaces="none").parse(data=nt, format="nt")
    try:
        conforms, report, _ = pyshacl.validate(data, shacl_graph=shape_graph(shapes), inplace=True)
    except (ConstraintLoadError, ShapeLoadError) as error:
        raise UnusableShapes(f"the shapes of {shapes} cannot be used: {error}") from error
    # pyshacl hands back an exception in place of a report when it fails on the way.
    if not isinstance(report, rdflib.Graph):
        raise UnusableShapes(f"the shapes of {shapes} cannot be used: {report}")
    return () if conforms else tuple(sorted(_violations(report), key=repr))


def _violations(report: rdflib.Graph) -> Iterator[Violation]:
    for result in report.objects(None, SH.result):
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        yield Violation(
            focus=str(report.value(result, SH.focusNode)),
            path=None if path is None else str(path),
            message=str(report.value(result, SH.resultMessage)),
            shape=str(report.value(result, SH.sourceShape)),
            value=None if value is None else value.n3(),
        )
