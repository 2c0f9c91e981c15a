"""What follows for people of cohorts from what a build alone knows: of variants, their genes, and kinds of scans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import Final

from kg.files import lines_with
from kg.imports.shelf import Imported
from kg.infer.facts import TYPE, Facts, resource
from kg.infer.follow import Knowledge, follow
from kg.names import BASE, graph, mint, term
from kg.triples.terms import Triple, iri

_QUAD: Final = re.compile(rf"<({re.escape(BASE)}\w+/([^/>]+)/([^/>]+)[^>]*)> <([^>]*)> (.*) <([^>]*)> \.\n")
_TRIPLE: Final = re.compile(r"<([^>]*)> <([^>]*)> (.*) <[^>]*> \.\n")
_CARRIES, _SCANNED = (f"> <{term(name)}> <" for name in ("hasVariant", "modality"))
_INFERRED: Final = graph("inferred")
_MANY: Final = 2000
"""People whose statements are held at once."""


def further(cohorts: Iterable[Imported], known: Iterable[Triple], knowledge: Knowledge) -> Iterator[Triple]:
    """What an import could not infer, one person after the other: those with a variant or scan that the build knows of.

    `known` is all that the build says and infers of papers and reference data, and of the effects of variants.
    """
    about: dict[str, list[Triple]] = defaultdict(list)
    for triple in known:
        if triple[1] in knowledge.heard:
            about[triple[0]].append(triple)
    for cohort in cohorts:
        people = sorted(_concerned(cohort, about, knowledge.heard))
        for start in range(0, len(people), _MANY):
            for own in _people(cohort, people[start : start + _MANY]):
                stated = [triple for triple, name in own if name != _INFERRED]
                held = {triple for triple, _ in own}
                found = follow(Facts((*stated, *_beside(stated, about))), knowledge)
                yield from (triple for triple, _ in found if triple not in held)


def _concerned(cohort: Imported, about: dict[str, list[Triple]], heard: Set[str]) -> set[str]:
    """The keys of the people; what the cohort says of variants of our genes is added to what is known `about` them."""
    ours = [gene for gene, facts in about.items() if (gene, TYPE, iri(term("SubjectGene"))) in facts]
    variants = tuple(f"<{mint('variant', gene.rpartition('/')[2], '')}" for gene in ours)
    words = (*(f"\n{one}" for one in variants), _CARRIES, _SCANNED)
    found, leads = set(), list[tuple[str, str]]()
    for line in lines_with(cohort.texts(), *(one.encode() for one in words)):
        if line.startswith(variants):
            if (match := _TRIPLE.match(line)) and match[2] in heard:
                about[match[1]].append((match[1], match[2], match[3]))
        elif match := _QUAD.match(line):
            leads.append((match[3], match[5]))
    # When all is read: a variant may be told of behind who has it.
    for key, target in leads:
        if target.startswith(variants) or target[1:-1] in about:
            found.add(key)
    return found


def _people(cohort: Imported, keys: Collection[str]) -> Iterator[list[tuple[Triple, str]]]:
    """The statements of each of these people with their graph."""
    found: dict[str, list[tuple[Triple, str]]] = {key: [] for key in keys}
    own = re.compile(rf"\n<{re.escape(BASE)}\w+/{re.escape(cohort.name)}/([^/>]+)".encode())
    wanted = {key.encode() for key in keys}
    for text in cohort.texts():
        whole = b"\n" + text
        for one in own.finditer(whole):
            if one[1] in wanted:
                match = _QUAD.fullmatch(whole[one.start() + 1 : whole.index(b"\n", one.end()) + 1].decode())
                if match:
                    found[match[3]].append(((match[1], match[4], match[5]), match[6]))
    return iter(found.values())


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
