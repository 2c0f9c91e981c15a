"""The page of one thing: what it is, what is said of it and by whom, what is in doubt, what leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from api.addresses import SUFFIXES, address, term_address
from api.pages.facts import link, table
from api.pages.frame import Html, framed, html, joined
from kg.find import Ref
from kg.find.things import Thing, Word
from kg.lexicon import Named
from kg.names import BASE, KG, contract, term

_HEAD: Final = "<h1>$label</h1><p>$types<br><code>$iri</code></p>"
_FORMATS: Final = '<p><small>Also as $links. <a href="$asked">Ask in SPARQL</a> what is said of it.</small></p>'
_NAMES: Final = {".ttl": "Turtle", ".nt": "N-Triples", ".rdf": "RDF/XML", ".jsonld": "JSON-LD"}


def thing_page(thing: Thing, path: str, rewrites: Sequence[str], most: int, extra: Html = Html()) -> Response:  # noqa: B008
    """The page. `path` is its address, `rewrites` say how the name that was asked for led here."""
    parts = [
        _head(thing),
        joined([html('<p class="note">$x.</p>', x=text) for text in rewrites]),
        _doubts(thing),
        extra,
        html("<h2>What is said of it</h2>$table", table=table(thing.facts, "value")) if thing.facts else Html(),
        _incoming(thing, path, most),
        formats(path, thing.iri),
    ]
    return framed(thing.label, joined(parts))


def _head(thing: Thing) -> Html:
    shown = [link(one.iri, one.label) for one in thing.types[:12]]
    more = html(" and $n more", n=len(thing.types) - 12) if len(thing.types) > 12 else Html()
    types = html("$shown$more", shown=Html(", ".join(shown)), more=more)
    own = html(_HEAD, label=thing.label, types=types, iri=thing.iri)
    if thing.iri.startswith(BASE):
        return own
    out = html('<p>Its owner\'s page: <a href="$x" rel="noreferrer">$x</a></p>', x=thing.iri)
    return joined([own, out if thing.iri.startswith(("http://", "https://")) else Html()])


def _doubts(thing: Thing) -> Html:
    doubts = thing.values(term("hasDoubt"))
    if not doubts:
        return Html()
    items = [html("<li>$x</li>", x=link(one.other.value, one.label)) for one in doubts]
    return html('<div class="note"><h2>In doubt</h2><ul>$items</ul></div>', items=joined(items))


def _incoming(thing: Thing, path: str, most: int) -> Html:
    if not thing.links:
        return Html()
    last = thing.offset + len(thing.incoming)
    shown = html("$first to $last of ", first=thing.offset + 1, last=last) if len(thing.incoming) < thing.links else ""
    turns = []
    if thing.offset:
        turns.append(html('<a href="$path?offset=$n" rel="prev">before</a>', path=path, n=max(0, thing.offset - most)))
    if last < thing.links:
        turns.append(html('<a href="$path?offset=$n" rel="next">further</a>', path=path, n=last))
    return html(
        "<h2>What leads to it</h2><p>$shown$links statements. $turns</p>$table",
        shown=shown,
        links=f"{thing.links:,}",
        turns=joined(turns),
        table=table(thing.incoming, "of"),
    )


def formats(path: str, iri: str) -> Html:
    """Links to the other formats of a page."""
    links = [
        html('<a href="$at" type="$kind" rel="alternate">$name</a>', at=path + suffix, kind=SUFFIXES[suffix], name=name)
        for suffix, name in _NAMES.items()
    ]
    query = f"SELECT ?graph ?property ?value {{ GRAPH ?graph {{ <{iri}> ?property ?value }} }}"
    asked = "/sparql?query=" + quote(query, safe="")
    return html(_FORMATS, links=Html(", ".join(links)), asked=asked)


def ontology_page(about: Thing, words: Sequence[Word], path: str) -> Response:
    """Every class, property and value of our ontology, each at its own fragment."""
    row = (
        '<tr id="$id"><th scope="row"><a href="$at">$label</a></th><td><code>$name</code></td><td>$kind</td>'
        "<td>$text</td></tr>"
    )
    rows = [
        html(
            row,
            id=word.iri.removeprefix(KG),
            at=term_address(word.iri),
            label=word.label,
            name=contract(word.iri),
            kind=word.kind,
            text=word.definition,
        )
        for word in words
    ]
    listed = html(
        '<h2>Words</h2><div class="wide"><table><thead><tr><th>word</th><th>name</th><th>kind</th><th>meaning</th></tr>'
        "</thead><tbody>$rows</tbody></table></div>",
        rows=joined(rows),
    )
    facts = html("<h2>What is said of it</h2>$table", table=table(about.facts, "value"))
    return framed(about.label, joined([_head(about), listed, facts, formats(path, about.iri)]))


def refs(found: Iterable[Named]) -> tuple[Ref, ...]:
    """Things by name, as a page links to them."""
    return tuple(Ref(one.iri, one.label) for one in found)


def missing_page(asked: str, near: Sequence[Ref], why: str = "") -> Response:
    """404 for a person: what was asked for, why it is not there, and what it may have been meant to be."""
    items = [html("<li>$x</li>", x=link(one.iri, one.label)) for one in near]
    meant = html("<h2>Perhaps one of these</h2><ul>$items</ul>", items=joined(items)) if items else Html()
    body = html(
        "<h1>There is nothing here</h1><p>Nothing in this release is called <code>$asked</code>.</p>$why$meant$form",
        asked=asked[:300],
        why=html("<p>$why.</p>", why=why[:1000]) if why else Html(),
        meant=meant,
        form=Html(FORM),
    )
    return framed("Not found", body, 404)


def choice_page(asked: str, found: Sequence[Ref]) -> Response:
    """A name that stands for several things."""
    items = [html("<li>$x <code>$y</code></li>", x=link(one.iri, one.label), y=contract(one.iri)) for one in found]
    title = "<h1>$n things are called $asked</h1><ul>$items</ul>"
    body = html(title, n=len(found), asked=asked[:300], items=joined(items))
    return framed("Several things", body, 300)


def find_page() -> Response:
    """The form in which a name can be looked up."""
    return framed("Find", html("<h1>Find</h1>$form", form=Html(FORM)))


FORM: Final = """<form action="/find" method="get"><p><label for="name">An identifier or a name: HP:0002500,
PMID 1234, a DOI, a variant, a term</label></p>
<p><input id="name" name="name" size="40"> <button>Find</button></p></form>"""


def read_address(at: str, name: str, suffix: str = "") -> str:
    """The address of a thing (an IRI, or a path of ours) with the name under which it was asked for."""
    path, _, fragment = (at if at.startswith("/") else address(at)).partition("#")
    return f"{path}{suffix}?read={quote(name, safe='')}" + (f"#{fragment}" if fragment else "")
