"""Programs that others write against the schema: typed TypeScript and Python's gql read what SPARQL reads."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import httpx
import pytest
from clients.installed import CLIENTS, packages, run
from gql import Client, GraphQLRequest, gql
from gql.client import SyncClientSession
from gql.transport.httpx import HTTPXTransport
from graphql import GraphQLError, validate

from kg.names import KG

PROGRAM = CLIENTS / "typescript"
OPERATIONS = (PROGRAM / "operations.graphql").read_text()
HGVS = "c.149G>A"
PAGE = 3


@dataclass(frozen=True)
class Sparql:
    """The other way to the same graph."""

    endpoint: str

    def pairs(self, pattern: str) -> set[tuple[str, ...]]:
        """The values of ?a, or of ?a and ?b, that meet a pattern."""
        query = f"PREFIX kg: <{KG}> SELECT DISTINCT ?a ?b {{ {pattern} }}"
        accepted = {"accept": "application/sparql-results+json"}
        answer = httpx.post(self.endpoint, data={"query": query}, headers=accepted, timeout=60)
        rows = answer.json()["results"]["bindings"]
        return {tuple(term["value"] for _, term in sorted(row.items())) for row in rows}

    def one(self, pattern: str) -> str:
        """The one value of ?a that meets a pattern."""
        [(value,)] = self.pairs(pattern)
        return value


@pytest.fixture
def sparql(served: str) -> Sparql:
    return Sparql(f"{served}/sparql")


@pytest.fixture
def cases(sparql: Sparql) -> list[str]:
    found = sorted(iri for (iri,) in sparql.pairs("?a a kg:Case"))
    assert len(found) > 2 * PAGE, "there must be more than two pages to turn"
    return found


def carried(cases: list[dict[str, Any]]) -> set[tuple[str, str]]:
    variants = {one["iri"]: [genotype["variant"] for genotype in one["genotypes"]] for one in cases}
    return {(case, variant["iri"]) for case, those in variants.items() for variant in those}


# TypeScript: types made by GraphQL Code Generator, sent by graphql-request


@dataclass(frozen=True)
class Project:
    """A copy of the program, which a test may spoil."""

    folder: Path
    schema: str

    @property
    def _packages(self) -> Path:
        return self.folder.parent / "node_modules"

    def generate(self) -> CompletedProcess[str]:
        """Types and documents for operations.graphql, from the schema."""
        codegen = self._packages / "@graphql-codegen" / "cli" / "cjs" / "bin.js"
        return run(codegen, "--config", "codegen.ts", cwd=self.folder, env={**os.environ, "SCHEMA": self.schema})

    def compile(self) -> CompletedProcess[str]:
        """Check the types of everything; JavaScript comes out only when nothing is wrong."""
        return run(self._packages / "typescript" / "bin" / "tsc", cwd=self.folder)

    def start(self, *words: str) -> CompletedProcess[str]:
        """Run what was compiled."""
        return run(self.folder / "built" / "client.js", *words)

    def amend(self, name: str, old: str, new: str) -> None:
        """Change a file in one place."""
        text = (self.folder / name).read_text()
        assert text.count(old) == 1
        (self.folder / name).write_text(text.replace(old, new))


@pytest.fixture
def new_project(served: str, tmp_path: Path) -> Callable[[str], Project]:
    installed = packages()

    def made(schema: str) -> Project:
        (tmp_path / "node_modules").symlink_to(installed)
        shutil.copy(CLIENTS / "package.json", tmp_path)
        return Project(shutil.copytree(PROGRAM, tmp_path / "typescript"), served + schema)

    return made


@pytest.fixture
def project(new_project: Callable[[str], Project]) -> Project:
    return new_project("/graphql")


def passed(done: CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("schema", ["/graphql", "/schema.graphql"], ids=["introspected", "downloaded"])
def test_a_typed_program_pages_through_the_cases_that_sparql_finds(
    new_project: Callable[[str], Project], schema: str, served: str, cases: list[str], sparql: Sparql
) -> None:
    project = new_project(schema)
    passed(project.generate())
    passed(project.compile())
    told = json.loads(passed(project.start(f"{served}/graphql", HGVS)))
    assert told["cases"] == sorted(told["cases"], key=lambda one: one["iri"])
    assert [one["iri"] for one in told["cases"]] == cases
    pairs = {(one["iri"], variant) for one in told["cases"] for variant in one["variants"]}
    assert pairs == sparql.pairs("?a a kg:Case ; kg:hasVariant ?b")
    assert told["node"]["iri"] == cases[0]
    assert told["variant"]["iri"] == sparql.one(f'?a kg:hgvsCoding "{HGVS}"')


def test_a_field_that_does_not_exist_stops_the_generator(project: Project) -> None:
    project.amend("operations.graphql", "ageAtOnset\n", "ageAtOnsett\n")
    done = project.generate()
    assert done.returncode != 0
    assert 'Cannot query field "ageAtOnsett" on type "Case"' in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("one.caseLabel", "one.caseLable", "TS2551"),  # no such field
        ("ABSENT:", "MISSING:", "TS2353"),  # no such status
        ("one.ageAtOnset?.", "one.ageAtOnset.", "TS18047"),  # an age that may be null
        ('if (seen.__typename !== "ImagingObservation") return name;', "", "TS2339"),  # not of every observation
    ],
    ids=["field", "enum", "null", "fragment"],
)
def test_the_types_know_the_schema(project: Project, old: str, new: str, error: str) -> None:
    passed(project.generate())
    project.amend("client.ts", old, new)
    done = project.compile()
    assert done.returncode != 0
    assert error in done.stdout


# Python's gql


@pytest.fixture
def sent() -> list[httpx.Request]:
    """What left this machine."""
    return []


@pytest.fixture
def session(served: str, sent: list[httpx.Request]) -> Iterator[SyncClientSession]:
    """A session that has fetched the schema by introspection."""
    transport = HTTPXTransport(url=f"{served}/graphql", event_hooks={"request": [sent.append]})
    with Client(transport=transport, fetch_schema_from_transport=True) as session:
        assert len(sent) == 1
        yield session


def operation(name: str, /, **variables: object) -> GraphQLRequest:
    return gql(GraphQLRequest(OPERATIONS, operation_name=name, variable_values=variables))


def forward(session: SyncClientSession, **variables: object) -> Iterator[dict[str, Any]]:
    """The pages of cases, first to last."""
    more, after = True, None
    while more:
        page = session.execute(operation("CasesPage", first=PAGE, after=after, **variables))["cases"]
        yield page
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]


BACKWARD = """query ($before: String) {
  cases(last: 3, before: $before) { nodes { iri } pageInfo { hasPreviousPage startCursor } }
}"""


def backward(session: SyncClientSession) -> Iterator[dict[str, Any]]:
    """The pages of cases, last to first."""
    more, before = True, None
    while more:
        page = session.execute(gql(GraphQLRequest(BACKWARD, variable_values={"before": before})))["cases"]
        yield page
        more, before = page["pageInfo"]["hasPreviousPage"], page["pageInfo"]["startCursor"]


def test_gql_finds_every_operation_valid_before_it_asks(session: SyncClientSession, sent: list[httpx.Request]) -> None:
    assert validate(session.client.schema, gql(OPERATIONS).document) == []
    assert len(sent) == 1


def test_gql_refuses_a_misspelt_field_before_it_asks(session: SyncClientSession, sent: list[httpx.Request]) -> None:
    with pytest.raises(GraphQLError, match="Cannot query field 'caseLable' on type 'Case'"):
        session.execute(gql(OPERATIONS.replace("caseLabel", "caseLable")))
    assert len(sent) == 1


def test_gql_pages_forward_through_the_cases_that_sparql_finds(
    session: SyncClientSession, cases: list[str], sparql: Sparql
) -> None:
    pages = list(forward(session))
    found = [one for page in pages for one in page["nodes"]]
    assert [one["iri"] for one in found] == cases
    assert {page["totalCount"] for page in pages} == {len(cases)}
    assert [len(page["nodes"]) for page in pages[:-1]] == [PAGE] * (len(pages) - 1)
    assert all(page["edges"][-1]["cursor"] == page["pageInfo"]["endCursor"] for page in pages)
    assert carried(found) == sparql.pairs("?a a kg:Case ; kg:hasVariant ?b")


def test_gql_pages_backward_through_the_same_cases(session: SyncClientSession, cases: list[str]) -> None:
    pages = [[one["iri"] for one in page["nodes"]] for page in backward(session)]
    assert [iri for page in reversed(pages) for iri in page] == cases


def test_gql_pages_through_the_cases_of_a_filter(session: SyncClientSession, cases: list[str]) -> None:
    women = [one["iri"] for page in forward(session, sex="FEMALE") for one in page["nodes"]]
    men = [one["iri"] for page in forward(session, sex="MALE") for one in page["nodes"]]
    assert women
    assert men
    assert not set(women) & set(men)
    assert set(women) | set(men) <= set(cases)


def test_gql_reads_on_a_scan_what_a_symptom_has_not(session: SyncClientSession) -> None:
    case = session.execute(operation("CaseByName", name="case:pmid-0000001/toy-woman"))["case"]
    seen = {one["term"]["curie"]: one for one in case["observations"]["nodes"]}
    assert seen["HP:0033725"]["__typename"] == "ImagingObservation"
    assert seen["HP:0033725"]["modality"]["label"]
    assert seen["HP:0001288"]["__typename"] == "PhenotypeObservation"
    assert "modality" not in seen["HP:0001288"]
    assert {one["status"] for one in seen.values()} == {"PRESENT"}


def test_gql_finds_a_variant_by_its_name_in_hgvs(session: SyncClientSession, sparql: Sparql) -> None:
    variant = session.execute(operation("VariantByName", name=HGVS))["variant"]
    assert variant["iri"] == sparql.one(f'?a kg:hgvsCoding "{HGVS}"')
    assert variant["hgvsProtein"] == "p.Arg50His"


def test_gql_finds_every_case_again_by_its_id(session: SyncClientSession) -> None:
    for case in (one for page in forward(session) for one in page["nodes"]):
        node = session.execute(operation("NodeById", id=case["id"]))["node"]
        assert (node["__typename"], node["id"], node["iri"]) == ("Case", case["id"], case["iri"])
        assert node["caseLabel"] == case["caseLabel"]
