"""`python -m tests.reading [--held] [--misses] [--folder DIR]`: the reader's score over all gold.

With --beside, that of fenominal.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kg.build.inputs import Inputs
from kg.reading.propose import PaperReader
from kg.sources.hpo import read_hpo
from kg.sources.reference import read_reference
from kg.texts.read import read_text
from tests.reading.gold import SETS, TEXTS, gold_files, read_gold
from tests.reading.score import COUNTS, KINDS, Score, score


@cache
def reader() -> PaperReader:
    """The reader over the HPO and the reference data that ship, as `kg paper read` makes it."""
    inputs = Inputs.shipped()
    return PaperReader.of(read_hpo(inputs.hpo), read_reference(inputs.reference), inputs.evidence)


def read(path: Path) -> Mapping[str, Any]:
    """What the reader proposes for a file, as the mapping of an evidence file."""
    return reader().read(read_text(path), date(2001, 1, 31))


def of_reader(gold: Path) -> Score:
    return score(gold, read(read_gold(gold).file))


def table(scores: Mapping[str, Score]) -> str:
    """The scores of sets as Markdown; a count without a case is blank."""
    rows = [["", *scores], ["---", *("---" for _ in scores)]]
    counted = ((count, [made.tallies[count] for made in scores.values()]) for count in COUNTS)
    rows += [[count, *(str(tally) if tally.of else "" for tally in tallies)] for count, tallies in counted]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def all_sets(names: tuple[str, ...], one: Callable[[Path], Score], under: Path = TEXTS) -> dict[str, Score]:
    scores = {name: Score() for name in names if gold_files(name, under)}
    for name, made in scores.items():
        for gold in gold_files(name, under):
            made += one(gold)
    return scores


def main() -> None:
    args = argparse.ArgumentParser(prog="python -m tests.reading", description=__doc__)
    args.add_argument("--held", action="store_true", help="only what was held out")
    args.add_argument("--dev", action="store_true", help="only what developers may look at")
    args.add_argument("--misses", action="store_true", help="list what was missed and what is false")
    args.add_argument("--beside", action="store_true", help="score fenominal instead (group bench)")
    args.add_argument("--folder", type=Path, default=TEXTS, help="where dev and held are (texts that may not ship)")
    given = args.parse_args()
    one = of_reader
    if given.beside:
        from tests.reading.beside import of_fenominal as one
    names = tuple(n for n in SETS if not (given.held and "held" not in n) and not (given.dev and "dev" not in n))
    scores = all_sets(names, one, given.folder)
    print(table(scores))
    if given.misses:
        for made in scores.values():
            for count, tally in made.tallies.items():
                if count not in KINDS:
                    print("".join(f"{count}: {wrong}\n" for wrong in tally.wrong), end="")


if __name__ == "__main__":
    main()
