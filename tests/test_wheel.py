"""The built wheel, installed in an empty environment, builds and answers like a checkout."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.checkout import ROOT

TOY = ROOT / "tests" / "toy"
TOYS = ("--evidence", TOY / "evidence", "--reference", TOY / "reference")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `kg` of a fresh environment that holds the wheel and what it asks for, and nothing else."""
    place = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", place, ROOT], check=True, capture_output=True)
    venv.create(place / "env", with_pip=True)
    wheel = next(place.glob("*.whl"))
    pip = [place / "env" / "bin" / "python", "-m", "pip", "install", "--quiet", wheel]
    done = subprocess.run(pip, capture_output=True, text=True, cwd=place)
    assert done.returncode == 0, done.stderr
    return place / "env" / "bin" / "kg"


def run(*command: object, home: Path, path: str = "") -> str:
    """What a command says that knows nothing of this checkout but `path`."""
    known = {name: value for name, value in os.environ.items() if name in ("PATH", "JDK_JAVA_OPTIONS")}
    done = subprocess.run(
        list(map(str, command)), cwd=home, env={**known, "PYTHONPATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def home(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel has built a release of the toy papers."""
    place = tmp_path_factory.mktemp("home")
    run(installed, "build", *TOYS, home=place)
    return place


@pytest.mark.slow
def test_the_wheel_builds_asks_and_knows_why(installed: Path, home: Path) -> None:
    assert (home / "releases" / "current" / "dataset.nq.gz").exists()
    (home / "toy.rq").write_text("SELECT (COUNT(*) AS ?cases) { ?c a kg:Case }")
    assert run(installed, "ask", "toy.rq", "--format", "csv", home=home).split() == ["cases", "7"]
    assert "because" in run(installed, "why", "case:pmid-0000001/toy-woman", "MissenseVariantCarrier", home=home)
    assert "variant" in run(installed, "ask", home=home)


@pytest.mark.slow
def test_the_wheel_makes_pages(installed: Path, tmp_path: Path) -> None:
    code = 'from api.pages.thing import find_page; print(find_page("").body.decode())'
    made = run(installed.with_name("python"), "-c", code, home=tmp_path)
    assert 'action="/find"' in made and "Research data, no medical advice" in made


@pytest.mark.slow
def test_the_wheel_names_a_release_as_a_checkout_does(home: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "kg", "build", *TOYS, home=tmp_path, path=str(ROOT))
    assert (home / "releases" / "current").resolve().name == (tmp_path / "releases" / "current").resolve().name


def digest(place: Path) -> str:
    """What the code at a place makes of what ships with it."""
    code = "from kg.build.inputs import Inputs; print(Inputs.shipped().digest())"
    env = {**os.environ, "PYTHONPATH": str(place)}
    done = subprocess.run([sys.executable, "-c", code], cwd=place, env=env, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_same_sources_are_known_by_one_digest_wherever_they_lie(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "kg", tmp_path / "kg")
    for name in ("ontology", "queries"):
        shutil.copytree(ROOT / name, tmp_path / "kg" / "_data" / name)
    (tmp_path / "kg" / ".ipynb_checkpoints").mkdir()
    (tmp_path / "kg" / ".ipynb_checkpoints" / "names-checkpoint.py").write_text("left by an editor")
    assert digest(tmp_path) == digest(ROOT)
    (tmp_path / "kg" / "names.py").rename(tmp_path / "kg" / "sources" / "names.py")
    (tmp_path / "kg" / "names.py").write_text("from kg.sources.names import *")
    assert digest(tmp_path) != digest(ROOT)
