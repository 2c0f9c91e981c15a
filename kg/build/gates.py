"""The two gates behind the sources: shapes over what is asserted, and HermiT over what it means."""

from __future__ import annotations

from typing import Any

from kg.build.inputs import Inputs
from kg.build.validate import validate
from kg.errors import FaultyInput
from kg.infer.axioms import read_axioms
from kg.infer.closure import hpo_closure
from kg.infer.facts import TYPE, Facts
from kg.infer.reasoner import culprits, line, reason, told
from kg.infer.rules import close
from kg.infer.slice import slice_of
from kg.names import contract
from kg.sources.hpo import Hpo
from kg.triples.hpo import renewed
from kg.triples.terms import Triple
from kg.triples.turtle import statements


class BrokenShape(FaultyInput):
    """The graph does not fit the shapes; the message lists every violation."""


class Inconsistent(FaultyInput):
    """The facts cannot all be true; `facts` is a smallest set of them that cannot."""

    def __init__(self, facts: tuple[Triple, ...]) -> None:
        super().__init__("these facts cannot all be true:\n" + "\n".join(f"  {told(fact)}" for fact in facts))
        self.facts = facts


def check_shapes(inputs: Inputs, facts: list[Triple]) -> dict[str, Any]:
    """Gate 2: SHACL; raises `BrokenShape`. Returns what the manifest keeps."""
    violations = validate("".join(map(line, facts)).encode(), inputs.ontology / "shapes")
    if violations:
        told_all = "\n".join(f"  {contract(v.focus)}: {v.message}" for v in violations)
        raise BrokenShape(f"{len(violations)} things do not fit their shapes:\n{told_all}")
    return {"conforms": True, "shapes": [path.name for path in inputs.shape_files()]}


def reasoned(inputs: Inputs, facts: list[Triple], hpo: Hpo) -> tuple[set[Triple], dict[str, Any]]:
    """Gate 3: HermiT, then every closure; raises `Inconsistent`. Returns the inferred triples and the verdict."""
    own, *imports = inputs.ontology_files()
    found = Facts(facts)
    inferred = {triple for triple, _ in hpo_closure(found, hpo)}
    borrowed = list(renewed(statements(imports), hpo))
    ontology, heard = slice_of(list(statements([own])), borrowed, {*facts, *inferred})
    verdict = reason(ontology, heard)
    if not verdict.consistent:
        raise Inconsistent(culprits(ontology, heard))
    if verdict.unsatisfiable:
        raise FaultyInput("nothing can be of these classes: " + ", ".join(map(contract, verdict.unsatisfiable)))
    inferred |= {(subject, TYPE, f"<{kind}>") for subject, kind in verdict.types}
    for triple in inferred:
        found.add(triple)
    inferred |= close(found, read_axioms([own])).keys()
    return inferred - set(facts), {
        "reasoner": "HermiT",
        "consistent": True,
        "unsatisfiable": [],
        "memberships": len(verdict.types),
        "inferred": len(inferred),
    }
