"""A packet as lines of N-Quads: what it says, and what follows from that alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from kg.imports.ends import Ends, Tails, at
from kg.imports.findings import FindingKinds
from kg.imports.shapes import Shapes, following
from kg.infer.closure import Reach
from kg.infer.follow import Knowledge
from kg.model.packet import Packet
from kg.names import digest, graph, mint, slug
from kg.triples.packet import doubted, known_triples, packet_doubts, packet_papers, packet_triples, shared_triples
from kg.triples.packet_call import variant_node
from kg.triples.terms import LABEL, Triple

_LONGEST: Final = 120


def graphs_of(cohort: str) -> tuple[str, str, str]:
    """Where a cohort stands: its own graph, the one of genes and variants by their names, and that of what follows."""
    return graph("cohort", cohort), graph("shared"), graph("inferred")


class Lines:
    """Writes the packets of one cohort, each by itself. Unless `by_kind`, each is followed by itself."""

    def __init__(self, cohort: str, knowledge: Knowledge, by_kind: bool = True) -> None:
        self.cohort, self.graphs = cohort, graphs_of(cohort)
        self._knowledge = knowledge
        # Labels are heard for the names of regions, and a packet gives none.
        self._heard = knowledge.heard - {LABEL}
        self._tails = Tails(self.graphs)
        self._kinds = FindingKinds(cohort, self._tails, knowledge) if by_kind else None
        self._shapes = Shapes(knowledge) if by_kind else None

    def names(self, packet: Packet) -> tuple[str, str]:
        """What may name a packet in IRIs: a name in plain words, and one that no packet of another id shares.

        A case of this very cohort that comes back keeps its name.
        """
        home, _, name = packet.case.partition("/")
        identifier = packet.case or packet.id
        plain = name if name and home == self.cohort and "/" not in name else slug(unquote(identifier), _LONGEST)
        return plain, f"{plain}-{digest(identifier)}"

    def of(self, packet: Packet, key: str) -> Ends:
        """What a packet says and what follows. `key` is its name."""
        ends: Ends = {}
        plain, rest = self._kinds.apart(packet) if self._kinds else ([], ())
        if self._kinds and plain:
            self._kinds.add(plain, packet, key, self._around(packet, key), ends)
        told = replace(packet, features=rest) if plain else packet
        said = list(packet_triples(told, self.cohort, key))
        said += packet_doubts(packet, self.cohort, key, doubted(packet, self._knowledge.absence))
        known, shared = dict.fromkeys(known_triples(packet)), list(shared_triples(told))
        self._say(said, ends)
        self._say([triple for triple in shared if triple not in known], ends)
        for subject, link, value in known:
            at(ends, subject).append(self._tails.shared(link, value))
        self._follow([*said, *known, *shared], ends)
        return ends

    def alike(self, same: Iterable[Triple]) -> Ends:
        """That variants may be one, and what follows from that alone."""
        ends, facts = Ends(), list(same)
        self._say(facts, ends)
        self._follow(facts, ends)
        return ends

    def _around(self, packet: Packet, key: str) -> dict[str, list[str]]:
        """The names of a case, and of what is told beside it."""
        variants = (variant_node(call.variation) for call in packet.calls if call.variation)
        return {
            "case": [mint("case", self.cohort, key)],
            "paper": [paper[1:-1] for paper in packet_papers(packet)],
            "variant": [*dict.fromkeys(variants)],
        }

    def _say(self, facts: Iterable[Triple], ends: Ends) -> None:
        said = self._tails.said
        for subject, link, value in facts:
            at(ends, subject).append(said(link, value))

    def _follow(self, facts: Iterable[Triple], ends: Ends) -> None:
        """Add what follows from the facts of one packet alone."""
        heard = [one for one in facts if one[1] in self._heard]
        for subject, what in self._shapes.following(heard) if self._shapes else following(heard, self._knowledge):
            if isinstance(what, Reach):
                at(ends, subject).extend(self._tails.of(what))
            else:
                at(ends, subject).append(self._tails.inferred(*what))
