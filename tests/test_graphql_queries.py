"""Every question that is asked in GraphQL, too, has the answer there that it has in SPARQL, on the same graph.

Each question has an adapter: how the rows of the SPARQL answer are read off the tree that GraphQL gives. Where SPARQL
counts or averages what GraphQL lists, the adapter does so.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse, validate
from starlette.testclient import TestClient
from test_queries import EMPTY_OVER_REAL_EVIDENCE, QUESTIONS, value

from api.app import make_app
from api.graphql.examples import FIRST, examples
from api.graphql.schema import core
from kg.ask import header
from kg.engine import Engine
from kg.names import contract
from kg.settings import data_folder

Data = dict[str, Any]
Row = tuple[object, ...]
PATHS = {path.stem: path for path in sorted(data_folder("queries").glob("*.graphql"))}
TEXTS = {name: path.read_text() for name, path in PATHS.items()}
PAGED = [name for name, text in TEXTS.items() if "$after" in text]

NOT_CARRIED: dict[str, dict[str, str]] = {}
"""Columns of the SPARQL answer that the GraphQL form does not have, and why. All others are compared."""

OF_THE_TOY = {"introns-hit": {"gene": "TOY1"}}
"""What must be asked of the toy graph instead of the usual values, which are those of the real one."""

MOST_CARRIED = """PREFIX kg: <https://w3id.org/csf1r-kg/ontology#>
SELECT ?variant WHERE { ?case kg:hasVariant ?variant ; kg:geneticStatus kg:confirmed }
GROUP BY ?variant ORDER BY DESC(COUNT(DISTINCT ?case)) ?variant LIMIT 1"""


@dataclass(frozen=True)
class Asked:
    """A question of one graph; called, it asks with some variables and turns the pages of its answer to the end."""

    client: TestClient
    text: str
    given: Data

    def __call__(self, **variables: object) -> Data:
        asked = {**self.given, **variables}
        found = self.answer(asked)
        for name, page in found.items():
            while isinstance(page, dict) and page.get("pageInfo", {}).get("hasNextPage"):
                more = self.answer({**asked, "after": page["pageInfo"]["endCursor"]})[name]
                page["nodes"] += more["nodes"]
                page["pageInfo"] = more["pageInfo"]
        assert_whole(found)
        return found

    def answer(self, variables: Data) -> Data:
        response = self.client.post("/graphql", json={"query": self.text, "variables": variables})
        answer = json.loads(response.text, parse_float=Decimal, parse_int=Decimal)
        assert "errors" not in answer, answer["errors"]
        cost = answer["extensions"]["cost"]
        assert 0 < cost["requested"] < cost["limit"]
        return answer["data"]


def assert_whole(found: object) -> None:
    """That no list of the answer was cut: each tells how many there are in all."""
    if isinstance(found, dict):
        if "nodes" in found:
            assert found["totalCount"] == len(found["nodes"])
        found = list(found.values())
    if isinstance(found, list):
        for one in found:
            assert_whole(one)


Adapter = Callable[[Asked], Iterable[Row]]
ADAPTERS: dict[str, Adapter] = {}


def reads(name: str) -> Callable[[Adapter], Adapter]:
    """This function reads the rows of the question of this name."""

    def keep(adapter: Adapter) -> Adapter:
        ADAPTERS[name] = adapter
        return adapter

    return keep


def word(name: str | None) -> str | None:
    """A value of an enumeration as the graph names it.

    >>> word("FULL_TEXT")
    'kg:fullText'
    """
    if name is None:
        return None
    start, *others = name.lower().split("_")
    return "kg:" + start + "".join(map(str.capitalize, others))


def some(values: Iterable[Any]) -> list[Any]:
    """The values, or None where there are none: what OPTIONAL makes of them."""
    return list(values) or [None]


def less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def mean(values: Iterable[Decimal]) -> Decimal:
    """To one place, as SPARQL's ROUND does it."""
    known = list(values)
    return (sum(known) / len(known) * 10).to_integral_value(ROUND_HALF_UP) / Decimal(10)


def counted(pairs: Iterable[tuple[Row, object]]) -> Iterator[Row]:
    """Each group with how many different things it has; nothing is None."""
    groups: dict[Row, set[object]] = defaultdict(set)
    for group, thing in pairs:
        groups[group].update() if thing is None else groups[group].add(thing)
    return ((*group, len(things)) for group, things in groups.items())


def values(facets: Data) -> list[Data]:
    [facet] = facets["facets"]
    return facet["values"]


def tallies(facets: Data) -> dict[str, Decimal]:
    return {one["iri"]: one["count"] for one in values(facets)}


def of_person(observation: Data) -> Data:
    [case] = observation["cases"]
    return case


@reads("asymptomatic-carriers")
def _(ask: Asked) -> Iterator[Row]:
    for case in ask()["cases"]["nodes"]:
        seen = [one["label"] for study in case["imagingStudies"] for one in study["shows"] + study["showsNo"]]
        for genotype in some(case["genotypes"]):
            for says in some(seen):
                label = genotype and genotype["variant"]["label"]
                yield contract(case["iri"]), case["ageAtExamination"], label, says


@reads("cases-with-finding")
def _(ask: Asked) -> Iterator[Row]:
    for seen in ask()["observations"]["nodes"]:
        case, paper = contract(of_person(seen)["iri"]), contract(seen["paper"]["iri"])
        modality = (seen.get("modality") or {}).get("label")
        for age in some(one["age"] for one in seen.get("studies", ()) if one["age"] is not None):
            yield case, seen["statedAs"], modality, age, paper


@reads("cases-without-finding")
def _(ask: Asked) -> Iterator[Row]:
    for seen in ask()["observations"]["nodes"]:
        yield contract(of_person(seen)["iri"]), seen["statedAs"], contract(seen["paper"]["iri"])


@reads("clinvar-beside-papers")
def _(ask: Asked) -> Iterator[Row]:
    names = ("stated", "reviewStatus", "lastEvaluated", "accession", "joinedBy")
    for variant in ask()["variants"]["nodes"]:
        found = [one for one in variant["classifications"] if one["kind"] == "GERMLINE" and one["joinedBy"]]
        beside = [tuple(one[name] for name in names) for one in found] or [(None,) * len(names)]
        for mention in variant["mentions"]:
            for said in mention["statedSignificance"] if mention["paper"] else ():
                for one in beside:
                    yield contract(variant["iri"]), contract(mention["paper"]["iri"]), said, *one


@reads("core-imaging-triad")
def _(ask: Asked) -> Iterator[Row]:
    for case in ask()["cases"]["nodes"]:
        calcified = "kg:CTCalcificationCase" in [one["curie"] for one in case["categories"]]
        yield contract(case["iri"]), case["ageAtOnset"], case["ageAtImaging"], calcified


@reads("course")
def _(ask: Asked) -> Iterator[Row]:
    for case in ask()["cases"]["nodes"]:
        onset, death = case["ageAtOnset"], case["ageAtDeath"]
        yield contract(case["iri"]), onset, death, death - onset


@reads("delay-to-imaging")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    delays = []
    for case in found["cases"]["nodes"]:
        scans = [one["age"] for one in case["imagingStudies"] if one["age"] is not None]
        later = [age - case["ageAtOnset"] for age in scans if age >= case["ageAtOnset"]]
        delays += [min(later)] if later else []
    yield "single cases", len(delays), mean(delays), min(delays), max(delays), None
    for one in found["stated"]["nodes"]:
        if one["mean"] is not None:
            limits = (one["rangeLow"], one["rangeHigh"])
            yield "stated by a paper", one["n"], one["mean"], *limits, contract(one["paper"]["iri"])


@reads("exons-hit")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    carriers = tallies(found["carriers"])
    for exon in values(found["variants"]):
        yield exon["label"], exon["count"], carriers.get(exon["iri"], 0)


@reads("families")
def _(ask: Asked) -> Iterator[Row]:
    for paper in ask()["papers"]["nodes"]:
        for family in paper["families"]:
            counts = (family[name]["totalCount"] for name in ("members", "carriers", "wellCarriers"))
            yield contract(family["iri"]), family["label"], *counts


@reads("finding-counts")
def _(ask: Asked) -> Iterator[Row]:
    for row in ask()["findingFrequencies"]["nodes"]:
        assert row["present"] + row["absent"] + row["notReported"] == row["persons"]
        yield contract(row["term"]["iri"]), row["term"]["label"], row["present"], row["absent"], row["notReported"]


@reads("findings-by-protein-domain")
def _(ask: Asked) -> Iterator[Row]:
    return by_group(ask, "domain", "domains")


@reads("findings-by-variant-class")
def _(ask: Asked) -> Iterator[Row]:
    return by_group(ask, "class", "classes")


def by_group(ask: Asked, variable: str, groups: str) -> Iterator[Row]:
    """The findings of every group that the answer names."""
    for group in values(ask()[groups]):
        for finding in values(ask(**{variable: [group["iri"]]})["cases"]):
            yield group["label"], contract(finding["iri"]), finding["label"], finding["count"]


@reads("first-signs")
def _(ask: Asked) -> Iterator[Row]:
    begins: dict[str, dict[str, Decimal | None]] = defaultdict(dict)
    for seen in ask()["observations"]["nodes"]:
        if seen["term"]:
            case = of_person(seen)
            begins[seen["term"]["label"]][case["iri"]] = case["ageAtOnset"]
    for sign, ages in begins.items():
        known = [age for age in ages.values() if age is not None]
        # SPARQL has no mean where one of the ages is unknown.
        yield sign, len(ages), mean(known) if len(known) == len(ages) else None


@reads("group-comparisons")
def _(ask: Asked) -> Iterator[Row]:
    for one in ask()["statistics"]["nodes"]:
        for group in one["groupValues"]:
            if None not in group.values():
                compared = (group["group"], group["measure"], group["value"])
                yield contract(one["paper"]["iri"]), one["measure"], *compared, one["pStated"]


@reads("group-statements")
def _(ask: Asked) -> Iterator[Row]:
    return counted(
        ((contract(one["paper"]["iri"]), one["statedAs"], one["status"].lower()), case["iri"])
        for one in ask()["observations"]["nodes"]
        for case in one["cases"]
    )


@reads("hpo-lookup")
def _(ask: Asked) -> Iterator[Row]:
    names = ["White matter hyperintensity", "Memory loss", "Seizure"]
    for name, term in zip(names, ask(names=names)["termsByName"], strict=True):
        yield name, contract(term["iri"]), term["label"], term["cases"]["totalCount"]


@reads("introns-hit")
def _(ask: Asked) -> Iterator[Row]:
    for intron in ask()["gene"]["introns"]:
        if intron["variants"]["totalCount"]:
            yield intron["label"], intron["variants"]["totalCount"], intron["cases"]["totalCount"]


@reads("kept-out")
def _(ask: Asked) -> Iterator[Row]:
    for paper in ask()["papers"]["nodes"]:
        for reason in paper["keptOut"]:
            yield contract(paper["iri"]), paper["title"], reason


@reads("lasting-diffusion-restriction")
def _(ask: Asked) -> Iterator[Row]:
    for seen in ask()["observations"]["nodes"]:
        case, evolution = of_person(seen), word(seen.get("evolution"))
        for region in some(one["label"] for one in seen.get("regions", ())):
            for scan in some(one["age"] for one in seen.get("studies", ()) if one["age"] is not None):
                years = less(scan, case["ageAtOnset"])
                yield contract(case["iri"]), seen["statedAs"], evolution, region, years


@reads("names-in-doubt")
def _(ask: Asked) -> Iterator[Row]:
    for variant in ask()["variants"]["nodes"]:
        for protein in some(variant["hgvsProteins"]):
            for doubt in some(one["text"] for one in variant["doubts"]):
                if variant["hgvsCoding"] is None or protein is None or doubt is not None:
                    yield contract(variant["iri"]), variant["hgvsCoding"], protein, doubt


@reads("onset-by-sex")
def _(ask: Asked) -> Iterator[Row]:
    ages: dict[str, list[Decimal]] = defaultdict(list)
    for case in ask()["cases"]["nodes"]:
        ages[case["sex"]].append(case["ageAtOnset"])
    for sex, known in ages.items():
        yield word(sex), len(known), mean(known), known[0], known[-1]


@reads("papers")
def _(ask: Asked) -> Iterator[Row]:
    for paper in ask()["papers"]["nodes"]:
        year = None if paper["year"] is None else str(paper["year"])
        told = (paper["label"], year, word(paper["design"]), word(paper["depth"]))
        yield contract(paper["iri"]), *told, paper["cases"]["totalCount"], paper["statistics"]["totalCount"]


@reads("papers-behind-a-link")
def _(ask: Asked) -> Iterator[Row]:
    for case in ask()["cases"]["nodes"]:
        for genotype in case["genotypes"]:
            for seen in case["observations"]["nodes"]:
                said = (seen["statedAs"], word(seen["evidence"]["depth"]))
                yield contract(seen["paper"]["iri"]), case["caseLabel"], genotype["variant"]["label"], *said


@reads("possibly-same-variants")
def _(ask: Asked) -> Iterator[Row]:
    for variant in ask()["variants"]["nodes"]:
        for other in variant["possiblySame"]:
            for protein in variant["hgvsProteins"] if other["hgvsCoding"] else ():
                yield contract(variant["iri"]), contract(other["iri"]), protein


@reads("present-and-absent")
def _(ask: Asked) -> Iterator[Row]:
    for term in values(ask()["excluded"]):
        for case in ask(term=[term["iri"]])["cases"]["nodes"]:
            for present in case["present"]["nodes"]:
                for absent in case["absent"]["nodes"]:
                    yield contract(case["iri"]), term["label"], present["statedAs"], absent["statedAs"]


@reads("provenance")
def _(ask: Asked) -> Iterator[Row]:
    for seen in ask()["observations"]["nodes"]:
        evidence = seen["evidence"]
        for place in some(evidence["readAt"]):
            read = (evidence["type"]["label"], word(evidence["depth"]), place)
            yield contract(of_person(seen)["iri"]), seen["label"], *read, contract(seen["paper"]["iri"])


@reads("reading-depth")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    papers, present, absent = (tallies(found[name]) for name in ("papers", "present", "absent"))
    for depth in papers | present | absent:
        yield contract(depth), papers.get(depth, 0), present.get(depth, 0), absent.get(depth, 0)


@reads("regions")
def _(ask: Asked) -> Iterator[Row]:
    return counted(
        ((contract(place["iri"]), place["label"], seen["modality"]["label"], seen["term"]["label"]), case["iri"])
        for seen in ask()["observations"]["nodes"]
        for place in seen["regions"]
        for case in seen["cases"]
        if seen["modality"] and seen["term"]
    )


@reads("review-figures")
def _(ask: Asked) -> Iterator[Row]:
    for one in ask()["statistics"]["nodes"]:
        share = (one["numerator"], one["denominator"])
        share = share if None not in share else (None, None)
        for group in some(one["group"]):
            for number in some(one["values"]):
                told = (one["measure"], number, one["n"], *share, one["percent"], one["mean"])
                yield contract(one["paper"]["iri"]), group, *told


@reads("same-person")
def _(ask: Asked) -> Iterator[Row]:
    for one in ask()["cases"]["nodes"]:
        for other in one["possiblySame"]:
            if one["iri"] < other["iri"]:
                sexes = (word(one["sex"]), word(other["sex"]))
                yield contract(one["iri"]), contract(other["iri"]), *sexes, one["ageAtOnset"], other["ageAtOnset"]


@reads("second-hand-figures")
def _(ask: Asked) -> Iterator[Row]:
    for one in ask()["statistics"]["nodes"]:
        for group in some(one["group"]):
            yield contract(one["paper"]["iri"]), group, one["measure"], one["percent"], one["mean"]


@reads("treatments")
def _(ask: Asked) -> Iterator[Row]:
    for case in ask()["cases"]["nodes"]:
        for one in case["treatments"]:
            paper = contract(one["evidence"]["paper"]["iri"])
            yield one["label"], contract(case["iri"]), case["ageAtOnset"], paper


@reads("unmapped-findings")
def _(ask: Asked) -> Iterator[Row]:
    people: dict[str, set[str]] = defaultdict(set)
    papers: dict[str, set[str]] = defaultdict(set)
    for seen in ask()["observations"]["nodes"]:
        people[seen["statedAs"]].add(of_person(seen)["iri"])
        papers[seen["statedAs"]].add(seen["paper"]["iri"])
    for says in people:
        yield says, len(people[says]), len(papers[says])


@reads("variants-by-class")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    carriers = tallies(found["carriers"])
    for one in values(found["variants"]):
        yield contract(one["iri"]), one["label"], one["count"], carriers.get(one["iri"], 0)


@reads("variants-in-several-papers")
def _(ask: Asked) -> Iterator[Row]:
    for variant in ask()["variants"]["nodes"]:
        papers = variant["papers"]["totalCount"]
        if papers > 1:
            yield contract(variant["iri"]), variant["label"], papers, variant["cases"]["totalCount"]


@reads("zygosity")
def _(ask: Asked) -> Iterator[Row]:
    groups: dict[str, tuple[set[str], set[str], set[str]]] = defaultdict(lambda: (set(), set(), set()))
    for case in ask()["cases"]["nodes"]:
        for genotype in case["genotypes"]:
            stated = genotype["zygosity"]["label"] if genotype["zygosity"] else "not stated"
            for kept, belongs in zip(groups[stated], (True, case["affected"], genotype["presumed"]), strict=True):
                if belongs:
                    kept.add(case["iri"])
    for stated, people in groups.items():
        yield stated, *map(len, people)


def by_graphql(name: str, engine: Engine, **given: object) -> set[Row]:
    if name == "provenance":
        [row] = engine.rows(MOST_CARRIED)
        given = {**given, "variant": [row["variant"].value]}
    return set(ADAPTERS[name](Asked(TestClient(make_app(engine)), TEXTS[name], given)))


@cache
def by_sparql(name: str, engine: Engine) -> set[Row]:
    text = QUESTIONS[name].text
    columns = json.loads(engine.answer(text).body)["head"]["vars"]
    left_out = NOT_CARRIED.get(name, {})
    assert left_out.keys() <= set(columns)
    carried = [column for column in columns if column not in left_out]
    return {tuple(value(row[one]) if one in row else None for one in carried) for row in engine.rows(text)}


@pytest.mark.parametrize("name", PATHS)
def test_the_toy_graph_has_one_answer_in_both_languages(name: str, toy: Engine) -> None:
    found = by_graphql(name, toy, **OF_THE_TOY.get(name, {}))
    assert found, "an empty answer is equal to too much"
    assert found == by_sparql(name, toy)


@pytest.mark.parametrize("name", PAGED)
def test_pages_of_one_hold_what_one_page_holds(name: str, toy: Engine) -> None:
    assert by_graphql(name, toy, first=1) == by_sparql(name, toy)


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHS)
def test_the_real_graph_has_one_answer_in_both_languages(name: str, real: Engine) -> None:
    assert by_graphql(name, real) == by_sparql(name, real)


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHS)
def test_a_reader_may_ask_the_real_graph_without_giving_anything(name: str, real: Engine) -> None:
    asked = Asked(TestClient(make_app(real)), TEXTS[name], {})
    assert list(ADAPTERS[name](asked)) or name in EMPTY_OVER_REAL_EVIDENCE


def test_who_has_a_finding_that_is_also_excluded_has_it_in_both_languages(toy: Engine) -> None:
    """The toy uncle had no fits at 45 and had some at 46; the toy woman had none."""
    [row] = [row for row in toy.rows(QUESTIONS["finding-counts"].text) if row["finding"].value == "Seizure"]
    rows = Asked(TestClient(make_app(toy)), TEXTS["finding-counts"], {})()["findingFrequencies"]["nodes"]
    [told] = [one for one in rows if one["term"]["label"] == "Seizure"]
    assert (row["present"].value, row["absent"].value) == ("1", "1")
    assert (told["present"], told["absent"]) == (1, 1)


@pytest.mark.parametrize("name", PATHS)
def test_a_question_is_valid_and_named_like_its_file(name: str) -> None:
    document = parse(TEXTS[name])
    assert validate(core(), document) == []
    [operation] = document.definitions
    assert isinstance(operation, OperationDefinitionNode) and operation.name
    assert operation.name.value == "".join(map(str.capitalize, name.split("-")))
    for variable in operation.variable_definitions or ():
        assert variable.default_value or variable.variable.name.value == "after", "a reader must be able to just ask it"


@pytest.mark.parametrize("name", PATHS)
def test_a_question_is_the_one_that_sparql_asks(name: str) -> None:
    """The same header: what is asked is the same, only the language is another."""
    asked = QUESTIONS[name]
    told = header(PATHS[name], TEXTS[name])
    assert (told["title"], told["question"]) == (asked.title, asked.question)
    assert told["keywords"].split(", ") == list(asked.keywords)


def test_every_question_has_an_adapter() -> None:
    assert sorted(ADAPTERS) == sorted(PATHS)
    assert NOT_CARRIED.keys() <= PATHS.keys()


def test_the_page_shows_every_question(toy: Engine) -> None:
    first, *others = examples()
    assert first.name == FIRST
    assert {one.name for one in examples()} == PATHS.keys()
    assert [one.title for one in others] == sorted(one.title for one in others)
    assert json.loads(first.variables)["term"] == ["HP:0002500"]
    page = TestClient(make_app(toy)).get("/graphql", headers={"accept": "text/html"}).text
    assert all(re.search(rf'id="{one.name}"', page) for one in examples())
