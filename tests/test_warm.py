"""What the first readers would wait for is got ready when a release is taken up, and nothing hangs on it."""

import logging
import subprocess
import sys

import pytest
from starlette.testclient import TestClient

from api import warm
from api.app import make_app
from kg.engine.memory import MemoryEngine
from kg.release import Release
from tests.checkout import ROOT
from tests.server import serving

ASKED = """
import sys
from pathlib import Path
from api.app import make_app
from api.warm import warm_up
from kg.engine.memory import MemoryEngine
engine = MemoryEngine.of_lines(b"")
engine.rows = engine.answer = lambda *_: print("asked")
make_app(engine, folder=Path(sys.argv[1]))
print(*("lifelines" in sys.modules, "statsmodels" in sys.modules))
warm_up(engine).join()
print(*("lifelines" in sys.modules, "statsmodels" in sys.modules))
"""


def test_libraries_are_loaded_and_the_engine_is_not_asked(toy_release: Release) -> None:
    command = [sys.executable, "-c", ASKED, str(toy_release.folder)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["False False", "True True"]


def test_a_server_tells_when_the_first_pages_have_what_they_need(toy_release: Release) -> None:
    with serving(toy_release.folder.parent) as server:
        assert server.until("what the first pages need is ready")["people"] is True
        assert server.complaints() == []


def test_one_that_fails_is_told_and_harms_nothing(
    toy: MemoryEngine, toy_release: Release, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warm, "ARITHMETIC", ("kg.analysis.nothing_is_called_so",))
    client = TestClient(make_app(toy, manifest=toy_release.manifest, folder=toy_release.folder))
    with caplog.at_level(logging.WARNING, "api.warm"):
        warm.warm_up(toy).join()
    assert ["the first pages will be slower" in one.message for one in caplog.records] == [True]
    assert client.get("/people", headers={"accept": "text/html"}).status_code == 200


def test_without_files_of_a_release_nobody_is_read(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "api.warm"):
        warm.warm_up(MemoryEngine.of_lines(b"")).join()
    (told,) = (one for one in caplog.records if one.name == "api.warm")
    assert told.__dict__["about"]["people"] is False
