"""The page from which the whole release can be taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from api.pages.frame import Html, framed, html, joined
from kg.files import MANIFEST
from kg.lexicon import INDEX
from kg.release.forms import FORMS

_WORDS: Final = {
    **{form.file: form.says for form in FORMS},
    MANIFEST: "what is in it and what it was made from",
    INDEX: "what things are called, for programs of ours: SQLite, made from the dataset",
}
_END: Final = """<p>Check what you took: <code>sha256sum --check SHA256SUMS</code>, with
<a href="/download/SHA256SUMS">SHA256SUMS</a>.</p>
<p>The curated data is CC BY 4.0; HPO and the other sources keep their own licences, named in the manifest. Without the
graphs one cannot tell what a paper says from what is computed or inferred: prefer any form but Turtle.</p>"""


_KINDS: Final = {
    ".sssom.tsv": "a mapping set, as SSSOM: each mapping with why it holds and how sure it is",
    ".ttl": "the ontology, or a slice of another that it imports, as OWL 2 DL in Turtle",
}


def _words(name: str) -> str:
    return _WORDS.get(name) or next((words for ending, words in _KINDS.items() if name.endswith(ending)), "")


def downloads_page(files: Sequence[tuple[str, str, int]]) -> Response:
    """The page; each file with its name, SHA-256 and bytes."""
    first = '<td><a href="/download/$name">$name</a><br>$words</td>'
    row = f'<tr>{first}<td class="n">$size</td><td><code>$sha</code></td></tr>'
    rows = [html(row, name=name, words=_words(name), size=f"{size:,}", sha=sha) for name, sha, size in files]
    head = "<thead><tr><th>file</th><th>bytes</th><th>SHA-256</th></tr></thead>"
    table = html('<div class="wide"><table>$head<tbody>$rows</tbody></table></div>', head=Html(head), rows=joined(rows))
    return framed("Download", html("<h1>Download the release</h1>$table$end", table=table, end=Html(_END)))
