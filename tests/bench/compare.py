"""`python -m tests.bench compare OTHER`: this checkout and another one on the same packets, turn and turn about.

Each imports, builds and serves by its own code in processes of its own. A read is asked of a server that has just
started, so it has the cost of what is made once; then again. No answer is kept by either.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

from tests.bench.figures import Spread, megabytes, short, table
from tests.bench.measure import Failed, Used, run
from tests.bench.people import gene
from tests.bench.served import Server, serving
from tests.checkout import ROOT

READS: Final = {
    "first search": "/find?q=seizure",
    "resolve a gene": "/resolve?q={gene}",
    "frequencies over all": "/analysis/frequencies?population=everybody",
    "frequencies by gene": "/analysis/frequencies?population=everybody&by=gene",
}
TARGETS: Final = {"import": 3, "build": 5, "start": 5} | dict.fromkeys(READS, 10)


def compare(other: Path, packets: Path, home: Path, rounds: int, out: Path, named: str = "") -> None:
    """Measure both, `rounds` times; print the table, and write it to a folder as Markdown and JSON."""
    sides, told = {"this": ROOT, "other": other.resolve()}, defaultdict[tuple[str, str], list[Used]](list)
    symbol = named or (gene(packets) if packets.exists() else "CSF1R")
    for turn in range(rounds):
        for name in list(sides) if turn % 2 else list(reversed(sides)):
            place = home / name
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            for step, used in steps(sides[name], packets, place, symbol):
                print(
                    f"{name:6}{step:24}{used.wall:9.3f} s, CPU {used.cpu:9.3f} s, {megabytes(used.memory)}", flush=True
                )
                told[name, step].append(used)
    text = written(told)
    print(text)
    out.mkdir(parents=True, exist_ok=True)
    (out / "compare.md").write_text(text)
    kept = {f"{side}: {step}": [asdict(one) for one in used] for (side, step), used in told.items()}
    (out / "compare.json").write_text(json.dumps(kept, indent=1))


def steps(tree: Path, packets: Path, place: Path, symbol: str) -> Iterator[tuple[str, Used]]:
    """Each step of one side with what it used."""
    releases = place / "releases"
    said = {"KG_COHORTS": str(place / "cohorts"), "KG_DATABASES": str(place / "databases")}
    kg = [sys.executable, "-m", "kg"]
    taken = [*kg, "import", "phenopackets", str(packets), "--name", "bench", "--licence", "CC0-1.0"]
    if packets.exists():
        yield "import", run(taken, tree, place / "import.log", **said)
    yield "build", run([*kg, "build", "--releases", str(releases)], tree, place / "build.log", **said)
    with serving(tree, releases) as server:
        yield "start", server.start
        yield from reads(server, symbol)


def reads(server: Server, symbol: str) -> Iterator[tuple[str, Used]]:
    """The first time each is asked, and a second time; what is refused is told, and no row."""
    for name, address in READS.items():
        for often in (name, f"{name}, again"):
            try:
                yield often, server.timed(address.format(gene=symbol))
            except Failed as error:
                print(f"{often}: {error}")


def written(told: Mapping[tuple[str, str], list[Used]]) -> str:
    """The table: for each step the medians of both, and how many times this one is better."""
    rows = []
    for step in dict.fromkeys(step for _, step in told):
        ours, theirs = (told.get((side, step), []) for side in ("this", "other"))
        if not ours or not theirs:
            continue
        wall, before = (Spread.of([one.wall for one in side]) for side in (ours, theirs))
        cpu, cpu_before = (Spread.of([one.cpu for one in side]).median for side in (ours, theirs))
        memory = tuple(megabytes(max(one.memory for one in side)) for side in (theirs, ours))
        wanted = f"{TARGETS[step]} x" if step in TARGETS else ""
        times = (short(before.median, "s"), short(wall.median, "s"), f"{before.median / wall.median:.2f} x", wanted)
        more = (short(cpu_before, "s"), short(cpu, "s"), f"{cpu_before / cpu:.2f} x" if cpu else "")
        rows.append((step, *times, *more, *memory))
    head = (
        "step",
        "other",
        "this",
        "faster",
        "wanted",
        "other, CPU",
        "this, CPU",
        "less",
        "other, memory",
        "this, memory",
    )
    return table(head, rows)
