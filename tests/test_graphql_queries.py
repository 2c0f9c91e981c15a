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
from test_queries import QUESTIONS, value

from api.app import make_app
from api.graphql.examples import FIRST, examples
from api.graphql.schema import core
from kg.engine import Engine, Question
from kg.engine.questions import header
from kg.names import contract
from kg.settings import data_folder

Data = dict[str, Any]
Row = tuple[object, ...]
PATHS = {path.stem: path for path in sorted(data_folder("queries").glob("*.graphql"))}
TEXTS = {name: path.read_text() for name, path in PATHS.items()}
PAGED = [name for name, text in TEXTS.items() if "$after" in text]

NOT_CARRIED = {
    "finding-counts": {
        "beyondAbstract": "a list of frequencies counts persons; `where: {depth: ...}` asks for these alone"
    },
    "reading-depth": {"readElsewhere": "GraphQL tells in which paper each finding was read, and counts by depth alone"},
}
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


def zygosity(case: Data) -> str:
    """The group that a person's genotypes belong to."""
    if "kg:BiallelicCase" in [one["curie"] for one in case["categories"]]:
        return "biallelic"
    return "heterozygous or mosaic" if any(one["zygosity"] for one in case["genotypes"]) else "not stated"


def age_class(onset: Decimal) -> str:
    return "early" if onset < 18 else "adult"


def deeper(cases: Iterable[Data]) -> int:
    """How many of these people are known from more than an abstract."""
    read = {case["iri"] for case in cases if case["evidence"] and case["evidence"]["depth"] not in (None, "ABSTRACT")}
    return len(read)


def grouped(rows: Iterable[tuple[Row, Data]]) -> dict[Row, dict[str, Data]]:
    """The people of each group, each once."""
    groups: dict[Row, dict[str, Data]] = defaultdict(dict)
    for group, case in rows:
        groups[group][case["iri"]] = case
    return groups


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
    names = ("stated", "datasetVersion", "reviewStatus", "lastEvaluated", "accession", "joinedBy")
    for variant in ask()["variants"]["nodes"]:
        of_clinvar = [one for one in variant["classifications"] if one["dataset"] == "ClinVar"]
        found = [one for one in of_clinvar if one["kind"] == "GERMLINE" and one["joinedBy"]]
        beside = [tuple(one[name] for name in names) for one in found] or [(None,) * len(names)]
        for mention in variant["mentions"]:
            for said in mention["statedSignificance"] if mention["paper"] else ():
                for one in beside:
                    yield contract(variant["iri"]), contract(mention["paper"]["iri"]), said, *one


@reads("core-imaging-triad")
def _(ask: Asked) -> Iterator[Row]:
    people = []
    for case in ask()["cases"]["nodes"]:
        seen = {part: case[part]["totalCount"] > 0 for part in ("lesion", "thin", "restricted", "lasting")}
        people.append((seen, case["evidence"]["depth"] != "ABSTRACT"))
    for part, *needed in (
        ("1 white matter lesion", "lesion"),
        ("2 thin corpus callosum", "thin"),
        ("3 diffusion restriction", "restricted"),
        ("4 diffusion restriction that lasts", "lasting"),
        ("5 lesion and thin callosum", "lesion", "thin"),
        ("6 lesion and restriction", "lesion", "restricted"),
        ("7 lesion, thin callosum and restriction", "lesion", "thin", "restricted"),
        ("8 the triad: lesion, thin callosum, lasting restriction", "lesion", "thin", "lasting"),
    ):
        having = [deep for seen, deep in people if all(seen[one] for one in needed)]
        yield part, len(having), len(people), sum(having)


@reads("course")
def _(ask: Asked) -> Iterator[Row]:
    for case in ask()["cases"]["nodes"]:
        onset, death = case["ageAtOnset"], case["ageAtDeath"]
        kind = (zygosity(case), age_class(onset))
        yield contract(case["iri"]), *kind, onset, death, death - onset, word(case["evidence"]["depth"])


@reads("databases-beside-papers")
def _(ask: Asked) -> Iterator[Row]:
    names = ("dataset", "datasetVersion", "stated", "accession")
    for variant in ask()["variants"]["nodes"]:
        in_paper = "yes" if variant["mentions"] else "no"
        for one in variant["classifications"] or [{**dict.fromkeys(names), "cites": []}]:
            for paper in some(contract(cited["iri"]) for cited in one["cites"]):
                yield contract(variant["iri"]), variant["label"], *(one[name] for name in names), paper, in_paper


@reads("delay-to-imaging")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    people = grouped(((zygosity(case), age_class(case["ageAtOnset"])), case) for case in found["cases"]["nodes"])
    for group, cases in people.items():
        delays = {}
        for case in cases.values():
            scans = [one["age"] for one in case["imagingStudies"] if one["age"] is not None]
            later = [age - case["ageAtOnset"] for age in scans if age >= case["ageAtOnset"]]
            delays |= {case["iri"]: min(later)} if later else {}
        if delays:
            counts = (len(delays), len(cases), deeper(cases[iri] for iri in delays))
            years = delays.values()
            yield "single cases", *group, *counts, mean(years), min(years), max(years), None
    for one in found["stated"]["nodes"]:
        if one["mean"] is not None:
            told = (one["n"], None, None, one["mean"], one["rangeLow"], one["rangeHigh"])
            yield "stated by a paper, of whomever it counts", None, None, *told, contract(one["paper"]["iri"])


@reads("exons-hit")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    carriers, read = tallies(found["carriers"]), tallies(found["deeper"])
    for one in values(found["variants"]):
        n = carriers.get(one["iri"], 0)
        yield one["label"], one["count"], n, found["carriers"]["totalCount"], read.get(one["iri"], 0)


@reads("families")
def _(ask: Asked) -> Iterator[Row]:
    for paper in ask()["papers"]["nodes"]:
        for family in paper["families"]:
            counts = (family[name]["totalCount"] for name in ("members", "carriers", "wellCarriers", "deeper"))
            yield contract(family["iri"]), family["label"], *counts


@reads("finding-counts")
def _(ask: Asked) -> Iterator[Row]:
    for row in ask()["findingFrequencies"]["nodes"]:
        assert row["present"] + row["absent"] + row["notReported"] == row["persons"]
        counts = (row[name] for name in ("present", "absent", "notReported", "persons"))
        yield contract(row["term"]["iri"]), row["term"]["label"], *counts


@reads("findings-by-protein-domain")
def _(ask: Asked) -> Iterator[Row]:
    return by_group(ask, "domain", "domains")


@reads("findings-by-variant-class")
def _(ask: Asked) -> Iterator[Row]:
    return by_group(ask, "class", "classes")


def by_group(ask: Asked, variable: str, groups: str) -> Iterator[Row]:
    """The findings of every group that the answer names."""
    for group in values(ask()[groups]):
        found = ask(**{variable: [group["iri"]]})
        read = tallies(found["deeper"])
        for finding in values(found["cases"]):
            counts = (finding["count"], found["cases"]["totalCount"], read.get(finding["iri"], 0))
            yield group["label"], contract(finding["iri"]), finding["label"], *counts


@reads("first-signs")
def _(ask: Asked) -> Iterator[Row]:
    seen = [(one["term"], of_person(one)) for one in ask()["observations"]["nodes"]]
    all_told = grouped(((zygosity(case),), case) for _, case in seen)
    begins = grouped(((term["label"], zygosity(case)), case) for term, case in seen if term)
    for (sign, group), cases in begins.items():
        ages = [case["ageAtOnset"] for case in cases.values() if case["ageAtOnset"] is not None]
        counts = (len(cases), len(all_told[(group,)]), deeper(cases.values()), len(ages))
        yield sign, group, *counts, *((mean(ages), min(ages), max(ages)) if ages else (None, None, None))


@reads("group-comparisons")
def _(ask: Asked) -> Iterator[Row]:
    for one in ask()["statistics"]["nodes"]:
        for group in one["groupValues"]:
            if None not in group.values():
                compared = (group["group"], group["measure"], group["value"])
                yield contract(one["paper"]["iri"]), one["measure"], *compared, one["pStated"]


@reads("group-statements")
def _(ask: Asked) -> Iterator[Row]:
    papers, people = {}, []
    for one in ask()["observations"]["nodes"]:
        papers[contract(one["paper"]["iri"])] = one["paper"]["cases"]["totalCount"]
        said = (contract(one["paper"]["iri"]), one["statedAs"], one["status"].lower())
        people += [(said, case) for case in one["cases"]]
    for said, cases in grouped(people).items():
        yield *said, len(cases), papers[said[0]], deeper(cases.values())


@reads("hpo-lookup")
def _(ask: Asked) -> Iterator[Row]:
    names = ["White matter hyperintensity", "Memory loss", "Seizure"]
    found = ask(names=names)
    everybody = found["carriers"]["totalCount"]
    for name, term in zip(names, found["termsByName"], strict=True):
        counts = (term["cases"]["totalCount"], everybody, term["deeper"]["totalCount"])
        yield name, contract(term["iri"]), term["label"], *counts


@reads("introns-hit")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    everybody = found["carriers"]["totalCount"]
    for intron in found["gene"]["introns"]:
        variants, n, read = (intron[name]["totalCount"] for name in ("variants", "cases", "deeper"))
        if variants:
            yield intron["label"], variants, n, everybody, read


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


@reads("effects-by-codon")
def _(ask: Asked) -> Iterator[Row]:
    for one in ask()["variants"]["nodes"]:
        how, why = some(one["effectReason"])[0], some(one["consequenceOpen"])[0]
        for protein in some(one["hgvsProteins"]) if how or why else ():
            for possible in some(one["possibleProteins"]):
                stated = {mention["statedProtein"] for mention in one["mentions"]} - {None}
                for name in some(stated):
                    yield contract(one["iri"]), protein, possible, name, how, why


@reads("variants-by-residue")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    everybody = found["carriers"]["totalCount"]
    for one in found["variants"]["nodes"]:
        n, read = one["cases"]["totalCount"], one["deeper"]["totalCount"]
        for residue in one["residues"]:
            for lobe in some(f"{lobe[0]}-lobe" for lobe in one["kinaseLobes"]):
                yield residue, lobe, contract(one["iri"]), n, everybody, read


@reads("names-in-doubt")
def _(ask: Asked) -> Iterator[Row]:
    for variant in ask()["variants"]["nodes"]:
        for protein in some(variant["hgvsProteins"]):
            for doubt in some(one["text"] for one in variant["doubts"]):
                if variant["hgvsCoding"] is None or protein is None or doubt is not None:
                    yield contract(variant["iri"]), variant["hgvsCoding"], protein, doubt


@reads("onset-by-sex")
def _(ask: Asked) -> Iterator[Row]:
    nodes = ask()["cases"]["nodes"]
    ill = grouped(((word(case["sex"]), zygosity(case)), case) for case in nodes)
    known = grouped(
        ((word(case["sex"]), zygosity(case), age_class(case["ageAtOnset"])), case)
        for case in nodes
        if case["ageAtOnset"] is not None
    )
    for group, cases in known.items():
        ages = [case["ageAtOnset"] for case in cases.values()]
        counts = (len(cases), len(ill[group[:2]]), deeper(cases.values()))
        yield *group, *counts, mean(ages), min(ages), max(ages)


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
            text = evidence["readIn"] and contract(evidence["readIn"]["iri"])
            yield contract(of_person(seen)["iri"]), seen["label"], *read, contract(seen["paper"]["iri"]), text


@reads("reading-depth")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    papers, present, absent = (tallies(found[name]) for name in ("papers", "present", "absent"))
    for depth in papers | present | absent:
        yield contract(depth), papers.get(depth, 0), present.get(depth, 0), absent.get(depth, 0)


@reads("regions")
def _(ask: Asked) -> Iterator[Row]:
    placed, people = [], []
    for seen in ask()["observations"]["nodes"]:
        for case in seen["cases"] if seen.get("modality") and seen["regions"] else ():
            placed.append(((seen["modality"]["label"],), case))
            if seen["term"]:
                told = (seen["modality"]["label"], seen["term"]["label"])
                people += [((contract(one["iri"]), one["label"], *told), case) for one in seen["regions"]]
    everybody = grouped(placed)
    for group, cases in grouped(people).items():
        yield *group, len(cases), len(everybody[(group[2],)]), deeper(cases.values())


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
            yield one["label"], one["outcome"], contract(case["iri"]), case["ageAtOnset"], paper


@reads("unmapped-findings")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    papers: dict[str, set[str]] = defaultdict(set)
    people = []
    for seen in found["observations"]["nodes"]:
        papers[seen["statedAs"]].add(seen["paper"]["iri"])
        people.append(((seen["statedAs"],), of_person(seen)))
    for (says,), cases in grouped(people).items():
        counts = (len(cases), found["people"]["totalCount"], deeper(cases.values()))
        yield says, *counts, len(papers[says])


@reads("variants-by-class")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    carriers, read = tallies(found["carriers"]), tallies(found["deeper"])
    for one in values(found["variants"]):
        n = carriers.get(one["iri"], 0)
        yield (
            contract(one["iri"]),
            one["label"],
            one["count"],
            n,
            found["carriers"]["totalCount"],
            read.get(one["iri"], 0),
        )


@reads("variants-in-several-papers")
def _(ask: Asked) -> Iterator[Row]:
    found = ask()
    everybody = found["carriers"]["totalCount"]
    for variant in found["variants"]["nodes"]:
        papers, n, read = (variant[name]["totalCount"] for name in ("papers", "cases", "deeper"))
        if papers > 1:
            yield contract(variant["iri"]), variant["label"], papers, n, everybody, read


@reads("zygosity")
def _(ask: Asked) -> Iterator[Row]:
    people, ill, presumed, carriers = [], set(), set(), set()
    for case in ask()["cases"]["nodes"]:
        for genotype in case["genotypes"]:
            stated = genotype["zygosity"]["label"] if genotype["zygosity"] else "not stated"
            people.append(((stated,), case))
            carriers.add(case["iri"])
            ill |= {(stated, case["iri"])} if case["affected"] else set()
            presumed |= {(stated, case["iri"])} if genotype["presumed"] else set()
    for (stated,), cases in grouped(people).items():
        some_of = [len({iri for group, iri in kept if group == stated}) for kept in (ill, presumed)]
        yield stated, len(cases), len(carriers), deeper(cases.values()), *some_of


def by_graphql(name: str, engine: Engine, **given: object) -> set[Row]:
    if name == "provenance":
        [row] = engine.rows(MOST_CARRIED)
        given = {**given, "variant": [row["variant"].value]}
    return set(ADAPTERS[name](Asked(TestClient(make_app(engine)), TEXTS[name], given)))


@cache
def by_sparql(name: str, engine: Engine) -> set[Row]:
    text = QUESTIONS[name].text
    columns = json.loads(engine.answer(Question(text)).body)["head"]["vars"]
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
    assert list(ADAPTERS[name](asked)) or QUESTIONS[name].empty


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
    assert told.get("mixes") == asked.mixes


def test_every_question_has_an_adapter() -> None:
    assert sorted(ADAPTERS) == sorted(PATHS)
    assert NOT_CARRIED.keys() <= PATHS.keys()


def test_the_page_shows_every_question(toy: Engine) -> None:
    first, *others = examples()
    assert first.name == FIRST
    assert {one.name for one in examples()} == PATHS.keys()
    assert [one.title for one in others] == sorted(one.title for one in others)
    assert json.loads(first.variables)["term"] == ["kg:WhiteMatterDisease"]
    page = TestClient(make_app(toy)).get("/graphql", headers={"accept": "text/html"}).text
    assert all(re.search(rf'id="{one.name}"', page) for one in examples())
