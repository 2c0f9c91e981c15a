"""GraphiQL at /graphql in a real Chromium, with every other host blocked."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
import uvicorn
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api import editor
from api.app import make_app
from api.pages import graphql as page
from api.pages.graphql import Example, graphql_page
from kg.engine import Engine
from tests.browser import opened, until, watched

# Asked of the schema itself, so that they hold whatever the graph's types are named.
EXAMPLES = (
    Example("root", "Where questions begin", "What is <b>asked</b> </script> first?", "{ __typename }"),
    Example(
        "type",
        "A type and its description",
        "What is a query?",
        "query Told($name: String!) { __type(name: $name) { name description } }",
        '{"name": "Query"}',
    ),
)
QUERY = "document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.getValue()"
TOOLS = "document.querySelectorAll('.graphiql-editor-tool .CodeMirror')"
VARIABLES = f"{TOOLS}[0].CodeMirror.getValue()"
ANSWER = "document.querySelector('.result-window .CodeMirror').CodeMirror.getValue()"
LOADED = "!!document.querySelector('.graphiql-query-editor .CodeMirror') && !!document.querySelector('.panel')"
LISTEN = """
window.sent = [];
const ask = window.fetch;
window.fetch = async (address, request) => {
  sent.push(Object.fromEntries(request.headers));
  return ask(address, request);
};
"""
TELL = """
const ask = window.fetch;
window.fetch = async (address, request) => {
  const reply = await (await ask(address, request)).json();
  return Response.json({ ...reply, extensions: { sparql: [{ query: "ASK { ?x a kg:Case }", milliseconds: 1.5 }] } });
};
"""
"""An answer as the endpoint gives it to who sends the header."""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    if editor.Bundle.read(page="graphiql") is None:
        pytest.skip("GraphiQL is not bundled: make web")
    with opened(tmp_path_factory.mktemp("chromium")) as window:
        yield window


@pytest.fixture
def window(chromium: Chrome, address: str) -> Iterator[Chrome]:
    with watched(chromium):
        # No page is open now that could write down its tabs once more.
        chromium.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
        yield chromium


@pytest.fixture(scope="module")
def address(toy: Engine) -> Iterator[str]:
    """The whole app, with these examples on the page."""
    inner = make_app(toy)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        mine = scope["type"] == "http" and (scope["method"], scope["path"]) == ("GET", "/graphql")
        await (graphql_page(EXAMPLES) if mine else inner)(scope, receive, send)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(30)


def run(window: Chrome) -> dict[str, object]:
    """Ask what stands in the editor, and return the answer."""
    window.find_element(By.CSS_SELECTOR, ".graphiql-execute-button").click()
    until(window, f"{ANSWER} !== ''")
    found: dict[str, object] = json.loads(str(window.execute_script(f"return {ANSWER}")))
    return found


def show(window: Chrome, title: str) -> None:
    window.find_element(By.CSS_SELECTOR, f"button[aria-label='Show {title}']").click()


def fragment(window: Chrome) -> dict[str, list[str]]:
    return parse_qs(urlsplit(window.current_url).fragment)


def test_the_first_example_is_there_and_answered(chromium: Chrome, served: str) -> None:
    with watched(chromium) as window:
        window.get(f"{served}/graphql")
        until(window, LOADED)
        ready = json.loads(str(window.execute_script("return document.getElementById('examples').textContent")))
        assert window.execute_script(f"return {QUERY}") == ready[0]["query"]
        assert not window.find_element(By.ID, "plain").is_displayed()
        answer = run(window)
        assert answer["data"]
        assert "errors" not in answer


def test_a_question_is_opened_in_a_second_tab_with_its_variables(window: Chrome, address: str) -> None:
    window.get(f"{address}/graphql")
    until(window, LOADED)
    assert window.execute_script(f"return {QUERY}") == EXAMPLES[0].query
    assert "<b>asked</b> </script>" in window.find_element(By.CSS_SELECTOR, ".panel").text
    window.find_element(By.XPATH, f"//button[text()='{EXAMPLES[1].title}']").click()
    until(window, "document.querySelectorAll('.graphiql-tab').length == 2")
    assert window.execute_script(f"return [{QUERY}, {VARIABLES}]") == [EXAMPLES[1].query, EXAMPLES[1].variables]
    told = run(window)["data"]
    assert isinstance(told, dict)
    assert told["__type"]["name"] == "Query"
    window.find_elements(By.CSS_SELECTOR, ".graphiql-tab")[0].click()
    until(window, f"{QUERY} == '{EXAMPLES[0].query}'")


def test_the_address_is_a_link_to_the_query(window: Chrome, address: str) -> None:
    query = "query One { __typename } query Two($name: String!) { __type(name: $name) { kind } }"
    given = {"query": query, "variables": '{"name": "Query"}', "operationName": "Two"}
    window.get(f"{address}/graphql#{urlencode(given)}")
    until(window, LOADED)
    assert window.execute_script(f"return [{QUERY}, {VARIABLES}]") == [given["query"], given["variables"]]
    until(window, "document.querySelectorAll('.graphiql-tab')[0].textContent.includes('Two')")
    until(window, "location.hash.includes('Two')")
    assert fragment(window) == {name: [value] for name, value in given.items()}
    window.find_element(By.XPATH, f"//button[text()='{EXAMPLES[0].title}']").click()
    until(window, "!location.hash.includes('variables')")
    assert fragment(window) == {"query": [EXAMPLES[0].query]}
    window.find_elements(By.CSS_SELECTOR, ".graphiql-tab")[0].click()
    until(window, "location.hash.includes('variables')")
    window.refresh()
    until(window, LOADED)
    assert window.execute_script(f"return [{QUERY}, {VARIABLES}]") == [given["query"], given["variables"]]
    assert len(window.find_elements(By.CSS_SELECTOR, ".graphiql-tab")) == 2


def test_dialogs_and_menus_write_no_style_into_the_page(window: Chrome, address: str) -> None:
    """What would be refused stands in the console, which stays empty; what lies behind a dialog does not scroll."""
    window.get(f"{address}/graphql")
    until(window, LOADED)
    for name in ("Open short keys dialog", "Open settings dialog"):
        window.find_element(By.CSS_SELECTOR, f"button[aria-label='{name}']").click()
        until(window, "!!document.querySelector('[role=dialog]')")
        assert window.execute_script("return getComputedStyle(document.body).overflowY") == "hidden"
        ActionChains(window).send_keys(Keys.ESCAPE).perform()
        until(window, "!document.querySelector('[role=dialog]')")


def test_each_editor_has_a_name_and_what_scrolls_is_reached(window: Chrome, address: str) -> None:
    window.get(f"{address}/graphql")
    until(window, LOADED)
    names = "[...document.querySelectorAll('.CodeMirror textarea')].map(one => one.getAttribute('aria-label'))"
    until(window, f"{names}.length > 1 && {names}.every(Boolean)")
    assert len(set(window.execute_script(f"return {names}"))) > 1
    assert window.execute_script(
        "return [...document.querySelectorAll('.CodeMirror-scroll')].every(o => o.tabIndex == 0)"
    )


def test_another_fragment_opens_another_tab(window: Chrome, address: str) -> None:
    window.get(f"{address}/graphql")
    until(window, LOADED)
    window.execute_script("location.hash = 'query=' + encodeURIComponent('{ __schema { description } }')")
    until(window, "document.querySelectorAll('.graphiql-tab').length == 2")
    until(window, f"{QUERY} == '{{ __schema {{ description }} }}'")


def test_the_documentation_describes_types(window: Chrome, address: str) -> None:
    asked = json.dumps({"query": "{ __schema { queryType { name description } } }"}).encode()
    with urlopen(Request(f"{address}/graphql", asked, {"content-type": "application/json"}), timeout=30) as reply:
        root = json.load(reply)["data"]["__schema"]["queryType"]
    window.get(f"{address}/graphql")
    until(window, LOADED)
    show(window, "Documentation Explorer")
    until(window, "!!document.querySelector('a.graphiql-doc-explorer-type-name')")
    window.find_element(By.LINK_TEXT, root["name"]).click()
    until(window, "!!document.querySelector('.graphiql-doc-explorer-field-name')")
    told = window.find_element(By.CSS_SELECTOR, ".graphiql-doc-explorer-content .graphiql-markdown-description").text
    assert told.split()[:4] == root["description"].split()[:4]


def test_the_sparql_behind_an_answer_is_asked_for_where_it_is_wanted(window: Chrome, address: str) -> None:
    window.get(f"{address}/graphql")
    until(window, LOADED)
    window.execute_script(LISTEN)
    run(window)
    show(window, "SPARQL")
    until(window, "!!document.querySelector('.panel input')")
    window.find_element(By.CSS_SELECTOR, ".panel input").click()
    run(window)
    until(window, "window.sent.length == 2")
    sent = window.execute_script("return window.sent")
    assert [one.get("graphql-show") for one in sent] == [None, "sparql"]
    assert {one["accept"] for one in sent} == {"application/graphql-response+json, application/json;q=0.9"}


def test_the_sparql_behind_an_answer_is_opened_in_its_editor(window: Chrome, address: str) -> None:
    window.get(f"{address}/graphql")
    until(window, LOADED)
    window.execute_script(TELL)
    show(window, "SPARQL")
    run(window)
    until(window, "!!document.querySelector('.panel li pre')")
    listed = window.find_element(By.CSS_SELECTOR, ".panel li")
    assert "ASK { ?x a kg:Case }" in listed.text
    assert "1.5 ms" in listed.text
    window.get(str(listed.find_element(By.TAG_NAME, "a").get_attribute("href")))
    assert "ASK { ?x a kg:Case }" in str(window.find_element(By.ID, "query").get_property("value"))
    assert window.find_element(By.CSS_SELECTOR, "#answer h2").text == "Yes"


def test_headers_that_a_person_writes_are_sent(window: Chrome, address: str) -> None:
    window.get(f"{address}/graphql")
    until(window, LOADED)
    window.execute_script(LISTEN)
    window.find_element(By.CSS_SELECTOR, "button[data-name=headers]").click()
    window.execute_script(f"{TOOLS}[1].CodeMirror.setValue(JSON.stringify({{'GraphQL-Show': 'sparql'}}))")
    run(window)
    until(window, "window.sent.at(-1)['graphql-show'] === 'sparql'")


# Without Chromium


def text(response: Response) -> str:
    return bytes(response.body).decode()


def test_without_a_bundle_the_page_says_how_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_bundle", dict)
    for found in (graphql_page(EXAMPLES), graphql_page(EXAMPLES, bundled=False)):
        assert "/sparql/editor/" not in text(found)
        assert "POST a query" in text(found)
        assert "make web" in text(found)


def test_every_example_stands_on_the_page_for_those_without_a_script() -> None:
    found = text(graphql_page(EXAMPLES, bundled=False))
    assert "What is &lt;b&gt;asked&lt;/b&gt; &lt;/script&gt; first?" in found
    for one in EXAMPLES:
        assert f'<section id="{one.name}"><h2>{one.title}</h2>' in found
    assert '<pre>{"name": "Query"}</pre>' in unescape(found)
    assert "/graphql?query=%7B+__typename+%7D" in found
    assert "POST" in text(graphql_page(bundled=False))


def test_examples_cannot_end_their_element(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_bundle", lambda: {"graphiql.js": "/js", "graphiql.css": "/css"})
    found = graphql_page(EXAMPLES)
    data = text(found).partition('<script type="application/json" id="examples">')[2].partition("</script>")[0]
    assert json.loads(data)[0]["question"] == EXAMPLES[0].question
    assert json.loads(data)[1]["variables"] == EXAMPLES[1].variables
    policy = found.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "http" not in policy and "unsafe" not in policy


def test_each_page_has_a_bundle_of_its_own(tmp_path: Path) -> None:
    for name in ("editor.js", "editor.css", "graphiql.js"):
        (tmp_path / name).write_text("1")
    assert editor.Bundle.read(tmp_path, "graphiql") is None
    (tmp_path / "graphiql.css").write_text("")
    found = editor.Bundle.read(tmp_path, "graphiql")
    assert found
    assert set(found.addresses) == {"graphiql.js", "graphiql.css"}


def test_the_editor_of_sparql_holds_no_react() -> None:
    if editor.Bundle.read() is None:
        pytest.skip("the editor is not bundled: make web")
    assert "react" not in (editor.DIST / "editor.js").read_text(encoding="utf-8").lower()
