"""The forms in which the whole dataset lies in a release."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from kg.release.jsonld import jsonld
from kg.release.turtle import trig, turtle


@dataclass(frozen=True, slots=True)
class DatasetForm:
    """A file of a release, gzipped; `media` and `specification` are of what is packed. `write` takes
    sorted N-Quads that can be read more than once.
    """

    file: str
    media: str
    name: str
    specification: str
    says: str
    write: Callable[[Iterable[str]], Iterable[str]]


FORMS: Final = (
    DatasetForm(
        "dataset.nq.gz",
        "application/n-quads",
        "RDF 1.1 N-Quads",
        "https://www.w3.org/TR/n-quads/",
        "everything, as N-Quads: one statement and its graph a line, sorted",
        lambda lines: lines,
    ),
    DatasetForm(
        "dataset.trig.gz",
        "application/trig",
        "RDF 1.1 TriG",
        "https://www.w3.org/TR/trig/",
        "everything, as TriG: the named graphs, easier to read",
        trig,
    ),
    DatasetForm(
        "dataset.ttl.gz",
        "text/turtle",
        "RDF 1.1 Turtle",
        "https://www.w3.org/TR/turtle/",
        "everything, as Turtle: all graphs together, without saying which",
        turtle,
    ),
    DatasetForm(
        "dataset.jsonld.gz",
        "application/ld+json",
        "JSON-LD 1.1",
        "https://www.w3.org/TR/json-ld11/",
        "everything, as JSON-LD: the named graphs, a thing a line",
        jsonld,
    ),
)
DATASET: Final = FORMS[0].file
"""The form that programs of ours read."""
