"""What is damaged is told, never served; a kill at any step loses nothing and leaves nothing; one works at a time."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.build.inputs import Inputs
from kg.build.manifest import _table
from kg.build.sequence import _standing, build
from kg.build.snapshot import Changed, Snapshot
from kg.cli import main
from kg.files import checksum, put_right
from kg.imports.cohorts import import_cohort, remove_cohort
from kg.imports.shelf import DamagedImports
from kg.lock import LOCK, alone, held
from kg.release import Release, current, publish
from kg.sources.hpo import Hpo, read_hpo
from kg.sources.positions import Unreadable
from tests.checkout import ROOT
from tests.conftest import TOY
from tests.faults import line, state
from tests.packets import packet, raw
from tests.small import small_hpo, toy_inputs

KILLED = -signal.SIGKILL
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def hpo() -> Hpo:
    return read_hpo(small_hpo())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds everything a command reads and writes: a release, and two cohorts."""
    for name in ("releases", "cohorts", "databases", "sources"):
        monkeypatch.setenv(f"KG_{name.upper()}", str(tmp_path / name))
    published(tmp_path / "releases")
    for name in ("one", "two"):
        folder = tmp_path / "cohorts" / name
        folder.mkdir(parents=True)
        (folder / "dataset.nq.gz").write_bytes(gzip.compress(line(1).encode()))
        (folder / "faults.txt").write_text("")
        files = {path.name: checksum(path) for path in folder.iterdir()}
        about = dict.fromkeys(("name", "licence", "format", "input_sha256", "hpo", "report"), "toy")
        (folder / "manifest.json").write_text(json.dumps({**about, "graphs": {"toy:g": 1}, "files": files}))
    return tmp_path


def published(releases: Path) -> Release:
    return publish(releases, "toy", [line(1)], {"graphs": {"toy:g": 1}, "inputs_digest": "toy"})


def kg(*words: str | Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> tuple[object, str]:
    """How a command ends, and what it says on standard error."""
    patch.setattr(sys, "argv", ["kg", *map(str, words)])
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, capsys.readouterr().err


# --- a kill at every step


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """By work, what a kill before each of its steps left; the last row is of work that nobody killed."""
    asked = [sys.executable, "-m", "tests.faults", str(tmp_path_factory.mktemp("faults"))]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: Rows = {}
    for row in map(json.loads, done.stdout.splitlines()):
        found.setdefault(row["work"], []).append(row)
    for each in found.values():
        assert [row["ended"] for row in each] == [KILLED] * (len(each) - 1) + [0]
    return found


@pytest.mark.parametrize(("work", "steps"), [("cohort", 12), ("clinvar", 10), ("remove", 6), ("force", 12)])
def test_a_kill_at_any_step_gives_the_former_or_the_new_byte_for_byte(rows: Rows, work: str, steps: int) -> None:
    before, new = rows[work][0]["before"], rows[work][-1]["after"]
    assert len(rows[work]) > steps
    assert new != before
    assert [row["after"] for row in rows[work] if row["after"] not in (before, new)] == []
    assert rows[work][0]["after"] == before
    assert not any(part.startswith(".") for name in new for part in Path(name).parts)


def test_a_kill_at_any_step_of_publishing_leaves_the_former_serving(rows: Rows) -> None:
    before, new = rows["publish"][0]["before"], rows["publish"][-1]["after"]
    assert len(rows["publish"]) > 10
    for row in rows["publish"]:
        assert before.items() - {("current", "-> one")} <= row["killed"].items(), "never touched"
        served = row["killed"]["current"].removeprefix("-> ")
        assert {name for name in row["killed"] if name.startswith(served)} == {n for n in new if n.startswith(served)}
        assert row["after"] in (before, new, {**new, "current": "-> one"})


def test_a_kill_at_any_step_of_an_export_is_put_right_by_the_next(rows: Rows) -> None:
    new = rows["export"][-1]["after"]
    assert len(rows["export"]) > 5
    assert [row["after"] for row in rows["export"] if row["after"] != new] == []


def test_what_older_kills_left_goes_or_comes_back(tmp_path: Path) -> None:
    for name in (".building-ab12cd34", ".removing-ab12cd34/toy", ".sorting-ab12cd34", ".toy-ab12cd34", "whole"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "dataset.nq.gz").write_bytes(b"toy")
    for name in (".lost-ab12cd34-former", ".whole-ab12cd34-former", ".former-away"):
        shutil.copytree(tmp_path / "whole", tmp_path / name)
    for name in (".git", ".toy-settings"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "of others").write_text("toy")
    put_right(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", ".toy-settings", "away", "lost", "whole"]


# --- two at once


def test_who_comes_second_is_told_and_waits(tmp_path: Path, hpo: Hpo) -> None:
    source, home, told = tmp_path / "toy.json", tmp_path / "cohorts", []
    source.write_bytes(raw(packet(1)))
    second = threading.Thread(
        target=import_cohort, args=(str(source), "toy", "CC0-1.0", home, hpo), kwargs={"tell": told.append}
    )
    with held("kg remove other", home):
        second.start()
        while not told:
            time.sleep(0.01)
        assert not (home / "toy").exists()
    second.join()
    assert f"another `kg remove other` (pid {os.getpid()}) is at work in {home} since " in told[0]
    assert told[0].endswith("; waiting")
    assert sorted(path.name for path in home.iterdir()) == ["toy"]


def test_reading_and_serving_never_wait(home: Path) -> None:
    with held("toy", home / "releases", home / "cohorts"):
        assert len(current(home / "releases").engine()) == 1


def test_many_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    """Each finds the file as it left it: the lock's own file, too, which everybody takes away, fails nobody."""
    counted = tmp_path / "counted"
    counted.write_text("0")

    def count() -> None:
        for _ in range(50):
            with alone(tmp_path / LOCK, "toy"):
                number = int(counted.read_text())
                counted.write_text(str(number + 1))

    threads = [threading.Thread(target=count) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert counted.read_text() == "400"
    assert [path.name for path in tmp_path.iterdir()] == ["counted"]


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    script = "import sys, pathlib, os\nfrom kg.lock import held\n"
    script += "with held('toy', pathlib.Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    assert subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=False).returncode == KILLED
    told: list[str] = []
    with held("toy", tmp_path, tell=told.append):
        assert told == []
    assert list(tmp_path.iterdir()) == []


def test_folders_that_are_one_are_held_once_and_one_that_is_not_there_stays_away(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with held("toy", tmp_path, reads=(tmp_path / "link", tmp_path / "a" / "b", None)):
        assert (tmp_path / "a" / "b" / LOCK).exists()
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


# --- a build is of one moment


@pytest.mark.slow
def test_a_build_holds_what_was_there_when_it_began(tmp_path: Path, hpo: Hpo) -> None:
    evidence = Path(shutil.copytree(TOY / "evidence", tmp_path / "evidence"))
    source, home, releases = tmp_path / "toy.json", tmp_path / "cohorts", tmp_path / "releases"
    source.write_bytes(raw(packet(1)))
    inputs = replace(toy_inputs(evidence), cohorts=home)

    def bring(name: str, tell: Callable[[str], None] = lambda _: None) -> None:
        import_cohort(str(source), name, "CC0-1.0", home, hpo, tell=tell)

    bring("toy")
    digest, waits = inputs.digest(), []
    others = [
        threading.Thread(target=bring, args=("other", waits.append)),
        threading.Thread(target=remove_cohort, args=("toy", home, waits.append)),
    ]

    def begin_others(step: str) -> None:
        if step.startswith("reasoning"):
            for one in others:
                one.start()
            while len(waits) < 2:
                time.sleep(0.01)

    first = build(inputs, releases, begin_others)
    for one in others:
        one.join()
    assert all("another `kg build` (pid" in told for told in waits[:2])
    assert [cohort["name"] for cohort in first.manifest["cohorts"]] == ["toy"]
    assert first.manifest["inputs_digest"] == digest
    assert [cohort.name for cohort in Snapshot.of(inputs).cohorts] == ["other"], "done when the build was"

    # The same again as it was: a damaged release is made anew, to the byte, though nothing changed.
    remove_cohort("other", home)
    bring("toy")
    whole = state(releases)
    first.dataset.write_bytes(gzip.compress(b"".join(gzip.decompress(first.dataset.read_bytes()).splitlines(True)[:9])))
    told: list[str] = []
    build(inputs, releases, told.append)
    assert "dataset.nq.gz is damaged: its SHA-256 is not that of its manifest" in told[0]
    assert state(releases) == whole

    def edit(step: str) -> None:
        if step.startswith("reasoning"):
            path = evidence / "toy-a-2001-0000001.yaml"
            path.write_text(path.read_text() + "# toy\n")

    with pytest.raises(Changed, match=r"toy-a-2001-0000001\.yaml changed during the build; nothing was published"):
        build(inputs, releases, edit, force=True)
    assert state(releases) == whole


@pytest.mark.parametrize("change", ["comes", "goes", "changes"])
def test_an_import_that_comes_goes_or_changes_behind_the_lock_is_told(home: Path, change: str) -> None:
    inputs = replace(Inputs.shipped(), cohorts=home / "cohorts")
    snapshot = Snapshot.of(inputs)
    snapshot.still(inputs)
    if change == "comes":
        shutil.copytree(home / "cohorts" / "one", home / "cohorts" / "three")
    elif change == "goes":
        shutil.rmtree(home / "cohorts" / "one")
    else:
        (home / "cohorts" / "one" / "dataset.nq.gz").write_bytes(b"toy")
    with pytest.raises(Changed, match=r"dataset\.nq\.gz"):
        snapshot.still(inputs)


@pytest.mark.slow
def test_a_build_that_is_killed_while_it_writes_leaves_nothing_to_the_next_run(tmp_path: Path) -> None:
    places = {f"KG_{name.upper()}": str(tmp_path / name) for name in ("releases", "cohorts", "databases", "sources")}
    words = ["build", "--evidence", str(TOY / "evidence"), "--reference", str(TOY / "reference")]
    asked, releases = [sys.executable, "-m", "kg", *words], tmp_path / "releases"
    with subprocess.Popen(asked, cwd=ROOT, env={**os.environ, **places}, stderr=subprocess.DEVNULL) as one:
        while not list(releases.glob(".building-*/dataset.nq.gz")):
            assert one.poll() is None
            time.sleep(0.01)
        one.kill()
    assert [path.name for path in releases.iterdir() if not path.name.startswith(".")] == []
    with held("toy build", releases):
        assert [path.name for path in releases.iterdir()] == [LOCK]


# --- damage is told


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def say(path: Path, **more: Any) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **more}))


RELEASES: dict[str, Callable[[Path], object]] = {
    "a dataset cut off": lambda at: cut(at / "toy" / "dataset.nq.gz"),
    "a sound dataset with fewer lines": lambda at: (at / "toy" / "dataset.nq.gz").write_bytes(gzip.compress(b"")),
    "a dataset of no bytes": lambda at: (at / "toy" / "dataset.nq.gz").write_bytes(b""),
    "no dataset": lambda at: (at / "toy" / "dataset.nq.gz").unlink(),
    "another form cut off": lambda at: cut(at / "toy" / "dataset.ttl.gz"),
    "a manifest cut off": lambda at: cut(at / "toy" / "manifest.json"),
    "a manifest of no bytes": lambda at: (at / "toy" / "manifest.json").write_bytes(b""),
    "a manifest that is no text": lambda at: (at / "toy" / "manifest.json").write_bytes(b"\xff\0"),
    "a manifest that is a list": lambda at: (at / "toy" / "manifest.json").write_text("[]"),
    "a manifest without files": lambda at: say(at / "toy" / "manifest.json", files={}),
    "no manifest": lambda at: (at / "toy" / "manifest.json").unlink(),
    "a link to nothing": lambda at: shutil.rmtree(at / "toy"),
    "no link": lambda at: (at / "current").unlink(),
    "a link to itself": lambda at: ((at / "current").unlink(), (at / "current").symlink_to("current")),
    "a newer form": lambda at: say(at / "toy" / "manifest.json", format=2),
    "a newer kg": lambda at: say(at / "toy" / "manifest.json", version="999.0"),
}
READ = (
    ("ask", "papers"),
    ("why", "case:toy", "kg:Case"),
    ("resolve", "toy"),
    ("cite",),
    ("serve", "--workers", "0"),
    ("export", "tables", "out"),
    ("export", "phenopackets", "out"),
    ("export", "crate", "out"),
    ("export", "nanopubs", "out.trig"),
)


@pytest.mark.parametrize("damage", RELEASES)
def test_no_command_answers_from_a_release_that_is_not_whole(
    home: Path, damage: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    whole = state(home)
    RELEASES[damage](home / "releases")
    before = state(home)
    for words in READ:
        ended, told = kg(*words, "--releases", home / "releases", capsys=capsys, patch=monkeypatch)
        assert (ended, len(told.splitlines())) == (1, 1), (words, told)
        assert str(home / "releases") in told, words
        assert "`kg build`" in told, words
    assert state(home) == before
    assert _standing(home / "releases", "toy", lambda _: None) is None, "so that a build makes it anew"
    published(home / "releases")
    assert state(home) == whole


COHORTS: dict[str, Callable[[Path], object]] = {
    "a dataset cut off": lambda at: cut(at / "dataset.nq.gz"),
    "a sound dataset with fewer lines": lambda at: (at / "dataset.nq.gz").write_bytes(gzip.compress(b"")),
    "no dataset": lambda at: (at / "dataset.nq.gz").unlink(),
    "no faults": lambda at: (at / "faults.txt").unlink(),
    "a manifest cut off": lambda at: cut(at / "manifest.json"),
    "a manifest that is a list": lambda at: (at / "manifest.json").write_text("[]"),
    "a manifest that lacks a word": lambda at: (at / "manifest.json").write_text('{"files": {}}'),
    "no manifest": lambda at: (at / "manifest.json").unlink(),
}


@pytest.mark.parametrize("damage", COHORTS)
def test_a_damaged_import_stops_a_build_with_its_name_and_its_remedy_and_can_be_taken_out(
    home: Path, damage: str, hpo: Hpo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        COHORTS[damage](home / "cohorts" / name)
    served = state(home / "releases")
    ended, told = kg("build", "--releases", home / "releases", capsys=capsys, patch=monkeypatch)
    assert (ended, len(told.splitlines())) == (1, 2), told
    for row, name in zip(told.splitlines(), ("one", "two"), strict=True):
        assert str(home / "cohorts" / name) in row
        assert row.endswith(f"right would be `kg import phenopackets ... --name {name}` again, or `kg remove {name}`")
    assert state(home / "releases") == served
    source = home / "toy.json"
    source.write_bytes(raw(packet(1)))
    import_cohort(str(source), "one", "CC0-1.0", home / "cohorts", hpo)
    inputs = replace(Inputs.shipped(), cohorts=home / "cohorts")
    with pytest.raises(DamagedImports, match="/two/"):
        Snapshot.of(inputs)
    assert kg("remove", "two", "--cohorts", home / "cohorts", capsys=capsys, patch=monkeypatch) == (0, "")
    assert [cohort.name for cohort in Snapshot.of(inputs).cohorts] == ["one"]


@pytest.mark.parametrize(
    "words",
    [("import", "clinvar", "toy"), ("import", "gnomad", "toy", "--release", "4.1"), ("sources", "compare", "hp")],
)
def test_whatever_reads_cohorts_names_a_damaged_one(
    home: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "cohorts" / "one" / "manifest.json").write_text("{")
    before = state(home)
    more = ("--evidence", TOY / "evidence", "--reference", TOY / "reference")
    ended, told = kg(*words, *more, capsys=capsys, patch=monkeypatch)
    assert ended == 1
    assert told.startswith(f"kg: {home / 'cohorts' / 'one' / 'manifest.json'} is damaged: it is no manifest")
    assert told.endswith("again, or `kg remove one`\n")
    assert state(home) == before


PLACES: dict[str, tuple[str, ...]] = {
    "releases": ("build",),
    "cohorts": ("build",),
    "databases": ("build",),
    "out": ("export", "tables", "out/deeper"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_file_in_the_place_of_a_folder_is_named(
    home: Path, place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    shutil.rmtree(home / place, ignore_errors=True)
    (home / place).write_text("toy")
    ended, told = kg(*PLACES[place], "--releases", home / "releases", capsys=capsys, patch=monkeypatch)
    assert (ended, len(told.splitlines())) == (1, 1), told
    assert place in told
    assert "right would be" in told
    assert (home / place).read_text() == "toy"


@pytest.mark.parametrize("words", [("ask", "toy"), ("schema", "--write", "evidence")])
def test_what_cannot_be_read_or_written_is_named(
    home: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question that is no text, and a place to write that is a folder."""
    monkeypatch.chdir(home)
    (home / "toy").write_bytes(b"\xff")
    (home / "evidence").mkdir()
    ended, told = kg(*words, capsys=capsys, patch=monkeypatch)
    assert (ended, len(told.splitlines())) == (1, 1), told
    assert told.startswith(("kg: toy is no text", "kg: evidence"))
    assert "right would be" in told


def test_a_table_of_the_reference_data_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "field.yaml").write_bytes(b"\xff")
    with pytest.raises(Unreadable, match=r"field\.yaml:1: byte 0xff is not UTF-8"):
        _table(tmp_path / "field.yaml")


FULL = "import resource as r, sys; r.setrlimit(r.RLIMIT_FSIZE, (2000, 2000)); from kg.cli import main; main()"
"""A file can grow no further, as on a disk that is full."""


@pytest.mark.slow
def test_where_no_room_is_left_what_was_there_stays(tmp_path: Path, toy_release: Release) -> None:
    out = tmp_path / "out"
    asked = ["export", "tables", str(out), "--releases", str(toy_release.folder.parent)]
    subprocess.run([sys.executable, "-m", "kg", *asked], cwd=ROOT, check=True, capture_output=True)
    before = state(tmp_path)
    full = subprocess.run([sys.executable, "-c", FULL, *asked], cwd=ROOT, check=False, capture_output=True, text=True)
    assert full.returncode == 1
    assert full.stderr.splitlines() == [
        f"kg: {out}: File too large; right would be to make room, and to run it again; what was there before stays, "
        "and so does what is served"
    ]
    assert state(tmp_path) == before


def test_a_place_where_no_lock_can_be_made_is_told_and_not_tried_for_ever(tmp_path: Path) -> None:
    (tmp_path / LOCK).symlink_to(tmp_path / "nowhere" / LOCK)
    with pytest.raises(FileNotFoundError, match=LOCK), alone(tmp_path / LOCK, "kg toy"):
        pass
