"""Regions lie within the larger ones that UBERON names, and relations that cannot be are refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.engine import Engine
from kg.errors import FaultyInput
from kg.model.vocabulary import Vocabulary
from kg.names import term
from kg.sources.reference import ReferenceData, read_reference, read_vocabulary
from kg.triples.observation import region
from kg.triples.reference import vocabulary_triples
from kg.triples.terms import iri

Tree = Mapping[str, Any]
RELATIONS = ("part_of", "is_a")


@pytest.fixture(scope="module")
def reference() -> ReferenceData:
    return read_reference(Path(kg.__file__).parent / "reference")


@pytest.fixture(scope="module")
def words(reference: ReferenceData) -> Vocabulary:
    return reference.vocabulary


def around(words: Vocabulary, key: str) -> set[str]:
    """The keys of every region that one lies within."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        new = set(words.regions_by_key[waiting.pop()].within) - found
        found |= new
        waiting += new
    return found


def told(*rows: Tree) -> Vocabulary:
    """A vocabulary of these regions and nothing else."""
    return read_vocabulary({"modalities": (), "sequences": (), "findings": (), "regions": rows})


def test_lobes_lie_within_the_hemisphere_and_the_hemisphere_within_the_brain(words: Vocabulary) -> None:
    for name in ("frontal", "parietal", "temporal", "occipital"):
        assert words.regions_by_key[f"{name}_lobe"].within == ("cerebral_hemisphere",)
        assert words.regions_by_key[f"{name}_wm"].within == (f"{name}_lobe", "cerebral_wm")
        assert around(words, f"{name}_wm") == {
            *(f"{name}_lobe", "cerebral_wm"),
            *("cerebral_hemisphere", "brain_wm", "brain"),
        }
    assert words.regions_by_key["cerebral_hemisphere"].within == ("brain",)


@pytest.mark.parametrize(
    ("small", "large"),
    [
        ("cc_splenium", "corpus_callosum"),
        ("forceps_major", "cc_splenium"),
        ("cc_genu", "cerebral_wm"),
        ("plic", "internal_capsule"),
        ("lv_anterior_horn", "brain_ventricle"),
        ("medullary_pyramid", "brainstem"),
        ("middle_cerebellar_peduncle", "pons"),
        ("cervical_cord", "spinal_cord"),
        ("caudate", "basal_ganglion"),
        ("frontal_cortex", "cerebral_cortex"),
    ],
)
def test_a_part_lies_within_the_whole(words: Vocabulary, small: str, large: str) -> None:
    assert large in around(words, small)
    assert small not in around(words, large)


@pytest.mark.parametrize("key", ["brain", "spinal_cord", "periventricular_wm", "cerebellar_wm", "corticospinal_tract"])
def test_what_uberon_does_not_say_is_not_said(words: Vocabulary, key: str) -> None:
    assert words.regions_by_key[key].within == ()


def test_no_region_lies_within_itself(words: Vocabulary) -> None:
    assert list(words.faults()) == []
    assert [key for key in words.regions_by_key if key in around(words, key)] == []


def test_only_the_nearest_are_stated(words: Vocabulary) -> None:
    for key, place in words.regions_by_key.items():
        for other in place.within:
            beside = set(place.within) - {other}
            assert not beside & around(words, other), (key, other)


def test_every_relation_says_where_it_was_read(reference: ReferenceData) -> None:
    document = reference.vocabulary_document
    related = [row for row in document["regions"] if any(name in row for name in RELATIONS)]
    assert len(related) == 46
    for row in related:
        assert row["part_of_source"] in document["sources"], row["key"]
        stated = {key for name in RELATIONS for key in row.get(name, ())}
        assert stated >= row.get("via", {}).keys(), row["key"]
    assert not any(name in row for row in document["regions_without_uberon"] for name in RELATIONS)


def test_the_graph_states_the_nearest_once(words: Vocabulary) -> None:
    stated = [(s, o) for s, p, o in vocabulary_triples(words) if p == term("within")]
    assert len(stated) == len(set(stated)) == sum(len(place.within) for place in words.regions_by_key.values())
    lobe, hemisphere, brain = (region(words, key) for key in ("frontal_lobe", "cerebral_hemisphere", "brain"))
    assert (lobe, iri(hemisphere)) in stated
    assert (lobe, iri(brain)) not in stated


def test_a_kind_that_is_also_a_part_lies_within_once() -> None:
    words = told({"key": "white"}, {"key": "centre", "part_of": ["white"], "is_a": ["white"]})
    assert words.regions_by_key["centre"].within == ("white",)


def test_a_release_says_what_within_means(toy: Engine) -> None:
    asked = f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?meaning {{ GRAPH ?g {{ <{term("within")}> a <http://www.w3.org/2002/07/owl#AnnotationProperty> ;
            skos:definition ?meaning ; skos:closeMatch <http://purl.obolibrary.org/obo/BFO_0000050> }} }}"""
    assert len(toy.rows(asked)) == 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [{"key": "lobe", "part_of": ["hemisfere"]}],
            "vocabulary.yaml: region lobe: within 'hemisfere', which is no region; right would be: a key of `regions`",
        ),
        (
            [{"key": "lobe", "is_a": ["lobe"]}],
            "vocabulary.yaml: region lobe: lies within itself; right would be: the larger region, or no relation",
        ),
        (
            [
                {"key": "lobe", "part_of": ["half"]},
                {"key": "half", "part_of": ["whole"]},
                {"key": "whole", "is_a": ["lobe"]},
            ],
            "vocabulary.yaml: region lobe: in a circle, lobe within half within whole within lobe; "
            "right would be: to drop the relation that is wrong",
        ),
    ],
)
def test_relations_that_cannot_be_are_refused_with_place_and_remedy(rows: list[Tree], message: str) -> None:
    with pytest.raises(FaultyInput) as caught:
        told(*rows)
    assert str(caught.value) == message


def test_every_fault_is_reported_at_once() -> None:
    with pytest.raises(FaultyInput) as caught:
        told({"key": "one", "part_of": ["one", "nowhere"]}, {"key": "two", "is_a": ["nothing"]})
    assert len(str(caught.value).splitlines()) == 3
