"""Run inside a copy of this project that was taught toy words and a toy fact: what its doors say of them, as JSON."""

import csv
import gzip
import json
import sys
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from api.app import make_app
from api.graphql.schema import sdl
from kg.build.sequence import build
from kg.engine import Engine
from kg.engine.memory import MemoryEngine
from kg.export.packets import export_packets
from kg.export.tables import export_tables
from kg.imports.cohorts import import_cohort
from kg.sources.hpo import read_hpo
from kg.sources.phenopackets import KnownGenes
from kg.sources.reference import read_reference
from kg.sources.schema import json_schema
from tests.small import small_hpo, toy_inputs

TOY = Path(__file__).parent / "toy"
SAID = """PREFIX kg: <https://w3id.org/csf1r-kg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?habit ?evolution ?texture ?visit WHERE {
  ?case kg:toyHabit ?habit ; kg:hasToyVisit/rdfs:label ?visit ; kg:hasFinding ?f .
  ?f kg:evolution ?evolution ; kg:texture ?texture }"""
ASKED = """{
  cases(where: {observation: [{texture: [TOY_COARSE], evolution: [TOY_PULSING]}]}) {
    nodes { toyHabit toyVisits { label } observations { nodes { ... on ImagingObservation { texture evolution } } } } }
  observations { facets(by: [TEXTURE]) { values { label count } } }
}"""


def said(engine: Engine) -> list[dict[str, str]]:
    return [{name: value.value.rpartition("#")[2] for name, value in row.items()} for row in engine.rows(SAID)]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(home: Path) -> dict[str, Any]:
    """Build the toy papers; ask in SPARQL and GraphQL, write tables and packets, and read the packets again."""
    release = build(toy_inputs(), home / "releases")
    engine = release.engine()
    export_tables(release, home / "tables", engine=engine)
    left = export_packets(release, home / "packets", engine=engine).left
    genes = KnownGenes.of(read_reference(TOY / "reference").genes)
    import_cohort(str(home / "packets"), "toy", "CC0-1.0", home / "cohorts", read_hpo(small_hpo()), genes=genes)
    quads = b"".join(gzip.decompress(path.read_bytes()) for path in sorted((home / "cohorts").rglob("*.nq.gz")))
    answer = TestClient(make_app(engine)).post("/graphql", json={"query": ASKED})
    return {
        "sparql": said(engine),
        "graphql": answer.json(),
        "tables": {name: rows(home / "tables", name) for name in ("cases", "observations", "toy_visits")},
        "left": dict(left),
        "again": said(MemoryEngine.of_lines(quads)),
        "schema": json_schema(),
        "sdl": sdl(),
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
