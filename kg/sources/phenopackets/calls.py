"""Interpretations of a packet: which variants or genes were found, what they are called, and what they are taken for.

The names of a variant are normalised where our grammar of HGVS reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.model.database import GenomicPlace
from kg.model.genomic import GenomicChange
from kg.model.packet import UNSPECIFIED, Call, GeneName, Term, Variation
from kg.names import digest, slug
from kg.sources.genomic import from_vcf, sequence
from kg.sources.hgvs import HgvsError
from kg.sources.phenopackets.expressions import Expression, expressions, of_kind, places
from kg.sources.phenopackets.identity import VariantReader
from kg.sources.phenopackets.notes import PacketNotes, Steps
from kg.sources.phenopackets.terms import Terms

_UNNAMED: Final = "unnamed-"
_BASES: Final = re.compile(r"[ACGTNacgtn]+|[ACGTN]*<[A-Za-z0-9:_-]+>|\*|\.|[ACGTNacgtn]*[\[\]][^\s<>]+", re.ASCII)


def calls(value: dict[str, Any], owner: str, terms: Terms, notes: PacketNotes) -> Iterator[Call]:
    """Every call of every interpretation; `owner` is the packet's id."""
    known = {owner, value.get("subject", {}).get("id"), *(one.get("id") for one in value.get("biosamples", ()))}
    for n, interpretation in enumerate(value.get("interpretations", ())):
        diagnosis = interpretation.get("diagnosis", {})
        at: Steps = ("interpretations", n, "diagnosis")
        disease = terms.under(diagnosis, "disease", at, notes)
        found = diagnosis.get("genomicInterpretations", ())
        if disease and not found and not any(one["term"]["id"] == disease.id for one in value.get("diseases", ())):
            notes.keep_out((*at, "disease (of a diagnosis without a variant)"))
        for m, one in enumerate(found):
            here = (*at, "genomicInterpretations", m)
            whose = one.get("subjectOrBiosampleId")
            if whose and whose not in known:
                what = f"{whose[:60]!r} is neither the subject nor a biosample; read as the subject's"
                notes.warn((*here, "subjectOrBiosampleId"), what, "the subject's id", "subject")
            yield _call(one, owner, disease, terms, here, notes)


def _call(
    value: dict[str, Any], owner: str, disease: Term | None, terms: Terms, steps: Steps, notes: PacketNotes
) -> Call:
    status = value.get("interpretationStatus", "UNKNOWN_STATUS")
    if "gene" in value:
        gene = terms.genes.read(value["gene"], (*steps, "gene"), notes)
        if gene is None:
            notes.keep_out((*steps, "gene (without symbol and id)"))
        return Call(status=status, gene=gene, disease=disease)
    inner = value["variantInterpretation"]
    at = (*steps, "variantInterpretation", "variationDescriptor")
    descriptor = inner["variationDescriptor"]
    found = variation(descriptor, owner, terms, at, notes)
    zygosity = terms.under(descriptor, "allelicState", at, notes)
    return Call(
        status=status,
        variation=found,
        gene=found.gene,
        zygosity=None if zygosity and zygosity.id == UNSPECIFIED else zygosity,
        named=descriptor.get("id", ""),
        acmg=inner.get("acmgPathogenicityClassification", "NOT_PROVIDED"),
        actionability=inner.get("therapeuticActionability", "UNKNOWN_ACTIONABILITY"),
        disease=disease,
    )


def variation(value: dict[str, Any], owner: str, terms: Terms, steps: Steps, notes: PacketNotes) -> Variation:
    """One variation descriptor. `owner` tells apart variants that have no name of their own."""
    # Families and founders share their variants; what one is called depends on who has it only where it has no name.
    key = repr(value)
    found = notes.once(terms.variations, key, lambda: _variation(value, owner, terms, steps, notes))
    if found.identity.startswith(_UNNAMED):
        terms.variations.pop(key, None)
    return found


def _variation(value: dict[str, Any], owner: str, terms: Terms, steps: Steps, notes: PacketNotes) -> Variation:
    gene = terms.genes.read(value["geneContext"], (*steps, "geneContext"), notes) if "geneContext" in value else None
    if value.get("extensions"):
        notes.keep_out((*steps, "extensions"), len(value["extensions"]))
    names = expressions(value, steps, notes)
    place, change = _place(value["vcfRecord"], (*steps, "vcfRecord"), notes) if "vcfRecord" in value else (None, None)
    found = VariantReader(terms.genes, steps, notes).identity(gene, names, places(names, change))
    protein = next((one.name for one in of_kind(names, "p")), None)
    structure = value.get("structuralType")
    label = value.get("label") or found.coding or (names[0].value if names else value.get("id", ""))
    named = found.name or _recorded(place) or _protein(names, found.gene)
    if not named:
        named = f"{_UNNAMED}{slug(label, 40)}-{digest(owner, value.get('id'), label)}"
        if not (label or structure):
            notes.warn(steps, "this variant has no name and no position", "an expression, as hgvs.c", "variant-unnamed")
    return Variation(
        identity=named,
        label=label or named,
        coding=found.coding,
        protein=protein,
        gene=found.gene,
        expressions=tuple((one.syntax, one.value) for one in names),
        place=place,
        vrs=_vrs(value, steps, notes),
        structure=terms.read(structure, (*steps, "structuralType"), notes) if structure else None,
        aliases=(*value.get("alternateLabels", ()), *value.get("xrefs", ())),
        description=value.get("description", ""),
        alike=found.alike,
    )


def _protein(names: tuple[Expression, ...], gene: GeneName | None) -> str:
    """The protein name of a variant that has no other, on its accession; without one, in its gene."""
    return next((one.whole for one in of_kind(names, "p") if one.accession or gene), "")


def _recorded(place: GenomicPlace | None) -> str:
    """A record of VCF that tells no bases, as of a large deletion."""
    if place and len(place.reference) + len(place.alternate) <= 60:
        return f"{place.assembly}-{place.chromosome}-{place.position}-{place.reference}-{place.alternate}"
    return ""


def _place(value: dict[str, Any], steps: Steps, notes: PacketNotes) -> tuple[GenomicPlace, GenomicChange | None]:
    """The record of VCF, under the assembly's and the chromosome's own names where they are known."""
    for key in ("ref", "alt"):
        if not _BASES.fullmatch(value[key]):
            notes.error((*steps, key), f"{value[key][:40]!r} are no bases", "as in A, or <DEL>", "vcf")
    if value["pos"] < 1:
        notes.error((*steps, "pos"), "positions count from 1", "the position of the first base", "vcf")
    assembly, chromosome, ref, alt = value["genomeAssembly"], value["chrom"], value["ref"], value["alt"]
    try:
        build, name, _ = sequence(assembly, chromosome)
    except HgvsError:
        return GenomicPlace(assembly, chromosome, value["pos"], ref, alt), None
    place = GenomicPlace(build or assembly, name if build else chromosome, value["pos"], ref, alt)
    try:
        return place, from_vcf(assembly, chromosome, value["pos"], ref, alt)
    except HgvsError:
        return place, None


def _vrs(value: dict[str, Any], steps: Steps, notes: PacketNotes) -> str | None:
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
