"""What follows from facts, in the one order in which it is followed; builds, imports and `kg why` ask here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from kg.infer.absent import ASKED, spelled
from kg.infer.axioms import Axioms, read_axioms
from kg.infer.closure import Reach, spreads
from kg.infer.facts import TYPE, Facts
from kg.infer.membership import Definitions
from kg.infer.rules import Entailed, Rules
from kg.names import contract
from kg.settings import data_folder
from kg.sources.absence import Absence
from kg.sources.hpo import Hpo


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What facts are followed by: the axioms of our ontology, and HPO.

    `heard` are the properties that can change what follows, `asked` the terms of HPO that a definition names, `named`
    all classes and values that an axiom names, as objects in N-Triples spelling.
    """

    rules: Rules
    definitions: Definitions
    hpo: Hpo
    absence: Absence
    heard: frozenset[str]
    asked: frozenset[str]
    named: frozenset[str]

    @classmethod
    def of(cls, axioms: Axioms, hpo: Hpo) -> Knowledge:
        """Axioms, made ready to be followed."""
        rules, definitions = Rules(axioms), Definitions(axioms)
        asked = hpo.terms.keys() & set(map(contract, definitions.named))
        heard = ASKED | rules.links | definitions.links
        classes = (*axioms.definitions, *definitions.named, *axioms.superclasses, *chain(*axioms.superclasses.values()))
        named = definitions.values.union(f"<{one}>" for one in classes)
        return cls(rules, definitions, hpo, Absence(hpo), heard, frozenset(asked), named)

    @classmethod
    def shipped(cls, hpo: Hpo) -> Knowledge:
        """The axioms of the ontology that ships."""
        return cls.of(read_axioms([data_folder("ontology") / "csf1r.ttl"]), hpo)


def follow(facts: Facts, knowledge: Knowledge) -> Iterator[Entailed]:
    """All that follows from `facts` and is not among them, each triple with a reason; adds it to them."""
    for step in steps(facts, knowledge):
        if isinstance(step, Reach):
            yield from (one for one in step.each(knowledge.hpo) if facts.add(one[0]))
        else:
            yield step


def steps(facts: Facts, knowledge: Knowledge) -> Iterator[Reach | Entailed]:
    """The same, with what HPO adds to a finding in one piece: an import keeps these pieces as text."""
    # All of them before the first is added: what was seen is what was stated.
    found = list(spreads(facts, knowledge.absence))
    yield from found
    for one in found:
        if one.link == TYPE:
            for named in one.reached & knowledge.asked:
                facts.add((one.subject, TYPE, spelled(named)))
    new = knowledge.rules.close(facts)
    yield from new.items()
    while members := knowledge.definitions.members(facts):
        for triple in members:
            facts.add(triple)
        yield from members.items()
        yield from knowledge.rules.close(facts, members).items()
