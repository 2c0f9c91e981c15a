"""Content negotiation by tables: what a client accepts, and what we can give (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

RESULTS: Final = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS: Final = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
)
HTML: Final = "text/html"
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/plain": ("text/tab-separated-values", "application/n-triples"),
}
"""Types that clients ask for, and the types of ours that are such; the answer then carries the type asked for."""
FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "turtle": ("text/turtle",),
    "ttl": ("text/turtle",),
    "ntriples": ("application/n-triples",),
    "nt": ("application/n-triples",),
    "rdfxml": ("application/rdf+xml",),
    "jsonld": ("application/ld+json",),
    "trig": ("application/trig",),
    "nquads": ("application/n-quads",),
}
"""The words for `format=`, which may also name a type, for browsers, which cannot choose their Accept header."""


@dataclass(frozen=True, slots=True)
class Range:
    """One entry of an Accept header. `place` keeps the order in which equals were written."""

    type: str
    quality: float
    place: int

    def matches(self, offered: str) -> bool:
        """Whether the entry speaks of an offered type."""
        return self.type in ("*/*", offered, offered.partition("/")[0] + "/*")

    @property
    def specificity(self) -> int:
        """2 for a type, 1 for `text/*`, 0 for `*/*`."""
        return 2 - self.type.count("*")


def ranges(accept: str) -> list[Range]:
    """The entries of an Accept header; one that cannot be read counts as not written."""
    found = []
    for place, entry in enumerate(accept.split(",")):
        name, *parameters = (part.strip() for part in entry.lower().split(";"))
        quality = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        try:
            if "/" in name:
                found.append(Range(name, float(quality), place))
        except ValueError:
            continue
    return found


def ranked(accept: str | None, offers: Sequence[str]) -> list[str]:
    """The offers a client accepts, best first: by quality, then by how it wrote them, then by our own order.

    >>> ranked("text/csv;q=0.5, application/*", ("text/csv", "application/json", "text/html"))
    ['application/json', 'text/csv']
    """
    given = ranges(accept or "") or [Range("*/*", 1.0, 0)]
    order: list[tuple[float, int, int, int, str]] = []
    for own, offer in enumerate(offers):
        fitting = [one for one in given if one.matches(offer)]
        if fitting:
            best = max(fitting, key=lambda one: one.specificity)
            if best.quality > 0:
                order.append((-best.quality, -best.specificity, best.place, own, offer))
    return [offer for *_, offer in sorted(order)]


def own_types(accepted: Iterable[str]) -> list[str]:
    """The accepted types with each alias replaced by the types of ours that it stands for."""
    return [own for one in accepted for own in ALIASES.get(one, (one,))]


def named_type(given: str, accepted: Iterable[str]) -> str | None:
    """The accepted name under which a type of ours may be sent; None if the client accepts it under none."""
    return next((one for one in accepted if given == one or given in ALIASES.get(one, ())), None)


def typed(name: str) -> str:
    """The Content-Type of a type: texts are UTF-8."""
    return f"{name}; charset=utf-8" if name.startswith("text/") else name


def accepted_types(accept: str, word: str, page: bool) -> tuple[str, ...]:
    """Those of the types for answers that a client accepts, and a `page`, best first; `word` is its `format=`."""
    if len(accept) + len(word) > 1000:
        return _accepted.__wrapped__(accept[:8000], word[:20], page)
    return _accepted(accept, word, page)


@lru_cache(256)
def _accepted(accept: str, word: str, page: bool) -> tuple[str, ...]:
    offers = (*RESULTS, *GRAPHS, *ALIASES, *([HTML] if page else []))
    found = ranked(accept, offers)
    # A form may also be named by its type; where nobody encoded its plus, it came as a space.
    wanted = FORMATS.get(word) or tuple(ranked(word.replace(" ", "+"), offers) if "/" in word else ())
    loose = accept in ("", "*/*") or HTML in found[:1]
    return wanted if wanted and loose else tuple(found)
