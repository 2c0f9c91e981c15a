"""What is too long, or no HTTP at all, is refused as everything else is; over the real server, byte by byte."""

import json
import socket
from http.client import HTTPResponse
from urllib.parse import quote, urlsplit

import pytest

from api.wire import HEADERS_MOST, TARGET_MOST

ASK = "/sparql?query=" + quote("ASK {}")


def asked(served: str, *requests: bytes, part: int = 1 << 20) -> list[tuple[HTTPResponse, bytes]]:
    """The answers to requests that go over one connection, in pieces of some size."""
    where = urlsplit(served)
    found = []
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=20) as line:
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
