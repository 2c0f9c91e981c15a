"""What analyses cost: `python -m tests.bench analyses`. Time of the CPU in this process alone."""

from __future__ import annotations

import math
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg.analysis import STANDARD, Held
from kg.analysis.differential import Differential, differential
from kg.analysis.frequencies import Frequencies, frequencies
from kg.analysis.numbered_people import people_of
from kg.analysis.population import Population
from kg.build.analyses import answers, asked_names
from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.engine import Question
from kg.find import Group
from kg.names import graph
from kg.release.columns import met_in
from kg.sources.hpo import Hpo, hpo_path, read_hpo
from tests.test_similarity import reader

TEN = ("HP:0002500", "HP:0000726", "HP:0001300", "HP:0033725", "HP:0002514")
TEN += ("HP:0032615", "HP:0000716", "HP:0001250", "HP:0002120", "HP:0007256")


def cpu(work: Callable[[], object], repeat: int = 1) -> float:
    """The median time of the CPU of some work, in this process."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print the figures over a new release of the shipped evidence."""
    hpo, begun = read_hpo(hpo_path()), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        release = build(Inputs.shipped(), Path(folder))
        whole = time.process_time() - begun
        lines = [line for line in release.lines() if not line.endswith(f"<{graph('analysis')}> .\n")]
        held = Held.of_release(release)
        people = cpu(lambda: people_of(met_in(lines)))
        took = cpu(lambda: answers(replace(held, names=asked_names(lines, hpo)), lambda _: None))
        print(f"build               {whole:8.2f} s, without Java")
        print(f"  people            {people:8.2f} s  {people / whole:6.1%} of it")
        print(f"  {len(STANDARD)} answers        {took:8.2f} s  {took / whole:6.1%} of it")
        ranked(held, hpo)
        counted(held)


def ranked(held: Held, hpo: Hpo) -> None:
    """Ten terms against all diseases, here and by semsimian over the same closure and information."""
    diseases = held.diseases
    assert diseases
    sets = {one: {diseases.terms[term] for term in diseases.findings(int(one))} for one in diseases.annotated}
    above = {one: hpo.ancestors(one) for one in hpo.terms if hpo.current(one)}
    many = Counter(up for terms in sets.values() for up in frozenset().union(*map(above.__getitem__, terms)))
    with tempfile.TemporaryDirectory() as folder:
        second = reader(above, {one: -math.log(n / len(sets)) for one, n in many.items()}, Path(folder) / "ic.tsv")
    first = cpu(lambda: differential(held, Differential(present=TEN)))
    ours = cpu(lambda: differential(held, Differential(present=TEN)), 5)
    theirs = cpu(lambda: [second.termset_comparison(set(TEN), one, "ancestor_information_content")
                          for one in sets.values()])  # fmt: skip
    print(f"differential, {len(TEN)} terms against {len(sets):,} diseases")
    print(f"  the first         {first * 1000:8.1f} ms")
    print(f"  matrices          {ours * 1000:8.1f} ms     1.0 x")
    print(f"  semsimian         {theirs * 1000:8.1f} ms {theirs / ours:7.1f} x")


def counted(held: Held) -> None:
    """Everybody by gene: by matrices, with the people and papers behind each number, and the counts alone by SPARQL."""
    asked = Frequencies(population=Population.EVERYBODY, by=Group.GENE)
    query = frequencies(held, asked).sparql
    rows = len(frequencies(held, asked).rows)
    ours = cpu(lambda: frequencies(held, asked), 3)
    theirs = cpu(lambda: held.engine.answer(Question(query)))
    print(f"frequencies by gene, {int(held.people.cases.sum()):,} people, {rows:,} rows")
    print(f"  matrices          {ours:8.2f} s      1.0 x")
    print(f"  SPARQL            {theirs:8.2f} s  {theirs / ours:7.1f} x")
