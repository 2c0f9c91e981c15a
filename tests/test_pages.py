"""Pages are made of templates: no HTML in Python, one frame, and whatever a value holds stays text."""

import ast
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

import api
from api.app import make_app
from api.pages.problem import problem_page
from api.pages.thing import choice_page
from kg.engine.memory import MemoryEngine
from kg.lexicon import Named
from kg.names import BASE, OBO, OIO, RDF, RDFS, SKOS
from tests.checkout import files

API = Path(api.__file__).parent
TEMPLATES = API / "pages" / "templates"
FILES = sorted(files("api", endings=(".py",)))
TAGS = """a aside b body br button code div em form h[1-6] head html i img input label li link main meta nav ol p pre
script section small span strong style table tbody td textarea th thead title tr ul"""
TAG = re.compile(rf"</?(?:{'|'.join(TAGS.split())})\b[^<]*>")


def literals(tree: ast.Module) -> Iterator[str]:
    """Every text in a module but its docstrings."""
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(API).as_posix())
def test_no_html_is_written_in_python(path: Path) -> None:
    assert [text for text in literals(ast.parse(path.read_text(encoding="utf-8"))) if TAG.search(text)] == []


def test_one_module_knows_the_templates() -> None:
    knowing = [
        path.name for path in FILES if re.search(r"^\s*(?:from|import) (?:jinja2|markupsafe)", path.read_text(), re.M)
    ]
    assert knowing == ["frame.py"]


def test_no_template_lets_a_value_through_and_each_page_has_the_frame() -> None:
    files = {path.relative_to(TEMPLATES).as_posix(): path for path in TEMPLATES.rglob("*.*")}
    texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    taken = re.compile(r'{% -?(?:include|import|from) "([^"]+)"')
    parts = {name for text in texts.values() for name in taken.findall(text)} | {"frame.html", "term.html"}
    for name, text in texts.items():
        path = files[name]
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", text), path.name
        assert not re.search(r"""(?:href|src|action)=["']/""", text), f"{path.name}: before a path stands `base`"
        drawn = path.parent.name == "drawings"
        assert drawn or name in parts or re.search(r'{% extends "(?:frame|view|sparql|\w+).html" %}', text), path.name


class Seen(HTMLParser):
    """The tags of a page, with the names of their attributes, and its texts: those between tags and in attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


HOSTILE = (
    *("<script>alert(1)</script>", "</title><b>", "</textarea>", "<!--", '"onclick="x', "'x='", "&lt;", "&amp;"),
    *("{{7*7}}", "{%raw%}", "$body", "]]>", "\\u003c", "toy"),
)
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["C", "Z"]), max_size=5)
THING, TERM, KIND = BASE + "family/toy", OBO + "HP_0000001", OBO + "HP_0000002"


def graph(value: str) -> bytes:
    """A thing and a term; each literal is this value."""
    said = {
        THING: (RDFS + "label", RDFS + "comment", SKOS + "scopeNote"),
        TERM: (RDFS + "label", OBO + "IAO_0000115", SKOS + "scopeNote", OIO + "hasExactSynonym"),
        KIND: (RDFS + "label",),
    }
    lines = [f"<{iri}> <{name}> {value}" for iri, names in said.items() for name in names]
    lines += [f"<{THING}> <{RDF}type> <{KIND}>", f"<{TERM}> <{RDFS}subClassOf> <{KIND}>"]
    return "".join(f"{line} <{BASE}graph/ontology> .\n" for line in lines).encode()


def pages(text: str) -> dict[str, str]:
    """A page of every kind over that graph, asked with that text."""
    value = json.dumps(text, ensure_ascii=False)
    app = make_app(MemoryEngine.of_lines(graph(value)), manifest={"title": text, "version": text})
    client = TestClient(app, headers={"accept": "text/html"})
    asked = {
        "rows": f"SELECT ?toy {{ VALUES ?toy {{ {value} <{THING}> }} }}",
        "graph": f"CONSTRUCT {{ <{THING}> ?p {value} }} {{ <{THING}> ?p ?o }}",
        "fault": f"SELECT {value} {{",
    }
    found = {
        "first": client.get("/"),
        "thing": client.get("/family/toy"),
        "term": client.get("/term/HP:0000001"),
        "missing": client.get("/find", params={"name": f"nothing is called {text}"}),
        **{name: client.get("/sparql", params={"query": query}) for name, query in asked.items()},
    }
    assert [one.status_code for one in found.values()] == [200, 200, 200, 404, 200, 200, 400]
    named = [Named(THING, text, text)]
    about = {"status": 504, "title": text, "detail": text, "hint": text, "excerpt": text, "supported": [text]}
    made = {"problem": problem_page("", about, f"/{text}", text), "choice": choice_page("", text, named)}
    return {name: one.text for name, one in found.items()} | {
        name: bytes(one.body).decode() for name, one in made.items()
    }


@given(st.lists(TEXTS, min_size=1, max_size=3).map("".join).filter(len))
def test_whatever_a_value_holds_it_stays_text(text: str) -> None:
    plain = pages("toy")
    for name, page in pages(text).items():
        seen = Seen(page)
        assert seen.tags == Seen(plain[name]).tags, name
        shown = json.dumps(text, ensure_ascii=False) if name in ("graph", "fault") else text
        assert any(shown in one for one in seen.texts), name
