"""What follows for people of cohorts from what a build alone knows: of variants, their genes, and kinds of scans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Final, TypeAlias

import numpy as np

from kg.engine.columns.met import Met
from kg.engine.columns.numbering import different
from kg.imports.shelf import Imported
from kg.infer.facts import TYPE, Facts, resource
from kg.infer.follow import Knowledge, follow
from kg.names import BASE, graph, mint, term
from kg.triples.terms import Triple, iri

_SUBJECT: Final = re.compile(rf"<{re.escape(BASE)}\w+/([^/>]+)/([^/>]+)[^>]*>".encode())
_TRIPLE: Final = re.compile(r"<([^>]*)> <([^>]*)> (.*) <[^>]*> \.\n")
_LEAD: Final = tuple(f"<{term(name)}>".encode() for name in ("hasVariant", "modality"))
_INFERRED: Final = f"<{graph('inferred')}>"
_MANY: Final = 2000
"""People whose statements are held at once."""
Person: TypeAlias = tuple[bytes, bytes]
"""The name of a cohort, and the key of somebody there."""


def further(cohorts: Collection[Imported], met: Met, known: Iterable[Triple], knowledge: Knowledge) -> Iterator[Triple]:
    """What an import could not infer, one person after the other: those with a variant or scan that the build knows of.

    `met` has the lines of all. `known` is all that the build says and infers of papers and reference data, and of the
    effects of variants.
    """
    about: dict[str, list[Triple]] = defaultdict(list)
    for triple in known:
        if triple[1] in knowledge.heard:
            about[triple[0]].append(triple)
    names = {one.name.encode() for one in cohorts}
    rows = _Rows(met, names)
    people = sorted(_concerned(cohorts, rows, about, knowledge.heard))
    for start in range(0, len(people), _MANY):
        for own in rows.of(people[start : start + _MANY]):
            stated = [triple for triple, name in own if name != _INFERRED]
            found = follow(Facts((*stated, *_beside(stated, about))), knowledge)
            yield from {triple for triple, _ in found}.difference(triple for triple, _ in own)


def _concerned(
    cohorts: Iterable[Imported], rows: _Rows, about: dict[str, list[Triple]], heard: Set[str]
) -> set[Person]:
    """The people; what cohorts say of variants of our genes is added to what is known `about` them."""
    ours = [gene for gene, facts in about.items() if (gene, TYPE, iri(term("SubjectGene"))) in facts]
    variants = tuple(f"<{mint('variant', gene.rpartition('/')[2], '')}" for gene in ours)
    for line in (line for one in cohorts for start in variants for line in one.beginning(start.encode())):
        if (match := _TRIPLE.match(line)) and match[2] in heard:
            about[match[1]].append((match[1], match[2], match[3]))
    return {key for key, to in rows.leads() if to.startswith(variants) or to[1:-1] in about}


class _Rows:
    """The rows of numbered lines that tell of people of cohorts."""

    def __init__(self, met: Met, names: Collection[bytes]) -> None:
        self._terms, self._columns = list(met.terms), met.columns()
        self._leading = [met.terms[one] for one in _LEAD if one in met.terms]
        self._people: dict[Person, list[int]] = defaultdict(list)
        for number in different(self._columns["s"]).tolist():
            if (match := _SUBJECT.fullmatch(self._terms[number])) and match[1] in names:
                self._people[match[1], match[2]].append(number)

    def leads(self) -> Iterator[tuple[Person, str]]:
        """To which variants and kinds of scans something of whom leads."""
        rows = np.isin(self._columns["p"], self._leading)
        whose = {number: person for person, numbers in self._people.items() for number in numbers}
        for subject, to in zip(self._columns["s"][rows].tolist(), self._columns["o"][rows].tolist(), strict=True):
            if subject in whose:
                yield whose[subject], self._terms[to].decode()

    def of(self, people: Sequence[Person]) -> Iterator[list[tuple[Triple, str]]]:
        """The statements of each of some people, with the graph as it is spelt."""
        wanted = np.zeros(len(self._terms), np.bool_)
        wanted[[number for one in people for number in self._people[one]]] = True
        rows = np.flatnonzero(wanted[self._columns["s"]])
        said: dict[int, list[tuple[Triple, str]]] = defaultdict(list)
        for s, p, o, g in zip(*(self._columns[name][rows].tolist() for name in "spog"), strict=True):
            subject, predicate, value, name = (self._terms[one].decode() for one in (s, p, o, g))
            said[s].append(((subject[1:-1], predicate[1:-1], value), name))
        for one in people:
            yield [fact for number in self._people[one] for fact in said[number]]


def _beside(stated: Iterable[Triple], about: Mapping[str, list[Triple]]) -> Iterator[Triple]:
    """What the build knows of the things that facts lead to."""
    seen: set[str] = set()
    queue = [target for _, _, value in stated if (target := resource(value))]
    while queue:
        here = queue.pop()
        if here not in seen:
            seen.add(here)
            for triple in about.get(here, ()):
                yield triple
                if target := resource(triple[2]):
                    queue.append(target)
