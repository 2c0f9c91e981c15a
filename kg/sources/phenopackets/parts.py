"""Features, measurements, treatments and references of a packet whose shape is sound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kg.model.packet import Evidence, Feature, Measured, Reference, Treated
from kg.sources.phenopackets.moments import when
from kg.sources.phenopackets.notes import PacketNotes, Steps
from kg.sources.phenopackets.terms import Terms

_KEPT: Final = 40_000
"""Features that are kept, two for each term of HPO."""


def feature(value: dict[str, Any], terms: Terms, steps: Steps, notes: PacketNotes) -> Feature:
    """A phenotypic feature; what is no HPO term, or none of a phenotype, is kept and told."""
    if len(value) > 2 or (len(value) == 2 and "excluded" not in value):
        return _detailed(_plain(value, terms, steps, notes), value, terms, steps, notes)
    # Most features say no more, and the same again: those of which there is nothing to tell are kept.
    key = value["type"]["id"], value["type"].get("label", ""), not value.get("excluded")
    found = terms.features.get(key)
    if found is None:
        before = len(notes.faults)
        found = _plain(value, terms, steps, notes)
        if len(notes.faults) == before and len(terms.features) < _KEPT:
            terms.features[key] = found
    return found


def _plain(value: dict[str, Any], terms: Terms, steps: Steps, notes: PacketNotes) -> Feature:
    coded = terms.read(value["type"], (*steps, "type"), notes)
    known = terms.knows(coded)
    if not known and not coded.id.startswith("HP:"):
        what = f"{coded.id} is no HPO term; kept, and no question about an HPO term finds it"
        notes.warn((*steps, "type", "id"), what, "an HPO term", "not-hpo")
    elif known and coded.id != "HP:0000118" and "HP:0000118" not in terms.hpo.ancestors(coded.id):
        what = f"{coded.id} ({terms.hpo.terms[coded.id].label}) is no phenotypic abnormality"
        notes.warn((*steps, "type", "id"), what, "a term below HP:0000118", "not-phenotype")
    seen = terms.modalities.get(coded.id)
    return Feature(term=coded, present=not value.get("excluded"), known=known, modality=seen)


def _detailed(plain: Feature, value: dict[str, Any], terms: Terms, steps: Steps, notes: PacketNotes) -> Feature:
    modifiers = value.get("modifiers", ())
    return Feature(
        term=plain.term,
        present=plain.present,
        known=plain.known,
        modality=plain.modality,
        description=value.get("description", ""),
        severity=terms.under(value, "severity", steps, notes),
        modifiers=tuple(terms.read(one, (*steps, "modifiers", n), notes) for n, one in enumerate(modifiers)),
        onset=when(value, "onset", terms, steps, notes),
        resolution=when(value, "resolution", terms, steps, notes),
        evidence=tuple(
            Evidence(
                terms.under(one, "evidenceCode", (*steps, "evidence", n), notes),
                reference(one["reference"]) if "reference" in one else None,
            )
            for n, one in enumerate(value.get("evidence", ()))
        ),
    )


def reference(value: dict[str, Any]) -> Reference:
    """An external reference."""
    return Reference(value.get("id", "").strip(), value.get("reference", "").strip(), value.get("description", ""))


def measurements(value: dict[str, Any], terms: Terms, notes: PacketNotes) -> Iterator[Measured]:
    """Every measurement."""
    for n, one in enumerate(value.get("measurements", ())):
        at: Steps = ("measurements", n)
        body = one.get("value", {})
        quantity = body.get("quantity", {})
        normal = quantity.get("referenceRange", {})
        if normal and normal["low"] > normal["high"]:
            here = (*at, "value", "quantity", "referenceRange")
            notes.error(here, "it runs backwards", "the lower value first", "range")
        yield Measured(
            assay=terms.read(one["assay"], (*at, "assay"), notes),
            description=one.get("description", ""),
            value=quantity.get("value"),
            unit=terms.under(quantity, "unit", (*at, "value", "quantity"), notes),
            low=normal.get("low"),
            high=normal.get("high"),
            result=terms.under(body, "ontologyClass", (*at, "value"), notes),
            when=when(one, "timeObserved", terms, at, notes),
        )


def treatments(value: dict[str, Any], terms: Terms, notes: PacketNotes) -> Iterator[Treated]:
    """Every treatment among the medical actions, by its agent; other actions are told and kept out."""
    for n, one in enumerate(value.get("medicalActions", ())):
        if "treatment" in one:
            agent = terms.read(one["treatment"]["agent"], ("medicalActions", n, "treatment", "agent"), notes)
            yield Treated(label=agent.label or agent.id, id=agent.id)
        elif not one.keys() & {"radiationTherapy", "therapeuticRegimen"}:  # these are told where the shape is checked
            notes.keep_out(("medicalActions", n, *(["procedure"] if "procedure" in one else [])))
