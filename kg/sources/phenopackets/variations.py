"""Variants of a packet: what one is called, normalised where our grammar of HGVS reads it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from kg.model.packet import GeneName, Place, Variation
from kg.names import digest, slug
from kg.sources.hgvs import HgvsError, parse_coding, parse_protein
from kg.sources.phenopackets.notes import Notes, Steps
from kg.sources.phenopackets.terms import Terms

_SYNTAXES: Final = {"hgvs.c", "hgvs.p", "hgvs.g", "hgvs.n", "hgvs.m", "hgvs.r", "hgvs", "spdi", "iscn", "gnomad"}
_BASES: Final = re.compile(r"[ACGTNacgtn]+|[ACGTN]*<[A-Za-z0-9:_-]+>|\*|\.|[ACGTNacgtn]*[\[\]][^\s<>]+", re.ASCII)
_GENE_ID: Final = re.compile(r"[A-Za-z]+:[\w.:-]{1,60}", re.ASCII)
_SYMBOL: Final = re.compile(r"[A-Za-z][\w.@-]{0,40}")


def variation(value: dict[str, Any], owner: str, terms: Terms, steps: Steps, notes: Notes) -> Variation:
    """One variation descriptor. `owner` tells apart variants that have no name of their own."""
    gene = gene_name(value["geneContext"], (*steps, "geneContext"), notes) if "geneContext" in value else None
    if value.get("extensions"):
        notes.keep_out((*steps, "extensions"), len(value["extensions"]))
    expressions = _expressions(value, steps, notes)
    coding = _first(expressions, _coding, ("hgvs.c", "hgvs"), steps, notes)
    protein = _first(expressions, _protein, ("hgvs.p",), steps, notes)
    place = _place(value["vcfRecord"], (*steps, "vcfRecord"), notes) if "vcfRecord" in value else None
    structure = value.get("structuralType")
    label = value.get("label") or coding or (expressions[0][1] if expressions else value.get("id", ""))
    named = coding or _other(expressions, place) or protein
    if named is None:
        named = f"unnamed-{slug(label, 40)}-{digest(owner, value.get('id'), label)}"
        if not (label or structure):
            notes.warn(steps, "this variant has no name and no position", "an expression, as hgvs.c", "variant-unnamed")
    return Variation(
        identity=named,
        label=label or named,
        coding=coding,
        protein=protein,
        gene=gene,
        expressions=expressions,
        place=place,
        vrs=_vrs(value, steps, notes),
        structure=terms.read(structure, (*steps, "structuralType"), notes) if structure else None,
        aliases=(*value.get("alternateLabels", ()), *value.get("xrefs", ())),
        description=value.get("description", ""),
    )


def gene_name(value: dict[str, Any], steps: Steps, notes: Notes) -> GeneName | None:
    """A gene; its id stands in where the symbol is missing."""
    symbol, identifier = value.get("symbol", "").strip(), value.get("valueId", "").strip()
    if symbol and not _SYMBOL.fullmatch(symbol):
        notes.warn((*steps, "symbol"), f"{symbol[:60]!r} is no gene symbol", "as in TOY1", "gene")
    if identifier and not _GENE_ID.fullmatch(identifier):
        notes.warn((*steps, "valueId"), f"{identifier[:60]!r} is no identifier", "as in HGNC:2433", "gene")
        identifier = ""
    return GeneName(symbol or identifier, identifier) if symbol or identifier else None


def _expressions(value: dict[str, Any], steps: Steps, notes: Notes) -> tuple[tuple[str, str], ...]:
    found = []
    for number, one in enumerate(value.get("expressions", ())):
        if one["syntax"] not in _SYNTAXES:
            what, fix = f"{one['syntax'][:40]!r} is no syntax we know", ", ".join(sorted(_SYNTAXES))
            notes.warn((*steps, "expressions", number, "syntax"), what, fix, "syntax")
        found.append((one["syntax"], one["value"].strip()))
    return tuple(found)


def _first(
    expressions: tuple[tuple[str, str], ...], read: Any, syntaxes: tuple[str, ...], steps: Steps, notes: Notes
) -> str | None:
    for number, (syntax, value) in enumerate(expressions):
        # `NR_003137.3:n.64_65insT` stands under hgvs.c too, and is no coding name.
        if syntax in syntaxes and value and _bare(value)[:2] not in ("n.", "m.", "g."):
            name, why = read(value)
            if why:
                at = (*steps, "expressions", number, "value")
                notes.warn(at, f"{why[0]}; kept as it is written", why[1], "hgvs")
            return str(name)
    return None


@lru_cache(maxsize=4096)
def _coding(value: str) -> tuple[str, tuple[str, str] | None]:
    try:
        return str(parse_coding(value)), None
    except HgvsError as error:
        return _bare(value), (error.what, error.fix)


@lru_cache(maxsize=4096)
def _protein(value: str) -> tuple[str, tuple[str, str] | None]:
    try:
        return str(parse_protein(value)), None
    except HgvsError:
        # Our grammar reads what the papers on one gene print; p.? or p.0 are sound all the same.
        return _bare(value).replace("(", "").replace(")", ""), None


def _bare(value: str) -> str:
    """A name without the accession it is counted on."""
    return value.rpartition(":")[2].strip() or value


def _other(expressions: tuple[tuple[str, str], ...], place: Place | None) -> str | None:
    """What names a variant without a coding name: its name on a non-coding transcript, the genome, or its position."""
    for wanted in ("hgvs.n", "hgvs.c", "hgvs.m", "hgvs.g", "spdi", "gnomad", "iscn"):
        for syntax, value in expressions:
            if syntax == wanted and value:
                return _bare(value) if syntax in ("hgvs.n", "hgvs.m") or value.partition(":")[2][:2] == "n." else value
    if place and len(place.reference) + len(place.alternate) <= 60:
        return f"{place.assembly}-{place.chromosome}-{place.position}-{place.reference}-{place.alternate}"
    return None


def _place(value: dict[str, Any], steps: Steps, notes: Notes) -> Place:
    for key in ("ref", "alt"):
        if not _BASES.fullmatch(value[key]):
            notes.error((*steps, key), f"{value[key][:40]!r} are no bases", "as in A, or <DEL>", "vcf")
    if value["pos"] < 1:
        notes.error((*steps, "pos"), "positions count from 1", "the position of the first base", "vcf")
    return Place(value["genomeAssembly"], value["chrom"], value["pos"], value["ref"], value["alt"])


def _vrs(value: dict[str, Any], steps: Steps, notes: Notes) -> str | None:
    """The VRS id; the rest of a VRS object says in numbers what the names say, and is kept out."""
    for body in (value.get("variation"), *(value.get("variation") or {}).values()):
        if isinstance(body, dict):
            for key in ("id", "_id", "Id"):  # protobuf writes the field _id as Id
                if isinstance(body.get(key), str) and body[key].startswith("ga4gh:"):
                    notes.keep_out((*steps, "variation", "(all but its id)"))
                    return str(body[key])
    if "variation" in value:
        notes.keep_out((*steps, "variation"))
    found = value.get("id", "")
    return found if found.startswith("ga4gh:") else None
