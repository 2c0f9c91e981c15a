"""HermiT over our ontology and the cases: consistency, classification, membership of defined classes.

The only importer of owlready2. It reads no Turtle, so it is handed N-Triples.
"""

from __future__ import annotations

import contextlib
import io
import re
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import owlready2

from kg.infer import java
from kg.infer.facts import TYPE
from kg.names import KG, OWL, contract
from kg.processes import starting
from kg.triples.terms import Triple

owlready2.JAVA_EXE = java.EXECUTABLE
_TYPE_OF_VALUE = re.compile(r'(?<=")\^\^<[^<>]*>$')


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT says. `types` are (subject, class) pairs of our own classes, new ones only."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    types: tuple[tuple[str, str], ...] = ()


def line(triple: Triple) -> str:
    """A triple as a line of N-Triples."""
    s, p, o = triple
    return f"<{s}> <{p}> {o} .\n"


def reason(ontology: bytes, facts: Sequence[Triple]) -> Verdict:
    """Run HermiT once over N-Triples and facts."""
    world = owlready2.World()
    loaded = world.get_ontology("https://w3id.org/csf1r-kg/ontology")
    # owlready2 gives back only individuals that are declared as such.
    declared = sorted({(s, TYPE, f"<{OWL}NamedIndividual>") for s, p, _ in facts if p == TYPE})
    heard = ontology + "".join(map(line, (*declared, *facts))).encode()
    loaded.load(fileobj=io.BytesIO(heard), format="ntriples")
    with loaded, contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        # What it hands to `subprocess`, and the only way to how Java is started.
        owlready2.reasoning._subprocess_kargs |= starting()
        try:
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Verdict(consistent=False)
        except OSError as error:
            _let_go(error)
            raise
    bad = tuple(sorted(c.iri for c in world.inconsistent_classes() if c is not owlready2.Nothing))
    return Verdict(True, bad, tuple(sorted(set(_types(world, set(facts))))))


def _let_go(error: OSError) -> None:
    """Take away the file that owlready2 could not finish, which it leaves open; the error names it."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        left = frame.f_locals.get("tmp")
        if left is not None:
            with contextlib.suppress(OSError):
                left.close()
            error.filename = left.name
            Path(left.name).unlink(missing_ok=True)


def _types(world: owlready2.World, known: set[Triple]) -> Iterator[tuple[str, str]]:
    # HermiT names the most special classes only; those above follow from the hierarchy it has classified.
    above: dict[object, tuple[str, ...]] = {}
    ours = {s for s, p, _ in known if p == TYPE}
    for individual in (one for one in world.individuals() if one.iri in ours):
        for kind in individual.is_a:
            if kind not in above:
                ancestors = kind.ancestors() if isinstance(kind, owlready2.ThingClass) else ()
                above[kind] = tuple(c.iri for c in ancestors if c.iri.startswith(KG))
            for iri in above[kind]:
                if (individual.iri, TYPE, f"<{iri}>") not in known:
                    yield individual.iri, iri


def culprits(ontology: bytes, facts: Sequence[Triple]) -> tuple[Triple, ...]:
    """A smallest set of facts that cannot all be true (QuickXplain; Junker, AAAI 2004)."""

    def conflict(given: list[Triple], grown: bool, open_: list[Triple]) -> list[Triple]:
        if grown and not reason(ontology, given).consistent:
            return []
        if len(open_) == 1:
            return open_
        half = len(open_) // 2
        one, two = open_[:half], open_[half:]
        right = conflict(given + one, bool(one), two)
        left = conflict(given + right, bool(right), one)
        return left + right

    ordered = sorted(facts)
    return tuple(conflict([], False, ordered))


def told(triple: Triple) -> str:
    """A triple in short names, for people."""
    s, p, o = triple
    short = contract(o[1:-1]) if o.startswith("<") else untyped(o)
    return f"{contract(s)} {contract(p)} {short}"


def untyped(value: str) -> str:
    """A value as it is shown, without its type.

    >>> untyped('"7"^^<http://www.w3.org/2001/XMLSchema#decimal>'), untyped('"a^^b"')
    ('"7"', '"a^^b"')
    """
    return _TYPE_OF_VALUE.sub("", value)
