"""Papers of a graph in the forms of reference managers: what the graph does not say is left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from kg.engine import Engine
from kg.errors import UnknownName
from kg.export.bibtex import bibtex
from kg.export.names import Name
from kg.export.works import Work, works


def csl(works: Iterable[Work]) -> str:
    """CSL-JSON (csl-data.json of citation-style-language/schema, 1.0.2): one array, keys in a fixed order."""
    return json.dumps([_item(work) for work in works], indent=1, ensure_ascii=False) + "\n"


def _item(work: Work) -> dict[str, Any]:
    facts = {
        "title": work.title,
        "container-title": work.journal,
        "issued": {"date-parts": [[work.year]]} if work.year else None,
        "author": [_author(work.author)] if work.author else None,
        "DOI": work.doi,
        "PMID": work.pmid,
        "PMCID": work.pmcid,
        "URL": None if work.doi else work.address,
        # Free keys are for this: no field says that further authors are not known.
        "custom": {"authors": "the first only"} if work.author else None,
    }
    kind = "article-journal" if work.journal else "document"
    return {"id": work.key, "type": kind, **{key: fact for key, fact in facts.items() if fact is not None}}


def _author(author: Name) -> dict[str, str]:
    if author.whole:
        return {"literal": author.family}
    parts = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {key: part for key, part in parts.items() if part}


FORMATS: Final[Mapping[str, Callable[[Iterable[Work]], str]]] = MappingProxyType({"csl": csl, "bibtex": bibtex})


def cite(engine: Engine, papers: Iterable[str], form: str) -> str:
    """The papers of these names, or all where none is given; raises `UnknownName` for a paper or form that is none."""
    if form not in FORMATS:
        raise UnknownName(f"{form!r} is no form of citation; choose {' or '.join(FORMATS)}", form)
    return FORMATS[form](works(engine, papers))
