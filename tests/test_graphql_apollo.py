"""Apollo Client and Relay's compiler as they are: from another origin, with their defaults, and with what they add."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from browser import opened, until, watched
from clients.installed import CLIENTS, packages, run

RELAY = {"src": ".", "schema": "schema.graphql", "language": "javascript"}


def project(folder: Path, name: str) -> Path:
    """A copy of a program, beside the packages it imports."""
    (folder / "node_modules").symlink_to(packages())
    shutil.copy(CLIENTS / "package.json", folder)
    return Path(shutil.copytree(CLIENTS / name, folder / name))


@pytest.fixture
def told(served: str, tmp_path: Path) -> dict[str, Any]:
    """What a program with Apollo Client sees of the endpoint."""
    done = run(project(tmp_path, "apollo") / "client.js", f"{served}/graphql")
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def ask(served: str, query: str, **variables: Any) -> dict[str, Any]:
    answer = httpx.post(f"{served}/graphql", json={"query": query, "variables": variables}, timeout=60).json()
    assert "errors" not in answer, answer
    return answer["data"]  # type: ignore[no-any-return]


def test_apollo_client_sees_what_it_can_and_is_told_what_it_cannot(told: dict[str, Any], served: str) -> None:
    lost = told["missed"]["data"]
    assert lost["lost"] is None
    assert lost["variants"]["totalCount"] > 0, "a name of nothing costs no other field"
    by_age = "{ cases(first: 500, orderBy: {field: AGE_AT_ONSET}) { nodes { id } } }"
    everybody = [one["id"] for one in ask(served, by_age)["cases"]["nodes"]]
    assert len(everybody) > 6, "there must be more than two pages to turn"
    assert told["pages"] == {"total": len(everybody), "ids": everybody}
    assert "that cursor is of another order" in told["mixed"]["error"], "an order without a key of its own in the cache"
    assert [one["error"] for one in told["batch"]] == [told["batch"][0]["error"]] * 2
    assert "send each request alone" in told["batch"][0]["error"]


@contextmanager
def elsewhere(folder: Path) -> Iterator[str]:
    """A folder on the web, at an origin of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """Files, and nothing in the log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Nobody reads it."""


def test_a_page_of_another_origin_that_names_itself_gets_its_data(served: str, tmp_path: Path) -> None:
    folder = project(tmp_path, "apollo")
    esbuild = packages() / "esbuild" / "bin" / "esbuild"
    built = run(esbuild, "page.js", "--bundle", "--outfile=built.js", "--log-level=error", cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (folder / "index.html").write_text('<!doctype html><link rel="icon" href="data:,"><script src="built.js"></script>')
    with elsewhere(folder) as origin, opened(tmp_path / "profile") as browser, watched(browser) as page:
        page.get(f"{origin}/?{urlencode({'uri': f'{served}/graphql'})}")
        seen: Any = until(page, "window.told")
    assert "error" not in seen, seen
    cases = ask(served, "{ cases(first: 500) { totalCount nodes { id caseLabel } } }")["cases"]
    assert seen["totalCount"] == cases["totalCount"]
    assert [one["id"] for one in seen["nodes"]] == [one["id"] for one in cases["nodes"]]


def test_what_relays_compiler_makes_of_a_page_that_compares_two_cases_is_answered(served: str, tmp_path: Path) -> None:
    folder = project(tmp_path, "relay")
    (folder / "schema.graphql").write_text(httpx.get(f"{served}/schema.graphql", timeout=60).text)
    (folder / "relay.config.json").write_text(json.dumps(RELAY))
    done = run(packages() / "relay-compiler" / "cli.js", "relay.config.json", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    [text] = re.findall(r'"text": (".*")', (folder / "__generated__" / "pageQuery.graphql.js").read_text())
    query = json.loads(text)
    assert query.count("__isThing: __typename") == 1
    assert query.count("...page_link") > 30
    left, right = (one["id"] for one in ask(served, "{ cases(first: 2) { nodes { id } } }")["cases"]["nodes"])
    found = ask(served, query, a=left, b=right)
    assert (found["left"]["id"], found["right"]["id"]) == (left, right)
    for one in found.values():
        assert one["__isThing"] == "Case"
        assert one["observations"]["nodes"][0]["__isObservation"].endswith("Observation")
