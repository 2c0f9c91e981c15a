"""Pages as a reader sees them, and what they offer to take along; for tests that hold them against the graph."""

import csv
import io
import re
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from api.app import make_app
from kg.engine import Engine
from kg.release import Release

BROWSER = {"accept": "text/html"}


def reader(engine: Engine, release: Release) -> TestClient:
    """Somebody with a browser, before a release."""
    app = make_app(engine, manifest=release.manifest, folder=release.folder)  # type: ignore[arg-type]
    return TestClient(app, headers=BROWSER)


def page(client: TestClient, address: str) -> str:
    """A page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text[:500])
    return answer.text


def table(client: TestClient, address: str) -> list[dict[str, str]]:
    """The table behind a page."""
    path, mark, query = address.partition("?")
    return list(csv.DictReader(io.StringIO(page(client, f"{path}.csv{mark}{query}"))))


def query(text: str, kind: str) -> str:
    """The query that a page offers, `sparql` or `graphql`."""
    found = re.search(rf'id="as-{kind}">(.*?)</pre>', text, re.S)
    return unescape(found[1]) if found else ""


def text_of(html: str) -> str:
    """What is read, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def asked(client: TestClient, text: str) -> dict[str, Any]:
    """The answer to the query in GraphQL that a page offers."""
    answer = client.post("/graphql", json={"query": query(text, "graphql")}, headers={"accept": "application/json"})
    told: dict[str, Any] = answer.json()
    assert "errors" not in told, told
    found: dict[str, Any] = told["data"]
    return found
