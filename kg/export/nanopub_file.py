"""Nanopublications as one file of TriG, each with prefixes `this:` and `sub:` of its own, as readers know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final, TextIO

from kg.engine import RowTerm
from kg.export.nanopubs import NP, NPX, Nanopub
from kg.export.trusty import Statement
from kg.files import aside_of, packing
from kg.lock import alone_at
from kg.names import PREFIXES, RDF, XSD
from kg.release.turtle import short
from kg.triples.terms import text

_MORE: Final = {"np": NP, "npx": NPX}
_TYPE: Final = RDF + "type"
_STRING: Final = XSD + "string"


def write_nanopubs(path: Path, found: Iterable[Nanopub]) -> Counter[str]:
    """Write them aside and move the file into place; packed where its name ends in .gz. Returns how many of a kind."""
    path = path.absolute()
    with alone_at(path, "kg export nanopubs"), aside_of(path) as aside:
        made = aside / path.name
        with packing(made) if path.suffix == ".gz" else made.open("w", encoding="utf-8", newline="\n") as stream:
            counted = _written(stream, found)
        made.replace(path)
    return counted


def _written(stream: TextIO, found: Iterable[Nanopub]) -> Counter[str]:
    stream.writelines(f"@prefix {name}: <{space}> .\n" for name, space in sorted((PREFIXES | _MORE).items()))
    counted: Counter[str] = Counter()
    for one in found:
        stream.writelines(trig(one))
        counted[one.kind] += 1
    return counted


def trig(one: Nanopub) -> Iterator[str]:
    """One nanopublication, after the prefixes that all share."""
    yield f"\n@prefix this: <{one.iri}> .\n@prefix sub: <{one.iri}#> .\n"
    for graph, members in groupby(one.statements, key=lambda statement: statement.graph):
        yield f"{_name(graph, one)} {{\n"
        for subject, facts in groupby(members, key=lambda statement: statement.subject):
            said = " ;\n    ".join(f"{_verb(fact, one)} {_object(fact.object, one)}" for fact in facts)
            yield f"  {_name(subject, one)} {said} .\n"
        yield "}\n"


def _verb(fact: Statement, one: Nanopub) -> str:
    return "a" if fact.predicate == _TYPE else _name(fact.predicate, one)


def _object(term: RowTerm, one: Nanopub) -> str:
    if term.kind == "iri":
        return _name(term.value, one)
    plain = text(term.value, term.language)
    return plain if term.language or term.datatype in (None, _STRING) else f"{plain}^^{short(f'<{term.datatype}>')}"


def _name(iri: str, one: Nanopub) -> str:
    if iri == one.iri:
        return "this:"
    for prefix, space in (("sub", f"{one.iri}#"), *_MORE.items()):
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return short(f"<{iri}>")
