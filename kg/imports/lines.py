"""A packet as lines of N-Quads: what it says, and what HPO adds, each term's share of which is worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from kg.imports.stretches import Said
from kg.infer.absent import spelled
from kg.infer.closure import Reach
from kg.infer.facts import Facts
from kg.infer.follow import Knowledge, steps
from kg.model.packet import Packet
from kg.names import digest, graph, slug
from kg.triples.packet import doubted, known_triples, packet_doubts, packet_triples, shared_triples
from kg.triples.terms import LABEL, Triple

_LONGEST: Final = 120
_KEPT: Final = 40_000
"""Tails that are kept: one for each term of HPO and each way, and those that differ by person while there is room."""


def graphs_of(cohort: str) -> tuple[str, str, str]:
    """Where a cohort stands: its own graph, the one of genes and variants by their names, and that of what follows."""
    return graph("cohort", cohort), graph("shared"), graph("inferred")


class Lines:
    """Writes the packets of one cohort, each by itself."""

    def __init__(self, cohort: str, knowledge: Knowledge) -> None:
        self.cohort = cohort
        self.graphs = self.asserted, self.shared, self.inferred = graphs_of(cohort)
        self._knowledge = knowledge
        # Labels are heard for the names of regions, and a packet gives none.
        self._heard = knowledge.heard - {LABEL}
        self._tails: dict[tuple[str, str, frozenset[str]], tuple[str, ...]] = {}

    def names(self, packet: Packet) -> tuple[str, str]:
        """What may name a packet in IRIs: a name in plain words, and one that no packet of another id shares.

        A case of this very cohort that comes back keeps its name.
        """
        home, _, name = packet.case.partition("/")
        identifier = packet.case or packet.id
        plain = name if name and home == self.cohort and "/" not in name else slug(unquote(identifier), _LONGEST)
        return plain, f"{plain}-{digest(identifier)}"

    def of(self, packet: Packet, key: str) -> dict[str, list[str]]:
        """What a packet says and what follows, as ends of lines by their subjects. `key` is the packet's name."""
        said = list(packet_triples(packet, self.cohort, key))
        said += packet_doubts(packet, self.cohort, key, doubted(packet, self._knowledge.absence))
        known, shared = set(known_triples(packet)), list(shared_triples(packet))
        found: dict[str, list[str]] = {}
        own, others = f" <{self.asserted}> .\n", f" <{self.shared}> .\n"
        for subject, link, value in said:
            _at(found, subject).append(f"<{link}> {value}{own}")
        for triple in shared:
            subject, link, value = triple
            _at(found, subject).append(f"<{link}> {value}{others if triple in known else own}")
        self._follow([*said, *shared], found)
        return found

    def alike(self, same: Iterable[Triple]) -> dict[str, list[str]]:
        """That variants may be one, and what follows from that alone."""
        facts, found = list(same), dict[str, list[str]]()
        for subject, link, value in facts:
            _at(found, subject).append(f"<{link}> {value} <{self.asserted}> .\n")
        self._follow(facts, found)
        return found

    def _follow(self, facts: Iterable[Triple], found: dict[str, list[str]]) -> None:
        """Add what follows from the facts of one packet alone."""
        heard = Facts(one for one in facts if one[1] in self._heard)
        for step in steps(heard, self._knowledge):
            if isinstance(step, Reach):
                _at(found, step.subject).extend(self._tail(step))
            else:
                (subject, link, value), _ = step
                _at(found, subject).append(f"<{link}> {value} <{self.inferred}> .\n")

    def _tail(self, step: Reach) -> tuple[str, ...]:
        key = step[1:]
        tail = self._tails.get(key)
        if tail is None:
            reached = sorted(step.reached - {step.term})
            tail = tuple(f"<{step.link}> {spelled(one)} <{self.inferred}> .\n" for one in reached)
            if len(self._tails) < _KEPT:
                self._tails[key] = tail
        return tail


def _at(found: dict[str, list[str]], subject: str) -> list[str]:
    ends = found.get(subject)
    if ends is None:
        ends = found[subject] = []
    return ends


def written(said: Said) -> list[str]:
    """Whole lines, sorted and each once."""
    return sorted({f"<{subject}> {end}" for subject, ends in said.items() for end in ends})
