"""`python -m tests.bench scaling`: the tables of SCALING.md, from the figures of the last runs.

A table stands between `<!-- figures: NAME -->` and `<!-- end -->`. Where its figures were not measured, it stays.
"""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.bench import slopes, told
from tests.bench.figures import beyond, short, table
from tests.checkout import ROOT

PLACE: Final = re.compile(r"(<!-- figures: ([\w-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
PEOPLE, QUADS = 1_000_000, 1_000_000_000


def fill(out: Path, note: Path = ROOT / "SCALING.md") -> None:
    """Write the tables whose figures lie in the folder; the other ones are told."""

    def filled(place: re.Match[str]) -> str:
        try:
            text = TABLES[place[2]](out)
        except FileNotFoundError as error:
            print(f"{place[2]} stays as it is: {error.filename} is not there")
            return place[0]
        return f"{place[1]}\n{text}\n{place[4]}"

    note.write_text(PLACE.sub(filled, note.read_text()))


def grown(out: Path) -> list[slopes.Size]:
    """The sizes that were measured. Raises `FileNotFoundError` where none was."""
    found = slopes.sizes(out)
    if not found:
        raise FileNotFoundError(2, "not measured", str(out / "slopes-*.json"))
    return found


def extrapolated(out: Path) -> str:
    """What the lines through the two largest sizes tell of a million people and of 10^9 quads.

    At smaller ones, what every release costs hides how fast the rest grows.
    """
    found = grown(out)[-2:]
    people, quads = ([one["people"] for one in found], [one["figures"]["quads"] for one in found])
    rows = []
    for name in found[0]["figures"]:
        values = [one["figures"][name] for one in found]
        if name == "quads" or name.endswith(", cpu") or not all(values):
            continue
        wanted = (beyond(people, values, PEOPLE), beyond(quads, values, QUADS))
        rows.append((name.removesuffix(", wall"), *("" if one is None else slopes.shown(name, one) for one in wanted)))
    return table(("", f"{PEOPLE:,} people", f"{QUADS:,} quads"), rows)


def machine(_: Path) -> str:
    """What was measured on."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    python = platform.python_version()
    return f"{os.cpu_count()} cores, {short(memory / 1e9, 'GB')} of memory, {platform.system()}, Python {python}.\n"


def of_bench(part: Callable[[told.Figures], str]) -> Callable[[Path], str]:
    """A part of the report of `make bench`."""
    return lambda out: part(json.loads((out / "bench.json").read_text()))


TABLES: Final[dict[str, Callable[[Path], str]]] = {
    "machine": machine,
    "sizes": lambda out: slopes.figures(grown(out)),
    "steep": lambda out: slopes.steep(grown(out)),
    "extrapolated": extrapolated,
    "servers": of_bench(lambda figures: told.made(figures) + "\n" + told.servers(figures)),
    "questions": of_bench(told.summary),
    "before": lambda out: (out / "compare.md").read_text(),
}
