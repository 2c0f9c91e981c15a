"""Whatever is sent, the server says what it thinks of it: no fault of ours, no trace, open to every origin."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import make_app
from api.settings import Settings
from kg.engine import Engine
from tests.examples import most

DOCUMENTED = {502, 503, 504}
WORDS = (
    *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "{", "}", "?s", "?p", "?o", "*", ".", ";", ",", "(", ")"),
    *("GRAPH", "?g", "FROM", "NAMED", "<http://toy.example/>", "kg:Case", "a", "foo:bar", "OPTIONAL", "UNION", "MINUS"),
    *("FILTER", "regex", "BIND", "AS", "VALUES", "LIMIT", "5", "-1", "1e400", "ORDER BY", "GROUP BY", "COUNT", "NOW()"),
    *("SERVICE", "INSERT DATA", "LOAD", "PREFIX", "BASE", "'", '"', "'''", "\\u0053", "\\ud800", "#", "<", "_:b", "[]"),
    *("\ufeff", "\x00", "é", "𝔛", "rdfs:label", "+", "/", "|", "^", "!", "@en", "^^xsd:integer", "<< ?s ?p ?o >>"),
)
QUERIES = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.sampled_from(["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3"]),
    st.text(max_size=60),
)
NAMES = st.one_of(
    st.sampled_from(["query", "update", "default-graph-uri", "named-graph-uri", "timeout", "version", "format", "ac"]),
    st.text(max_size=8),
)
VALUES = st.one_of(QUERIES, st.sampled_from(["", "0", "nan", "inf", "1e9", "-1", "1.1", "csv", "http://toy.example/"]))
# What a client library lets through into a header: visible latin-1.
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40).map(str.strip)
TYPES = st.sampled_from(
    ["text/csv", "*/*", "text/html", "application/json", "text/turtle;q=0.5", "text/plain", "q=", ""]
)
ACCEPT = st.one_of(LATIN, st.lists(TYPES, max_size=4).map(",".join))
KINDS = st.one_of(
    st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update"]),
    st.sampled_from(["application/sparql-query; charset=utf-16", "application/json", "multipart/form-data", ""]),
    LATIN,
)
PATHS = st.one_of(
    st.sampled_from(["/sparql"] * 6 + ["/sparql/", "/graphql", "/health", "/metrics", "/openapi.json", "/"]),
    st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="?#\\"), max_size=20).map(
        "/x".__add__
    ),
)


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """The arguments of a client's `request`."""
    method = draw(st.sampled_from(["GET", "GET", "POST", "POST", "HEAD", "OPTIONS", "QUERY", "PUT", "DELETE", "PATCH"]))
    headers = {
        "accept": draw(ACCEPT),
        "accept-encoding": draw(st.sampled_from(["gzip", "br", "identity", "*;q=0", ""])),
    }
    headers["if-none-match"] = draw(st.sampled_from(["", "*", 'W/"x"', '"'] + [""] * 6))
    body = draw(st.one_of(QUERIES.map(lambda text: text.encode(errors="replace")), st.binary(max_size=40)))
    if method in ("POST", "QUERY", "PUT"):
        headers["content-type"] = draw(KINDS)
    params = [(name, value) for name, value in draw(st.lists(st.tuples(NAMES, VALUES), max_size=4))]
    content = body if method in ("POST", "QUERY", "PUT") else None
    return {"method": method, "url": draw(PATHS), "params": params, "headers": headers, "content": content}


def hold(client: Any, request: dict[str, Any]) -> int:
    """Send a request and hold the server to its promises; the status."""
    try:
        answer = client.request(**request)
    except UnicodeEncodeError:
        return 0  # a lone surrogate never leaves a client
    assert answer.status_code < 500 or answer.status_code in DOCUMENTED, (request, answer.text)
    assert answer.headers["access-control-allow-origin"] == "*", request
    assert "Traceback" not in answer.text
    if answer.status_code >= 400 and "html" not in request["headers"]["accept"]:
        assert "html" not in answer.headers.get("content-type", ""), request
    return int(answer.status_code)


@pytest.fixture(scope="module")
def client(toy: Engine) -> TestClient:
    return TestClient(make_app(toy, Settings(body_most=20_000)), follow_redirects=False)  # type: ignore[arg-type]


@settings(max_examples=most(300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request=requests())
def test_no_request_is_a_fault_of_ours(client: TestClient, request: dict[str, Any]) -> None:
    hold(client, request)
