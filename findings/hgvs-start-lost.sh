#!/usr/bin/env bash
# mutalyzer-hgvs-parser 0.4.0: p.(Met1?), the way of HGVS to say that a start codon is lost, is read as a repeat.
# Expected: HGVS asks for `p.(Met1?)` (or `p.0?`) where nobody knows what becomes of a protein without its start: a change whose
#   consequence is not known, at amino acid 1.
# Seen: the model of it has one variant of the type "repeat", with an inserted part whose length is uncertain, as if methionine
#   stood there an unknown number of times; nothing tells it from a repeat.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet mutalyzer-hgvs-parser==0.4.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
import json
import sys

from mutalyzer_hgvs_parser import to_model

change = to_model("NP_003997.1:p.(Met1?)")["variants"][0]
print(json.dumps(change))
as_told = change["type"] == "repeat" and change["inserted"] == [{"length": {"type": "point", "uncertain": True}}]
sys.exit(0 if as_told else "p.(Met1?) is read in another way than told above")
PY
