"""Toy phenopackets, made here and visibly invented: persons `toy-1`, gene TOY1, papers PMID:0000001."""

import copy
import json
from typing import Any

SEIZURE, ATAXIA, DEMENTIA, WHITE_MATTER = "HP:0001250", "HP:0001251", "HP:0000726", "HP:0030890"


def feature(identifier: str, label: str = "", **more: Any) -> dict[str, Any]:
    return {"type": {"id": identifier, "label": label}, **more}


def age(duration: str) -> dict[str, Any]:
    return {"age": {"iso8601duration": duration}}


def variant(coding: str = "NM_000000.1:c.1234G>A", symbol: str = "TOY1", **more: Any) -> dict[str, Any]:
    return {
        "id": "toy-variant",
        "geneContext": {"valueId": "HGNC:0", "symbol": symbol},
        "expressions": [
            {"syntax": "hgvs.c", "value": coding},
            {"syntax": "hgvs.p", "value": "NP_000000.1:p.(Gly412Arg)"},
            {"syntax": "hgvs.g", "value": "NC_000000.1:g.100G>A"},
        ],
        "vcfRecord": {"genomeAssembly": "hg38", "chrom": "chr0", "pos": "100", "ref": "G", "alt": "A"},
        "allelicState": {"id": "GENO:0000135", "label": "heterozygous"},
        **more,
    }


def call(descriptor: dict[str, Any], status: str = "CAUSATIVE", acmg: str = "PATHOGENIC") -> dict[str, Any]:
    return {
        "subjectOrBiosampleId": "toy-1",
        "interpretationStatus": status,
        "variantInterpretation": {"acmgPathogenicityClassification": acmg, "variationDescriptor": descriptor},
    }


def packet(number: int = 1, **more: Any) -> dict[str, Any]:
    """A sound packet; `more` replaces whole parts of it."""
    whole: dict[str, Any] = {
        "id": f"PMID_0000001_toy-{number}",
        "subject": {
            "id": f"toy-{number}",
            "timeAtLastEncounter": age("P50Y6M"),
            "vitalStatus": {"status": "DECEASED", "timeOfDeath": age("P51Y")},
            "sex": "FEMALE",
        },
        "phenotypicFeatures": [
            feature(SEIZURE, "Seizure", onset=age("P40Y")),
            feature(DEMENTIA, "Dementia"),
            feature(WHITE_MATTER, "Hyperintensity of cerebral white matter on MRI"),
            feature(ATAXIA, "Ataxia", excluded=True),
        ],
        "interpretations": [
            {
                "id": "toy-interpretation",
                "progressStatus": "SOLVED",
                "diagnosis": {
                    "disease": {"id": "OMIM:000000", "label": "Toy disease"},
                    "genomicInterpretations": [call(variant())],
                },
            }
        ],
        "diseases": [{"term": {"id": "OMIM:000000", "label": "Toy disease"}, "onset": age("P39Y")}],
        "metaData": {
            "created": "2026-01-01T00:00:00Z",
            "createdBy": "toy",
            "resources": [{"id": "hp", "version": "toy"}],
            "phenopacketSchemaVersion": "2.0",
            "externalReferences": [{"id": "PMID:0000001", "description": "A toy paper"}],
        },
    }
    whole["interpretations"][0]["diagnosis"]["genomicInterpretations"][0]["subjectOrBiosampleId"] = f"toy-{number}"
    return {**copy.deepcopy(whole), **more}


def changed(steps: str, value: Any) -> dict[str, Any]:
    """The sound packet with another value at a place, as in `phenotypicFeatures.0.type.id`; `...` takes it out."""
    whole: Any = packet()
    *way, last = [int(step) if step.isdecimal() else step for step in steps.split(".")]
    here = whole
    for step in way:
        here = here[step]
    if value is ...:
        del here[last]
    else:
        here[last] = value
    return dict(whole)


def raw(value: Any) -> bytes:
    return json.dumps(value).encode()
