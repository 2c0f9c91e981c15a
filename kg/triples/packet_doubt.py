"""Doubts about a packet: what is present in a person at or below what is excluded in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model.packet import Packet
from kg.names import digest, mint, term
from kg.sources.absence import Absence
from kg.triples.outer import paper_of
from kg.triples.paper import doubt_facts
from kg.triples.terms import Triple, iri


def doubted(packet: Packet, absence: Absence) -> list[str]:
    """The doubts in words, in an order that the packet's own does not decide. One that we wrote carries its own."""
    if any(thing.kind == term("Doubt") for thing in packet.things):
        return []
    lacking = {one.term.id for one in packet.features if one.known and not one.present}
    having = {one.term.id for one in packet.features if one.known and one.present} if lacking else set()
    both = ((lack, has) for has in having for lack in absence.hpo.ancestors(has) & lacking)
    return sorted(absence.told(lack, has) for lack, has in both)


def packet_doubts(packet: Packet, cohort: str, key: str, doubts: Iterable[str]) -> Iterator[Triple]:
    """Each doubt, in the papers of the packet, about its person."""
    for what in doubts:
        node = mint("doubt", cohort, key, digest(what))
        yield mint("case", cohort, key), term("hasDoubt"), iri(node)
        yield from doubt_facts(node, what, computed=True)
        for reference in packet.references:
            if paper := paper_of(reference):
                yield node, term("reportedIn"), iri(paper)
