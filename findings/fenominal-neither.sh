#!/usr/bin/env bash
# fenominal 0.3.4: of the ways in which a report denies a sign, some come out as that the sign was there.
# Expected: `excluded` for what a sentence denies, as it is set for "No tremor or ataxia." and "Tremor was absent."
# Seen: "Neither tremor nor ataxia", "Tremor was denied.", "not observed" and "free of" give terms that are not excluded,
#   with nothing that tells them from findings.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet fenominal==0.3.4
cd "$work"
"$work/venv/bin/python" - <<'PY'
import json
import sys
from pathlib import Path

from fenominal import Fenominal

OBO = "http://purl.obolibrary.org/obo/"
NODES = [("HP_0000001", "All"), ("HP_0000118", "Phenotypic abnormality"), ("HP_0001337", "Tremor"), ("HP_0001251", "Ataxia")]
graph = {
    "id": OBO + "hp.json",
    "meta": {"version": OBO + "hp/releases/2025-01-16/hp.json"},
    "nodes": [{"id": OBO + name, "lbl": label, "type": "CLASS", "meta": {}} for name, label in NODES],
    "edges": [
        {"sub": OBO + name, "pred": "is_a", "obj": OBO + NODES[min(number, 1)][0]}
        for number, (name, _) in enumerate(NODES[1:])
    ],
}
Path("hp.json").write_text(json.dumps({"graphs": [graph]}))
miner = Fenominal("hp.json")

SEEN = {  # text: which of its terms are excluded
    "No tremor or ataxia.": [True, True],
    "Tremor was absent.": [True],
    "Neither tremor nor ataxia was seen.": [False, False],
    "Tremor was denied.": [False],
    "Ataxia was not observed.": [False],
    "He was free of tremor.": [False],
}
for text, told in SEEN.items():
    found = [hit["excluded"] for hit in json.loads(miner.map_text(text))]
    print(repr(text), "excluded:", found)
    if found != told:
        sys.exit("fenominal now reads denials in another way.")
PY
