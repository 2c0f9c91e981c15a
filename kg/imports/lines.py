"""A packet as lines of N-Quads: what it says, and what HPO adds, each term's share of which is worked out once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from kg.infer.absent import spelled
from kg.infer.closure import Spread
from kg.infer.facts import Facts
from kg.infer.follow import Knowledge, steps
from kg.model.packet import Packet
from kg.names import digest, graph, slug, term
from kg.triples.packet import doubted, known_triples, packet_doubts, packet_triples, shared_triples
from kg.triples.packet_call import variant_node
from kg.triples.terms import LABEL, Triple, iri, line

_LONGEST: Final = 120
_KEPT: Final = 40_000
"""Tails that are kept: one for each term of HPO and each way, and those that differ by person while there is room."""


class Lines:
    """Writes the packets of one cohort; what several packets say alike is written once."""

    def __init__(self, cohort: str, knowledge: Knowledge) -> None:
        self.cohort = cohort
        self.asserted, self.inferred = graph("cohort", cohort), graph("inferred")
        self.shared = graph("shared")
        self._knowledge = knowledge
        # Labels are heard for the names of regions, and a packet gives none.
        self._heard = knowledge.heard - {LABEL}
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
        said += packet_doubts(packet, self.cohort, key, doubted(packet, self._knowledge.absence))
        own = {line((*triple, self.asserted)) for triple in said}
        known, shared = set(known_triples(packet)), list(shared_triples(packet))
        for triple in shared:
            written = line((*triple, self.shared if triple in known else self.asserted))
            if written not in own and self._new(written):
                own.add(written)
        same = list(self._same(packet))
        own |= {line((*triple, self.asserted)) for triple in same}
        return sorted(own), sorted(set(self._follows([*said, *shared, *same], f"/{self.cohort}/{key}")))

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

    def _follows(self, facts: list[Triple], own: str) -> Iterator[str]:
        """What follows from the facts of one case alone; of things that others speak of as well only what is new."""
        heard = Facts(one for one in facts if one[1] in self._heard)
        for step in steps(heard, self._knowledge):
            if isinstance(step, Spread):
                subject, tails = step.subject, self._tail(step)
            else:
                (subject, link, value), _ = step
                tails = (f"<{link}> {value} <{self.inferred}> .\n",)
            written = (f"<{subject}> {tail}" for tail in tails)
            yield from written if own in subject else filter(self._new, written)

    def _tail(self, step: Spread) -> tuple[str, ...]:
        key = step[1:]
        tail = self._tails.get(key)
        if tail is None:
            reached = sorted(step.reached - {step.term})
            tail = tuple(f"<{step.link}> {spelled(one)} <{self.inferred}> .\n" for one in reached)
            if len(self._tails) < _KEPT:
                self._tails[key] = tail
        return tail

    def _new(self, written: str) -> bool:
        mark = _short(written)
        if mark in self._written:
            return False
        self._written.add(mark)
        return True


def _short(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
