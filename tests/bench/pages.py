"""`python -m tests.bench pages [RELEASES]`: server time and size of every kind of page, first and once warm.

Nothing that was answered is kept, so that each page is made each time; beside it stands the health of the server, which
asks next to nothing. Pages of one release, or of that in a folder named: one with many imported people, say.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from api.app import make_app
from api.settings import Settings
from kg.build.inputs import Inputs
from kg.build.sequence import build
from kg.release import current
from tests.test_pages_looks import PAGES

BROWSER = {"accept": "text/html"}


def main(named: Path | None = None) -> None:
    """Print a table, the slowest first; of a new release, or of the current one of a folder."""
    with tempfile.TemporaryDirectory() as folder:
        release = current(named) if named else build(Inputs.shipped(), Path(folder))
        app = make_app(release.engine(), Settings(cache_most=0), release.manifest, folder=release.folder)
        client = TestClient(app, headers=BROWSER)
        least = min(once(client, "/health")[0] for _ in range(5))
        rows = []
        for name, path in PAGES.items():
            first, size, status = once(client, path)
            warm = min(once(client, path)[0] for _ in range(3))
            rows.append((warm, first, size, status, name))
    print(f"{'page':32}{'warm ms':>9}{'first ms':>9}{'kB':>7}  times {1000 * least:.1f} ms of /health")
    for warm, first, size, status, name in sorted(rows, reverse=True):
        told = "" if status == 200 else f" ({status})"
        print(f"{name:32}{1000 * warm:9.0f}{1000 * first:9.0f}{size / 1000:7.0f}  {warm / least:5.0f} x{told}")


def once(client: TestClient, path: str) -> tuple[float, int, int]:
    """Seconds, bytes and status of one request."""
    begun = time.perf_counter()
    page = client.get(path)
    return time.perf_counter() - begun, len(page.content), page.status_code
