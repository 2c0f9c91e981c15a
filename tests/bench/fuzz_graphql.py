"""`python -m tests.bench fuzz-graphql`: 3,000 operations that schemathesis makes of the schema, to a running server.

Half of them name things of the toy graph where they would name anything. Held: no 5xx but the documented ones, no
INTERNAL_SERVER_ERROR, and the server lives afterwards. What broke that is printed in its smallest form, with its trace.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

import httpx
from graphql import GraphQLSyntaxError, StringValueNode, Visitor, parse, print_ast, visit
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.build.inputs import Inputs
from kg.build.sequence import build
from tests.bench.served import serving
from tests.checkout import ROOT
from tests.small import TOY
from tests.test_api_fuzz import DOCUMENTED

EXAMPLES: Final = 3000
NAMES: Final = (
    *("case:pmid-0000001/toy-woman", "toy man", "PMID:0000001", "c.149G>A", "R50H", "TOY1", "HP:0002500", "Seizure"),
    *("missense", "MRI", "DWI", "SO:0001583", "heterozygous", "BiallelicCase", "white matter of frontal lobe", "toy"),
    *("HP:0000001", "HP", "MONDO", "https://w3id.org/csf1r-kg/ontology#Case", "", "é", '"', "\\", "<", "?x", "} #"),
)
INTERNAL: Final = "INTERNAL_SERVER_ERROR"


@dataclass(slots=True)
class Seen:
    """What came of it all. `faults` are by their place in the code: the shortest operation for each, and its trace."""

    statuses: Counter[int] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, tuple[str, str]] = field(default_factory=dict)

    def note(self, query: str, answer: httpx.Response, trace: str) -> None:
        """Count an answer; a fault is kept where no shorter operation shows the same one."""
        self.statuses[answer.status_code] += 1
        codes = {one["extensions"]["code"] for one in answer.json().get("errors", ())}
        self.codes.update(codes or {"none"})
        if INTERNAL in codes or (answer.status_code >= 500 and answer.status_code not in DOCUMENTED):
            place = next((line for line in reversed(trace.splitlines()) if line.startswith("  File")), "unknown")
            kept = self.faults.get(place)
            if kept is None or len(query) < len(kept[0]):
                self.faults[place] = query, trace


class _Renamed(Visitor):
    def __init__(self, random: Random) -> None:
        super().__init__()
        self._random = random

    def enter_string_value(self, node: StringValueNode, *_: Any) -> StringValueNode:
        return StringValueNode(value=self._random.choice(NAMES))


def renamed(query: str, random: Random) -> str:
    """An operation with names of the toy graph in the place of its texts."""
    try:
        return print_ast(visit(parse(query), _Renamed(random)))
    except GraphQLSyntaxError:
        return query


def main() -> None:
    """Print how often each status and each code came, and every fault of ours."""
    with tempfile.TemporaryDirectory() as folder:
        toy = Inputs.shipped().over(TOY / "evidence", TOY / "reference")
        releases = Path(folder) / "releases"
        build(toy, releases)
        with serving(ROOT, releases, KG_DEADLINE="30") as server, httpx.Client(timeout=120) as client:
            seen = fuzzed(client, f"{server.address}/graphql", server.log)
            print("ran", seen.statuses.total(), "operations")
            print("statuses", dict(sorted(seen.statuses.items())))
            print("codes", dict(seen.codes.most_common()))
            print("faults", len(seen.faults))
            for query, trace in seen.faults.values():
                print(f"\n{query}\n{trace}")
            print("health afterwards", client.get(f"{server.address}/health").json())


def fuzzed(client: httpx.Client, endpoint: str, log: Path) -> Seen:
    """What came of the operations that schemathesis makes of the schema at an address."""
    import schemathesis  # of the dependency group `bench` alone

    seen, place = Seen(), log.stat().st_size
    schema = schemathesis.graphql.from_url(endpoint)

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=HealthCheck
    )
    @given(schema.as_strategy(), st.booleans(), st.integers(0, 2**32))
    def send(case: schemathesis.Case, known: bool, seed: int) -> None:
        nonlocal place
        query = renamed(case.body, Random(seed)) if known else case.body
        body = json.dumps({"query": query}).encode(errors="surrogatepass")
        headers = {"content-type": "application/json", "accept": "application/graphql-response+json"}
        answer = client.post(endpoint, content=body, headers=headers)
        place, trace = _traces(log, place)
        seen.note(query, answer, trace)

    send()
    return seen


def _traces(log: Path, place: int) -> tuple[int, str]:
    """Where a log ends now, and the last frames of each fault that it told of since."""
    with log.open("rb") as stream:
        stream.seek(place)
        lines = stream.read().splitlines()
        told = [json.loads(line) for line in lines if line.startswith(b"{")]
        return stream.tell(), "\n".join(one["trace"][-1500:] for one in told if "trace" in one)
