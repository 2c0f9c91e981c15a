"""Findings of which nothing is said but the term and when it was, as most are: what follows once for each kind.

Two of a kind differ in their names and times alone, where no definition asks for their term: what follows from such a
finding leads to its case, to a paper or variant of that, and to no other finding; nothing follows from when it was. So
it is followed for one of each kind, and with other names it is said of every other. What is told of in more words, or
asked for, is followed by itself. What an exclusion denies depends on what else was seen in the person, and is asked
for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.imports.ends import Ends, Tails, at
from kg.infer.absent import EXCLUDES, spelled
from kg.infer.closure import Reach
from kg.infer.facts import TYPE, Facts
from kg.infer.follow import Knowledge, steps
from kg.model.packet import Feature, Moment, Packet, Term
from kg.names import DCTERMS, mint, term
from kg.triples.packet_finding import finding_details, finding_node, finding_triples
from kg.triples.terms import Triple, iri

_KEPT: Final = 40_000
"""Kinds that are kept: two for each term of HPO, and more where packets call one differently."""
_ITS: Final = "its"
_FINDING, _CASE, _PAPER, _VARIANT = "finding", "case", "paper", "variant"
_Gap = tuple[str, str, str, str]
_Gaps = tuple[list[str], list[_Gap]]
Names = Mapping[str, Sequence[str]]
"""The IRIs of a case, and of its papers and variants."""
_UNHEARD: Final = frozenset(
    (DCTERMS + "description", *map(term, ("onsetTerm", "statedTime", "ageAtObservation", "gestationalDays")))
) | set(map(term, ("rangeLow", "rangeHigh", "statedResolution")))
"""What is told of when a finding was, and in which words."""
_SAMPLE: Final = {kind: mint(kind, _ITS, _ITS) for kind in (_CASE, _PAPER, _VARIANT)}
_BESIDE: Final[tuple[Triple, ...]] = (
    (_SAMPLE[_CASE], TYPE, iri(term("Case"))),
    (_SAMPLE[_CASE], term("reportedIn"), iri(_SAMPLE[_PAPER])),
    (_SAMPLE[_CASE], term("hasVariant"), iri(_SAMPLE[_VARIANT])),
    (_SAMPLE[_VARIANT], TYPE, iri(term("Variant"))),
)


@dataclass(frozen=True, slots=True)
class FindingKind:
    """What a finding says: `ends` of its own lines, and `gaps`: lines of one thing that lead to another.

    A gap is whose line it is, its end up to a name, whose name that is, and the rest.
    """

    name: str
    ends: tuple[str, ...]
    gaps: tuple[_Gap, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a finding beside its kind: what its name ends with, and `ends` of its lines."""

    name: str = ""
    ends: tuple[str, ...] = ()


_NOTHING: Final = Told()
_ANY: Final = Feature(term=Term("any"))
Plain = tuple[Feature, FindingKind, Told]


@dataclass(frozen=True, slots=True)
class _Ways:
    """The gaps of a kind with the names of a case: ends of a finding's lines, and those of others, with their gap."""

    own: tuple[str, ...]
    others: tuple[tuple[tuple[list[str], ...], str, str], ...]


def _ways(gaps: Iterable[_Gap], names: Names, ends: Ends) -> _Ways:
    own, others = list[str](), list[tuple[tuple[list[str], ...], str, str]]()
    for whose, before, to, after in gaps:
        if whose == _FINDING:
            own += [f"{before}{name}{after}" for name in names[to]]
        elif to == _FINDING:
            others.append((tuple(at(ends, subject) for subject in names[whose]), before, after))
        else:
            for subject in names[whose]:
                at(ends, subject).extend([f"{before}{name}{after}" for name in names[to]])
    return _Ways(tuple(own), tuple(others))


class FindingKinds:
    """The kinds that a cohort has had so far."""

    def __init__(self, cohort: str, tails: Tails, knowledge: Knowledge) -> None:
        self._cohort, self._tails, self._knowledge = cohort, tails, knowledge
        self._kinds: dict[tuple[str, str, bool], FindingKind | None] = {}
        self._follows: dict[tuple[bool, str | None], _Gaps | None] = {}
        self._tolds: dict[tuple[str, Moment | None, Moment | None], Told] = {}
        self._timed = knowledge.heard.isdisjoint(_UNHEARD)

    def apart(self, packet: Packet) -> tuple[list[Plain], tuple[Feature, ...]]:
        """The findings that are of a kind, with it and what more is told, and those that are followed by themselves."""
        plain, rest = list[Plain](), list[Feature]()
        if not (packet.case or packet.remarks or packet.things):
            for one in packet.features:
                if _is_plain(one) and (self._timed or not _is_told(one)) and (kind := self._kind(one)):
                    plain.append((one, kind, self._told(one) if _is_told(one) else _NOTHING))
                else:
                    rest.append(one)
        lacking = [one.term.id for one in rest if not one.present]
        seen = _Seen((one for one, _, _ in plain), self._knowledge) if lacking else None
        # What an exclusion in more words denies is worked out among what was seen in the person at or below its term.
        apart = plain and not (seen and any(map(seen.below, lacking)))
        return (plain, tuple(rest)) if apart else ([], packet.features)

    def add(self, plain: Iterable[Plain], packet: Packet, key: str, names: Names, ends: Ends) -> None:
        """Add what the findings of a kind say, and what follows."""
        seen = _Seen(packet.features, self._knowledge)
        # Kinds differ in their terms, seldom in how they lead elsewhere.
        ways: dict[tuple[_Gap, ...], _Ways] = {}
        for one, kind, more in plain:
            node = mint("observation", self._cohort, key, kind.name + more.name)
            way = ways.get(kind.gaps)
            if way is None:
                way = ways[kind.gaps] = _ways(kind.gaps, names, ends)
            own = at(ends, node)
            own += kind.ends
            own += more.ends
            own += way.own
            for others, before, after in way.others:
                end = f"{before}{node}{after}"
                for tails in others:
                    tails.append(end)
            if not one.present:
                denied = self._knowledge.absence.follows(one.term.id, seen.below(one.term.id), one.modality)
                own += self._tails.of(Reach(node, EXCLUDES, one.term.id, denied))

    def _told(self, one: Feature) -> Told:
        key = one.description, one.onset, one.resolution
        found = self._tolds.get(key)
        if found is None:
            if len(self._tolds) >= _KEPT:
                self._tolds.clear()
            bare = replace(_ANY, description=one.description, onset=one.onset, resolution=one.resolution)
            _, name = finding_node(bare, _ITS, _ITS).split(_ANY.term.id)
            facts = finding_details(_ITS, bare)
            found = self._tolds[key] = Told(name, tuple(self._tails.said(link, value) for _, link, value in facts))
        return found

    def _kind(self, one: Feature) -> FindingKind | None:
        key = (one.term.id, one.term.label, one.present)
        if key not in self._kinds:
            if len(self._kinds) >= _KEPT:
                self._kinds.clear()
            self._kinds[key] = None if self._asked(one) else self._made(one)
        return self._kinds[key]

    def _asked(self, one: Feature) -> bool:
        """Whether a definition asks for such a finding, so that it may count together with another."""
        asked = self._knowledge.asked if one.present else frozenset()
        return spelled(one.term.id) in self._knowledge.definitions.values or not asked.isdisjoint(
            self._knowledge.hpo.ancestors(one.term.id)
        )

    def _made(self, one: Feature) -> FindingKind | None:
        said = self._said(one)
        follows = self._follows.get((one.present, one.modality))
        if follows is None:
            follows = self._follows[one.present, one.modality] = self._following(said)
        node = said[0][2][1:-1]
        every = [(subject, self._tails.said(link, value)) for subject, link, value in said]
        found = _gaps(every, node), follows
        if None in found:
            return None
        reached = self._knowledge.hpo.ancestors(one.term.id) if one.present else frozenset[str]()
        above = self._tails.of(Reach(node, TYPE, one.term.id, reached))
        ends = (*above, *(end for part in found if part for end in part[0]))
        gaps = (gap for part in found if part for gap in part[1])
        return FindingKind(node.rpartition("/")[2], tuple(sorted(ends)), tuple(gaps))

    def _said(self, one: Feature) -> list[Triple]:
        """What a finding says in the sample of a case; first that the case has it."""
        bare = replace(one, description="", onset=None, resolution=None)
        return [*finding_triples(_SAMPLE[_CASE], bare, _ITS, _ITS, [iri(_SAMPLE[_PAPER])])]

    def _following(self, said: list[Triple]) -> _Gaps | None:
        """What follows beside that which HPO adds: of all such findings the same, whatever their terms."""
        before, after = (self._entailed(facts) for facts in (_BESIDE, (*_BESIDE, *said)))
        new = (
            (subject, self._tails.inferred(link, value))
            for subject, link, value in after
            if (subject, link, value) not in before
        )
        return _gaps(new, said[0][2][1:-1])

    def _entailed(self, facts: Iterable[Triple]) -> list[Triple]:
        heard = Facts(triple for triple in facts if triple[1] in self._knowledge.heard)
        return [step[0] for step in steps(heard, self._knowledge) if not isinstance(step, Reach)]


def _gaps(lines: Iterable[tuple[str, str]], node: str) -> _Gaps | None:
    """The lines of a finding in the sample that name nothing, and others with gaps; None where these are not enough."""
    roles = {node: _FINDING, **{name: kind for kind, name in _SAMPLE.items()}}
    ends, gaps = list[str](), list[_Gap]()
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


def _is_plain(one: Feature) -> bool:
    """Whether nothing is said but a term of HPO, whether it was seen, on what kind of scan such are seen, and when."""
    more = one.severity or one.modifiers or one.evidence
    return one.known and one.coded and not (more or one.remarks or one.name or one.read)


def _is_told(one: Feature) -> bool:
    """Whether more is told of it: when it was, or in words."""
    return bool(one.onset or one.resolution or one.description)


class _Seen:
    """What was seen in a person."""

    def __init__(self, features: Iterable[Feature], knowledge: Knowledge) -> None:
        terms = knowledge.hpo.terms
        present = {one.term.id for one in features if one.present and one.coded and one.term.id in terms}
        self._above = {one: knowledge.hpo.ancestors(one) for one in present}

    def below(self, excluded: str) -> list[str]:
        """The terms at or below one that is excluded."""
        return [one for one, above in self._above.items() if excluded in above]
