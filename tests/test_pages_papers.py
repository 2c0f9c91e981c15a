"""Papers: all are listed with how far each was read and what is known from it, and each page leads to the paper."""

import re
from collections import Counter

import pytest
from starlette.testclient import TestClient

from api.addresses import address
from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.model.words import Depth, Design
from kg.names import BASE, KG
from kg.release import Release
from tests.each_release import EVERY
from tests.views import asked, page, query, reader, table, text_of

COUNTED = {
    "people": "?x a kg:Case ; kg:reportedIn ?paper",
    "variants": "?any kg:reportedIn ?paper ; kg:ofVariant ?x",
    "findingsPresent": "?case a kg:Case ; kg:reportedIn ?paper ; kg:hasFinding ?x",
    "findingsAbsent": "?case a kg:Case ; kg:reportedIn ?paper ; kg:hasExcludedFinding ?x",
    "figures": "?x a kg:CohortStatistic ; kg:reportedIn ?paper",
    "doubts": "?x a kg:Doubt ; kg:reportedIn ?paper",
}
"""What the list counts, asked of the graph in another way."""


@pytest.fixture(params=EVERY)
def held(request: pytest.FixtureRequest) -> tuple[TestClient, Engine]:
    engine: Engine = request.getfixturevalue(request.param)
    release: Release = request.getfixturevalue(f"{request.param}_release")
    return reader(engine, release), engine


def counts(engine: Engine, pattern: str) -> dict[str, int]:
    rows = engine.rows(f"{PROLOGUE} SELECT ?paper (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }} GROUP BY ?paper")
    return {row["paper"].value: int(row["n"].value) for row in rows if "paper" in row}


def papers(engine: Engine, pattern: str = "") -> list[str]:
    return [row["x"].value for row in engine.rows(f"{PROLOGUE} SELECT DISTINCT ?x WHERE {{ ?x a kg:Paper {pattern} }}")]


def test_every_paper_is_listed_with_what_the_graph_holds_of_it(held: tuple[TestClient, Engine]) -> None:
    client, engine = held
    lines = table(client, "/papers")
    assert sorted(one["paper"] for one in lines) == sorted(papers(engine))
    for column, pattern in COUNTED.items():
        told = counts(engine, pattern)
        assert {one["paper"]: int(one[column]) for one in lines} == {iri: told.get(iri, 0) for iri in papers(engine)}, (
            column
        )


def test_the_picture_holds_each_paper_in_the_bar_of_its_year_and_a_bar_leads_to_its_papers(
    held: tuple[TestClient, Engine],
) -> None:
    client, _ = held
    lines, picture = table(client, "/papers"), page(client, "/papers.svg")
    bars = {year: int(n) for year, n in re.findall(r"<title>(\d{4}): (\d+) paper", picture)}
    told = Counter(one["year"] for one in lines if one["year"])
    assert bars == dict(told)
    year = max(bars)
    assert f"/papers?since={year}&amp;until={year}" in page(client, "/papers")
    assert len(table(client, f"/papers?since={year}&until={year}")) == bars[year]


def test_filters_leave_what_they_name_and_orders_put_what_is_not_told_last(held: tuple[TestClient, Engine]) -> None:
    client, _ = held
    lines = table(client, "/papers")
    for name, column, words in (("depth", "readingDepth", Depth), ("design", "design", Design)):
        for word in words:
            found = {one["paper"] for one in table(client, f"/papers?{name}={word}")}
            assert found == {one["paper"] for one in lines if one[column] == word}
    word = lines[0]["title"].split()[0]
    assert {one["paper"] for one in table(client, f"/papers?words={word}")} == {
        one["paper"] for one in lines if word.lower() in one["title"].lower()
    }
    people = [int(one["people"]) for one in table(client, "/papers?sort=people")]
    assert people == sorted(people, reverse=True)
    authors = [one["firstAuthor"].casefold() for one in table(client, "/papers?sort=author")]
    assert authors == sorted(authors, key=lambda one: (not one, one))


def test_papers_that_name_a_variant_are_found_by_it(real: Engine, real_release: Release) -> None:
    client = reader(real, real_release)
    found = {one["paper"] for one in table(client, "/papers?variant=c.2381T>C")}
    rows = real.rows(f"""{PROLOGUE} SELECT DISTINCT ?x WHERE {{
        ?any kg:reportedIn ?x ; kg:ofVariant <{BASE}variant/CSF1R/c.2381T-C> }}""")
    assert found == {row["x"].value for row in rows} != set()


@pytest.mark.parametrize(
    ("given", "right"),
    [("depth=half", "full text"), ("since=old", "whole number"), ("variant=toy", "toy"), ("year=2001", "since")],
)
def test_what_cannot_be_asked_is_refused_with_what_would_be_right(
    given: str, right: str, toy: Engine, toy_release: Release
) -> None:
    answer = reader(toy, toy_release).get(f"/papers?{given}")
    assert answer.status_code == 400
    assert right in text_of(answer.text)


def test_a_list_is_turned_page_by_page_until_all_were_shown(real: Engine, real_release: Release) -> None:
    client = reader(real, real_release)
    at, seen = "/papers?sort=title", list[str]()
    for _ in range(20):
        text = page(client, at)
        seen += re.findall(r'<tr><th scope="row" class="name"><a href="([^"]+)"', text)
        further = re.search(r'href="([^"]+)" rel="next"', text)
        if not further:
            break
        at = further[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == len(papers(real))


def test_a_paper_leads_to_where_it_was_published(real: Engine, real_release: Release) -> None:
    client = reader(real, real_release)
    rows = real.rows(
        f"{PROLOGUE} SELECT ?x ?pmid ?doi ?pmcid WHERE {{ ?x a kg:Paper ; bibo:pmid ?pmid ; bibo:doi ?doi ; "
        "kg:pmcid ?pmcid } ORDER BY ?x LIMIT 8"
    )
    for row in rows:
        head = page(client, address(row["x"].value)).partition("<dl")[0]
        assert f'href="https://pubmed.ncbi.nlm.nih.gov/{row["pmid"].value}/"' in head
        assert f'href="https://www.ncbi.nlm.nih.gov/pmc/articles/{row["pmcid"].value}/"' in head
        assert f'href="https://doi.org/{row["doi"].value}"' in head
    found = client.get("/find?name=PMID 22197934", headers={"accept": "text/html"})
    assert found.url.path == "/paper/pmid-22197934"
    assert "https://pubmed.ncbi.nlm.nih.gov/22197934/" in found.text


def stated(engine: Engine, iri: str) -> set[tuple[str, str, str]]:
    """What is told of people of a paper: the finding, in whom, and whether it is there."""
    links = {
        "hasFinding": "present",
        "hasExcludedFinding": "absent",
        "hasGroupFinding": "present",
        "hasExcludedGroupFinding": "absent",
    }
    rows = engine.rows(f"{PROLOGUE} SELECT ?p ?x ?o WHERE {{ ?x kg:reportedIn <{iri}> ; ?p ?o }}")
    return {
        (row["o"].value, row["x"].value, links[row["p"].value.removeprefix(KG)])
        for row in rows
        if row["p"].value.removeprefix(KG) in links
    }


def test_a_paper_tells_each_finding_of_each_of_its_people_and_no_other(held: tuple[TestClient, Engine]) -> None:
    client, engine = held
    most = sorted(
        counts(engine, "?case kg:reportedIn ?paper ; kg:hasExcludedFinding ?x").items(), key=lambda one: -one[1]
    )
    for iri, _ in most[:3]:
        told = {
            (one, row["person"], row["status"])
            for row in table(client, address(iri))
            if row["what"] != "figure"
            for one in row["iri"].split(" | ")
        }
        # A line stands for all observations of its finding, and one of them is that of the person.
        assert stated(engine, iri) <= told
        assert {(person, status) for _, person, status in told} == {(p, s) for _, p, s in stated(engine, iri)}
        text = page(client, address(iri))
        assert all(f'href="{address(seen)}"' in text for seen, _, _ in stated(engine, iri))


def test_each_figure_stands_on_the_page_of_its_paper_and_quoted_ones_stand_apart(
    held: tuple[TestClient, Engine],
) -> None:
    client, engine = held
    quoted = counts(engine, "?x a kg:SecondHandStatistic ; kg:reportedIn ?paper")
    for iri in [*list(quoted)[:2], *list(counts(engine, "?x a kg:CohortStatistic ; kg:reportedIn ?paper"))[:2]]:
        rows = [row for row in table(client, address(iri)) if row["what"] == "figure"]
        figures = engine.rows(f"{PROLOGUE} SELECT ?x WHERE {{ ?x a kg:CohortStatistic ; kg:reportedIn <{iri}> }}")
        assert sorted(row["iri"] for row in rows) == sorted(row["x"].value for row in figures)
        assert sum(row["secondHand"] == "true" for row in rows) == quoted.get(iri, 0)
        text = page(client, address(iri))
        assert ("quotes from others" in text) == bool(quoted.get(iri))


def test_counts_are_said_as_the_paper_states_them(real: Engine, real_release: Release) -> None:
    client = reader(real, real_release)
    rows = real.rows(f"""{PROLOGUE} SELECT ?x ?paper ?n ?of ?percent WHERE {{ ?x a kg:CohortStatistic ;
        kg:reportedIn ?paper ; kg:numerator ?n ; kg:denominator ?of ; kg:percent ?percent }} ORDER BY ?x LIMIT 5""")
    for row in rows:
        line = next(one for one in table(client, address(row["paper"].value)) if one["iri"] == row["x"].value)
        assert line["amount"].startswith(f"{row['n'].value} of {row['of'].value}, {float(row['percent'].value):g} %")


def test_a_paper_without_people_says_so_and_shows_no_empty_table(real: Engine, real_release: Release) -> None:
    client = reader(real, real_release)
    (review,) = [iri for iri in papers(real) if iri.endswith("pmid-34875121")]
    text = text_of(page(client, address(review)))
    assert "no single people here" in text
    assert "People it describes" not in text
    assert "Figures of groups that it states" in text


def test_doubts_and_people_kept_out_stand_on_the_page_in_words(held: tuple[TestClient, Engine]) -> None:
    client, engine = held
    doubts = engine.rows(
        f"{PROLOGUE} SELECT ?paper ?text WHERE {{ ?x a kg:Doubt ; kg:reportedIn ?paper ; kg:text ?text }} "
        "ORDER BY ?x LIMIT 4"
    )
    kept = engine.rows(f"{PROLOGUE} SELECT ?paper ?text WHERE {{ ?paper a kg:Paper ; kg:keptOut ?text }} LIMIT 2")
    for row in (*doubts, *kept):
        assert " ".join(row["text"].value.split()) in text_of(page(client, address(row["paper"].value)))


def test_both_queries_of_a_paper_and_of_the_list_give_what_is_shown(toy: Engine, toy_release: Release) -> None:
    client = reader(toy, toy_release)
    text = page(client, "/papers?words=toy")
    assert {row["x"].value for row in toy.rows(query(text, "sparql"))} == set(papers(toy))
    assert asked(client, text)["papers"]["totalCount"] == len(papers(toy))
    text = page(client, "/paper/pmid-0000001")
    shown = {row["what"].value for row in toy.rows(query(text, "sparql"))}
    assert shown >= {finding for finding, _, _ in stated(toy, BASE + "paper/pmid-0000001")}
    assert len(asked(client, text)["paper"]["cases"]["edges"]) == 3
