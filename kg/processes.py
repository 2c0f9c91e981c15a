"""Other processes that work for this one, and end with it, however it ends.

Linux sees to that. Elsewhere `kg` ends in an orderly way at a SIGTERM, which takes along what it runs; only a SIGKILL
leaves them to finish their work there.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Any, Final

_LINUX: Final = sys.platform == "linux"
_LIBC: Final = ctypes.CDLL(None) if _LINUX else None
_PARENT_DEATH: Final = 1
"""PR_SET_PDEATHSIG: the signal that a process gets when its parent ends."""


def tie(parent: int) -> None:
    """End this process when its parent does, which has this number."""
    if _LIBC is not None:
        _LIBC.prctl(_PARENT_DEATH, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before that was said
            os._exit(1)


def starting() -> dict[str, Any]:
    """How a program is started that is to end with this process, for `subprocess`."""
    us = os.getpid()
    return {"preexec_fn": lambda: tie(us)} if _LINUX else {}


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if _LINUX else os.cpu_count() or 1
