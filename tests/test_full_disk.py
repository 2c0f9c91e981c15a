"""A disk that is full: whatever was to be written, one line says which file and how much room there is, and nothing
that was there before is lost. The disk is a real one, of a few kilobytes, in memory."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from kg.engine.columns.engine import FILE as IMAGE
from kg.errors import in_words
from kg.lexicon import INDEX, write_index
from kg.release import Release, current, publish
from tests.checkout import ROOT

TOLD = re.compile(
    r"(?P<path>/\S+): No space left on device \(\d+\.\d MB are free there\); right would be to make room, and to run "
    r"it again; what was there before stays, and so does what is served"
)
TOY_BUILD = """
from kg.commands import build
from tests.small import toy_inputs
build.given_inputs = lambda *_: toy_inputs()
from kg.cli import main
main()
"""
PACKET = '{"id": "toy-1", "subject": {"id": "toy-1"}, "metaData": {"phenopacketSchemaVersion": "2.0"}}'


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk, empty but for a file that somebody wants to keep."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() or _mount(place, "1m"):
        pytest.skip("only root on Linux can mount a small disk")
    try:
        (place / "kept").write_text("toy")
        yield place
        assert (place / "kept").read_text() == "toy"
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def _mount(place: Path, size: str, how: str = "size") -> int:
    command = ["mount", "-t", "tmpfs", "-o", f"{how}={size}", "tmpfs", place]
    return subprocess.run(command, check=False, capture_output=True).returncode


def room(disk: Path, kilobytes: int) -> None:
    """Leave so much room on a disk."""
    used = sum(-(-path.stat().st_size // 4096) * 4 for path in disk.rglob("*") if path.is_file())
    size = f"remount,size={used + kilobytes}k"
    subprocess.run(["mount", "-o", size, disk], check=True)


def kg(*words: object, given: str = "", run: tuple[str, ...] = ("-m", "kg"), **settings: str) -> tuple[int, list[str]]:
    """How a command ended, and what it told."""
    done = subprocess.run(
        [sys.executable, *run, *map(str, words)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        input=given,
        env={**os.environ, **settings},
    )
    return done.returncode, [line for line in done.stderr.splitlines() if not line.startswith("  ")]


def is_told(told: list[str], place: Path) -> None:
    """One line, of what was to be at a place."""
    assert len(told) == 1, told
    found = TOLD.fullmatch(told[0].removeprefix("kg: "))
    assert found, told
    assert found["path"].startswith(str(place)), told
    assert "/.building-" not in told[0]


EXPORTS = {"tables": "out", "phenopackets": "out", "crate": "out.zip", "nanopubs": "out.trig"}


@pytest.mark.parametrize("kilobytes", [0, 24])
@pytest.mark.parametrize("form", EXPORTS)
def test_an_export_to_a_full_disk_says_so(disk: Path, toy_release: Release, form: str, kilobytes: int) -> None:
    room(disk, kilobytes)
    ended, told = kg("export", form, disk / EXPORTS[form], "--releases", toy_release.folder.parent)
    assert ended == 1
    is_told(told, disk)
    assert [path.name for path in disk.iterdir()] == ["kept"]


def test_a_release_that_does_not_fit_leaves_the_one_that_is_served(disk: Path, toy_release: Release) -> None:
    """Whichever of its files is the one for which there is no room."""
    # As large as what is made here: the image is none of that.
    size = sum(path.stat().st_size for path in toy_release.folder.iterdir() if path.name != IMAGE) // 1000
    room(disk, 2 * size)
    beside = [path for path in toy_release.folder.iterdir() if path.suffix in (".ttl", ".tsv")]
    manifest = {name: value for name, value in toy_release.manifest.items() if name not in ("files", "format")}
    made = partial(publish, disk, lines=toy_release.lines(), manifest=manifest, beside=beside)
    former = made("toy-1", made={INDEX: write_index})
    named = set()
    for part in range(1, 20, 2):
        room(disk, size * part // 20)
        with pytest.raises(OSError, match="No space left on device") as full:
            made("toy-2", made={INDEX: write_index})
        told = in_words(full.value)
        is_told([told], disk / "toy-2")
        named.add(told.partition(":")[0].rpartition("/")[2])
        assert current(disk) == former
        assert {path.name for path in disk.iterdir()} == {"kept", "current", "toy-1"}
    assert "dataset.nq.gz" in named


def test_an_index_that_does_not_fit_is_told(disk: Path, toy_release: Release) -> None:
    room(disk, 200)
    with pytest.raises(OSError, match="No space left on device") as full:
        write_index(disk / INDEX, toy_release.lines())
    is_told([in_words(full.value)], disk / INDEX)


def test_a_build_on_a_full_disk_is_told_by_its_command(disk: Path) -> None:
    room(disk, 100)
    ended, told = kg("build", "--releases", disk / "releases", run=("-c", TOY_BUILD))
    assert ended == 1
    is_told(told, disk / "releases")
    assert [path for path in disk.rglob("*") if path.is_file()] == [disk / "kept"]


def test_an_import_to_a_full_disk_says_so(disk: Path) -> None:
    room(disk, 4)
    words = ("import", "phenopackets", "-", "--name", "toy", "--licence", "not stated")
    ended, told = kg(*words, given=PACKET, KG_COHORTS=str(disk / "cohorts"))
    assert ended == 1
    is_told(told, disk / "cohorts")


def test_what_is_kept_for_a_moment_may_find_no_room_either(disk: Path, tmp_path: Path) -> None:
    """What comes by standard input is put into the folder of temporary files."""
    room(disk, 4)
    words = ("import", "phenopackets", "-", "--name", "toy", "--licence", "not stated")
    given = "\n".join([PACKET] * 1000)
    ended, told = kg(*words, given=given, KG_COHORTS=str(tmp_path / "cohorts"), TMPDIR=str(disk))
    assert ended == 1
    is_told(told, disk)


def test_a_reasoner_that_finds_no_room_is_told(disk: Path, tmp_path: Path) -> None:
    """It is handed the ontology in a temporary file."""
    room(disk, 40)
    moved = f"import tempfile; tempfile.tempdir = {str(disk)!r}; from kg.cli import main; main()"
    run = ("-c", TOY_BUILD.replace("from kg.cli import main\nmain()", f"toy_inputs(); {moved}"))
    ended, told = kg("build", "--releases", tmp_path / "releases", run=run)
    assert ended == 1
    is_told(told, disk)


def test_a_file_that_is_written_at_once_is_named(disk: Path) -> None:
    room(disk, 4)
    ended, told = kg("schema", "--write", disk / "schema.json")
    assert ended == 1
    is_told(told, disk / "schema.json")


def test_an_answer_that_finds_no_room_is_told(toy_release: Release) -> None:
    words = [sys.executable, "-m", "kg", "ask", "papers", "--releases", str(toy_release.folder.parent)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, cwd=ROOT, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("kg: standard output, or a temporary file: No space left on device; right would be")
    assert len(done.stderr.splitlines()) == 1
