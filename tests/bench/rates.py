"""How many answers a second a server gives to 32 clients at once: by wrk where it is installed, else by threads.

Threads of this process measure themselves as much as the server.
"""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

CLIENTS: Final = 32
SECONDS: Final = 5
ROTATE: Final = """local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = 0
request = function() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
"""


def rate(address: str, queries: Sequence[str], seconds: float = SECONDS) -> float:
    """Answers a second of an endpoint, to `CLIENTS` clients that ask these in turn; each is asked once before."""
    where = urlsplit(address)
    paths = [f"{where.path}?query={quote(one, safe='')}" for one in queries]
    for path in paths:
        once(where.netloc, path)
    return (_by_wrk if shutil.which("wrk") else _by_threads)(where.netloc, paths, seconds)


def once(host: str, path: str, connection: http.client.HTTPConnection | None = None) -> int:
    """Ask once; the number of bytes of the answer."""
    there = connection or http.client.HTTPConnection(host, timeout=60)
    there.request("GET", path, headers={"accept": "*/*"})
    answer = there.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} for {path[:200]}: {body[:300]!r}")
    return len(body)


def _by_wrk(host: str, paths: Sequence[str], seconds: float) -> float:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "paths").write_text("\n".join(paths) + "\n")
        script = Path(folder) / "rotate.lua"
        script.write_text(ROTATE % (Path(folder) / "paths"))
        command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds:.0f}s", "-s", str(script), f"http://{host}/"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if refused := re.search(r"Non-2xx or 3xx responses: (\d+)", told):
        print(f"    ({refused[1]} answers were refusals)")
    return float(re.findall(r"Requests/sec:\s*([\d.]+)", told)[0])


def _by_threads(host: str, paths: Sequence[str], seconds: float) -> float:
    end = time.perf_counter() + seconds
    counts = [0] * CLIENTS

    def client(number: int) -> None:
        connection = http.client.HTTPConnection(host, timeout=60)
        while time.perf_counter() < end:
            once(host, paths[(number + counts[number]) % len(paths)], connection)
            counts[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds
