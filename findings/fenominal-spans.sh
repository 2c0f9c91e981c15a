#!/usr/bin/env bash
# fenominal 0.3.4: where a term stands is counted in two units at once: characters up to its sentence, bytes inside it.
# Expected: one unit, so that text[start:end] (characters) or the encoded text (bytes) gives the words that were matched.
# Seen: with a dash of three bytes in the sentence before, the place is that of the characters; with a sharp s inside
#   the sentence it is behind that place by a byte; with both it is right in neither unit.
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
NODES = [("HP_0000001", "All"), ("HP_0000118", "Phenotypic abnormality"), ("HP_0001337", "Tremor")]
graph = {
    "id": OBO + "hp.json",
    "meta": {"version": OBO + "hp/releases/2025-01-16/hp.json"},
    "nodes": [{"id": OBO + name, "lbl": label, "type": "CLASS", "meta": {}} for name, label in NODES],
    "edges": [
        {"sub": OBO + below, "pred": "is_a", "obj": OBO + above}
        for (above, _), (below, _) in zip(NODES, NODES[1:])
    ],
}
Path("hp.json").write_text(json.dumps({"graphs": [graph]}))
miner = Fenominal("hp.json")

SEEN = {  # text: where its `tremor` stands in characters and in bytes, and where fenominal says
    "A b. Tremor was seen.": (5, 5, 5),
    "A – b. Tremor was seen.": (7, 9, 7),
    "Groß tremor was seen.": (5, 6, 6),
    "A – b. Groß tremor was seen.": (12, 15, 13),
}
for text, (characters, in_bytes, told) in SEEN.items():
    start = text.lower().index("tremor")
    assert (start, len(text[:start].encode())) == (characters, in_bytes)
    [hit] = json.loads(miner.map_text(text))
    found = hit["span"]["start"]
    print(repr(text), "characters", characters, "bytes", in_bytes, "fenominal", found)
    if found != told:
        sys.exit("fenominal now counts places in another way.")
PY
