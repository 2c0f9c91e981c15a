"""What follows for people of cohorts from what a build alone knows: of variants, their genes, and kinds of scans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from kg.imports.cohorts import Cohort
from kg.infer.facts import TYPE, Facts, resource
from kg.infer.follow import Knowledge, follow
from kg.names import BASE, graph, mint, term
from kg.triples.terms import Triple, iri

_QUAD: Final = re.compile(rf"<({re.escape(BASE)}\w+/([^/>]+)/([^/>]+)[^>]*)> <([^>]*)> (.*) <([^>]*)> \.\n")
_TRIPLE: Final = re.compile(r"<([^>]*)> <([^>]*)> (.*) <[^>]*> \.\n")
_CARRIES, _SCANNED = (f"> <{term(name)}> <" for name in ("hasVariant", "modality"))
_INFERRED: Final = graph("inferred")


def further(cohorts: Iterable[Cohort], known: Iterable[Triple], knowledge: Knowledge) -> Iterator[Triple]:
    """What an import could not infer, one person after the other: those with a variant or scan that the build knows of.

    `known` is all that the build says and infers of papers and reference data, and of the effects of variants.
    """
    about: dict[str, list[Triple]] = defaultdict(list)
    for triple in known:
        if triple[1] in knowledge.heard:
            about[triple[0]].append(triple)
    for cohort in cohorts:
        people = _concerned(cohort.lines(), about, knowledge.heard)
        for own in _people(cohort, people) if people else ():
            stated = [triple for triple, name in own if name != _INFERRED]
            held = {triple for triple, _ in own}
            found = follow(Facts((*stated, *_beside(stated, about))), knowledge)
            yield from (triple for triple, _ in found if triple not in held)


def _concerned(lines: Iterable[str], about: dict[str, list[Triple]], heard: Set[str]) -> set[str]:
    """The keys of the people; what the cohort says of variants of our genes is added to what is known `about` them."""
    ours = [gene for gene, facts in about.items() if (gene, TYPE, iri(term("SubjectGene"))) in facts]
    variants = tuple(f"<{mint('variant', gene.rpartition('/')[2], '')}" for gene in ours)
    found, leads = set(), list[tuple[str, str]]()
    for line in lines:
        if line.startswith(variants) and (match := _TRIPLE.match(line)) and match[2] in heard:
            about[match[1]].append((match[1], match[2], match[3]))
        elif (_CARRIES in line or _SCANNED in line) and (match := _QUAD.match(line)):
            leads.append((match[3], match[5]))
    # When all is read: a variant may be told of behind who has it.
    for key, target in leads:
        if target.startswith(variants) or target[1:-1] in about:
            found.add(key)
    return found


def _people(cohort: Cohort, keys: set[str]) -> Iterator[list[tuple[Triple, str]]]:
    """The statements of each of these people with their graph."""
    found: dict[str, list[tuple[Triple, str]]] = {key: [] for key in sorted(keys)}
    for line in cohort.lines():
        match = _QUAD.fullmatch(line)
        if match and match[2] == cohort.name and match[3] in found:
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
