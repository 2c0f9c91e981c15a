"""`python -m tests.bench fuzz`: 5,000 odd requests to a running server, ours and those schemathesis makes.

Held: no 5xx but the documented ones (502, 503, 504), no trace, open to every origin; and the server lives afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import httpx
from hypothesis import HealthCheck, Phase, given, settings

from kg.build.inputs import Inputs
from kg.build.sequence import build
from tests.bench.served import serving
from tests.checkout import ROOT
from tests.small import TOY
from tests.test_api_fuzz import DOCUMENTED, hold, requests

HALF = 2500
SERIALIZER = """import schemathesis

@schemathesis.serializer("application/sparql-query")
def sparql_query(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")
"""


def main() -> None:
    """Print how often each status came."""
    with tempfile.TemporaryDirectory() as folder:
        toy = Inputs.shipped().over(TOY / "evidence", TOY / "reference")
        build(toy, Path(folder) / "releases")
        with (
            serving(ROOT, Path(folder) / "releases", KG_CACHE_MOST="64000000", KG_DEADLINE="30") as server,
            httpx.Client(base_url=server.address, timeout=120) as client,
        ):
            print("ours", dict(sorted(ours(client).items())))
            described(server.address)
            print("health afterwards", client.get("/health").json())


def ours(client: httpx.Client) -> Counter[int]:
    """Requests of tests/test_api_fuzz.py."""
    seen: Counter[int] = Counter()

    @settings(
        max_examples=HALF, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=HealthCheck
    )
    @given(requests())
    def send(request: dict[str, object]) -> None:
        try:
            seen[hold(client, request)] += 1
        except (httpx.InvalidURL, httpx.LocalProtocolError):
            seen[0] += 1  # the client library would not send it

    send()
    return seen


def described(address: str) -> None:
    """Requests that schemathesis makes of the OpenAPI description, `HALF` or more."""
    schemathesis = str(Path(sys.executable).parent / "schemathesis")
    # Two of the operations take parameters; the others are asked a few times each.
    counted = ["--max-examples", str(HALF // 2), "--phases", "examples,coverage,fuzzing", "--continue-on-failure"]
    allowed = ",".join(map(str, sorted({*range(200, 500), *DOCUMENTED})))
    checks = ["--checks", "not_a_server_error,status_code_conformance,content_type_conformance"]
    with tempfile.TemporaryDirectory() as folder:
        statuses = f"[checks]\nnot_a_server_error.expected-statuses = [{allowed}]\n"
        (Path(folder) / "schemathesis.toml").write_text(statuses)
        (Path(folder) / "sparql_bodies.py").write_text(SERIALIZER)
        environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": folder, "SCHEMATHESIS_HOOKS": "sparql_bodies"}
        command = [schemathesis, "run", f"{address}/openapi.json", *counted, *checks]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    print("schemathesis ended with", done.returncode)
    print("\n".join(done.stdout.splitlines()[-40:]))
    print(done.stderr[-1000:])
