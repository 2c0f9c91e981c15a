"""A disease: what it is called here and elsewhere, its genes, who was first thought to have it, its findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.analysis.frequencies import Frequencies, FrequencyRow, frequencies
from kg.analysis.held import Held
from kg.analysis.population import Population
from kg.engine import Engine
from kg.find import Ref, Said, stated
from kg.find.diseases import own_diseases
from kg.find.statements import types
from kg.find.things import labels_of
from kg.lexicon import Kind
from kg.lexicon.spelling import PROLOGUE, reference
from kg.names import KG, expand
from kg.portrait.confused import differentials
from kg.portrait.reference import ReferencePortrait
from kg.portrait.spoken import WHOM

_LINKS: Final = {
    "skos:exactMatch": "the same",
    "skos:closeMatch": "close to it",
    "skos:broadMatch": "wider",
    "skos:broader": "wider",
    "^skos:broader": "narrower",
    "^skos:broadMatch": "narrower",
    "^skos:exactMatch": "the same",
}
_DISEASE: Final = frozenset(
    {
        *("rdfs:label", "rdf:type", "skos:altLabel", "skos:notation", "owl:deprecated", "kg:inheritance", "kg:note"),
        *("kg:ofGene", "kg:hasAnnotation", "^kg:classifiedFor", "^kg:diagnosedAs", "^skos:closeMatch", *_LINKS),
    }
)
_SAME: Final = frozenset({"kg:ofGene", "kg:inheritance", "kg:hasAnnotation", "^kg:classifiedFor", "^kg:diagnosedAs"})
_ANNOTATION: Final = frozenset(
    f"kg:{name}" for name in ("aboutTerm", "aboutAbsenceOf", "frequencyStated", "reference", "evidenceCode", "aspect")
)
_CLASSIFIED: Final = frozenset(
    {
        *("rdf:type", "rdfs:label", "kg:statedClassification", "kg:statedCondition", "kg:submitter", "kg:dataset"),
        *("kg:datasetVersion", "kg:modeOfInheritance", "kg:classifiedGene", "kg:cites"),
    }
)
_TERM: Final = re.compile(r"HP:\d{7}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneClaim:
    """That a database takes a gene for the cause of the disease, in its own words."""

    ref: Ref
    classification: str
    gene: Ref | None
    submitter: str
    dataset: str
    inheritance: tuple[Ref, ...]
    condition: str
    papers: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierCalled:
    """That somebody was first thought to have it."""

    ref: Ref
    people: tuple[Ref, ...]
    papers: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedFinding:
    """A finding that HPO's annotations give to the disease, and how often carriers here have it (`here`)."""

    term: Ref
    absent: bool
    often: str
    sources: tuple[Ref, ...]
    evidence: tuple[str, ...]
    here: FrequencyRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseasePortrait:
    """All of it. `own`: a disease of the gene this graph is about. `people`: those whom `here` of findings counts."""

    ref: Ref
    names: tuple[str, ...]
    notations: tuple[str, ...]
    links: tuple[tuple[str, Ref], ...]
    withdrawn: bool
    own: bool
    inheritance: tuple[str, ...]
    notes: tuple[str, ...]
    genes: tuple[Ref, ...]
    claims: tuple[GeneClaim, ...]
    variants: tuple[Ref, ...]
    earlier: tuple[EarlierCalled, ...]
    signs: tuple[ReferencePortrait, ...]
    findings: tuple[AnnotatedFinding, ...]
    people: int
    whom: str


def disease_query(iri: str) -> str:
    """What asks for the findings that a disease is annotated with."""
    return f"""{PROLOGUE}
SELECT DISTINCT ?term ?label ?about ?often ?reference WHERE {{
  {reference(iri)} (skos:exactMatch|^skos:exactMatch)?/kg:hasAnnotation ?row .
  ?row kg:aspect "P" ; ?about ?term FILTER(?about IN (kg:aboutTerm, kg:aboutAbsenceOf))
  OPTIONAL {{ ?term rdfs:label ?label }} OPTIONAL {{ ?row kg:frequencyStated ?often }}
  OPTIONAL {{ ?row kg:reference ?reference }}
}} ORDER BY STR(?label) ?term ?reference"""


def disease_portrait(held: Held, iri: str) -> DiseasePortrait | None:
    """A disease under the identifier of its owner; None where the graph has none of that name."""
    engine = held.engine
    if KG + "Disease" not in types(engine, [iri])[iri]:
        return None
    one = stated(engine, [(iri, _DISEASE)])[iri]
    labels = one.texts("rdfs:label")
    names = tuple(dict.fromkeys((*labels, *one.texts("skos:altLabel"))))
    # What is said under another owner's identifier for the very same disease is said of this one.
    same = [ref.iri for name in ("skos:exactMatch", "^skos:exactMatch") for ref in one.refs(name)]
    all_of_it = (one, *stated(engine, [(other, _SAME) for other in same if other != iri]).values())
    claimed = list(_of_all(all_of_it, "^kg:classifiedFor"))
    said = stated(engine, [(ref.iri, _CLASSIFIED) for ref in claimed])
    of_genes = [ref for ref in claimed if KG + "GeneDiseaseClassification" in said[ref.iri].texts("rdf:type")]
    # Adults with one changed copy and children with two are never mixed: each disease stands beside its own.
    own = iri in own_diseases(engine)
    recessive = any("recessive" in text for some in all_of_it for text in some.texts("kg:inheritance"))
    population = Population.BIALLELIC if own and recessive else Population.ADULTS
    findings, people = _findings(held, _of_all(all_of_it, "kg:hasAnnotation"), population)
    return DiseasePortrait(
        ref=Ref(iri, min(labels, key=len, default=one.label)),
        names=names,
        notations=one.texts("skos:notation"),
        links=tuple(_links(one)),
        withdrawn=bool(one.flag("owl:deprecated")),
        own=own,
        inheritance=one.texts("kg:inheritance"),
        notes=one.texts("kg:note"),
        genes=_of_all(all_of_it, "kg:ofGene"),
        claims=tuple(_claim(ref, said[ref.iri]) for ref in of_genes),
        variants=tuple(ref for ref in claimed if ref not in of_genes),
        earlier=tuple(_earlier(engine, _of_all(all_of_it, "^kg:diagnosedAs"))),
        signs=tuple(differentials(engine, iri, names)),
        findings=findings,
        people=people,
        whom=WHOM[population],
    )


def _of_all(some: Iterable[Said], name: str) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(ref for one in some for ref in one.refs(name)))


def _links(one: Said) -> Iterator[tuple[str, Ref]]:
    found = {ref.iri: (how, ref) for name, how in reversed(_LINKS.items()) for ref in one.refs(name)}
    yield from sorted(found.values(), key=lambda pair: (pair[0] != "the same", pair[0], pair[1].iri))


def _claim(ref: Ref, one: Said) -> GeneClaim:
    return GeneClaim(
        ref=ref,
        classification=one.text("kg:statedClassification") or ref.label,
        gene=one.ref("kg:classifiedGene"),
        submitter=one.text("kg:submitter") or "",
        dataset=" ".join(filter(None, (one.text("kg:dataset"), one.text("kg:datasetVersion")))),
        inheritance=one.refs("kg:modeOfInheritance"),
        condition=one.text("kg:statedCondition") or "",
        papers=one.refs("kg:cites"),
    )


def _earlier(engine: Engine, refs: Iterable[Ref]) -> Iterator[EarlierCalled]:
    wanted = tuple(refs)
    said = stated(engine, [(ref.iri, frozenset({"kg:reportedIn", "^kg:hasEarlierDiagnosis"})) for ref in wanted])
    for ref in wanted:
        one = said[ref.iri]
        yield EarlierCalled(ref=ref, people=one.refs("^kg:hasEarlierDiagnosis"), papers=one.refs("kg:reportedIn"))


def _findings(
    held: Held, annotations: Iterable[Ref], population: Population
) -> tuple[tuple[AnnotatedFinding, ...], int]:
    rows = stated(held.engine, [(ref.iri, _ANNOTATION) for ref in annotations]).values()
    about: dict[tuple[Ref, bool], list[Said]] = {}
    for row in rows:
        if row.text("kg:aspect") == "P":
            absent = not row.refs("kg:aboutTerm")
            for term in row.refs("kg:aboutAbsenceOf" if absent else "kg:aboutTerm"):
                about.setdefault((term, absent), []).append(row)
    if not about:
        return (), 0
    words = {
        text
        for some in about.values()
        for row in some
        for text in row.texts("kg:frequencyStated")
        if _TERM.fullmatch(text)
    }
    labels = labels_of(held.engine, map(expand, words)) if words else {}
    # Annotations may name what the HPO of the graph does not hold; nobody here was read to have that.
    known = tuple(iri for iri in sorted({term.iri for term, _ in about}) if held.names.has(Kind.TERM, iri))
    counted = frequencies(held, Frequencies(population=population, terms=known))
    here = {row.term.iri: row for row in counted.rows if isinstance(row, FrequencyRow)}
    found = [
        AnnotatedFinding(
            term=term,
            absent=absent,
            often="; ".join(
                sorted(
                    {
                        labels.get(expand(t), t) if _TERM.fullmatch(t) else t
                        for row in some
                        for t in row.texts("kg:frequencyStated")
                    }
                )
            ),
            sources=tuple(sorted({ref for row in some for ref in row.refs("kg:reference")}, key=lambda ref: ref.iri)),
            evidence=tuple(sorted({code for row in some for code in row.texts("kg:evidenceCode")})),
            here=here.get(term.iri),
        )
        for (term, absent), some in about.items()
    ]
    return tuple(
        sorted(found, key=lambda row: (row.absent, -(row.here.present if row.here else 0), row.term.label))
    ), counted.people or 0
