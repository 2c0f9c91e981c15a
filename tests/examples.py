"""How many examples hypothesis makes up: few in every run, many in the weekly one (HYPOTHESIS_PROFILE=deep).

Each run makes up others, and one that failed is tried first in the next (`.hypothesis` keeps it).
"""

import os

from hypothesis import settings

PROFILES = {"quick": 20, "deep": 1000}

for name, number in PROFILES.items():
    settings.register_profile(name, max_examples=number, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def most(usual: int) -> int:
    """How many examples a test makes that needs another number than most do; 100 is the usual one."""
    return max(10, usual * settings().max_examples // 100)
