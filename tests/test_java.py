"""Java is there for the reasoner alone, and outlives nobody who started it."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

REASON = "from kg.infer.reasoner import reason; reason(b'', [])"
ELSEWHERE = "import owlready2, sys; sys.platform = 'darwin'; "
"""As on a system whose processes know nothing of their parent's end."""


def running(process: int) -> bool:
    try:
        return not Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except OSError:
        return False


def javas(parent: int) -> list[int]:
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            rest = (one / "stat").read_text().rpartition(") ")[2].split()
            if int(rest[1]) == parent and (one / "exe").readlink().name == "java":
                found.append(int(one.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")
@pytest.mark.parametrize(
    ("code", "by"),
    [(REASON, signal.SIGKILL), (REASON, signal.SIGTERM), (ELSEWHERE + REASON, signal.SIGTERM)],
    ids=["killed", "terminated", "terminated elsewhere"],
)
def test_java_ends_with_the_process_that_reasons(code: str, by: signal.Signals) -> None:
    parent = subprocess.Popen([sys.executable, "-c", code])
    java = None
    try:
        while parent.poll() is None and not (found := javas(parent.pid)):
            time.sleep(0.005)
        assert parent.poll() is None, "it ended before Java was seen"
        [java] = found
        # A process that is stopped ends by no work of its own.
        os.kill(java, signal.SIGSTOP)
        parent.send_signal(by)
        assert parent.wait(30) != 0
        ends = time.monotonic() + 30
        while running(java) and time.monotonic() < ends:
            time.sleep(0.01)
        assert not running(java)
    finally:
        parent.kill()
        parent.wait()
        if java is not None:
            with suppress(ProcessLookupError):
                os.kill(java, signal.SIGKILL)
