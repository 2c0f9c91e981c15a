#!/usr/bin/env bash
# ggseg 0.1: a value for a region that the atlas has not is dropped in silence, and no map is drawn with matplotlib 3.11.
# Expected (its documentation: each key refers to a region of the atlas, listed in its folder; it asks for matplotlib>=3.4):
#   an error or a warning for a key that is in no list, and a map with the matplotlib that pip installs.
# Seen: with matplotlib 3.8.4 three values of unknown keys vanish, without a word, from a map whose colour bar has room for
#   them; with 3.11.2 every map ends in AttributeError, since matplotlib.cm.get_cmap is gone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for matplotlib in 3.8.4 3.11.2; do
  python3 -m venv "$work/$matplotlib"
  "$work/$matplotlib/bin/pip" install --quiet ggseg==0.1 "matplotlib==$matplotlib" 2>"$work/pip.log" \
    || { cat "$work/pip.log"; exit 1; }
done
cat > "$work/map.py" <<'PYTHON'
import sys
import warnings

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.colors import to_rgba
import ggseg

warnings.simplefilter("error", UserWarning)
plt.show = lambda: None


def painted(values):
    """How many patches have a colour of the colour map."""
    ggseg.plot_dk(values, cmap="viridis", vminmax=[0, 10])
    axes, bar = plt.gcf().axes
    plain = {to_rgba(one) for one in ("w", "k", "gray")}
    found = sum(one.get_facecolor() not in plain for one in axes.patches)
    plt.close("all")
    return found


if sys.argv[1] == "new":
    try:
        painted({"insula_left": 5.0})
    except AttributeError as error:
        assert "get_cmap" in str(error), error
        sys.exit(0)
    sys.exit("a map is drawn with matplotlib 3.11: this has changed")
known = painted({"insula_left": 5.0})
both = painted({"insula_left": 5.0, "insulla_left": 9.0, "insula": 9.0, "Left-Putamen": 9.0})
print(f"painted: {known} with one known region, {both} with three unknown beside it; no warning, no error")
sys.exit(0 if known == both == 1 else "unknown regions are no longer dropped in silence: this has changed")
PYTHON
"$work/3.8.4/bin/python" "$work/map.py" old
"$work/3.11.2/bin/python" "$work/map.py" new
echo "ggseg 0.1: as told"
