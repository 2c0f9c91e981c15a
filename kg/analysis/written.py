"""An answer as RDF: a node for what was asked, how and of which release, and a node for each row. Nothing is blank.

No clock is in it and no version of a library, so that the same question over the same release says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, Final

from kg import __version__
from kg.analysis.result import Analysis, Estimate, LeftOut, Question, Row, told
from kg.analysis.terms import FieldTerm, terms_of
from kg.find.facts import Ref
from kg.names import DCTERMS, PROV, digest, mint, term
from kg.triples.terms import LABEL, TYPE, Triple, boolean, called, double, integer, iri, said, text, texts

AGENT: Final = mint("software", f"csf1r-kg-{__version__}")
"""What works figures out: this program, in this version."""
_SPELT: Final[dict[str, Callable[[Any], str]]] = {
    "string": text,
    "boolean": boolean,
    "integer": integer,
    "double": double,
}


def analysis_triples(analysis: Analysis, release: str) -> Iterator[Triple]:
    """All that an answer says; `release` is the IRI of the one it was worked out from."""
    own, question = analysis.iri, analysis.question
    yield from called(own, analysis.label, "Analysis")
    yield from said(own, analysisKind=text(question.kind), asks=text(question.canonical))
    yield from _facts(own, question)
    yield from said(own, method=text(analysis.method.name))
    yield from texts(own, DCTERMS + "source", analysis.method.source)
    yield from texts(own, term("software"), *(name.partition(" ")[0] for name in analysis.method.software))
    yield from texts(own, term("countsQuery"), analysis.sparql)
    yield from texts(own, term("note"), *analysis.notes)
    if analysis.people is not None:
        yield from said(own, peopleCounted=integer(analysis.people))
    yield from _provenance(analysis, release)
    for row in analysis.rows:
        yield from _row(analysis, row)
    for one in analysis.left_out:
        yield from _left_out(own, one)


def _provenance(analysis: Analysis, release: str) -> Iterator[Triple]:
    activity = f"{analysis.iri}/activity"
    yield analysis.iri, TYPE, iri(PROV + "Entity")
    yield analysis.iri, PROV + "wasDerivedFrom", iri(release)
    yield analysis.iri, PROV + "wasGeneratedBy", iri(activity)
    yield activity, TYPE, iri(PROV + "Activity")
    yield activity, LABEL, text(f"working out: {analysis.label}")
    yield activity, PROV + "used", iri(release)
    yield activity, PROV + "wasAssociatedWith", iri(AGENT)
    yield AGENT, TYPE, iri(PROV + "SoftwareAgent")
    yield AGENT, LABEL, text(f"csf1r-kg {__version__}")


def _row(analysis: Analysis, row: Row) -> Iterator[Triple]:
    own = analysis.row_iri(row)
    yield analysis.iri, term("hasRow"), iri(own)
    named = (getattr(row, name) for name in row.key)
    label = ", ".join(str(one.label if isinstance(one, Ref) else told(one)) for one in named if one is not None)
    yield from called(own, label or analysis.label, "AnalysisRow", type(row).__name__)
    yield from _facts(own, row)


def _facts(own: str, thing: Question | Row) -> Iterator[Triple]:
    kind: Any = type(thing)
    for one in terms_of(kind):
        value = getattr(thing, one.field)
        for each in value if isinstance(value, tuple) else (value,):
            yield from _fact(own, one, each)


def _fact(own: str, one: FieldTerm, value: Any) -> Iterator[Triple]:
    if isinstance(value, Estimate):
        ends = zip(one.properties, (value.value, value.low, value.high), strict=True)
        yield from ((own, term(name), double(end)) for (name, _, _), end in ends if end is not None)
    elif isinstance(value, Ref):
        yield own, term(one.name), iri(value.iri)
    elif value is not None and value != "":
        plain = value.name if isinstance(value, Enum) else value
        yield own, term(one.name), _SPELT[one.datatype or "string"](plain)


def _left_out(analysis: str, one: LeftOut) -> Iterator[Triple]:
    own = f"{analysis}/left-out-{digest(one.what.iri, one.why)}"
    yield analysis, term("leavesOut"), iri(own)
    yield from called(own, f"{one.what.label}, left out", "LeftOut")
    yield own, term("leftOut"), iri(one.what.iri)
    yield own, term("leftOutBecause"), text(one.why)
    if one.instead:
        yield own, term("countedInstead"), iri(one.instead.iri)
