"""Lines of a sample of a person, with gaps where other names stand in those of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.imports.ends import Ends, at
from kg.infer.facts import TYPE
from kg.names import mint, term
from kg.triples.terms import Triple, iri

ITS: Final = "its"
FINDING, CASE, PAPER, VARIANT = "finding", "case", "paper", "variant"
Gap = tuple[str, str, str, str]
"""Whose line it is, its end up to a name, whose name that is, and the rest."""
Gaps = tuple[list[str], list[Gap]]
"""Ends of lines of a finding that name nothing, and lines with gaps."""
Names = Mapping[str, Sequence[str]]
"""The IRIs of a case, and of its papers and variants."""
SAMPLE: Final = {kind: mint(kind, ITS, ITS) for kind in (CASE, PAPER, VARIANT)}
BESIDE: Final[tuple[Triple, ...]] = (
    (SAMPLE[CASE], TYPE, iri(term("Case"))),
    (SAMPLE[CASE], term("reportedIn"), iri(SAMPLE[PAPER])),
    (SAMPLE[CASE], term("hasVariant"), iri(SAMPLE[VARIANT])),
    (SAMPLE[VARIANT], TYPE, iri(term("Variant"))),
)


@dataclass(frozen=True, slots=True)
class Filled:
    """The ends of a finding's own lines, and those of others up to its name and behind it, with where they go."""

    own: tuple[str, ...]
    others: tuple[tuple[tuple[list[str], ...], str, str], ...]


def filled(gaps: Iterable[Gap], names: Names, ends: Ends) -> Filled:
    """Gaps with the names of a case; lines that do not speak of the finding are added to `ends`."""
    own, others = list[str](), list[tuple[tuple[list[str], ...], str, str]]()
    for whose, before, to, after in gaps:
        if whose == FINDING:
            own += [f"{before}{name}{after}" for name in names[to]]
        elif to == FINDING:
            others.append((tuple(at(ends, subject) for subject in names[whose]), before, after))
        else:
            for subject in names[whose]:
                at(ends, subject).extend([f"{before}{name}{after}" for name in names[to]])
    return Filled(tuple(own), tuple(others))


def gapped(lines: Iterable[tuple[str, str]], node: str) -> Gaps | None:
    """The lines of a finding in the sample that name nothing, and others with gaps; None where these are not enough."""
    roles = {node: FINDING, **{name: kind for kind, name in SAMPLE.items()}}
    ends, gaps = list[str](), list[Gap]()
    for subject, end in lines:
        named = [name for name in roles if f"<{name}>" in end]
        if subject == node and not named:
            ends.append(end)
        elif subject in roles and len(named) == 1:
            before, _, after = end.partition(named[0])
            gaps.append((roles[subject], before, roles[named[0]], after))
        else:
            return None
    return ends, gaps
