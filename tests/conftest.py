"""Releases that tests share: each is built once per run, also when several processes run the tests."""

import atexit
import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from kg.build.inputs import Inputs
from kg.engine import Engine
from kg.names import expand
from kg.release import Release
from kg.settings import FOLDERS, PACKAGE
from kg.sources.hpo import Hpo, hpo_path, read_hpo
from tests import examples  # noqa: F401 - sets the profile before any test is read
from tests.checkout import ROOT
from tests.each_release import PACKETS
from tests.small import TOY, small_hpo, toy_inputs
from tests.virtuoso import command as virtuoso_command

# HermiT runs for seconds here: compiling less and collecting on one thread halves what a toy build costs.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
# What somebody has imported or built in this checkout is no part of a test, and no test writes beside it.
ELSEWHERE = Path(tempfile.mkdtemp(prefix="kg-tests-"))
atexit.register(shutil.rmtree, ELSEWHERE, ignore_errors=True)
os.environ.update({variable: str(ELSEWHERE / folder) for variable, folder in FOLDERS.items()})

MEMORY = 2_000_000_000  # what a process needs that holds all of HPO and the largest release


def pytest_xdist_auto_num_workers() -> int:
    """How many processes `make test` starts: one a core, as far as memory goes; on one core none beside this one."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    most = int(os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS", 0)) or min(_cores(), memory // MEMORY)
    return most if most > 1 else 0


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def built(factory: pytest.TempPathFactory, name: str, inputs: Inputs) -> Release:
    """Processes of one run share the folder above their own; the second to come finds the release made."""
    # Imported here, so that tests of single modules run where the build cannot.
    from kg.build.sequence import build

    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return build(inputs, folder)


@pytest.fixture(scope="session")
def hpo() -> Hpo:
    """All of HPO, read once."""
    return read_hpo(hpo_path())


@pytest.fixture(scope="session")
def lexis(hpo: Hpo) -> Any:
    """What the recogniser of findings knows, of all of HPO, our vocabulary and our evidence."""
    from kg.reading.findings.lexis import lexis_of
    from kg.sources.reference import read_reference

    return lexis_of(hpo, read_reference(PACKAGE / "reference"))


@pytest.fixture(scope="session")
def toolkit(hpo: Hpo, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The very HPO of the release as `hpo-toolkit` reads it: OBO Graphs in JSON, with what that library asks for."""
    hpotk = pytest.importorskip("hpotk", reason="hpo-toolkit is not installed")
    nodes, edges = [], []
    for term in hpo.terms.values():
        old = [{"pred": "http://www.geneontology.org/formats/oboInOwl#hasAlternativeId", "val": one}
               for one in term.alternative_ids]  # fmt: skip
        about = {"basicPropertyValues": old, **({"deprecated": True} if term.obsolete else {})}
        nodes.append({"id": expand(term.id), "lbl": term.label, "type": "CLASS", "meta": about})
        edges += [{"sub": expand(term.id), "pred": "is_a", "obj": expand(one)} for one in term.parents]
    version = f"http://purl.obolibrary.org/obo/hp/releases/{hpo.version.rpartition('/')[2]}/hp.json"
    path = tmp_path_factory.mktemp("hpo") / "hp.json"
    path.write_text(json.dumps({"graphs": [{"meta": {"version": version}, "nodes": nodes, "edges": edges}]}))
    return hpotk.load_minimal_ontology(str(path))


@pytest.fixture(scope="session")
def toy_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of the three toy papers (tests/toy)."""
    return built(tmp_path_factory, "toy-releases", toy_inputs())


@pytest.fixture(scope="session")
def toy(toy_release: Release) -> Engine:
    """The toy release in memory."""
    return toy_release.engine()


@pytest.fixture(scope="session")
def cohort_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The toy papers, and beside them a toy cohort of two people (tests/packets.py), and toy databases of two kinds."""
    from kg.imports.cohorts import import_cohort
    from kg.imports.database_work import import_clinvar, import_gnomad
    from kg.sources.phenopackets import KnownGenes
    from kg.sources.reference import read_reference
    from tests import databases
    from tests.packets import full, packet, raw

    home = tmp_path_factory.mktemp("cohort")
    (home / "packets").mkdir()
    for name, value in (("full", full(1)), ("plain", packet(2))):
        (home / "packets" / f"{name}.json").write_bytes(raw(value))
    genes = KnownGenes.of(read_reference(TOY / "reference").genes)
    import_cohort(str(home / "packets"), "toy", "CC0-1.0", home / "cohorts", read_hpo(small_hpo()), genes=genes)
    told = databases.vcv(databases.of_both_kinds())
    import_clinvar(databases.asked(home / "toy.xml", told), home / "databases")
    counts = databases.export(databases.counted(3059))
    import_gnomad(databases.asked(home / "toy.csv", counts, release="4.1"), home / "databases")
    inputs = replace(toy_inputs(databases.beside_papers(home)), cohorts=home / "cohorts", databases=home / "databases")
    return built(tmp_path_factory, "cohort-releases", inputs)


@pytest.fixture(scope="session")
def cohort(cohort_release: Release) -> Engine:
    """That release in memory."""
    return cohort_release.engine()


@pytest.fixture(scope="session")
def real_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of the project's own evidence."""
    return built(tmp_path_factory, "real-releases", Inputs.shipped())


@pytest.fixture(scope="session")
def real(real_release: Release) -> Engine:
    """The real release in memory."""
    return real_release.engine()


@pytest.fixture(scope="session")
def packets_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The project's own evidence, and beside it the phenopackets of the folder that `KG_PACKETS` names."""
    if not PACKETS:
        pytest.skip("KG_PACKETS names no folder of phenopackets: no analysis is held over packets from elsewhere")
    from kg.imports.cohorts import import_cohort

    cohorts = tmp_path_factory.mktemp("packets")
    import_cohort(PACKETS, "packets", "as their folder says", cohorts, read_hpo(hpo_path()))
    return built(tmp_path_factory, "packets-releases", replace(Inputs.shipped(), cohorts=cohorts))


@pytest.fixture(scope="session")
def packets(packets_release: Release) -> Engine:
    """That release in memory."""
    return packets_release.engine()


@pytest.fixture(scope="session")
def served(toy_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `kg serve` over the toy release, which runs as a process of its own."""
    with serving(toy_release, tmp_path_factory.mktemp("served") / "log") as (address, _):
        yield address


@contextmanager
def serving(release: Release, log: Path, **settings: str) -> Iterator[tuple[str, int]]:
    """The address and the process of `kg serve` over a release, with such settings."""
    port = free_port()
    command = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--releases", release.folder.parent]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env={**os.environ, **settings})
        try:
            address = f"http://127.0.0.1:{port}"
            awaited(f"{address}/health", process, log)
            yield address, process.pid
        finally:
            process.terminate()
            process.wait(30)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture(scope="session")
def oxigraph(toy_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an Oxigraph server that holds the toy release."""
    with oxigraph_over(toy_release, tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@contextmanager
def oxigraph_over(release: Release, folder: Path) -> Iterator[str]:
    """An Oxigraph server over a release; it works on at a query whose asker has left, until it is ended itself."""
    beside = Path(sysconfig.get_path("scripts")) / "oxigraph"
    binary = str(beside) if beside.exists() else shutil.which("oxigraph")
    assert binary, f"the package oxigraph is not installed for {sys.executable}"
    plain = folder / "toy.nq"
    plain.write_text("".join(release.lines()), encoding="utf-8")
    store, port = str(folder / "store"), free_port()
    subprocess.run([binary, "load", "-l", store, "-f", str(plain)], check=True, capture_output=True)
    command, log = [binary, "serve-read-only", "-l", store, "-b", f"127.0.0.1:{port}"], folder / "log"
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as server:
        try:
            awaited(f"http://127.0.0.1:{port}/query?query=ASK%20%7B%7D", server, log)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.kill()


@pytest.fixture(scope="session")
def virtuoso(toy_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso server that holds the toy release; without Virtuoso the test is skipped."""
    with virtuoso_over(toy_release, tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@contextmanager
def virtuoso_over(release: Release | None, folder: Path, settings: str = "") -> Iterator[str]:
    """A Virtuoso server over a release, or over what it brings along, with more of its own settings."""
    server, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not server or not client:
        pytest.skip("virtuoso-t or isql-vt is not installed; see tests/tools/clients.sh")
    sql, http = free_port(), free_port()
    command, log = virtuoso_command(server, folder, sql, http, settings), folder / "out"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out)
        try:
            awaited(f"http://127.0.0.1:{http}/sparql?query=ASK%20%7B%7D", process, log)
            if release:
                (folder / "toy.nq").write_text("".join(release.lines()), encoding="utf-8")
                load = "DB.DBA.TTLP_MT(file_to_string_output('./toy.nq'), '', 'urn:toy', 512);"
                asked = [client, f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"]
                subprocess.run(asked, cwd=folder, check=True, capture_output=True, timeout=300)
            yield f"http://127.0.0.1:{http}/sparql"
        finally:
            process.terminate()
            process.wait(60)


def awaited(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(f"the server did not come up: {log.read_text()}")
