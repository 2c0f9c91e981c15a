"""Every question of `queries/` says what it asks, and gives the answer that the toy papers call for."""

import json
import re
from collections import Counter
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rich.console import Console

from kg.engine import Engine, Question, RowTerm
from kg.engine import questions as ask
from kg.engine.federation import services
from kg.engine.memory import MemoryEngine
from kg.errors import UnknownName
from kg.find.truth import truth
from kg.names import KG, PREFIXES, contract
from kg.release import Release
from kg.settings import data_folder

EXPECTED = Path(__file__).parent / "toy" / "expected"
QUESTIONS = {question.name: question for question in ask.catalogue()}
LOCAL = [name for name, question in QUESTIONS.items() if not question.federates_with]
NUMBERS = ("integer", "decimal", "double")


def value(term: RowTerm) -> object:
    """A term as the expected answers write it: numbers and truth by value, IRIs in their short form."""
    kind = (term.datatype or "").rpartition("#")[2]
    if kind in NUMBERS:
        return Decimal(term.value)
    if kind == "boolean":
        return truth(term.value)
    return contract(term.value) if term.kind == "iri" else term.value


def expected(name: str) -> dict:
    return json.loads((EXPECTED / f"{name}.json").read_text(), parse_float=Decimal, parse_int=Decimal)


def triples(turtle: bytes) -> set[tuple[str, str, str]]:
    return {tuple(contract(str(node)) for node in triple) for triple in rdflib.Graph().parse(turtle, format="turtle")}


@pytest.mark.parametrize("name", LOCAL)
def test_the_toy_papers_give_the_expected_answer(name: str, toy: Engine) -> None:
    question, wanted = QUESTIONS[name], expected(name)
    if "triples" in wanted:
        found = triples(toy.answer(Question(question.text, ["text/turtle"])).body)
        # Observations are named by a digest of what was seen: too long to be held in the head.
        found = {triple for triple in found if triple[1] != "kg:variantHasFinding"}
        assert found == {tuple(triple) for triple in wanted["triples"]}
    elif wanted["columns"] == ["answer"]:
        assert json.loads(toy.answer(Question(question.text)).body)["boolean"] is wanted["rows"][0][0]
    else:
        columns = json.loads(toy.answer(Question(question.text)).body)["head"]["vars"]
        assert columns == wanted["columns"]
        found = [[value(row[c]) if c in row else None for c in columns] for row in toy.rows(question.text)]
        assert found == wanted["rows"]


@pytest.mark.slow
@pytest.mark.parametrize("name", LOCAL)
def test_the_real_evidence_has_an_answer(name: str, real: Engine) -> None:
    answer = real.answer(Question(QUESTIONS[name].text, ["application/sparql-results+json", "text/turtle"]))
    if answer.media_type == "text/turtle":
        found = len(triples(answer.body))
    else:
        results = json.loads(answer.body)
        found = 1 if "boolean" in results else len(results["results"]["bindings"])
    assert bool(found) is (QUESTIONS[name].empty is None), (
        QUESTIONS[name].empty or "no answer and no reason in its header"
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in LOCAL if "SELECT" in QUESTIONS[name].text.partition("{")[0]])
def test_no_row_of_the_real_answer_comes_twice(name: str, real: Engine) -> None:
    """The default graph is a union, in which a triple said by two papers stands twice."""
    rows = Counter(
        tuple(sorted((key, str(term)) for key, term in row.items())) for row in real.rows(QUESTIONS[name].text)
    )
    assert [row for row, times in rows.items() if times > 1] == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_begins_with_its_header_and_its_prefixes(name: str) -> None:
    question = QUESTIONS[name]
    assert question.title and question.question.endswith("?") and question.keywords
    body = [line for line in question.text.splitlines() if line and not line.startswith("#")]
    declared = {}
    for line in body:
        match = re.fullmatch(r"PREFIX (\w+): <(.+)>", line)
        if match is None:
            break
        declared[match[1]] = match[2]
    assert list(declared) == sorted(declared)
    assert all(PREFIXES.get(prefix, iri) == iri for prefix, iri in declared.items()), "other than kg.names says"
    rest = "\n".join(body[len(declared) :])
    unused = [prefix for prefix in declared if not re.search(rf"\b{prefix}:", rest)]
    assert not unused


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_standard_sparql(name: str) -> None:
    """rdflib reads it too, and knows no prefix that the question does not bring along."""
    prepareQuery(QUESTIONS[name].text)


NO_COUNT_OF_PEOPLE = {
    "asserted-or-inferred": "counts findings",
    "differential-by-shared-findings": "counts terms, of those annotated",
    "papers": "counts what one paper brings, beside its depth",
    "reading-depth": "counts papers and findings of each depth",
    "what-is-here": "counts the things of each class",
    "families": "counts members, of them carriers, of them the well",
    "finding-counts": "counts present, absent and not reported, which add up to the denominator",
    "statistics-against-cases": "holds counts of papers, with their own denominators, against those of single cases",
    "a-variant-described": "counts to choose a variant",
    "finding-and-variant-graph": "counts to choose a variant",
    "provenance": "counts to choose a variant",
    "treatments": "lists people",
    "standard-analyses": "counts rows of answers",
}
"""Questions that count or average something else than people, or otherwise, and what."""
APART = {"zygosity", "ageClass"}


@pytest.mark.parametrize(
    "name", [name for name in QUESTIONS if re.search(r"\b(COUNT|AVG|SUM)\(", QUESTIONS[name].text)]
)
def test_who_counts_people_says_of_how_many_how_deep_they_were_read_and_what_is_mixed(name: str) -> None:
    text = QUESTIONS[name].text
    selected = set(re.findall(r"\?(\w+)", re.search(r"^(SELECT|CONSTRUCT|DESCRIBE).*?^WHERE", text, re.S | re.M)[0]))
    if name in NO_COUNT_OF_PEOPLE:
        assert "n" not in selected or name == "statistics-against-cases"
        return
    assert {"n", "denominator", "beyondAbstract"} <= selected
    assert selected >= APART or QUESTIONS[name].mixes, (
        "told apart by zygosity and age class, or the header says what is mixed"
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in LOCAL if "?denominator" in QUESTIONS[name].text])
def test_a_part_is_no_more_than_the_whole(name: str, real: Engine) -> None:
    for row in real.rows(QUESTIONS[name].text):
        whole = {key: Decimal(row[key].value) for key in ("beyondAbstract", "n", "denominator") if key in row}
        assert list(whole.values()) == sorted(whole.values()), row


@pytest.mark.slow
def test_white_matter_disease_is_found_whole(real: Engine) -> None:
    """HPO keeps leukoencephalopathy and leukodystrophy elsewhere than abnormal white matter; the class has them all."""

    def people(what: str) -> set[str]:
        pattern = f"SELECT DISTINCT ?case {{ VALUES ?kind {{ {what} }} ?case kg:hasFinding ?f . ?f a ?kind }}"
        return {row["case"].value for row in real.rows(pattern)}

    elsewhere = people("obo:HP_0002352 obo:HP_0002415")
    assert elsewhere - people("obo:HP_0002500"), "nobody is missed: this test says nothing"
    assert elsewhere <= people("kg:WhiteMatterDisease")
    unformed = people("obo:HP_0007370") - people("kg:CallosalThinning")
    assert unformed <= people("obo:HP_0033725"), "reached as thin by HPO, and told apart by our class"


def test_a_mean_is_that_of_the_known_where_one_age_is_not(toy_release: Release) -> None:
    """A mean over an age that one person lacks has no value in SPARQL, and other engines pass over it in silence."""
    kind, paper = (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "https://w3id.org/csf1r-kg/graph/paper/pmid-0000001",
    )
    more = f"""<toy:he> <{kind}> <{KG}Case> <{paper}> .
        <toy:he> <{KG}geneticStatus> <{KG}confirmed> <{paper}> .
        <toy:he> <{KG}hasFinding> <toy:gait> <{paper}> .
        <toy:he> <{KG}hasGenotype> <toy:genotype> <{paper}> .
        <toy:genotype> <{KG}zygosity> <http://purl.obolibrary.org/obo/GENO_0000135> <{paper}> .
        <toy:gait> <{kind}> <http://purl.obolibrary.org/obo/HP_0001288> <{paper}> .
        <toy:gait> <{KG}initial> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> <{paper}> ."""
    lines = "".join(toy_release.lines()) + more
    engine = MemoryEngine.of_lines(lines.encode())
    found = {(row["sign"].value, row["zygosity"].value): row for row in engine.rows(QUESTIONS["first-signs"].text)}
    gait = found["Gait disturbance", "heterozygous or mosaic"]
    assert [gait[one].value for one in ("n", "denominator", "withAge", "meanOnset")] == ["2", "3", "1", "40"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_only_a_question_that_says_so_leaves_this_endpoint(name: str) -> None:
    question = QUESTIONS[name]
    assert services(question.text) == tuple(sorted(question.federates_with))
    assert all(f"SERVICE <{endpoint}>" in question.text for endpoint in question.federates_with)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_uses_words_of_the_ontology(name: str) -> None:
    known = (data_folder("ontology") / "csf1r.ttl").read_text()
    for word in re.findall(r"\bkg:(\w+)", QUESTIONS[name].text):
        assert re.search(rf"^kg:{word}\b|<{re.escape(KG)}{word}>", known, re.MULTILINE), word


def test_every_expected_answer_has_its_question() -> None:
    assert sorted(path.stem for path in EXPECTED.glob("*.json")) == sorted(LOCAL)


def test_a_question_without_a_title_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "toy.rq"
    path.write_text("# question: toy?\n# keywords: toy\nASK {}\n")
    with pytest.raises(ask.BadQuestion, match=r"toy\.rq:1: the header lacks title"):
        ask.parse(path)
    path.write_text("# title: toy\n# color: red\nASK {}\n")
    with pytest.raises(ask.BadQuestion, match=r"toy\.rq:2: 'color: red' is none of title, question"):
        ask.parse(path)


def test_a_long_header_value_goes_on_in_the_next_line(tmp_path: Path) -> None:
    path = tmp_path / "toy.rq"
    path.write_text("# title: toy\n# question: who is\n#   a toy?\n# keywords: toy, small\nASK {}\n")
    assert ask.parse(path).question == "who is a toy?"
    assert ask.parse(path).keywords == ("toy", "small")


def test_a_question_is_found_by_name_by_file_or_on_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask.find("exons-hit") is QUESTIONS["exons-hit"]
    path = tmp_path / "mine.rq"
    path.write_text("ASK {}")
    assert ask.find(str(path)).text == "ASK {}"
    monkeypatch.setattr("sys.stdin", StringIO("ASK { ?a ?b ?c }"))
    assert ask.find("-").text == "ASK { ?a ?b ?c }"


def test_a_misspelt_name_is_told_what_was_meant() -> None:
    with pytest.raises(UnknownName, match="did you mean exons-hit"):
        ask.find("exon-hit")


def shown(engine: Engine, text: str, form: str, terminal: bool = False) -> str:
    out = Console(file=StringIO(), force_terminal=terminal, no_color=True, width=60)
    ask.show(engine, text, form, out)
    return out.file.getvalue()


FAMILY = """SELECT ?name ?age
WHERE { ?case kg:memberOfFamily ?family ; kg:caseLabel ?name . OPTIONAL { ?case kg:ageAtOnset ?age } }
ORDER BY ?name"""


def test_an_answer_is_lines_in_a_pipe_and_a_table_on_a_terminal(toy: Engine) -> None:
    assert shown(toy, FAMILY, "table") == "name\tage\ntoy daughter\t\ntoy woman\t40\n"
    table = shown(toy, FAMILY, "table", terminal=True)
    assert "toy woman" in table and "2 rows" in table


def test_an_answer_comes_as_csv_and_json(toy: Engine) -> None:
    assert shown(toy, FAMILY, "csv").split() == ["name,age", "toy", "daughter,", "toy", "woman,40"]
    assert json.loads(shown(toy, FAMILY, "json"))["head"]["vars"] == ["name", "age"]


def test_iris_are_shown_short_and_answers_without_rows_as_yes_or_no(toy: Engine) -> None:
    assert "HP:0040330" in shown(toy, "SELECT ?t { ?c kg:caseLabel 'toy woman' ; kg:hasFinding/a ?t }", "table")
    assert shown(toy, "ASK { ?c kg:caseLabel 'toy woman' }", "table") == "answer\nyes\n"


def test_a_graph_is_shown_as_turtle_and_never_as_csv(toy: Engine) -> None:
    graph = QUESTIONS["finding-and-variant-graph"].text
    assert "TOY1 c.149G>A" in shown(toy, graph, "table") and "TOY1 c.149G>A" in shown(toy, graph, "turtle")
    with pytest.raises(ask.BadQuestion, match="csv cannot show this answer; choose turtle or json"):
        shown(toy, graph, "csv")
    with pytest.raises(ask.BadQuestion, match="turtle cannot show this answer; choose table, csv or json"):
        shown(toy, FAMILY, "turtle")
    with pytest.raises(ask.BadQuestion, match="'xml' is no form of answer"):
        shown(toy, FAMILY, "xml")
