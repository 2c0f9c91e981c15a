"""Pages of other origins may ask anything, with any headers, and read what comes back."""

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selenium.webdriver import Chrome
from starlette.testclient import TestClient

from api.app import Front, make_app
from api.asked import METHODS
from api.cors import ASKED_MOST, USUAL
from kg.engine import Engine
from tests.browser import opened

TOKEN = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789!#$%&'*+-.^_`|~", min_size=1, max_size=40)
SENT = [
    *("apollographql-client-name", "apollographql-client-version", "x-apollo-operation-name", "traceparent"),
    *("apollo-require-preflight", "authorization", "baggage", "sentry-trace", "x-requested-with", "x-request-id"),
    *("graphql-client-name", "cache-control", "content-type", "graphql-show", "if-none-match", "accept"),
]
"""What clients of GraphQL and SPARQL, and the tracing around them, send."""


@pytest.fixture(scope="module")
def app(toy: Engine) -> Front:
    return make_app(toy)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def client(app: Front) -> TestClient:
    return TestClient(app)


def paths(app: Front) -> list[str]:
    """An address of every route."""
    found = [route.path.replace("{name:path}", "toy").replace("{", "").replace("}", "") for route in app.rest.routes]  # type: ignore[attr-defined]
    assert "/graphql" in found
    return [*found, "/sparql", "/sparql/"]


def preflight(client: TestClient, path: str, headers: str, method: str = "POST") -> Any:
    asked = {"origin": "https://toy.example", "access-control-request-method": method}
    return client.options(path, headers={**asked, "access-control-request-headers": headers})


def listed(text: str) -> set[str]:
    return {one.strip().lower() for one in text.split(",")}


def test_what_clients_send_is_allowed_at_every_address(app: Front, client: TestClient) -> None:
    for path in [*paths(app), "/toy"]:
        answer = preflight(client, path, ",".join(SENT))
        assert answer.status_code == 204, path
        assert set(SENT) <= listed(answer.headers["access-control-allow-headers"])
        assert "access-control-request-headers" in listed(answer.headers["vary"])
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers


def test_who_asks_for_nothing_is_told_what_is_usual(client: TestClient) -> None:
    for path in ("/sparql", "/graphql"):
        assert client.options(path).headers["access-control-allow-headers"] == ", ".join(USUAL)


@given(st.lists(TOKEN, min_size=1, max_size=60), st.sampled_from([",", ", ", " ,\t"]))
def test_whatever_a_browser_may_ask_is_allowed(client: TestClient, names: list[str], comma: str) -> None:
    for path in ("/sparql", "/graphql", "/case/toy"):
        answer = preflight(client, path, comma.join(names))
        assert answer.status_code == 204
        told = listed(answer.headers["access-control-allow-headers"])
        assert listed(", ".join(USUAL)) <= told
        if sum(map(len, names)) + len(names) < ASKED_MOST:
            assert {name.lower() for name in names} <= told


ODD = [b"a\r\nset-cookie: b", b"a, b c", b"x" * (ASKED_MOST + 1), b"a,,b", b"a: b", b"\xff", b"a\x00b", b'"a"']


@given(st.binary(max_size=60) | st.sampled_from(ODD))
def test_nothing_but_names_comes_back(app: Front, sent: bytes) -> None:
    """As the app sees it, whatever a server before it lets through."""
    answers: list[Any] = []

    async def send(message: Any) -> None:
        answers.append(message)

    headers = [(b"access-control-request-headers", sent)]
    for path in ("/graphql", "/sparql"):
        scope = {"type": "http", "method": "OPTIONS", "path": path, "query_string": b"", "headers": headers}
        asyncio.run(app(scope, None, send))  # type: ignore[arg-type]
    assert [one["status"] for one in answers[::2]] == [204, 204]
    for start in answers[::2]:
        given_back = dict(start["headers"])[b"access-control-allow-headers"].decode("ascii")
        assert set(re.split("[\\w!#$%&'*+.^`|~-]+", given_back, flags=re.ASCII)) <= {"", ", "}
        assert len(given_back) <= 2 * ASKED_MOST
        if sent in ODD and sent != b"a,,b":
            assert given_back == ", ".join(USUAL)


def test_an_address_says_what_it_does(app: Front, client: TestClient) -> None:
    """Whatever `Allow` names is done there, and nothing else is; the two headers agree, at every address."""
    for path in paths(app):
        asked = client.options(path)
        allow = listed(asked.headers["allow"])
        assert allow == listed(asked.headers["access-control-allow-methods"])
        assert ("accept-query" in asked.headers) == ("query" in allow)
        for method in {*METHODS, "PUT", "PATCH", "DELETE"}:
            answer = client.request(method, path)
            assert (answer.status_code != 405) == (method.lower() in allow), (path, method)
            if answer.status_code == 405:
                assert listed(answer.headers["allow"]) == allow


def test_what_is_not_here_does_nothing(client: TestClient) -> None:
    assert client.options("/toy").status_code == 404
    assert client.options("/toy").headers["content-type"] == "application/problem+json"
    # But a page that asks is let see that for itself.
    assert preflight(client, "/toy", "x-toy").status_code == 204


class Elsewhere(BaseHTTPRequestHandler):
    """A server of somebody else's, with an empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is written."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A page of another origin in a real browser."""
    with (
        opened(tmp_path_factory.mktemp("profile")) as window,
        ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as other,
    ):
        threading.Thread(target=other.serve_forever, daemon=True).start()
        window.get(f"http://127.0.0.1:{other.server_port}/")
        yield window
        other.shutdown()


FETCHED = """
const [address, options, done] = arguments
fetch(address, options).then(
  async answer => done([answer.status, answer.headers.get("x-query-id"), await answer.text()]),
  error => done(String(error)))
"""


def fetched(page: Chrome, address: str, **options: Any) -> tuple[int, str | None, str]:
    found = page.execute_async_script(FETCHED, address, options)
    assert isinstance(found, list), found
    return found[0], found[1], found[2]


def test_a_browser_lets_a_page_send_what_its_libraries_add(page: Chrome, served: str) -> None:
    headers = {name: "toy" for name in SENT if name not in ("content-type", "accept")}
    asked = {"content-type": "application/json", **headers}
    status, _, body = fetched(page, f"{served}/graphql", method="POST", headers=asked, body='{"query": "{__typename}"}')
    assert (status, json.loads(body)["data"]) == (200, {"__typename": "Query"})
    asked = {"content-type": "application/sparql-query", **headers}
    for method in ("POST", "QUERY"):
        status, _, body = fetched(page, f"{served}/sparql", method=method, headers=asked, body="ASK {}")
        assert (status, json.loads(body)["boolean"]) == (200, True)


@pytest.mark.parametrize(
    ("path", "status"), [("/toy", 404), ("/sparql?query=" + "x" * 70_000, 414), ("/sparql?query=no", 400)]
)
def test_a_browser_lets_a_page_read_what_went_wrong(page: Chrome, served: str, path: str, status: int) -> None:
    got, name, body = fetched(page, served + path, headers={"x-toy": "toy"})
    told = json.loads(body)
    assert (got, told["status"]) == (status, status)
    assert name == told.get("queryId")


def test_a_browser_lets_a_page_read_that_it_sends_too_much(page: Chrome, served: str) -> None:
    asked = {"content-type": "application/sparql-query"}
    status, _, body = fetched(page, f"{served}/sparql", method="POST", headers=asked, body="x" * 3_000_000)
    assert (status, json.loads(body)["status"]) == (413, 413)
