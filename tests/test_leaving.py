"""A client that leaves, at whatever moment and in whatever way, is no trouble of the server, and its log says so."""

import json
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote

import httpx2
import pytest

from kg.release import Release
from tests.server import Server, serving

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "SELECT * { ?s ?p ?o } LIMIT 20000"
FORM, JSON, QUERY = "application/x-www-form-urlencoded", "application/json", "application/sparql-query"
LIST = json.dumps({"query": "{ cases(first: 100) { nodes { caseLabel observations { totalCount } } } }"})


def get(path: str, *headers: str, method: str = "GET") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: toy", *headers, "", ""]).encode()


def post(path: str, kind: str, body: str, *headers: str, of: int = 0) -> bytes:
    """A request whose body has `of` bytes, more than are sent."""
    return (
        get(path, f"Content-Type: {kind}", f"Content-Length: {of or len(body)}", *headers, method="POST")
        + body.encode()
    )


def chunked(path: str, kind: str) -> bytes:
    return get(path, f"Content-Type: {kind}", "Transfer-Encoding: chunked", method="POST") + b"5\r\nquery\r\n"


WAYS = {
    "before it asks": b"",
    "within its first line": b"GET /spar",
    "within its headers": get("/sparql")[:-2] + b"Acc",
    "within an address that is too long": b"GET /sparql?query=" + b"a" * 70_000,
    **{
        f"within a body for {path}": post(path, kind, body, of=5000)
        for path, kind, body in (
            ("/sparql", FORM, "query=ASK"),
            ("/sparql", QUERY, "ASK"),
            ("/graphql", JSON, '{"query"'),
            ("/", JSON, "toy"),
            ("/health", FORM, "toy"),
        )
    },
    **{f"before a body for {path}": post(path, JSON, "", of=5000) for path in ("/sparql", "/graphql", "/find")},
    **{
        f"before it was told to go on, at {path}": post(path, kind, "", "Expect: 100-continue", of=5000)
        for path, kind in (("/sparql", FORM), ("/graphql", JSON))
    },
    **{f"between pieces for {path}": chunked(path, kind) for path, kind in (("/sparql", FORM), ("/graphql", JSON))},
    "while its query runs": get(f"/sparql?timeout=2&query={quote(SLOW)}"),
    "while its query runs, in a browser": get(f"/sparql?timeout=2&query={quote(SLOW)}", "Accept: text/html"),
    "within a large answer": get(f"/sparql?query={quote(LARGE)}"),
    "within an answer that is packed": get(f"/sparql?query={quote(LARGE)}", "Accept-Encoding: br"),
    "within GraphQL": post("/graphql", JSON, LIST),
    "within a download": get("/download/dataset.nq.gz"),
    "within parts of a download": get("/download/dataset.nq.gz", "Range: bytes=0-100000,150000-"),
    **{
        f"within {path}": get(path, f"Accept: {kind}")
        for path in ("/", "/find?name=toy", "/term/HP:0001250", "/resolve?q=toy", "/.well-known/void", "/ontology",
                     "/sparql/completions?q=toy", "/graphql", "/health", "/metrics", "/download/", "/schema.graphql")
        for kind in ("text/html", "*/*")
    },
    "with questions unanswered": get("/health") * 5 + get("/download/dataset.nq.gz") + get("/") * 2,
}  # fmt: skip


def end(client: socket.socket) -> None:
    """As most do."""
    client.close()


def reset(client: socket.socket) -> None:
    """As a browser that has had enough, or a proxy."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def half(client: socket.socket) -> None:
    """It says that it has nothing more to say, and reads what comes."""
    with suppress(OSError):
        client.shutdown(socket.SHUT_WR)
        client.settimeout(0.2)
        client.recv(100)
    client.close()


@pytest.fixture(scope="module")
def server(toy_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    releases = tmp_path_factory.mktemp("leaving") / "releases"
    releases.symlink_to(toy_release.folder.parent)
    with serving(releases, KG_CACHE_MOST="0", KG_PATIENCE="5") as found:
        yield found


@pytest.mark.parametrize("leave", [end, reset, half])
def test_no_way_to_leave_is_an_error_of_the_server(server: Server, leave) -> None:
    host, port = server.address.removeprefix("http://").split(":")
    for way, said in WAYS.items():
        before = server.complaints()
        for pause in (0, 0.1):
            for read in (0, 1):
                client = socket.create_connection((host, int(port)))
                client.settimeout(0.02)
                with suppress(OSError):
                    client.sendall(said)
                    time.sleep(pause)
                    if read:
                        client.recv(read)
                leave(client)
        assert server.holds()
        time.sleep(0.05)
        assert server.complaints() == before == [], way


@pytest.mark.parametrize("more", [b"", get("/")], ids=["alone", "more asked after it"])
def test_what_a_client_that_left_had_asked_is_stopped_long_before_its_deadline(server: Server, more: bytes) -> None:
    host, port = server.address.removeprefix("http://").split(":")
    settles(server, "0.0")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(get(f"/sparql?timeout=60&query={quote(SLOW)}") + more)
        settles(server, "1.0")
    settles(server, "0.0")
    assert server.told()[-1]["outcome"] == "left"
    assert server.complaints() == []


def settles(server: Server, running: str) -> None:
    """So many queries run within some seconds."""
    until = time.monotonic() + 15
    while f"kg_queries_running {running}" not in httpx2.get(f"{server.address}/metrics", timeout=60).text:
        assert time.monotonic() < until
        time.sleep(0.05)
