"""Why a statement holds: the graph it is asserted in, how it was computed, or the axiom it was inferred by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from kg.errors import FaultyInput, UnknownName
from kg.files import checksum
from kg.infer.absent import EXCLUDES, Denials, hpo_term
from kg.infer.axioms import read_axioms
from kg.infer.facts import TYPE, Facts, resource
from kg.infer.follow import Knowledge, follow
from kg.infer.reasoner import told, untyped
from kg.infer.rules import Reason
from kg.names import BASE, PREFIXES, contract, expand, graph, term
from kg.release import Release
from kg.release.homes import kind_of
from kg.sources.hpo import hpo_path, read_hpo
from kg.triples.terms import Triple

_QUAD = re.compile(r"(?:<([^>]*)>|(_:\S+)) <([^>]*)> (.*) <([^>]*)> \.\n")
_TYPED = re.compile(r'(".*")\^\^<?([^<>"]+)>?', re.DOTALL)
# The graphs that hold facts about things of ours; the ontologies are read from their files.
_FACTUAL = frozenset(("paper", "shared", "cohort", "computed", "reference", "database"))
# What is read off the codon of a variant; how, is kg:effectReason.
_EFFECTS = frozenset((TYPE, *map(term, ("hgvsProtein", "possibleProtein", "consequence"))))


def spelled(subject: str, target: str, value: str | None) -> Triple:
    """The triple that the words of the command line mean; raises `UnknownName`."""
    if value is None:
        return full(subject), TYPE, f"<{full(target)}>"
    if value.startswith(('"', "_:")):
        typed = _TYPED.fullmatch(value)
        return full(subject), full(target), f"{typed[1]}^^<{full(typed[2])}>" if typed else value
    return full(subject), full(target), f"<{full(value)}>"


def full(name: str) -> str:
    """An IRI from an IRI, a CURIE or a prefixed name; a bare word is a name of our ontology."""
    if name.startswith(("http://", "https://", "_:")):
        return name
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    if not colon:
        return PREFIXES["kg"] + name
    if prefix in PREFIXES:
        return PREFIXES[prefix] + local
    try:
        return expand(name)
    except ValueError as error:
        raise UnknownName(f"{error}; known are {', '.join(sorted(PREFIXES))}", name) from error


class Explainer:
    """Statements of a release with their graphs, and the reason of everything that was inferred from them."""

    def __init__(self, held: Mapping[Triple, str], knowledge: Knowledge, near: Iterable[Triple] | None = None) -> None:
        self._held, self._knowledge = held, knowledge
        stated = (one for one in near or held if one[1] in knowledge.heard and kind_of(held[one]) in _FACTUAL)
        self.reasons: dict[Triple, Reason] = {}
        for triple, reason in follow(Facts(stated), knowledge):
            self.reasons.setdefault(triple, reason)

    @cached_property
    def _asserted(self) -> Facts:
        return Facts(triple for triple, name in self._held.items() if kind_of(name) in _FACTUAL)

    def tell(self, wanted: Triple, depth: int = 0) -> Iterator[str]:
        """The reasons of a statement down to what papers say; an indented line for each fact."""
        if wanted not in self._held:
            said = told(wanted) + wanted[2].removeprefix(untyped(wanted[2]))
            raise UnknownName(f"the release does not say that {said}{self._why_not(wanted)}", told(wanted))
        name = self._held[wanted]
        reason = self.reasons.get(wanted) if name == graph("inferred") else self._worked_out(wanted)
        if name == graph("inferred") and not reason:
            what = f"no reason is known for {told(wanted)}, which the release was built with"
            raise FaultyInput(f"{what}; right would be a release of this version: `kg build`")
        how = "computed because" if name == graph("computed") else "because"
        because = f"{how} {reason.axiom}" if reason else f"stated in {contract(name)}"
        yield f"{'  ' * depth}{told(wanted)}    [{because}]"
        for fact in reason.facts if reason else ():
            yield from self.tell(fact, depth + 1)

    def _why_not(self, wanted: Triple) -> str:
        """Why an exclusion does not follow, where a broader one is there."""
        subject, predicate, value = wanted
        term = hpo_term(value) if predicate == EXCLUDES else None
        reason = Denials(self._asserted, self._knowledge.absence).why_not(subject, term) if term else None
        return f": {reason}" if reason else ""

    def _worked_out(self, wanted: Triple) -> Reason | None:
        """How an effect was read off the codon, with the paper that names the variant and those that helped."""
        subject, link, _ = wanted
        how = self._asserted.objects(subject, term("effectReason"))
        if not how or link not in _EFFECTS or self._held[wanted] != graph("computed"):
            return None
        facts = [(mention, term("ofVariant"), f"<{subject}>") for mention in self._mentions(subject)][:1]
        for other in self._asserted.objects(subject, term("narrowedBy")):
            facts += [
                next(iter(self._prints(mention)), (mention, term("ofVariant"), other))
                for mention in self._mentions(other[1:-1])
            ]
        return Reason(tuple(facts), how[0].strip('"'))

    def _mentions(self, variant: str) -> list[str]:
        return self._asserted.subjects(term("ofVariant"), f"<{variant}>")

    def _prints(self, mention: str) -> list[Triple]:
        link = term("statedProtein")
        return [(mention, link, name) for name in self._asserted.objects(mention, link)]


def explain(release: Release, wanted: Triple, hpo: Path | None = None) -> list[str]:
    """The lines `kg why` prints; raises `UnknownName` for a statement that the release does not hold.

    `hpo` is by default as it ships; raises `FaultyInput` where the release was built with another one.
    """
    return explain_all(release, [wanted], hpo)


def explain_all(release: Release, wanted: Sequence[Triple], hpo: Path | None = None) -> list[str]:
    """The same for several statements about one thing, read once."""
    if not wanted:
        return []
    hpo = hpo or hpo_path()
    _same_hpo(release, hpo)
    knowledge = Knowledge.of(read_axioms([release.folder / "csf1r.ttl"]), read_hpo(hpo))
    held = statements(release, wanted[0])
    return [line for one in wanted for line in _reasons(held, _as_held(held, one), knowledge)]


def _reasons(held: Mapping[Triple, str], wanted: Triple, knowledge: Knowledge) -> Iterator[str]:
    # Most reasons are near. What leads to a thing can be one too, and is looked for where those were not enough.
    explainer = Explainer(held, knowledge, _reached(held, wanted, knowledge))
    if held.get(wanted) == graph("inferred") and wanted not in explainer.reasons:
        explainer = Explainer(held, knowledge)
    yield from explainer.tell(wanted)


def _as_held(held: Mapping[Triple, str], wanted: Triple) -> Triple:
    """A value that is asked for as it is printed, without its type, with the one type it has there."""
    same = [one for one in held if one[:2] == wanted[:2] and wanted[2] in (one[2], untyped(one[2]))]
    return same[0] if len(same) == 1 else wanted


def statements(release: Release, wanted: Triple | None = None) -> dict[Triple, str]:
    """All that a release says, with the graph that says it; or as much of it as what is `wanted` can follow from.

    That is all that is said of its subject, and of things of ours, but for other people of cohorts.
    """
    start, others = (_spelt(wanted[0]), _others(release, wanted)) if wanted else ("", None)
    near: dict[str, bool] = {}
    found = {}
    for line in release.lines():
        name = line[line.rindex(" <") + 2 : -4]
        if name not in near:
            near[name] = kind_of(name) in {*_FACTUAL, "inferred"}
        if line.startswith(start) or (near[name] and not (others and others.match(line))):
            match = _QUAD.fullmatch(line)
            if match:
                found[match[1] or match[2], match[3], match[4]] = name
    return found


def _spelt(subject: str) -> str:
    return f"{subject} " if subject.startswith("_:") else f"<{subject}> "


def _others(release: Release, wanted: Triple) -> re.Pattern[str] | None:
    """What the lines about people of cohorts begin with, but for those that a statement is about."""
    names = "|".join(re.escape(cohort["name"]) for cohort in release.manifest["cohorts"])
    person = re.compile(rf"<?{re.escape(BASE)}\w+/((?:{names})/[^/>]+)")
    own = "|".join(re.escape(match[1]) for match in map(person.match, (wanted[0], wanted[2])) if match)
    but = rf"(?!(?:{own})[/>])" if own else ""
    return re.compile(rf"<{re.escape(BASE)}\w+/{but}(?:{names})/") if names else None


def _reached(held: Mapping[Triple, str], wanted: Triple, knowledge: Knowledge) -> set[Triple]:
    """What is said of the two ends of a statement and of all that they lead to."""
    about: dict[str, list[Triple]] = defaultdict(list)
    for triple in held:
        about[triple[0]].append(triple)
    found: set[Triple] = set()
    queue = [wanted[0], resource(wanted[2]) or ""]
    while queue:
        here = about.pop(queue.pop(), ())
        found.update(here)
        queue += [target for _, link, value in here if link in knowledge.heard and (target := resource(value))]
    return found


def _same_hpo(release: Release, hpo: Path) -> None:
    """Reasons are derived anew, so the HPO in place must be the one of the release."""
    for source in release.manifest.get("sources", ()):
        if source["name"] == "hp" and checksum(hpo) not in source["files"].values():
            what = f"the release was built with {source['version']}, and another HPO is in place now"
            raise FaultyInput(f"{what}; right would be `kg build`, or the former one by `kg sources`")
