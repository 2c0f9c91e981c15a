"""The names that a packet gives a variant, each read as what it is, whatever syntax it is filed under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from kg.model.change import Coding, Protein
from kg.model.genomic import GenomicChange
from kg.sources.genomic import read_genomic
from kg.sources.hgvs import HgvsError, counted_on, parse_coding, parse_protein
from kg.sources.phenopackets.notes import PacketNotes, Steps

_SYNTAXES: Final = {"hgvs.c", "hgvs.p", "hgvs.g", "hgvs.n", "hgvs.m", "hgvs.r", "hgvs", "spdi", "iscn", "gnomad"}
_GENOMIC: Final = ("g", "m", "spdi", "gnomad")


@dataclass(frozen=True, slots=True)
class Expression:
    """One name: `kind` is the letter of HGVS (c, p, g, n, m, r), or the syntax where it is none of HGVS.

    `name` is its normal form without accession, `why` says what cannot be read of it and what would be right.
    """

    number: int
    syntax: str
    value: str
    kind: str
    accession: str | None = None
    name: str = ""
    coding: Coding | None = None
    residues: Protein | None = None
    change: GenomicChange | None = None
    why: tuple[str, str] | None = None

    @property
    def whole(self) -> str:
        """The name on its accession."""
        return f"{self.accession}:{self.name}" if self.accession else self.name


def expressions(value: dict[str, Any], steps: Steps, notes: PacketNotes) -> tuple[Expression, ...]:
    """Every name of a variation descriptor; a strange syntax, and one that is another's, are told."""
    found = []
    for number, one in enumerate(value.get("expressions", ())):
        at, syntax, written = (*steps, "expressions", number, "syntax"), one["syntax"], one["value"].strip()
        if syntax not in _SYNTAXES:
            what, fix = f"{syntax[:40]!r} is no syntax we know", ", ".join(sorted(_SYNTAXES))
            notes.warn(at, what, fix, "syntax")
        name = _read(syntax, written, number)
        if name.kind == "p" and syntax not in ("hgvs", "hgvs.p"):
            notes.warn(at, f"{written[:60]!r} is a protein name; it is read as one", "hgvs.p", "syntax")
        found.append(name)
    return tuple(found)


@lru_cache(maxsize=4096)
def _read(syntax: str, written: str, number: int) -> Expression:
    kind = _kind(syntax, written)
    syntax = {"p": "hgvs.p", "g": "hgvs.g"}.get(kind, syntax)
    accession, name = counted_on(written), written.rpartition(":")[2].strip() or written
    coding, residues, change, why = None, None, None, None
    try:
        if kind in _GENOMIC:
            change = read_genomic(written)
        elif kind == "c":
            coding = parse_coding(written)
            name = str(coding)
        elif kind == "p":
            residues = parse_protein(written)
            name = str(residues)
    except HgvsError as error:
        # Our grammar reads what the papers on one gene print; p.? or p.0 are sound all the same.
        inner = name[2:].removeprefix("(").removesuffix(")")
        if kind != "p":
            why = (error.what, error.fix)
        elif name.startswith("p.") and not set(inner) & set("()"):
            name = f"p.{inner}"
    return Expression(number, syntax, written, kind, accession, name, coding, residues, change, why)


def _kind(syntax: str, written: str) -> str:
    """What a name is: its own letter says more than the syntax (`NR_003137.3:n.64_65insT` stands under hgvs.c)."""
    if not syntax.startswith("hgvs"):
        return syntax
    bare = written.rpartition(":")[2].strip()
    if bare[1:2] == "." and bare[0].lower() in "cgmnpr":
        return bare[0].lower()
    return syntax.partition(".")[2] or ("p" if bare[:1].isalpha() else "c")


def of_kind(names: Iterable[Expression], *kinds: str) -> Iterator[Expression]:
    """The names of some kinds that say anything, in the order of the kinds."""
    for kind in kinds:
        yield from (one for one in names if one.kind == kind and one.value)


def places(names: Iterable[Expression], record: GenomicChange | None) -> list[GenomicChange]:
    """Where the names and the record of VCF place the variant, GRCh38 first, those without an assembly last."""
    told = [one.change for one in of_kind(names, *_GENOMIC) if one.change]
    found = [*told, record] if record else told
    unique = {str(one): one for one in found}.values()
    return sorted(unique, key=lambda one: (one.assembly is None, one.assembly != "GRCh38"))
