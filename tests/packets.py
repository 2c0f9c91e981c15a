"""Toy phenopackets, made here and visibly invented: persons `toy-1`, gene TOY1, papers PMID:0000001."""

import copy
import json
from typing import Any

SEIZURE, ATAXIA, DEMENTIA, WHITE_MATTER = "HP:0001250", "HP:0001251", "HP:0000726", "HP:0030890"
SIGNS = (("HP:0012825", "Mild"), ("HP:0012834", "Right"), ("HP:0012835", "Left"))


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


def full(number: int = 1) -> dict[str, Any]:
    """A packet that says all that is read of one: each thing in each of its forms, several where that may be."""
    range_of = {"ageRange": {"start": {"iso8601duration": "P10Y"}, "end": {"iso8601duration": "P20Y"}}}
    mild, right, left = ({"id": one, "label": what} for one, what in SIGNS)
    papers = [{"id": "PMID:0000002"}, {"id": "PMID:0000003"}]
    whole = packet(
        number,
        phenotypicFeatures=[
            feature(
                *(SEIZURE, "Seizure"),
                onset=range_of,
                severity=mild,
                modifiers=[right, left],
                description="toy words",
                resolution=age("P45Y"),
                evidence=[
                    *({"evidenceCode": {"id": "ECO:0000033", "label": "toy"}, "reference": one} for one in papers),
                    {
                        "evidenceCode": {"id": "ECO:0006154", "label": "toy too"},
                        "reference": {"id": "https://toy.example/a"},
                    },
                ],
            ),
            feature(DEMENTIA, "Dementia", onset={"ontologyClass": {"id": "HP:0003577", "label": "Congenital onset"}}),
            feature("HP:0001263", "", onset={"gestationalAge": {"weeks": 20, "days": 3}}, modifiers=[right]),
            feature(WHITE_MATTER, "", onset={"timestamp": "2026-01-01T00:00:00Z"}),
            feature(ATAXIA, "Ataxia", excluded=True),
        ],
        diseases=[
            {"term": {"id": "OMIM:000000", "label": "Toy disease"}, "onset": range_of},
            {
                "term": {"id": "MONDO:0000000", "label": "Toy disease too"},
                "onset": {"ontologyClass": {"id": "HP:0003581"}},
            },
            {"term": {"id": "ORPHA:0", "label": "Other toy disease"}, "excluded": True},
        ],
        measurements=[
            {
                "description": "toy words",
                "assay": {"id": "LOINC:0-0", "label": "Toy level"},
                "value": {
                    "quantity": {
                        "unit": {"id": "UCUM:g", "label": "gram"},
                        "value": 7.5,
                        "referenceRange": {"low": 1, "high": 5},
                    }
                },
                "timeObserved": age("P40Y"),
            },
            {
                "assay": {"id": "LOINC:0-1", "label": "Toy sign"},
                "value": {"ontologyClass": {"id": "NCIT:C0", "label": "Positive"}},
                "timeObserved": range_of,
            },
            *(
                {"assay": {"id": "LOINC:0-2"}, "value": {"ontologyClass": {"id": "NCIT:C0"}}, "timeObserved": when}
                for when in ({"gestationalAge": {"weeks": 20}}, {"ontologyClass": {"id": "HP:0003577"}})
            ),
        ],
    )
    whole["subject"] |= {"sex": "OTHER_SEX", "karyotypicSex": "XXY", "alternateIds": [f"toy-also-{number}"]}
    whole["subject"]["vitalStatus"] |= {
        "causeOfDeath": {"id": "NCIT:C1", "label": "Toy cause"},
        "survivalTimeInDays": 4000,
    }
    calls = whole["interpretations"][0]["diagnosis"]["genomicInterpretations"]
    calls += [
        call(
            variant(
                "NM_000000.1:c.55del",
                alternateLabels=["toy allele"],
                description="toy words",
                variation={"allele": {"id": "ga4gh:VA.toy", "location": {}}},
                vcfRecord={
                    "genomeAssembly": "hg19",
                    "chrom": "HLA-T*01:01",
                    "pos": "7",
                    "ref": "GA",
                    "alt": "<DEL:ME>",
                },
            ),
            *("CONTRIBUTORY", "UNCERTAIN_SIGNIFICANCE"),
        ),
        call(
            {"id": "toy", "label": "toy deletion", "structuralType": {"id": "SO:1000029", "label": "toy"}},
            "REJECTED",
            "BENIGN",
        ),
        {"subjectOrBiosampleId": f"toy-{number}", "gene": {"valueId": "HGNC:1", "symbol": "TOY2"}},
    ]
    calls[0]["variantInterpretation"]["therapeuticActionability"] = "ACTIONABLE"
    calls[0]["variantInterpretation"]["variationDescriptor"]["expressions"].append(
        {"syntax": "spdi", "value": "toy:0:A:G"}
    )
    whole["interpretations"][0]["summary"] = "toy summary"
    whole["interpretations"].append(
        {"id": "toy-second", "progressStatus": "UNSOLVED", "summary": "another toy summary"}
    )
    whole["metaData"]["externalReferences"] += [
        *papers,
        {"id": "doi:10.0000/toy"},
        {"id": "https://toy.example/b"},
        {"id": "a toy file"},
    ]
    return whole
