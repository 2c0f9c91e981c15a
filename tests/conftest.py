"""Releases that tests share: each is built once per run, also when several processes run the tests."""

import fcntl
import os
from pathlib import Path

import pytest

from kg.engine import Engine
from kg.inputs import Inputs
from kg.release import Release

TOY = Path(__file__).parent / "toy"


def built(factory: pytest.TempPathFactory, name: str, inputs: Inputs) -> Release:
    """Processes of one run share the folder above their own; the second to come finds the release made."""
    # Imported here, so that tests of single modules run where the build cannot.
    from kg.build import build

    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return build(inputs, folder)


@pytest.fixture(scope="session")
def toy_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of the three toy papers (tests/toy)."""
    return built(tmp_path_factory, "toy-releases", Inputs.shipped().over(TOY / "evidence", TOY / "reference"))


@pytest.fixture(scope="session")
def toy(toy_release: Release) -> Engine:
    """The toy release in memory."""
    return toy_release.engine()


@pytest.fixture(scope="session")
def real_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of the project's own evidence."""
    return built(tmp_path_factory, "real-releases", Inputs.shipped())


@pytest.fixture(scope="session")
def real(real_release: Release) -> Engine:
    """The real release in memory."""
    return real_release.engine()
