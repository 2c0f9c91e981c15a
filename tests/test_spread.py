"""Parts of a large work give the same, whoever does them: this process, several, or workers in their own networks."""

import gzip
import json
import pickle
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError, UnknownName
from kg.files import Damaged
from kg.imports.cohorts import import_cohort
from kg.release import publish
from kg.release.dataset import DatasetLines
from kg.sources.hpo import read_hpo
from kg.spread import Cluster, EngineLost, NoEngine, Processes, Spread, WorkerLost, here
from kg.spread.there import UnlikeWorker
from tests import tasks
from tests.checkout import ROOT
from tests.packets import packet, raw
from tests.schedulers import SOON, Running, lost, networks, scheduling, started, until
from tests.small import small_hpo

dask = pytest.importorskip("dask", reason="distributed is not installed")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
MANY = 41
Engines = Callable[[str], Spread]


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with scheduling(tmp_path_factory.mktemp("dask")) as running:
        yield running


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    settings(monkeypatch, SOON)


def settings(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> None:
    """Have Dask's settings here, as one gives them to a command."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    dask.config.refresh()


@pytest.fixture(params=["here", "processes", "copies", "cluster"])
def spread(request: pytest.FixtureRequest) -> Spread:
    if request.param == "cluster":
        return Cluster(request.getfixturevalue("scheduler").alive(2).address)
    return here if request.param == "here" else Processes(2, copied=request.param == "copies")


def test_what_comes_is_in_the_order_of_the_tasks(spread: Spread) -> None:
    assert list(spread(tasks.square, range(MANY))) == [number**2 for number in range(MANY)]
    assert list(spread(tasks.square, [])) == []


def test_tasks_are_asked_for_as_there_is_room(spread: Spread) -> None:
    asked = count()
    assert list(islice(spread(tasks.square, asked), 5)) == [0, 1, 4, 9, 16]
    assert next(asked) < 20


def test_an_error_of_the_work_comes_as_it_is_and_is_tried_once(spread: Spread, tmp_path: Path) -> None:
    done = spread(partial(tasks.damaged, tmp_path), range(MANY))
    assert list(islice(done, 3)) == [0, 1, 2]
    with pytest.raises(Damaged, match=r"^three is damaged; make it again$"):
        list(done)
    assert (tmp_path / "tried").read_text() == "once\n"


def test_an_error_of_ours_survives_the_way() -> None:
    for error in (UnknownName("no such thing", "x"), Damaged(Path("a"), "b", "c"), NoEngine("d"), KgError("e")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_a_task_in_a_file_is_carried_to_who_does_not_see_it(scheduler: Running, tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("four")
    papers = [tasks.OnPaper(tmp_path / "paper"), tasks.OnPaper(tmp_path / "paper")]
    carried = list(Cluster(scheduler.alive(2).address)(tasks.length, papers))
    assert carried == list(here(tasks.length, papers)) == [4, 4]


def test_a_worker_that_is_killed_costs_time_and_nothing_else(scheduler: Running, tmp_path: Path) -> None:
    done = Cluster(scheduler.alive(2).address)(partial(tasks.killed, tmp_path, 1), range(MANY))
    assert list(done) == [number**2 for number in range(MANY)]
    assert (tmp_path / "killed-0").exists()


def test_work_that_kills_whoever_does_it_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(WorkerLost, match="right would be fewer of them, or more memory"):
        list(Processes(2)(partial(tasks.killed, tmp_path, 1), range(MANY)))


@pytest.mark.parametrize("failures", ["1", "9"])
def test_work_that_kills_all_workers_of_an_engine_is_given_up(tmp_path: Path, failures: str) -> None:
    """Also where the engine would try again and has nobody to do it; asked by a process, which must end as well."""
    with scheduling(tmp_path / "dask", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES=failures) as running:
        asked = [sys.executable, "-c", GIVEN_UP, running.alive(2).address, str(tmp_path)]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=60)
    lost, none = "lost one after the other, .* more memory for each", "no worker for 1 seconds; right would be to start"
    told = none if failures == "9" else f"{lost}|{none}"  # the first loses what was done before, which is waited for
    assert done.returncode == 1 and re.search(rf"WorkerLost: tcp://.*({told})", done.stderr.splitlines()[-1])


GIVEN_UP = """
import sys
from functools import partial
from pathlib import Path
from kg.spread import Cluster
from tests import tasks
list(Cluster(sys.argv[1], patience=1)(partial(tasks.killed, Path(sys.argv[2]), 9), range(41)))
"""


def test_who_has_no_engine_is_told_what_would_be_right(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"tcp://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(NoEngine, match=rf"no Dask scheduler answers at {address}.* right would be one that"):
            list(Cluster(address)(tasks.square, range(3)))
    for wrong in ("nonsense://127.0.0.1:1", "tcp://127.0.0.1:notaport", address):
        with pytest.raises(NoEngine, match=rf"no Dask scheduler answers at {wrong}"):
            list(Cluster(wrong)(tasks.square, range(3)))
    with (
        scheduling(tmp_path / "dask") as running,
        pytest.raises(NoEngine, match="has no worker; right would be `dask work"),
    ):
        list(Cluster(running.address)(tasks.square, range(3)))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["gone", "silent"])
def test_a_scheduler_that_is_lost_is_told(tmp_path: Path, how: signal.Signals) -> None:
    with scheduling(tmp_path / "dask") as running:
        done = Cluster(running.alive(1).address, patience=1)(tasks.slowly, range(MANY))
        assert next(done) == 0
        running.scheduler.send_signal(how)
        with pytest.raises(EngineLost, match="right would be to start it, and to run this again"):
            list(done)


def test_workers_of_another_kg_are_refused(tmp_path: Path) -> None:
    other, none = tmp_path / "other", tmp_path / "none"
    shutil.copytree(ROOT / "kg", other / "kg", ignore=shutil.ignore_patterns("__pycache__", "evidence"))
    with (other / "kg" / "names.py").open("a") as stream:
        stream.write("# another\n")
    (none / "kg").mkdir(parents=True)
    (none / "kg" / "__init__.py").touch()
    with scheduling(tmp_path / "dask") as running:
        done = Cluster(running.alive(1).address)(tasks.slowly, range(MANY))
        assert next(done) == 0
        late = running.worker(other)
        with pytest.raises(UnlikeWorker, match=r"a worker that came later has code \w+ and not \w+; right would be"):
            list(done)
        with pytest.raises(UnlikeWorker, match=r"tcp://\S+ has code \w+ and not \w+; right would be the same every"):
            list(Cluster(running.address)(tasks.square, range(3)))
        lost(late)
        running.worker(none)
        with pytest.raises(UnlikeWorker, match=r"tcp://\S+ has no kg \S+ that is like this one"):
            list(Cluster(running.address)(tasks.square, range(3)))


def test_an_address_of_tls_is_asked_by_the_settings_of_dask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate for this test, and is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=toy"]
    subprocess.run(["openssl", *make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    who = ("SCHEDULER", "WORKER", "CLIENT")
    given = {f"DASK_DISTRIBUTED__COMM__TLS__{one}__KEY": str(key) for one in who}
    given |= {f"DASK_DISTRIBUTED__COMM__TLS__{one}__CERT": str(certificate) for one in who}
    given |= {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(certificate)}
    with scheduling(tmp_path / "dask", protocol="tls", **given) as running:
        address = running.alive(1).address
        assert address.startswith("tls://")
        with pytest.raises(NoEngine, match="tls:// needs the settings"):
            list(Cluster(address)(tasks.square, range(3)))
        settings(monkeypatch, given)
        assert list(Cluster(address)(tasks.square, range(3))) == [0, 1, 4]


PACKETS = 600


@pytest.fixture(scope="module")
def packets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packets")
    for number in range(PACKETS):
        (folder / f"{number:04}.json").write_bytes(raw(packet(number)))
    return folder


@pytest.fixture(scope="module")
def alone(packets: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What this process makes of them."""
    cohorts = tmp_path_factory.mktemp("alone")
    import_cohort(str(packets), "toy", "CC0-1.0", cohorts, read_hpo(small_hpo()))
    return kept(cohorts)


def kept(cohorts: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((cohorts / "toy").iterdir())}


def imports(packets: Path, address: str, cohorts: Path) -> list[str]:
    named = ["--name", "toy", "--licence", "CC0-1.0", "--hpo", str(small_hpo()), "--cohorts", str(cohorts)]
    return [sys.executable, "-m", "kg", "import", "phenopackets", str(packets), *named, "--on", address]


def test_the_forms_of_a_release_are_the_same_though_a_worker_is_lost(
    alone: dict[str, bytes], scheduler: Running, tmp_path: Path
) -> None:
    cluster = Cluster(scheduler.alive(2).address)

    def losing(work: Callable[[Any], Any], given: Iterable[Any]) -> Generator[Any]:
        for number, done in enumerate(cluster(work, given)):
            if number == 1:
                lost(scheduler.workers[-1])
            yield done

    made, graphs = {}, json.loads(alone["manifest.json"])["graphs"]
    for name, spread in (("alone", here), ("losing", losing)):
        with DatasetLines(tmp_path, size=200_000) as lines:
            lines.add(gzip.decompress(alone["dataset.nq.gz"]).decode().splitlines(keepends=True))
            assert len(lines.pieces()) > 10
            publish(tmp_path / name, "toy", lines, {"inputs_digest": "toy", "graphs": graphs}, spread=spread)
        made[name] = {path.name: path.read_bytes() for path in (tmp_path / name / "toy").iterdir()}
    assert made["alone"] == made["losing"]


def test_a_build_begins_with_the_engine(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["build", "--releases", str(tmp_path / "releases"), "--on", "nowhere"])
    assert isinstance(told.exception, NoEngine)
    assert not (tmp_path / "releases").exists()


def begun(cohorts: Path) -> bool:
    """Whether some packets are in, and not yet all."""
    return any(path.stat().st_size for path in cohorts.glob(".*/.stretches"))


def test_an_import_in_networks_of_their_own_loses_a_worker(
    packets: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    cohorts, log = tmp_path / "cohorts", tmp_path / "log"
    with networks(3) as (names, hosts):
        hub, *others = (("ip", "netns", "exec", name) for name in names)
        with scheduling(tmp_path / "dask", hosts[0], hub) as running:
            one, _ = (running.worker(inside=other) for other in others)
            told = (tmp_path / "dask" / "scheduler.log").read_text()
            assert all(f"addr: tcp://{host}:" in told for host in hosts[1:])
            run = started([*hub, *imports(packets, running.address, cohorts)], log, SOON)
            until(lambda: begun(cohorts), run, log)
            lost(one)
            assert run.wait(120) == 0, log.read_text()
    assert kept(cohorts) == alone


@pytest.mark.parametrize("end", [signal.SIGINT, None])
def test_an_import_that_ends_early_leaves_the_former(end: signal.Signals | None, packets: Path, tmp_path: Path) -> None:
    cohorts, log = tmp_path / "cohorts", tmp_path / "log"
    with scheduling(tmp_path / "dask") as running:
        for _ in range(5):  # one that was done before the signal came tells nothing
            import_cohort(str(packets / "0001.json"), "toy", "CC0-1.0", cohorts, read_hpo(small_hpo()))
            former = kept(cohorts)
            run = started(imports(packets, running.alive(1).address, cohorts), log, SOON)
            until(lambda: begun(cohorts), run, log)
            lost(running.scheduler) if end is None else run.send_signal(end)
            if run.wait(60) != 0:
                break
        assert run.returncode != 0
        if end:
            assert list(Cluster(running.address)(tasks.square, range(3))) == [0, 1, 4]  # nothing of it is left there
        else:
            assert "kg: the Dask scheduler at" in log.read_text()
            assert "Traceback" not in log.read_text()
    assert kept(cohorts) == former
    assert [path.name for path in cohorts.iterdir()] == ["toy"]


def test_what_has_no_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoEngine, match=r"pip install 'csf1r-kg\[distributed\]'"):
        list(Cluster("tcp://127.0.0.1:1")(tasks.square, range(3)))
