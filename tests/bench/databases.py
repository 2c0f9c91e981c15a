"""`python -m tests.bench databases`: how fast files of ClinVar are read for one gene, and with how much memory."""

from __future__ import annotations

import gzip
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path
from typing import Final

from kg.imports.database_work import import_clinvar
from tests.databases import END, HEADER, RELEASE, archive, asked, both

SIZE: Final = 400 * 2**20
"""Bytes of each file; ClinVar's table had 3.9 GB in June 2026, its XML has tens of GB."""
NAME: Final = "TOY_0001.1(TOY1):c.149G>A (p.Arg50His)"
OTHER: Final = "TOY_0000.1(TOY0):c.149G>A (p.Arg50His)"


def write(path: Path, head: str, mine: str, other: str, end: str) -> None:
    """A file of records of another gene with one of ours in the middle."""
    times = SIZE // len(other) // 2
    with path.open("w", encoding="utf-8") as file:
        for part in (head, *[other] * times, mine, *[other] * times, end):
            file.write(part)


def measured(path: Path, home: Path, told: multiprocessing.Queue[tuple[float, float]]) -> None:
    """Import in a process of its own, so that its peak is the import's; time is the CPU's, whatever else runs."""
    request = asked(path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    import_clinvar(request, home)
    seconds = time.process_time() - start
    told.put((seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))


def main() -> None:
    """Print megabytes a second, unpacked."""
    rows = "\n".join(both(2, OTHER, 3059, GeneSymbol="TOY0")) + "\n"
    record = archive(2, OTHER, [(OTHER.partition(" ")[0], None)] * 40, 3059, gene="TOY0")
    own = archive(1, NAME, [("TOY_0001.1:c.149G>A", "p.Arg50His")], 3059)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write(home / "table.txt", HEADER + "\n", "\n".join(both(1, NAME, 3059)) + "\n", rows, "")
        write(home / "vcv.xml", RELEASE, own, record, END)
        for name in ("table.txt", "vcv.xml"):
            packed = home / f"{name}.gz"
            packed.write_bytes(gzip.compress((home / name).read_bytes(), 1))
            for path in (home / name, packed):
                size = (home / name).stat().st_size / 2**20
                told: multiprocessing.Queue[tuple[float, float]] = multiprocessing.Queue()
                process = multiprocessing.Process(target=measured, args=(path, home / "databases", told))
                process.start()
                seconds, peak = told.get()
                process.join()
                rate = f"{size / seconds:5.0f} MB a second of CPU, unpacked"
                print(f"{path.name:14} {rate}; {peak:3.0f} MB more memory")
