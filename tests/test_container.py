"""The Containerfile, step by step as it stands, in a folder in the place of a container's root; then what it starts.

No image can be fetched or made everywhere. So FROM is this Python, COPY copies, RUN runs under bash with ENV and
WORKDIR, whose paths lie below the folder, and CMD is started and asked as HEALTHCHECK asks it.
"""

import fnmatch
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import httpx2
import pytest

from kg import __version__
from tests import machine
from tests.checkout import ROOT
from tests.conftest import free_port

TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
STEPS = [
    tuple(re.sub(r"\\\n\s*", " ", step).split(None, 1))
    for step in re.findall(r"^[A-Z]+ (?:.*\\\n)*.*$", re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE), re.MULTILINE)
]
KNOWN = {"FROM", "LABEL", "ENV", "WORKDIR", "COPY", "RUN", "USER", "EXPOSE", "HEALTHCHECK", "CMD"}
IGNORED = [one for one in (ROOT / ".dockerignore").read_text().splitlines() if one and not one.startswith("#")]


def context(folder: Path) -> None:
    """What a build would send: the names that stand after `!`, without what is left out below them."""
    left_out = [one.rpartition("/")[2] for one in IGNORED if one[0] not in "!*" or one.startswith("**/")]
    for name in (one[1:] for one in IGNORED if one[0] == "!"):
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, folder / name, ignore=shutil.ignore_patterns(*left_out))
        else:
            shutil.copy(place, folder / name)


@dataclass
class Container:
    """A folder in the place of the root, and what the steps so far have set."""

    root: Path
    env: dict[str, str] = field(default_factory=dict)
    workdir: Path = Path()
    start: list[str] = field(default_factory=list)
    health: str = ""
    user: str = ""

    def below(self, path: str) -> str:
        """A path of the container as one of this machine; what is already one of this machine's stays."""
        return path if path.startswith(str(self.root)) or not path.startswith("/") else f"{self.root}{path}"

    def filled(self, text: str) -> str:
        return Template(text).substitute(self.env)

    def begin(self) -> None:
        """A stage: the image brings Python and nothing else."""
        python = self.root / "usr/local/bin/python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.unlink(missing_ok=True)
        python.symlink_to(Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}")
        ours = re.compile(r"(pip|npm|ssl|requests)_\w+|\w+_proxy", re.IGNORECASE)
        self.env = {name: value for name, value in os.environ.items() if ours.fullmatch(name)}
        self.env |= {"PATH": f"{python.parent}:/usr/bin:/bin", "HOME": str(Path.home())}

    def step(self, word: str, rest: str) -> None:
        assert word in KNOWN, f"the test knows no {word}"
        if word == "FROM":
            self.begin()
        elif word == "ENV":
            for name, value in re.findall(r"(\w+)=(\S+)", rest):
                whole = self.filled(value)
                # An image keeps nothing that was fetched; here what was fetched before is used.
                if name != "PIP_NO_CACHE_DIR":
                    self.env[name] = ":".join(map(self.below, whole.split(":"))) if name != "PATH" else whole
        elif word == "WORKDIR":
            self.workdir = Path(self.below(self.filled(rest)))
            self.workdir.mkdir(parents=True, exist_ok=True)
        elif word == "COPY":
            self.copy(*self.filled(rest).split())
        elif word == "RUN":
            self.run(rest)
        elif word == "HEALTHCHECK":
            self.health = rest.partition("CMD ")[2]
        elif word == "USER":
            self.user = rest
        elif word == "CMD":
            self.start = json.loads(rest)

    def copy(self, *words: str) -> None:
        if words == (".", "."):
            context(self.workdir)
        else:
            stage, here, there = words
            assert stage == "--from=build" and here == there, "scripts of an environment know its path"
            assert Path(here).is_dir()

    def run(self, command: str) -> None:
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.workdir, env=self.env, capture_output=True, text=True, timeout=900
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_every_step_is_one_that_is_tried_here() -> None:
    assert {word for word, *_ in STEPS} <= KNOWN
    assert [word for word, *_ in STEPS].count("FROM") == 2
    said = "".join(re.findall(r"^[A-Z]+ (?:.*\\\n)*.*$", TEXT, re.MULTILINE))
    assert len(re.sub(r"\s", "", said)) == len(re.sub(r"\s|^#.*$", "", TEXT, flags=re.MULTILINE)), "nothing is left out"


def test_the_image_is_made_of_what_is_needed_and_of_nothing_else(tmp_path: Path) -> None:
    assert IGNORED[0] == "*", "what is not named stays out, such as cohorts with data of patients"
    context(tmp_path)
    files = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    wanted = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if wanted.returncode:
        pytest.skip("not a git checkout")
    rooms = tuple(one[1:] for one in IGNORED if one[0] == "!")
    assert files >= {one for one in wanted.stdout.split() if one.startswith(rooms) and (ROOT / one).exists()}
    assert not [one for one in files if fnmatch.fnmatch(one, "*node_modules*") or one.endswith(".pyc")]


def test_it_runs_as_nobody_in_particular_and_needs_no_other_program() -> None:
    steps = dict(STEPS)
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", steps["USER"]), (
        "a number: platforms that refuse root cannot look names up"
    )
    assert "curl" not in steps["HEALTHCHECK"]
    assert json.loads(steps["CMD"]) == ["kg", "serve"], "no shell between, so that SIGTERM arrives"


@pytest.fixture(scope="module")
def container() -> Iterator[Container]:
    """After all of its steps. Not in a folder of pytest's, which only its own user may enter."""
    root = Path(tempfile.mkdtemp(prefix="kg-container-"))
    try:
        root.chmod(0o755)
        made = Container(root)
        for word, rest in STEPS:
            made.step(word, rest)
        yield made
    finally:
        # Tens of thousands of files, which nobody need wait for.
        subprocess.run(["sh", "-c", 'rm -rf "$0" >/dev/null 2>&1 &', str(root)], check=True)


@pytest.fixture(scope="module")
def address(container: Container) -> Iterator[str]:
    """Where its CMD listens."""
    port = free_port()
    container.env["KG_PORT"] = str(port)
    log = container.root / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command(container), cwd=container.workdir, env=container.env, stdout=out, stderr=out)
        try:
            for _ in range(300):
                if healthy(container):
                    break
                assert process.poll() is None, log.read_text()
            else:
                raise AssertionError(f"it is not healthy: {log.read_text()}")
            yield f"http://127.0.0.1:{port}"
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0, log.read_text()
        finally:
            process.kill()
            process.wait()


def command(container: Container) -> list[str]:
    """CMD as the user of the container, with nothing to write to, where this machine lets us do so."""
    started = [shutil.which(container.start[0], path=container.env["PATH"]) or "", *container.start[1:]]
    if not machine.can_be_had():
        return started
    user, group = container.user.split(":")
    lowered = ["--clear-groups", "--bounding-set=-all", "--no-new-privs"]
    words = ["env", "--chdir", str(container.workdir), "setpriv", "--reuid", user, "--regid", group, *lowered, *started]
    return machine.chroot(words, container.root, frozen=True)


def healthy(container: Container) -> bool:
    done = subprocess.run(["sh", "-c", container.health], env=container.env, capture_output=True, timeout=30)
    return done.returncode == 0


@pytest.mark.slow
def test_what_is_made_of_it_answers_with_the_release_of_this_checkout(address: str) -> None:
    health = httpx2.get(f"{address}/health", timeout=60).json()
    assert (health["status"], health["version"]) == ("ok", __version__)
    asked = {"query": "SELECT (COUNT(*) AS ?n) { ?c a kg:Case }"}
    answer = httpx2.get(f"{address}/sparql", params=asked, headers={"accept": "text/csv"}, timeout=60).text
    assert int(answer.split()[1]) > 50


@pytest.mark.slow
def test_its_health_is_that_of_the_server(address: str, container: Container) -> None:
    assert healthy(container)
    there, container.env["KG_PORT"] = container.env["KG_PORT"], str(free_port())
    assert not healthy(container), "where nobody listens nobody is well"
    container.env["KG_PORT"] = there
