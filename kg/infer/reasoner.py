"""HermiT over our ontology and the cases: consistency, classification, membership of defined classes.

HermiT comes with owlready2, which runs it too, but with the hierarchies of properties, which nobody here asks for: they
take half of the time. So Java is run here, beside whatever else is to be done, and what it says is read here.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.files import placing
from kg.infer import java
from kg.infer.facts import TYPE
from kg.names import KG, OWL, contract
from kg.processes import starting
from kg.triples.terms import Triple

_TYPE_OF_VALUE = re.compile(r'(?<=")\^\^<[^<>]*>$')
_SAID: Final = re.compile(r"^(SubClassOf|EquivalentClasses|Type)\( (<.+>) \)$", re.M)
_NOTHING: Final = f"{OWL}Nothing"
_MEMORY: Final = "-Xmx2000M"
_JAR: Final = "HermiT.jar"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT says. `types` are (subject, class) pairs of our own classes, new ones only."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    types: tuple[tuple[str, str], ...] = ()


class NoVerdict(KgError, RuntimeError):
    """HermiT ended without an answer; the message is what it said last."""


def line(triple: Triple) -> str:
    """A triple as a line of N-Triples."""
    s, p, o = triple
    return f"<{s}> <{p}> {o} .\n"


def reason(ontology: bytes, facts: Sequence[Triple]) -> Verdict:
    """Run HermiT once over N-Triples and facts; raises `NoVerdict`."""
    with judging(ontology, facts) as at_work:
        return at_work.verdict()


@contextmanager
def judging(ontology: bytes, facts: Sequence[Triple]) -> Iterator[Judging]:
    """Begin to run HermiT over N-Triples and facts, in a process of its own, which ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        heard, said = Path(folder) / "heard.nt", Path(folder) / "said.txt"
        # HermiT tells the types of those alone that are declared as individuals.
        declared = sorted({(s, TYPE, f"<{OWL}NamedIndividual>") for s, p, _ in facts if p == TYPE})
        with placing(heard):
            heard.write_bytes(ontology + "".join(map(line, (*declared, *facts))).encode())
        with said.open("wb") as out:
            running = subprocess.Popen(_command(heard), stdout=out, stderr=subprocess.STDOUT, **starting())
        try:
            yield Judging(facts, running, said)
        finally:
            running.kill()
            running.wait()


def _command(heard: Path) -> list[str]:
    import owlready2  # takes a while, and is needed for this alone

    program = Path(owlready2.__file__).parent / "hermit"
    # One core is enough to clear up, and what is left of memory is for the rest of a build.
    start = [java.EXECUTABLE, _MEMORY, "-XX:+UseSerialGC", "-cp", os.pathsep.join(map(str, (program, program / _JAR)))]
    return [*start, "org.semanticweb.HermiT.cli.CommandLine", "-c", "-I", heard.as_uri()]


@dataclass(frozen=True, slots=True)
class Judging:
    """HermiT at work over facts; what it says goes to a file."""

    facts: Sequence[Triple]
    running: subprocess.Popen[bytes]
    said: Path

    def verdict(self) -> Verdict:
        """Wait for it; raises `NoVerdict`."""
        ended = self.running.wait()
        said = self.said.read_text(encoding="utf-8", errors="replace")
        if ended:
            if "Inconsistent ontology" in said:
                return Verdict(consistent=False)
            raise NoVerdict(f"HermiT ended with {ended}: {said.strip()[-1000:]}; right would be to run it again")
        found = [(kind, names[1:-1].split("> <")) for kind, names in _SAID.findall(said)]
        above, bad = _hierarchy(found)
        types = _types([(one, kind) for name, (one, *kinds) in found if name == "Type" for kind in kinds], above)
        known = {(s, o) for s, p, o in self.facts if p == TYPE}
        ours = {s for s, _ in known}
        fresh = {(one, kind) for one, kind in types if one in ours and (one, f"<{kind}>") not in known}
        return Verdict(True, tuple(sorted(bad)), tuple(sorted(fresh)))


Said = tuple[str, list[str]]


def _hierarchy(found: Sequence[Said]) -> tuple[Mapping[str, set[str]], set[str]]:
    """The classes right above each, those that are the same among them; and those that nothing can be of."""
    above: dict[str, set[str]] = defaultdict(set)
    bad: set[str] = set()
    for kind, names in found:
        if kind == "SubClassOf":
            above[names[0]].add(names[1])
        elif kind == "EquivalentClasses":
            for name in names:
                above[name].update(names)
            bad.update(names if _NOTHING in names else ())
        if kind == "SubClassOf" and names[1] == _NOTHING:
            bad.add(names[0])
    return above, bad - {_NOTHING}


def _types(said: Sequence[tuple[str, str]], above: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """HermiT names the most special classes only; those above follow from the hierarchy it has classified."""
    every: dict[str, tuple[str, ...]] = {}
    for one, kind in said:
        if kind not in every:
            reached, ahead = {kind}, [kind]
            while ahead:
                fresh = above.get(ahead.pop(), set()) - reached
                reached |= fresh
                ahead += fresh
            every[kind] = tuple(name for name in reached if name.startswith(KG))
        yield from ((one, name) for name in every[kind])


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
