"""Calls as we write them: remarks are extensions of the variant's descriptor."""

from __future__ import annotations

from typing import Any, Final

from kg.model.packet_words import ADDED, CAUSES, vcf_name
from kg.names import BASE, KG
from kg.sources.phenopackets.notes import Steps
from kg.sources.phenopackets.remarks import Marks, Reader, full

_VARIANT: Final = BASE + "variant/"


def take_call(one: dict[str, Any], reader: Reader, steps: Steps) -> Marks:
    """What we say of a call beyond the schema's fields; `one` is left without it."""
    marks = Marks()
    _unname(one.get("gene", {}))
    descriptor = one.get("variantInterpretation", {}).get("variationDescriptor")
    if descriptor is None:
        return marks
    _unname(descriptor.get("geneContext", {}))
    at = (*steps, "variantInterpretation", "variationDescriptor", "extensions")
    added: set[str] = set()
    for number, extension in enumerate(descriptor.pop("extensions", ())):
        name, value = extension.get("name"), extension.get("value")
        if not isinstance(name, str) or not isinstance(value, str):
            reader.notes.keep_out((*at, "(unknown remarks)"))
        elif name == "kg:ofVariant":
            _variant(value, marks)
        elif name == ADDED:
            added.add(value)
        else:
            marks.keep(reader.read(name, value, "call", (*at, number)))
    if _variant(descriptor.get("id", ""), marks):
        del descriptor["id"]
    _forget(descriptor, added)
    for vrs in [xref for xref in descriptor.get("xrefs", ()) if xref.startswith("ga4gh:")]:
        marks.vrs = vrs
        descriptor["xrefs"].remove(vrs)
    if marks.close():
        causal = one.pop("interpretationStatus", "") in CAUSES
        marks.unless(KG + "diseaseClaim", KG + ("causal" if causal else "noDiseaseClaim"), "iri")
    return marks


def _forget(descriptor: dict[str, Any], added: set[str]) -> None:
    """Leave a descriptor with what was stated; what someone changed since is no longer what we added."""
    if vcf_name(descriptor.get("vcfRecord", {})) in added:
        del descriptor["vcfRecord"]
    if "expressions" in descriptor:
        descriptor["expressions"] = [one for one in descriptor["expressions"] if one["value"] not in added]
    if "xrefs" in descriptor:
        descriptor["xrefs"] = [one for one in descriptor["xrefs"] if one not in added]


def _unname(gene: dict[str, Any]) -> None:
    """Our own name stands where the schema wants an id and nobody gave one."""
    if gene.get("valueId", "").startswith("gene:"):
        del gene["valueId"]


def _variant(name: str, marks: Marks) -> bool:
    iri = full(name)
    if iri is None or not iri.startswith(_VARIANT):
        return False
    marks.name = iri
    return True
