"""The endpoint as a person sees it in a browser: the query, and its answer as a table."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from api.pages.frame import Html, framed, html, joined
from kg.ask import sheet
from kg.engine import Answer, Form

EXAMPLE = """PREFIX kg: <https://w3id.org/csf1r-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?case ?label WHERE { ?case a kg:Case ; rdfs:label ?label } ORDER BY ?label LIMIT 20"""
_FORM = """<h1>Ask in SPARQL</h1>
<form action="/sparql" method="get"><p><label for="query">Query</label></p>
<textarea id="query" name="query" spellcheck="false">$query</textarea>
<p><button>Ask</button></p></form>"""
_FAULT = '<div class="note"><p><strong>$detail</strong></p>$place$hint</div>'


def question_page(query: str = "", fault: str | None = None, place: dict[str, Any] | None = None) -> Response:
    """The form, with what was wrong with the query where something was."""
    form = html(_FORM, query=query or EXAMPLE)
    if fault is None:
        return framed("SPARQL", form)
    found = place or {}
    marked = html("<pre>$x</pre>", x=found["excerpt"]) if found.get("excerpt") else Html()
    helps = html("<p>$x</p>", x=found["hint"]) if found.get("hint") else Html()
    return framed("SPARQL", joined([form, html(_FAULT, detail=fault, place=marked, hint=helps)]), 400)


def answer_page(query: str, answer: Answer, most: int) -> Response:
    """The form with the answer below it; a longer table is cut, which the page says."""
    shown = _graph(answer) if answer.form is Form.GRAPH else _table(query, answer, most)
    return framed("Answer", joined([html(_FORM, query=query), shown]))


def _graph(answer: Answer) -> Html:
    return html("<h2>Answer</h2><pre>$text</pre>", text=answer.body.decode())


def _table(query: str, answer: Answer, most: int) -> Html:
    found = sheet(answer.body.decode())
    head = joined([html("<th>$x</th>", x=name) for name in found.columns])
    rows = [
        html("<tr>$cells</tr>", cells=joined([html("<td>$x</td>", x=cell) for cell in row]))
        for row in found.rows[:most]
    ]
    total = len(found.rows)
    cut = html('<p class="note">Shown are $most of $total rows; the files hold all.</p>', most=most, total=total)
    links = [
        html('<a href="/sparql?query=$query&amp;format=$form">$form</a>', query=quote(query, safe=""), form=form)
        for form in ("csv", "tsv", "json", "xml")
    ]
    return html(
        '<h2>$count</h2>$cut<p>Whole answer: $links</p><div class="wide"><table><thead><tr>$head</tr></thead>'
        "<tbody>$rows</tbody></table></div>",
        count=f"{total:,} row{'' if total == 1 else 's'}",
        cut=cut if total > most else Html(),
        links=joined(links),
        head=head,
        rows=joined(rows),
    )
