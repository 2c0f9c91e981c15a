"""`make bench`: how long a build, a start and each question take, and how a plain rdflib graph does beside it.

`python -m tests.bench serve` measures the server, `python -m tests.bench lookups` its look-ups beside two peers,
`python -m tests.bench fuzz` throws odd requests at it,
`python -m tests.bench fuzz-graphql` odd operations of GraphQL,
`python -m tests.bench analyses` holds analyses beside the build, semsimian and SPARQL,
`python -m tests.bench pages` makes every kind of page, with its time and size,
`python -m tests.bench databases` reads large files of ClinVar,
`python -m tests.bench cohort` imports, builds and asks a cohort of ten thousand people.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rdflib

from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.engine import Question
from kg.engine import questions as ask
from kg.engine.memory import MemoryEngine
from kg.names import PREFIXES
from tests.bench import analyses, cohort, databases, fuzz, fuzz_graphql, graphql, lookups, pages, serve

SUBSUMPTION = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c kg:hasFinding ?f . ?f a obo:HP_0002500 }"
WALKED = """SELECT (COUNT(DISTINCT ?c) AS ?n) {
  ?c kg:hasFinding ?f . ?f a ?t . ?t rdfs:subClassOf* obo:HP_0002500 }"""


def seconds(work: Callable[[], object], repeat: int = 1) -> float:
    """The median time of some work."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print a table; nothing is asserted, since a time is a fact about a machine."""
    inputs = Inputs.shipped()
    with tempfile.TemporaryDirectory() as folder:
        releases = Path(folder)
        print(f"build               {seconds(lambda: build(inputs, releases)):8.2f} s")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  peak memory       {peak:8.0f} MB (without Java)")
        print(f"rebuild, unchanged  {seconds(lambda: build(inputs, releases)):8.2f} s")
        release = build(inputs, releases)
        print(f"load into memory    {seconds(release.engine):8.2f} s")
        engine = release.engine()
        for question in ask.catalogue():
            if not question.federates_with:
                took = seconds(lambda text=question.text: engine.answer(Question(text)), 5)  # type: ignore[misc]
                print(f"  {question.name:40} {took * 1000:8.1f} ms")
        peers(engine, release.lines())


def peers(engine: MemoryEngine, lines: object) -> None:
    """The same subsumption count: our closure, a property path on our store, and a property path on rdflib."""
    graph = rdflib.Graph(bind_namespaces="none")
    triples = "".join(line[: line.rindex(" <")] + " .\n" for line in lines)  # type: ignore[attr-defined]
    graph.parse(data=triples, format="nt")
    ours = seconds(lambda: engine.rows(SUBSUMPTION), 5)
    walked = seconds(lambda: engine.rows(WALKED), 5)
    plain = seconds(lambda: list(graph.query(WALKED, initNs=PREFIXES)))
    print("subsumption count, same answer")
    print(f"  closure, in memory          {ours * 1000:10.2f} ms     1.0 x")
    print(f"  property path, same store   {walked * 1000:10.2f} ms {walked / ours:7.1f} x")
    print(f"  property path, rdflib       {plain * 1000:10.2f} ms {plain / ours:7.1f} x")


WORDS = {
    "serve": serve.main,
    "lookups": lookups.main,
    "fuzz": fuzz.main,
    "fuzz-graphql": fuzz_graphql.main,
    "graphql": graphql.main,
    "analyses": analyses.main,
    "cohort": cohort.main,
    "databases": databases.main,
    "pages": pages.main,
}
WORDS.get(sys.argv[1] if len(sys.argv) > 1 else "", main)()
