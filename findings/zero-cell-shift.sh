#!/usr/bin/env bash
# statsmodels 0.15.0: Table2x2 with a cell of zero adds 0.5 to that cell alone.
# Expected (its own documentation of shift_zeros, True by default: "0.5 is added to all cells of the table if any cell
#   is equal to zero"): 5, 0, 3, 4 become 5.5, 0.5, 3.5, 4.5, and the odds ratio is 14.1.
# Seen: 5, 0.5, 3, 4, and an odds ratio of 13.3.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3
"$work/venv/bin/python" - <<'PY'
import sys

import numpy as np
from statsmodels.stats.contingency_tables import Table2x2

if "0.5 is added to all cells of the table if any cell is" not in (Table2x2.__doc__ or ""):
    sys.exit("statsmodels now documents shift_zeros in other words.")
table = Table2x2(np.array([[5, 0], [3, 4]]))
documented = 5.5 * 4.5 / (0.5 * 3.5)
print("cells:", table.table.tolist(), f"odds ratio: {table.oddsratio:.2f}, as documented: {documented:.2f}")
if table.table.tolist() != [[5.0, 0.5], [3.0, 4.0]]:
    sys.exit("statsmodels now adds 0.5 to other cells than the one that is zero.")
PY
