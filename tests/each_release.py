"""The releases that hold what every release must, by the names of their fixtures in `conftest.py`."""

import os

import pytest

PACKETS = os.environ.get("KG_PACKETS", "")
"""A folder of phenopackets from elsewhere; where it is set, a release with them beside the evidence is one more."""
_LARGE = ("real", "packets") if PACKETS else ("real",)
LARGE = [pytest.param(one, marks=pytest.mark.slow) for one in _LARGE]
EVERY = ["toy", "cohort", *LARGE]
