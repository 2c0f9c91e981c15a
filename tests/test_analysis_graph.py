"""Answers are data: a release answers declared questions when it is built, in a graph that says how they came about."""

import importlib.util
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from kg import __version__
from kg.analysis import KINDS, STANDARD, Analysis, Estimate, Held, Row, answer
from kg.analysis.frequencies import Frequencies
from kg.analysis.numbered_people import people_of
from kg.analysis.terms import TAKEN, terms_of
from kg.analysis.written import AGENT
from kg.build.analyses import answers, asked_names
from kg.engine import Engine, RowTerm
from kg.errors import FaultyInput
from kg.find import Ref
from kg.names import BASE, KG, PREFIXES, contract, graph
from kg.release import Release
from kg.release.columns import met_in
from kg.sources.hpo import Hpo
from tests.each_release import EVERY

HOME = Path(__file__).parents[1] / "ontology"
README = HOME.parent / "kg" / "analysis" / "README.md"
OWN = graph("analysis")
each = pytest.mark.parametrize("name", EVERY)
READ: dict[str, Callable[[str], Any]] = {"string": str, "integer": int, "double": float, "boolean": "true".__eq__}


@pytest.fixture
def release(name: str, request: pytest.FixtureRequest) -> Release:
    found: Release = request.getfixturevalue(f"{name}_release")
    return found


def held(release: Release) -> tuple[Engine, list[Analysis]]:
    """The graph, and the same questions answered once more."""
    engine = release.engine()
    again = Held.of_release(release, engine)
    return engine, [answer(again, question) for question in STANDARD]


def said_of(engine: Engine, subject: str) -> dict[str, set[RowTerm]]:
    found: dict[str, set[RowTerm]] = defaultdict(set)
    for row in engine.rows(f"SELECT ?p ?o {{ GRAPH <{OWN}> {{ <{subject}> ?p ?o }} }}"):
        found[row["p"].value].add(row["o"])
    return found


def told_by(row: Row) -> dict[str, set[object]]:
    """What a row says, by property, worked out from its fields alone."""
    found: dict[str, set[object]] = defaultdict(set)
    for one in terms_of(type(row)):
        value = getattr(row, one.field)
        for each_ in value if isinstance(value, tuple) else (value,):
            if isinstance(each_, Estimate):
                for ending, end in (("", each_.value), ("Low", each_.low), ("High", each_.high)):
                    found[KG + one.name + ending] |= {end} - {None}
            elif each_ is not None and each_ != "":
                found[KG + one.name].add(each_.iri if isinstance(each_, Ref) else each_)
    return {name: values for name, values in found.items() if values}


@each
def test_every_declared_question_is_answered_in_the_graph_and_no_other(release: Release) -> None:
    rows = release.engine().rows(f"SELECT ?x {{ GRAPH <{OWN}> {{ ?x a kg:Analysis }} }}")
    assert sorted(row["x"].value for row in rows) == sorted(question.iri for question in STANDARD)
    assert len({question.iri for question in STANDARD}) == len(STANDARD)


@each
def test_what_the_graph_says_is_what_is_answered_on_demand(release: Release) -> None:
    """Asked over the papers alone while it was built, and over the whole release now."""
    engine, found = held(release)
    for one in found:
        said = said_of(engine, one.iri)
        assert {term.value for term in said[KG + "hasRow"]} == {one.row_iri(row) for row in one.rows}
        assert len({one.row_iri(row) for row in one.rows}) == len(one.rows), "a key tells rows apart"
        assert {term.value for term in said[str(RDFS.label)]} == {one.label}
        assert {term.value for term in said[KG + "asks"]} == {one.question.canonical}
        assert {term.value for term in said[KG + "note"]} == set(one.notes)
        assert {term.value for term in said[KG + "countsQuery"]} == ({one.sparql} if one.sparql else set())
        assert len(said[KG + "leavesOut"]) == len({(left.what.iri, left.why) for left in one.left_out})
        for row in one.rows:
            ours = {
                name: {READ.get((term.datatype or "string").rpartition("#")[2], str)(term.value) for term in terms}
                for name, terms in said_of(engine, one.row_iri(row)).items()
                if name.startswith(KG)
            }
            assert ours == told_by(row), row


@each
def test_an_answer_says_release_version_and_activity_and_no_time(release: Release) -> None:
    engine = release.engine()
    rows = engine.rows(f"""SELECT * {{ GRAPH <{OWN}> {{ ?x a kg:Analysis, prov:Entity ; prov:wasDerivedFrom ?release ;
        prov:wasGeneratedBy ?activity . ?activity a prov:Activity ; prov:used ?release ; prov:wasAssociatedWith ?agent .
        ?agent a prov:SoftwareAgent ; rdfs:label ?label }} GRAPH graph:release {{ ?release a kg:Release }} }}""")
    assert len(rows) == len(STANDARD)
    assert {(row["release"].value, row["agent"].value, row["label"].value) for row in rows} == {
        (release.iri, AGENT, f"csf1r-kg {__version__}")
    }
    mine = [line for line in release.lines() if line.endswith(f" <{OWN}> .\n")]
    assert len(mine) == release.manifest["graphs"][OWN]
    assert not [
        line for line in mine if "dateTime" in line or "AtTime" in line or line.startswith("_:") or " _:" in line
    ]


@each
def test_an_answer_says_nothing_of_what_it_was_worked_out_from(release: Release) -> None:
    rows = release.engine().rows(f"SELECT DISTINCT ?s {{ GRAPH <{OWN}> {{ ?s ?p ?o }} }}")
    assert rows
    assert all(row["s"].value.startswith((BASE + "analysis/", AGENT)) for row in rows)


@each
def test_every_value_is_of_the_type_that_its_property_has(release: Release) -> None:
    own = rdflib.Graph().parse(HOME / "csf1r.ttl")
    rows = release.engine().rows(f"SELECT DISTINCT ?p ?o {{ GRAPH <{OWN}> {{ ?s ?p ?o }} }}")
    for row in rows:
        name = rdflib.URIRef(row["p"].value)
        if name.startswith(KG):
            links = (name, RDF.type, OWL.DatatypeProperty) not in own
            assert links is (row["o"].kind == "iri"), name
            datatype = row["o"].datatype or str(rdflib.XSD.string)
            assert links or str(own.value(name, RDFS.range)) == datatype, name


@each
def test_every_answer_says_a_query_that_this_graph_answers(release: Release) -> None:
    """Each kind of analysis has a test of its own in which the figures are worked out of these rows."""
    engine = release.engine()
    for row in engine.rows(
        "SELECT * { ?x a kg:Analysis ; kg:countsQuery ?query . OPTIONAL { ?x kg:peopleCounted ?n } }"
    ):
        values = engine.rows(row["query"].value)
        assert values or "n" not in row or row["n"].value == "0", row["x"].value


@each
def test_the_query_of_frequencies_counts_as_their_rows_do(release: Release) -> None:
    engine = release.engine()
    asked = engine.rows('SELECT * { ?x kg:analysisKind "frequencies" ; kg:countsQuery ?query }')
    assert len(asked) >= 3
    for one in asked:
        counted: dict[tuple[str, ...], int] = defaultdict(int)
        for row in engine.rows(one["query"].value):
            key = tuple(row[name].value if name in row else "" for name in ("state", "group", "term"))
            counted[key] = int(row["n"].value)
        rows = engine.rows(f"""SELECT * {{ <{one["x"].value}> kg:hasRow ?row . ?row kg:term ?term ;
            kg:present ?present ; kg:absent ?absent ; kg:rowCases ?all . OPTIONAL {{ ?row kg:rowGroup ?group }} }}""")
        assert rows
        pairs = {(row["group"].value if "group" in row else "", row["term"].value) for row in rows}
        assert pairs == {(group, term) for state, group, term in counted if state != "all"}
        for row in rows:
            group, term = row["group"].value if "group" in row else "", row["term"].value
            assert int(row["present"].value) == counted["present", group, term]
            assert int(row["absent"].value) == counted["absent", group, term]
            assert int(row["all"].value) == counted["all", group, ""]


def test_the_manifest_tells_how_many_answers_there_are_and_what_worked_them_out(toy_release: Release) -> None:
    told = toy_release.manifest["analyses"]
    assert told["answers"] == len(STANDARD)
    counted = toy_release.engine().rows("SELECT (COUNT(*) AS ?n) { ?x a kg:AnalysisRow }")
    assert told["rows"] == int(counted[0]["n"].value)
    assert told["software"].keys() >= {"numpy", "scipy"}


def test_no_version_of_a_library_is_in_the_dataset(toy_release: Release) -> None:
    """Figures leave rounded, so that the same inputs give the same bytes with other versions."""
    rows = toy_release.engine().rows("SELECT ?s { ?x kg:software ?s }")
    assert not [row["s"].value for row in rows if re.search(r"\d+\.\d", row["s"].value)]


def test_a_declared_question_without_an_answer_stops_the_build(toy_release: Release, hpo: Hpo) -> None:
    lines = list(toy_release.lines())
    with pytest.raises(FaultyInput, match=r"frequencies .*toy nothing.* has no answer: no term here is called"):
        answers(
            Held(people_of(met_in(lines)), asked_names(lines, hpo)),
            lambda _: None,
            [Frequencies(terms=("toy nothing",))],
        )


def test_the_readme_shows_a_row_as_it_is(toy_release: Release) -> None:
    shown = re.findall(r"^```turtle\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    heads = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    triples = [f"{one} ." for text in shown for one in ox.parse(heads + text, format=ox.RdfFormat.TURTLE)]
    held = {line[: line.rindex(" <")] + " ." for line in toy_release.lines() if line.endswith(f" <{OWN}> .\n")}
    assert len(triples) > 10
    assert set(triples) <= held


# --- words


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("analysis", HOME / "analysis.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_ontology_says_what_the_fields_say() -> None:
    """When this fails: python ontology/analysis.py"""
    before = (HOME / "csf1r.ttl").read_text(encoding="utf-8")
    assert script().renewed(before) == before


def test_a_field_has_a_property_of_its_own() -> None:
    text = (HOME / "csf1r.ttl").read_text(encoding="utf-8")
    marker, end = script().MARKER, script().END
    hand, written = text.partition(marker)[0], text.partition(marker)[2].partition(end)[0]
    ours = set(re.findall(r"^kg:(\w+) a ", hand, re.MULTILINE))
    made = set(re.findall(r"^kg:(\w+) a ", written, re.MULTILINE))
    assert made & ours == set(), "written by hand with another meaning: add the field to TAKEN in kg/analysis/terms.py"
    # Or a class is called so but for its first letter, and whoever mistypes that should be told so.
    classes = {one[0].lower() + one[1:] for one in ours if one[0].isupper()}
    assert ours | classes | {f"{one}s" for one in classes} >= TAKEN
    kinds = [kind for one in KINDS.values() for kind in (one.question, one.row)]
    assert made == {name for kind in kinds for one in terms_of(kind) for name, _, _ in one.properties} | {
        one.row.__name__ for one in KINDS.values()
    }


def test_every_field_says_what_it_holds_and_every_row_what_it_is() -> None:
    for one in KINDS.values():
        assert one.row.__doc__ and one.row.key
        for field in (*terms_of(one.question), *terms_of(one.row)):
            assert field.says, (one.question.kind, field.field)


def test_answers_have_short_names() -> None:
    assert contract(Frequencies().iri).startswith("analysis:frequencies/")
