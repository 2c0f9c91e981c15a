"""Every fact about a case, variant, paper, observation or statistic can be reached; what is left out has a reason."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_leaf_type, is_required_argument
from rdflib import OWL, RDF, Graph
from starlette.testclient import TestClient

from api.app import make_app
from api.graphql.inside import to_snake_case
from api.graphql.kinds import KINDS
from api.graphql.node import READS
from api.graphql.schema import core
from api.settings import Settings
from kg.analysis import KINDS as ANALYSES
from kg.analysis.terms import terms_of
from kg.build.sequence import build
from kg.engine import Engine, RowTerm
from kg.find import Group
from kg.find.relations import Relation
from kg.imports.cohorts import import_cohort
from kg.imports.database_work import import_clinvar, import_gnomad
from kg.names import KG, contract
from kg.settings import data_folder
from kg.sources.hpo import hpo_path, read_hpo
from tests import databases
from tests.databases import counted, export, vcv
from tests.packets import age, packet, raw
from tests.small import toy_inputs

CHECKED = (
    "Case", "Variant", "Paper", "PhenotypeObservation", "ImagingObservation", "CohortStatistic", "Genotype",
    "VariantMention", "Family", "Treatment", "ImagingStudy", "Doubt", "Reading", "GroupValue", "Gene", "Exon", "Intron",
    "ProteinDomain", "Transcript", "Measurement", "EarlierDiagnosis", "VariantClassification", "AlleleFrequency",
    "GeneDiseaseClassification", "Quotation",
)  # fmt: skip
ANSWERS = (
    *(
        "kg:hasRow",
        "kg:leavesOut",
        "kg:leftOut",
        "kg:leftOutBecause",
        "kg:countedInstead",
        "kg:analysisKind",
        "kg:asks",
    ),
    *("kg:method", "kg:software", "kg:countsQuery", "kg:peopleCounted"),
    *(
        f"kg:{name}"
        for one in ANALYSES.values()
        for field in (*terms_of(one.question), *terms_of(one.row))
        for name, _, _ in field.properties
    ),
)
NOT_SHOWN = {
    "kg:codedAsAbsent": "Observation.term of an absent one; what else it denies follows",
    "kg:isFindingOf": "the same link as Observation.cases, from the other end",
    "kg:hasMember": "the same link as Family.cases, from the other end",
    "kg:carriedBy": "the same link as Variant.cases, from the other end",
    "kg:variantHasFinding": "follows from others: Variant.observations",
    "kg:doubtAbout": "the same link as Doubt.about, from the other end",
    "kg:hasPhenotype": "HPO's disease annotations are reference data about diseases, not about the cases here: SPARQL",
    "kg:hasExcludedPhenotype": "as kg:hasPhenotype",
    "kg:hasAnnotation": "as kg:hasPhenotype",
    "kg:onsetTerm": "of a row of HPO's disease annotations: SPARQL",
    "kg:modifier": "of a row of HPO's disease annotations: SPARQL",
    "kg:reference": "of a row of HPO's disease annotations: SPARQL",
    "kg:evidenceCode": "of a row of HPO's disease annotations: SPARQL",
    "kg:aspect": "of a row of HPO's disease annotations: SPARQL",
    "kg:frequencyStated": "of a row of HPO's disease annotations: SPARQL",
    "kg:sexStated": "of a row of HPO's disease annotations: SPARQL",
    "kg:biocuration": "of a row of HPO's disease annotations: SPARQL",
    "kg:mapsFrom": "mapping tables have a justification a row; OntologyTerm shows the links themselves: SPARQL, SSSOM",
    "kg:mapsTo": "as kg:mapsFrom",
    "kg:mappingRelation": "as kg:mapsFrom",
    "kg:justification": "as kg:mapsFrom",
    "kg:confidence": "as kg:mapsFrom",
    "kg:hasItem": "criteria, scales and differentials are trees of any shape: SPARQL",
    "kg:role": "of an item of criteria, scales and differentials: SPARQL",
    "kg:counts": "rules of criteria are trees of any shape: SPARQL; their verdicts are an analysis",
    **dict.fromkeys(("kg:atLeast", "kg:atMost", "kg:onsetAtMost", "kg:unread", "kg:aboutClass"), "as kg:counts"),
    "kg:readingStated": "of reference data only: SPARQL",
    "kg:lookStated": "of a sign of a differential or a criterion: SPARQL",
    "kg:hasGraph": "Release.graphs",
    "kg:statementKind": "Release.graphs.kind",
    "kg:triples": "Release.graphs.triples",
    "kg:version": "Release.version",
    "kg:statedModality": "declared, and no paper needs it so far",
    **dict.fromkeys(ANSWERS, "of an answer worked out from the graph: SPARQL, tables, and the doors of analyses"),
}


OUTSIDE = ("AlleleFrequency",)
"""What is there only where somebody imported it."""


def declared() -> set[str]:
    graph = Graph().parse(data_folder("ontology") / "csf1r.ttl")
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return {contract(str(one)) for kind in kinds for one in graph.subjects(RDF.type, kind) if str(one).startswith(KG)}


def shown() -> set[str]:
    """The properties that fields read, and those that the ways from one thing to many follow."""
    read = {name.removeprefix("^") for kind in KINDS.values() for name in kind.reads()}
    patterns = " ".join(one.pattern for one in Relation) + " ".join(one.value for one in Group)
    return read | {name for name in declared() if f"{name} " in patterns + " "}


def test_every_property_of_the_ontology_is_shown_or_has_a_reason() -> None:
    assert declared() - shown() == NOT_SHOWN.keys() - shown(), "a property is neither shown nor explained"
    stale = NOT_SHOWN.keys() - declared()
    assert not stale, f"reasons for properties that there are none of: {stale}"


def test_every_type_leads_to_its_things_by_node() -> None:
    assert {f"kg:{name}" for name in CHECKED} <= {name for kind in KINDS.values() for name in kind.classes}
    assert all(isinstance(core().type_map[name], GraphQLObjectType) for name in CHECKED)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The toy papers with a toy cohort beside them, and with what toy databases say."""
    home = tmp_path_factory.mktemp("imported")
    measured = {
        "assay": {"id": "LOINC:0000-0", "label": "toy assay"},
        "value": {"quantity": {"unit": {"id": "UCUM:g", "label": "gram"}, "value": 2.5}},
        "timeObserved": age("P40Y"),
    }
    (home / "packets").mkdir()
    (home / "packets" / "toy.json").write_bytes(raw(packet(1, measurements=[measured])))
    import_cohort(str(home / "packets"), "toy", "CC0-1.0", home / "cohorts", read_hpo(hpo_path()))
    told = vcv(databases.of_both_kinds())
    import_clinvar(databases.asked(home / "toy.xml", told), home / "databases")
    import_gnomad(databases.asked(home / "toy.csv", export(counted(3059)), release="4.1"), home / "databases")
    inputs = toy_inputs(databases.beside_papers(home))
    inputs = replace(inputs, cohorts=home / "cohorts", databases=home / "databases")
    return build(inputs, home / "releases").engine()


@pytest.mark.parametrize("graph", ["toy", "imported", pytest.param("real", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", CHECKED)
def test_every_statement_about_a_thing_comes_back_by_value(
    graph: str, name: str, request: pytest.FixtureRequest
) -> None:
    engine: Engine = request.getfixturevalue(graph)
    client = TestClient(make_app(engine, Settings(graphql_cost_most=10**9, page_most=10**4, page_size=10**4)))
    narrower = f"FILTER NOT EXISTS {{ ?x a <{KG}Genotype> }}" if name == "VariantMention" else ""
    stated: dict[str, list[tuple[str, RowTerm]]] = {}
    for row in engine.rows(
        f"SELECT DISTINCT ?x ?p ?o WHERE {{ GRAPH ?g {{ ?x a <{KG}{name}> }} GRAPH ?h {{ ?x ?p ?o }} "
        f"FILTER(?h != graph:inferred && ?p != rdf:type) {narrower} }}"
    ):
        stated.setdefault(row["x"].value, []).append((contract(row["p"].value), row["o"]))
    query = f"query Q($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {name} {{ {everything(name)} }} }} }}"
    answer = client.post("/graphql", json={"query": query, "variables": {"ids": list(stated)}}).json()
    assert "errors" not in answer, answer["errors"][:1]
    assert (
        stated
        or graph == "toy"
        or name in ("GroupValue", "Measurement", "Quotation", *(OUTSIDE if graph == "real" else ()))
    )
    for node, statements in zip(answer["data"]["nodes"], stated.values(), strict=True):
        told = set(leaves(node))
        lost = [(link, value.value) for link, value in statements if link not in NOT_SHOWN and not held(value, told)]
        assert not lost, f"{node['iri']} lost {lost}"


def everything(name: str) -> str:
    """Every field of a type, and of what it leads to the IRI."""
    fields = core().type_map[name].fields
    asked = [
        _asked(key, field) for key, field in fields.items() if not any(map(is_required_argument, field.args.values()))
    ]
    return " ".join([*asked, "group: observations(where: {scope: GROUP}) { nodes { iri } }" if name == "Case" else ""])


def _asked(key: str, field: GraphQLField) -> str:
    kind = get_named_type(field.type)
    if is_leaf_type(kind):
        return key
    if "nodes" in kind.fields:
        return f"{key} {{ nodes {{ {'present' if kind.name.startswith('Finding') else 'iri'} }} }}"
    if "iri" in kind.fields or kind.name == "Node":
        return f"{key} {{ ... on Thing {{ iri }} }}"
    return f"{key} {{ {' '.join(_asked(*one) for one in kind.fields.items())} }}"


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from leaves(one)
    elif value is not None:
        yield float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def held(value: RowTerm, told: set[object]) -> bool:
    """Whether a value is in an answer: as it is, as a number or a truth, or as the name of an enum's value."""
    text = value.value
    if text in told or (text in ("true", "false") and (text == "true") in told):
        return True
    if value.kind == "iri" and text.startswith(KG):
        return to_snake_case(text.removeprefix(KG)).upper() in told or (
            text == KG + "noDiseaseClaim" and "NONE" in told
        )
    return text.replace(".", "").lstrip("-").isdigit() and float(text) in told


def test_reads_name_properties_that_there_are() -> None:
    known = declared()
    read = {name.removeprefix("^") for kind in KINDS.values() for name in kind.reads() if "kg:" in name}
    assert read - known == set()
    assert READS == "reads"
