"""The closed lists are told once: code, ontology, shapes, the format of evidence and GraphQL have the same words."""

import ast
import doctest
import json

import pytest
import rdflib
from graphql import GraphQLEnumType
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH

from api.graphql.schema import core
from kg.build.inputs import Inputs
from kg.model.words import LOOKS, UNSTATED, AnyLooks, Choice, Significance, Zygosity
from kg.names import KG
from kg.sources.reference import read_reference
from kg.sources.schema import ImagingFile, json_schema
from kg.triples.terms import camel
from tests.checkout import ROOT, files

LISTS = {KG + one.called: one for one in Choice.__subclasses__() if one not in UNSTATED}
OWNED = {KG + "Zygosity": Zygosity, KG + "Significance": Significance}
"""Lists whose terms are of the Genotype Ontology; packets may bring other zygosities of it."""
OPEN = {KG + one for one in ("Modality", "Sequence", "Region", "EvidenceType")}
"""Classes of values that evidence and vocabulary fill."""


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "ontology" / "csf1r.ttl")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in (ROOT / "ontology" / "shapes").glob("*.ttl"):
        graph.parse(path)
    return graph


def members(graph: rdflib.Graph, link: rdflib.URIRef) -> list[set[str]]:
    """The lists that a property leads to."""
    return [set(map(str, Collection(graph, head))) for head in graph.objects(None, link)]


def ours(words: type[Choice]) -> set[str]:
    return {word.iri for word in words if word.iri.startswith(KG)}


def test_every_list_of_the_ontology_is_one_of_the_code_with_the_same_words(ontology: rdflib.Graph) -> None:
    values = set(map(str, ontology.subjects(RDFS.subClassOf, rdflib.URIRef(KG + "Value"))))
    assert values - OPEN == LISTS.keys()
    for name, words in LISTS.items():
        assert set(map(str, ontology.subjects(RDF.type, rdflib.URIRef(name)))) == ours(words), name


def test_all_words_are_different_and_no_list_has_a_word_of_another(ontology: rdflib.Graph) -> None:
    (different,) = members(ontology, OWL.distinctMembers)
    assert set().union(*map(ours, LISTS.values())) <= different
    assert any(LISTS.keys() <= one for one in members(ontology, OWL.members))
    closed = [ours(words) for words in LISTS.values()]
    assert sum(map(len, closed)) == len(set().union(*closed))
    assert all(one in closed for one in members(ontology, OWL.oneOf))


def test_every_property_with_a_closed_list_has_a_shape_with_just_its_words(
    ontology: rdflib.Graph, shapes: rdflib.Graph
) -> None:
    for name, words in LISTS.items():
        for prop in ontology.subjects(RDFS.range, rdflib.URIRef(name)):
            found = [shapes.value(shape, SH["in"]) for shape in shapes.subjects(SH.path, prop)]
            assert found and None not in found, prop
            for head in found:
                allowed, own = set(map(str, Collection(shapes, head))), {word.iri for word in words}
                if words is Zygosity:
                    allowed &= own
                # Two significances in one are said by databases alone.
                assert allowed in ([own, own - ours(words)] if words is Significance else [own]), prop


def test_terms_of_others_are_those_of_the_vocabulary() -> None:
    tables = read_reference(Inputs.shipped().reference).vocabulary.tables
    for table, words in (("zygosity", Zygosity), ("clinical_significance_relations", Significance)):
        known = {phrase: word.id for word in tables[table] for phrase in word.use_for}
        told = {str(word): word.value for word in words if word.value.startswith("GENO:")}
        assert told.items() <= known.items()


def test_graphql_has_every_list_with_its_words_and_what_they_mean() -> None:
    kinds = {kind.__name__: kind for kind in Choice.__subclasses__() if kind not in OWNED.values()}
    for words in kinds.values():
        made = core().type_map[words.called]
        assert isinstance(made, GraphQLEnumType)
        assert {name: value.description for name, value in made.values.items()} == {
            word.name: word.meaning for word in words
        }
        assert made.description == words.says()


def test_a_file_holds_phrases_and_the_code_holds_words() -> None:
    made = json.loads(json_schema())["$defs"]["ImagingFile"]["properties"]
    for name, words in LOOKS.items():
        assert made[name]["anyOf"][0]["enum"] == list(map(str, words))
        for word in words:
            read = ImagingFile.model_validate({"text": "toy", "modality": "MRI", "status": "present", name: str(word)})
            assert getattr(read, name) is word
            assert json.loads(read.model_dump_json())[name] == str(word)


def test_what_can_be_said_of_a_scan_can_be_asked_for_and_counted() -> None:
    assert list(AnyLooks.__dataclass_fields__) == list(LOOKS)
    facets = core().type_map["ObservationFacet"]
    assert isinstance(facets, GraphQLEnumType)
    assert {name.upper() for name in LOOKS} <= facets.values.keys()
    assert all(words.asks for words in LOOKS.values())


def test_iris_are_minted_from_phrases() -> None:
    """What a digest is made of: a renamed enum or a name in the ontology must change no IRI."""
    for words in Choice.__subclasses__():
        for word in words:
            assert repr(word) == repr(str(word)) and f"{word}" == str(word) and words(word.value) is word


@pytest.mark.parametrize("room", ["kg", "api"])
def test_no_other_file_tells_a_word(room: str) -> None:
    """Names that mean nothing else: `caseReport` yes, `review` no; with prefix, all."""
    every = {word.value for words in LISTS.values() for word in words if word.iri.startswith(KG)}
    told = {name for name in every if name != name.lower()} | {f"kg:{name}" for name in every if name != "group"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value}"
        for path in files(room, endings=(".py",))
        if path != ROOT / "kg" / "model" / "words.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in told
    ]
    assert found == []


def test_the_readme_of_the_room_is_true() -> None:
    readme = ROOT / "kg" / "model" / "README.md"
    assert len(readme.read_text(encoding="utf-8").splitlines()) <= 40
    outcome = doctest.testfile(str(readme), module_relative=False)
    assert outcome.attempted and not outcome.failed


def test_a_field_becomes_the_name_of_its_property() -> None:
    assert [camel(name) for name in ("sex", "age_at_onset", "ci95")] == ["sex", "ageAtOnset", "ci95"]
