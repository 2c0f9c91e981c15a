"""Who serves a release that a store of its own would hold better is told so, with the two commands for it."""

import logging
import re
from pathlib import Path

import pytest

from api.serve import LARGE, better, edition
from api.settings import Settings
from kg.files import Manifest
from kg.release import Release
from tests.checkout import ROOT


def test_a_release_of_any_common_size_is_served_without_a_word() -> None:
    assert better(230_000) is better(LARGE - 1) is None


def test_a_large_one_is_told_with_its_memory_and_the_two_commands(
    toy_release: Release, caplog: pytest.LogCaptureFixture
) -> None:
    said = Manifest(Path("toy"), "", {**toy_release.manifest, "quads": 45_000_000})
    with caplog.at_level(logging.WARNING, "api.serve"):
        edition(Settings(workers=0), Release(toy_release.folder, said)).close()
    [told] = [one.message for one in caplog.records if "memory" in one.message]
    assert "45,000,000 quads" in told and "20 GB" in told
    for command in re.findall("`(kg [^`]+)`", told):
        assert command.partition(" --")[0] in (ROOT / "kg/load/README.md").read_text(), command
    assert (ROOT / "kg/load/README.md").exists() and "kg/load/README.md" in told
