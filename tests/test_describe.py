"""The graph says of itself what programs ask: the queries below are those that editors and crawlers really send."""

import doctest
import gzip
import json
from collections import Counter
from pathlib import Path

import curies
import pyoxigraph as ox
import pytest
import rdflib

from kg.engine import Engine, Question
from kg.engine.memory import MemoryEngine
from kg.engine.questions import catalogue
from kg.names import BASE, KG, KNOWN, PREFIXES, contract, graph
from kg.release import Release, graphs
from kg.release.count import count, space_of, spaces
from kg.release.examples import form
from kg.release.forms import FORMS
from kg.release.prefixes import context, prefix_map
from kg.release.service import answer
from kg.settings import data_folder
from kg.triples.mappings import read_sssom

WELL_KNOWN = BASE + ".well-known/"
SH = "http://www.w3.org/ns/shacl#"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")

# What the editor of SIB asks of an endpoint when it opens (github.com/sib-swiss/sparql-editor, metadata.ts and README).
EDITOR_PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace
WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix} ORDER BY ?prefix"""
EDITOR_EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query
WHERE {
  ?sq a sh:SPARQLExecutable ;
    rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|sh:describe ?query .
} ORDER BY ?sq"""
EDITOR_VOID = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sd:<http://www.w3.org/ns/sparql-service-description#>
PREFIX void:<http://rdfs.org/ns/void#>
PREFIX void-ext:<http://ldf.fi/void-ext#>
SELECT DISTINCT ?graph ?graphLabel ?subjectClass ?prop ?objectClass ?objectDatatype
?triples ?subjectClassLabel ?objectClassLabel ?subjectClassComment ?objectClassComment ?propLabel ?propComment
WHERE {
      {
        OPTIONAL {
          ?graph sd:graph ?graphDesc .
          OPTIONAL { ?graph rdfs:label ?graphLabel }
          ?graphDesc void:classPartition ?cp .
        }
        ?cp void:class ?subjectClass ;
          void:propertyPartition ?pp .
        OPTIONAL { ?subjectClass rdfs:label ?subjectClassLabel }
        OPTIONAL { ?subjectClass rdfs:comment ?subjectClassComment }
        ?pp void:property ?prop .
        OPTIONAL { ?pp void:triples ?triples }
        OPTIONAL { ?prop rdfs:label ?propLabel }
        OPTIONAL { ?prop rdfs:comment ?propComment }
        OPTIONAL {
          {
            ?pp  void:classPartition [ void:class ?objectClass ] .
            OPTIONAL { ?objectClass rdfs:label ?objectClassLabel }
            OPTIONAL { ?objectClass rdfs:comment ?objectClassComment }
          } UNION {
            ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] .
          }
        }
      } UNION {
        ?linkset void:subjectsTarget [ void:class ?subjectClass ] ;
          void:linkPredicate ?prop ;
          void:objectsTarget [ void:class ?objectClass ] .
      }
} ORDER BY ?subjectClass ?objectClass ?objectDatatype ?graph ?triples"""


def test_the_editor_finds_every_prefix(toy: Engine) -> None:
    found = {row["prefix"].value: row["namespace"] for row in toy.rows(EDITOR_PREFIXES)}
    assert {prefix: space.value for prefix, space in found.items()} == KNOWN
    assert PREFIXES.items() <= KNOWN.items()
    assert {space.datatype for space in found.values()} == {"http://www.w3.org/2001/XMLSchema#anyURI"}


def test_a_known_prefix_needs_no_declaration(toy: Engine) -> None:
    assert toy.rows("SELECT ?label { HP:0001250 rdfs:label ?label }")[0]["label"].value == "Seizure"
    assert toy.rows("SELECT ?q { ?q a sh:SPARQLExecutable } LIMIT 1")


def test_the_editor_finds_every_question_with_its_query(toy: Engine) -> None:
    found = {row["sq"].value.rpartition("/")[2]: row for row in toy.rows(EDITOR_EXAMPLES)}
    local = {one.name: one for one in catalogue() if one.scope is None}
    assert local.keys() <= found.keys()
    for name, question in local.items():
        assert found[name]["query"].value == question.text
        assert (found[name]["comment"].value, found[name]["comment"].language) == (question.question, "en")


def test_examples_say_what_form_they_have_and_which_prefixes_and_endpoint(toy: Engine) -> None:
    rows = toy.rows(f"""PREFIX sh: <{SH}> PREFIX schema: <https://schema.org/>
        SELECT ?sq ?type ?target WHERE {{ GRAPH <{WELL_KNOWN}sparql-examples> {{
          ?sq a sh:SPARQLExecutable, ?type ; sh:prefixes <{WELL_KNOWN}prefixes> ; schema:target ?target ;
              schema:keywords ?word FILTER(?type != sh:SPARQLExecutable) }} }}""")
    kinds = {row["sq"].value.rpartition("/")[2]: row["type"].value for row in rows}
    assert kinds["zygosity"] == SH + "SPARQLSelectExecutable"
    assert kinds["is-anyone-described-twice"] == SH + "SPARQLAskExecutable"
    assert kinds["finding-and-variant-graph"] == SH + "SPARQLConstructExecutable"
    assert kinds["a-variant-described"] == "https://purl.expasy.org/sparql-examples/ontology#SPARQLDescribeExecutable"
    assert {row["target"].value for row in rows} == {BASE + "sparql"}


def test_a_description_is_found_by_the_editor_and_by_the_collection(toy: Engine) -> None:
    name = f"<{WELL_KNOWN}sparql-examples/a-variant-described>"
    for word in (f"<{SH}describe>", "<https://purl.expasy.org/sparql-examples/ontology#describe>"):
        assert "DESCRIBE ?variant" in toy.rows(f"SELECT ?q {{ {name} {word} ?q }}")[0]["q"].value


def test_a_federated_question_says_with_whom(toy: Engine) -> None:
    rows = toy.rows("""PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
        SELECT ?who { ?sq spex:federatesWith ?who }""")
    assert "https://ubergraph.apps.renci.org/sparql" in {row["who"].value for row in rows}


def test_every_query_has_one_form() -> None:
    assert {form(one.text) for one in catalogue()} == {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
    with pytest.raises(ValueError, match="no form"):
        form("# SELECT in a comment")


def test_the_editor_completes_properties_with_what_they_lead_to(toy: Engine) -> None:
    rows = toy.rows(EDITOR_VOID)
    leads = {
        tuple(row[name].value if name in row else None for name in ("subjectClass", "prop", "objectClass"))
        for row in rows
    }
    assert (KG + "Case", KG + "hasFinding", KG + "ImagingObservation") in leads
    assert (KG + "Case", KG + "hasVariant", KG + "Variant") in leads
    typed = {(row["subjectClass"].value, row["prop"].value): row["objectDatatype"].value
             for row in rows if "objectDatatype" in row}  # fmt: skip
    assert typed[KG + "Case", KG + "ageAtOnset"] == "http://www.w3.org/2001/XMLSchema#decimal"
    labels = {row["propLabel"].value for row in rows if row["prop"].value == KG + "hasFinding" and "propLabel" in row}
    assert labels == {"has finding"}


def test_partitions_hang_on_graphs_as_the_editor_reads_them(toy: Engine) -> None:
    rows = toy.rows("""PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?n { ?graph sd:graph ?gd . ?gd void:classPartition ?cp . ?cp void:class kg:Case ;
          void:propertyPartition ?pp . ?pp void:property kg:hasVariant ; void:triples ?n }""")
    pairs = toy.rows("SELECT DISTINCT ?c ?v { ?c a kg:Case ; kg:hasVariant ?v }")
    assert [int(row["n"].value) for row in rows] == [len(pairs)]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { GRAPH ?g { ?s a ?c } %s FILTER(!isBlank(?c)) }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { GRAPH ?g { ?s ?p ?o } %s }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s ?p ?o } %s }"),
        ("entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?c } %s }"),
    ],
)
def test_figures_are_those_that_a_query_counts(toy: Engine, name: str, query: str) -> None:
    """Of all graphs but the two in which the release tells of itself; the triples of these are counted: test_sets."""
    rest = f"FILTER(?g NOT IN (<{WELL_KNOWN}void>, <{graph('release')}>))"
    told = toy.rows(f"SELECT ?n {{ <{WELL_KNOWN}void#dataset> <{VOID}{name}> ?n }}")[0]["n"].value
    assert int(told) == int(toy.rows(query % rest)[0]["n"].value)


def test_the_dataset_says_licence_version_date_dumps_and_examples(toy: Engine, toy_release: Release) -> None:
    about = toy_release.manifest
    rows = toy.rows(f"""PREFIX void: <{VOID}> PREFIX pav: <http://purl.org/pav/>
        SELECT * {{ GRAPH <{WELL_KNOWN}void> {{
          ?d a void:Dataset ; dcterms:license ?l ; dcterms:issued ?i ; pav:version ?v ;
          void:sparqlEndpoint ?e ; void:uriSpace ?u ; dcterms:publisher ?p ; void:exampleResource ?x ;
          void:vocabulary <{KG}> ; dcterms:source ?s ; void:dataDump ?dump }} }}""")
    assert {row["i"].value for row in rows} == {about["issued"]}
    assert {row["v"].value for row in rows} == {about["version"]}
    assert {row["l"].value for row in rows} == {"https://creativecommons.org/licenses/by/4.0/"}
    assert {row["dump"].value for row in rows} == {
        BASE + "download/" + name for name in about["files"] if name.startswith("dataset")
    }
    for thing in {row["x"].value for row in rows}:
        assert toy.rows(f"SELECT ?t {{ <{thing}> a ?t }}")


def test_links_lead_to_the_data_of_others(toy: Engine) -> None:
    rows = toy.rows(f"""PREFIX void: <{VOID}>
        SELECT DISTINCT ?p ?space {{ ?l a void:Linkset ; void:linkPredicate ?p ; void:subjectsTarget [ void:class ?c ] ;
          void:objectsTarget [ void:uriSpace ?space ] ; void:triples ?n FILTER(?n > 0) }}""")
    spaces = {(row["p"].value, row["space"].value) for row in rows}
    assert (KG + "excludes", "http://purl.obolibrary.org/obo/HP_") in spaces
    assert ("http://www.w3.org/2004/02/skos/core#exactMatch", "https://pubmed.ncbi.nlm.nih.gov/") in spaces


COUNTED = f"FILTER(?g NOT IN (<{WELL_KNOWN}void>, <{graph('release')}>))"


def linksets(engine: Engine) -> dict[tuple[str, str], int]:
    rows = engine.rows(f"""PREFIX void: <{VOID}> SELECT ?p ?space ?n {{ GRAPH <{WELL_KNOWN}void> {{
        ?l a void:Linkset ; void:linkPredicate ?p ; void:triples ?n ; void:subjectsTarget ?from ;
           void:objectsTarget ?to ; void:target ?from, ?to . ?to a void:Dataset ;
           void:uriSpace ?space ; dcterms:title ?title .
        <{WELL_KNOWN}void#dataset> void:subset ?l }} }}""")
    return {(row["p"].value, row["space"].value): int(row["n"].value) for row in rows}


@pytest.mark.parametrize("name", ["toy", "cohort", pytest.param("real", marks=pytest.mark.slow)])
def test_every_link_to_others_is_in_a_linkset_that_counts_it(name: str, request: pytest.FixtureRequest) -> None:
    """Links counted in SPARQL, by property; each object is then put into its namespace here."""
    engine: Engine = request.getfixturevalue(name)
    rows = engine.rows(f"""SELECT DISTINCT ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} {COUNTED}
        FILTER(isIRI(?s) && isIRI(?o) && !STRSTARTS(STR(?o), "{BASE}"))
        FILTER(STRSTARTS(STR(?s), "{BASE}") ||
               EXISTS {{ GRAPH ?h {{ ?s a ?c }} FILTER(STRSTARTS(STR(?c), "{BASE}")) }}) }}""")
    counted: Counter[tuple[str, str]] = Counter()
    longest = sorted(spaces(), key=len, reverse=True)
    for row in rows:
        subject, object_ = row["s"].value, row["o"].value
        space = next((one for one in longest if object_.startswith(one)), None)
        if space and not subject.startswith(space):
            counted[row["p"].value, space] += 1
    assert linksets(engine) == counted


def test_every_vocabulary_that_is_linked_to_has_a_linkset(toy: Engine) -> None:
    """But for vocabularies of the web itself, and for addresses at which something was read."""
    known = {spaces()[space] for _, space in linksets(toy)}
    assert known >= {
        *("HP", "MONDO", "OMIM", "ORPHA", "PMID", "DOI", "SO", "GENO", "ECO", "UBERON", "NCIT"),
        *("MESH", "SCTID", "RADLEX", "LOINC", "DCM", "MEDGEN", "UMLS", "DOID", "MAXO"),
    }
    for path in sorted((data_folder("ontology") / "mappings").glob("*.sssom.tsv")):
        prefixes, _ = read_sssom(path)
        for prefix, space in prefixes.items():
            assert space in spaces() or space.startswith((BASE, "http://www.w3.org/", "https://w3id.org/semapv/")), (
                prefix
            )


@pytest.mark.slow
def test_the_gene_and_its_papers_are_linked_where_others_hold_them(real: Engine) -> None:
    known = {spaces()[space] for _, space in linksets(real)}
    assert known >= {"HGNC", "UniProtKB", "UniProtIsoform", "PR", "RefSeq", "Ensembl", "PMID", "DOI", "PMCID"}


def test_mappings_are_linked_with_what_they_say(toy: Engine) -> None:
    links = {(link.rpartition("#")[2], spaces()[space]) for link, space in linksets(toy)}
    assert links >= {
        *((f"{kind}Match", "HP") for kind in ("exact", "broad", "narrow")),
        *(("closeMatch", name) for name in ("SCTID", "NCIT", "MONDO")),
        *(("exactMatch", name) for name in ("RADLEX", "LOINC", "OMIM", "ORPHA", "MESH", "DCM")),
    }


def test_what_lies_within_one_namespace_links_nothing() -> None:
    a, hp = f"<{rdflib.RDF.type}>", "<http://purl.obolibrary.org/obo/HP_000000"
    found = count(
        [
            f"{hp}1> {a} <{KG}Toy> <toy:g> .\n",
            f"{hp}1> <toy:under> {hp}2> <toy:g> .\n",
            f"{hp}1> <toy:under> <https://loinc.org/0-0> <toy:g> .\n",
            f"<{BASE}toy/1> <toy:under> {hp}2> <toy:g> .\n",
            f"<toy:stranger> <toy:under> {hp}2> <toy:g> .\n",
        ]
    )
    assert found.link_sizes == {
        ("toy:under", "https://loinc.org/"): 1,
        ("toy:under", "http://purl.obolibrary.org/obo/HP_"): 1,
    }


def test_of_two_namespaces_the_longer_counts() -> None:
    assert space_of("https://bioregistry.io/gard:0000000") == "https://bioregistry.io/gard:"
    assert space_of("https://bioregistry.io/toy:0-0") == "https://bioregistry.io/"
    assert space_of("https://toy.example/1") is None


def test_the_graphs_of_the_description_are_listed_with_the_others(toy_release: Release, toy: Engine) -> None:
    for name in ("prefixes", "sparql-examples", "void"):
        size = toy_release.manifest["graphs"][WELL_KNOWN + name]
        assert size == len(toy.rows(f"SELECT * {{ GRAPH <{WELL_KNOWN}{name}> {{ ?s ?p ?o }} }}"))


def test_every_graph_is_described_with_its_size(toy: Engine) -> None:
    described = """SELECT ?g ?n { ?g sd:graph ?d . ?d void:triples ?n FILTER(?g != <%s#all-graphs>) }"""
    counted = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    found = {row["g"].value: int(row["n"].value) for row in toy.rows(described % (WELL_KNOWN + "void"))}
    sizes = {row["g"].value: int(row["n"].value) for row in toy.rows(counted)}
    assert found == sizes


def test_a_description_holds_no_blank_node(toy: Engine) -> None:
    blank = f"FILTER(STRSTARTS(STR(?g), '{WELL_KNOWN}')) FILTER(isBlank(?s) || isBlank(?o))"
    assert not toy.rows(f"SELECT ?s {{ GRAPH ?g {{ ?s ?p ?o }} {blank} }}")


def test_types_of_terminologies_are_counted_and_no_more() -> None:
    a = f"<{rdflib.RDF.type}>"
    found = count(
        [
            f"<toy:f> {a} <http://purl.obolibrary.org/obo/HP_0000001> <toy:g> .\n",
            f"<toy:f> {a} <toy:Finding> <toy:g> .\n",
            '<toy:f> <toy:says> "a <b> \\"c\\""@en <toy:g> .\n',
            f"<toy:f> {a} <toy:Apart> <toy:h> .\n",
        ],
        without="toy:h",
    )
    assert found.entities == {"http://purl.obolibrary.org/obo/HP_0000001": 1, "toy:Finding": 1}
    assert (found.triples, found.graphs) == (3, {"toy:g": 3, "toy:h": 1}), "a graph left out has its size alone"
    assert found.properties.keys() == {"toy:Finding"}
    assert found.datatypes["toy:Finding", "toy:says"] == {"http://www.w3.org/1999/02/22-rdf-syntax-ns#langString": 1}


@pytest.fixture(scope="module")
def service(toy_release: Release) -> rdflib.Graph:
    asked = answer("http://localhost:8000/sparql", toy_release.manifest, limits="30 seconds a query.")
    assert asked.media_type == "text/turtle"
    return rdflib.Graph().parse(asked.body, format="turtle")


def test_the_service_names_the_address_it_was_asked_at(service: rdflib.Graph) -> None:
    """Service description test of the W3C: the endpoint equals the requested one, and is a service."""
    here = rdflib.URIRef("http://localhost:8000/sparql")
    assert list(service.subject_objects(SD.endpoint)) == [(here, here)]
    assert (here, rdflib.RDF.type, SD.Service) in service
    assert "30 seconds a query." in str(service.value(here, rdflib.DCTERMS.description))


def test_the_service_describes_its_dataset_graph_by_graph(service: rdflib.Graph, toy_release: Release) -> None:
    query = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?name ?n { ?service sd:defaultDataset ?d . ?d a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ;
          sd:namedGraph [ a sd:NamedGraph ; sd:name ?name ; sd:graph [ a sd:Graph ; void:triples ?n ] ] }"""
    assert {str(row.name): int(row.n) for row in service.query(query)} == toy_release.manifest["graphs"]


def test_the_service_claims_nothing_that_is_closed(service: rdflib.Graph, toy_release: Release) -> None:
    assert SD.BasicFederatedQuery not in set(service.objects(None, SD.feature))
    assert SD.UnionDefaultGraph in set(service.objects(None, SD.feature))
    opened = answer("http://x.example/sparql", toy_release.manifest, federates=True).body
    assert b"BasicFederatedQuery" in opened


def test_the_service_over_data_that_is_not_described_is_described() -> None:
    asked = answer("http://x.example/sparql", {}, ["application/ld+json"])
    assert asked.media_type == "application/ld+json"
    assert "http://x.example/sparql" in json.dumps(json.loads(asked.body))


def test_prefixes_come_as_json_ld_context_and_as_extended_prefix_map() -> None:
    assert context()["@context"]["kg"] == KG
    hp = next(one for one in prefix_map() if one["prefix"] == "HP")
    assert hp["uri_prefix"] == "http://purl.obolibrary.org/obo/HP_"
    assert "hp" in hp["prefix_synonyms"]
    spellings = [name for one in prefix_map() for name in (one["prefix"], *one.get("prefix_synonyms", ()))]
    assert len(spellings) == len(set(spellings)), "no spelling stands for two namespaces"


@pytest.mark.parametrize("path", sorted((data_folder("ontology") / "mappings").glob("*.tsv")), ids=lambda one: one.stem)
def test_published_prefixes_expand_every_identifier_of_the_mapping_tables(toy: Engine, path: Path) -> None:
    """As a reader of prefixes expands them that is not ours; the table's own head says the same."""
    published = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{WELL_KNOWN}prefixes> {{ ?s ?p ?o }} }}"
    declared = rdflib.Graph(bind_namespaces="none").parse(data=toy.answer(Question(published)).body, format="turtle")
    spaces, rows = read_sssom(path)
    for reader in (curies.load_shacl(declared), curies.load_extended_prefix_map(prefix_map())):
        for name in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            for written in {row[name] for row in rows}:
                prefix, _, local = written.partition(":")
                assert reader.expand(written) == spaces[prefix] + local, f"{prefix} is missing in KNOWN of kg/names.py"


def test_published_prefixes_expand_every_short_name_that_is_given_out(toy: Engine) -> None:
    """In pages, tables and GraphQL: `contract`, over everything that the graph names."""
    reader = curies.load_extended_prefix_map(prefix_map())
    named = [row["x"].value for row in toy.rows("SELECT DISTINCT ?x { ?x rdfs:label ?l FILTER(isIRI(?x)) }")]
    short = {one: contract(one) for one in named if contract(one) != one}
    assert len(short) > 1000
    assert {one: reader.expand(name) for one, name in short.items()} == {one: one for one in short}


def test_turtle_and_trig_hold_what_the_nquads_hold(toy_release: Release) -> None:
    forms = {form.file.split(".")[1]: gzip.decompress((toy_release.folder / form.file).read_bytes()) for form in FORMS}
    quads = set(ox.parse(forms["nq"], format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(forms["trig"], format=ox.RdfFormat.TRIG)) == quads
    union = set(ox.parse(forms["ttl"], format=ox.RdfFormat.TURTLE))
    assert {quad.triple for quad in union} == {quad.triple for quad in quads}


def test_the_files_of_a_release_are_those_forms(toy_release: Release) -> None:
    packed = gzip.decompress((toy_release.folder / "dataset.trig.gz").read_bytes())
    store = ox.Store()
    store.bulk_load(packed, format=ox.RdfFormat.TRIG)
    assert len(store) == len(MemoryEngine.of_file(toy_release.dataset))


def test_the_readme_tells_the_truth() -> None:
    readme = Path(graphs.__file__).with_name("README.md")
    assert doctest.testfile(str(readme), module_relative=False).failed == 0
