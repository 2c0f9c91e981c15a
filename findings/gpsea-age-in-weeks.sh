#!/usr/bin/env bash
# GPSEA 0.10.0: a phenopacket's age of three weeks becomes an age before birth.
# Expected (Phenopacket Schema 2: TimeElement has Age, with an ISO 8601 duration, and beside it GestationalAge, for
#   prenatal data, whose documentation keeps it apart from the age after birth): P3W, which in ISO 8601 is P21D, is an
#   age of 21 days after birth when it stands in Age.
# Seen: P21D is read so; P3W is read as three weeks of gestation, the same as GestationalAge with weeks 3, and without
#   a note. GPSEA documents that rule of Age.from_iso8601_period; its reader of packets applies it to Age all the same.
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
from gpsea.model import Age
from gpsea.model.genome import GRCh38
from gpsea.preprocessing import (
    FunctionalAnnotator,
    ImpreciseSvFunctionalAnnotator,
    PhenopacketPatientCreator,
    VariantCoordinateFinder,
)
from phenopackets import Phenopacket
from stairval.notepad import create_notepad

PURL = "http://purl.obolibrary.org/obo/HP_000000%d"
HPO = {
    "id": "toy",
    "meta": {"version": "http://purl.obolibrary.org/obo/hp/releases/2000-01-01/hp.json"},
    "nodes": [{"id": PURL % number, "lbl": label, "type": "CLASS"} for number, label in ((1, "All"), (5, "Mode"))],
    "edges": [{"sub": PURL % 5, "pred": "is_a", "obj": PURL % 1}],
}


class Nothing(FunctionalAnnotator, ImpreciseSvFunctionalAnnotator, VariantCoordinateFinder):
    """Stands where GPSEA would ask services of the internet, and knows nothing of any variant."""

    def annotate(self, *_: object, **__: object) -> tuple[()]:
        return ()

    def find_coordinates(self, *_: object) -> None:
        return None


Path(sys.argv[1]).write_text(json.dumps({"graphs": [HPO]}), encoding="utf-8")
creator = PhenopacketPatientCreator(
    hpo=hpotk.load_minimal_ontology(sys.argv[1]),
    validator=hpotk.validate.ValidationRunner([]),
    build=GRCh38,
    functional_annotator=Nothing(),
    imprecise_sv_functional_annotator=Nothing(),
    hgvs_coordinate_finder=Nothing(),
)


def read(time: dict[str, object]) -> Age | None:
    subject = {"id": "toy", "timeAtLastEncounter": time}
    meta = {"created": "2000-01-01T00:00:00Z", "createdBy": "toy", "phenopacketSchemaVersion": "2.0"}
    packet = ParseDict({"id": "toy", "subject": subject, "metaData": meta}, Phenopacket())
    patient = creator.process(packet, create_notepad("toy"))
    return patient and patient.age


in_weeks, in_days = read({"age": {"iso8601duration": "P3W"}}), read({"age": {"iso8601duration": "P21D"}})
gestational = read({"gestationalAge": {"weeks": 3}})
print("Age P3W:", in_weeks, "Age P21D:", in_days, "GestationalAge of 3 weeks:", gestational)
if in_days is None or not in_days.is_postnatal or in_days.days != 21:
    sys.exit("GPSEA no longer reads an age of P21D as 21 days after birth.")
if in_weeks is None or in_weeks != gestational or in_weeks == in_days:
    sys.exit("GPSEA no longer reads an age of P3W as an age before birth.")
PY
