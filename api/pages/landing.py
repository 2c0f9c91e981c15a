"""The first page: what this is, how much it holds, how to ask, and what it must not be used for."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from starlette.responses import Response

from api.about import About, FieldShare
from api.pages.frame import Html, framed, html, joined
from kg.engine.questions import ReadyQuestion
from kg.find import Counts
from kg.names import mint

_INTRO = """<h1>$title</h1>
<p>People with CSF1R-related disorder (adult form: ALSP, also called HDLS or POLD; early recessive form: BANDDOS)
have been described one paper at a time. Here their papers, variants, symptoms and imaging findings can be asked:
<em>which findings go with which genotype, and which paper says so?</em></p>
<p class="note">Research data, no medical advice. A finding that is not listed was not reported; that does not
exclude it.</p>"""
_ASK = """<h2>Ask</h2>
<ul><li><a href="/sparql">SPARQL</a> at <code>/sparql</code>, also with a page to write in</li>
<li><a href="/graphql">GraphQL</a> at <code>/graphql</code>; its <a href="/schema.graphql">schema</a></li>
<li><a href="/health">Health</a> of this server</li></ul>"""


def landing_page(about: About, counts: Counts, questions: Sequence[ReadyQuestion]) -> Response:
    """The page for a release, its counts and the questions that are ready."""
    parts = [html(_INTRO, title=about.title), _held(counts), _shares(about.share), Html(_ASK), _questions(questions)]
    return framed(about.title, joined([*parts, _release(about)]))


def _held(counts: Counts) -> Html:
    statuses = ", ".join(
        f"{number} {_words(status.name)}" for status, number in counts.cases_by_status.items() if number
    )
    depths = ", ".join(
        f"{number} as {_words(depth.name)}" for depth, number in counts.papers_by_depth.items() if number
    )
    more = counts.variants - counts.reported_variants
    rows = [
        ("papers", counts.papers, f"read: {depths}" if depths else ""),
        ("people", counts.cases, f"genetic status: {statuses}" if statuses else ""),
        ("variants", counts.reported_variants, f"databases alone know {more} more" if more else ""),
        ("findings present", counts.present, "in a person"),
        ("findings absent", counts.absent, "looked for and not seen"),
        ("of both, on scans or at autopsy", counts.imaging, ""),
        ("statements about a group", counts.group_statements, "not counted as anyone's finding"),
        ("figures of cohorts", counts.statistics, ""),
        ("doubts", counts.doubts, "kept beside the facts they concern"),
    ]
    row = '<tr><td>$what</td><td class="n">$number</td><td>$note</td></tr>'
    body = joined([html(row, what=what, number=f"{number:,}", note=note) for what, number, note in rows])
    return html("<h2>What it holds</h2><table>$body</table>", body=body)


def _words(name: str) -> str:
    return name.lower().replace("_", " ")


def _shares(shares: Sequence[FieldShare]) -> Html:
    if not shares:
        return Html()
    item = '<li>$held of $about$of $what, a size given by <a href="$iri">$source</a></li>'
    items = [
        html(
            item,
            held=one.held,
            about="about " if one.approximate else "",
            of=one.of,
            what=one.what,
            iri=mint("paper", one.source),
            source=one.source,
        )
        for one in shares
    ]
    return html("<h2>How much of what is known</h2><ul>$items</ul>", items=joined(items))


def _questions(questions: Sequence[ReadyQuestion]) -> Html:
    if not questions:
        return Html()
    item = '<li><a href="/sparql?query=$query">$question</a></li>'
    items = [
        html(item, query=quote(one.text, safe=""), question=one.question) for one in questions if not one.federates_with
    ]
    return html("<h2>First questions</h2><ul>$items</ul>", items=joined(items))


def _release(about: About) -> Html:
    item = '<li>$title $version, <a href="$licence" rel="license">licence</a></li>'
    sources = [html(item, title=one.title, version=one.version, licence=one.licence) for one in about.sources]
    return html(
        "<h2>Release and licence</h2><p>Version $version$issued$triples. The curated data is CC BY 4.0, the software "
        "Apache 2.0; each source keeps its own licence.</p><ul>$sources</ul>",
        version=about.version or "not named",
        issued=f", newest source of {about.issued}" if about.issued else "",
        triples=f", {about.triples:,} triples" if about.triples is not None else "",
        sources=joined(sources),
    )
