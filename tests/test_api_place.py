"""Below a path of somebody's host, behind a proxy that passes the path on or takes it away: every link stays below it."""

from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from api import editor
from api.addresses import split
from api.app import make_app
from api.place import Place
from api.settings import Settings
from kg.engine import Engine
from kg.engine.questions import catalogue
from kg.release import Release
from tests.browser import opened, until, watched
from tests.conftest import free_port, serving
from tests.nginx import proxied

PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"
BELOW = "/csf1r/"
START = ("", "resolve?q=HDLS", "find?name=HDLS", "find?name=nothing+like+it", "sparql?query=ASK+%7B%7D", "prefixes",
         "sparql?query=CONSTRUCT+WHERE+%7B%3Fs+a+kg%3ACase%7D", "sparql?query=NONSENSE", "openapi.json", "metrics",
         ".well-known/void", "health/live", "schema.graphql", "term/hp:0002514", "case/PMID-0000001/TOY-WOMAN")  # fmt: skip
"""The first page, and of every kind that nothing leads to."""


ODD = {"nothing+like": 404, "query=NONSENSE": 400, "SERVICE%20%3C": 403}
"""What is answered with another status, which the README names: no such thing, no query, no federation."""


MOST = 40


@pytest.fixture(scope="module")
def places(toy_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where the world finds `kg serve`: the path is passed on by one proxy, and taken away by the other."""
    passing, stripping = free_port(), free_port()
    settings = {"KG_BASE_URL": f"http://127.0.0.1:{passing}{BELOW}"}
    with serving(toy_release, tmp_path_factory.mktemp("below") / "log", **settings) as (address, _):
        server = urlsplit(address).port or 0
        with proxied(tmp_path_factory.mktemp("nginx"), passing, stripping, server):
            yield {"passing": f"http://127.0.0.1:{passing}", "stripping": f"http://127.0.0.1:{stripping}"}


@pytest.fixture(params=["passing", "stripping"])
def host(request: pytest.FixtureRequest, places: dict[str, str]) -> str:
    return places[request.param]


class Links(HTMLParser):
    """Where a page leads to and what it loads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if value and name in ("href", "src", "action", "formaction", "srcset")]


def led(answer: httpx.Response) -> list[str]:
    """Every address that an answer leads to: in its headers, and on a page."""
    headers = [answer.headers[name] for name in ("location", "content-location") if name in answer.headers]
    linked = [link["url"] for link in answer.links.values()]
    kind = answer.headers.get("content-type", "")
    return [*headers, *linked, *(Links(answer.text).found if kind.startswith("text/html") else ())]


def kind(address: str) -> tuple[str, str, bool]:
    """What a page is of, its format, and whether it was asked something."""
    parts = urlsplit(address)
    name = parts.path.removeprefix(BELOW)
    return name.partition("/")[0].partition(".")[0], split(parts.path)[1] or "", bool(parts.query)


def test_every_link_of_a_crawl_works_and_stays_below(host: str) -> None:
    """What leads elsewhere is an address of another host, in full. Of each kind of page so many are asked."""
    seen, waiting = Counter[tuple[str, str, bool]](), deque((f"{host}{BELOW}{one}", "the start") for one in START)
    known = {address for address, _ in waiting}
    with httpx.Client(headers={"accept": PAGE}, timeout=30) as client:
        while waiting:
            address, where = waiting.popleft()
            with client.stream("GET", address) as answer:
                if answer.headers.get("content-type", "").startswith("text/html"):
                    answer.read()
                odd = next((status for part, status in ODD.items() if part in address), 0)
                assert answer.status_code in ({odd} if odd else {200, 300, 301, 303}), (address, where)
                links = {urldefrag(urljoin(address, link)).url for link in led(answer)} - known
            mine = sorted(one for one in links if urlsplit(one).netloc == urlsplit(host).netloc)
            assert all(urlsplit(one).path.startswith(BELOW) for one in mine), (address, mine)
            known.update(mine)
            for one in mine:
                seen[kind(one)] += 1
                if seen[kind(one)] <= MOST:
                    waiting.append((one, address))
    assert {"case", "paper", "variant", "observation", "term", "ontology", "sparql", "graphql", "download"} <= {
        name for name, _, _ in seen
    }
    print(seen.total(), seen)
