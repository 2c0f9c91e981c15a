"""Statements as HTML: each with the paper that says so and how it was read, or the mark of what no paper says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from api.addresses import address
from api.pages.frame import Html, html, joined
from kg.find import Depth, Ref
from kg.find.things import Fact
from kg.names import BASE, contract

READ: Final = {Depth.ABSTRACT: "abstract read", Depth.EXCERPT: "excerpt read", Depth.FULL_TEXT: "full text read"}
_MARKS: Final = {"computed": "computed here", "inferred": "inferred"}
LISTED: Final = 100
"""Values of one property on a page: what excludes a whole system of the body excludes a thousand terms below it."""
_LINK: Final = '<a href="$at">$label</a>'


def link(iri: str, label: str) -> Html:
    """A link to a thing's page on this server."""
    return html(_LINK, at=address(iri), label=label or contract(iri))


def cite(paper: Ref) -> Html:
    """A link to a paper by its key, with the title for whoever rests on it."""
    key = contract(paper.iri).removeprefix("paper:")
    return html('<a href="$at" title="$title">$key</a>', at=address(paper.iri), title=paper.label, key=key)


def value(fact: Fact) -> Html:
    """The other end of a statement. Only web addresses become links out, whatever a source wrote."""
    other = fact.other
    if other.kind == "iri":
        return link(other.value, fact.label)
    if other.kind == "blank":
        return Html("(an unnamed class expression)")
    if (other.datatype or "").endswith("#anyURI") and other.value.startswith(("https://", "http://")):
        return html('<a href="$x" rel="noreferrer">$x</a>', x=other.value)
    language = html(" <small>$x</small>", x=other.language) if other.language else Html()
    return html("$value$language", value=other.value, language=language)


def source(fact: Fact) -> Html:
    """Where a statement comes from: papers with depth of reading; else the graph; computed and inferred are marked."""
    parts = [html("<em>$x</em>", x=_MARKS[kind]) for kind in fact.kinds if kind in _MARKS]
    parts += [cite(paper) for paper in fact.papers]
    if fact.papers and fact.depth:
        parts.append(html("($x)", x=READ[fact.depth]))
    if not parts:
        parts = [link(one, contract(one).removeprefix(BASE)) for one in fact.graphs]
    return joined(parts)


def table(facts: Sequence[Fact], head: str) -> Html:
    """Statements grouped by property; an incoming one has the property's name with the arrow turned."""
    rows: list[Html] = []
    for _, same in groupby(facts, key=lambda fact: fact.property.iri):
        members = list(same)
        for place, fact in enumerate(members[:LISTED]):
            name = html(_LINK, at=address(fact.property.iri), label=fact.property.label) if place == 0 else Html()
            row = '<tr><th scope="row">$name</th><td>$value</td><td>$source</td></tr>'
            rows.append(html(row, name=name, value=value(fact), source=source(fact)))
        if len(members) > LISTED:
            cut = '<tr><th></th><td colspan="2">and $n more; the formats below have all of them</td></tr>'
            rows.append(html(cut, n=f"{len(members) - LISTED:,}"))
    return html(
        '<div class="wide"><table><thead><tr><th>property</th><th>$head</th><th>from</th></tr></thead>'
        "<tbody>$rows</tbody></table></div>",
        head=head,
        rows=joined(rows),
    )
