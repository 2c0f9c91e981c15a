"""Every inferred statement is traced to the facts that papers state, and HermiT agrees with the reasons given."""

import random
from collections import defaultdict
from itertools import pairwise

import pytest

from kg.engine import Engine
from kg.errors import UnknownName
from kg.find.why import Explainer, explain, spelled, statements
from kg.infer.follow import Knowledge
from kg.names import KG, contract, graph
from kg.release import Release
from kg.release.homes import kind_of
from kg.sources.hpo import read_hpo
from tests.small import hpo_of


def knowledge(release: Release) -> Knowledge:
    return Knowledge.shipped(read_hpo(hpo_of(release)))


@pytest.fixture(params=["toy_release", "cohort_release", pytest.param("real_release", marks=pytest.mark.slow)])
def release(request: pytest.FixtureRequest) -> Release:
    found: Release = request.getfixturevalue(request.param)
    return found


def test_every_statement_of_a_release_is_told_down_to_what_is_stated(release: Release) -> None:
    held = statements(release)
    told = Explainer(held, knowledge(release))
    assert len(held) == sum(release.manifest["graphs"].values())
    for statement, name in held.items():
        lines = list(told.tell(statement))
        if name == graph("inferred"):
            assert "because" in lines[0] and len(lines) > 1
        else:
            assert "computed because" in lines[0] or f"[stated in {contract(name)}]" in lines[0]
        assert all("because" in line or "stated in" in line for line in lines)
        assert "stated in" in lines[-1] or "computed because" in lines[-1], "a codon needs nobody to name its variant"


def test_what_a_release_does_not_say_is_refused(release: Release) -> None:
    """Statements of its own words that it does not make: of each graph some, with the value of another."""
    held = statements(release)
    told, chance = Explainer(held, knowledge(release)), random.Random(5)
    some = chance.sample(sorted(held), 4000)
    wrong = [(s, p, o) for (s, p, _), (_, _, o) in pairwise(some) if (s, p, o) not in held]
    wrong += [(s, p, o) for (s, _, o), (_, p, _) in pairwise(some) if (s, p, o) not in held]
    assert len(wrong) > 5000
    for statement in wrong:
        with pytest.raises(UnknownName, match="does not say that"):
            list(told.tell(statement))


def test_the_reasons_say_no_more_and_no_less_than_the_release(release: Release) -> None:
    """What HermiT has agreed to, what each import has followed, and what is followed over all of it are the same."""
    held = statements(release)
    found = Explainer(held, knowledge(release)).reasons.keys() - held.keys()
    assert not found
    assert {one for one, name in held.items() if name == graph("inferred")} <= Explainer(
        held, knowledge(release)
    ).reasons.keys()


def test_some_of_each_graph_are_told_by_what_is_near_them(cohort_release: Release) -> None:
    chance, graphs = random.Random(7), defaultdict(list)
    for statement, name in statements(cohort_release).items():
        graphs[kind_of(name)].append(statement)
    assert {"hpo", "hpoa", "ontology", "mappings", "clinvar", "gnomad", "cohort", "release", "inferred"} <= set(graphs)
    for kind, there in graphs.items():
        for statement in chance.sample(sorted(there), 6 if kind == "inferred" else 1):
            assert explain(cohort_release, statement, hpo_of(cohort_release))[-1].endswith("]")


def test_a_link_between_terms_of_hpo_is_told_by_the_graph_that_has_it(toy_release: Release) -> None:
    [line] = explain(toy_release, spelled("HP:0002500", "rdfs:subClassOf", "HP:0010993"), hpo_of(toy_release))
    assert line.endswith("[stated in graph:hpo]")


def test_a_value_is_told_as_it_is_printed_and_with_its_type(toy_release: Release) -> None:
    held = statements(toy_release).items()
    (subject, link, value), name = next(one for one in held if kind_of(one[1]) == "paper" and "^^" in one[0][2])
    text, typed = value.partition("^^")[0], f"{value.partition('^^<')[0]}^^{contract(value.partition('^^')[2][1:-1])}"
    [line] = explain(toy_release, spelled(subject, link, typed), hpo_of(toy_release))
    assert [line] == explain(toy_release, spelled(subject, link, text), hpo_of(toy_release))
    assert line == f"{contract(subject)} {contract(link)} {text}    [stated in {contract(name)}]"
    for wrong in (f"{text}^^xsd:anyURI", f'"{text[1:-1]}0"', text[1:-1].join(("kg:", ""))):
        with pytest.raises(UnknownName, match="does not say that"):
            explain(toy_release, spelled(subject, link, wrong), hpo_of(toy_release))


def test_an_ancestor_is_explained_by_the_way_through_hpo(toy_release: Release, toy: Engine) -> None:
    seen = toy.rows("SELECT ?f { ?c kg:caseLabel 'toy man' ; kg:hasFinding ?f . ?f a obo:HP_0030890 }")[0]["f"].value
    lines = explain(toy_release, spelled(seen, "HP:0002500", None), hpo_of(toy_release))
    assert "HP:0030890 (Hyperintensity of cerebral white matter on MRI) is a " in lines[0]
    assert lines[1].endswith("[stated in graph:paper/pmid-0000001]")


def test_a_defined_class_is_explained_by_its_definition(toy_release: Release) -> None:
    lines = explain(
        toy_release, spelled("case:pmid-0000001/toy-woman", "kg:CoreImagingTriadCase", None), hpo_of(toy_release)
    )
    assert "is defined as" in lines[0]
    assert any("kg:evolution kg:persistent" in line for line in lines)


def test_what_does_not_hold_is_refused(toy_release: Release) -> None:
    with pytest.raises(UnknownName, match="does not say that"):
        explain(toy_release, spelled("case:pmid-0000001/toy-man", "BiallelicCase", None), hpo_of(toy_release))
    with pytest.raises(UnknownName, match="known are"):
        spelled("toy:nothing", KG, None)
