"""Ours and the peers, each as a server on loopback over the same quads: how it is loaded, started, asked, and ended."""

from __future__ import annotations

import http.client
import importlib.util
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

import httpx

from tests.bench.measure import Failed, Used, run
from tests.bench.served import ALL_FROM_HERE, Server, started
from tests.checkout import ROOT
from tests.conftest import free_port
from tests.virtuoso import command as virtuoso_command

RDFLIB_MOST: Final = 300_000
"""Quads beyond which rdflib is left out: it takes some minutes and a gigabyte for each million of them."""
ASK: Final = "?query=" + quote("ASK { ?s ?p ?o }")
_VIRTUOSO: Final = """[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryExecutionTime = {deadline:.0f}
"""


@dataclass(slots=True, kw_only=True)
class Side:
    """One engine. `load` is what its store costs once; `ready` starts a server until the returned stack is closed."""

    name: str
    load: Used | None
    ready: Callable[[ExitStack], tuple[Server, str]]
    ends: bool = True
    """Whether it ends a question that is overdue; one that does not is started anew then."""
    slow: bool = False
    """Whether it is asked after the others, and only while it has time left."""
    deadline: float = 30
    server: Server = field(init=False)
    address: str = field(init=False)
    _stack: ExitStack = field(init=False, default_factory=ExitStack)
    _connection: http.client.HTTPConnection | None = field(init=False, default=None)

    def start(self) -> None:
        self.server, self.address = self.ready(self._stack)

    def stop(self) -> None:
        self._hang_up()
        self._stack.close()

    def ask(self, query: str, accept: str) -> tuple[float, bytes]:
        """Seconds and the answer. Raises `Failed` with the refusal's first words, or that it took too long."""
        begun = time.perf_counter()
        try:
            status, body = self._sent(query, accept)
        except (OSError, http.client.HTTPException) as error:
            self._hang_up()
            took = time.perf_counter() - begun
            if not self.ends:
                self.stop()
                self.start()
            raise Failed(f"no answer in {took:.0f} s ({type(error).__name__})") from error
        if status != 200:
            raise Failed(f"{status}: {body[:120].decode(errors='replace')}")
        return time.perf_counter() - begun, body

    def _sent(self, query: str, accept: str) -> tuple[int, bytes]:
        """Status and body; over a new connection where the former was closed while others were asked."""
        where, former = urlsplit(self.address), self._connection
        there = former or http.client.HTTPConnection(where.netloc, timeout=self.deadline + 2)
        self._connection = there
        kinds = {"content-type": "application/x-www-form-urlencoded", "accept": accept}
        try:
            there.request("POST", where.path, urlencode({"query": query}), kinds)
            answer = there.getresponse()
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            self._hang_up()
            if not former:
                raise
            return self._sent(query, accept)
        body = answer.read()
        if answer.will_close:
            self._hang_up()
        return answer.status, body

    def _hang_up(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None


def ours(releases: Path, deadline: float, name: str = "ours", **settings: str) -> Side:
    """`kg serve`, as a stranger would start it, but for what `ALL_FROM_HERE` says."""
    said = {**ALL_FROM_HERE, "KG_DEADLINE": f"{deadline:.0f}", **settings}

    def ready(stack: ExitStack) -> tuple[Server, str]:
        port, log = free_port(), releases.parent / "serve.log"
        command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--releases", str(releases)]
        address = f"http://127.0.0.1:{port}"
        return stack.enter_context(started(command, address, f"/sparql{ASK}", log, ROOT, **said)), f"{address}/sparql"

    return Side(name=name, load=None, ready=ready, deadline=deadline)


def oxigraph(quads: Path, home: Path, deadline: float) -> Side:
    """`oxigraph serve-read-only` over a store on disk, its default graph the union."""
    binary = str(Path(sys.executable).parent / "oxigraph")
    store = str(home / "oxigraph")
    load = run([binary, "load", "-l", store, "-f", str(quads)], ROOT, home / "oxigraph-load.log")

    def ready(stack: ExitStack) -> tuple[Server, str]:
        port = free_port()
        command = [binary, "serve-read-only", "-l", store, "--union-default-graph", "-b", f"127.0.0.1:{port}"]
        address = f"http://127.0.0.1:{port}"
        server = stack.enter_context(started(command, address, f"/query{ASK}", home / "oxigraph.log", ROOT))
        return server, f"{address}/query"

    return Side(name="oxigraph serve", load=load, ready=ready, ends=False, deadline=deadline)


def in_memory(quads: Path, home: Path, deadline: float) -> Side:
    """`oxigraph serve` with all quads in its memory, which it gets over HTTP at each start."""
    binary = str(Path(sys.executable).parent / "oxigraph")

    def ready(stack: ExitStack) -> tuple[Server, str]:
        port = free_port()
        command = [binary, "serve", "--union-default-graph", "-b", f"127.0.0.1:{port}"]
        address = f"http://127.0.0.1:{port}"
        server = stack.enter_context(started(command, address, f"/query{ASK}", home / "in-memory.log", ROOT))
        kind = {"content-type": "application/n-quads"}
        httpx.post(f"{address}/store", content=quads.read_bytes(), headers=kind, timeout=600).raise_for_status()
        return server, f"{address}/query"

    return Side(name="oxigraph serve, in memory", load=None, ready=ready, ends=False, deadline=deadline)


def virtuoso(quads: Path, home: Path, deadline: float) -> Side:
    """Virtuoso, its buffers large enough for all quads."""
    place, binary = home / "virtuoso", str(shutil.which("virtuoso-t"))
    place.mkdir(exist_ok=True)
    (place / "all.nq").hardlink_to(quads)
    buffers = 20_000 + quads.stat().st_size // 5_000

    def ready(stack: ExitStack) -> tuple[Server, str]:
        sql, port = free_port(), free_port()
        command = virtuoso_command(binary, place, sql, port, _VIRTUOSO.format(deadline=deadline), buffers)
        (place / "port").write_text(str(sql))
        address = f"http://127.0.0.1:{port}/sparql"
        server = stack.enter_context(started(command, address, ASK, place / "out", place))
        return server, address

    with ExitStack() as stack:
        server, _ = ready(stack)
        commands = "ld_dir('.', 'all.nq', 'urn:bench'); rdf_loader_run(); checkpoint;"
        sql = f"127.0.0.1:{(place / 'port').read_text()}"
        cpu = server.family.cpu()
        load = run(["isql-vt", sql, "dba", "dba", f"exec={commands}"], place, place / "load.log")
        load = Used(load.wall, server.family.cpu() - cpu, server.family.memory())
    return Side(name="Virtuoso", load=load, ready=ready, ends=False, deadline=deadline)


def rdflib(kind: str, quads: Path, home: Path, deadline: float) -> Side:
    """rdflib in one of two ways (see `plain_rdflib`); it reads all quads at its start."""

    def ready(stack: ExitStack) -> tuple[Server, str]:
        port = free_port()
        command = [sys.executable, "-m", "tests.bench.plain_rdflib", kind, str(quads), str(port)]
        address, said = f"http://127.0.0.1:{port}/", {"DEADLINE": f"{deadline:.0f}"}
        return stack.enter_context(started(command, address, ASK, home / f"{kind}.log", ROOT, **said)), address

    name = {"process": "rdflib", "endpoint": "rdflib-endpoint"}[kind]
    return Side(name=name, load=None, ready=ready, ends=kind == "process", slow=True, deadline=deadline)


def peers(quads: Path, number: int, home: Path, deadline: float) -> Iterator[tuple[str, Callable[[], Side] | str]]:
    """Each peer's name, with how it is made or why it is left out."""
    yield "oxigraph serve", lambda: oxigraph(quads, home, deadline)
    there = shutil.which("virtuoso-t") and shutil.which("isql-vt")
    yield "Virtuoso", (lambda: virtuoso(quads, home, deadline)) if there else "virtuoso-t is not installed"
    large = f"{number:,} quads are more than the {RDFLIB_MOST:,} it is given" if number > RDFLIB_MOST else ""
    few = min(deadline, 5)
    yield "rdflib", large or (lambda: rdflib("process", quads, home, few))
    there = importlib.util.find_spec("rdflib_endpoint")
    missing = "" if there else "it is not installed (pip install --group bench)"
    yield "rdflib-endpoint", large or missing or (lambda: rdflib("endpoint", quads, home, few))
