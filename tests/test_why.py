"""Every inferred statement is traced to the facts that papers state, and HermiT agrees with the reasons given."""

import pytest

from kg.engine import Engine
from kg.errors import UnknownName
from kg.explain import Explainer, explain, spelled
from kg.inputs import Inputs
from kg.names import KG, graph
from kg.release import Release
from tests.small import toy_inputs


def inferred(engine: Engine) -> set[tuple[str, str, str]]:
    rows = engine.rows(f"SELECT ?s ?p ?o {{ GRAPH <{graph('inferred')}> {{ ?s ?p ?o }} }}")
    return {(row["s"].value, row["p"].value, f"<{row['o'].value}>") for row in rows}


def test_every_inferred_statement_has_a_reason_down_to_stated_facts(toy_release: Release, toy: Engine) -> None:
    told = Explainer(toy_release, toy_inputs())
    statements = inferred(toy)
    assert len(statements) > 100
    for statement in statements:
        lines = list(told.tell(statement))
        assert "because" in lines[0]
        assert all("because" in line or "stated in" in line for line in lines)
        assert "stated in" in lines[-1]


def test_the_reasons_say_no_more_and_no_less_than_the_release(real_release: Release, real: Engine) -> None:
    """Our definitions, met part by part, and HermiT give the same memberships; so do all closures."""
    told = Explainer(real_release, Inputs.shipped())
    assert told.reasons.keys() - told.asserted.keys() == inferred(real)


def test_an_ancestor_is_explained_by_the_way_through_hpo(toy_release: Release, toy: Engine) -> None:
    seen = toy.rows("SELECT ?f { ?c kg:caseLabel 'toy man' ; kg:hasFinding ?f . ?f a obo:HP_0030890 }")[0]["f"].value
    lines = explain(toy_release, spelled(seen, "HP:0002500", None), toy_inputs())
    assert "HP:0030890 (Hyperintensity of cerebral white matter on MRI) is a " in lines[0]
    assert lines[1].endswith("[stated in graph:paper/pmid-0000001]")


def test_a_defined_class_is_explained_by_its_definition(toy_release: Release) -> None:
    lines = explain(toy_release, spelled("case:pmid-0000001/toy-woman", "kg:CoreImagingTriadCase", None), toy_inputs())
    assert "is defined as" in lines[0]
    assert any("kg:evolution kg:persistent" in line for line in lines)


def test_what_does_not_hold_is_refused(toy_release: Release) -> None:
    with pytest.raises(UnknownName, match="does not say that"):
        explain(toy_release, spelled("case:pmid-0000001/toy-man", "BiallelicCase", None), toy_inputs())
    with pytest.raises(UnknownName, match="known are"):
        spelled("toy:nothing", KG, None)
