"""Below a path of a host, behind a proxy that passes the path on or takes it away, every link stays below it."""

import json
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

import httpx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.types import Message

from api import editor
from api.addresses import split
from api.app import make_app
from api.settings import Settings
from api.site import Site
from kg.engine import Engine
from kg.release import Release
from tests.browser import opened, until, watched
from tests.conftest import free_port, serving
from tests.nginx import proxied
from tests.test_web_editor import EDITOR
from tests.test_web_graphiql import ANSWER

PAGE = "text/html,application/xhtml+xml,*/*;q=0.8"
BELOW = "/csf1r/"
LED = "/term/HP:0002514?read=HP%3A0002514"
"""Where the name HP:0002514 leads."""
START = (
    *("", "resolve?q=HDLS", "find?name=HDLS", "find?name=nothing+like+it"),
    *("term/hp:0002514", "case/PMID-0000001/TOY-WOMAN"),
    *("sparql?query=ASK+%7B%7D", "sparql?query=NONSENSE", "sparql?query=CONSTRUCT+WHERE+%7B%3Fs+a+kg%3ACase%7D"),
    *("openapi.json", "metrics", "prefixes", ".well-known/void", "health/live", "schema.graphql"),
)
"""The first page, and of every kind that nothing leads to."""


ODD = {"nothing+like": 404, "query=NONSENSE": 400, "SERVICE%20%3C": 403}
"""What is answered with another status, which the README names: no such thing, no query, no federation."""


MOST = 30
"""Pages of one kind; of most kinds the toy release has fewer."""


@pytest.fixture(scope="module")
def places(toy_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where the world finds `kg serve`: the path is passed on by one proxy, and taken away by the other."""
    passing, taking = free_port(), free_port()
    settings = {"KG_BASE_URL": f"http://127.0.0.1:{passing}{BELOW}"}
    with serving(toy_release, tmp_path_factory.mktemp("below") / "log", **settings) as (address, _):
        server = urlsplit(address).port or 0
        with proxied(tmp_path_factory.mktemp("nginx"), passing, taking, server):
            yield {"passing": f"http://127.0.0.1:{passing}", "taking": f"http://127.0.0.1:{taking}"}


@pytest.fixture(params=["passing", "taking"])
def host(request: pytest.FixtureRequest, places: dict[str, str]) -> str:
    return places[request.param]


class Links(HTMLParser):
    """Where a page leads to and what it loads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value for name, value in attrs if value and name in ("href", "src", "action", "formaction", "srcset")
        ]


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
    seen, waiting = (
        Counter[tuple[str, str, bool]](),
        deque((f"{host}{BELOW}{one}", "the start") for one in START),
    )
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


def test_questions_are_taken_below(host: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?case a kg:Case }"
    with httpx.Client(base_url=host + BELOW, timeout=60) as client:
        for answer in (
            client.post("sparql", data={"query": query}),
            client.post("sparql/", content=query, headers={"content-type": "application/sparql-query"}),
            client.get("sparql", params={"query": query}),
        ):
            assert answer.json()["results"]["bindings"][0]["n"]["value"] == "7"
        asked = client.post("graphql", json={"query": "{ cases { totalCount } }"})
        assert asked.json()["data"] == {"cases": {"totalCount": 7}}
        assert (
            client.get("sparql/completions", params={"prefix": "kg:hasFi"}).json()["items"][0]["name"]
            == "kg:hasFinding"
        )


def test_what_describes_the_server_names_where_the_world_reaches_it(host: str, places: dict[str, str]) -> None:
    endpoint = f"{places['passing']}{BELOW}sparql"
    told = httpx.get(f"{host}{BELOW}sparql", headers={"accept": "application/n-triples"}, timeout=60).text
    assert f"<http://www.w3.org/ns/sparql-service-description#endpoint> <{endpoint}>" in told
    assert httpx.get(f"{host}{BELOW}openapi.json", timeout=60).json()["servers"] == [{"url": "/csf1r"}]


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    if editor.Bundle.read() is None or editor.Bundle.read(page="graphiql") is None:
        pytest.skip("the editors are not bundled: make web")
    with opened(tmp_path_factory.mktemp("chromium")) as window:
        yield window


@contextmanager
def below(chromium: Chrome, host: str) -> Iterator[Chrome]:
    """The browser; after the test, no request of its failed, and none left the path."""
    with watched(chromium) as window:
        yield window
        messages = [json.loads(entry["message"])["message"] for entry in window.get_log("performance")]
        asked = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
        found = [one["params"]["response"] for one in messages if one["method"] == "Network.responseReceived"]
        window.get(f"{host}{BELOW}find")  # `watched` looks that something was asked of this host
    assert {url for url in asked if not url.startswith((host + BELOW, "data:"))} == set()
    assert {one["url"]: one["status"] for one in found if one["status"] >= 400} == {}


def test_the_editor_works_below(chromium: Chrome, host: str) -> None:
    with below(chromium, host) as window:
        window.get(f"{host}{BELOW}sparql")
        until(window, "!!document.querySelector('.CodeMirror')")
        window.find_element(By.LINK_TEXT, "Cases with a finding or any kind of it").click()
        until(window, "document.querySelectorAll('#answer tbody tr').length > 0")
        assert window.current_url.startswith(f"{host}{BELOW}sparql?query=")
        window.execute_script(f"{EDITOR}.setValue(''); {EDITOR}.focus()")
        ActionChains(window).send_keys("ASK { ?case a kg:Cas").perform()
        until(window, "document.querySelector('.CodeMirror-hint b')?.textContent == 'kg:Case'")
        ActionChains(window).send_keys(Keys.ENTER).send_keys(" }").perform()
        window.find_element(By.CSS_SELECTOR, "#ask button").click()
        until(window, "document.querySelector('#answer h2')?.textContent == 'Yes'")
        window.get(window.current_url)
        until(window, "document.querySelector('#answer h2')?.textContent == 'Yes'")


def test_graphiql_works_below(chromium: Chrome, host: str) -> None:
    with below(chromium, host) as window:
        window.get(f"{host}{BELOW}graphql")
        until(window, "!!document.querySelector('.graphiql-query-editor .CodeMirror')")
        window.find_element(By.CSS_SELECTOR, ".graphiql-execute-button").click()
        until(window, f"{ANSWER} !== ''")
        assert "data" in json.loads(str(window.execute_script(f"return {ANSWER}")))
        links = "[...document.querySelectorAll('.graphiql-logo a')].map((one) => new URL(one.href).pathname)"
        assert window.execute_script(f"return {links}") == ["/csf1r/schema.graphql", "/csf1r/sparql"]


# Without a proxy


def client(toy: Engine, base_url: str) -> TestClient:
    return TestClient(make_app(toy, Settings(base_url=base_url)), follow_redirects=False, headers={"accept": PAGE})


@pytest.mark.parametrize("base_url", ["https://toy.example/a/b", "https://toy.example/a/b/"])
@pytest.mark.parametrize("path", ["/a/b/find?name=HP:0002514", "/find?name=HP:0002514", "/%61/b/find?name=HP:0002514"])
def test_a_path_may_have_several_parts_and_is_read_however_it_is_written(toy: Engine, base_url: str, path: str) -> None:
    answer = client(toy, base_url).get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/a/b{LED}")


def test_a_word_that_begins_as_the_path_does_is_not_below_it(toy: Engine) -> None:
    asked = client(toy, "https://toy.example/csf1r")
    assert asked.get("/csf1rx/find").status_code == 404
    assert asked.get("/csf1r").text == asked.get("/csf1r/").text == asked.get("/").text


@pytest.mark.parametrize("base_url", ["", "https://toy.example", "https://toy.example/"])
def test_at_the_root_nothing_stands_before_a_path(toy: Engine, base_url: str) -> None:
    answer = client(toy, base_url).get("/find?name=HP:0002514")
    assert answer.headers["location"] == LED


def test_a_host_that_forwards_is_not_asked_where_it_is(toy: Engine) -> None:
    """Anybody can send such headers; the setting says it."""
    forged = {"x-forwarded-prefix": "/toy", "x-forwarded-host": "toy.example", "forwarded": "host=toy.example"}
    page = client(toy, "").get("/find", headers=forged)
    assert "toy" not in page.text


def test_an_app_of_somebody_elses_may_hold_this_one(toy: Engine) -> None:
    app = Starlette(routes=[Mount("/held", make_app(toy))])
    asked = TestClient(app, follow_redirects=False, headers={"accept": PAGE})
    assert asked.get("/held/find?name=HP:0002514").headers["location"] == f"/held{LED}"
    page = asked.get("/held/term/HP:0002514")
    assert {link for link in led(page) if link.startswith("/")} == {
        link for link in led(page) if link.startswith("/held/")
    }
    told = asked.get("/held/sparql", headers={"accept": "application/n-triples"}).text
    assert "sparql-service-description#endpoint> <http://testserver/held/sparql>" in told


PARTS = st.lists(st.text(st.characters(exclude_categories=["C"], exclude_characters="/"), min_size=1), min_size=1)


@given(PARTS, PARTS, st.booleans())
def test_whatever_the_path_is_a_request_below_it_is_one_at_the_root(
    place: list[str], asked: list[str], strips: bool
) -> None:
    root, path = ("".join(f"/{quote(part, safe='')}" for part in parts) for parts in (place, asked))
    assume(asked[: len(place)] != place)
    raw = path if strips else root + path
    scope = {"path": unquote(raw), "raw_path": raw.encode()}

    async def send(_: Message) -> None: ...

    found, _ = Site.of(f"https://toy.example{root}").within(scope, send)
    assert (found["path"], found["raw_path"], found["root_path"]) == (unquote(path), path.encode(), root)
