"""The two gates behind the sources: shapes over what is asserted, and HermiT over what it means."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from kg.build.inputs import Inputs
from kg.build.validate import Violation, validate
from kg.errors import FaultyInput
from kg.infer.absent import hpo_term
from kg.infer.facts import TYPE, Facts
from kg.infer.follow import Knowledge, follow
from kg.infer.reasoner import Judging, Verdict, culprits, judging, line, told
from kg.infer.slice import slice_of
from kg.names import KG, contract
from kg.spread import Spread, beside
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


@dataclass(frozen=True, slots=True)
class Fitting:
    """Gate 2: SHACL at work over what is asserted."""

    found: Future[tuple[Violation, ...]]
    shapes: tuple[str, ...]

    def verdict(self) -> dict[str, Any]:
        """Wait for it; what the manifest keeps. Raises `BrokenShape`, and `UnusableShapes`."""
        if violations := self.found.result():
            told_all = "\n".join(f"  {contract(v.focus)}: {v.message}" for v in violations)
            raise BrokenShape(f"{len(violations)} things do not fit their shapes:\n{told_all}")
        return {"conforms": True, "shapes": list(self.shapes)}


@contextmanager
def fitting(inputs: Inputs, facts: list[Triple], spread: Spread) -> Iterator[Fitting]:
    """Begin gate 2, which goes on beside the rest of a build where processes work, and has ended behind the block."""
    told = "".join(map(line, facts)).encode()
    with beside(partial(validate, shapes=inputs.ontology / "shapes"), told, spread) as found:
        gate = Fitting(found, tuple(path.name for path in inputs.shape_files()))
        try:
            yield gate
        except Exception:
            gate.verdict()  # where that raises, it is why the rest failed
            raise


@dataclass(frozen=True, slots=True)
class Trial:
    """Gate 3: HermiT at work, which must find the same types as `follow`. `inferred` is what that found."""

    inferred: set[Triple]
    ontology: bytes
    heard: list[Triple]
    at_work: Judging

    def verdict(self) -> dict[str, Any]:
        """Wait for it; what the manifest keeps. Raises `Inconsistent`, and `FaultyInput`."""
        verdict = self.at_work.verdict()
        if not verdict.consistent:
            raise Inconsistent(culprits(self.ontology, self.heard))
        if verdict.unsatisfiable:
            raise FaultyInput("nothing can be of these classes: " + ", ".join(map(contract, verdict.unsatisfiable)))
        _agreed(verdict, self.inferred, {s for s, link, _ in self.heard if link == TYPE})
        return {
            "reasoner": "HermiT",
            "consistent": True,
            "unsatisfiable": [],
            "memberships": len(verdict.types),
            "inferred": len(self.inferred),
        }


@contextmanager
def reasoning(inputs: Inputs, facts: list[Triple], knowledge: Knowledge) -> Iterator[Trial]:
    """Begin gate 3, which goes on beside the rest of a build and ends with the block."""
    own, *imports = inputs.ontology_files()
    inferred = {triple for triple, _ in follow(Facts(facts), knowledge)}
    findings = {triple for triple in inferred if triple[1] == TYPE and hpo_term(triple[2])}
    borrowed = list(renewed(statements(imports), knowledge.hpo))
    ontology, heard = slice_of(list(statements([own])), borrowed, {*facts, *findings})
    with judging(ontology, heard) as at_work:
        yield Trial(inferred, ontology, heard, at_work)


def _agreed(verdict: Verdict, inferred: set[Triple], heard: set[str]) -> None:
    """Raise `FaultyInput` where the reasoner and `follow` give things that both know of other types."""
    judged = {(subject, TYPE, f"<{kind}>") for subject, kind in verdict.types}
    followed = {one for one in inferred if one[1] == TYPE and one[2].startswith(f"<{KG}") and one[0] in heard}
    if judged != followed:
        lines = [f"  HermiT alone: {told(one)}" for one in sorted(judged - followed)]
        lines += [f"  kg/infer alone: {told(one)}" for one in sorted(followed - judged)]
        what = "the ontology says what kg/infer cannot follow; right would be axioms of the kinds in its README"
        raise FaultyInput("\n".join((what, *lines[:20])))
