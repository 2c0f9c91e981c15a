"""What a README shows, works: every `sh` block of the main README is run against a real release and a real server."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.release import Release
from tests.checkout import ROOT, files
from tests.conftest import serving

BLOCKS = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)


def commands(block: str) -> list[str]:
    """The commands of a block; one that reads from here to SPARQL, or ends a line in a backslash, is one command."""
    return re.findall(r"^\S[^\n]*<<'SPARQL'\n[\s\S]*?^SPARQL$|^\S(?:[^\n]*\\\n)*[^\n]*$", block, re.MULTILINE)


# Spelt in two parts, so that this file does not name what it looks for.
FORBIDDEN = ("/wor" + "k/", "../sha" + "red", "py" + "pi.org", "npm" + "js.org")
SHOWN = [command for block in BLOCKS for command in commands(block)]


@pytest.fixture(scope="module")
def environment(real_release: Release) -> dict[str, str]:
    folder = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "KG_RELEASES": str(real_release.folder.parent)}


@pytest.fixture(scope="module")
def server(real_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(real_release, tmp_path_factory.mktemp("shown") / "log") as (address, _):
        yield address.removeprefix("http://")


def test_the_readme_shows_something() -> None:
    assert len(SHOWN) >= 8


@pytest.mark.parametrize("command", [one for one in SHOWN if one.startswith("kg ")])
def test_every_kg_command_of_the_readme_runs(command: str, environment: dict[str, str]) -> None:
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 2


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("command", [one for one in SHOWN if one.startswith("curl ")])
def test_every_curl_of_the_readme_gets_an_answer(command: str, environment: dict[str, str], server: str) -> None:
    there = command.replace("127.0.0.1:8000", server)
    done = subprocess.run(["bash", "-c", there], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert any(word in done.stdout for word in ("results", '"data"', '"rows"'))
    assert "error" not in done.stdout.lower()


def test_every_make_target_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in files(endings=(".md",)):
        named = set(re.findall(r"`(?:[A-Z]+=\S+ )?make ([a-z]+)`", document.read_text()))
        assert named <= targets, document


def test_every_command_the_documents_name_exists(environment: dict[str, str]) -> None:
    help_text = subprocess.run(["kg", "--help"], env=environment, capture_output=True, text=True).stdout
    for document in files(endings=(".md",)):
        for command in re.findall(r"`kg ([a-z]+)", document.read_text()):
            assert command in help_text, f"{document}: kg {command}"


def test_every_room_has_a_short_readme() -> None:
    for room in ("ontology", "kg", "kg/evidence", "kg/lexicon", "kg/reference", "queries", "api", "tests", "findings"):
        lines = (ROOT / room / "README.md").read_text().splitlines()
        assert 5 <= len(lines) <= 60, room


def test_nothing_names_the_place_it_was_made_in() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    here: list[str] = []
    for name in tracked.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".yaml", ".toml", ".ttl", ".rq", ".tsv", ".yml", ".sh"} and path.is_file():
            text = path.read_text(encoding="utf-8")
            # A web address may hold a folder of that name; only one at the root of a machine is meant.
            here += [f"{name}: {word}" for word in FORBIDDEN if re.search(rf"(?<!\w){re.escape(word)}", text)]
    assert here == []
