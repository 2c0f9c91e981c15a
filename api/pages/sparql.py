"""The endpoint as a person sees it in a browser: the query, its answer as a table, and questions that are ready.

The page works without a script. Where the editor's bundle was made (`make web`), its script turns the text field into
an editor and fetches this same page for each answer, so that there is one way to show an answer, and it is here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from starlette.responses import Response

from api.addresses import address, term_address
from api.editor import Bundle
from api.pages.frame import HEADERS, Html, framed, html, joined
from kg.engine import Answer, Form
from kg.engine.questions import ReadyQuestion, catalogue
from kg.names import BASE, KG, OBO, PREFIXES, contract

EXAMPLE: Final = """PREFIX kg: <https://w3id.org/csf1r-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?case ?label WHERE { ?case a kg:Case ; rdfs:label ?label } ORDER BY ?label LIMIT 20"""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page with the editor may do: load and ask from here, and nowhere else."""
_PAGE: Final = """<h1>Ask in SPARQL</h1>
<div class="ask"><div>
<form id="ask" action="/sparql" method="get" data-prefixes="$prefixes"><label for="query">Query</label>
<textarea id="query" name="query" spellcheck="false" rows="16">$query</textarea>
<p><button>Ask</button> <span id="keys"></span> <span id="state" role="status"></span></p></form>
<section id="answer" aria-label="Answer">$answer</section>
</div>
$examples
</div>$editor"""
_EXAMPLES: Final = """<aside id="examples" aria-label="Questions that are ready"><h2>Questions</h2>
<ul>$items</ul></aside>"""
_EXAMPLE: Final = (
    """<li><a href="/sparql?query=$query" title="$keywords">$title</a>$far<br><small>$question</small></li>"""
)
_BUNDLE: Final = """<link rel="stylesheet" href="$css"><script src="$js" defer></script>"""
_PLAIN: Final = """<p class="note">This is the plain form. <code>make web</code> adds an editor that completes names and
marks mistakes; it needs a package index once, to build.</p>"""
_FAULT: Final = """<div class="note" role="alert" data-line="$line" data-column="$column">
<p><strong>$detail</strong></p>$place$hint</div>"""
_LINK: Final = """<a href="/sparql?query=$query&amp;format=$form" download="answer.$ending">$name</a>"""
_ROWS: Final = (("CSV", "csv", "csv"), ("TSV", "tsv", "tsv"), ("JSON", "json", "json"), ("XML", "xml", "xml"))
_TRIPLES: Final = (
    ("Turtle", "turtle", "ttl"),
    ("N-Triples", "ntriples", "nt"),
    ("RDF/XML", "xml", "rdf"),
    ("JSON-LD", "json", "jsonld"),
)
"""For each download: its name, the word for `format=`, and how the file's name ends."""


def question_page(query: str = "", fault: str | None = None, place: dict[str, Any] | None = None) -> Response:
    """The form, with what was wrong with the query where something was."""
    if fault is None:
        return _page(query)
    found = place or {}
    marked = html("<pre>$x</pre>", x=found["excerpt"]) if found.get("excerpt") else Html()
    helps = html("<p>$x</p>", x=found["hint"]) if found.get("hint") else Html()
    line, column = found.get("line") or "", found.get("column") or ""
    return _page(query, html(_FAULT, detail=fault, place=marked, hint=helps, line=line, column=column), 400)


def answer_page(query: str, answer: Answer, most: int, notes: Sequence[str] = ()) -> Response:
    """The form with the answer below it, and notes before that; a longer table is cut, which the page says."""
    shown = _graph(query, answer) if answer.form is Form.GRAPH else _table(query, answer, most)
    return _page(query, joined([*(html('<p class="note">$x</p>', x=one) for one in notes), shown]))


def _page(query: str, answer: Html | None = None, status: int = 200) -> Response:
    bundle = _bundle()
    editor = html(_BUNDLE, css=bundle["editor.css"], js=bundle["editor.js"]) if bundle else html(_PLAIN)
    known = json.dumps(PREFIXES) if bundle else ""
    body = html(
        _PAGE, query=query or EXAMPLE, prefixes=known, answer=answer or Html(), examples=_examples(), editor=editor
    )
    page = framed("SPARQL", body, status)
    if bundle:
        page.headers.update({**HEADERS, "content-security-policy": POLICY})
    return page


@cache
def _bundle() -> dict[str, str]:
    """Read once: what runs is what was there at the start."""
    found = Bundle.read()
    return dict(found.addresses) if found else {}


@cache
def _examples() -> Html:
    return html(_EXAMPLES, items=joined([_example(one) for one in catalogue()]))


def _example(one: ReadyQuestion) -> Html:
    far = html(" <small>(asks elsewhere too)</small>") if one.federates_with else Html()
    query, keywords = quote(one.text, safe=""), ", ".join(one.keywords)
    asked = f"{one.question} ({one.remarks})" if one.remarks else one.question
    return html(_EXAMPLE, query=query, keywords=keywords, title=one.title, far=far, question=asked)


def _links(query: str, forms: tuple[tuple[str, str, str], ...]) -> Html:
    asked = quote(query, safe="")
    own = html('<a id="permalink" href="/sparql?query=$query">link to this question</a>', query=asked)
    files = [html(_LINK, query=asked, form=form, ending=ending, name=name) for name, form, ending in forms]
    return html('<p class="files">Whole answer: $files · $own</p>', files=joined(files), own=own)


def _graph(query: str, answer: Answer) -> Html:
    text = answer.body.decode()
    return html("<h2>A graph</h2>$links<pre>$text</pre>", links=_links(query, _TRIPLES), text=text)


def _table(query: str, answer: Answer, most: int) -> Html:
    found = json.loads(answer.body)
    if "boolean" in found:
        verdict = "Yes" if found["boolean"] else "No"
        return html("<h2>$verdict</h2>$links", verdict=verdict, links=_links(query, (_ROWS[2], _ROWS[3])))
    columns, rows = found["head"]["vars"], found["results"]["bindings"]
    head = joined([html('<th scope="col">$x</th>', x=name) for name in columns])
    body = [html("<tr>$cells</tr>", cells=joined([_cell(row.get(name)) for name in columns])) for row in rows[:most]]
    total = len(rows)
    cut = html('<p class="note">Shown are $most of $total rows; the files hold all.</p>', most=most, total=total)
    return html(
        '<h2>$count</h2>$cut$links<div class="wide" tabindex="0" role="region" aria-label="Rows"><table><thead>'
        "<tr>$head</tr></thead><tbody>$rows</tbody></table></div>",
        count=f"{total:,} row{'' if total == 1 else 's'}",
        cut=cut if total > most else Html(),
        links=_links(query, _ROWS),
        head=head,
        rows=joined(body),
    )


def _cell(value: dict[str, str] | None) -> Html:
    """A value as a cell: IRIs in their short form, as links; literals without their type."""
    if value is None:
        return Html("<td></td>")
    text = value["value"]
    if value["type"] != "uri":
        number = value.get("datatype", "").endswith(("#integer", "#decimal", "#double"))
        return html('<td class="n">$x</td>' if number else "<td>$x</td>", x=text)
    if not text.startswith(("https://", "http://")):
        return html("<td>$x</td>", x=text)
    return html('<td><a href="$here" title="$iri">$x</a></td>', here=_here(text), iri=text, x=contract(text))


def _here(iri: str) -> str:
    """Where a value is looked up: ours and the terms of ontologies on this server, all else at its owner's."""
    if iri.startswith(KG):
        return term_address(iri)
    return address(iri) if iri.startswith((BASE, OBO)) else iri
