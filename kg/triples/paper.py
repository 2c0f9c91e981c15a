"""A paper, how it was read, and the doubts about what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Doubt, Paper, Reading, Record
from kg.names import BIBO, DCTERMS, SCHEMES, SKOS, digest, mint, term
from kg.triples.terms import Triple, boolean, called, each, iri, said, text, told, uri, year


def depth(subject: str, paper: Paper, reading: Reading | None) -> Iterator[Triple]:
    """How and in which paper the fact was read: in its own place where it has one, else as the paper was.

    What was read through something that is no paper of the graph (`via` alone) was read in none.
    """
    yield from said(subject, readingDepth=(reading or paper).depth)
    if reading is None:
        yield subject, term("readIn"), iri(paper_iri(paper.key))
        return
    if reading.paper or not reading.via:
        yield subject, term("readIn"), iri(paper_iri(reading.paper or paper.key))
    yield from _place(subject, reading)


def _place(subject: str, reading: Reading) -> Iterator[Triple]:
    yield from told(subject, reading, "via")
    yield from said(subject, readAt=uri(reading.url) if reading.url else None)


def paper_iri(key: str) -> str:
    """The paper's IRI."""
    return mint("paper", key)


def _identifiers(subject: str, paper: Paper) -> Iterator[Triple]:
    for name, scheme in (("pmid", "PMID"), ("doi", "DOI"), ("pmcid", "PMCID")):
        identifier = getattr(paper, name)
        if identifier:
            yield subject, (term(name) if name == "pmcid" else BIBO + name), text(identifier)
            yield subject, SKOS + "exactMatch", iri(SCHEMES[scheme] + identifier)


def paper_triples(record: Record) -> Iterator[Triple]:
    """What identifies the paper, how it was read, and the notes on it."""
    paper = record.paper
    subject = paper_iri(paper.key)
    yield from called(subject, paper.title, "Paper")
    if paper.title_read:
        yield subject, DCTERMS + "title", text(paper.title)
    yield from _identifiers(subject, paper)
    if paper.year:
        yield subject, term("year"), year(paper.year)
    yield from told(subject, paper, "first_author", "journal", "design", readingDepth="depth")
    yield from told(subject, record, note="notes")
    yield from each(subject, "possiblySharesPeopleWith", [iri(paper_iri(key)) for key in record.shares_people])
    for reading in paper.readings:
        yield from _reading(subject, paper.key, reading)


def _reading(subject: str, key: str, reading: Reading) -> Iterator[Triple]:
    node = mint("reading", key, digest(reading.depth, reading.url, reading.via))
    yield subject, term("hasReading"), iri(node)
    yield from called(node, f"{reading.depth} read" + (f" ({reading.via})" if reading.via else ""), "Reading")
    yield from said(node, readingDepth=reading.depth)
    if reading.paper:
        yield node, term("readIn"), iri(paper_iri(reading.paper))
    yield from _place(node, reading)


def doubt_triples(paper: Paper, doubt: Doubt, subjects: list[str], computed: bool) -> Iterator[Triple]:
    """A doubt about some things of a paper. `computed`: found by a check, not said by a curator."""
    node = mint("doubt", paper.key, digest(doubt.about, doubt.text))
    yield from doubt_facts(node, doubt.text, computed)
    yield node, term("reportedIn"), iri(paper_iri(paper.key))
    yield from said(node, readingDepth=paper.depth)
    for subject in subjects:
        yield subject, term("hasDoubt"), iri(node)


def doubt_facts(node: str, words: str, computed: bool) -> Iterator[Triple]:
    """That there is such a doubt; it is called by its words, cut short."""
    yield from called(node, words if len(words) <= 80 else words[:77] + "...", "Doubt")
    yield node, term("text"), text(words)
    yield node, term("computed"), boolean(computed)


def own(subject: str, link: str, node: str, label: str, papers: Iterable[str]) -> Iterator[Triple]:
    """Something of a person, of the class that the link is named after; `papers` are objects."""
    yield subject, term(link), iri(node)
    yield from called(node, label, link.removeprefix("has"))
    yield from each(node, "reportedIn", papers)
