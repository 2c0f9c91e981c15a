#!/usr/bin/env bash
# ggseg 0.1: two shapes of its atlases are filed under another region's name.
# Expected (its documentation: each key of the values refers to a region of the atlas): in the coronal cut of aseg every Left- shape on one
#   side and every Right- shape on the other; in dk the medial frontal gyrus with the superior frontal gyrus on either side.
# Seen: Left-Caudate and Right-Caudate stand on each other's side, alone of eight pairs. The part of the left superior frontal
#   gyrus that is seen from within stands in superiorparietal_left: a parietal value is painted on the frontal lobe as well.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet ggseg==0.1
"$work/venv/bin/python" - <<'PY'
import re
import sys
from pathlib import Path

import ggseg

DATA = Path(ggseg.__file__).parent / "data"


def across(file):
    """From where to where each closed path of a shape goes, from left to right."""
    paths = [re.findall(r"(-?[\d.]+),-?[\d.]+", one) for one in file.read_text().split("M") if one.strip()]
    return [(min(map(float, one)), max(map(float, one))) for one in paths]


def middle(file):
    return sum(map(sum, across(file))) / (2 * len(across(file)))


pairs = {one.name[5:]: (middle(one), middle(DATA / "aseg" / f"Right-{one.name[5:]}"))
         for one in sorted((DATA / "aseg").glob("Left-*"))}
swapped = [name for name, (left, right) in pairs.items() if left > right]
print(f"{len(pairs)} pairs; on the other's side: {', '.join(swapped)}")
lateral = across(DATA / "dk" / "lateral_left")[0]


def from_within(name):
    """The paths of a region that lie beside the left hemisphere seen from outside: in the medial view."""
    return [path for path in across(DATA / "dk" / f"{name}_left") if path[0] > lateral[1]]


cingulate, parietal = from_within("rostralanteriorcingulate")[0], from_within("superiorparietal")
frontal = [path for path in parietal if path[0] < cingulate[0] and path[1] > cingulate[1]]
print(f"superiorparietal_left from within, above the front of the cingulate: {frontal}; "
      f"superiorfrontal_left from within: {from_within('superiorfrontal')}")
if swapped != ["Caudate"] or not frontal or from_within("superiorfrontal"):
    sys.exit("ggseg files these shapes otherwise now.")
PY
