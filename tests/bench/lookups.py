"""Look-ups over HTTP by 32 clients of one address, nothing kept: the servers are asked in turn, some seconds each.

So whatever else the machine does meets all of them; beside the rate stands what a request costs in microseconds of a
core. `python -m tests.bench lookups` holds ours against `oxigraph serve` on disk and in memory.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.release import Release
from tests.bench.agree import ROWS
from tests.bench.figures import Spread, short, table
from tests.bench.rates import SECONDS, rate
from tests.bench.sides import Side, in_memory, ours, oxigraph

ROUNDS: Final = 5
WARM: Final = 15
"""Seconds in which a server does what it does once after its start."""
FOUND: Final = """PREFIX kg: <https://w3id.org/csf1r-kg/ontology#>
SELECT ?x { VALUES ?k { kg:Case kg:Variant } ?x a ?k } ORDER BY ?x LIMIT 200"""


@dataclass(slots=True)
class Looked:
    """Answers a second, and seconds of a core for one, a round after the other."""

    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)


def queries(side: Side) -> list[str]:
    """Queries for what single people and variants are; each names one thing."""
    told = json.loads(side.ask(FOUND, ROWS)[1])["results"]["bindings"]
    return [f"SELECT ?p ?o WHERE {{ <{row['x']['value']}> ?p ?o }}" for row in told]


def in_turn(sides: Sequence[Side], asked: Sequence[str], rounds: int, seconds: float = SECONDS) -> dict[str, Looked]:
    """Each side asked for some seconds, then the next, `rounds` times; one that fails is told, and has no figure."""
    found = {one.name: Looked() for one in sides}
    for _ in range(rounds):
        for side in sides:
            before = side.server.family.cpu()
            try:
                many = rate(side.address, asked, seconds)
            except (OSError, RuntimeError) as error:
                print(f"{side.name}, look-ups: {error}")
                continue
            found[side.name].rates.append(many)
            used = side.server.family.cpu() - before
            found[side.name].costs.append(used / (many * seconds + len(asked)))
    return found


def main(release: Release | None, home: Path) -> None:
    """Print the table; of a new release of the shipped evidence, unless one is given."""
    release = release or build(Inputs.shipped(), home / "releases")
    quads = home / "all.nq"
    with quads.open("w", encoding="utf-8") as stream:
        stream.writelines(release.lines())
    sides = [ours(release.folder.parent, 30, KG_RUNNING_PER_CLIENT="4"), oxigraph(quads, home, 30)]
    sides.append(in_memory(quads, home, 30))
    try:
        for one in sides:
            one.start()
        time.sleep(WARM)
        found = in_turn(sides, queries(sides[0]), ROUNDS)
    finally:
        for one in sides:
            one.stop()
    rows = []
    for name, one in found.items():
        ratio = Spread.of([mine / theirs for mine, theirs in zip(found["ours"].rates, one.rates, strict=True)])
        middle, cost = Spread.of(one.rates).median, Spread.of(one.costs).median
        rows.append((name, short(middle), f"{cost * 1e6:.0f} µs", f"{ratio.median:.2f} x"))
    print(table(("look-ups, 32 clients", "a second", "of a core", "ours / this"), rows))
