"""The editor of /sparql in a real Chromium, with every other host blocked."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from starlette.testclient import TestClient

from api import editor
from api.app import make_app
from api.pages import sparql as page
from kg.engine import Engine
from kg.lexicon import Lexicon, Role
from kg.names import KG
from tests.browser import opened, until, watched

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
CASES = "SELECT ?case WHERE { ?case a kg:Case } ORDER BY ?case"
EDITOR = "document.querySelector('.CodeMirror').CodeMirror"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    if editor.Bundle.read() is None:
        pytest.skip("the editor is not bundled: make web")
    with opened(tmp_path_factory.mktemp("chromium")) as window:
        yield window


@pytest.fixture
def window(chromium: Chrome) -> Iterator[Chrome]:
    with watched(chromium):
        yield chromium


def write(window: Chrome, text: str) -> None:
    until(window, "!!document.querySelector('.CodeMirror')")
    window.execute_script(f"{EDITOR}.setValue(''); {EDITOR}.focus()")
    ActionChains(window).send_keys(text).perform()


def rows(window: Chrome) -> int:
    return len(window.find_elements(By.CSS_SELECTOR, "#answer tbody tr"))


def test_an_example_is_asked_by_a_click_and_answered_in_a_table(window: Chrome, served: str) -> None:
    window.get(f"{served}/sparql")
    until(window, "!!document.querySelector('.CodeMirror')")
    assert not window.find_element(By.ID, "query").is_displayed()
    window.find_element(By.LINK_TEXT, "Cases with a finding or any kind of it").click()
    until(window, "document.querySelectorAll('#answer tbody tr').length > 0")
    assert rows(window) == 2
    assert "HP_0002514" in str(window.execute_script(f"return {EDITOR}.getValue()"))
    files = [link.get_attribute("href") for link in window.find_elements(By.CSS_SELECTOR, "#answer a[download]")]
    assert [file.rpartition("=")[2] for file in files if file] == ["csv", "tsv", "json", "xml"]


def test_the_address_is_a_link_to_the_question_and_its_answer(window: Chrome, served: str) -> None:
    window.get(f"{served}/sparql?query={quote(CASES)}")
    until(window, "!!document.querySelector('.CodeMirror')")
    assert window.execute_script(f"return {EDITOR}.getValue()") == f"PREFIX kg: <{KG}>\n{CASES}"
    assert rows(window) == 7
    assert not window.find_elements(By.CSS_SELECTOR, ".parseErrorIcon")
    write(window, "ASK {}")
    ActionChains(window).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    until(window, "document.querySelector('#answer h2').textContent == 'Yes'")
    assert window.current_url == f"{served}/sparql?query=ASK+%7B%7D"
    window.back()
    until(window, "document.querySelectorAll('#answer tbody tr').length == 7")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("SELECT * { ?case a kg:Cas", "kg:Case"),
        ("SELECT * { ?case kg:hasFi", "kg:hasFinding"),
        ("SELECT * { ?finding a leukoar", "obo:HP_0002500"),
    ],
)
def test_names_of_the_graph_are_completed(window: Chrome, served: str, typed: str, offered: str) -> None:
    window.get(f"{served}/sparql")
    write(window, typed)
    until(window, f"document.querySelector('.CodeMirror-hint b')?.textContent == '{offered}'")
    ActionChains(window).send_keys(Keys.ENTER).perform()
    written = str(window.execute_script(f"return {EDITOR}.getValue()"))
    assert written.endswith(f" {offered}")
    assert written.startswith(f"PREFIX {offered.partition(':')[0]}: <")


def test_the_keyboard_is_enough(window: Chrome, served: str) -> None:
    window.get(f"{served}/sparql")
    write(window, CASES)
    ActionChains(window).send_keys(Keys.TAB).perform()
    assert window.switch_to.active_element.text == "Ask"
    ActionChains(window).send_keys(Keys.ENTER).perform()
    until(window, "document.querySelectorAll('#answer tbody tr').length == 7")


def test_a_column_is_sorted_by_its_head(window: Chrome, served: str) -> None:
    window.get(f"{served}/sparql?query={quote('SELECT ?n { VALUES ?n { 9 10 2 } }')}")
    until(window, "!!document.querySelector('#answer th button')")
    head = window.find_element(By.CSS_SELECTOR, "#answer th button")
    for order in (["2", "9", "10"], ["10", "9", "2"]):
        head.click()
        assert [cell.text for cell in window.find_elements(By.CSS_SELECTOR, "#answer td")] == order


def test_a_mistake_is_shown_with_its_line(chromium: Chrome, served: str) -> None:
    chromium.get(f"{served}/sparql?query=" + quote("SELECT *\nWHERE { ?s ?p }"))
    until(chromium, "!!document.querySelector('#answer [role=alert]')")
    until(chromium, "!!document.querySelector('.mistake')")


# Without Chromium


@pytest.fixture(scope="module")
def client(toy: Engine) -> Iterator[TestClient]:
    with TestClient(make_app(toy)) as client:
        yield client


def test_without_a_bundle_the_plain_form_is_served(toy: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_bundle", dict)
    with TestClient(make_app(toy)) as client:
        found = client.get("/sparql", params={"query": CASES}, headers=BROWSER)
    assert "/sparql/editor/" not in found.text
    assert "make web" in found.text
    assert found.text.count("<tr><td>") == 7


def test_values_lead_to_their_pages_here(client: TestClient) -> None:
    query = "SELECT ?case ?term { ?case kg:hasFinding/a ?term FILTER (?term = obo:HP_0002514) } ORDER BY ?case LIMIT 1"
    found = client.get("/sparql", params={"query": query}, headers=BROWSER).text
    for link in ("/case/pmid-0000001/toy-woman", "/term/HP:0002514"):
        assert f'<td><a href="{link}"' in found
        assert client.get(link, headers=BROWSER).status_code == 200


def test_the_page_may_load_from_here_only(toy: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_bundle", lambda: {"editor.js": "/js", "editor.css": "/css"})
    with TestClient(make_app(toy)) as client:
        policy = client.get("/sparql", headers=BROWSER).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "http" not in policy and "unsafe" not in policy


def test_a_bundle_is_whole_or_none(tmp_path: Path) -> None:
    (tmp_path / "editor.js").write_text("1")
    assert editor.Bundle.read(tmp_path) is None
    (tmp_path / "editor.css").write_text("")
    found = editor.Bundle.read(tmp_path)
    assert found
    assert found.addresses["editor.js"].startswith("/sparql/editor/editor.js?v=")


@pytest.mark.parametrize("name", ["main.js", "..%2Fpackage.json", "editor.py"])
def test_only_the_bundle_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/sparql/editor/{name}").status_code == 404


def test_names_are_found_by_beginning_word_synonym_and_identifier(toy: Engine) -> None:
    names = Lexicon.of(toy)

    def first(text: str, role: Role | None = None) -> str:
        return names.complete(text, role)[0].name

    assert first("kg:hasFi") == "kg:hasFinding"
    assert first("white matter", Role.CLASS) == "kg:WhiteMatterLesion"
    assert first("HP:0002500") == first("obo:HP_0002500") == first("leukoaraiosis") == "obo:HP_0002500"
    assert names.complete("leukoaraiosis")[0].matched == "Leukoaraiosis"
    assert first("female") == "kg:female"
    assert names.complete("zzzz") == names.complete("") == []
    assert all(one.iri.startswith(KG) for one in names.complete("kg:"))


@pytest.mark.parametrize("given", ["?prefix=" + "x" * 101, "?role=thing", "?limit=0", "?limit=51", "?limit=a"])
def test_a_completion_out_of_bounds_is_refused(client: TestClient, given: str) -> None:
    assert client.get(f"/sparql/completions{given}").status_code == 400


def test_completions_are_bounded(client: TestClient) -> None:
    items = client.get("/sparql/completions?prefix=a&limit=3").json()["items"]
    assert len(items) == 3
    assert set(items[0]) >= {"name", "iri", "label", "role", "uses"}
