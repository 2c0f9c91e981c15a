"""The built wheel, installed in an empty environment, builds and answers like a checkout."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOY = ROOT / "tests" / "toy"


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


@pytest.mark.slow
def test_the_wheel_builds_asks_and_knows_why(installed: Path, tmp_path: Path) -> None:
    def kg(*words: str) -> str:
        done = subprocess.run(
            [installed, *words],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    kg("build", "--evidence", str(TOY / "evidence"), "--reference", str(TOY / "reference"))
    assert (tmp_path / "releases" / "current" / "dataset.nq.gz").exists()
    (tmp_path / "toy.rq").write_text("SELECT (COUNT(*) AS ?cases) { ?c a kg:Case }")
    assert kg("ask", "toy.rq", "--format", "csv").split() == ["cases", "7"]
    assert "because" in kg("why", "case:pmid-0000001/toy-woman", "MissenseVariantCarrier")
    assert "variant" in kg("ask")
