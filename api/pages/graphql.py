"""How to ask in GraphQL, for someone who opens the endpoint in a browser."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from api.pages.frame import framed, html

EXAMPLE: Final = """{
  cases(where: {findings: [{term: "HP:0002500", status: PRESENT}]}, first: 5) {
    totalCount
    nodes {
      label
      ageAtOnset
      genotypes { variant { label } zygosity { label } }
      findings(where: {imaging: true}) { status label term { curie } }
      paper { pmid }
    }
  }
}"""
_PAGE: Final = """<h1>Ask in GraphQL</h1>
<p>POST a query as JSON to this address; the <a href="/graphql/schema.graphql">schema</a> describes every field.
Any GraphQL client works; nothing here needs a script in your browser.</p>
<h2>Example</h2><p>Who has a change of the cerebral white matter, which variants, and which paper says so?</p>
<pre>$query</pre>
<pre>curl -H 'Content-Type: application/json' --data-binary @question.json ADDRESS/graphql</pre>
<p>where <code>question.json</code> is <code>{"query": "..."}</code>.</p>"""


def graphql_page() -> Response:
    """The page."""
    return framed("GraphQL", html(_PAGE, query=EXAMPLE))
