#!/usr/bin/env bash
# pronto 2.7.4: what an obsolete term bids to consider is read from OBO, and lost without a word from OBO Graphs JSON.
# Expected: the same terms from both forms of one ontology. OBO's `consider` is oboInOwl:consider in OWL
#   (OBO Flat File Format 1.4, translation of tags); OBO Graphs keeps it among a node's meta.basicPropertyValues, as it
#   does the label's other properties, and that is how releases such as hp.json write it.
# Seen: Term.consider names the other term after reading OBO, and is empty after reading JSON; no warning is given.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pronto==2.7.4
cd "$work"
"$work/venv/bin/python" -W always - <<'PY'
import json
import sys
import warnings
from pathlib import Path

import pronto

OBO = "http://purl.obolibrary.org/obo/"
Path("toy.obo").write_text(
    "format-version: 1.4\nontology: toy\n\n[Term]\nid: TOY:0000001\nname: toy sign\n\n"
    "[Term]\nid: TOY:0000002\nname: obsolete toy sign\nis_obsolete: true\nconsider: TOY:0000001\n"
)
considered = {"pred": "http://www.geneontology.org/formats/oboInOwl#consider", "val": "TOY:0000001"}
nodes = [
    {"id": f"{OBO}TOY_0000001", "type": "CLASS", "lbl": "toy sign"},
    {"id": f"{OBO}TOY_0000002", "type": "CLASS", "lbl": "obsolete toy sign",
     "meta": {"deprecated": True, "basicPropertyValues": [considered]}},
]
graph = {"id": f"{OBO}toy.json", "nodes": nodes, "edges": [], "meta": {}}
Path("toy.json").write_text(json.dumps({"graphs": [graph]}))

seen = {}
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    for name in ("toy.obo", "toy.json"):
        term = pronto.Ontology(name)["TOY:0000002"]
        seen[name] = (term.obsolete, sorted(one.id for one in term.consider))
print(seen, [str(one.message) for one in told])
if seen["toy.obo"] != (True, ["TOY:0000001"]):
    sys.exit("pronto reads `consider` of OBO in another way now.")
if seen["toy.json"] != (True, []):
    sys.exit("pronto now reads `consider` of OBO Graphs too, or no longer sees that the term is obsolete.")
if any("consider" in str(one.message) for one in told):
    sys.exit("pronto now tells that it leaves `consider` out.")
PY
