"""The endpoint of GraphQL as a person sees it in a browser: GraphiQL, with questions that are ready.

Without a script, and where the bundle was not made (`make web`), the page says in words how to ask.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from api.editor import Bundle
from api.pages.frame import HEADERS, Html, framed, html, joined
from api.pages.sparql import POLICY

_PAGE: Final = """<h1>Ask in GraphQL</h1>
<div id="plain"><p>POST a query as JSON to this address; the <a href="/schema.graphql">schema</a> describes every field.
Any GraphQL client works; nothing here needs a script in your browser. What GraphQL cannot say,
<a href="/sparql">SPARQL</a> can.</p>
<pre>curl -H 'Content-Type: application/json' --data-binary @question.json ADDRESS/graphql</pre>
<p>where <code>question.json</code> is <code>{"query": "..."}</code>, with <code>"variables": {...}</code> where it has
some.</p>
$examples
$hint</div>$editor"""
_EXAMPLE: Final = """<section id="$name"><h2>$title</h2>
<p>$question <a href="/graphql?$asked">Its answer</a></p><pre>$query</pre>$variables</section>"""
_BUNDLE: Final = """<div id="graphiql"></div><script type="application/json" id="examples">$examples</script>
<link rel="stylesheet" href="$css"><script src="$js" defer></script>"""
_PLAIN: Final = """<p class="note"><code>make web</code> makes this page an editor that completes names and explains
every field; it needs a package index once, to build.</p>"""


@dataclass(frozen=True, slots=True)
class Example:
    """A question that is ready: `name` is unique, `variables` is a JSON object or nothing."""

    name: str
    title: str
    question: str
    query: str
    variables: str = ""


def graphql_page(examples: Sequence[Example] = (), bundled: bool | None = None) -> Response:
    """The page; GraphiQL opens with the first example. `bundled=False` leaves GraphiQL out even where it is there."""
    bundle = _bundle() if bundled is not False else {}
    told = joined([_example(one) for one in examples])
    if not bundle:
        return framed("GraphQL", html(_PAGE, examples=told, hint=Html(_PLAIN), editor=Html()))
    editor = html(_BUNDLE, examples=_data(examples), css=bundle["graphiql.css"], js=bundle["graphiql.js"])
    page = framed("GraphQL", html(_PAGE, examples=told, hint=Html(), editor=editor))
    page.headers.update({**HEADERS, "content-security-policy": POLICY})
    return page


@cache
def _bundle() -> dict[str, str]:
    """Read once: what runs is what was there at the start."""
    found = Bundle.read(page="graphiql")
    return dict(found.addresses) if found else {}


def _data(examples: Sequence[Example]) -> Html:
    """JSON within HTML; no text in it can end the element it stands in."""
    return Html(json.dumps([asdict(one) for one in examples], ensure_ascii=False).replace("<", "\\u003c"))


def _example(one: Example) -> Html:
    asked = urlencode({"query": one.query, **({"variables": one.variables} if one.variables else {})})
    variables = html("<p>with the variables</p><pre>$x</pre>", x=one.variables) if one.variables else Html()
    return html(
        _EXAMPLE,
        name=one.name,
        title=one.title,
        question=one.question,
        asked=asked,
        query=one.query,
        variables=variables,
    )
