"""The words behind a fact. Whether they are told is a setting: without them, place and hash stay.

Whoever holds the paper can then still find the words, and see that they are the ones that were read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.model import Paper, Quote
from kg.names import digest, mint, term
from kg.settings import quotes_wanted
from kg.texts.quotes import quote_hash
from kg.triples.paper import paper_iri
from kg.triples.terms import Triple, called, camel, iri, said, text

_NAMES: Final = {"onset": "onsetPeriod", "family": "memberOfFamily"}
"""Keys of a case whose property has another name."""


def quote_triples(subject: str, paper: Paper, quote: Quote | None) -> Iterator[Triple]:
    """A quotation of a fact, or nothing; `about` names the property of a person that the words are behind."""
    if quote is None:
        return
    about = _NAMES.get(quote.about, camel(quote.about)) if quote.about else None
    hashed, shown = f"sha256:{quote_hash(quote.text)}", quotes_wanted()
    node = mint("quotation", paper.key, digest(subject, about, hashed))
    yield subject, term("hasQuotation"), iri(node)
    yield from called(node, _label(quote, shown), "Quotation")
    yield node, term("reportedIn"), iri(paper_iri(paper.key))
    yield from said(
        node,
        quotedText=text(quote.text) if shown else None,
        quotedPlace=text(quote.place) if quote.place else None,
        quotedHash=text(hashed),
        quotedFor=text(f"kg:{about}") if about else None,
    )


def _label(quote: Quote, shown: bool) -> str:
    words = quote.text if len(quote.text) <= 80 else quote.text[:77] + "..."
    return f"“{words}”" if shown else f"words of {quote.place or 'the paper'}, not shown here"
