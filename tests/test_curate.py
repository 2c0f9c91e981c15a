"""`kg curate`: the page decides only for a form of its own, never twice, and is nowhere in what `kg serve` serves."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.app import make_app
from api.curate.app import make_curate_app
from api.curate.opened import opened
from kg.build.inputs import Inputs
from kg.cli import app
from kg.engine import Engine
from kg.review.desk import ReviewDesk
from kg.review.passages import LaidText
from kg.review.terms import TermDesk
from kg.sources.positions import value_of
from kg.texts.read import read_text
from tests.checkout import ROOT
from tests.conftest import awaited, free_port
from tests.small import small_hpo
from tests.test_review_command import TEXT
from tests.test_review_desk import DAY, TOY

HERE = "http://127.0.0.1:8001"
TOKEN = "toy-token"
TERMS = TermDesk(replace(Inputs.shipped(), hpo=small_hpo(), pins={}, evidence=ROOT / "tests" / "toy" / "evidence"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "toy.yaml").write_text(TOY, "utf-8")
    (tmp_path / "toy.txt").write_text(TEXT, "utf-8")
    return tmp_path / "toy.yaml"


def client_of(*paths: Path, **more: object) -> TestClient:
    pairs = [
        (ReviewDesk(one, DAY), LaidText(read_text(text)) if (text := one.with_suffix(".txt")).exists() else None)
        for one in paths
    ]
    app = make_curate_app(opened(pairs, TERMS, TOKEN))
    return TestClient(app, base_url=HERE, follow_redirects=False, **more)  # type: ignore[arg-type]


@pytest.fixture
def client(path: Path) -> TestClient:
    return client_of(path)


def form(client: TestClient, at: str = "", **more: str) -> dict[str, str]:
    """What a browser sends of the page of a candidate, with what a person adds."""
    page = client.get("/curate/1", params={"at": at} if at else {}).text
    hidden = re.findall(r'<input type="hidden" name="(token|state|at|seen)" value="([^"]*)">', page)
    return {**dict(hidden), **more}


def send(client: TestClient, data: dict[str, str], **headers: str) -> httpx2.Response:
    return client.post("/curate/1", data=data, headers={"origin": HERE, **headers})  # type: ignore[return-value]


def value(path: Path) -> dict[str, list[dict[str, object]]]:
    return value_of(path.read_text("utf-8"))


def test_the_page_shows_the_candidate_in_its_text_with_progress_and_people(client: TestClient) -> None:
    page = client.get("/curate/1", params={"at": "cases.0.phenotypes.0"}).text
    assert '<mark class="now" id="here" tabindex="-1">tremor was suspected</mark>' in page
    assert 'href="/curate/1?at=cases.0.phenotypes.1"' in page  # its quote, lightly marked, leads to it
    assert "0 of 7 decided" in page and "<dd>Tremor (HP:0001337)</dd>" in page and "<p>suspected</p>" in page
    assert re.search(r'by=toy\+woman">toy woman</a> <span class="soft">4 of 4 open', page)
    assert page.count('<small class="at">') >= 2 and "Case report, paragraph 1" in page


def test_a_decision_is_in_the_file_and_leads_to_the_next_that_is_open(client: TestClient, path: Path) -> None:
    done = send(client, form(client, deed="accept"))
    assert done.status_code == 303 and done.headers["location"] == "/curate/1?at=cases.0&did=accept"
    assert "proposed" not in value(path)["paper"]
    done = send(client, form(client, "cases.0.phenotypes.1", deed="refuse"))
    assert (
        done.headers["location"] == "/curate/1?at=cases.0.quoted.0&did=refuse" or "aside.0" in done.headers["location"]
    )
    assert value(path)["cases"][0]["phenotypes"][1]["proposed"] == "refused"  # type: ignore[index]


def test_a_change_writes_what_is_otherwise_and_a_term_by_words(client: TestClient, path: Path) -> None:
    at = "cases.0.phenotypes.0"
    same = {"is.status": "absent", "is.text": "tremor", "is.side": "", "is.hpo": "ataxia", "is.onset_age": "35"}
    assert send(client, form(client, at, deed="change", **same)).status_code == 303
    assert value(path)["cases"][0]["phenotypes"][0] == {  # type: ignore[index]
        "text": "tremor",
        "hpo": "HP:0001251",
        "label": "Ataxia",
        "status": "absent",
        "quote": "tremor was suspected",
        "onset_age": 35,
    }
    wrong = send(client, form(client, "paper", deed="change", **{"is.design": "novel"}))
    assert wrong.status_code == 422 and "&#39;novel&#39; is not allowed here" in wrong.text
    several = send(
        client, form(client, "cases.0.phenotypes.1", deed="change", **{"is.hpo": "white matter", "is.side": "left"})
    )
    assert several.status_code == 200 and 'name="is.side" value="left"' in several.text
    none = send(client, form(client, "cases.0.phenotypes.1", deed="change", **{"is.hpo": "HP:9999999"}))
    assert none.status_code == 422 and "no term is called" in none.text


def test_terms_are_found_by_words(client: TestClient) -> None:
    found = client.get("/curate/terms", params={"q": "resting tremor"}).json()
    assert found[0]["id"] == "HP:0002322" and client.get("/curate/terms").json() == []


def test_a_doubt_a_gift_and_what_nobody_has(client: TestClient, path: Path) -> None:
    assert send(client, form(client, "cases.0.phenotypes.0", deed="doubt", doubt="toy doubt")).status_code == 303
    assert value(path)["doubts"] == [{"text": "toy doubt", "about": "case:toy woman"}]
    assert send(client, form(client, "aside.0", deed="accept")).status_code == 422
    given = send(client, form(client, "aside.0", deed="give", person="toy man"))
    assert given.headers["location"] == "/curate/1?at=aside.0&did=give"  # the other has moved up
    assert value(path)["cases"][1]["imaging"][0]["text"] == "toy spot"  # type: ignore[index]


def test_all_of_a_person_at_once_with_the_count_told_before_and_one_by_one_back(client: TestClient, path: Path) -> None:
    page = client.get("/curate/1", params={"at": "cases.0"}).text
    assert "Accept 3 in which nothing is doubtful" in page and "Refuse all 4 that are open" in page
    send(client, form(client, "cases.0", deed="accept all"))
    assert value(path)["cases"][0]["phenotypes"][0]["proposed"] is True  # type: ignore[index]
    assert value(path)["cases"][0]["sex"] == "female"
    for _ in range(3):
        assert send(client, form(client, deed="undo")).status_code == 303
    assert path.read_text("utf-8") == TOY
    nothing = send(client, form(client, deed="undo"))
    assert nothing.status_code == 422 and "nothing was decided on toy.yaml" in nothing.text


def test_a_form_sent_twice_or_from_an_old_window_decides_nothing(client: TestClient, path: Path) -> None:
    old = form(client, "cases.0.phenotypes.0")
    assert send(client, {**old, "deed": "refuse"}).status_code == 303
    text = path.read_text("utf-8")
    for again in ("refuse", "accept", "doubt", "accept all", "undo"):
        late = send(client, {**old, "deed": again, "doubt": "x"})
        assert late.status_code == 409 and "nothing was decided" in late.text, again
    assert path.read_text("utf-8") == text
    path.write_text(text.replace("text: ataxia", "text: by hand"), "utf-8")
    moved = send(client, {**form(client, "aside.1", deed="refuse"), "seen": "0" * 12})
    assert moved.status_code == 409
    assert client.get("/curate/1", params={"at": "aside.1"}).status_code == 200


def test_to_look_changes_nothing(client: TestClient, path: Path) -> None:
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    given = form(client, "cases.0", deed="accept")
    for address in ("/curate/1", "/curate/1?at=cases.0&deed=accept", "/", "/curate", "/curate/terms?q=tremor"):
        client.get(address, params=given)
        client.head(address)
    for method in ("put", "delete", "patch", "options"):
        assert getattr(client, method)("/curate/1", headers={"origin": HERE}).status_code == 405
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://toy.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8001"},
        {"origin": "http://127.0.0.1:8002"},
        {"origin": "http://127.0.0.1:8001.toy.example"},
        {"origin": "", "referer": "http://toy.example/127.0.0.1:8001/"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_of_another_page_decides_nothing(client: TestClient, path: Path, headers: dict[str, str]) -> None:
    refused = send(client, form(client, deed="accept"), **headers)
    assert refused.status_code == 403 and path.read_text("utf-8") == TOY
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(
    "host", ["toy.example", "127.0.0.1.toy.example", "toy.example:8001", "127.0.0.1@toy", "", "[", "10.0.0.1"]
)
def test_another_name_for_this_machine_is_refused(client: TestClient, host: str) -> None:
    refused = client.get("/curate/1", headers={"host": host})
    assert refused.status_code == 403 and "tremor" not in refused.text
    assert client.get("/curate/1", headers={"host": "[::1]:8001"}).status_code == 200


@pytest.mark.parametrize("token", ["", "other", "ü"])
def test_a_form_without_the_word_of_this_start_decides_nothing(client: TestClient, path: Path, token: str) -> None:
    assert send(client, form(client, deed="accept", token=token)).status_code == 403
    assert path.read_text("utf-8") == TOY


def test_odd_requests_get_a_page_that_helps(client: TestClient, path: Path) -> None:
    for address in (
        "/curate/2",
        "/curate/0",
        "/curate/x",
        "/curate/1/..%2f..%2fetc",
        "/nothing",
        "/curate/static/none",
    ):
        assert client.get(address).status_code == 404, address
    assert send(client, form(client, deed="nothing")).status_code == 422
    assert send(client, {**form(client), "deed": "accept", "at": "../toy"}).status_code == 409
    assert send(client, form(client, deed="doubt", doubt="x" * 200_000)).status_code == 413
    gone = client.get("/curate/1", params={"at": "cases.9.phenotypes.9"})
    assert gone.status_code == 200 and "not there any more" in gone.text
    path.write_text("paper: [", "utf-8")
    broken = client.get("/curate/1")
    assert broken.status_code == 422 and "toy.yaml:" in broken.text
    path.write_text("cases: 3", "utf-8")
    assert client.get("/curate/1").status_code == 422
    path.unlink()
    assert client.get("/curate/1").status_code == 422


class Harmless(HTMLParser):
    """Fails at a script or a style in a page, and at an address elsewhere."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            assert not name.startswith("on") and name != "style", (tag, attrs)
            assert name not in ("src", "href", "action") or re.match(r"/(?!/)|#", value or ""), (tag, attrs)
        assert tag != "style" and (tag != "script" or "src" in dict(attrs))


def test_whatever_a_text_or_a_file_says_is_shown_as_words(path: Path) -> None:
    evil = "<script>alert(1)</script>\" onload='x"
    path.write_text(TOY.replace("text: toys fall over", f"text: {json.dumps(evil)}"), "utf-8")
    path.with_suffix(".txt").write_text(f"{TEXT}\n{evil}\n", "utf-8")
    client = client_of(path)
    for query in ({"at": "aside.1"}, {"by": evil}, {"at": evil}, {"did": evil}):
        page = client.get("/curate/1", params=query)
        assert page.status_code == 200 and "<script>alert" not in page.text and "onload='" not in page.text
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src 'self'" in policy
        Harmless().feed(page.text)


def test_filters_show_what_is_doubtful_first_or_of_one_person(client: TestClient) -> None:
    first = client.get("/curate/1", params={"order": "doubtful", "by": "toy woman"}).text
    assert "<h1>present: tremor = Tremor (HP:0001337)</h1>" in first
    assert 'name="order" value="doubtful"' in first and 'name="by" value="toy woman"' in first
    assert "All of this list" not in first and "All 4 of this list" in first


def test_to_finish_drops_what_was_refused(client: TestClient, path: Path) -> None:
    assert send(client, form(client, deed="finish")).status_code == 422
    for deed in ("accept", "accept all", "refuse", "refuse", "refuse"):
        assert send(client, form(client, deed=deed)).status_code == 303
    page = client.get("/curate/1").text
    assert "All is decided" in page and 'data-key="f"' in page
    assert send(client, form(client, deed="finish")).status_code == 303
    assert "refused" not in path.read_text("utf-8") and "aside" not in value(path)
    done = client.get("/curate/1").text
    assert "<h1>Finished</h1>" in done and "kg check --against toy.txt toy.yaml" in done and 'data-key="f"' not in done


def test_several_files_and_one_without_a_text(path: Path) -> None:
    other = path.with_name("other.yaml")
    other.write_text(TOY, "utf-8")
    client = client_of(path, other)
    listed = client.get("/curate").text
    assert 'href="/curate/2">other.yaml' in listed and "0 of 7 decided" in listed
    assert "No text was given" in client.get("/curate/2").text
    assert client_of(path).get("/curate").headers["location"] == "/curate/1"


def test_what_is_served_to_the_world_has_no_such_page(toy: Engine) -> None:
    served = TestClient(make_app(toy))  # type: ignore[arg-type]
    for address in ("/curate", "/curate/1", "/curate/terms", "/curate/static/keys.js"):
        assert served.get(address).status_code == 404
        assert served.post(address).status_code in (404, 405)
    routes = make_app(toy).rest.router.routes  # type: ignore[arg-type,attr-defined]
    assert not [one.path for one in routes if "curate" in getattr(one, "path", "")]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "toy.example", ""])
def test_it_listens_to_nobody_else(path: Path, host: str) -> None:
    refused = CliRunner().invoke(app, ["curate", str(path), "--host", host, "--no-open"])
    assert refused.exit_code == 1 and "right would be one of: 127.0.0.1, ::1" in str(refused.exception)


@contextmanager
def curating(log: Path, *files: Path | str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`kg curate` as a process of its own, until it is killed."""
    port = free_port()
    command = [sys.executable, "-m", "kg", "curate", *map(str, files), "--port", str(port), "--no-open"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stderr=out, env=os.environ.copy())
    address = f"http://127.0.0.1:{port}"
    try:
        awaited(f"{address}/curate", process, log)
        yield address, process
    finally:
        process.kill()
        process.wait()


def test_a_killed_server_loses_no_decision(path: Path) -> None:
    for deed in ("accept", "refuse"):
        files = (path, path.with_suffix(".txt"))
        served = curating(path.with_suffix(".log"), *files)
        with served as (address, _), httpx2.Client(base_url=address, timeout=60) as window:
            page = window.get("/curate/1").text
            hidden = dict(re.findall(r'type="hidden" name="(token|state|at|seen)" value="([^"]*)">', page))
            assert len(hidden["token"]) > 20
            done = window.post("/curate/1", data={**hidden, "deed": deed}, headers={"origin": address})
            assert done.status_code == 303
    now = value(path)
    assert "proposed" not in now["paper"] and now["cases"][0]["proposed"] == "refused"
    client = client_of(path)
    assert "2 of 7 decided" in client.get("/curate/1").text
    for _ in range(2):
        assert send(client, form(client, deed="undo")).status_code == 303
    assert path.read_text("utf-8") == TOY
