#!/usr/bin/env bash
# pyhgvs 0.11.1: the names of proteins that HGVS recommends, predicted ones and stops, are refused.
# Expected: by HGVS a consequence that was not seen on a protein stands in parentheses, `p.(Trp24Cys)`, and a stop is `Ter` or `*`.
# Seen: `HGVSName` reads `p.Trp24Cys` and raises InvalidHGVSName for `p.(Trp24Cys)`, `p.Trp24*` and `p.Arg97ProfsTer23`; the
#   coding name of the same change is read.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pyhgvs==0.11.1
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys

from pyhgvs import HGVSName, InvalidHGVSName

EXPECTED = {
    "NM_004006.2:c.4375C>T": True,
    "NP_003997.1:p.Trp24Cys": True,
    "NP_003997.1:p.(Trp24Cys)": False,
    "NP_003997.1:p.Trp24*": False,
    "NP_0123456.1:p.Arg97ProfsTer23": False,
}


def is_read(name: str) -> bool:
    try:
        HGVSName(name)
    except InvalidHGVSName:
        return False
    return True


seen = {name: is_read(name) for name in EXPECTED}
print(seen)
sys.exit(0 if seen == EXPECTED else "names of proteins are read in another way than told above")
PY
