"""Kills a process before every step of some work, lets the next run come, and tells what lies there.

`python -m tests.faults FOLDER` prints, for every work, a line of JSON for each step: how the work ended, what was there
before, after the kill, and after the next run. A step changes a folder or opens a file to write.
"""

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.export.folders import fill_folder
from kg.imports.cohorts import import_cohort, remove_cohort
from kg.imports.database_work import import_clinvar
from kg.lock import held
from kg.release import publish
from kg.sources.hpo import hpo_path, read_hpo
from tests.databases import asked, both, table
from tests.packets import packet, raw

STEPS = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.symlink", "os.chmod", "os.truncate"}
CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
Work = Callable[[], object]


def state(home: Path) -> dict[str, str]:
    """What lies in a folder: files with their checksums, links with where they lead."""
    found = {}
    for path in sorted(home.rglob("*")):
        name = str(path.relative_to(home))
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def forked(work: Work, at: int = 0) -> int:
    """Do it in a process of its own, which is killed before its step number `at`; how that process ended."""
    child = os.fork()
    if child == 0:
        left = at

        def watch(event: str, given: tuple[Any, ...]) -> None:
            nonlocal left
            if event in STEPS or (event == "open" and isinstance(given[2], int) and given[2] & CHANGES):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(watch)
            work()
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def every_step(work: str, home: Path, before: Work, act: Work, after: Work) -> None:
    """`before` makes what was there; `after` is the next run. The last line is of work that nobody killed."""
    home.mkdir()
    before()
    former = home.with_name(f"{work}-before")
    shutil.copytree(home, former, symlinks=True)
    ended = -signal.SIGKILL
    for at in range(1, 1000):
        if ended == -signal.SIGKILL:
            shutil.rmtree(home)
            shutil.copytree(former, home, symlinks=True)
            ended = forked(act, at)
            killed = state(home)
            assert forked(after) == 0
            row = {"work": work, "ended": ended, "before": state(former), "killed": killed, "after": state(home)}
            print(json.dumps(row))


def line(number: int) -> str:
    return f"<toy:s> <toy:p> <toy:o{number}> <toy:g> .\n"


def published(releases: Path, name: str, number: int) -> None:
    with held("toy build", releases):
        publish(releases, name, [line(number)], {"graphs": {"toy:g": 1}, "toy": number})


def all_works(home: Path) -> None:
    """Each in a folder of its own."""
    data, hpo = home / "data", read_hpo(hpo_path())
    data.mkdir()
    for number in (1, 2):
        (data / f"{number}.json").write_bytes(raw(packet(number)))

    def bring(folder: Path, number: int, name: str = "one") -> None:
        import_cohort(str(data / f"{number}.json"), name, "CC0-1.0", folder, hpo)

    def two(folder: Path) -> None:
        bring(folder, 1)
        bring(folder, 1, "one-more")

    def clinvar(folder: Path, word: str) -> None:
        row = both(1, "TOY_0001.1(TOY1):c.149G>A", 3059, ClinicalSignificance=word)
        import_clinvar(asked(data / "toy.txt", table(row)), folder)

    def export(folder: Path, number: int) -> None:
        def fill(aside: Path) -> None:
            (aside / "toy.txt").write_text(str(number))

        fill_folder(folder / "toy", fill, lambda _: {"toy.txt"}, "file")

    def nothing(folder: Path) -> None:
        with held("toy build", folder):
            pass

    works: dict[str, tuple[Callable[[Path], object], ...]] = {
        "publish": (lambda at: published(at, "one", 1), lambda at: published(at, "two", 2), nothing),
        "force": (lambda at: published(at, "one", 1), lambda at: published(at, "one", 2), nothing),
        "cohort": (two, lambda at: bring(at, 2), nothing),
        "remove": (two, lambda at: remove_cohort("one", at), nothing),
        "clinvar": (lambda at: clinvar(at, "Pathogenic"), lambda at: clinvar(at, "Benign"), nothing),
        "export": (lambda at: export(at, 1), lambda at: export(at, 2), lambda at: export(at, 3)),
    }
    for name, (before, act, after) in works.items():
        at = home / name
        every_step(name, at, *(partial(one, at) for one in (before, act, after)))


if __name__ == "__main__":
    all_works(Path(sys.argv[1]))
