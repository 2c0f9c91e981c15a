"""Diseases and what texts say of them: names, causes, signs that set them apart, findings with numbers of analyses."""

import pytest
from starlette.testclient import TestClient

from api.addresses import address
from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.names import BASE, expand
from kg.release import Release
from tests.each_release import EVERY
from tests.views import asked, page, query, reader, table, text_of

BANDDOS, ALSP = expand("OMIM:618476"), expand("MONDO:0800027")
REFERENCE = BASE + "reference/"


@pytest.fixture(params=EVERY)
def held(request: pytest.FixtureRequest) -> tuple[TestClient, Engine]:
    engine: Engine = request.getfixturevalue(request.param)
    release: Release = request.getfixturevalue(f"{request.param}_release")
    return reader(engine, release), engine


@pytest.fixture(scope="module")
def client(real: Engine, real_release: Release) -> TestClient:
    return reader(real, real_release)


def things(engine: Engine, pattern: str) -> list[str]:
    return sorted({row["x"].value for row in engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x WHERE {{ {pattern} }}")})


def test_every_disease_has_a_page_with_each_finding_that_is_annotated(held: tuple[TestClient, Engine]) -> None:
    client, engine = held
    for iri in things(engine, "?x a kg:Disease")[::7]:
        told = {row["iri"] for row in table(client, address(iri)) if row["what"] == "finding"}
        same = f"VALUES ?d {{ <{iri}> }} ?d (skos:exactMatch|^skos:exactMatch)? ?same ."
        assert told == set(
            things(
                engine, f'{same} ?same kg:hasAnnotation ?row . ?row kg:aspect "P" ; kg:aboutTerm|kg:aboutAbsenceOf ?x'
            )
        )
        assert "Its owner's page" in page(client, address(iri))


@pytest.mark.slow
@pytest.mark.parametrize(("iri", "population"), [(BANDDOS, "biallelic"), (ALSP, "adults")])
def test_numbers_beside_findings_are_those_of_the_analysis_of_their_own_population(
    client: TestClient, iri: str, population: str
) -> None:
    rows = [row for row in table(client, address(iri)) if row["what"] == "finding"][:25]
    answer = client.get(
        "/analysis/frequencies",
        params={"population": population, "terms": [row["iri"] for row in rows]},
        headers={"accept": "application/json"},
    ).json()
    told = {row["term"]["iri"]: (row["present"], row["absent"], row["notReported"]) for row in answer["rows"]}
    shown = {row["iri"]: row for row in rows}
    assert len(told) > 5
    for term, numbers in told.items():
        assert tuple(int(shown[term][name]) for name in ("presentHere", "absentHere", "notReportedHere")) == numbers


@pytest.mark.slow
def test_a_disease_tells_who_takes_the_gene_for_its_cause_and_who_was_first_thought_to_have_it(
    client: TestClient, real: Engine
) -> None:
    text = text_of(page(client, address(BANDDOS)))
    (row,) = real.rows(f"""{PROLOGUE} SELECT ?said ?by WHERE {{ ?x a kg:GeneDiseaseClassification ;
        kg:classifiedFor <{BANDDOS}> ; kg:statedClassification ?said ; kg:submitter ?by }}""")
    assert row["said"].value in text
    assert row["by"].value in text
    for case in things(real, "?x kg:hasEarlierDiagnosis/kg:diagnosedAs ?disease"):
        (disease,) = things(real, f"<{case}> kg:hasEarlierDiagnosis/kg:diagnosedAs ?x")
        assert f'href="{address(case)}"' in page(client, address(disease))


@pytest.mark.slow
def test_signs_that_set_a_disease_apart_stand_on_its_page_and_on_that_of_its_identifier(
    client: TestClient, real: Engine
) -> None:
    other = REFERENCE + "differentialdiagnosis/aars2-related-leukodystrophy-ovarioleukodystrophy"
    signs = real.rows(f"""{PROLOGUE} SELECT ?sign ?words ?role WHERE {{
        <{other}> kg:hasItem ?sign . ?sign rdfs:label ?words ; kg:role ?role }}""")
    by_name, by_identifier = page(client, address(other)), page(client, "/term/OMIM:615889")
    for row in signs:
        for text in (by_name, by_identifier):
            assert f'href="{address(row["sign"].value)}"' in text
            assert row["words"].value in text_of(text)
    assert 'href="/term/OMIM:615889"' in by_name
    assert f'href="{address(other)}"' in by_identifier


@pytest.mark.slow
def test_a_name_is_taken_for_a_disease_only_where_it_is_one_of_its_names(client: TestClient, real: Engine) -> None:
    """CADASIL is spelt out in the annotations, so that no name says it is the same; nothing here claims it."""
    assert "No identifier of a database was read for it" in text_of(
        page(client, "/reference/differentialdiagnosis/cadasil")
    )


def test_lists_of_the_reference_data_show_each_entry_with_its_role(held: tuple[TestClient, Engine]) -> None:
    client, engine = held
    for iri in things(engine, f'?x kg:hasItem ?item FILTER(STRSTARTS(STR(?x), "{REFERENCE}"))')[::9]:
        rows = engine.rows(f"{PROLOGUE} SELECT DISTINCT ?item WHERE {{ <{iri}> kg:hasItem ?item }}")
        assert sorted(row["iri"] for row in table(client, address(iri))) == sorted(row["item"].value for row in rows)


@pytest.mark.slow
def test_queries_of_a_disease_give_its_findings(client: TestClient, real: Engine) -> None:
    text = page(client, address(BANDDOS))
    told = {row["term"].value for row in real.rows(query(text, "sparql"))}
    assert told == {row["iri"] for row in table(client, address(BANDDOS)) if row["what"] == "finding"}
    assert asked(client, text)["term"]["iri"] == BANDDOS
