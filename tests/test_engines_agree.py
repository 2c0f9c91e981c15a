"""One answer on every engine: all questions, in SPARQL and GraphQL, and the pages that are made of them.

Compared by value and in order, decimals to six places, over the toy papers, a toy cohort beside them, and (slow) the
project's own evidence. The engine in this process is what the others are held against.
"""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal

import pytest
from starlette.testclient import TestClient
from test_graphql_queries import OF_THE_TOY
from test_queries import LOCAL, QUESTIONS, triples, value

from api.app import make_app
from api.graphql.examples import examples
from api.settings import Settings
from kg.engine import Engine, Question
from kg.engine.questions import catalogue
from kg.engine.remote import RemoteEngine
from kg.engine.rows import JSON, rows_of
from kg.engine.serving import ServingEngine
from kg.engine.workers import WorkerEngine
from kg.release import Release
from tests.conftest import oxigraph_over, virtuoso_over

RELEASES = [
    pytest.param(("toy", "oxigraph")),
    pytest.param(("toy", "workers")),
    pytest.param(("toy", "virtuoso"), marks=pytest.mark.slow),
    pytest.param(("cohort", "virtuoso"), marks=pytest.mark.slow),
    pytest.param(("real", "oxigraph"), marks=pytest.mark.slow),
    pytest.param(("real", "virtuoso"), marks=pytest.mark.slow),
]
Pair = tuple[Release, Engine, ServingEngine]


@pytest.fixture(scope="module", params=RELEASES, ids="-".join)
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """A release in this process, and the same behind another engine."""
    name, kind = request.param
    release: Release = request.getfixturevalue(f"{name}_release")
    with ExitStack() as held:
        if kind == "workers":
            engine: ServingEngine = WorkerEngine(release.dataset, workers=1)
        elif name == "toy":
            engine = RemoteEngine(request.getfixturevalue(kind), default_deadline=120)
        else:
            over = {"oxigraph": oxigraph_over, "virtuoso": virtuoso_over}[kind]
            address = held.enter_context(over(release, tmp_path_factory.mktemp(kind)))
            engine = RemoteEngine(address, default_deadline=120)
        held.callback(engine.close)
        yield release, request.getfixturevalue(name), engine


def told(engine: Engine, name: str) -> object:
    """The answer to a question: rows in their order, a truth, or a set of triples."""
    answer = engine.answer(Question(QUESTIONS[name].text, [JSON, "text/turtle"]))
    if answer.media_type != JSON:
        return triples(answer.body)
    if "boolean" in (body := json.loads(answer.body)):
        return body["boolean"]
    return [{key: plain(value(term)) for key, term in row.items()} for row in rows_of(answer)]


def plain(one: object) -> object:
    """A value with its kind, for 1 is no truth; servers keep more places of a decimal or fewer."""
    return type(one).__name__, round(one, 6) if isinstance(one, Decimal) else one


@pytest.mark.parametrize("name", LOCAL)
def test_a_question_has_one_answer(name: str, pair: Pair) -> None:
    _, here, there = pair
    assert told(there, name) == told(here, name)


def client(engine: Engine, release: Release, behind: str = "") -> TestClient:
    settings = Settings(cache_most=0, deadline=120, engine=behind)
    app = make_app(engine, settings, release.manifest, catalogue(), release.folder)  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def clients(pair: Pair) -> tuple[TestClient, TestClient]:
    """The site over both; of an engine elsewhere it takes nothing from the release's own files."""
    release, here, there = pair
    behind = "http://toy.example/sparql" if there.state().kind == "remote" else ""
    return client(here, release), client(there, release, behind)


@pytest.mark.parametrize("example", examples(), ids=lambda one: one.name)
def test_a_question_in_graphql_has_one_answer(
    example: object, pair: Pair, clients: tuple[TestClient, TestClient]
) -> None:
    name, text, usual = (getattr(example, part) for part in ("name", "query", "variables"))
    here_only = OF_THE_TOY.get(name, {}) if "real" not in str(pair[0].folder) else {}
    body = {"query": text, "variables": {**json.loads(usual or "{}"), **here_only}}
    here, there = (one.post("/graphql", json=body).json() for one in clients)
    assert here.get("data") == there.get("data")
    assert here.get("errors") == there.get("errors")


PAGES = ("/", "/people", "/variants", "/papers", "/findings", "/differential", "/analyses", "/ontology", "/about")
SEEN = "SELECT DISTINCT ?x WHERE { VALUES ?class { kg:Case kg:Family kg:Paper kg:Variant kg:CohortStatistic kg:Doubt " \
    "kg:ImagingStudy kg:Exon kg:Region } ?x a ?class } ORDER BY ?x"  # fmt: skip
READ = "/term/kg:hasFinding", "/term/HP:0002500", "/analysis/comparison", "/differential?present=HP:0002514"


def pages(engine: Engine) -> Iterator[str]:
    """The main pages, and a few of each kind of thing."""
    yield from (*PAGES, *READ)
    met: dict[str, int] = {}
    for row in engine.rows(SEEN):
        path = row["x"].value.removeprefix("https://w3id.org/csf1r-kg")
        kind = path.split("/")[1]
        met[kind] = met.get(kind, 0) + 1
        if path.startswith("/") and met[kind] <= 3:
            yield path


def test_a_page_says_the_same(pair: Pair, clients: tuple[TestClient, TestClient]) -> None:
    _, engine, _ = pair
    for path in pages(engine):
        here, there = (one.get(path, headers={"accept": "text/html"}) for one in clients)
        assert there.status_code == here.status_code, path
        assert settled(there.text) == settled(here.text), path


def settled(page: str) -> list[str]:
    """A page without what is of the moment."""
    return re.sub(r"nonce-[\w=+/-]+|\d+(\.\d+)? ?ms", "", page).splitlines()
