"""Java is there for the reasoner alone, and outlives nobody who started it."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

TOY = Path(__file__).parent / "toy"
REASON = "from kg.infer.reasoner import reason; reason(b'', [])"
BUILD = """import sys; from kg import processes; processes._LINUX = False  # as where the system sees to nothing
sys.argv[1:] = ["build", "--evidence", "{0}/evidence", "--reference", "{0}/reference"]
from kg.cli import main; main()"""


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
            # Once it has worked for a while, so that it is waited for.
            if int(rest[1]) == parent and (one / "exe").readlink().name == "java" and int(rest[11]) >= 5:
                found.append(int(one.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")
@pytest.mark.parametrize(
    ("code", "by"),
    [(REASON, signal.SIGKILL), (REASON, signal.SIGTERM), (BUILD.format(TOY), signal.SIGTERM)],
    ids=["killed", "terminated", "a build, elsewhere"],
)
def test_java_ends_with_the_process_that_reasons(code: str, by: signal.Signals, tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "KG_RELEASES": str(tmp_path)})
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
