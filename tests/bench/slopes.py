"""`python -m tests.bench slopes SIZES`: what grows how fast, from the same steps at several sizes.

Each size leaves `slopes-SIZE.json`; the table and the picture are of all that lie in the folder, so that a large
size can be measured by itself, on another day.
"""

from __future__ import annotations

import json
import re
import statistics
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from tests.bench import told
from tests.bench.asked import all_asked, questions
from tests.bench.compare import reads
from tests.bench.figures import short, slope, table
from tests.bench.made import made
from tests.bench.people import gene
from tests.bench.served import serving
from tests.bench.sides import ours
from tests.checkout import ROOT

WANTED: Final = 1.1
Size = dict[str, Any]


def measure(people: int, home: Path, out: Path, rounds: int = 3) -> None:
    """One size: make it, start it, read it, ask it; write the figures down."""
    release = made(home / "packets", people, home)
    print(told.making(release), flush=True)
    found: dict[str, float] = {
        **{f"import, {name}": value for name, value in asdict(release.imported).items()},  # type: ignore[call-overload]
        **{f"build, {name}": value for name, value in asdict(release.built).items()},
        "release, size": release.size,
        "quads": release.quads,
    }
    with serving(ROOT, release.releases) as server:
        found |= {"start, wall": server.start.wall, "serve, memory": server.family.memory()}
        for step, used in reads(server, gene(home / "packets")):
            found[f"{step}, wall"] = used.wall
    side = ours(release.releases, 60)
    try:
        side.start()
        asked = {name: row["ours"] for name, row in all_asked([side], questions(), rounds).items()}
        found["serve after all questions, memory"] = side.server.family.memory()
    finally:
        side.stop()
    warm = {name: statistics.median(one.warm or [one.cold or 0]) for name, one in asked.items() if not one.failed}
    found |= {
        "median of all questions, wall": statistics.median(warm.values()),
        "all questions, wall": sum(warm.values()),
    }
    out.mkdir(parents=True, exist_ok=True)
    failed = {name: one.failed for name, one in asked.items() if one.failed}
    size = {"people": people, "figures": found, "questions": warm, "failed": failed}
    (out / f"slopes-{people}.json").write_text(json.dumps(size, indent=1))


def sizes(out: Path) -> list[Size]:
    """All sizes measured so far, the smallest first."""
    read = (json.loads(path.read_text()) for path in out.glob("slopes-*.json"))
    return sorted(read, key=lambda one: int(one["people"]))


def summary(out: Path) -> None:
    """The table of all sizes, in print and as Markdown, and the picture."""
    found = sizes(out)
    text = figures(found) + "\n" + steep(found)
    (out / "slopes.md").write_text(text)
    picture(found, out / "slopes.svg")
    print(text)


def figures(found: list[Size]) -> str:
    """Each figure at each size, and its slope: against people, and against quads, which a small cohort adds few to."""
    people, quads = ([one["people"] for one in found], [one["figures"]["quads"] for one in found])
    head = ("", *(f"{one:,} people" for one in people), "slope by people", "by quads")
    rows = []
    for name in found[0]["figures"]:
        values = [one["figures"][name] for one in found]
        cells = (shown(name, value) for value in values)
        slopes = (short(slope(people, values)), "" if name == "quads" else short(slope(quads, values)))
        rows.append((name.removesuffix(", wall"), *cells, *slopes))
    return table(head, rows)


def shown(name: str, value: float) -> str:
    """A value with its unit; what a name ends in tells it."""
    kind = name.rpartition(", ")[2]
    if kind in ("memory", "size"):
        return short(value / 1e6, "MB")
    return short(value, "" if kind == "quads" else "s")


def steep(found: list[Size]) -> str:
    """The questions whose time grows faster than wanted, and those that did not end."""
    quads = [one["figures"]["quads"] for one in found]
    common = [name for name in found[0]["questions"] if all(name in one["questions"] for one in found)]
    slopes = {name: slope(quads, [one["questions"][name] for one in found]) or 0 for name in common}
    over = sorted((name for name, of in slopes.items() if of > WANTED), key=lambda name: -slopes[name])
    told_of = "".join(f"- {name}: {slopes[name]:.2f}\n" for name in over)
    ended = "".join(
        f"- {name} at {one['people']:,}: {in_brief(why)}\n" for one in found for name, why in one["failed"].items()
    )
    text = f"{len(common) - len(over)} of {len(common)} questions grow by quads with a slope of at most {WANTED}.\n"
    return text + (f"\nSteeper:\n\n{told_of}" if over else "") + (f"\nNo answer:\n\n{ended}" if ended else "")


def in_brief(why: str) -> str:
    """The title of a problem, where a server told one."""
    title = re.search(r'"title": "([^"]+)"', why)
    return title[1] if title else why


def picture(found: list[Size], path: Path) -> None:
    """Times over the number of people, both as logarithms; a dotted line has the slope 1."""
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(9, 6), layout="constrained")
    axes = drawn.add_subplot(xscale="log", yscale="log", xlabel="people", ylabel="seconds")
    people = [one["people"] for one in found]
    for name in [one for one in found[0]["figures"] if one.endswith(", wall") and not one.endswith("again, wall")]:
        axes.plot(people, [one["figures"][name] for one in found], "o-", label=name.removesuffix(", wall"))
    start = found[0]["figures"]["build, wall"]
    axes.plot(people, [start * one / people[0] for one in people], "k:", label="slope 1")
    drawn.legend(fontsize="small", loc="outside right upper")
    drawn.savefig(path)
