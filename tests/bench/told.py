"""The tables and the picture of `make bench`, from its figures as they stand in `bench.json`."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.figures import megabytes, share, short, table
from tests.bench.made import Made

Figures = dict[str, Any]


def making(release: Made) -> str:
    """One line on import and build."""
    told = f"{release.people:,} people, {release.quads:,} quads, {megabytes(release.size)} on disk; "
    if release.imported:
        told += f"import {short(release.imported.wall, 's')} ({release.rate:,.0f} packets a second), "
        told += f"CPU {short(release.imported.cpu, 's')}, {megabytes(release.imported.memory)}; "
    built = release.built
    return f"{told}build {short(built.wall, 's')}, CPU {short(built.cpu, 's')}, {megabytes(built.memory)}"


def report(figures: Figures) -> str:
    """Everything, in Markdown."""
    left = "".join(f"- {name} is left out: {why}\n" for name, why in figures["absent"].items())
    parts = [made(figures), servers(figures), summary(figures), left, each(figures), differences(figures)]
    return "\n".join(part for part in parts if part)


def made(figures: Figures) -> str:
    """Import and build."""
    head, rows = ("step", "by the clock", "CPU", "memory", "a second"), []
    one = figures["made"]
    for step, word, many in (("imported", "import", one["people"]), ("built", "build", one["quads"])):
        if used := one[step]:
            each_second = f"{short(many / used['wall'])} {'packets' if step == 'imported' else 'quads'}"
            rows.append(
                (word, short(used["wall"], "s"), short(used["cpu"], "s"), megabytes(used["memory"]), each_second)
            )
    told = f"{one['people']:,} people, {one['quads']:,} quads, {megabytes(one['size'])} on disk.\n\n"
    return told + table(head, rows)


def servers(figures: Figures) -> str:
    """What each side costs as a server."""
    head = (
        "side",
        "load once",
        "first answer",
        "memory",
        "after all questions",
        "one look-up",
        "look-ups/s, 32 clients",
    )
    rows = []
    first = figures["sides"]["ours"]["rate"]
    for name, one in figures["sides"].items():
        load = short(one["load"]["wall"], "s") if one["load"] else ""
        look_up = short(one["look_up"] * 1000, "ms") if one["look_up"] else ""
        rate = short(one["rate"]) + (f" ({first / one['rate']:.2f} x)" if first and one["rate"] else "")
        times = (load, short(one["start"]["wall"], "s"), megabytes(one["fresh"]), megabytes(one["after"]))
        rows.append((name, *times, look_up, rate))
    return table(head, rows)


def pairs(figures: Figures, peer: str, kind: str) -> Iterator[tuple[str, float, float]]:
    """Each question that ours and a peer both answered, with the seconds of both; `kind` is cold or warm."""
    for name, row in figures["questions"].items():
        mine, theirs = row["ours"], row.get(peer)
        if theirs and not mine["failed"] and not theirs["failed"] and mine["warm"] and theirs["warm"]:
            yield name, *((one["cold"] if kind == "cold" else statistics.median(one["warm"])) for one in (mine, theirs))


def summary(figures: Figures) -> str:
    """Ours beside each peer, over all questions that both answered."""
    head = ("ours beside", "", "median of ours", "of theirs", "median ratio", "questions", "differ", "no answer there")
    rows = []
    for peer in [name for name in figures["sides"] if not name.startswith("ours")]:
        of = [row[peer] for row in figures["questions"].values()]
        failed = sum(bool(one["failed"]) and one["failed"] != "not asked" for one in of)
        for kind in ("cold", "warm"):
            times = [(mine, theirs) for _, mine, theirs in pairs(figures, peer, kind)]
            if not times:
                continue
            mine, theirs = zip(*times, strict=True)
            middle = [short(statistics.median(side) * 1000, "ms") for side in (mine, theirs)]
            ratio = f"{statistics.median(a / b for a, b in times):.2f} x"
            differ = str(sum(bool(one["differs"]) for one in of))
            rows.append((peer, kind, *middle, ratio, share(mine, theirs), differ, str(failed)))
    return table(head, rows)


def each(figures: Figures) -> str:
    """Every question: the warm median of each side in ms with its least and most, and ratios of ours."""
    names = [name for name in figures["sides"] if name != "ours, answers kept"]
    rows = []
    for question, row in figures["questions"].items():
        cells = [cell(row[name]) for name in names]
        ratio = {name: f"{mine / theirs:.2f}" for name in names for one, mine, theirs in pairs(figures, name, "warm")
                 if one == question}  # fmt: skip
        rows.append((question, *cells, ratio.get("Virtuoso", ""), ratio.get("oxigraph serve", "")))
    return table(("question, ms", *names, "/ Virtuoso", "/ oxigraph"), rows)


def cell(times: Figures) -> str:
    """One time."""
    if times["failed"]:
        return times["failed"][:24]
    if not times["warm"]:
        return short((times["cold"] or 0) * 1000)
    warm = [one * 1000 for one in times["warm"]]
    return f"{short(statistics.median(warm))} ({short(min(warm))}-{short(max(warm))})"


def differences(figures: Figures) -> str:
    """Where a peer's answer was another one than ours, and where it or ours had none."""
    lines = []
    for question, row in figures["questions"].items():
        for name, one in row.items():
            said = one["differs"] or (one["failed"] if one["failed"] != "not asked" else "")
            if said:
                lines.append(f"- {question}, {name}: {said}\n")
    return "Other answers than ours, and none:\n\n" + "".join(lines) if lines else "All answers are the same.\n"


def picture(figures: Figures, path: Path) -> None:
    """Each question a dot: what ours took beside what a peer took; below the line ours is faster."""
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(7, 7), layout="constrained")
    axes = drawn.add_subplot(xscale="log", yscale="log", xlabel="peer, warm, ms", ylabel="ours, warm, ms")
    for peer, marker in zip([n for n in figures["sides"] if not n.startswith("ours")], "o^sv", strict=False):
        of = [(theirs * 1000, mine * 1000) for _, mine, theirs in pairs(figures, peer, "warm")]
        if of:
            axes.scatter(*zip(*of, strict=True), marker=marker, s=14, alpha=0.7, label=peer)
    ends = [0.1, 30_000]
    axes.plot(ends, ends, "k-", lw=0.8)
    axes.plot(ends, [3 * one for one in ends], "k:", lw=0.8, label="3 times")
    axes.legend()
    drawn.savefig(path)
