"""Papers of a graph in the forms of reference managers: what the graph does not say is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from kg.engine import Engine
from kg.errors import UnknownName
from kg.export.bibtex import bibtex
from kg.export.csl import csl
from kg.export.works import Work, works

FORMATS: Final[Mapping[str, Callable[[Iterable[Work]], str]]] = MappingProxyType({"csl": csl, "bibtex": bibtex})


def cite(engine: Engine, papers: Iterable[str], form: str) -> str:
    """The papers of these names, or all where none is given; raises `UnknownName` for a paper or form that is none."""
    if form not in FORMATS:
        raise UnknownName(f"{form!r} is no form of citation; choose {' or '.join(FORMATS)}", form)
    return FORMATS[form](works(engine, papers))
