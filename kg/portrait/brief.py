"""Things that a few lines tell: a reading, a figure of a group, a naming of a variant, a named graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from kg.engine import Engine
from kg.find import Depth, Ref, Said, stated
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import BASE
from kg.portrait.figures import FIGURE, figure_line

Value: TypeAlias = Ref | str
Line: TypeAlias = tuple[str, tuple[Value, ...]]
_READ: Final = frozenset(
    {"rdfs:label", "rdf:type", "kg:reportedIn", "kg:readIn", "kg:readAt", "kg:via", "kg:readingDepth"}
)
_NAMING: Final = (
    *(
        "ofVariant",
        "statedAs",
        "statedProtein",
        "statedConsequence",
        "statedZygosity",
        "zygosity",
        "statedSignificance",
    ),
    *("significance", "diseaseClaim", "novel", "statedExon", "statedIntron", "statedTranscript", "functionalEffect"),
    *("functionalClass", "inTransWith", "note"),
)
_GRAPH: Final = frozenset(
    {
        *("rdfs:label", "kg:statementKind", "kg:triples", "kg:note", "prov:wasDerivedFrom", "dcterms:title"),
        *("dcterms:hasVersion", "dcterms:issued", "dcterms:license", "dcterms:creator", "dcterms:source"),
        "dcterms:description",
    }
)
_ASKED: Final[Mapping[str, frozenset[str]]] = {
    "reading": _READ | {"^kg:hasReading"},
    "statistic": _READ | FIGURE | {"^kg:hasGroupValue", "kg:sequence", "kg:statedRegion", "kg:statedSequence"},
    "mention": _READ | {f"kg:{name}" for name in _NAMING},
    "graph": _GRAPH,
}
_KINDS: Final = {
    "reading": "That a paper was read, how far and where.",
    "statistic": "A figure of a group of people, as a paper states it; it is nobody's own finding.",
    "mention": "That a paper names a variant.",
    "graph": "A named graph: what was said in one place, kept together.",
}
_STATEMENTS: Final = {
    "asserted": "as papers or sources say it",
    "computed": "worked out here",
    "inferred": "follows by the ontology",
    "vocabulary": "words and their meaning",
}


@dataclass(frozen=True, slots=True)
class BriefPortrait:
    """A thing in a few lines, each with what it says in words; `kind` is what such a thing is."""

    ref: Ref
    kind: str
    lines: tuple[Line, ...]


def brief_query(iri: str) -> str:
    """What asks for all that is said of a thing."""
    return f"""{PROLOGUE}
SELECT DISTINCT ?property ?value ?label WHERE {{
  {reference(iri)} ?property ?value OPTIONAL {{ ?value rdfs:label ?label }}
}}"""


def brief_portrait(engine: Engine, iri: str) -> BriefPortrait | None:
    """A thing of one of these rooms; None where the graph says nothing of it."""
    room = iri.removeprefix(BASE).partition("/")[0]
    one = stated(engine, [(iri, _ASKED[room])])[iri]
    label = one.text("rdfs:label")
    if not label:
        return None
    parts = stated(engine, [(ref.iri, FIGURE) for ref in one.refs("kg:hasGroupValue")])
    lines = _LINES[room](one, parts)
    return BriefPortrait(Ref(iri, label), _KINDS[room], tuple((name, values) for name, values in lines if any(values)))


def _of_reading(one: Said, _: Mapping[str, Said]) -> Iterator[Line]:
    yield "Paper", one.refs("^kg:hasReading")
    yield "How far", tuple(str(depth) for depth in Depth if depth is one.depth)
    yield "What that means", tuple(depth.meaning for depth in Depth if depth is one.depth)
    yield "Where", one.texts("kg:readAt")
    yield "By way of", one.texts("kg:via")


def _of_figure(one: Said, parts: Mapping[str, Said]) -> Iterator[Line]:
    line = figure_line(one, one.label, parts)
    yield "Of what", (line.measure,)
    yield "In whom", (line.group, line.tested)
    yield "How much", (line.amount,)
    yield "95 % interval, worked out here", (line.interval,)
    yield "Read as", (line.term,) if line.term else ()
    yield "It counts", ("those without the finding",) if line.absence else ()
    yield "Seen by", (line.modality,) if line.modality else ()
    yield "Sequence", one.refs("kg:sequence")
    yield "Where in the brain", line.regions or one.texts("kg:statedRegion")
    yield "One of the values of", one.refs("^kg:hasGroupValue")
    yield "Second hand", ("quoted by this paper from another; never its own result",) if line.second_hand else ()
    yield "Remarks", line.remarks
    yield from _where_read(one)


def _of_mention(one: Said, _: Mapping[str, Said]) -> Iterator[Line]:
    yield "Variant", one.refs("kg:ofVariant")
    yield "As printed", (*one.texts("kg:statedAs"), *one.texts("kg:statedProtein"), *one.texts("kg:statedTranscript"))
    yield "Kind, as printed", one.texts("kg:statedConsequence")
    yield "Exon or intron, as printed", (*one.texts("kg:statedExon"), *one.texts("kg:statedIntron"))
    yield "Zygosity", one.refs("kg:zygosity") or one.texts("kg:statedZygosity")
    yield "With, on the other copy", one.refs("kg:inTransWith")
    yield "Significance", one.refs("kg:significance") or one.texts("kg:statedSignificance")
    yield "What the paper claims", one.refs("kg:diseaseClaim")
    yield "Reported as new", ("yes",) if one.flag("kg:novel") else ()
    yield "What it does", (*one.texts("kg:functionalClass"), *one.texts("kg:functionalEffect"))
    yield "Remarks", one.texts("kg:note")
    yield from _where_read(one)


def _of_graph(one: Said, _: Mapping[str, Said]) -> Iterator[Line]:
    kind = one.text("kg:statementKind") or ""
    yield "Title", one.texts("dcterms:title")
    yield "What it holds", (f"{kind}: {_STATEMENTS[kind]}" if kind in _STATEMENTS else kind,)
    yield "Statements", tuple(f"{int(float(number)):,}" for number in one.texts("kg:triples"))
    yield "From", one.refs("prov:wasDerivedFrom")
    yield "Description", one.texts("dcterms:description")
    yield "Version", one.texts("dcterms:hasVersion")
    yield "Date", one.texts("dcterms:issued")
    yield "Owner", one.texts("dcterms:creator")
    yield "Licence", one.texts("dcterms:license")
    yield "Source", one.texts("dcterms:source")
    yield "Remarks", one.texts("kg:note")


def _where_read(one: Said) -> Iterator[Line]:
    papers = one.refs("kg:reportedIn")
    yield "Paper", papers
    yield "Read in", tuple(ref for ref in one.refs("kg:readIn") if ref not in papers)
    yield "How far", tuple(str(depth) for depth in Depth if depth is one.depth)
    yield "Read at", one.texts("kg:readAt")
    yield "By way of", one.texts("kg:via")


_LINES: Final[Mapping[str, Callable[[Said, Mapping[str, Said]], Iterator[Line]]]] = {
    "reading": _of_reading,
    "statistic": _of_figure,
    "mention": _of_mention,
    "graph": _of_graph,
}
