#!/usr/bin/env bash
# statsmodels 0.15.0: combine_effects(method_re="dl") gives a negative variance between studies where these agree.
# Expected (DerSimonian R and Laird N, Control Clin Trials 1986;7:177-188, whose estimator the documentation names: a
#   variance is 0 where it would be below; "iterated" of the same function gives 0): tau2 of 0, the fixed effect's error.
# Seen: tau2 of -0.49, added to each study's own 0.5, so that the random effect is seven times surer than the fixed one.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3
"$work/venv/bin/python" - <<'PY'
import sys

import numpy as np
from statsmodels.stats.meta_analysis import combine_effects

found = combine_effects(np.array([1, 1.1, 0.9]), np.full(3, 0.5), method_re="dl")
print(f"tau2: {found.tau2:.2f}, standard error: {found.sd_eff_w_re:.3f} of random, {found.sd_eff_w_fe:.3f} of fixed effects")
if not (found.tau2 < 0 and found.sd_eff_w_re < found.sd_eff_w_fe):
    sys.exit("statsmodels now keeps DerSimonian and Laird's tau2 at 0 or above, or gives another error.")
PY
