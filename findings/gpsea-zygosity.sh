#!/usr/bin/env bash
# GPSEA 0.10.0: one phenopacket with a zygosity that GPSEA has no word for stops the reading of a whole cohort.
# Expected (Phenopacket Schema 2, VariationDescriptor: allelic_state is a term of the Genotype Ontology, which has
#   GENO:0000137 "unspecified zygosity"; GPSEA's documentation of CohortCreator: issues go into the notepad, "a cohort
#   *is* created even in presence of Q/C errors"): a note for that one, and a cohort of the rest.
# Seen: ValueError "Unknown genotype unspecified zygosity" out of CohortCreator.process, and no cohort. The same two
#   packets with "heterozygous" in that place give a cohort of two.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet gpsea==0.10.0 hpo-toolkit==0.5.5 phenopackets==2.0.2.post5
"$work/venv/bin/python" - "$work/hp.json" <<'PY'
import json
import sys
from pathlib import Path

import hpotk
from google.protobuf.json_format import ParseDict
from gpsea.model.genome import GRCh38
from gpsea.preprocessing import (
    CohortCreator,
    CohortCreatorOptions,
    FunctionalAnnotator,
    ImpreciseSvFunctionalAnnotator,
    PhenopacketPatientCreator,
    VariantCoordinateFinder,
)
from phenopackets import Phenopacket
from stairval.notepad import create_notepad

TERM = "http://purl.obolibrary.org/obo/HP_%s"
NODES = {"0000001": "All", "0000118": "Phenotypic abnormality", "0000726": "Dementia"}
HPO = {
    "id": "toy",
    "meta": {"version": "http://purl.obolibrary.org/obo/hp/releases/2000-01-01/hp.json"},
    "nodes": [{"id": TERM % number, "lbl": label, "type": "CLASS"} for number, label in NODES.items()],
    "edges": [
        {"sub": TERM % low, "pred": "is_a", "obj": TERM % high}
        for low, high in (("0000118", "0000001"), ("0000726", "0000118"))
    ],
}
META = {
    "created": "2000-01-01T00:00:00Z",
    "createdBy": "toy",
    "phenopacketSchemaVersion": "2.0",
    "resources": [
        {
            "id": prefix.lower(),
            "name": prefix,
            "url": f"http://purl.obolibrary.org/obo/{prefix.lower()}.owl",
            "version": "toy",
            "namespacePrefix": prefix,
            "iriPrefix": f"http://purl.obolibrary.org/obo/{prefix}_",
        }
        for prefix in ("HP", "GENO")
    ],
}


class Nothing(FunctionalAnnotator, ImpreciseSvFunctionalAnnotator, VariantCoordinateFinder):
    """Stands where GPSEA would ask services of the internet, and knows nothing of any variant."""

    def annotate(self, *_: object, **__: object) -> tuple[()]:
        return ()

    def find_coordinates(self, *_: object) -> None:
        return None


def packet(name: str, state: dict[str, str]) -> Phenopacket:
    vcf = {"genomeAssembly": "GRCh38", "chrom": "1", "pos": "1000", "ref": "A", "alt": "G"}
    told = {"id": "toy", "vcfRecord": vcf, "moleculeContext": "genomic", "allelicState": state}
    call = {
        "subjectOrBiosampleId": name,
        "interpretationStatus": "CAUSATIVE",
        "variantInterpretation": {"variationDescriptor": told},
    }
    diagnosis = {"disease": {"id": "TOY:1", "label": "Toy disease"}, "genomicInterpretations": [call]}
    return ParseDict(
        {
            "id": name,
            "subject": {"id": name},
            "phenotypicFeatures": [{"type": {"id": "HP:0000726", "label": "Dementia"}}],
            "interpretations": [{"id": "toy", "progressStatus": "SOLVED", "diagnosis": diagnosis}],
            "metaData": META,
        },
        Phenopacket(),
    )


Path(sys.argv[1]).write_text(json.dumps({"graphs": [HPO]}), encoding="utf-8")
creator = CohortCreator(
    PhenopacketPatientCreator(
        hpo=hpotk.load_minimal_ontology(sys.argv[1]),
        validator=hpotk.validate.ValidationRunner([]),
        build=GRCh38,
        functional_annotator=Nothing(),
        imprecise_sv_functional_annotator=Nothing(),
        hgvs_coordinate_finder=Nothing(),
    ),
    CohortCreatorOptions(keep_individuals_with_no_variants=True),
)
plain = packet("toy-1", {"id": "GENO:0000135", "label": "heterozygous"})
unspecified = packet("toy-2", {"id": "GENO:0000137", "label": "unspecified zygosity"})
other = packet("toy-2", {"id": "GENO:0000135", "label": "heterozygous"})

size = len(creator.process([plain, other], create_notepad("toy")).all_patients)
print("with two known zygosities: a cohort of", size)
if size != 2:
    sys.exit("GPSEA no longer reads these packets as a cohort of two, so that nothing is shown here.")
try:
    cohort = creator.process([plain, unspecified], create_notepad("toy"))
except ValueError as error:
    print("with an unspecified zygosity: ValueError:", error)
    if str(error) != "Unknown genotype unspecified zygosity":
        sys.exit("GPSEA now refuses an unspecified zygosity in other words.")
else:
    sys.exit(f"GPSEA now reads a packet of unspecified zygosity: a cohort of {len(cohort.all_patients)}.")
PY
