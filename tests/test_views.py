"""Every view can be taken along: a link that leads back to it, its table, its picture, its queries, how to cite it."""

import csv
import io
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from api.addresses import address
from api.portraits import ROOMS
from api.views import VIEWS
from kg.engine import Engine
from kg.lexicon.spelling import PROLOGUE
from kg.names import BASE
from kg.release import Release
from tests.each_release import EVERY
from tests.views import asked, page, query, reader

HEAVIEST = 400_000
"""Bytes of a page."""
TERMS = ("HP:0002500", "HP:0001250", "kg:BiallelicCase", "kg:hasFinding", "MONDO:0800027", "UBERON:0002336")
ASKING = {"/findings/seen": "/findings/seen?term=HP:0002500"}
"""What views that show nothing unasked are asked here."""
SILENT = {"graph", "mention", "reading", "reference", "statistic", "transcript"}
"""Rooms of things that GraphQL does not list by themselves."""


def one_of_each(engine: Engine) -> list[str]:
    """The address of every view, and of the first thing of every room that has any."""
    things = [*(ASKING.get(path, path) for path in VIEWS), *(f"/term/{name}" for name in TERMS)]
    for room in ROOMS:
        rows = engine.rows(f"""{PROLOGUE} SELECT (MIN(STR(?x)) AS ?first) {{
            ?x a ?type FILTER(STRSTARTS(STR(?x), "{BASE}{room}/")) }}""")
        things += [address(row["first"].value) for row in rows if "first" in row]
    return things


@pytest.mark.parametrize("name", EVERY)
def test_a_view_is_taken_along(name: str, request: pytest.FixtureRequest) -> None:
    release: Release = request.getfixturevalue(f"{name}_release")
    engine: Engine = request.getfixturevalue(name)
    client = reader(engine, release)
    shown = [at for at in one_of_each(engine) if client.get(at).status_code == 200]
    assert {ASKING.get(path, path) for path in VIEWS} <= set(shown) and len(shown) > len(VIEWS) + 10
    for at in shown:
        text = page(client, at)
        assert len(text.encode()) < HEAVIEST, at
        assert len(re.findall(r"<h1\b", text)) == 1, at
        assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=\"", text), at
        offered = {kind: unescape(link) for link, kind in re.findall(r'<a href="([^"]+)"[^>]* type="([^"]+)"', text)}
        table_is_there(client, offered["text/csv"])
        if "image/svg+xml" in offered:
            picture_is_there(client, offered["image/svg+xml"], offered["image/png"])
        [back] = re.findall(r'<a href="([^"]+)" rel="bookmark"', text)
        assert page(client, unescape(back)) == text, at
        queries_answer(client, at, text)


def table_is_there(client: TestClient, at: str) -> None:
    answer = client.get(at)
    assert answer.status_code == 200 and answer.headers["content-type"] == "text/csv; charset=utf-8", at
    head, *rows = csv.reader(io.StringIO(answer.text, newline=""))
    assert len(set(head)) == len(head) and all(len(row) == len(head) for row in rows), at


def picture_is_there(client: TestClient, svg: str, png: str) -> None:
    """A drawing in XML that does nothing; its links lead to where the graph is published, not to this server."""
    drawn = client.get(svg)
    assert (
        drawn.headers["content-type"] == "image/svg+xml"
        and "default-src 'none'" in drawn.headers["content-security-policy"]
    )
    for one in ElementTree.fromstring(drawn.content).iter():
        assert one.tag.rpartition("}")[2] not in ("script", "style", "foreignObject", "image"), svg
        assert not {"style", "onload", "onclick"} & set(one.attrib), svg
        assert one.get("href", "#").startswith(("https://", "http://", "#")), svg
    assert client.get(png).content.startswith(b"\x89PNG\r\n"), png


def queries_answer(client: TestClient, at: str, text: str) -> None:
    sparql = query(text, "sparql")
    assert sparql, at
    answer = client.get(
        "/sparql", params={"query": sparql}, headers={"accept": "application/sparql-results+json, text/turtle"}
    )
    assert answer.status_code == 200, (at, answer.text[:300])
    if query(text, "graphql"):
        asked(client, text)
    else:
        assert at.split("/")[1] in SILENT or at in ("/about", "/model") or at.startswith("/term/"), at
