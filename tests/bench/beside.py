"""`make bench`: ours and the peers over one release, all in one run; the tables go to a folder, with a picture."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kg.release import current
from tests.bench import lookups, told
from tests.bench.agree import ROWS
from tests.bench.asked import Asked, all_asked, questions
from tests.bench.made import Made, made
from tests.bench.measure import Failed, Used
from tests.bench.people import write
from tests.bench.rates import SECONDS
from tests.bench.sides import Side, ours, peers

DEADLINE: Final = 30.0


@dataclass(slots=True, kw_only=True)
class Stood:
    """What one side costs as a server: memory in bytes, one look-up in seconds, look-ups a second for 32 clients."""

    load: Used | None
    start: Used
    fresh: int
    after: int = 0
    look_up: float | None = None
    rate: float | None = None


def main(people: int, home: Path, rounds: int, out: Path, seconds: float = SECONDS) -> None:
    """Make a release, ask it of every side, and write what was seen."""
    if people and not (home / "packets").exists():
        write(home / "packets", people)
    release = made(home / "packets", people, home)
    print(told.making(release))
    quads = home / "all.nq"
    with quads.open("w", encoding="utf-8") as stream:
        stream.writelines(current(release.releases).lines())
    sides: list[Side] = []
    try:
        stood, absent = begun(release, quads, home, sides)
        asked = all_asked(sides, questions(), rounds)
        looked_up(sides, stood, seconds, rounds)
    finally:
        for one in sides:
            one.stop()
    kept(release, stood, seconds)
    written(release, stood, asked, absent, out)


def begun(release: Made, quads: Path, home: Path, sides: list[Side]) -> tuple[dict[str, Stood], dict[str, str]]:
    """Start each that can be had, one after the other; what they cost, and why others are left out."""
    stood, absent = {}, {}
    makers = [("ours", lambda: ours(release.releases, DEADLINE)), *peers(quads, release.quads, home, DEADLINE)]
    for name, make in makers:
        if isinstance(make, str):
            absent[name] = make
            continue
        side = make()
        side.start()
        sides.append(side)
        stood[name] = Stood(load=side.load, start=side.server.start, fresh=side.server.family.memory())
        print(f"{name} answers {side.server.start.wall:.1f} s after its start", flush=True)
    return stood, absent


def looked_up(sides: Sequence[Side], stood: dict[str, Stood], seconds: float, rounds: int) -> None:
    """Memory after all questions; then look-ups, by one client and by 32. rdflib by itself serves nobody."""
    asked = lookups.queries(sides[0])
    for side in sides:
        stood[side.name].after = side.server.family.memory()
        try:
            stood[side.name].look_up = statistics.median(side.ask(query, ROWS)[0] for query in asked)
        except Failed as error:
            print(f"{side.name}, look-ups: {error}")
    for name, found in lookups.in_turn([one for one in sides if one.name != "rdflib"], asked, rounds, seconds).items():
        stood[name].rate = statistics.median(found.rates) if found.rates else None


def kept(release: Made, stood: dict[str, Stood], seconds: float) -> None:
    """Ours once more, as it is started by everybody, with answers kept."""
    side = ours(release.releases, DEADLINE, "ours, answers kept", KG_CACHE_MOST="64000000")
    try:
        side.start()
        stood[side.name] = Stood(load=None, start=side.server.start, fresh=side.server.family.memory())
        looked_up([side], stood, seconds, 1)
    finally:
        side.stop()


def written(release: Made, stood: dict[str, Stood], asked: Asked, absent: dict[str, str], out: Path) -> None:
    """The tables in Markdown and in print, all figures in JSON, and the picture."""
    out.mkdir(parents=True, exist_ok=True)
    figures = {
        "made": asdict(release) | {"releases": ""},
        "sides": {name: asdict(one) for name, one in stood.items()},
        "absent": absent,
        "questions": {name: {side: asdict(one) for side, one in row.items()} for name, row in asked.items()},
    }
    (out / "bench.json").write_text(json.dumps(figures, indent=1))
    text = told.report(figures)
    (out / "bench.md").write_text(text)
    told.picture(figures, out / "bench.svg")
    print(text)
