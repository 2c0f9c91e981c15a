"""The page from which the whole release can be taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from api.pages.frame import page
from kg.analysis import PEOPLE
from kg.analysis.diseases import DISEASES
from kg.engine.columns.engine import FILE as IMAGE
from kg.files import MANIFEST
from kg.lexicon import INDEX
from kg.release.forms import FORMS

_WORDS: Final = {
    **{form.file: form.says for form in FORMS},
    MANIFEST: "what is in it and what it was made from",
    INDEX: "what things are called, for programs of ours: SQLite, made from the dataset",
    IMAGE: "the dataset as columns of numbers, which an engine of ours maps and answers from, made from the dataset",
    DISEASES: "what HPO's annotations say of every disease, for programs of ours: NumPy",
    PEOPLE: "what is said of people as sparse matrices, for programs of ours: NumPy, made from the dataset",
}
_KINDS: Final = {
    ".sssom.tsv": "a mapping set, as SSSOM: each mapping with why it holds and how sure it is",
    ".ttl": "the ontology, or a slice of another that it imports, as OWL 2 DL in Turtle",
}


def _words(name: str) -> str:
    return _WORDS.get(name) or next((words for ending, words in _KINDS.items() if name.endswith(ending)), "")


def downloads_page(base: str, files: Sequence[tuple[str, str, int]]) -> Response:
    """The page; each file with its name, SHA-256 and bytes."""
    return page("downloads.html", base, files=[(name, _words(name), size, sha) for name, sha, size in files])
