"""Stores that can be written to, ended and started anew; and a relay before one, which fails when it is told to."""

import shutil
import subprocess
import sysconfig
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.engine.remote import Keys
from kg.load import Loading, Store
from kg.release import Release
from tests.conftest import awaited, free_port
from tests.virtuoso import command as virtuoso_command


def load(
    to: str,
    release: Release,
    former: Release | None = None,
    *,
    keys: Keys = Keys(),  # noqa: B008 - empty
    using: str = "auto",
    switch: str = "auto",
    say: Callable[[str], None] = lambda _: None,
) -> str:
    with closing(Store.open(to, keys, using)) as opened:
        return Loading(opened, release, lambda _: former, say, switch).run()


def told(release: Release) -> str:
    """A release as messages name it."""
    return f"release {release.iri.rpartition('/')[2]}"


class StoreProcess:
    """A store in a folder of its own, on a port that it keeps."""

    def __init__(self, command: list[str], folder: Path, port: int, path: str) -> None:
        self.command, self.folder, self.port = command, folder, port
        self.address = f"http://127.0.0.1:{port}{path}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = self.folder / "out"
        with log.open("ab") as out:
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=out, stderr=out)
        awaited(f"{self.address}?query=ASK%20%7B%7D", self.process, log)

    def kill(self) -> None:
        """As the power goes."""
        if self.process:
            self.process.kill()
            self.process.wait(60)


@contextmanager
def oxigraph_store(folder: Path, *, kept: bool = True) -> Iterator[StoreProcess]:
    """One that is not kept is in memory, which is quicker."""
    beside = Path(sysconfig.get_path("scripts")) / "oxigraph"
    binary = str(beside) if beside.exists() else shutil.which("oxigraph")
    assert binary, "the package oxigraph is not installed"
    port = free_port()
    folder.mkdir(exist_ok=True)
    where = ["-l", "store"] if kept else []
    store = StoreProcess([binary, "serve", *where, "-b", f"127.0.0.1:{port}"], folder, port, "/query")
    store.start()
    try:
        yield store
    finally:
        store.kill()


@contextmanager
def virtuoso_store(folder: Path) -> Iterator[StoreProcess]:
    server = shutil.which("virtuoso-t")
    if not server:
        pytest.skip("virtuoso-t is not installed; see tests/tools/clients.sh")
    http, sql = free_port(), free_port()
    folder.mkdir(exist_ok=True)
    store = StoreProcess(virtuoso_command(server, folder, sql, http), folder, http, "/sparql")
    store.start()
    try:
        yield store
    finally:
        store.kill()


class Relay(ThreadingHTTPServer):
    """Passes requests on to a store. `before` sees each, counted from 1, and says what is done instead, if anything:
    "cut" closes the connection; a number is the status of a refusal.
    """

    daemon_threads = True

    def __init__(self, store: StoreProcess) -> None:
        super().__init__(("127.0.0.1", 0), Passing)
        self.store, self.number, self.seen = store, 0, list[tuple[str, str]]()
        self.before: Callable[[int, str, dict[str, str]], str | int | None] = lambda *_: None
        self.headers: dict[str, str] = {}
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/query"


class Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _pass(self) -> None:
        relay = self.server
        assert isinstance(relay, Relay)
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        with relay.lock:
            relay.number += 1
            relay.seen.append((self.command, self.path))
            done = relay.before(
                relay.number, f"{self.command} {self.path}", {n.lower(): v for n, v in self.headers.items()}
            )
        if done == "cut":
            self.close_connection = True
            return
        if isinstance(done, int):
            self._send(done, relay.headers, b"refused by the relay")
            return
        onward = HTTPConnection("127.0.0.1", relay.store.port, timeout=60)
        try:
            onward.request(self.command, self.path, body, dict(self.headers))
            told = onward.getresponse()
            headers = {
                name: told.headers[name]
                for name in ("content-type", "server", "www-authenticate")
                if name in told.headers
            }
            self._send(told.status, headers, told.read())
        except OSError:
            self.close_connection = True
        finally:
            onward.close()

    do_GET = do_POST = do_PUT = do_DELETE = _pass  # noqa: N815 - the names it has there

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        pass


@contextmanager
def relay_to(store: StoreProcess) -> Iterator[Relay]:
    relay = Relay(store)
    thread = threading.Thread(target=relay.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield relay
    finally:
        relay.shutdown()
        thread.join()
        relay.server_close()
