"""A packet as lines of N-Quads: what it says, and what HPO adds, each term's share of which is worked out once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from kg.infer.absent import EXCLUDES, Denials, spelled
from kg.infer.facts import Facts
from kg.model.packet import Packet
from kg.names import digest, graph, slug, term
from kg.sources.absence import Absence
from kg.sources.hpo import Hpo
from kg.triples.packet import known_triples, packet_triples, shared_triples
from kg.triples.packet_call import variant_node
from kg.triples.packet_doubt import doubted, packet_doubts
from kg.triples.packet_finding import finding_node
from kg.triples.terms import TYPE, Triple, iri, line

_LONGEST: Final = 120
_KEPT: Final = 40_000
"""Tails that are kept: one for each term of HPO and each way, and those that differ by person while there is room."""


class Lines:
    """Writes the packets of one cohort; what several packets say alike is written once."""

    def __init__(self, cohort: str, hpo: Hpo) -> None:
        self.cohort = cohort
        self.asserted, self.inferred = graph("cohort", cohort), graph("inferred")
        self.shared = graph("shared")
        self._hpo, self._absence = hpo, Absence(hpo)
        self._tails: dict[tuple[str, str, frozenset[str]], tuple[str, ...]] = {}
        # Digests, not lines: a few bytes for each fact about a paper, gene, variant or disease; of a case its key.
        self._written: set[bytes] = set()
        self._keys: dict[str, bytes] = {}
        self._kin: dict[bytes, list[str]] = {}

    def key(self, packet: Packet) -> str | None:
        """What names a packet in IRIs, or None when this packet came before.

        Ids that differ in signs or case alone, or far behind, would be one slug: the later of them gets a digest too.
        A case of this very cohort that comes back keeps its name.
        """
        home, _, name = packet.case.partition("/")
        identifier = packet.case or packet.id
        plain = name if name and home == self.cohort and "/" not in name else slug(unquote(identifier), _LONGEST)
        mine = _short(packet.id)
        for key in (plain, f"{plain}-{digest(identifier)}"):
            if key not in self._keys:
                self._keys[key] = mine
                return key
            if self._keys[key] == mine:
                return None
        return None

    def of(self, packet: Packet, key: str) -> tuple[list[str], list[str]]:
        """The asserted and the inferred lines, each sorted and each once."""
        said = list(packet_triples(packet, self.cohort, key))
        said += packet_doubts(packet, self.cohort, key, doubted(packet, self._absence))
        own = {line((*triple, self.asserted)) for triple in said}
        known = set(known_triples(packet))
        for triple in shared_triples(packet):
            written = line((*triple, self.shared if triple in known else self.asserted))
            if written not in own and (mark := _short(written)) not in self._written:
                self._written.add(mark)
                own.add(written)
        own |= {line((*triple, self.asserted)) for triple in self._same(packet)}
        return sorted(own), sorted(set(self._follows(packet, key, said)))

    def _same(self, packet: Packet) -> Iterator[Triple]:
        """Variants that may be one which came before: of one name on another version, or of one place."""
        for about in (call.variation for call in packet.calls if call.variation):
            node = variant_node(about)
            for shared in about.alike:
                kin = self._kin.setdefault(_short(f"{about.gene.key if about.gene else ''} {shared}"), [])
                if node not in kin:
                    # Said once of two, from the same one whichever of them came first.
                    pairs = (sorted((node, other)) for other in kin)
                    yield from ((one, term("possiblySameVariantAs"), iri(other)) for one, other in pairs)
                    kin.append(node)

    def _follows(self, packet: Packet, key: str, said: list[Triple]) -> Iterator[str]:
        """The ancestors of what is present; what follows from what is excluded, in a person who has the rest."""
        known = [feature for feature in packet.features if feature.known]
        denials = None if all(one.present for one in known) else Denials(Facts(said), self._absence)
        for feature in known:
            node, own = finding_node(feature, self.cohort, key), feature.term.id
            if feature.present:
                tail = self._tail(TYPE, own, self._hpo.ancestors(own))
            else:
                tail = self._tail(EXCLUDES, own, denials.follow(node, own) if denials else frozenset())
            for one in tail:
                yield f"<{node}> {one}"

    def _tail(self, link: str, own: str, reached: frozenset[str]) -> tuple[str, ...]:
        tail = self._tails.get((link, own, reached))
        if tail is None:
            tail = tuple(f"<{link}> {spelled(one)} <{self.inferred}> .\n" for one in sorted(reached - {own}))
            if len(self._tails) < _KEPT:
                self._tails[link, own, reached] = tail
        return tail


def _short(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
