"""An absence says only what its words mean: it reaches terms of the same organ systems, and never what was seen."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.app import make_app
from api.settings import Settings
from kg import analysis
from kg.analysis import tables
from kg.build.inputs import Inputs
from kg.build.validate import validate
from kg.cli import app
from kg.engine import Engine, Question
from kg.errors import UnknownName
from kg.find import CaseFilter, GeneticStatus
from kg.find.why import Explainer, spelled, statements
from kg.imports.ends import written
from kg.imports.lines import Lines
from kg.infer.facts import TYPE, Facts
from kg.infer.follow import Knowledge, follow
from kg.names import contract, expand, graph, term
from kg.release import Release
from kg.sources.absence import Absence
from kg.sources.hpo import Hpo, hpo_path, read_hpo
from kg.sources.phenopackets import PacketNotes, Terms, read_packet
from kg.triples.observation import modality
from kg.triples.terms import Triple, text
from tests.examples import most
from tests.packets import SEIZURE, feature, packet, raw
from tests.test_subsumption import above, below, parents, people, systems

BONES, CALCIFIED, DANDY_WALKER = "HP:0000924", "HP:0002514", "HP:0001305"
FOCAL, REFLEXES, BRISK, WEAK_REFLEXES = "HP:0007359", "HP:0031826", "HP:0001347", "HP:0001265"
WHITE, BRIGHT, DIFFUSE = "HP:0002500", "HP:0030890", "HP:0007204"
SHAPES = Path(__file__).parents[1] / "ontology" / "shapes"
QUESTIONS = Path(__file__).parents[1] / "queries"
knowledge = cache(Knowledge.shipped)
CARRIERS = CaseFilter(affected=True, genetic_status=(GeneticStatus.CONFIRMED,))
BOTH = "?case kg:hasFinding/a ?term ; kg:hasExcludedFinding/kg:excludes ?term"


@pytest.fixture(scope="module")
def tree() -> dict[str, set[str]]:
    return parents()


def toy_facts(seen: list[str], absent: str, group: bool = False, **more: str) -> list[Triple]:
    """A toy person who has some findings and lacks one, of which more may be said."""
    kind = "Group" if group else ""
    facts = [
        ("toy:1", term(f"hasExcluded{kind}Finding"), "<toy:no>"),
        ("toy:no", term("excludes"), f"<{expand(absent)}>"),
    ]
    facts += [("toy:no", term(name), value) for name, value in more.items()]
    for number, one in enumerate(seen):
        facts += [("toy:1", term("hasFinding"), f"<toy:{number}>"), (f"toy:{number}", TYPE, f"<{expand(one)}>")]
    return facts


def denied(hpo: Hpo, facts: list[Triple]) -> set[str]:
    """The terms that the toy person is without, by what follows."""
    closed = [triple for triple, _ in follow(Facts(facts), knowledge(hpo))]
    return {contract(o[1:-1]) for s, p, o in closed if p == term("excludes")}


def test_no_bone_abnormality_says_nothing_of_the_brain(hpo: Hpo) -> None:
    reached = denied(hpo, toy_facts([], BONES))
    assert {CALCIFIED, DANDY_WALKER} & hpo.descendants(BONES) == {CALCIFIED, DANDY_WALKER}
    assert not {CALCIFIED, DANDY_WALKER} & reached
    assert len(reached) > 500, "what is of the bones alone is denied"
    assert FOCAL in denied(hpo, toy_facts([], SEIZURE))


def test_the_seen_wins(hpo: Hpo) -> None:
    assert {BRISK, WEAK_REFLEXES} <= denied(hpo, toy_facts([], REFLEXES))
    reached = denied(hpo, toy_facts([BRISK], REFLEXES))
    assert not reached & (hpo.ancestors(BRISK) | hpo.descendants(BRISK))
    assert WEAK_REFLEXES in reached, "what is neither above nor below what was seen is absent all the same"
    assert FOCAL in denied(hpo, toy_facts([SEIZURE], SEIZURE)), "at another time: nothing below was seen"
    assert denied(hpo, toy_facts([WHITE], REFLEXES)) == denied(hpo, toy_facts([], REFLEXES))
    assert BRISK not in denied(hpo, toy_facts([BRISK], REFLEXES, group=True))


@pytest.mark.parametrize("name", ["side", "sequence", "evolution", "severity", "initial"])
def test_what_is_absent_in_one_way_only_denies_its_own_term_only(hpo: Hpo, name: str) -> None:
    assert denied(hpo, toy_facts([], WHITE, **{name: "<toy:so>"})) == set()


def test_what_is_absent_in_one_place_only_denies_its_own_term_only(hpo: Hpo) -> None:
    assert denied(hpo, toy_facts([], WHITE, statedRegion=text("frontal lobe"))) == set()
    for place in ("cerebral white matter", "white matter of the cerebral hemispheres", "brain"):
        assert BRIGHT in denied(hpo, toy_facts([], WHITE, statedRegion=text(place)))
    assert denied(hpo, toy_facts([], WHITE, statedRegion=text("brain stem"))) == set()
    assert denied(hpo, toy_facts([], WHITE, region="<toy:nameless>")) == set()


def test_what_is_absent_on_one_kind_of_scan_says_nothing_of_another(hpo: Hpo) -> None:
    on = {key: denied(hpo, toy_facts([], WHITE, modality=f"<{modality(key)}>")) for key in ("MRI", "CT")}
    assert BRIGHT in on["MRI"]
    assert BRIGHT not in on["CT"]
    assert DIFFUSE in on["CT"]
    assert DIFFUSE in denied(hpo, toy_facts([], WHITE))


@settings(deadline=None, max_examples=most(40))
@given(st.data())
def test_every_term_is_reached_by_the_rule_and_no_other(data: st.DataObject) -> None:
    hpo, tree = HELD["hpo"], HELD["tree"]
    broad = data.draw(st.sampled_from(HELD["terms"]))
    wanted = {one for one in below(broad, tree) - {broad} if systems(one, tree) == systems(broad, tree)}
    assert Absence(hpo).reach(broad) == wanted


class Held(dict[str, Any]):
    """Read once, and only when a test asks."""

    def __missing__(self, key: str) -> Any:
        hpo, tree = read_hpo(hpo_path()), parents()
        self.update(hpo=hpo, tree=tree, terms=[one.id for one in hpo.terms.values() if not one.obsolete])
        return self[key]


HELD = Held()


# --- a release


@pytest.fixture(params=["toy", pytest.param("real", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found


def test_each_exclusion_of_a_release_obeys_the_rule(engine: Engine, tree: dict[str, set[str]]) -> None:
    stated: dict[str, set[str]] = {}
    follows: dict[str, set[str]] = {}
    for row in engine.rows("SELECT ?g ?x ?term { GRAPH ?g { ?x kg:excludes ?term } }"):
        into = follows if row["g"].value == graph("inferred") else stated
        into.setdefault(row["x"].value, set()).add(contract(row["term"].value))
    assert stated and follows.keys() <= stated.keys()
    for observation, terms in follows.items():
        (broad,) = stated[observation]
        for one in terms - {broad}:
            assert broad in above(one, tree)
            assert systems(one, tree) <= systems(broad, tree), (observation, one)


def test_nothing_that_was_seen_is_denied_by_what_follows(engine: Engine) -> None:
    """Nor what lies above it: of a term that is there both ways the absence is the paper's own word."""
    inferred = graph("inferred")
    rows = engine.rows(
        f"SELECT ?case ?term {{ ?case kg:hasFinding/a ?term ; kg:hasExcludedFinding ?no . "
        f"GRAPH <{inferred}> {{ ?no kg:excludes ?term }} }}"
    )
    assert [*rows] == []


def test_who_has_a_term_both_ways_has_a_doubt_that_names_it(engine: Engine) -> None:
    why = "OPTIONAL { ?case kg:hasDoubt ?d . ?d kg:computed true ; kg:text ?why }"
    asked = f"SELECT DISTINCT ?case ?term ?why {{ {BOTH} {why} }}"
    told: dict[tuple[str, str], list[str]] = {}
    for row in engine.rows(asked):
        told.setdefault((row["case"].value, contract(row["term"].value)), []).append(
            row["why"].value if "why" in row else ""
        )
    assert told, "toy uncle has seizures at 46 and none at 45"
    for (case, one), whys in told.items():
        assert any("is absent, but" in why for why in whys), (case, one)


def test_the_shape_for_what_is_present_and_absent_holds_with_all_that_follows(engine: Engine, tmp_path: Path) -> None:
    """And would not, if nobody told the doubts."""
    shapes = rdflib.Graph()
    for path in SHAPES.glob("*-observation.ttl"):
        shapes.parse(path, format="turtle")
    for subject in set(shapes.subjects(rdflib.SH.targetClass)):
        if not str(subject).endswith("-seen"):
            shapes.remove((subject, rdflib.SH.targetClass, None))
    shapes.serialize(tmp_path / "seen.ttl", format="turtle")
    data = rdflib.Graph()
    for link in ("hasFinding", "hasExcludedFinding", "excludes", "hasDoubt", "computed", "type"):
        named = TYPE if link == "type" else term(link)
        asked = f"CONSTRUCT {{ ?s <{named}> ?o }} {{ ?s <{named}> ?o FILTER(isIRI(?s)) }}"
        data.parse(data=engine.answer(Question(asked, ["text/turtle"])).body, format="turtle")
    assert validate(data.serialize(format="nt", encoding="utf-8"), tmp_path) == ()
    data.remove((None, rdflib.URIRef(term("hasDoubt")), None))
    broken = validate(data.serialize(format="nt", encoding="utf-8"), tmp_path)
    odd = {row["no"].value for row in engine.rows(
        "SELECT DISTINCT ?no { ?case kg:hasFinding/a ?term ; kg:hasExcludedFinding ?no . ?no kg:excludes ?term }"
    )}  # fmt: skip
    assert {one.focus for one in broken} == odd != set()


@pytest.mark.slow
def test_an_absence_that_no_term_means_is_data_all_the_same(real: Engine) -> None:
    absent = {
        (label, one["text"])
        for label, observations in people(Inputs.shipped().evidence)
        for one in observations
        if one["status"] == "absent" and not one.get("hpo")
    }
    assert "multiple foci of high signal typical of the disease" in {words for _, words in absent}
    rows = real.rows(
        "SELECT ?label ?says { ?case kg:caseLabel ?label ; kg:hasExcludedFinding ?no . ?no kg:statedAs ?says "
        "FILTER NOT EXISTS { ?no kg:excludes ?any } }"
    )
    assert {(row["label"].value, row["says"].value) for row in rows} == absent


# --- every door


def asked(client: TestClient, terms: list[str]) -> dict[str, tuple[int, ...]]:
    query = """query($terms: [String!]) { findingFrequencies(terms: $terms, first: 100,
        where: {affected: true, geneticStatus: [CONFIRMED]}) { nodes { term { iri } present absent notReported } } }"""
    answer = client.post("/graphql", json={"query": query, "variables": {"terms": terms}}).json()
    nodes = answer["data"]["findingFrequencies"]["nodes"]
    return {one["term"]["iri"]: (one["present"], one["absent"], one["notReported"]) for one in nodes}


@pytest.mark.parametrize("which", ["toy", pytest.param("real", marks=pytest.mark.slow)])
def test_every_door_gives_one_count_for_each_state(request: pytest.FixtureRequest, which: str) -> None:
    release: Release = request.getfixturevalue(f"{which}_release")
    engine = release.engine()
    ran = CliRunner().invoke(
        app,
        ["ask", "finding-counts", "--releases", str(release.folder.parent), "--format", "json"],
        catch_exceptions=False,
    )
    said = {
        row["term"]["value"]: tuple(int(row[name]["value"]) for name in ("present", "absent", "notReported"))
        for row in json.loads(ran.stdout)["results"]["bindings"]
    }
    odd = {row["term"].value for row in engine.rows(f"SELECT DISTINCT ?term {{ {BOTH} }}")} & said.keys()
    chosen = sorted({*odd, *list(said)[:5]})
    found = tables.counted(analysis.Held.of(engine), CARRIERS, terms=chosen)
    client = TestClient(make_app(engine, Settings()))
    assert odd, "one with a conflict is among them"
    assert asked(client, chosen) == {one: said[one] for one in chosen}
    assert {one.term.iri: (one.present, one.absent, one.not_reported) for one in found} == asked(client, chosen)
    for one in chosen:
        present, absent, rest = said[one]
        page = " ".join(client.get(f"/term/{contract(one)}", headers={"accept": "text/html"}).text.split())
        counted = f"Of {present + absent + rest} affected carriers it is present in {present} and was looked for"
        assert f"{counted} and absent in {absent}; of {rest} neither" in page


# --- kg why


def test_why_names_the_rule_and_refuses_what_the_release_does_not_hold(toy_release: Release, toy: Engine) -> None:
    held, known = statements(toy_release), Knowledge.shipped(read_hpo(hpo_path()))
    told, absence = Explainer(held, known), known.absence
    asked = "SELECT ?no { ?c kg:caseLabel 'toy woman' ; kg:hasExcludedFinding ?no . ?no kg:excludes obo:HP_0001250 }"
    no = next(iter(toy.rows(asked)))["no"].value
    lines = list(told.tell(spelled(no, "kg:excludes", FOCAL)))
    assert "no organ system more" in lines[0]
    other = next(one for one in sorted(absence.hpo.descendants(SEIZURE)) if one not in absence.reach(SEIZURE))
    if other != SEIZURE:
        with pytest.raises(UnknownName, match=r"no organ system more.*more than HP:0001250"):
            list(told.tell(spelled(no, "kg:excludes", other)))
    del held[spelled(no, "kg:excludes", FOCAL)]
    with pytest.raises(UnknownName, match="does not say"):
        list(told.tell(spelled(no, "kg:excludes", FOCAL)))


# --- cohorts


def cohort_lines(hpo: Hpo, *features: dict[str, Any]) -> Iterator[str]:
    read = read_packet(raw(packet(phenotypicFeatures=[*features])), Terms(hpo), PacketNotes("toy"))
    assert read
    lines = Lines("toy", knowledge(hpo))
    yield from written(lines.of(read, "toy-1"))


def test_a_cohort_obeys_the_same_rule_and_tells_its_doubts(hpo: Hpo) -> None:
    lines = [
        *cohort_lines(
            hpo, feature(DANDY_WALKER), feature(BRISK), feature(BONES, excluded=True), feature(REFLEXES, excluded=True)
        )
    ]
    lacking = {contract(line.split(" ")[2][1:-1]) for line in lines if f"<{term('excludes')}>" in line}
    assert not lacking & {CALCIFIED, DANDY_WALKER, BRISK}
    assert {BONES, REFLEXES, WEAK_REFLEXES} <= lacking
    doubts = [line for line in lines if f"<{term('text')}>" in line]
    assert len(doubts) == 2
    assert all(f"<{graph('cohort', 'toy')}>" in line for line in doubts)
    assert "Abnormality of the nervous system too" in "".join(doubts)
    assert sum(f"<{term('hasDoubt')}>" in line for line in lines) == 2


def test_the_order_of_features_decides_nothing(hpo: Hpo) -> None:
    features = [feature(BRISK), feature(REFLEXES, excluded=True), feature(SEIZURE), feature(SEIZURE, excluded=True)]
    assert sorted(cohort_lines(hpo, *features)) == sorted(cohort_lines(hpo, *reversed(features)))


def test_a_person_without_conflict_has_no_doubt(hpo: Hpo) -> None:
    lines = [*cohort_lines(hpo, feature(BRISK), feature(SEIZURE, excluded=True))]
    assert not [line for line in lines if "hasDoubt" in line]
    assert any(f"<{term('excludes')}> <{expand(FOCAL)}>" in line for line in lines)


def test_an_excluded_kind_of_a_severity_denies_its_own_term_only(hpo: Hpo) -> None:
    severe = {"severity": {"id": "HP:0012828", "label": "Severe"}}
    lines = [*cohort_lines(hpo, feature(SEIZURE, excluded=True, **severe))]
    assert [line for line in lines if f"<{term('excludes')}>" in line and graph("inferred") in line] == []
