"""The ontology is OWL 2 DL with what it imports, says OWLAPI; its imports are where it says, and never fetched."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF
from starlette.testclient import TestClient

from api.addresses import address
from api.app import make_app
from api.settings import Settings
from kg.build.inputs import Inputs
from kg.engine import Engine
from kg.infer.slice import slice_of
from kg.names import BASE, IAO
from kg.names import OWL as OWL_SPACE
from kg.release import Documents, Release
from kg.triples.turtle import statements
from tests.owl import read

OWN, *SLICES = Inputs.shipped().ontology_files()
NAME = BASE + "ontology"
IMPORTED = sorted(f"{NAME}/imports/{path.stem}" for path in SLICES)
DATATYPES = """decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
unsignedLong unsignedInt unsignedShort unsignedByte double float string normalizedString token language Name NCName
NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp"""
PREFIXES = """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix toy: <https://example.org/toy/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://example.org/toy> a owl:Ontology . toy:A a owl:Class . toy:B a owl:Class . toy:p a owl:ObjectProperty .
toy:q a owl:ObjectProperty . toy:d a owl:DatatypeProperty . toy:sound rdfs:label "sound" .
"""


def test_the_ontology_with_its_imports_is_owl_2_dl() -> None:
    """A breach names the term: declare it in csf1r.ttl, or let `make slices` do that."""
    found = read(OWN, SLICES)
    assert found.breaches == ()
    assert sorted(found.closure) == sorted([NAME, *IMPORTED])
    assert found.axioms > 2000


def test_every_datatype_is_one_of_owl_2() -> None:
    """OWL 2, Structural Specification, 4: of this OWLAPI says nothing."""
    known = {str(rdflib.XSD[name]) for name in DATATYPES.split()}
    graph = rdflib.Graph().parse(OWN, format="turtle")
    used = {str(one.datatype) for one in graph.objects() if isinstance(one, rdflib.Literal) and one.datatype}
    used |= {str(one) for one in graph.objects() if str(one).startswith(str(rdflib.XSD))}
    assert used and used <= known


@pytest.mark.parametrize("path", SLICES, ids=lambda path: path.stem)
def test_every_slice_is_owl_2_dl_alone(path: Path) -> None:
    found = read(path)
    assert (found.breaches, found.closure) == ((), (f"{NAME}/imports/{path.stem}",))


BREACHES = {
    "a class that nobody declared": ("toy:A rdfs:subClassOf toy:nobody .", "undeclared class"),
    "an annotation that nobody declared": ('toy:A toy:said "so" .', "undeclared annotation property"),
    "a property of two kinds": ("toy:d a owl:ObjectProperty .", "pun between properties"),
    "a chain that is functional": (
        "toy:p owl:propertyChainAxiom ( toy:q toy:q ) ; a owl:FunctionalProperty .",
        "non-simple",
    ),
    "a class that is a datatype": ("toy:A a rdfs:Datatype .", "datatype iri also used as class iri"),
    "a word of OWL that there is not": ("owl:Toy a owl:Class .", "reserved vocabulary"),
    "a number that is none": ('toy:sound toy:d "toy"^^xsd:integer .', "not in lexical space"),
}


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_found(name: str, tmp_path: Path) -> None:
    wrong, told = BREACHES[name]
    file = tmp_path / "toy.ttl"
    file.write_text(f"{PREFIXES}{wrong}\n", encoding="utf-8")
    assert any(told in breach.lower() for breach in read(file).breaches), read(file).breaches


def test_an_import_that_is_missing_is_no_silent_success(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="UnloadableImport"):
        read(OWN, SLICES[1:])


def test_what_the_reasoner_is_handed_has_no_import_and_no_definition() -> None:
    """owlready2 follows `owl:imports` into the internet."""
    told, _ = slice_of(list(statements([OWN])), list(statements(SLICES)), [])
    assert f"{OWL_SPACE}Restriction".encode() in told
    for silent in (f"{OWL_SPACE}imports", f"{OWL_SPACE}versionIRI", f"{IAO}0000115"):
        assert f" <{silent}> ".encode() not in told


@pytest.fixture(scope="module")
def client(toy: Engine, toy_release: Release) -> TestClient:
    return TestClient(make_app(toy, Settings(), toy_release.manifest, folder=toy_release.folder))  # type: ignore[arg-type]


def served(client: TestClient, folder: Path, kind: str, ending: str) -> Iterator[Path]:
    """Every document by the name it is imported by, as this server gives it."""
    for number, iri in enumerate((NAME, *IMPORTED)):
        answer = client.get(address(iri), headers={"accept": kind})
        assert answer.headers["content-type"].partition(";")[0] == kind, iri
        path = folder / f"{number}{ending}"
        path.write_bytes(answer.content)
        yield path


def test_imports_lead_to_documents_that_this_server_has(client: TestClient, tmp_path: Path) -> None:
    """As a tool that follows them finds them; each is the document of that name, with one head."""
    own, *slices = served(client, tmp_path, "application/rdf+xml", ".rdf")
    found = read(own, slices)
    assert sorted(found.closure) == sorted([NAME, *IMPORTED])
    assert found.breaches == ()
    assert found.axioms == read(OWN, SLICES).axioms
    for path in (own, *slices):
        graph = rdflib.Graph().parse(path, format="xml")
        assert len(list(graph.subjects(RDF.type, OWL.Ontology))) == 1


def test_turtle_is_the_very_file_and_a_version_is_an_address_too(client: TestClient, toy_release: Release) -> None:
    for path in (OWN, *SLICES):
        graph = rdflib.Graph().parse(path, format="turtle")
        for name in (
            *graph.subjects(RDF.type, OWL.Ontology),
            *graph.objects(None, OWL.versionIRI),
        ):
            assert client.get(f"{address(str(name))}.ttl").content == path.read_bytes(), name
        assert (toy_release.folder / path.name).read_bytes() == path.read_bytes()
        assert client.get(f"/download/{path.name}").content == path.read_bytes()


def test_every_format_of_a_document_says_the_same(client: TestClient) -> None:
    at = address(IMPORTED[0])
    forms = {
        ".ttl": ox.RdfFormat.TURTLE,
        ".nt": ox.RdfFormat.N_TRIPLES,
        ".rdf": ox.RdfFormat.RDF_XML,
        ".jsonld": ox.RdfFormat.JSON_LD,
    }
    said = [frozenset(ox.parse(client.get(at + ending).content, format=form)) for ending, form in forms.items()]
    assert len(set(said)) == 1 and len(said[0]) > 20
    assert client.get(at, headers={"accept": "text/html"}).status_code == 200


def test_without_a_folder_there_are_no_documents() -> None:
    assert Documents.of(None, ["csf1r.ttl"]).written(NAME, ["text/turtle"]) is None
