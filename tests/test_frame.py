"""What stands around every page: ways in, suggestions while one types, pages that help where something went wrong."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from starlette.testclient import TestClient

from api.app import make_app
from api.pages.frame import led_to
from api.pages.landing import SHORTCUTS
from api.pages.themes import REST, THEMES, themed
from api.settings import Settings
from kg.engine import Engine
from kg.engine.questions import catalogue
from kg.engine.serving import EngineState
from kg.names import BASE
from kg.release import Release
from tests.browser import opened, until, watched

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PROGRAMS = ("*/*", "application/json", "application/problem+json", "text/turtle, text/html;q=0.5", "")


@pytest.fixture(scope="module")
def client(toy: Engine, toy_release: Release) -> Iterator[TestClient]:
    app = make_app(toy, manifest=toy_release.manifest, folder=toy_release.folder, questions=catalogue())
    with TestClient(app) as client:
        yield client


def items(client: TestClient, text: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = client.get("/suggest", params={"q": text}).json()["items"]
    return found


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ("leukoenceph", "finding", "/term/HP:0002352"),
        ("SEIZ", "finding", "/term/HP:0001250"),
        ("HP:0002500", "finding", "/term/HP:0002500"),
        ("toy wom", "person", "/case/pmid-0000001/toy-woman"),
        ("pmid 0000001", "paper", "/paper/pmid-0000001"),
        ("calcification on", "defined class", "/term/kg:CTCalcification"),
    ],
)
def test_what_is_being_typed_is_suggested_with_its_kind_and_address(
    client: TestClient, text: str, kind: str, at: str
) -> None:
    assert (kind, at) in [(one["kind"], one["at"]) for one in items(client, text)]


def test_every_thing_that_is_suggested_has_a_page(client: TestClient) -> None:
    found = [
        one for text in ("toy wom", "toy pap", "TOY1", "exon", "wh", "p.", "dis", "c.1") for one in items(client, text)
    ]
    assert {one["kind"] for one in found} >= {"person", "gene", "exon", "variant", "paper"}
    assert all(client.get(one["at"], headers=BROWSER).status_code == 200 for one in found)


def test_words_of_the_data_model_are_not_suggested_to_readers(client: TestClient) -> None:
    labels = {one["label"] for text in ("case", "frequency", "obser", "age") for one in items(client, text)}
    assert not labels & {"case", "frequency row", "observation", "age at onset"}


def test_nothing_is_suggested_where_there_is_nothing_to_go_by(client: TestClient) -> None:
    assert items(client, "") == items(client, "a") == items(client, "qqqqqqqq") == items(client, '"*') == []
    assert client.get("/suggest", params={"q": "a" * 1001}).status_code == 400
    assert len(items(client, "ca")) <= 8


def test_every_question_has_just_one_theme_and_no_theme_is_empty() -> None:
    themes = themed(catalogue())
    assert sorted(one.name for theme in themes for one in theme.questions) == sorted(one.name for one in catalogue())
    assert {theme.title for theme in themes} == {theme.title for theme in THEMES} | {REST}


def test_a_first_page_leads_where_it_says(client: TestClient) -> None:
    page = client.get("/", headers=BROWSER).text
    for _, path in SHORTCUTS:
        assert f'href="{path.replace("&", "&amp;")}"' in page
        assert client.get(path, headers=BROWSER).status_code == 200, path


class Broken:
    """An engine with a fault of ours in it."""

    def rows(self, query: str) -> None:
        raise RuntimeError("secret")

    def state(self) -> EngineState:
        return EngineState("broken", ready=True)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/resolve?q=", 400),
        ("GET", "/mappings/nothing.sssom.tsv", 404),
        ("PUT", "/", 405),
        ("DELETE", "/sparql", 405),
        ("GET", "/sparql?query=ASK{}&query=ASK{}", 400),
        ("GET", "/suggest?q=" + "a" * 1001, 400),
        ("HEAD", "/nowhere", 404),
    ],
)
def test_a_problem_is_a_page_for_people_and_stays_a_problem_for_programs(
    client: TestClient, method: str, path: str, status: int
) -> None:
    page = client.request(method, path, headers=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert (
        page.headers["access-control-allow-origin"] == "*" and "unsafe" not in page.headers["content-security-policy"]
    )
    for accept in PROGRAMS:
        told = client.request(method, path, headers={"accept": accept})
        assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json"), accept
        kept = ("allow", "cache-control", "retry-after")
        assert [page.headers.get(name) for name in kept] == [told.headers.get(name) for name in kept]
        if method != "HEAD":
            assert told.json()["title"] in page.text
            assert all(f'href="/{way}"' in page.text for way in ("findings", "variants", "people", "papers"))
    assert int(page.headers["content-length"]) > 1000 and (method == "HEAD") == (not page.content)


def problems(toy: Engine) -> Iterator[tuple[int, Any]]:
    """Apps that fail, each in its way."""
    yield 500, make_app(Broken())  # type: ignore[arg-type]
    yield 504, make_app(toy, Settings(deadline=1e-9))  # type: ignore[arg-type]


def test_a_fault_and_a_lapse_of_time_are_pages_that_do_not_say_too_much(toy: Engine) -> None:
    for status, app in problems(toy):
        client = TestClient(app, raise_server_exceptions=False)
        page = client.get("/", headers=BROWSER)
        assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert "secret" not in page.text and page.headers["x-query-id"] in page.text
        assert ("ask again" in page.text) == (status == 504)


def test_who_asks_for_plain_text_is_told_in_plain_text(client: TestClient) -> None:
    told = client.get("/term/HP:0002500?offset=first", headers={"accept": "text/plain"})
    assert told.headers["content-type"].startswith("text/plain")


def test_a_page_that_finds_nothing_says_what_was_read_and_what_may_be_meant(client: TestClient) -> None:
    page = client.get("/find", params={"name": "leukoencephalopaty"}, headers=BROWSER)
    assert page.status_code == 404
    assert "is read as" in page.text and "/term/HP:0002352" in page.text
    assert 'value="leukoencephalopaty"' in page.text


def test_the_head_says_where_one_is(client: TestClient) -> None:
    for path in ("/find", "/nowhere", "/case/pmid-0000001/toy-woman"):
        page = client.get(path, headers=BROWSER).text
        assert len(re.findall(r'<form class="search[^>]*action="/find"', page)) in (1, 2)
        assert len(re.findall(r"<h1\b", page)) == 1


# In a browser


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with opened(tmp_path_factory.mktemp("chromium")) as window:
        yield window


def typed(window: Chrome, *keys: str) -> None:
    ActionChains(window).send_keys(*keys).perform()


def test_a_suggestion_is_chosen_with_the_keyboard_alone(chromium: Chrome, served: str) -> None:
    with watched(chromium) as window:
        window.get(f"{served}/")
        typed(window, "/", "toy wom")
        until(window, "document.querySelectorAll('[role=option]').length > 0")
        field = window.find_element(By.ID, "name")
        assert field.get_attribute("aria-expanded") == "true"
        typed(window, Keys.ARROW_DOWN)
        chosen = window.find_element(By.ID, field.get_attribute("aria-activedescendant") or "")
        assert chosen.get_attribute("aria-selected") == "true" and "toy woman" in chosen.text
        typed(window, Keys.ESCAPE)
        assert field.get_attribute("aria-expanded") == "false" and field.get_attribute("value") == "toy wom"
        typed(window, "a")
        until(window, "document.querySelectorAll('[role=option]').length > 0")
        typed(window, Keys.ARROW_DOWN, Keys.ENTER)
        until(window, "location.pathname != '/'")
        assert window.current_url == f"{served}/case/pmid-0000001/toy-woman"


def test_enter_without_a_choice_asks_for_the_text(chromium: Chrome, served: str) -> None:
    with watched(chromium) as window:
        window.get(f"{served}/download/")
        window.find_element(By.ID, "search").send_keys("HP:0002500", Keys.ENTER)
        until(window, "location.pathname == '/term/HP:0002500'")


def test_what_may_be_copied_is_copied_and_said(chromium: Chrome, served: str) -> None:
    with watched(chromium) as window:
        window.get(f"{served}/case/pmid-0000001/toy-woman")
        window.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]})
        window.execute_script("document.querySelector('.take details:has(#citation)').open = true")
        button = window.find_element(By.CSS_SELECTOR, "[data-copies=citation]")
        button.click()
        until(window, "/Copied|Marked/.test(document.querySelector('[data-copies=citation]').textContent)")


def test_scripts_and_styles_of_pages_name_no_other_host() -> None:
    folder = Path(__file__).parents[1] / "api" / "pages" / "static"
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|@import|eval\(|innerHTML", text), path.name


@pytest.mark.parametrize(
    ("at", "led"),
    [
        ("/people?sort=onset", "/toy/people?sort=onset"),
        (f"{BASE}case/toy", "/toy/case/toy"),
        ("https://toy.example/paper", "https://toy.example/paper"),
        ("javascript:toy", "/toy/term/javascript:toy"),
    ],
)
def test_links_lead_below_the_place_of_the_server_or_to_the_web(at: str, led: str) -> None:
    assert led_to("/toy", at) == led
