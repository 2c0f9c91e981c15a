#!/usr/bin/env bash
# lifelines 0.30.3: multivariate_logrank_test counts a group of which nobody is at risk when anything happens.
# Expected (each group's observed less expected events has a variance of its own; of this one all three are 0, so that it
#   adds nothing to be free; R's survdiff counts groups with an expected number above 0, less one): the p without it.
# Seen: the same statistic with one degree of freedom more, so that p is 0.78 in place of 0.49.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet lifelines==0.30.3 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3
"$work/venv/bin/python" - <<'PY'
import sys

from lifelines.statistics import multivariate_logrank_test

times, happened, groups = [1, 2, 3, 4, 5, 6], [1] * 6, list("ababab")
without = multivariate_logrank_test(times, groups, happened)
beside = multivariate_logrank_test([*times, 0.5, 0.5], [*groups, "c", "c"], [*happened, 0, 0])
print(f"without the group: {without.test_statistic:.4f}, p {without.p_value:.3f}")
print(f"with it:           {beside.test_statistic:.4f}, p {beside.p_value:.3f}")
if abs(without.test_statistic - beside.test_statistic) > 1e-9 or beside.p_value - without.p_value < 0.2:
    sys.exit("lifelines no longer counts a group that nobody at risk is in, or tests it otherwise.")
PY
