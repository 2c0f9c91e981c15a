"""A page of cases with all that hangs on them: GraphQL beside one SPARQL query, written by hand, for the same facts.

Both are asked of the same engine, one after the other; what is compared is a whole answer with its JSON read.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import httpx

from api.app import make_app
from api.settings import Settings
from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.engine import Question
from kg.engine.rows import JSON
from kg.engine.serving import ServingEngine
from kg.engine.workers import WorkerEngine
from kg.release import Release

PAGE: Final = """query Page($first: Int!) { cases(first: $first) { nodes {
  iri caseLabel sex geneticStatus ageAtOnset
  genotypes { iri zygosity { iri label } variant { iri hgvsCoding hgvsProtein domains { iri label } } }
  observations { nodes { iri status statedAs term { iri label }
    ... on ImagingObservation { modality { iri label } regions { iri label } } } }
  paper { iri pmid title year } } } }"""
BY_HAND: Final = """
PREFIX kg: <https://w3id.org/csf1r-kg/ontology#>
PREFIX bibo: <http://purl.org/ontology/bibo/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT * WHERE {
  { SELECT DISTINCT ?case WHERE { ?case a kg:Case } ORDER BY ?case LIMIT %d }
  { ?case kg:caseLabel ?label ; kg:reportedIn ?paper
    OPTIONAL { ?case kg:sex ?sex } OPTIONAL { ?case kg:geneticStatus ?tested } OPTIONAL { ?case kg:ageAtOnset ?onset }
    OPTIONAL { ?paper bibo:pmid ?pmid } OPTIONAL { ?paper dcterms:title ?title } OPTIONAL { ?paper kg:year ?year } }
  UNION
  { ?case kg:hasGenotype ?genotype . ?genotype kg:ofVariant ?variant
    OPTIONAL { ?genotype kg:zygosity ?zygosity . ?zygosity rdfs:label ?zygosityLabel }
    OPTIONAL { ?variant kg:hgvsCoding ?coding } OPTIONAL { ?variant kg:hgvsProtein ?protein }
    OPTIONAL { ?variant kg:inDomain ?domain . ?domain rdfs:label ?domainLabel } }
  UNION
  { ?case ?link ?seen FILTER(?link IN (kg:hasFinding, kg:hasExcludedFinding))
    ?seen kg:statedAs ?words
    OPTIONAL { GRAPH ?g { ?seen kg:codedAs|kg:excludes ?term } ?term rdfs:label ?termLabel
      FILTER(?g != <https://w3id.org/csf1r-kg/graph/inferred>) }
    OPTIONAL { ?seen kg:modality ?modality . ?modality rdfs:label ?modalityLabel }
    OPTIONAL { ?seen kg:region ?region . ?region rdfs:label ?regionLabel } }
}"""
SIZES: Final = (10, 50, 100)


async def median(work: Callable[[], Awaitable[object]], repeat: int = 15) -> float:
    """The median time of some work, in milliseconds, after two goes that do not count."""
    times = []
    for turn in range(repeat + 2):
        start = time.perf_counter()
        await work()
        if turn > 1:
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


async def compared(engine: ServingEngine, release: Release, name: str) -> None:
    """Print both times for pages of several sizes."""
    app = make_app(engine, Settings(cache_most=0), release.manifest)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
        for size in SIZES:

            async def graphql(size: int = size) -> Any:
                body = {"query": PAGE, "variables": {"first": size}, "extensions": {"sparql": True}}
                return (await client.post("/graphql", json=body)).json()

            async def sparql(size: int = size) -> Any:
                answer = await engine.ask(Question(BY_HAND % size, (JSON,)), 30)
                return json.loads(answer.body)

            told, rows = await graphql(), len((await sparql())["results"]["bindings"])
            runs = told["extensions"]["sparql"]
            inside = sum(one["milliseconds"] for one in runs)
            ours, by_hand = await median(graphql), await median(sparql)
            asked = f"{len(runs)} queries, {inside:.0f} ms in the engine"
            print(
                f"{name:8} {size:4} cases: GraphQL {ours:7.1f} ms ({asked}), "
                f"by hand {by_hand:7.1f} ms ({rows} rows), {ours / by_hand:5.2f} x"
            )


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        release = build(Inputs.shipped(), Path(folder))
        asyncio.run(compared(release.engine(), release, "memory"))
        workers = WorkerEngine(release.dataset)
        try:
            asyncio.run(compared(workers, release, "workers"))
        finally:
            workers.close()
