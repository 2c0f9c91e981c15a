"""What is too long, or no HTTP at all, is refused as everything else is; over the real server, byte by byte."""

import json
import socket
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import quote, urlsplit

import pytest

from api.settings import Settings
from api.wire import HEADERS_MOST, TARGET_MOST

ASK = "/sparql?query=" + quote("ASK {}")


def connected(served: str) -> socket.socket:
    where = urlsplit(served)
    return socket.create_connection((where.hostname or "", where.port or 0), timeout=20)


def asked(served: str, *requests: bytes, part: int = 1 << 20) -> list[tuple[HTTPResponse, bytes]]:
    """The answers to requests that go over one connection, in pieces of some size."""
    found = []
    with connected(served) as line:
        for request in requests:
            for start in range(0, len(request), part):
                line.sendall(request[start : start + part])
            answer = HTTPResponse(line, method=request.partition(b" ")[0].decode("latin-1"))
            answer.begin()
            found.append((answer, answer.read()))
    return found


def request(target: str, *headers: str, method: str = "GET") -> bytes:
    return "\r\n".join([f"{method} {target} HTTP/1.1", "Host: toy", *headers, "", ""]).encode()


def padded(size: int, path: str = ASK + "&x=") -> str:
    return path + "x" * (size - len(path))


def is_problem(answer: HTTPResponse, body: bytes, status: int) -> None:
    told = json.loads(body)
    assert (answer.status, told["status"], told["type"]) == (status, status, "about:blank")
    assert answer.getheader("content-type") == "application/problem+json"
    assert answer.getheader("access-control-allow-origin") == "*"
    assert answer.getheader("x-query-id") == told["queryId"]
    assert told["detail"]


@pytest.mark.parametrize("size", [8000, 64_000, TARGET_MOST])
def test_an_address_of_a_length_that_is_read_is_answered(served: str, size: int) -> None:
    [(answer, body)] = asked(served, request(padded(size), "Accept: application/sparql-results+json"))
    assert (answer.status, json.loads(body)["boolean"]) == (200, True)


@pytest.mark.parametrize("part", [1 << 20, 4096])
@pytest.mark.parametrize("size", [TARGET_MOST + 1, 66_000, 1_000_000])
@pytest.mark.parametrize("path", [ASK + "&x=", "/resolve?q=", "/", "http://toy/graphql?query="])
def test_a_longer_one_is_refused_and_says_what_to_do(served: str, path: str, size: int, part: int) -> None:
    [(answer, body)] = asked(served, request(padded(size, path)), part=part)
    is_problem(answer, body, 414)
    assert "POST" in json.loads(body)["detail"]


def test_what_is_refused_by_its_length_goes_by_post(served: str) -> None:
    text = f"ASK {{}} #{'x' * 100_000}"
    long = request(f"/sparql?query={quote(text)}")
    body = f"query={quote(text)}".encode()
    kinds = ("Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}")
    refused, answered = asked(served, long, request("/sparql", *kinds, method="POST") + body)
    is_problem(*refused, 414)
    assert answered[0].status == 200  # over the same connection


def test_the_refusal_comes_in_the_form_that_is_asked_for(served: str) -> None:
    long = padded(TARGET_MOST + 1)
    [(plain, body)] = asked(served, request(long, "Accept: text/plain"))
    assert plain.getheader("content-type", "").startswith("text/plain")
    assert body.startswith(b"414 ")
    [(head, nothing)] = asked(served, request(long, method="HEAD"))
    assert (head.status, nothing) == (414, b"")


@pytest.mark.parametrize(
    "headers", [[f"X-Toy: {'x' * HEADERS_MOST}"], [f"X-Toy-{one}: {'x' * 1000}" for one in range(70)]]
)
def test_headers_that_are_too_large_are_refused(served: str, headers: list[str]) -> None:
    [(answer, body)] = asked(served, request(ASK, *headers))
    is_problem(answer, body, 431)
    [(answer, _)] = asked(served, request(ASK, *headers[: 50 if len(headers) > 1 else 0]))
    assert answer.status == 200


@pytest.mark.parametrize("line", [b"toy\r\n\r\n", b"GET  HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nToy\r\n\r\n"])
def test_what_is_no_http_is_a_problem_too(served: str, line: bytes) -> None:
    [(answer, body)] = asked(served, line)
    is_problem(answer, body, 400)
    assert answer.getheader("connection") == "close"


QUERY = "Content-Type: application/sparql-query"
PATHS = ["/sparql", "/graphql", "/graphql/", "/", "/toy", "/resolve?q=toy", "/case/toy"]


@pytest.mark.parametrize("method", ["POST", "GET", "PUT", "QUERY", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("more", [[], ["Expect: 100-continue"], ["Accept: text/html"]])
@pytest.mark.parametrize("length", [Settings().body_most + 1, 10_000_000_000, 2**63])
def test_a_body_that_is_said_to_be_too_long_is_refused_before_it_is_read(
    served: str, method: str, more: list[str], length: int
) -> None:
    for path in PATHS:
        [(answer, body)] = asked(served, request(path, QUERY, f"Content-Length: {length}", *more, method=method))
        assert answer.status == 413
        assert answer.getheader("connection") == "close"
        if method != "HEAD":
            is_problem(answer, body, 413)


def test_who_waits_to_be_told_to_go_on_is_told_only_where_that_makes_sense(served: str) -> None:
    body = b"ASK {}"
    waits = (QUERY, "Expect: 100-continue")
    with connected(served) as line:
        line.sendall(request("/sparql", *waits, f"Content-Length: {len(body)}", method="POST"))
        assert line.recv(1000).startswith(b"HTTP/1.1 100 ")
        line.sendall(body)
        answer = HTTPResponse(line)
        answer.begin()
        assert (answer.status, json.loads(answer.read())["boolean"]) == (200, True)
    with connected(served) as line:
        line.sendall(request("/sparql", *waits, "Content-Length: 5000000", method="POST"))
        assert line.recv(1000).startswith(b"HTTP/1.1 413 ")
    # Whether this client will send its body is not known; what follows could be either.
    [(answer, _)] = asked(served, request("/toy", "Content-Length: 6", "Expect: 100-continue", method="POST"))
    assert (answer.status, answer.getheader("connection")) == (404, "close")


def test_a_body_may_be_as_long_as_it_may(served: str) -> None:
    text = b"ASK {} #"
    body = text + b"x" * (Settings().body_most - len(text))
    sent = request("/sparql", QUERY, f"Content-Length: {len(body)}", method="POST") + body
    assert [answer.status for answer, _ in asked(served, sent, sent)] == [200, 200]


@pytest.mark.parametrize("path", ["/sparql", "/graphql"])
def test_one_in_pieces_is_refused_where_it_becomes_too_long(served: str, path: str) -> None:
    kind = QUERY if path == "/sparql" else "Content-Type: application/json"
    piece = b"fffff\r\n" + b" " * 0xFFFFF + b"\r\n"
    [(answer, body)] = asked(served, request(path, kind, "Transfer-Encoding: chunked", method="POST") + piece)
    assert (answer.status, answer.getheader("connection")) == (413, "close")
    assert answer.getheader("access-control-allow-origin") == "*"
    assert b"1,000,000 bytes" in body


@pytest.mark.parametrize("size", [2_000_000, 50_000_000])
@pytest.mark.parametrize("path", ["/sparql", "/toy"])
def test_who_sends_it_all_before_reading_sees_the_refusal(served: str, path: str, size: int) -> None:
    where = urlsplit(served)
    with closing(HTTPConnection(where.hostname or "", where.port or 0, timeout=20)) as client:
        client.request("POST", path, b"x" * size, {"Content-Type": "application/sparql-query"})
        answer = client.getresponse()
        is_problem(answer, answer.read(), 413)


@pytest.mark.parametrize("length", ["-5", "x", "", "1e3", "1_0", "9" * 30, "3\r\nContent-Length: 4"])
def test_a_length_that_is_none_is_no_http(served: str, length: str) -> None:
    [(answer, body)] = asked(served, request("/sparql", QUERY, f"Content-Length: {length}", method="POST") + b"abc")
    is_problem(answer, body, 400)
    assert "Content-Length" in json.loads(body)["detail"]


def test_two_ways_to_tell_the_length_are_no_http(served: str) -> None:
    both = request("/sparql", QUERY, "Content-Length: 3", "Transfer-Encoding: chunked", method="POST")
    [(answer, body)] = asked(served, both + b"3\r\nabc\r\n0\r\n\r\n")
    is_problem(answer, body, 400)
    assert "Transfer-Encoding" in json.loads(body)["detail"]


def test_a_piece_of_a_body_that_is_none_is_told_to_who_sent_it(served: str) -> None:
    broken = request("/sparql", QUERY, "Transfer-Encoding: chunked", method="POST") + b"3\r\nASK\r\nno number\r\n"
    [(answer, body)] = asked(served, broken)
    is_problem(answer, body, 400)


def test_a_page_elsewhere_learns_that_its_address_is_too_long(served: str) -> None:
    """A browser asks first whether it may; were that refused, the page would not see why."""
    origin, long = "Origin: https://toy.example", padded(TARGET_MOST + 1)
    wishes = (origin, "Access-Control-Request-Method: QUERY", "Access-Control-Request-Headers: x-toy")
    may, told = asked(served, request(long, *wishes, method="OPTIONS"), request(long, origin, "X-Toy: x"))
    assert may[0].status == 204
    assert "QUERY" in may[0].getheader("access-control-allow-methods", "")
    is_problem(*told, 414)
    assert told[0].getheader("vary") == "Accept"


def test_an_older_client_is_told_the_same(served: str) -> None:
    [(answer, body)] = asked(served, request(padded(TARGET_MOST + 1)).replace(b"HTTP/1.1", b"HTTP/1.0"))
    is_problem(answer, body, 414)
    assert answer.getheader("connection") == "close"


def test_requests_that_come_at_once_are_answered_in_their_order(served: str) -> None:
    with connected(served) as line:
        line.sendall(request(ASK) + request(padded(TARGET_MOST + 1)) + request(ASK) + b"no HTTP\r\n\r\n")
        got = b""
        while piece := line.recv(65536):
            got += piece
    assert [one.split()[0] for one in got.split(b"HTTP/1.1 ")[1:]][:3] == [b"200", b"414", b"200"]
