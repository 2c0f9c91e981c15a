"""Requests that come slowly, or never whole, end in time and hold nothing; over the real server, with short deadlines.

The deadlines are those of a request: a byte now and then does not move them.
"""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest

from api.wire import LINGER
from kg.release import Release
from tests.conftest import serving
from tests.test_api_wire import connected, is_problem, request

DEADLINE = 2.0
ASK = "/sparql?query=" + quote("ASK {}")
HEADERS = b"GET / HTTP/1.1\r\nHost: toy\r\nX-Toy: "
BODY = request("/sparql", "Content-Type: application/sparql-query", "Content-Length: 1000", method="POST")
GRAPHQL = request("/graphql", "Content-Type: application/json", "Content-Length: 1000", method="POST")
CHUNKED = request("/sparql", "Content-Type: application/sparql-query", "Transfer-Encoding: chunked", method="POST")
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def hurried(toy_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    settings = {"KG_HEADER_DEADLINE": str(DEADLINE), "KG_BODY_DEADLINE": str(DEADLINE)}
    with serving(toy_release, tmp_path_factory.mktemp("hurried") / "log", **settings) as server:
        yield server


def held(pid: int) -> int:
    return len([*Path(f"/proc/{pid}/fd").iterdir()])


def at_rest(pid: int) -> int:
    """What is held when nobody asks: connections of earlier questions are given the time that the server gives them."""
    until = time.monotonic() + LINGER + DEADLINE + 1
    least = held(pid)
    while time.monotonic() < until:
        time.sleep(0.2)
        least = min(least, held(pid))
    return least


class Dripping:
    """A client that sends a beginning, then a byte at a time, until it is answered or cut off."""

    def __init__(self, lines: ExitStack, address: str, beginning: bytes) -> None:
        self.line = lines.enter_context(connected(address))
        self.line.sendall(beginning)
        self.line.setblocking(False)
        self.got = b""
        self.ended = False

    def drip(self) -> None:
        if self.ended:
            return
        try:
            self.line.send(b"x")
            while piece := self.line.recv(65536):
                self.got += piece
        except BlockingIOError:
            return
        except OSError:
            pass
        self.ended = True


BOTH = [HEADERS, BODY], [GRAPHQL, CHUNKED + b"fff\r\n"]


@pytest.mark.parametrize("beginnings", BOTH, ids=["headers and bodies", "bodies of other kinds"])
def test_hundreds_of_slow_requests_are_gone_in_time_and_nobody_else_waits(
    hurried: tuple[str, int], beginnings: list[bytes]
) -> None:
    address, pid = hurried
    before, waits, most = at_rest(pid), [], 0
    start = time.monotonic()
    with ExitStack() as lines:
        slow = [Dripping(lines, address, beginning) for _ in range(200) for beginning in beginnings]
        while not all(one.ended for one in slow) and time.monotonic() < start + DEADLINE + 20:
            for one in slow:
                one.drip()
            asked = time.monotonic()
            with urlopen(f"{address}{ASK}%23{len(waits)}", timeout=20) as answer:
                assert answer.status == 200
            waits.append(time.monotonic() - asked)
            most = max(most, held(pid))
            time.sleep(0.1)
    assert most >= before + len(slow)
    assert all(one.ended for one in slow)
    assert sorted(waits)[len(waits) // 2] < 1
    for one in slow:
        head, _, body = one.got.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 408 "), one.got
        assert b"\r\nconnection: close" in head
        assert b"\r\naccess-control-allow-origin: *" in head
        assert f"within {DEADLINE:g} seconds".encode() in body
    until = time.monotonic() + 20
    while held(pid) > before + 5 and time.monotonic() < until:
        time.sleep(0.1)
    assert held(pid) <= before + 5


def test_the_refusal_is_a_problem_as_any_other(hurried: tuple[str, int]) -> None:
    for beginning in (HEADERS, BODY):
        with connected(hurried[0]) as line:
            line.sendall(beginning)
            answer = HTTPResponse(line)
            answer.begin()
            is_problem(answer, answer.read(), 408)


def test_a_body_that_nobody_wants_is_not_awaited(hurried: tuple[str, int]) -> None:
    """The answer is out at once; the connection goes soon after, though bytes keep coming."""
    with ExitStack() as lines:
        client = Dripping(lines, hurried[0], request("/toy", "Content-Length: 1000", method="POST"))
        until = time.monotonic() + LINGER + 10
        while not client.ended and time.monotonic() < until:
            client.drip()
            time.sleep(0.1)
    assert client.ended
    assert client.got.startswith(b"HTTP/1.1 404 ")


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"\r\n\r\n"])
def test_a_connection_that_asks_nothing_is_closed_without_a_word(hurried: tuple[str, int], sent: bytes) -> None:
    with connected(hurried[0]) as line:
        line.sendall(sent)
        assert line.recv(1000) == b""


@pytest.mark.parametrize("sent", [HEADERS, b"\r\n"])
def test_a_second_request_has_a_deadline_too(hurried: tuple[str, int], sent: bytes) -> None:
    with connected(hurried[0]) as line:
        line.sendall(request(ASK))
        first = HTTPResponse(line)
        first.begin()
        assert (first.status, len(first.read()) > 0) == (200, True)
        line.sendall(sent)
        assert line.recv(9) == (b"HTTP/1.1 " if sent == HEADERS else b"")


def test_time_that_the_server_takes_is_not_the_clients(hurried: tuple[str, int]) -> None:
    """A query may run longer than any of these deadlines, also while the beginning of the next one waits."""
    body = f"query={quote(SLOW)}&timeout={DEADLINE * 2:g}".encode()
    kinds = ("Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}")
    with connected(hurried[0]) as line:
        line.sendall(request("/sparql", *kinds, method="POST") + body + HEADERS)
        answer = HTTPResponse(line)
        answer.begin()
        assert (answer.status, json.loads(answer.read())["timeout"]) == (504, DEADLINE * 2)


def test_a_slow_reader_gets_the_whole_answer(hurried: tuple[str, int]) -> None:
    where = urlsplit(hurried[0])
    everything = "/sparql?format=nquads&query=" + quote("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    with closing(HTTPConnection(where.hostname or "", where.port, timeout=20)) as client:
        client.connect()
        client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        client.request("GET", everything)
        answer = client.getresponse()
        length, got = int(answer.headers["content-length"]), 0
        assert length > 1_000_000
        start = time.monotonic()
        while time.monotonic() < start + DEADLINE * 1.5:
            got += len(answer.read(1000))
            time.sleep(0.05)
        assert got + len(answer.read()) == length


def test_an_answer_under_way_is_not_broken_by_what_follows_it(hurried: tuple[str, int]) -> None:
    slow = request(f"/sparql?query={quote(SLOW)}&timeout=1")
    with connected(hurried[0]) as line:
        line.sendall(slow + b"this is no HTTP\r\n\r\n")
        answer = HTTPResponse(line)
        answer.begin()
        assert answer.status == 504
        answer.read()
        assert line.recv(1000) == b""


def test_no_fault_is_in_the_log(hurried: tuple[str, int]) -> None:
    """It comes last, and looks at what all the others left there."""
    log = Path(f"/proc/{hurried[1]}/fd/2").readlink()
    told = [json.loads(line) for line in log.read_text().splitlines()]
    assert told
    assert [one for one in told if one["level"] == "error"] == []
