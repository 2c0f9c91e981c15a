"""A truth is a truth however a server spells it, and what spells none is never taken for false."""

import csv
import io
import json
from dataclasses import replace

import pytest
import rdflib
from rdflib.namespace import OWL, RDFS, XSD
from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import Answer, Engine, Form, Question, Row
from kg.engine.rows import JSON, rows_of
from kg.errors import KgError
from kg.export.catalogue import TABLES
from kg.export.packets.nodes import Graph
from kg.export.rows import rows
from kg.find import things
from kg.find.said import said
from kg.find.truth import BOOLEANS, OddAnswer, truth
from kg.lexicon import Lexicon
from kg.settings import data_folder

NUMBERS = {"true": "1", "false": "0"}
EVERYTHING = """{
  cases(first: 50) { nodes { caseLabel affected genotypes { presumed novel } doubts { text } }
    facets(by: [AFFECTED, SEX]) { values { label count } } }
  observations(first: 100) { nodes { statedAs initial } }
  statistics(first: 50) { nodes { measure qualitative approximate initial evidence { secondHand } } }
}"""


class Numbers:
    """The toy graph behind a server that knows no booleans: it gives 1 and 0, as integers, as Virtuoso 7 does."""

    def __init__(self, engine: Engine, spelt: dict[str, str] = NUMBERS) -> None:
        self._engine, self._spelt = engine, spelt

    def answer(self, question: Question) -> Answer:
        found = self._engine.answer(question)
        if found.media_type == JSON and found.form is Form.SELECT:
            body = json.loads(found.body)
            for row in body["results"]["bindings"]:
                for term in row.values():
                    if term.get("datatype") == str(XSD.boolean):
                        term |= {"value": self._spelt[term["value"]], "datatype": str(XSD.integer)}
            return replace(found, body=json.dumps(body).encode())
        if found.media_type == "text/csv":
            read = csv.reader(io.StringIO(found.body.decode()))
            cells = [[self._spelt.get(cell, cell) for cell in row] for row in read]
            out = io.StringIO()
            csv.writer(out).writerows(cells)
            return replace(found, body=out.getvalue().encode())
        return found

    def rows(self, query: str) -> list[Row]:
        return rows_of(self.answer(Question(query, [JSON])))

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)


@pytest.fixture
def numbers(toy: Engine) -> Numbers:
    return Numbers(toy)


def test_the_list_of_truths_is_that_of_the_ontology() -> None:
    own = rdflib.Graph().parse(data_folder("ontology") / "csf1r.ttl")
    assert {str(one) for one in own.subjects(RDFS.range, XSD.boolean)} | {str(OWL.deprecated)} == BOOLEANS


def test_graphql_says_the_same(toy: Engine, numbers: Numbers) -> None:
    clients = [TestClient(make_app(one)) for one in (toy, numbers)]
    told, other = (one.post("/graphql", json={"query": EVERYTHING}).json() for one in clients)
    assert "errors" not in told, told["errors"]
    assert [one["affected"] for one in told["data"]["cases"]["nodes"]].count(True) == 6
    assert other == told


def test_a_page_says_the_same(toy: Engine, numbers: Numbers) -> None:
    for row in toy.rows("SELECT DISTINCT ?x { ?x kg:affected|kg:presumed|kg:initial|kg:computed ?truth }"):
        assert things.thing(numbers, row["x"].value) == things.thing(toy, row["x"].value)


def test_tables_and_packets_say_the_same(toy: Engine, numbers: Numbers) -> None:
    for table in TABLES:
        assert list(rows(numbers, table, print)) == list(rows(toy, table, print))
    cases = [row["x"].value for row in toy.rows("SELECT ?x { ?x kg:affected ?truth }")]
    assert Graph(numbers).nodes(cases) == Graph(toy).nodes(cases)


def test_names_are_suggested_by_their_labels_all_the_same(toy: Engine, numbers: Numbers) -> None:
    assert Lexicon.of(numbers).complete("seiz") == Lexicon.of(toy).complete("seiz")


@pytest.mark.parametrize("odd", ["", "yes", "TRUE", "2", "tru"])
def test_what_spells_no_truth_is_told_never_read_as_false(odd: str, toy: Engine) -> None:
    with pytest.raises(OddAnswer, match="where true or false"):
        truth(odd)
    [case, *_] = (row["x"].value for row in toy.rows("SELECT ?x { ?x kg:affected ?truth }"))
    with pytest.raises(KgError):
        said(Numbers(toy, {"true": odd, "false": odd}), [case], "kg:affected")[case].flag("kg:affected")
