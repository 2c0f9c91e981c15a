"""Why a statement holds: the graph it is asserted in, how it was computed, or the axiom it was inferred by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.build.inputs import Inputs
from kg.errors import FaultyInput, UnknownName
from kg.files import checksum
from kg.infer.absent import EXCLUDES, Denials, hpo_term
from kg.infer.axioms import read_axioms
from kg.infer.closure import hpo_closure
from kg.infer.facts import TYPE, Facts
from kg.infer.membership import members
from kg.infer.reasoner import told
from kg.infer.rules import Reason, close
from kg.names import PREFIXES, contract, expand, graph, term
from kg.release import Release
from kg.sources.absence import Absence
from kg.sources.hpo import read_hpo
from kg.triples.terms import Triple

_QUAD = re.compile(r"^<([^>]*)> <([^>]*)> (.*) <([^>]*)> \.\n$")
# The graphs that hold facts about things of ours; the ontologies are read from their files.
_INFERRED = graph("inferred")
_FACTUAL = tuple(graph(kind) for kind in ("paper", "shared", "cohort", "computed", "reference"))
# What is read off the codon of a variant; how, is kg:effectReason.
_EFFECTS = frozenset((TYPE, *map(term, ("hgvsProtein", "possibleProtein", "consequence"))))


def spelled(subject: str, target: str, value: str | None) -> Triple:
    """The triple that the words of the command line mean; raises `UnknownName`."""
    if value is None:
        return full(subject), TYPE, f"<{full(target)}>"
    literal = value.startswith('"')
    return full(subject), full(target), value if literal else f"<{full(value)}>"


def full(name: str) -> str:
    """An IRI from an IRI, a CURIE or a prefixed name; a bare word is a name of our ontology."""
    if name.startswith(("http://", "https://")):
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
    """The asserted facts of a release, and the reason of everything that was inferred from them."""

    def __init__(self, release: Release, inputs: Inputs) -> None:
        self.asserted: dict[Triple, str] = {}
        self.held: set[Triple] = set()
        for line in release.lines():
            match = _QUAD.match(line)
            if match and match[4].startswith(_FACTUAL):
                self.asserted[match[1], match[2], match[3]] = match[4]
            elif match and match[4] == _INFERRED:
                self.held.add((match[1], match[2], match[3]))
        axioms, hpo = read_axioms(inputs.ontology_files()[:1]), read_hpo(inputs.hpo)
        self.facts = Facts(self.asserted)
        self.absence = Absence(hpo)
        self.reasons: dict[Triple, Reason] = {}
        self._add(dict(hpo_closure(self.facts, hpo)))
        self._add(members(axioms, self.facts))
        self._add(close(self.facts, axioms))
        self._add(members(axioms, self.facts))

    def _add(self, found: dict[Triple, Reason]) -> None:
        self.reasons = found | self.reasons
        for triple in found:
            self.facts.add(triple)

    def tell(self, wanted: Triple, depth: int = 0) -> Iterator[str]:
        """The reasons of a statement down to what papers say; an indented line for each fact."""
        pad = "  " * depth
        reason = self._worked_out(wanted)
        if reason:
            yield f"{pad}{told(wanted)}    [computed because {reason.axiom}]"
            for fact in reason.facts:
                yield from self.tell(fact, depth + 1)
        elif wanted in self.asserted:
            yield f"{pad}{told(wanted)}    [stated in {contract(self.asserted[wanted])}]"
        elif wanted in self.reasons and wanted in self.held:
            reason = self.reasons[wanted]
            yield f"{pad}{told(wanted)}    [because {reason.axiom}]"
            for fact in reason.facts:
                yield from self.tell(fact, depth + 1)
        else:
            raise UnknownName(f"the release does not say that {told(wanted)}{self._why_not(wanted)}", told(wanted))

    def _why_not(self, wanted: Triple) -> str:
        """Why an exclusion does not follow, where a broader one is there."""
        subject, predicate, value = wanted
        term = hpo_term(value) if predicate == EXCLUDES else None
        reason = Denials(Facts(self.asserted), self.absence).why_not(subject, term) if term else None
        return f": {reason}" if reason else ""

    def _worked_out(self, wanted: Triple) -> Reason | None:
        """How an effect was read off the codon, with the paper that names the variant and those that helped."""
        subject, link, _ = wanted
        how = self.facts.objects(subject, term("effectReason"))
        if not how or link not in _EFFECTS or self.asserted.get(wanted) != graph("computed"):
            return None
        facts = [(mention, term("ofVariant"), f"<{subject}>") for mention in self._mentions(subject)][:1]
        for other in self.facts.objects(subject, term("narrowedBy")):
            facts += [
                next(iter(self._prints(mention)), (mention, term("ofVariant"), other))
                for mention in self._mentions(other[1:-1])
            ]
        return Reason(how[0].strip('"'), tuple(facts))

    def _mentions(self, variant: str) -> list[str]:
        return self.facts.subjects(term("ofVariant"), f"<{variant}>")

    def _prints(self, mention: str) -> list[Triple]:
        link = term("statedProtein")
        return [(mention, link, name) for name in self.facts.objects(mention, link)]


def explain(release: Release, wanted: Triple, inputs: Inputs | None = None) -> list[str]:
    """The lines `kg why` prints; raises `UnknownName` for a statement that does not hold.

    Without `inputs` HPO is taken as it ships; raises `FaultyInput` where the release was built with another one.
    """
    inputs = inputs or Inputs.shipped()
    inputs.verify("hp")
    _same_hpo(release, inputs)
    return list(Explainer(release, inputs).tell(wanted))


def _same_hpo(release: Release, inputs: Inputs) -> None:
    """Reasons are derived anew, so the HPO in place must be the one of the release."""
    for source in release.manifest.get("sources", ()):
        if source["name"] == "hp" and checksum(inputs.hpo) not in source["files"].values():
            what = f"the release was built with {source['version']}, and another HPO is in place now"
            raise FaultyInput(f"{what}; right would be `kg build`, or the former one by `kg sources`")
