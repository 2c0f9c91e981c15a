"""Interpretations of a packet: which variants or genes were found, and what they are taken for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.model.packet import UNSPECIFIED, Call, PacketTerm
from kg.sources.phenopackets.notes import PacketNotes, Steps
from kg.sources.phenopackets.terms import Terms
from kg.sources.phenopackets.variations import gene_name, variation


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
    value: dict[str, Any], owner: str, disease: PacketTerm | None, terms: Terms, steps: Steps, notes: PacketNotes
) -> Call:
    status = value.get("interpretationStatus", "UNKNOWN_STATUS")
    if "gene" in value:
        gene = gene_name(value["gene"], terms, (*steps, "gene"), notes)
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
