"""Why a statement holds: the graph it is asserted in, or the axiom and the facts it was inferred from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import FaultyInput, UnknownName
from kg.files import checksum
from kg.infer.axioms import read_axioms
from kg.infer.closure import hpo_closure
from kg.infer.facts import TYPE, Facts
from kg.infer.membership import members
from kg.infer.reasoner import told
from kg.infer.rules import Reason, close
from kg.inputs import Inputs
from kg.names import PREFIXES, contract, expand, graph
from kg.release import Release
from kg.sources.hpo import read_hpo
from kg.triples.terms import Triple

_QUAD = re.compile(r"^<([^>]*)> <([^>]*)> (.*) <([^>]*)> \.\n$")
# The graphs that hold facts about things of ours; the ontologies are read from their files.
_FACTUAL = tuple(graph(kind) for kind in ("paper", "shared", "cohort", "computed", "reference"))


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
        for line in release.lines():
            match = _QUAD.match(line)
            if match and match[4].startswith(_FACTUAL):
                self.asserted[match[1], match[2], match[3]] = match[4]
        axioms = read_axioms(inputs.ontology_files()[:1])
        self.facts = Facts(self.asserted)
        self.reasons: dict[Triple, Reason] = {}
        self._add(dict(hpo_closure(self.facts, read_hpo(inputs.hpo))))
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
        if wanted in self.asserted:
            yield f"{pad}{told(wanted)}    [stated in {contract(self.asserted[wanted])}]"
        elif wanted in self.reasons:
            reason = self.reasons[wanted]
            yield f"{pad}{told(wanted)}    [because {reason.axiom}]"
            for fact in reason.facts:
                yield from self.tell(fact, depth + 1)
        else:
            raise UnknownName(f"the release does not say that {told(wanted)}", told(wanted))


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
